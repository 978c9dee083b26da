// The scripts of the search, without a browser: the tokenizer held to the
// vectors that Rust is held to, and the weight.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { minify } from "terser";
import { openSearch } from "../../bench/search_lib/engine.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const scripts = root + "static/js/search";

test("the tokenizer agrees with the one that makes the index", () => {
  const { engine } = openSearch("", scripts);
  const lines = readFileSync(root + "tests/search/vectors.txt", "utf8").trimEnd().split("\n");
  assert.ok(lines.length >= 300);
  for (const line of lines) {
    const [text, wanted] = line.split("\t");
    const terms = engine.tokens(JSON.parse(text)).map(({ term }) => term);
    assert.equal(terms.join(" "), wanted, `for ${text}`);
  }
});

test("engine and dialog weigh at most 10.3 KB, minified and gzipped", async () => {
  const parts = readdirSync(scripts).sort().map((name) => readFileSync(`${scripts}/${name}`, "utf8"));
  const { code } = await minify(`(() => {\n${parts.join("")}})();`, { compress: { passes: 3 } });
  const bytes = gzipSync(code, { level: 9 }).length;
  assert.ok(bytes <= 10.3 * 1024, `${bytes} bytes`);
});
