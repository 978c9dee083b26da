// `bench/search`: see bench/README.md.

import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readDocuments } from "./documents.mjs";
import { openSearch } from "./engine.mjs";
import { meaning, plain } from "./meaning.mjs";
import { measure } from "./measure.mjs";
import { costs } from "./costs.mjs";
import { dense } from "./dense.mjs";
import { SEED, ceilings, generate } from "./generate.mjs";
import { pagefind } from "./pagefind.mjs";
import { elasticLunr, miniSearch, requireFrom } from "./peers.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const HERE = fileURLToPath(new URL("./", import.meta.url));
const WORK = join(ROOT, "target/bench/search");
const SCRIPTS = join(ROOT, "static/js/search");

/** What is asked of the mean reciprocal rank of each set. */
const BOUNDS = { guide: 0.95, generated: 0.94 };

const USAGE = `bench/search [--documents N] [--from stdlib|packages] [--seed N] [--only guide|meaning|generated|dense|costs] [--unread] [--no-build]

Prints MRR@10 and success@1 of this search, Pagefind, elasticlunr and MiniSearch for each class of queries,
and what this search costs.
See bench/README.md.`;

const { values: given } = parseArgs({
  options: {
    documents: { type: "string", default: "1200" },
    from: { type: "string", default: "stdlib" },
    seed: { type: "string", default: String(SEED) },
    only: { type: "string" },
    unread: { type: "boolean", default: false },
    "no-build": { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
if (given.help) {
  console.log(USAGE);
} else {
  process.exitCode = (await main()) ? 0 : 1;
}

async function main() {
  prepare();
  const wanted = (part) => !given.only || given.only === part;
  let good = true;
  if (wanted("guide")) {
    const site = build("guide", ROOT);
    const documents = readDocuments(site);
    const queries = labelled("queries", documents);
    good = (await judge("guide", site, queries)) && good;
    apart(site, queries, labelled("held-out", documents));
  }
  if (wanted("meaning")) {
    const site = build("guide", ROOT);
    const documents = readDocuments(site);
    const sets = { "tuned on": labelled("meaning-tune", documents), ...(given.unread && { unread: labelled("meaning-unread", documents) }) };
    const all = Object.values(sets).flat();
    const found = await (await pagefind(WORK, requireFrom(WORK), documents))(all.map(({ query }) => query));
    const [ours, bare] = [openSearch(site, SCRIPTS), plain(site, SCRIPTS)];
    const searches = {
      studypress: (query) => addresses(ours, query),
      "without synonyms": (query) => addresses(bare, query),
      Pagefind: (query) => found[all.findIndex((each) => each.query === query)],
      elasticlunr: elasticLunr(requireFrom(WORK), documents),
      MiniSearch: miniSearch(requireFrom(WORK), documents),
    };
    for (const [name, queries] of Object.entries(sets)) good = meaning(name, queries, searches, name === "unread") && good;
  }
  if (wanted("generated")) {
    const source = join(WORK, `docstrings-${given.from}-${given.documents}`);
    if (!existsSync(join(source, "site.toml"))) {
      console.error(`writing ${given.documents} documents made of docstrings`);
      execFileSync("python3", [join(HERE, "docstrings.py"), source, given.documents, given.from], { stdio: "inherit" });
    }
    const site = build("generated", source);
    const documents = readDocuments(site);
    const queries = generate(documents, Number(given.seed));
    good = (await judge("generated", site, queries)) && good;
    for (const { kind, knowing, chance } of ceilings(documents, queries))
      console.log(`  at best, ${kind}: ${knowing.toFixed(3)} by how the queries were made; ${chance.toFixed(3)} by which documents hold them`);
  }
  if (wanted("dense")) dense({ work: WORK, scripts: SCRIPTS, require: requireFrom(WORK), build });
  if (wanted("costs")) good = (await costs({ root: ROOT, work: WORK, scripts: SCRIPTS, require: requireFrom(WORK), build })) && good;
  return good;
}

/** Builds the release binary, and installs what is compared with. */
function prepare() {
  mkdirSync(WORK, { recursive: true });
  if (!given["no-build"]) execFileSync("cargo", ["build", "--release", "--quiet"], { cwd: ROOT, stdio: "inherit" });
  copyFileSync(join(HERE, "package.json"), join(WORK, "package.json"));
  copyFileSync(join(HERE, "package-lock.json"), join(WORK, "package-lock.json"));
  if (!existsSync(join(WORK, "node_modules", "pagefind")))
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--silent"], { cwd: WORK, stdio: "inherit" });
}

/** Builds a site and gives its folder. */
function build(name, source, ...options) {
  const site = join(WORK, `site-${name}`);
  rmSync(site, { recursive: true, force: true });
  execFileSync(join(ROOT, "target/release/studypress"), ["build", source, "-o", site, ...options], { stdio: ["ignore", "ignore", "ignore"] });
  return site;
}

/** The labelled queries over the guide of one of the files in tests/search. */
function labelled(file, documents) {
  const lines = readFileSync(join(ROOT, `tests/search/${file}.tsv`), "utf8").split("\n");
  return lines
    .filter((line) => line && !line.startsWith("# "))
    .map((line) => {
      const [names, query, kind] = line.split("\t").reverse();
      const wanted = names.split(" ").map((name) => documents.find(({ id }) => id === `questions/${name}.html` || id === `${name}.html`)?.id);
      if (wanted.includes(undefined)) throw new Error(`no page for: ${line}`);
      return { kind, query, wanted };
    });
}

/**
 * Prints how well the labelled queries are answered without synonyms, and those that were written later and chose nothing, with each of
 * their classes.
 */
function apart(site, queries, untouched) {
  const print = (name, list, options) => {
    const search = openSearch(site, SCRIPTS, options);
    const ranks = list.map(({ query, wanted }) => ({ rank: addresses(search, query).findIndex((id) => wanted.includes(id)) }));
    const [mrr, first] = measure(ranks);
    console.log(`${`  ${name} (${list.length})`.padEnd(30)}${`${mrr.toFixed(3)}   ${first.toFixed(2)}`.padStart(15)}`);
  };
  print("without synonyms", queries, { synonyms: false });
  print("untouched", untouched);
  for (const kind of new Set(untouched.map(({ kind }) => kind))) print(`  ${kind}`, untouched.filter((each) => each.kind === kind));
}

/** The ids of the first ten answers. */
function addresses(search, query) {
  return search.ask(query).answers.slice(0, 10).map(({ shown }) => shown.address);
}

/** Asks all searches all queries and prints how well each answered. */
async function judge(set, site, queries) {
  const documents = readDocuments(site);
  const require = requireFrom(WORK);
  const ours = openSearch(site, SCRIPTS);
  const searches = {
    studypress: (query) => addresses(ours, query),
    Pagefind: await pagefind(WORK, require, documents),
    elasticlunr: elasticLunr(require, documents),
    MiniSearch: miniSearch(require, documents),
  };
  const kinds = [...new Set(queries.map(({ kind }) => kind))];
  const results = {};
  for (const [name, ask] of Object.entries(searches)) {
    const found = name === "Pagefind" ? await ask(queries.map(({ query }) => query)) : queries.map(({ query }) => ask(query));
    results[name] = queries.map(({ kind, wanted }, i) => ({ kind, rank: found[i].findIndex((id) => wanted.includes(id)) }));
  }
  console.log(`\n${set}: ${documents.length} documents, ${queries.length} queries; MRR@10 and success@1\n`);
  const row = (name, cells) => console.log([name.padEnd(30), ...cells.map((cell) => cell.padStart(15))].join(""));
  row("", Object.keys(searches));
  let good = true;
  for (const kind of [...kinds, undefined]) {
    const scores = Object.values(results).map((list) => measure(list.filter((each) => !kind || each.kind === kind)));
    row(kind ?? "all", scores.map(([mrr, first]) => `${mrr.toFixed(3)}   ${first.toFixed(2)}`));
    if (scores.slice(1).some(([mrr]) => mrr >= scores[0][0])) {
      console.log(`  missed: not ahead of all three (${kind ?? "all"})`);
      // Over the guide the whole set is compared, over generated queries every class.
      good &&= set === "guide" && !!kind;
    }
    if ((!kind || set === "generated") && scores[0][0] < BOUNDS[set]) {
      console.log(`  missed: MRR@10 ${scores[0][0].toFixed(3)}, wanted ${BOUNDS[set]}`);
      good = false;
    }
  }
  return good;
}
