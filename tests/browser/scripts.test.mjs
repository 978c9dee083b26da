// The theme's scripts as they ship: smaller, and meaning what is written.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { minify } from "terser";
import { out } from "./lib.mjs";

const written = fileURLToPath(new URL("../../static/js", import.meta.url));
const shipped = path.join(out, "root/js");
/** Other files, such as the Python that the runtime has, are no scripts. */
const isScript = (name) => !name.includes(".") || name.endsWith(".js");

/** A script printed from its syntax tree: two that mean the same are equal. */
const printed = async (code) => (await minify(code, { compress: false, mangle: false })).code;

test("scripts ship without comments, and otherwise as they are written", async () => {
  const read = (name) => readFileSync(path.join(written, name), "utf8");
  let seen = 0;
  for (const entry of readdirSync(written, { withFileTypes: true }).filter(({ name }) => isScript(name))) {
    const stem = path.basename(entry.name, ".js");
    const code = entry.isDirectory()
      ? `(() => {\n${readdirSync(path.join(written, stem)).sort().map((name) => read(`${stem}/${name}`)).join("\n")}})();`
      : read(entry.name);
    // The service worker is where what it serves begins, under a name that stays.
    const isWorker = stem === "sw";
    const name = isWorker ? "../sw.js" : readdirSync(shipped).find((name) => new RegExp(`^${stem}\\.[0-9a-f]{10}\\.js$`).test(name));
    const ships = readFileSync(path.join(shipped, name), "utf8");
    assert.equal(await printed(ships), await printed(code), name);
    assert.ok(ships.length < 0.9 * code.length, `${name}: ${ships.length} of ${code.length} characters`);
    if (!isWorker) seen += 1;
  }
  assert.equal(seen, readdirSync(shipped).filter(isScript).length);
});
