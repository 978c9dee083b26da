// Where the words of a query stand in a text: the passage that answers best, and what is marked.

/**
 * A piece of a text that answers best.
 * @typedef {object} Passage
 * @property {string} text
 * @property {"prose" | "code" | "asked"} kind "asked" is another way to ask for the document
 * @property {string} id of the section's heading; empty before the first
 */

/**
 * What stands for words of a query: terms, and terms that stand for one only where they stand together.
 * @typedef {Map<string, {rest: string[], word: number}[]>} Places
 */

/**
 * Where a word of the query stands in a list of tokens.
 * @typedef {object} Hit
 * @property {number} word
 * @property {number} at
 * @property {number} first the place of its first token in the list
 * @property {number} last
 */

/** What a passage is worth in which all words stand together. */
const NEAR_BONUS = 0.8;
/** What another way to ask is worth that is the query. */
const SAID_BONUS = 4;
/** The length of a passage, in words. */
const WINDOW = 24;

/** @type {WeakMap<object, Block[]>} */
const read = new WeakMap();

/**
 * A paragraph, a heading or the code of a section.
 * @typedef {object} Block
 * @property {string} text
 * @property {string} id of the section's heading
 * @property {boolean} code
 * @property {Token[]} list
 */

/**
 * The blocks of a document's text with their tokens.
 * @param {Section[]} sections
 */
function blocks(sections) {
  let found = read.get(sections);
  if (!found) {
    found = sections.flatMap(([heading, id, prose, code]) =>
      [heading, ...prose.split("\n"), code].map((text, i, all) => ({
        text,
        id,
        code: i === all.length - 1,
        list: tokens(text),
      })),
    );
    read.set(sections, found);
  }
  return found;
}

/**
 * Whether a document holds all phrases.
 * @param {Answer} answer
 * @param {Content | undefined} text
 * @param {string[][]} phrases
 */
function holds({ shown }, text, phrases) {
  const lists = [shown.title, shown.summary, ...(text ? text[0] : [])].map(tokens);
  if (text) lists.push(...blocks(text[1]).map(({ list }) => list));
  return phrases.every((phrase) =>
    lists.some((list) => {
      const terms = new Set(list.map(({ term, at }) => `${at} ${term}`));
      return list.some(({ at }) => phrase.every((term, i) => terms.has(`${at + i} ${term}`)));
    }),
  );
}

/**
 * @param {Word[]} list
 * @returns {Places}
 */
function placesOf(list) {
  /** @type {Places} */
  const places = new Map();
  list.forEach(({ alternatives, worth }, word) => {
    if (!worth) return;
    for (const { name } of alternatives) {
      const [first, ...rest] = name.split(" ");
      const known = places.get(first);
      if (known) known.push({ rest, word });
      else places.set(first, [{ rest, word }]);
    }
  });
  return places;
}

/**
 * Where words of a query stand in a list of tokens.
 * @param {Token[]} list
 * @param {Places} places
 */
function hits(list, places) {
  /** @type {Hit[]} */
  const found = [];
  list.forEach(({ term, at }, first) => {
    const known = places.get(term);
    if (!known) return;
    for (const { rest, word } of known) {
      let last = first;
      const together = rest.every((next, k) => {
        for (let i = last + 1; i < list.length && list[i].at <= at + k + 1; i++) {
          if (list[i].term !== next) continue;
          last = i;
          return true;
        }
        return false;
      });
      if (together) found.push({ word, at, first, last });
    }
  });
  return found;
}

/**
 * Finds the passage in which most words of the query stand nearest to each
 * other, and adds to the answer's score for it.
 * @param {Answer} answer
 * @param {Content | undefined} text
 * @param {Places} places
 * @param {number[]} worth of each word of the query
 * @param {Set<string>} stopWords
 */
function refine(answer, text, places, worth, stopWords) {
  const all = worth.reduce((sum, value) => sum + value, 0) || 1;
  const [asked, sections] = text || [[], []];
  let best = nearest(tokens(answer.shown.summary), places, worth).value;
  let said = 0;
  [answer.shown.title, ...asked].forEach((wording, i) => {
    const list = tokens(wording);
    const { value } = nearest(list, places, worth);
    const length = list.filter(({ term }) => !stopWords.has(term)).length || 1;
    const fit = Math.min(1, new Set(hits(list, places).map(({ first }) => first)).size / length);
    if (asked.length) said = Math.max(said, (value / all) ** 2 * fit ** 2);
    if (value <= best) return;
    best = value;
    if (i) answer.passage = { text: wording, kind: "asked", id: "" };
  });
  for (const block of blocks(sections)) {
    const { value, from } = nearest(block.list, places, worth);
    if (value <= best) continue;
    best = value;
    const kind = block.code ? "code" : "prose";
    answer.passage = { text: cutOut(block.text, block.list[from].start, block.code), kind, id: block.id };
  }
  answer.score *= 1 + (NEAR_BONUS * best) / all + SAID_BONUS * said;
}

/**
 * The window of a text that holds most words of the query nearest to each other.
 * @param {Token[]} list
 * @param {Places} places
 * @param {number[]} worth
 */
function nearest(list, places, worth) {
  const found = hits(list, places);
  let value = 0;
  let from = 0;
  found.forEach(({ at: start, first }, i) => {
    const seen = new Set();
    let sum = 0;
    for (let k = i; k < found.length && found[k].at - start < WINDOW; k++) {
      const { word, at } = found[k];
      if (seen.has(word)) continue;
      seen.add(word);
      sum += worth[word];
      const near = sum / (1 + Math.max(0, at - start + 1 - seen.size) / WINDOW);
      if (near > value) [value, from] = [near, first];
    }
  });
  return { value, from };
}

/**
 * A piece of a text around a place, cut between words.
 * @param {string} text
 * @param {number} at
 * @param {boolean} code whether whole lines are wanted
 */
function cutOut(text, at, code) {
  if (code) {
    const start = text.lastIndexOf("\n", at) + 1;
    return text.slice(start).split("\n", 3).join("\n");
  }
  const start = at < 60 ? 0 : text.lastIndexOf(" ", at - 40) + 1;
  const end = text.length - start < 200 ? text.length : text.lastIndexOf(" ", start + 180);
  return (start ? "… " : "") + text.slice(start, Math.max(end, start + 120)) + (end < text.length ? " …" : "");
}

/**
 * A text in pieces, and whether each matches the query.
 * @param {string} text
 * @param {Places} places
 * @returns {Piece[]}
 */
function mark(text, places) {
  /** @type {Piece[]} */
  const pieces = [];
  let end = 0;
  /** @type {(to: number, matches: boolean) => void} */
  const add = (to, matches) => {
    if (to > end) pieces.push({ text: text.slice(end, to), matches });
    end = Math.max(end, to);
  };
  const list = tokens(text);
  for (const { first, last } of hits(list, places)) {
    for (let i = first; i <= last; i++) {
      if (list[i].start < end) continue;
      add(list[i].start, false);
      add(list[i].end, true);
    }
  }
  add(text.length, false);
  return pieces;
}
