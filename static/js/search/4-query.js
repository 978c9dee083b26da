// A query → its words, with all that each may stand for.

/**
 * What a query asks for.
 * @typedef {object} Query
 * @property {Token[]} words
 * @property {string[][]} phrases
 * @property {Set<number>} level from 1; empty is all
 * @property {Set<number>} topic
 * @property {Map<string, Postings | undefined>} tag by their terms; an answer has them all
 * @property {boolean} open whether its last word may be unfinished
 */

/** What a stop word is worth in a query that has others. */
const STOP_WORD = 0.15;
/** Beside so many other words a stop word is worth nothing. */
const ENOUGH = 4;
/** What a part of an identifier is worth that is found as a whole. */
const OF_WHOLE = 0.1;
/** The fewest letters of a part when words written together are taken apart: shorter parts are found in misspellings. */
const PART = 3;
/** So many texts that mean the same are looked for. */
const MEANT = 4;

/**
 * Takes a query apart: `"phrases"`, `level:`, `topic:` and `tag:`, and words.
 * @param {Index} index
 * @param {string} text
 * @returns {Query}
 */
function parse(index, text) {
  /** @type {Query} */
  const query = { words: [], phrases: [], level: new Set(), topic: new Set(), tag: new Map(), open: true };
  let rest = text.replace(/(?<!\S)(level|topic|tag):("[^"]*"|\S*)/gi, (_, said, value) => {
    const name = tagTerm(value);
    const kind = said.toLowerCase();
    if (kind !== "tag") {
      index[/** @type {"levels" | "topics"} */ (`${kind}s`)].forEach(([id, title, aliases], i) => {
        if ([id, title, ...aliases].some((known) => tagTerm(known) === name))
          query[/** @type {"level" | "topic"} */ (kind)].add(i + 1);
      });
    } else if (name) query.tag.set(name, lookUp(index, name));
    return " ";
  });
  rest = rest.replace(/"([^"]+)"/g, (_, phrase) => {
    const terms = tokens(phrase).map(({ term }) => term);
    if (terms.length) query.phrases.push(terms);
    return ` ${phrase} `;
  });
  const said = new Set();
  query.words = tokens(rest).filter(({ term }) => !said.has(term) && said.add(term));
  const last = query.words[query.words.length - 1];
  query.open = !!last && last.end === rest.length;
  return query;
}

/**
 * The words of a query with all that they may stand for.
 * @param {Index} index
 * @param {Query} query
 * @returns {Word[]}
 */
function expand(index, query) {
  const list = query.words;
  const last = list.length - 1;
  const stopWords = new Set(index.weak.split(" "));
  const known = new Set(index.known.split(" "));
  const found = list.map(({ term, start }, i) => {
    const next = list[i + 1];
    // What a run without spaces is cut into starts at one place too, but none holds another.
    const whole =
      next?.start === start && list[i - 1]?.start !== start && term !== next.term && term.includes(next.term);
    const open = query.open && start === list[last].start;
    /** @type {Word} */
    const word = { term, whole, worth: 1, alternatives: alternatives(index, term, open) };
    const there = word.alternatives.length;
    // In a large guide a word that documents have is enough, and each part costs a download.
    if (!there || index.titles.length < 2)
      word.alternatives.push(...parted(index, term, stopWords, there ? LIKE.parts : LIKE.compound));
    if (index.missing.size) return word;
    if (!there && !whole && !known.has(term)) {
      const near = corrections(index, term, open);
      if (!word.alternatives.length) word.meant = near[0]?.name;
      word.alternatives.push(...near);
    }
    return word;
  });
  found.forEach((word, i) => {
    const next = found[i + 1];
    if (!next || list[i].start === list[i + 1].start) return;
    for (const end of new Set([next.term, index.english ? stem(next.term) : next.term])) {
      const joined = lookUp(index, word.term + end);
      if (joined)
        for (const part of [word, next])
          part.alternatives.push({ name: word.term + end, terms: [joined], weight: LIKE.compound, bound: true });
    }
  });
  // Whether a word stands in documents is known when its shards are here.
  if (!index.missing.size) synonyms(index, found);
  const content = found.filter(({ term }) => !stopWords.has(term)).length;
  if (content) for (const word of found) if (stopWords.has(word.term)) word.worth = content < ENOUGH ? STOP_WORD : 0;
  found.forEach(({ whole, alternatives }, i) => {
    // Who types a name wants it whole; its parts are for where it is nowhere.
    if (whole && alternatives.length)
      for (let k = i + 1; list[k]?.start === list[i].start; k++) found[k].worth *= OF_WHOLE;
  });
  return found.filter(({ whole, alternatives }) => !whole || alternatives.length);
}

/**
 * A word as two that documents have: `filename` as `file name`.
 * @param {Index} index
 * @param {string} term
 * @param {Set<string>} stopWords
 * @param {number} weight
 * @returns {Alternative[]}
 */
function parted(index, term, stopWords, weight) {
  /** @type {Alternative[]} */
  const found = [];
  if (!/^[\p{Alphabetic}]+$/u.test(term)) return found;
  const home = holding(index.terms, term);
  for (let cut = PART; cut <= term.length - PART; cut++) {
    const parts = [term.slice(0, cut), term.slice(cut)];
    // A first part elsewhere than where the word is or would be is not worth a download.
    if (parts.some((part) => stopWords.has(part)) || holding(index.terms, parts[0]) !== home) continue;
    const first = lookUp(index, parts[0]);
    const second = first && lookUp(index, parts[1]);
    if (second) found.push({ name: parts.join(" "), terms: [first, second], weight, bound: true });
  }
  return found;
}

/**
 * What may be typed of the groups of texts that mean the same, by its first term.
 * @param {Index} index
 */
function meanings(index) {
  /** @type {Map<string, Meaning[]>} */
  const found = new Map();
  const termsOf = (/** @type {string} */ text) => tokens(text).map(({ term }) => term);
  for (const [groups, weight] of /** @type {[Group[], number][]} */ ([
    [index.synonyms, LIKE.synonym],
    [index.thesaurus, LIKE.thesaurus],
  ])) {
    for (const [there, others] of groups) {
      for (const text of [...there, ...others]) {
        const said = termsOf(text).map((term) => same(index, term));
        const meant = there
          .filter((other) => other !== text)
          .slice(0, MEANT)
          .map(termsOf);
        const known = found.get(said[0]);
        if (known) known.push({ said, meant, weight });
        else found.set(said[0], [{ said, meant, weight }]);
      }
    }
  }
  return found;
}

/**
 * What words have in common that are forms of one.
 * @param {{english: boolean}} index
 * @param {string} term
 */
const same = ({ english }, term) => (english ? stem(term) : term);

/**
 * Adds what means the same as words of the query.
 * @param {Index} index
 * @param {Word[]} found
 */
function synonyms(index, found) {
  /** @type {Root} */
  const root = files.get("root");
  root.meanings ??= meanings(index);
  const own = found.map(({ term }) => same(index, term));
  for (let i = 0; i < found.length; i++) {
    for (const { said, meant, weight } of root.meanings.get(own[i]) || []) {
      if (!said.every((term, k) => own[i + k] === term)) continue;
      // In a large guide a word that documents have finds enough, and each other one costs a download.
      if (said.length < 2 && weight < LIKE.synonym && index.titles.length > 1 && found[i].alternatives.length) continue;
      for (const other of meant) {
        const terms = other.map((term) => lookUp(index, term));
        if (!terms.every(Boolean)) continue;
        for (let k = 0; k < said.length; k++)
          found[i + k].alternatives.push({
            name: other.join(" "),
            terms: /** @type {Postings[]} */ (terms),
            weight,
            bound: true,
          });
      }
    }
  }
}
