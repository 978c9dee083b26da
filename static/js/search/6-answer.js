// The best answers with their passages, and how well they keep the words together.

/**
 * What is known of a query so far. While files are missing, it may be little.
 * @typedef {object} Result
 * @property {boolean} ready whether the answers are there
 * @property {Answer[]} answers
 * @property {number} count how many documents there are in all that answer
 * @property {Missing} missing the files that it still needs
 * @property {Facet[]} facets levels, topics, and the most frequent tags of the answers
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
  const { ids, scores } = candidates(root.documents, query, list);
  const kept = filter(root, query, ids, result);
  const places = new Map(
    list.flatMap(({ alternatives }, i) => alternatives.flatMap(({ name }) => name.split(" ").map((term) => [term, i]))),
  );
  result.mark = (text) => mark(text, places);
  result.meant = correct(text, list);

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
    refined.forEach((answer, i) => {
      refine(answer, texts[i], places, worth);
    });
    result.answers = [
      ...refined.sort((a, b) => b.score - a.score || a.document - b.document),
      ...result.answers.slice(REFINED),
    ];
  }
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
 */
function candidates(documents, query, list) {
  const { total, covered } = score(documents, list);
  /** @type {number[]} */
  let ids = [];
  if (list.length) {
    const { count } = documents;
    let most = 0;
    for (let d = 0; d < count; d++) if (covered[d] > most) most = covered[d];
    most *= LEAST_COVERAGE;
    for (let d = 0; d < count; d++) if (total[d] > 0 && covered[d] >= most) ids.push(d);
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
 * @returns {Section[] | undefined}
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

/** @type {WeakMap<object, {text: string, code: boolean, list: Token[]}[]>} */
const read = new WeakMap();

/**
 * The blocks of a document's text with their tokens.
 * @param {Section[]} text
 */
function blocks(text) {
  let found = read.get(text);
  if (!found) {
    found = text.flatMap(([heading, , prose, code]) =>
      [heading, ...prose.split("\n"), code].map((text, i, all) => ({
        text,
        code: i === all.length - 1,
        list: tokens(text),
      })),
    );
    read.set(text, found);
  }
  return found;
}

/**
 * Whether a document holds all phrases.
 * @param {Answer} answer
 * @param {Section[] | undefined} text
 * @param {string[][]} phrases
 */
function holds({ shown }, text, phrases) {
  const lists = [shown.title, shown.summary].map(tokens);
  if (text) lists.push(...blocks(text).map(({ list }) => list));
  return phrases.every((phrase) =>
    lists.some((list) => {
      const terms = new Set(list.map(({ term, at }) => `${at} ${term}`));
      return list.some(({ at }) => phrase.every((term, i) => terms.has(`${at + i} ${term}`)));
    }),
  );
}

/**
 * Finds the passage in which most words of the query stand nearest to each
 * other, and adds to the answer's score for it.
 * @param {Answer} answer
 * @param {Section[] | undefined} text
 * @param {Map<string, number>} places words of the query by the terms they stand for
 * @param {number[]} worth of each word of the query
 */
function refine(answer, text, places, worth) {
  const all = worth.reduce((sum, value) => sum + value, 0) || 1;
  let best = nearest(tokens(answer.shown.title), places, worth).value;
  best = Math.max(best, nearest(tokens(answer.shown.summary), places, worth).value);
  let passage = 0;
  for (const block of text ? blocks(text) : []) {
    const { value, from } = nearest(block.list, places, worth);
    best = Math.max(best, value);
    if (value > passage) {
      passage = value;
      answer.passage = { text: cutOut(block.text, block.list[from].start, block.code), code: block.code };
    }
  }
  answer.score *= 1 + (NEAR_BONUS * best) / all;
}

/**
 * The window of a text that holds most words of the query nearest to each other.
 * @param {Token[]} list
 * @param {Map<string, number>} places
 * @param {number[]} worth
 */
function nearest(list, places, worth) {
  /**
   * Where a token stands for a word of the query.
   * @type {{word: number, at: number, index: number}[]}
   */
  const hits = [];
  list.forEach(({ term, at }, index) => {
    const word = places.get(term);
    if (word !== undefined) hits.push({ word, at, index });
  });
  let value = 0;
  let from = 0;
  hits.forEach(({ at: start, index }, i) => {
    const seen = new Set();
    let sum = 0;
    for (let k = i; k < hits.length && hits[k].at - start < WINDOW; k++) {
      const { word, at } = hits[k];
      if (seen.has(word)) continue;
      seen.add(word);
      sum += worth[word];
      const near = sum / (1 + Math.max(0, at - start + 1 - seen.size) / WINDOW);
      if (near > value) [value, from] = [near, index];
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
 * @param {Map<string, number>} places
 * @returns {Piece[]}
 */
function mark(text, places) {
  /** @type {Piece[]} */
  const pieces = [];
  let end = 0;
  /** @type {(to: number, matches: boolean) => void} */
  const add = (to, matches) => {
    if (to > end) pieces.push({ text: text.slice(end, to), matches });
    end = to;
  };
  for (const { term, start, end: to } of tokens(text)) {
    if (start < end || !places.has(term)) continue;
    add(start, false);
    add(to, true);
  }
  add(text.length, false);
  return pieces;
}
