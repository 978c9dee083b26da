// What the search costs: time in the build, bytes on the way, time at a key.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { browser, serve } from "./browser.mjs";
import { readDocuments } from "./documents.mjs";
import { engineSource, openSearch } from "./engine.mjs";
import { generate } from "./generate.mjs";

/** So many queries are typed, letter by letter. */
const TYPED = 60;
const KB = 1024;

const gzipped = (/** @type {string} */ path) => gzipSync(readFileSync(path), { level: 6 }).length;

/**
 * Prints what the search costs and whether that is within its bounds.
 * @param {{root: string, work: string, scripts: string, require: NodeRequire, build: (name: string, source: string, ...options: string[]) => string}} given
 */
export async function costs({ root, work, scripts, require, build }) {
  console.log("\ncosts\n");
  let good = true;
  const row = (name, value, bound, unit) => {
    const missed = value > bound;
    good &&= !missed;
    console.log(`${name.padEnd(58)}${value.toFixed(1).padStart(8)} ${unit.padEnd(3)} (at most ${+bound.toFixed(1)})${missed ? "  missed" : ""}`);
  };

  const script = await weight(scripts, require);
  row("script, minified by terser and gzipped", script / KB, 10.5, "KB");

  const small = build("hundred", hundred(root, work));
  const one = ["index.js", name(small, "root")].reduce((sum, file) => sum + gzipped(join(small, "search", file)), 0);
  row("100 questions of 600 words: one download", one / KB, 85, "KB");
  row("its largest shard after that", Math.max(...shards(small, "x")) / KB, 30, "KB");

  const questions = join(root, "target/bench/questions-10000-seed-1/studypress");
  if (!existsSync(questions)) execFileSync(join(root, "bench/peers"), ["--write-only", "-n", "10000", "--only", "studypress"], { stdio: "inherit" });
  const site = build("10000", questions);
  row("10,000 questions: largest shard", Math.max(...shards(site, "wsdx")) / KB, 30, "KB");
  const queries = generate(readDocuments(site)).filter((_, i, all) => i % Math.ceil(all.length / TYPED) === 0);
  const sent = (folder, stem) => gzipped(join(site, folder, readdirSync(join(site, folder)).find((file) => file.startsWith(stem))));
  const engine = sent("js", "search.");
  const words = sent("data", "words.");
  console.log(`as the site ships them, gzipped: the script ${(engine / KB).toFixed(1)} KB, its words ${(words / KB).toFixed(1)} KB`);
  const first = queries.map(({ query }) => {
    const search = openSearch(site, scripts);
    search.ask(query);
    return engine + words + [...search.asked].reduce((sum, path) => sum + gzipped(join(site, path)), 0);
  });
  row("10,000 questions: a first query, script, words and texts, median", percentile(first, 0.5) / KB, 120, "KB");
  row("10,000 questions: a first query, script, words and texts, p95", percentile(first, 0.95) / KB, 120, "KB");

  const pairs = JSON.parse(execFileSync("cargo", ["bench", "--quiet", "--bench", "index", "--", questions], { cwd: root }).toString());
  const rest = percentile(pairs.map(([, without]) => without), 0.5);
  const index = percentile(pairs.map(([all, without]) => all - without), 0.5);
  row(`10,000 questions: index, in hundredths of the rest (${rest.toFixed(0)} ms)`, (100 * index) / rest, 100 / 3, "%");

  const [p50, p95] = await keys(site, scripts, require, queries);
  row("10,000 questions: a key in Chromium, median", p50, 10, "ms");
  row("10,000 questions: a key in Chromium, p95", p95, 10, "ms");
  return good;
}

const name = (site, stem) => readdirSync(join(site, "search")).find((file) => file.startsWith(stem + "."));

/** The gzipped sizes of the shards whose names begin with one of `kinds`; 0 if there are none. */
function shards(site, kinds) {
  const files = readdirSync(join(site, "search")).filter((file) => kinds.includes(file[0]) && file !== "index.js");
  return [0, ...files.map((file) => gzipped(join(site, "search", file)))];
}

/** The bytes of engine and dialog. */
async function weight(scripts, require) {
  const { minify } = require("terser");
  const parts = readdirSync(scripts).sort().map((file) => readFileSync(join(scripts, file), "utf8"));
  const { code } = await minify(`(() => {\n${parts.join("")}})();`, { compress: { passes: 3 } });
  return gzipSync(code, { level: 9 }).length;
}

/** Writes a guide of 100 questions of 600 words of docstrings each, and gives its folder. */
function hundred(root, work) {
  const from = join(work, "docstrings-hundred");
  const folder = join(work, "hundred");
  execFileSync("python3", [join(root, "bench/search_lib/docstrings.py"), from, "1100", "stdlib"], { stdio: "ignore" });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "content"), { recursive: true });
  writeFileSync(join(folder, "site.toml"), readFileSync(join(from, "site.toml")));
  const pages = readdirSync(join(from, "content")).sort();
  for (let number = 0, next = 0; number < 100; number++) {
    let text = "";
    for (let words = 0; words < 600 && next < pages.length; ) {
      const page = readFileSync(join(from, "content", pages[next++]), "utf8").split("+++\n");
      const [prose] = page[2].split("````python");
      words += prose.split(/\s+/).length;
      text += text ? prose : `+++\n${page[1]}+++\n${page[2]}`;
    }
    writeFileSync(join(folder, "content", `q${number}.md`), text);
  }
  return folder;
}

/** Types queries letter by letter in Chromium; gives median and 95th percentile, in milliseconds, of the answers once their files are there. */
async function keys(site, scripts, require, queries) {
  const server = await serve(site);
  const chromium = await browser(require);
  try {
    const tab = await chromium.newPage();
    await tab.goto(server.url);
    await tab.evaluate(engineSource(scripts));
    const times = await tab.evaluate(async (queries) => {
      const { engine } = self;
      const load = (path) =>
        new Promise((done) => {
          const script = document.createElement("script");
          script.src = path;
          script.onload = script.onerror = done;
          document.head.append(script);
        });
      const times = [];
      for (const query of queries) {
        for (let end = 1; end <= query.length; end++) {
          const typed = query.slice(0, end);
          for (let { missing } = engine.answer(typed); missing.size; { missing } = engine.answer(typed)) {
            self.studypressSearch = [];
            await Promise.all([...missing.values()].map(load));
            for (const file of self.studypressSearch) engine.receive(file);
          }
          const start = performance.now();
          engine.answer(typed);
          times.push(performance.now() - start);
        }
      }
      return times;
    }, queries.map(({ query }) => query));
    return [percentile(times, 0.5), percentile(times, 0.95)];
  } finally {
    await chromium.close();
    server.close();
  }
}

function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
