// The scripts of the search, without a browser: the tokenizer held to the
// vectors that Rust is held to, and the weight.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { minify } from "terser";
import { writeGuide } from "../../bench/search_lib/dense.mjs";
import { openSearch } from "../../bench/search_lib/engine.mjs";
import { PROGRAM } from "./lib.mjs";

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

test("engine and dialog weigh at most 10.5 KB, minified and gzipped", async () => {
  const parts = readdirSync(scripts).sort().map((name) => readFileSync(`${scripts}/${name}`, "utf8"));
  const { code } = await minify(`(() => {\n${parts.join("")}})();`, { compress: { passes: 3 } });
  const bytes = gzipSync(code, { level: 9 }).length;
  assert.ok(bytes <= 10.5 * 1024, `${bytes} bytes`);
});

/** The search of the guide, which `./prepare` builds. */
const guide = openSearch(process.env.SITE ?? `${root}tests/browser/out/root`, scripts);
/** The names of the first answers to a query. */
const first = (query, count = 1) =>
  [...guide.ask(query).answers].slice(0, count).map(({ shown }) => shown.address.replace(/^questions\/|\.html$/g, ""));

test("words are found joined and parted", () => {
  for (const query of ["unit test", "unittest", "unit testing"]) assert.deepEqual(first(query), ["unittest-vs-pytest"], query);
  for (const query of ["multi-threading", "multithreading"])
    assert.ok(first(query, 3).includes("threads-vs-processes"), query);
  for (const query of ["async io", "asyncio"]) assert.match(first(query)[0], /asyncio|async-await/, query);
  for (const query of ["filename", "file name"]) assert.ok(first(query, 3).includes("security"), query);
});

test("what other languages call a thing finds it", () => {
  for (const [query, wanted] of [
    ["constructor", "init-and-self"],
    ["arrow function", "lambda"],
    ["hash map", "dict-internals"],
    ["template string", "formatting"],
    ["mutex", "thread-safety"],
  ])
    assert.ok(first(query, 6).includes(wanted), `${query}: ${first(query, 6)}`);
});

test("of words that no spaces part, none counts for less than another", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "studypress-dense-"));
  try {
    execFileSync(PROGRAM, ["build", writeGuide(path.join(folder, "guide"), "zh-Hans"), "-o", path.join(folder, "site")]);
    const [answer] = openSearch(path.join(folder, "site"), scripts).ask("循环导入").answers;
    assert.equal(answer.shown.address, "questions/import-system.html");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("words of the field are not corrected", () => {
  for (const query of ["duck typing", "monkey patching", "kubernetes", "rust crate"])
    assert.equal(guide.ask(query).meant, undefined, query);
  assert.equal(guide.ask("decoratr").meant, "decorator");
});

test("paths and dotted names in prose are found", () => {
  for (const [query, wanted] of [
    ["collections.abc", "abc-or-protocol"],
    ["pyproject.toml", "packaging"],
    ["os.path.exists", "security"],
    ["sys.setswitchinterval", "gil"],
    ["functools.lru_cache", "caching"],
  ])
    assert.ok(first(query, 3).includes(wanted), `${query}: ${first(query, 3)}`);
});

test("in a long question the words that ask weigh nothing", () => {
  const long = "how do I keep two threads from writing the same file";
  const short = "keep two threads writing same file";
  assert.deepEqual(first(long), first(short));
  assert.ok(first(long, 3).includes("thread-safety"), `${first(long, 3)}`);
  const { mark } = guide.ask(long);
  const marked = mark(long).flatMap(({ text, matches }) => (matches ? [text] : []));
  assert.ok(!marked.includes("how") && marked.includes("threads"), `${marked}`);
});

test("a query that nothing answers says so, and what of it is nowhere", () => {
  const { weak, unknown, answers } = guide.ask("kubernetes helm chart");
  assert.ok(weak && answers.length <= 5);
  assert.deepEqual([...unknown], ["kubernetes", "helm"]);
  for (const query of ["what is a closure", "race condition", "list vs tuple", "decoratr"]) assert.ok(!guide.ask(query).weak, query);
});

test("what is far below the best is left out, unless nothing else has the level asked for", () => {
  const { answers, count } = guide.ask("duck typing");
  assert.ok(count < 10, `${count}`);
  // By their words alone the last has 0.03 of the best; how near these stand is judged after.
  assert.ok(answers.at(-1).score > 0.01 * answers[0].score);
});
