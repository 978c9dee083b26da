// The HTML of all pages is valid, and light.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { HtmlValidate } from "html-validate";
import { out } from "./lib.mjs";

const files = (site, ending) =>
  readdirSync(path.join(out, site), { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => path.join(out, site, name));

test("html-validate finds no error", async () => {
  const validator = new HtmlValidate({ extends: ["html-validate:standard"] });
  const found = [];
  for (const name of [...files("root", ".html"), ...files("rtl", ".html"), ...files("large", "01.html")]) {
    const report = await validator.validateFile(name);
    for (const { messages } of report.results) {
      for (const m of messages) found.push(`${path.relative(out, name)}:${m.line}:${m.column} ${m.ruleId} ${m.message}`);
    }
  }
  assert.deepEqual(found.slice(0, 20), []);
});

const zipped = (name) => gzipSync(readFileSync(name), { level: 9 }).length;

test("a question page is light", () => {
  for (const name of files("root/questions", ".html")) {
    const html = readFileSync(name, "utf8");
    const page = zipped(name);
    assert.ok(page <= 15 * 1024, `${name}: ${page} bytes of HTML`);
    const linked = (pattern) => [...html.matchAll(pattern)].map((match) => path.join(path.dirname(name), match[1]));
    const sum = (names) => names.reduce((sum, name) => sum + zipped(name), 0);
    const styles = sum(linked(/<link rel="stylesheet" href="([^"]+)"/g));
    const scripts = sum(linked(/<script src="([^"]+)"/g));
    assert.ok(styles > 0 && styles <= 10 * 1024, `${styles} bytes of CSS`);
    assert.ok(scripts > 0 && scripts <= 12 * 1024, `${scripts} bytes of script`);
  }
});
