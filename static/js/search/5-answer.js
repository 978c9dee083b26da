// The best answers with their passages, and how well they keep the words together.

/**
 * What is known of a query so far. While files are missing, it may be little.
 * @typedef {object} Result
 * @property {string} text the query
 * @property {boolean} ready whether the answers are there
 * @property {boolean} complete whether their passages are there too
 * @property {Answer[]} answers
 * @property {number} count how many documents there are in all that answer
 * @property {[string, string, number, boolean][]} levels id, title, how many answer, whether chosen
 * @property {[string, string, number, boolean][]} topics
 * @property {string | undefined} [meant] the query with its misspellings corrected
 * @property {(text: string) => [string, boolean][]} mark takes a text apart into what matches and what does not
 */

/**
 * Answers a query from the files that are there; those that are not are in `missing`.
 * @param {string} text
 * @returns {Result}
 */
function answer(text) {
  missing.clear();
  /** @type {Result} */
  const result = {
    text,
    ready: false,
    complete: false,
    answers: [],
    count: 0,
    levels: [],
    topics: [],
    mark: (text) => [[text, false]],
  };
  const opened = wantRoot();
  if (!opened) return result;
  const { root, documents } = opened;
  const query = parse(root, text);
  const list = expand(root, query);
  if (missing.size) return result;
  const { ids, scores } = candidates(documents, query, list);
  const kept = filter(root, documents, query, ids, result);
  const places = new Map(
    list.flatMap(({ alternatives }, i) => alternatives.flatMap(({ name }) => name.split(" ").map((term) => [term, i]))),
  );
  result.mark = (text) => mark(text, places);
  result.meant = correct(text, list);

  const most = query.phrases.length ? PHRASES_IN : root.titles.length > 1 ? REFINED : ANSWERS;
  const best = foremost(kept, scores, most);
  for (const d of best) wantTitle(root, d);
  if (missing.size) return result;
  result.answers = best.map((d) => ({ document: d, score: scores[d], shown: wantTitle(root, d) }));
  const refined = query.phrases.length ? result.answers : result.answers.slice(0, REFINED);
  const texts = list.length ? refined.map(({ document }) => wantText(root, document)) : [];
  result.complete = !missing.size;
  if (query.phrases.length) {
    if (!result.complete && [...missing.keys()].some((name) => !failed.has(name))) return { ...result, answers: [] };
    result.answers = result.answers.filter((answer, i) => holds(answer, texts[i], query.phrases));
    result.count = result.answers.length;
  } else if (result.complete) {
    const rarity = list.map(({ worth, alternatives }) => (alternatives.length ? worth : 0));
    refined.forEach((answer, i) => {
      refine(answer, texts[i], places, rarity);
    });
    result.answers = [
      ...refined.sort((a, b) => b.score - a.score || a.document - b.document),
      ...result.answers.slice(REFINED),
    ];
  }
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
  } else if (query.levels.size || query.topics.size) {
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
 * Keeps the documents of the chosen levels and topics, and counts those of each.
 * @param {Root} root
 * @param {Documents} documents
 * @param {Query} query
 * @param {number[]} ids
 * @param {Result} result
 */
function filter(root, { level, topic }, query, ids, result) {
  const inLevel = (/** @type {number} */ d) => !query.levels.size || query.levels.has(level[d]);
  const inTopic = (/** @type {number} */ d) => !query.topics.size || query.topics.has(topic[d]);
  const levels = root.levels.map(() => 0);
  const topics = root.topics.map(() => 0);
  const kept = ids.filter((d) => {
    if (inTopic(d)) levels[level[d] - 1]++;
    if (inLevel(d)) topics[topic[d] - 1]++;
    return inLevel(d) && inTopic(d);
  });
  result.count = kept.length;
  result.levels = root.levels.map(([id, title], i) => [id, title, levels[i], query.levels.has(i + 1)]);
  result.topics = root.topics.map(([id, title], i) => [id, title, topics[i], query.topics.has(i + 1)]);
  return kept;
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
 * @param {Root} root
 * @param {number} d
 */
function wantTitle(root, d) {
  const number = Math.floor(d / root.together);
  const shard = want(`d${number}`, root.titles[number]);
  const i = d % root.together;
  return shard && { address: shard.addresses[i], title: shard.titles[i], summary: shard.summaries[i] };
}

/**
 * A document's text, if it is there.
 * @param {Root} root
 * @param {number} d
 * @returns {[string, string, string, string][] | undefined}
 */
function wantText(root, d) {
  const number = Math.floor(d / root.together);
  let i = d % root.together;
  const texts = files.get(`d${number}`).texts;
  let part = 0;
  while (i >= texts[part][0]) i -= texts[part++][0];
  return want(`x${number}-${part}`, texts[part][1])?.[i];
}

/** @type {WeakMap<object, {text: string, id: string, code: boolean, list: Token[]}[]>} */
const read = new WeakMap();

/**
 * The blocks of a document's text with their tokens.
 * @param {[string, string, string, string][]} text
 */
function blocks(text) {
  let found = read.get(text);
  if (!found) {
    found = text.flatMap(([heading, id, prose, code]) =>
      [heading, ...prose.split("\n"), code].map((text, i, all) => ({
        text,
        id,
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
 * @param {[string, string, string, string][] | undefined} text
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
 * @param {[string, string, string, string][] | undefined} text
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
      answer.passage = { ...cutOut(block.text, block.list[from].start, block.code), id: block.id, code: block.code };
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
  /** @type {[number, number, number][]} */
  const hits = [];
  list.forEach(({ term, at }, index) => {
    const word = places.get(term);
    if (word !== undefined) hits.push([word, at, index]);
  });
  let value = 0;
  let from = 0;
  hits.forEach(([, start, index], i) => {
    const seen = new Set();
    let sum = 0;
    for (let k = i; k < hits.length && hits[k][1] - start < WINDOW; k++) {
      const [word, at] = hits[k];
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
    return { text: text.slice(start).split("\n", 3).join("\n") };
  }
  const start = at < 60 ? 0 : text.lastIndexOf(" ", at - 40) + 1;
  const end = text.length - start < 200 ? text.length : text.lastIndexOf(" ", start + 180);
  return {
    text: (start ? "… " : "") + text.slice(start, Math.max(end, start + 120)) + (end < text.length ? " …" : ""),
  };
}

/**
 * A text in pieces, and whether each matches the query.
 * @param {string} text
 * @param {Map<string, number>} places
 * @returns {[string, boolean][]}
 */
function mark(text, places) {
  /** @type {[string, boolean][]} */
  const pieces = [];
  let end = 0;
  for (const token of tokens(text)) {
    if (token.start < end || !places.has(token.term)) continue;
    pieces.push([text.slice(end, token.start), false], [text.slice(token.start, token.end), true]);
    end = token.end;
  }
  pieces.push([text.slice(end), false]);
  return pieces.filter(([piece]) => piece);
}
