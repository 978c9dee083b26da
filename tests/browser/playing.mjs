// Guides whose code can be run: what their tests share.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PROGRAM, TYPES } from "./lib.mjs";

const pyodide = fileURLToPath(new URL("../pyodide/node_modules/pyodide", import.meta.url));
Object.assign(TYPES, { ".mjs": "text/javascript", ".wasm": "application/wasm", ".py": "text/x-python", ".zip": "application/zip" });

/** Builds a guide of questions and exercises, given by their slugs, that can run its code; input() reads a box. */
export function build(files, { language = "en" } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "studypress-play-"));
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const entry = (kind, id, title) => `[[${kind}]]\nid = "${id}"\ntitle = "${title}"\n`;
  write(
    "site.toml",
    `title = "Code"\nbase_url = "https://example.org/"\noffline = false\nlanguage = "${language}"\n[python]\nplayground = "pyodide"\n` +
      entry("levels", "low", "Junior") + entry("topics", "one", "Topic") + entry("sources", "book", "Book"),
  );
  for (const [slug, { title = slug, kind = "question", body }] of Object.entries(files)) {
    const front = kind === "exercise" ? 'kind = "exercise"\n' : 'source = ["book"]\nsummary = "Short."\n';
    write(`content/${slug}.md`, `+++\ntitle = ${JSON.stringify(title)}\nlevel = "low"\ntopic = "one"\n${front}+++\n\n${body}\n`);
  }
  cpSync(pyodide, path.join(folder, "pyodide"), { recursive: true });
  const public_ = path.join(folder, "public");
  execFileSync(PROGRAM, ["build", folder, "-o", public_], { stdio: "pipe" });
  return { site: public_, remove: () => rmSync(folder, { recursive: true }) };
}

/** A fenced block. */
export const fence = (language, code) => `\`\`\`\`${language}\n${code}\n\`\`\`\`\n`;
