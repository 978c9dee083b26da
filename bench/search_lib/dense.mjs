// Chinese and Japanese, which set no spaces between words: how well queries are answered, and what the index weighs.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { readDocuments } from "./documents.mjs";
import { openSearch } from "./engine.mjs";
import { measure } from "./measure.mjs";
import { miniSearch } from "./peers.mjs";

const HERE = fileURLToPath(new URL("./dense/", import.meta.url));
const LANGUAGES = { "zh-Hans": "Simplified Chinese", ja: "Japanese" };

/** The class that is made of the others. */
const TOGETHER = "no spaces";
/** The classes that do not count in "all". */
const APART = ["one run", TOGETHER];

const gzipped = (/** @type {string | Buffer} */ text) => gzipSync(text, { level: 6 }).length;
const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1024).toFixed(1)} KB`;

/** The rows of a file of ours, each cut at its tabs. @param {string} file */
const rows = (file) =>
  readFileSync(join(HERE, file), "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("# "))
    .map((line) => line.split("\t"));

/**
 * Prints, for each language, MRR@10 and right first answers of this search and of MiniSearch with three ways to cut a
 * text, the queries that this search does not answer first, and the bytes of its index.
 * @param {{work: string, scripts: string, require: NodeRequire, build: (name: string, source: string) => string}} given
 */
export function dense({ work, scripts, require, build }) {
  for (const language of Object.keys(LANGUAGES)) {
    const questions = questionsOf(language);
    const site = build(`dense-${language}`, writeGuide(join(work, `dense-${language}`), language));
    const queries = rows(`${language}.queries.tsv`).map(([kind, query, slug]) => ({ kind, query, wanted: `questions/${slug}.html` }));
    queries.push(...queries.flatMap(together));
    const documents = readDocuments(site);
    for (const { query, wanted } of queries)
      if (!documents.some(({ id }) => id === wanted)) throw new Error(`no page for: ${query}`);
    console.log(`\n${LANGUAGES[language]}: ${documents.length} questions; MRR@10 and right first\n`);
    const cuts = cutters(site, scripts, language);
    compare(queries, searches(site, scripts, require, documents, cuts));
    weigh(site, scripts, queries, questions, cuts);
  }
}

/** A query with spaces as it is typed without them, which is the custom; a class of its own. */
function together({ query, wanted }) {
  const joined = query.replace(/(?<=[^\0-\x7f]) (?=[^\0-\x7f])/gu, "");
  return joined === query ? [] : [{ kind: TOGETHER, query: joined, wanted }];
}

/** Slug, title, short answer and answer of each question in a language. @param {string} language */
const questionsOf = (language) => rows(`${language}.tsv`);

/**
 * Writes a guide of the questions in a language and gives its folder.
 * @param {string} folder
 * @param {string} language
 */
export function writeGuide(folder, language) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "content"), { recursive: true });
  const same = '[{ id = "python", title = "Python" }]\n';
  const site = `title = "Python"\nlanguage = "${language}"\nlevels = ${same}topics = ${same}sources = ${same}`;
  writeFileSync(join(folder, "site.toml"), site);
  for (const [slug, title, summary, answer] of questionsOf(language)) {
    // A JSON string is a TOML string.
    const texts = `title = ${JSON.stringify(title)}\nsummary = ${JSON.stringify(summary)}\n`;
    const front = `${texts}level = "python"\ntopic = "python"\nsource = "python"\n`;
    writeFileSync(join(folder, "content", `${slug}.md`), `+++\n${front}+++\n\n${answer}\n`);
  }
  return folder;
}

/** Two ways to cut a text: this search's tokens, bigrams among them, and words by the dictionary of `Intl.Segmenter`. */
function cutters(site, scripts, language) {
  const { engine } = openSearch(site, scripts);
  const segmenter = new Intl.Segmenter(language, { granularity: "word" });
  return {
    tokens: (text) => engine.tokens(text).map(({ term }) => term),
    words: (text) => [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment),
  };
}

/** Functions from a query to the ids of the first ten answers. */
function searches(site, scripts, require, documents, { tokens, words }) {
  const ours = openSearch(site, scripts);
  return {
    studypress: (query) => ours.ask(query).answers.slice(0, 10).map(({ shown }) => shown.address),
    "MiniSearch, cut at spaces": miniSearch(require, documents),
    "MiniSearch, Intl.Segmenter": miniSearch(require, documents, words),
    "MiniSearch, our tokens": miniSearch(require, documents, tokens),
  };
}

/** Prints how well each search answers, by class and in all, and the queries that ours does not answer first. */
function compare(queries, searches) {
  const written = [...new Set(queries.map(({ kind }) => kind))].filter((kind) => !APART.includes(kind));
  const kinds = [...written, undefined, ...APART];
  const row = (name, cells) => console.log([name.padEnd(28), ...cells.map((cell) => cell.padStart(15))].join(""));
  row("", kinds.map((kind) => kind ?? "all"));
  for (const [name, ask] of Object.entries(searches)) {
    const ranks = queries.map(({ kind, query, wanted }) => ({ kind, rank: ask(query).indexOf(wanted) }));
    const cells = kinds.map((kind) => {
      const list = ranks.filter((each) => (kind ? each.kind === kind : !APART.includes(each.kind)));
      const [mrr, first] = measure(list);
      return `${mrr.toFixed(3)}  ${Math.round(first * list.length)}/${list.length}`;
    });
    row(name, cells);
  }
  const ask = searches.studypress;
  for (const { query, wanted } of queries) {
    const found = ask(query);
    const rank = found.indexOf(wanted);
    if (rank) console.log(`  ${rank < 0 ? "not in ten" : `at place ${rank + 1}`}: ${query} (${wanted}; first ${found[0] ?? "nothing"})`);
  }
}

/** Prints the bytes of the index, those of a first query without the script, and those of the text; and how many terms each cut gives. */
function weigh(site, scripts, queries, questions, { tokens, words }) {
  const size = (path) => gzipped(readFileSync(join(site, path)));
  const all = readdirSync(join(site, "search")).map((file) => size(`search/${file}`));
  const first = queries.map(({ query }) => {
    const search = openSearch(site, scripts);
    search.ask(query);
    return [...search.asked].reduce((sum, path) => sum + size(path), 0);
  });
  const sum = (list) => list.reduce((a, b) => a + b, 0);
  const text = questions.map(([, ...texts]) => texts.join("\n")).join("\n");
  console.log(
    `\n  gzipped: the index ${kilobytes(sum(all))} in ${all.length} files, of which a first query wants ${kilobytes(Math.min(...first))} to ` +
      `${kilobytes(Math.max(...first))}; the text itself ${kilobytes(gzipped(text))}`,
  );
  for (const [name, cut] of Object.entries({ "our tokens": tokens, "Intl.Segmenter": words })) {
    const sets = questions.map(([, ...texts]) => new Set(cut(texts.join("\n").toLowerCase())));
    const terms = new Set(sets.flatMap((set) => [...set]));
    console.log(`  ${name}: ${terms.size} terms, ${sum(sets.map(({ size }) => size))} times in a question`);
  }
}
