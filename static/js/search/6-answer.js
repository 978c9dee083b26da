// A query → its answers, the best first, from the files that are there.

/**
 * @typedef {object} Answer
 * @property {number} document
 * @property {number} score
 * @property {Shown} shown
 * @property {Passage} [passage] a piece of its text, where that holds more of the query than title and summary
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
 * What is known of a query so far. While files are missing, it may be little.
 * @typedef {object} Result
 * @property {boolean} ready whether the answers are there
 * @property {Answer[]} answers
 * @property {number} count how many documents there are in all that answer
 * @property {Missing} missing the files that it still needs
 * @property {Facet[]} facets levels, topics, and the most frequent tags of the answers
 * @property {boolean} weak whether nothing answers well: the best holds little of what the query says
 * @property {string[]} unknown the words of the query that no document has, nor anything like them
 * @property {string | undefined} [meant] the query with its misspellings corrected
 * @property {(text: string) => Piece[]} mark takes a text apart into what matches and what does not
 */

/**
 * A level, topic or tag as a filter of the answers.
 * @typedef {object} Facet
 * @property {"level" | "topic" | "tag"} kind
 * @property {number} [number] of the level or topic, from 1
 * @property {string} id
 * @property {string} title
 * @property {number | string} count how many documents of it answer; empty if that is not known
 * @property {boolean} chosen
 */

/**
 * A piece of a text.
 * @typedef {object} Piece
 * @property {string} text
 * @property {boolean} matches whether it matches the query
 */

/** Answers with less than this share of the best one's words are left out. */
const LEAST_COVERAGE = 0.3;
/** Answers with less than this share of the best one's score are left out. */
const LEAST_SCORE = 0.03;
/** If the best answer has less than this share of what the query says, nothing answers it. */
const GOOD = 0.5;
/** So many are shown then. */
const NEAREST = 5;
/** How many answers are given; of a guide in many shards, as many as are judged by their texts. */
const ANSWERS = 20;
/** How many of them are judged by their texts too. */
const REFINED = 8;
/** How many tags are offered. */
const TAGS = 6;
/** How many documents are looked into for a phrase. */
const PHRASES_IN = 24;

/**
 * Answers a query from the files that are there, and names those that are not.
 * @param {string} text
 * @returns {Result}
 */
function answer(text) {
  /** @type {Missing} */
  const missing = new Map();
  /** @type {Result} */
  const result = {
    ready: false,
    answers: [],
    count: 0,
    weak: false,
    unknown: [],
    facets: [],
    missing,
    mark: () => [],
  };
  const root = wantRoot({ missing });
  if (!root) return result;
  const index = { ...root, missing };
  const query = parse(index, text);
  const list = expand(index, query);
  if (missing.size) return result;
  const { ids, scores } = candidates(root.documents, query, list, result);
  const least = ids.reduce((best, d) => Math.max(best, scores[d]), 0) * LEAST_SCORE;
  let kept = filter(
    root,
    query,
    ids.filter((d) => scores[d] >= least),
    result,
  );
  // Who chose a level where nothing is good is shown the best of it.
  if (!kept.length) kept = filter(root, query, ids, result);
  const places = placesOf(list);
  result.mark = (text) => mark(text, places);
  if (!result.weak) result.meant = correct(text, list);

  const most = query.phrases.length ? PHRASES_IN : root.titles.length > 1 ? REFINED : ANSWERS;
  const best = foremost(kept, scores, most);
  const shown = best.map((d) => wantTitle(index, d));
  if (missing.size) return result;
  result.answers = best.map((d, i) => ({ document: d, score: scores[d], shown: /** @type {Shown} */ (shown[i]) }));
  const refined = query.phrases.length ? result.answers : result.answers.slice(0, REFINED);
  const texts = list.length ? refined.map(({ document }) => wantText(index, document)) : [];
  if (query.phrases.length) {
    if ([...missing.keys()].some((name) => !failed.has(name))) return result;
    result.answers = result.answers.filter((answer, i) => holds(answer, texts[i], query.phrases));
    result.count = result.answers.length;
  } else if (!missing.size) {
    const worth = list.map(({ worth, alternatives }) => (alternatives.length ? worth : 0));
    const stopWords = new Set(root.weak.split(" "));
    refined.forEach((answer, i) => {
      refine(answer, texts[i], places, worth, stopWords);
    });
    result.answers = [
      ...refined.sort((a, b) => b.score - a.score || a.document - b.document),
      ...result.answers.slice(REFINED),
    ];
  }
  if (result.weak) result.answers.length = Math.min(result.answers.length, NEAREST);
  const all = root.titles.length < 2;
  const tagged = all ? kept : result.answers.map((answer) => answer.document);
  result.facets.push(
    ...frequent(
      query,
      tagged.map((d) => wantTitle(index, d)?.tags || []),
      all,
    ),
  );
  result.ready = true;
  return result;
}

/**
 * The documents that answer, in their own order.
 * @param {Documents} documents
 * @param {Query} query
 * @param {Word[]} list
 * @param {Result} result
 */
function candidates(documents, query, list, result) {
  const { total, covered, whole, within } = score(documents, list);
  /** @type {number[]} */
  let ids = [];
  if (list.length) {
    const { count } = documents;
    let most = 0;
    for (let d = 0; d < count; d++) if (covered[d] > most) most = covered[d];
    for (let d = 0; d < count; d++) if (total[d] > 0 && covered[d] >= most * LEAST_COVERAGE) ids.push(d);
    const unknown = list.filter(({ alternatives, worth }) => worth && !alternatives.length);
    result.unknown = unknown.map(({ term }) => term);
    // A word that is nowhere is as rare as can be.
    const lost = unknown.reduce((sum, { worth }) => sum + worth, 0) * Math.log(2 + 2 * count);
    result.weak = (most * whole) / (within + lost || 1) < GOOD;
  } else if (query.level.size || query.topic.size || query.tag.size) {
    ids = Array.from({ length: documents.count }, (_, d) => d);
  }
  return { ids, scores: total };
}

/**
 * The first of some documents by their scores, and then by their own order.
 * @param {number[]} ids in their own order
 * @param {Float32Array} scores
 * @param {number} most
 */
function foremost(ids, scores, most) {
  /** @type {number[]} */
  const best = [];
  for (const d of ids) {
    if (best.length === most && scores[d] <= scores[best[most - 1]]) continue;
    let at = best.length;
    while (at && scores[best[at - 1]] < scores[d]) at--;
    best.splice(at, 0, d);
    if (best.length > most) best.pop();
  }
  return best;
}

/**
 * Keeps the documents of the chosen levels, topics and tags, and counts those of each level and topic.
 * @param {Root} root
 * @param {Query} query
 * @param {number[]} ids
 * @param {Result} result
 */
function filter(root, query, ids, result) {
  result.facets = [];
  for (const found of query.tag.values()) {
    const having = new Set(found?.shard.documents.subarray(found.from, found.to));
    ids = ids.filter((d) => having.has(d));
  }
  const { level, topic } = root.documents;
  const inLevel = (/** @type {number} */ d) => !query.level.size || query.level.has(level[d]);
  const inTopic = (/** @type {number} */ d) => !query.topic.size || query.topic.has(topic[d]);
  /** @type {(kind: "level" | "topic", among: number[]) => void} */
  const count = (kind, among) => {
    const counts = new Uint32Array(256);
    for (const d of among) counts[root.documents[kind][d]]++;
    root[`${kind}s`].forEach(([id, title], i) => {
      const chosen = query[kind].has(i + 1);
      if (counts[i + 1] || chosen) result.facets.push({ kind, number: i + 1, id, title, count: counts[i + 1], chosen });
    });
  };
  count("level", ids.filter(inTopic));
  ids = ids.filter(inLevel);
  count("topic", ids);
  ids = ids.filter(inTopic);
  result.count = ids.length;
  return ids;
}

/**
 * The tags that most of some documents have, as far as they tell them apart.
 * @param {Query} query
 * @param {string[][]} tags of each document
 * @param {boolean} all whether these documents are all that answer
 * @returns {Facet[]}
 */
function frequent(query, tags, all) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const id of tags.flat()) counts.set(id, (counts.get(id) || 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([id, count]) => ({
      kind: /** @type {const} */ ("tag"),
      id,
      title: id,
      count: all ? count : "",
      chosen: count === tags.length && query.tag.has(tagTerm(id)),
      tells: count > 1 && count < tags.length,
    }))
    .filter(({ chosen, tells }) => chosen || tells)
    .slice(0, TAGS);
}

/**
 * The query with its misspelt words corrected, if there are any.
 * @param {string} text
 * @param {Word[]} list
 */
function correct(text, list) {
  let corrected = text;
  list.forEach(({ term, meant }) => {
    if (meant) corrected = corrected.replace(new RegExp(`(?<!${LETTER})${term}(?!${LETTER})`, "iu"), meant);
  });
  return corrected === text ? undefined : corrected;
}

/**
 * A document's address, title and summary, if they are there.
 * @param {Index} index
 * @param {number} d
 * @returns {Shown | undefined}
 */
function wantTitle(index, d) {
  const number = Math.floor(d / index.together);
  /** @type {Titles | undefined} */
  const shard = want(index, `d${number}`, index.titles[number]);
  const i = d % index.together;
  return (
    shard && { address: shard.addresses[i], title: shard.titles[i], summary: shard.summaries[i], tags: shard.tags[i] }
  );
}

/**
 * A document's text, if it is there.
 * @param {Index} index
 * @param {number} d its titles are there
 * @returns {Content | undefined}
 */
function wantText(index, d) {
  const number = Math.floor(d / index.together);
  let i = d % index.together;
  /** @type {Titles} */
  const { texts } = files.get(`d${number}`);
  for (const [part, [count, hash]] of texts.entries()) {
    if (i < count) return want(index, `x${number}-${part}`, hash)?.[i];
    i -= count;
  }
  return undefined;
}
