// A query → its answers, the best first, from the files that are there.

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

/**
 * @typedef {object} Answer
 * @property {number} document
 * @property {number} score
 * @property {Shown} shown
 * @property {Passage} [passage]
 */

/**
 * What is shown of a document.
 * @typedef {object} Shown
 * @property {string} address
 * @property {string} title
 * @property {string} summary
 * @property {string[]} tags
 */

/**
 * A piece of a text that answers best.
 * @typedef {object} Passage
 * @property {string} text
 * @property {boolean} code
 */

/** How much a word counts in each part of a document. */
const WEIGHT = { title: 7, heading: 3, tag: 7, summary: 3, prose: 1, code: 0.65 };
/** How much the length of a part takes from what a word counts in it. */
const NORMAL = { title: 0.25, prose: 0.5, code: 0.6 };
/** How soon more of the same word counts less (BM25's k1). */
const SATURATION = 6;
/** A document in which a word counts this much has it for a subject, and counts whole in its document frequency. */
const SUBJECT = 6;
/** How much is lost where words of the query are not found: the power of the share that is, for a few words and for a sentence. */
const COVERAGE = { few: 2.8, sentence: 0.8 };
/** A query whose words count this much together is a sentence. */
const SENTENCE = 3.5;
/** What a title is worth that is the query, word for word. */
const TITLE_BONUS = 1;
/** What a passage is worth in which all words stand together. */
const NEAR_BONUS = 0.8;
/** What a stop word is worth in a query that has others. */
const STOP_WORD = 0.15;
/** What a part of an identifier is worth that is found as a whole. */
const OF_WHOLE = 0.1;
/** The power of a word's worth that counts in titles, which are short, so that a stop word says more there. */
const IN_TITLE = 0.5;
/** Answers with less than this share of the best one's words are left out. */
const LEAST_COVERAGE = 0.3;
/** The fewest letters of a part when words written together are taken apart: shorter parts are found in misspellings. */
const PART = 3;
/** How many answers are given; of a guide in many shards, as many as are judged by their texts. */
const ANSWERS = 20;
/** How many of them are judged by their texts too. */
const REFINED = 8;
/** How many tags are offered. */
const TAGS = 6;
/** How many documents are looked into for a phrase. */
const PHRASES_IN = 24;
/** The length of a passage, in words. */
const WINDOW = 24;

const PROSE_TIMES = [0, 1, 2, 3.4, 6, 10];
const CODE_TIMES = [0, 1, 2.4, 5, 12];

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
  const found = list.map(({ term, start }, i) => {
    const next = list[i + 1];
    const whole = next?.start === start && list[i - 1]?.start !== start;
    const open = query.open && start === list[last].start;
    /** @type {Word} */
    const word = { term, whole, worth: 1, alternatives: alternatives(index, term, open) };
    if (index.missing.size) return word;
    if (!word.alternatives.length && !whole) {
      const near = corrections(index, term, open);
      for (let cut = PART; cut <= term.length - PART; cut++) {
        const parts = [term.slice(0, cut), term.slice(cut)].map((part) => lookUp(index, part, true));
        if (parts[0] && parts[1])
          word.alternatives.push({
            name: `${term.slice(0, cut)} ${term.slice(cut)}`,
            terms: /** @type {Postings[]} */ (parts),
            weight: LIKE.compound,
          });
      }
      if (!word.alternatives.length) word.meant = near[0]?.name;
      word.alternatives.push(...near);
    }
    return word;
  });
  found.forEach((word, i) => {
    const next = found[i + 1];
    if (!next || list[i].start === list[i + 1].start) return;
    const joined = lookUp(index, word.term + next.term);
    if (joined)
      for (const part of [word, next])
        part.alternatives.push({ name: word.term + next.term, terms: [joined], weight: LIKE.compound, bound: true });
  });
  synonyms(index, found);
  const stopWords = new Set(index.weak.split(" "));
  if (found.some(({ term }) => !stopWords.has(term)))
    for (const word of found) if (stopWords.has(word.term)) word.worth = STOP_WORD;
  found.forEach(({ whole, alternatives }, i) => {
    // Who types a name wants it whole; its parts are for where it is nowhere.
    if (whole && alternatives.length)
      for (let k = i + 1; list[k]?.start === list[i].start; k++) found[k].worth *= OF_WHOLE;
  });
  return found.filter(({ whole, alternatives }) => !whole || alternatives.length);
}

/**
 * Adds what means the same as words of the query.
 * @param {Index} index
 * @param {Word[]} found
 */
function synonyms(index, found) {
  for (const group of index.synonyms) {
    const members = group.map((text) => tokens(text).map(({ term }) => term));
    for (const member of members) {
      for (let i = 0; i + member.length <= found.length; i++) {
        if (!member.every((term, k) => found[i + k].term === term)) continue;
        for (const other of members) {
          if (other === member) continue;
          const terms = other.map((term) => lookUp(index, term));
          if (terms.length && terms.every(Boolean))
            for (let k = 0; k < member.length; k++)
              found[i + k].alternatives.push({
                name: other.join(" "),
                terms: /** @type {Postings[]} */ (terms),
                weight: LIKE.synonym,
              });
        }
      }
    }
  }
}

/** The arrays that are reused from query to query. @type {Float32Array[]} */
let sums = [];
/**
 * What a word counts in title, prose and code of each document, by their lengths.
 * @param {Documents} documents
 */
function sharesOf(documents) {
  documents.shares ??= /** @type {const} */ (["title", "prose", "code"]).map((kind, i) => {
    const normal = NORMAL[kind];
    const average = documents.averages[i];
    return documents.lengths[i].map((length) => WEIGHT[kind] / (1 - normal + (normal * length) / average));
  });
  return documents.shares;
}

/**
 * How much a term counts in each of its documents, before its idf, and its document frequency.
 * @typedef {object} Strengths
 * @property {Float32Array} values by the term's documents
 * @property {number} df its document frequency: documents that only mention it count in part
 */

/**
 * @returns {Strengths}
 * @param {Documents} documents
 * @param {Postings} postings
 */
function strengths(documents, { shard, from, to }) {
  let found = shard.strengths.get(from);
  if (found) return found;
  const [byTitle, byProse, byCode] = sharesOf(documents);
  const values = new Float32Array(to - from);
  let df = 0;
  for (let p = from; p < to; p++) {
    const d = shard.documents[p];
    const frequency = shard.frequencies[p];
    const times = (frequency & 255) >> 1;
    let sum = byProse[d] * PROSE_TIMES[(times / 5) | 0] + byCode[d] * CODE_TIMES[times % 5];
    if (frequency & 1) {
      const parts = frequency >> 8;
      if (parts & 1) sum += byTitle[d];
      if (parts & 2) sum += WEIGHT.summary;
      if (parts & 4) sum += WEIGHT.heading;
      if (parts & 8) sum += WEIGHT.tag;
    }
    df += Math.min(1, sum / SUBJECT);
    values[p - from] = sum / (SATURATION + sum);
  }
  found = { values, df };
  shard.strengths.set(from, found);
  return found;
}

/**
 * How much the words of a query count in each document, and which share of them it has.
 * @param {Documents} documents
 * @param {Word[]} list
 */
function score(documents, list) {
  const { count, lengths } = documents;
  if (sums[0]?.length !== count) sums = Array.from({ length: 8 }, () => new Float32Array(count));
  const [total, covered, titles, word, matched, inTitle, one, all] = sums;
  for (const sum of [total, covered, titles]) sum.fill(0);
  let whole = 0;
  for (const { term: said, alternatives, worth } of list) {
    for (const sum of [word, matched, inTitle]) sum.fill(0);
    let highest = 0;
    let saidIdf = Infinity;
    for (const { name, terms, weight, among, bound } of alternatives) {
      const single = terms.length === 1;
      const into = single ? word : one;
      terms.forEach((term, k) => {
        if (!single) one.fill(0);
        const { shard, from, to } = term;
        const { values } = strengths(documents, term);
        // Terms that share a document frequency have that of all of them together.
        let df = 0;
        for (const other of among || [{ terms: [term] }]) df += strengths(documents, other.terms[0]).df;
        df = Math.min(count, df);
        const idf = Math.min(bound ? saidIdf : Infinity, Math.log(1 + (count - df + 0.5) / (df + 0.5)));
        if (name === said) saidIdf = idf;
        const factor = worth * weight * idf;
        highest = Math.max(highest, factor);
        for (let p = from; p < to; p++) {
          const d = shard.documents[p];
          const value = factor * values[p - from];
          if (value > into[d]) into[d] = value;
          if (!single) continue;
          if (weight > matched[d]) matched[d] = weight;
          if ((shard.frequencies[p] >> 8) & shard.frequencies[p] & 1 && weight > inTitle[d]) inTitle[d] = weight;
        }
        if (!single) for (let d = 0; d < count; d++) all[d] = k ? Math.min(all[d], one[d]) : one[d];
      });
      if (single) continue;
      for (let d = 0; d < count; d++) {
        if (all[d] > word[d]) word[d] = all[d];
        if (all[d]) matched[d] = 1;
      }
    }
    whole += highest;
    for (let d = 0; d < count; d++) {
      if (!word[d]) continue;
      total[d] += word[d];
      covered[d] += highest * matched[d];
      titles[d] += worth ** IN_TITLE * inTitle[d];
    }
  }
  const most = list.reduce((sum, { worth }) => sum + worth ** IN_TITLE, 0);
  const power = most < SENTENCE ? COVERAGE.few : COVERAGE.sentence;
  for (let d = 0; d < count; d++) {
    if (!total[d]) continue;
    covered[d] = Math.min(1, covered[d] / (whole || 1));
    const title = (titles[d] / most) ** 2 * Math.min(1, titles[d] / Math.max(1, lengths[0][d]));
    total[d] *= covered[d] ** power * (1 + TITLE_BONUS * title);
  }
  return { total, covered };
}
