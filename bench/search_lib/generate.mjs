// Queries made of any documents, each with the one document it was made of.

/** So many queries of each class. */
const EACH = 1000;
const BODY = "three rarer words of the body";
const NAME = "an identifier and a word";

/** What the queries that are reported are drawn by. */
export const SEED = 20240607;

/**
 * @param {import("./documents.mjs").Document[]} documents
 * @param {number} [seed] another gives other queries
 * @returns {{kind: string, query: string, wanted: string[]}[]}
 */
export function generate(documents, seed = SEED) {
  const random = numbers(seed);
  const choices = choicesOf(documents);
  const queries = [];
  const add = (kind, make) => {
    for (let made = 0, tries = 0; made < EACH && tries < EACH * 50; tries++) {
      const at = random(documents.length);
      const query = make(documents[at], at);
      if (!query) continue;
      queries.push({ kind, query, wanted: [documents[at].id] });
      made++;
    }
  };
  const titleWords = ({ title }) => {
    const long = words(title).filter((word) => word.length >= 4);
    return long.length >= 3 ? sample(long, 3, random) : undefined;
  };
  add("three words of a title", (document) => titleWords(document)?.join(" "));
  add("the same, one misspelt", (document) => {
    const chosen = titleWords(document);
    const at = chosen?.findIndex((word) => /^[a-z]{5,}$/i.test(word)) ?? -1;
    if (at < 0) return undefined;
    chosen[at] = misspell(chosen[at], random);
    return chosen.join(" ");
  });
  add("the same, the last cut off", (document) => {
    const chosen = titleWords(document);
    if (!chosen || chosen[2].length < 6) return undefined;
    return [chosen[0], chosen[1], chosen[2].slice(0, Math.max(3, Math.ceil(chosen[2].length * 0.6)))].join(" ");
  });
  add(BODY, (_, at) => {
    const { rare } = choices[at];
    return rare.length >= 3 ? sample(rare, 3, random).join(" ") : undefined;
  });
  add(NAME, (_, at) => {
    const { known, around } = choices[at];
    if (!known.length || !around.length) return undefined;
    return `${known[random(known.length)]} ${around[random(around.length)]}`;
  });
  return queries;
}

/** What queries of a document's body and names are drawn from. @param {import("./documents.mjs").Document[]} documents */
function choicesOf(documents) {
  const bodies = documents.map(({ summary, sections }) => words([summary, ...sections.map(({ title, text }) => `${title} ${text}`)].join(" ")));
  const inBodies = frequencies(bodies);
  const identifiers = documents.map(({ sections }) => sections.map(({ code }) => code).join("\n").match(/[A-Za-z_][A-Za-z0-9_]{4,}/g) ?? []);
  const inCode = frequencies(identifiers);
  return documents.map(({ title }, at) => ({
    rare: bodies[at].filter((word) => word.length >= 4 && inBodies.get(word) <= documents.length / 50 && inBodies.get(word) >= 2),
    known: identifiers[at].filter((name) => /.[_A-Z]/.test(name) && inCode.get(name) <= documents.length / 50),
    around: [...words(title), ...bodies[at]].filter((word) => word.length >= 4 && inBodies.get(word) <= documents.length / 5),
  }));
}

/**
 * The mean reciprocal ranks that no ranking can pass in the classes in which several documents hold a query: of one that knows
 * how the queries were made, and puts the documents in the order of how probably each was what its query was made of; and of one
 * that knows only which documents hold all of it, and puts these first by chance.
 * @param {import("./documents.mjs").Document[]} documents
 * @param {{kind: string, query: string, wanted: string[]}[]} queries
 * @returns {{kind: string, knowing: number, chance: number}[]}
 */
export function ceilings(documents, queries) {
  const choices = choicesOf(documents);
  const share = (list, word) => list.filter((each) => each === word).length / (list.length || 1);
  const probability = {
    [BODY]: ({ rare }, said) => (said.every((word) => rare.includes(word)) ? 6 / (rare.length * (rare.length - 1) * (rare.length - 2)) : 0),
    [NAME]: ({ known, around }, [name, word]) => share(known, name) * share(around, word),
  };
  return Object.entries(probability).map(([kind, of]) => {
    const ranks = queries.filter((each) => each.kind === kind).map(({ query, wanted }) => {
      const all = choices.map((each) => of(each, query.split(" ")));
      const own = all[documents.findIndex(({ id }) => id === wanted[0])];
      return [expected(all.filter((each) => each > own).length, all.filter((each) => each === own).length), expected(0, all.filter(Boolean).length)];
    });
    const mean = (column) => ranks.reduce((sum, rank) => sum + rank[column], 0) / ranks.length;
    return { kind, knowing: mean(0), chance: mean(1) };
  });
}

/** The reciprocal rank to be expected of one of `alike` documents in chance order below `above` others. */
function expected(above, alike) {
  let sum = 0;
  for (let place = above + 1; place <= Math.min(10, above + alike); place++) sum += 1 / place;
  return sum / alike;
}

/** Numbers below what is asked for, the same in every run. @param {number} state */
function numbers(state) {
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

/** The words of a text, each once. @param {string} text */
const words = (text) => [...new Set(text.match(/[\p{L}\p{N}_]+/gu) ?? [])];

function frequencies(lists) {
  const counts = new Map();
  for (const list of lists) for (const word of new Set(list)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Some of a list, in its order. */
function sample(list, count, random) {
  const chosen = new Set();
  while (chosen.size < count) chosen.add(random(list.length));
  return [...chosen].sort((a, b) => a - b).map((at) => list[at]);
}

/** A word with one letter left out, doubled, changed, or two that changed places. */
function misspell(word, random) {
  const letters = [...word];
  const at = random(letters.length - 1);
  const other = "abcdefghijklmnopqrstuvwxyz"[random(26)];
  const kind = random(4);
  if (kind === 0) letters.splice(at, 1);
  else if (kind === 1) letters.splice(at, 0, other);
  else if (kind === 2) letters[at] = letters[at] === other ? "z" : other;
  else [letters[at], letters[at + 1]] = [letters[at + 1], letters[at]];
  const made = letters.join("");
  return made === word ? misspell(word, random) : made;
}
