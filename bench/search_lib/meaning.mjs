// Queries by meaning: as learners word them who lack the term. One half chooses constants and words, the other is read once.

import { openSearch } from "./engine.mjs";
import { measure } from "./measure.mjs";

/** What is asked of the half that is read once: its mean reciprocal rank, and the first answers that are right. */
const BOUND = { mrr: 0.9, first: 64 };
/** So many samples are drawn for an interval. */
const SAMPLES = 4000;
/** So many of the worst queries are printed. */
const WORST = 10;

/**
 * Asks all searches the queries of a half and prints how well each answered.
 * @param {string} name
 * @param {{query: string, wanted: string[]}[]} queries
 * @param {Record<string, (query: string) => string[]>} searches from a query to the ids of its first ten answers
 * @param {boolean} bounded whether the bound is for this half, and its worst queries are printed
 * @returns whether the bound holds
 */
export function meaning(name, queries, searches, bounded) {
  console.log(`\nmeaning, ${name}: ${queries.length} queries; MRR@10, success@1, and where 95 of 100 samples lie\n`);
  let good = true;
  for (const [search, ask] of Object.entries(searches)) {
    const ranks = queries.map(({ query, wanted }) => ({ query, wanted, rank: ask(query).findIndex((id) => wanted.includes(id)) }));
    const [mrr, first] = measure(ranks);
    const right = Math.round(first * ranks.length);
    const [[low, high], [least, most]] = intervals(ranks);
    console.log(`${search.padEnd(30)}${mrr.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})   ${right} first (${least} to ${most})`);
    if (!bounded || search !== "studypress") continue;
    good = mrr >= BOUND.mrr && right >= BOUND.first;
    if (!good) console.log(`  missed: wanted ${BOUND.mrr} and ${BOUND.first}`);
    const worst = ranks.filter(({ rank }) => rank !== 0).sort((a, b) => (b.rank + 11) % 11 - (a.rank + 11) % 11);
    for (const { query, wanted, rank } of worst.slice(0, WORST))
      console.log(`  ${rank < 0 ? "not in ten" : `at place ${rank + 1}`}: ${query} (${wanted.map((id) => id.replace(/^questions\/|\.html$/g, "")).join(", ")})`);
  }
  return good;
}

/** This search with neither the theme's thesaurus nor the site's synonyms. */
export const plain = (site, scripts) => openSearch(site, scripts, { synonyms: false });

/** The percentile bootstrap of mean reciprocal rank and of the number of right first answers. */
function intervals(ranks) {
  let state = 1;
  const random = (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  const samples = Array.from({ length: SAMPLES }, () => measure(ranks.map(() => ranks[random(ranks.length)])));
  const ends = (list) => {
    const sorted = list.sort((a, b) => a - b);
    return [sorted[Math.floor(SAMPLES * 0.025)], sorted[Math.floor(SAMPLES * 0.975)]];
  };
  return [ends(samples.map(([mrr]) => mrr)), ends(samples.map(([, first]) => Math.round(first * ranks.length)))];
}
