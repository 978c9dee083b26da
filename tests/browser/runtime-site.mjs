// A page with nothing but the runtime, to be driven by tests: the scripts as the built guide ships them, the files of the
// npm package as `[python] playground` publishes them, and the policy of the guide's pages.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync, statSync } from "node:fs";
import path from "node:path";
import { here, open, out, serve } from "./lib.mjs";

const PACKAGE = path.join(here, "../pyodide/node_modules/pyodide");
const FILES = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"];

/** What an own program in the page does, for tests: the last state of each job. */
const PAGE = `
Object.assign(window, { runtime: makeRuntime(), fits, atLeast });
window.go = async (code, more = {}) => {
  const printed = [];
  const on = { output: (stream, text) => printed.push([stream, text]), ...(window.on ?? {}) };
  const outcome = await runtime.run({ files: [], before: [], input: null, ...more, code }, on);
  return { ...outcome, printed, text: printed.map(([, text]) => text).join("") };
};
`;

/** Writes a library as authors put it beside the runtime, and gives its name. */
function wheel(folder) {
  const name = "tiny-1-py3-none-any.whl";
  const code = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("tiny/__init__.py", "size = 'small'\\n")
    wheel.writestr("tiny-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\n")
    wheel.writestr("tiny-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr("tiny-1.dist-info/RECORD", "")
`;
  execFileSync("python3", ["-c", code, path.join(folder, name)]);
  return name;
}

/** Makes the page in a folder of out/, and gives the folder. `probe` is put behind the script of the worker. */
export function site(name, probe = "") {
  const folder = path.join(out, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, "play/abc"), { recursive: true });
  const shipped = (wanted) => {
    const found = readdirSync(path.join(out, "root/js")).find((file) => wanted.test(file));
    return path.join(out, "root/js", found);
  };
  const worker = readFileSync(shipped(/^runtime\.[0-9a-f]+\.js$/), "utf8");
  writeFileSync(path.join(folder, "runtime.js"), `${worker}\n${probe}`);
  symlinkSync(shipped(/^runtime\.[0-9a-f]+\.py$/), path.join(folder, "runtime.py"));
  symlinkSync(path.join(here, "../../src/languages/python/exercise.py"), path.join(folder, "exercise.py"));
  if (!existsSync(PACKAGE)) throw new Error("npm ci --prefix tests/pyodide");
  let size = 0;
  for (const file of FILES) {
    symlinkSync(path.join(PACKAGE, file), path.join(folder, "play/abc", file));
    size += statSync(path.join(PACKAGE, file)).size;
  }
  const { info } = JSON.parse(readFileSync(path.join(PACKAGE, "pyodide-lock.json"), "utf8"));
  const library = wheel(path.join(folder, "play/abc"));
  const tiny = { name: "tiny", version: "1", file_name: library, imports: ["tiny"], depends: [], install_dir: "site", package_type: "package", sha256: "", unvendored_tests: false };
  writeFileSync(path.join(folder, "play/abc/pyodide-lock.json"), JSON.stringify({ info, packages: { tiny } }));
  const input = readFileSync(path.join(here, "../../static/js/sw/2-input.js"), "utf8");
  writeFileSync(path.join(folder, "sw.js"), `const worker = self;\n${input}\naddEventListener("activate", (event) => event.waitUntil(clients.claim()));\n`);
  const scripts = ["1-runtime.js", "3-compare.js"].map((file) => path.join(here, "../../static/js/play", file));
  const script = scripts.map((file) => readFileSync(file, "utf8")).join("\n");
  writeFileSync(path.join(folder, "page.js"), `window.studypress = { root: "" };\n(() => {\n${script}\n${PAGE}\n})();\n`);
  const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; worker-src 'self'";
  const from = { runtime: "play/abc/", worker: "runtime.js", driver: "runtime.py", harness: "exercise.py", size };
  const tag = `<script type="application/json" id="sp-play">${JSON.stringify({ from })}</script><script src="page.js"></script>`;
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Runtime</title>${tag}`;
  writeFileSync(path.join(folder, "index.html"), page);
  writeFileSync(path.join(folder, "404.html"), "not here");
  return folder;
}

/** The page, served and open in a browser. */
export async function visited(browser, name, probe) {
  const server = await serve(site(name, probe));
  const opened = await open(browser, { serviceWorkers: "allow" });
  await opened.page.goto(server.url);
  return { ...opened, server };
}
