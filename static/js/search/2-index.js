// The files of the index: asking for them and reading them.
// docs/search-index.md describes them byte by byte.

/**
 * What every query needs.
 * @typedef {object} Root
 * @property {boolean} english whether words are stemmed
 * @property {string} weak the stop words, with spaces between them
 * @property {Documents} documents
 * @property {Label[]} levels
 * @property {Label[]} topics
 * @property {string} [tag] the one that most documents have
 * @property {Group[]} synonyms texts that mean the same, as the site says
 * @property {Group[]} thesaurus texts that mean much the same
 * @property {string} known words that are not misspelt though no document has them, with spaces between them
 * @property {Map<string, Meaning[]>} [meanings] what the groups say, by the first term of what may be typed
 * @property {number} together documents in a shard of titles
 * @property {Shard[]} terms
 * @property {Shard[]} spellings
 * @property {string[]} titles hashes of the shards of titles
 */

/**
 * The index as one query sees it.
 * @typedef {Root & {missing: Missing}} Index
 */

/**
 * The files that a query needs and that are not here yet: paths by names.
 * @typedef {Map<string, string>} Missing
 */

/**
 * Texts that mean the same, as the root has them.
 * @typedef {[there: string[], others: string[]]} Group
 */

/**
 * A text that may be typed, and those that stand in documents and mean the same.
 * @typedef {object} Meaning
 * @property {string[]} said its terms, stemmed
 * @property {string[][]} meant the terms of each of the others
 * @property {number} weight
 */

/**
 * A level or a topic, as the root has it.
 * @typedef {[id: string, title: string, aliases: string[]]} Label
 */

/**
 * One of the files that hold words in order, by its first word; as the root has it.
 * @typedef {[first: string, hash: string]} Shard
 */

/**
 * A shard of titles, as the file has it.
 * @typedef {object} Titles
 * @property {string[]} addresses from the root of the site
 * @property {string[]} titles with code between backticks
 * @property {string[]} summaries
 * @property {string[][]} tags
 * @property {[count: number, hash: string][]} texts the shards of texts, and how many documents each holds
 */

/**
 * A section of a document's text, as the file has it; `id` is that of the heading, or empty.
 * @typedef {[heading: string, id: string, prose: string, code: string]} Section
 */

/**
 * A document's text, as the file has it.
 * @typedef {[asked: string[], sections: Section[]]} Content
 */

/**
 * A shard of terms, read.
 * @typedef {object} Terms
 * @property {string[]} words in order
 * @property {Uint32Array} starts of each word, where its postings begin
 * @property {Uint32Array} documents
 * @property {Uint32Array} frequencies in the lowest byte how often in prose and code and whether elsewhere, in the second the
 *   other parts, above them the wordings
 * @property {Map<number, Strengths>} strengths what was worked out of them, by where a word begins
 */

/**
 * What is known of each document without a shard.
 * @typedef {object} Documents
 * @property {number} count
 * @property {Uint8Array} level the number of each one's level, from 1; 0 is no level
 * @property {Uint8Array} topic likewise
 * @property {Float32Array[]} lengths tokens of title, prose and code
 * @property {number[]} averages of the lengths
 * @property {Float32Array[]} [shares] what a word counts in title, prose and code, worked out when it is first needed
 */

const VERSION = 4;
/** The part of a document that is another way to ask for it; the others are named in docs/search-index.md. */
const WORDING = 16;

/** @type {Map<string, any>} */
const files = new Map();
/** @type {Set<string>} */
const loading = new Set();
/** @type {Set<string>} */
const failed = new Set();
/** Called when a file has come, or has failed. */
let changed = () => {};
/** From the page to the root of the site. */
let base = "";

/**
 * Takes a file in: every file of the index is a script that calls this.
 * @param {SearchItem} file
 */
function receive([name, content]) {
  const data = /** @type {any} */ (content);
  Object.entries(data.inside || {}).forEach(receive);
  const file = open(name, data);
  if (file) files.set(name, file);
}

/**
 * @param {string} name
 * @param {any} data
 */
function open(name, data) {
  if (name === "root") return openRoot(data);
  const kind = name[0];
  if (kind === "w") return openTerms(data);
  if (kind === "s") return words(data).map(reverse);
  return data;
}

/**
 * A file of the index, if it is there; if not, it is noted as missing.
 * @param {{missing: Missing}} index
 * @param {string} name
 * @param {string} hash
 */
function want({ missing }, name, hash) {
  const file = files.get(name);
  if (!file) missing.set(name, `search/${name}.${hash}.js`);
  return file;
}

/**
 * The root, if it is there.
 * @param {{missing: Missing}} index
 * @returns {Root | undefined}
 */
function wantRoot(index) {
  const hash = files.get("index");
  if (hash) return want(index, "root", hash);
  index.missing.set("index", "search/index.js");
  return undefined;
}

/**
 * Asks for missing files, and for those that failed only if `again`.
 * @param {Missing} missing
 * @param {boolean} [again]
 */
function load(missing, again) {
  for (const [name, path] of missing) {
    if (loading.has(name) || (failed.has(name) && !again)) continue;
    failed.delete(name);
    loading.add(name);
    const script = document.createElement("script");
    // An old index.js may name a root that is no longer there: ask past the cache.
    const past = again && name === "index" ? `?${Date.now()}` : "";
    script.src = base + path + past;
    script.onload = script.onerror = () => {
      script.remove();
      loading.delete(name);
      if (!files.has(name)) {
        failed.add(name);
        if (name === "root") files.delete("index");
      }
      changed();
    };
    document.head.append(script);
  }
}

/**
 * Reads numbers one after another.
 * @param {string} text
 */
function numbers(text) {
  let at = 0;
  return () => {
    for (let value = 0, scale = 1; ; scale *= 31) {
      const code = text.charCodeAt(at++);
      const digit = code - (code > 92 ? 36 : 35);
      value += scale * digit;
      // Past the end there is no digit, and no number below 60 either.
      if (!(digit >= 60)) return value;
    }
  };
}

/**
 * Words written one after another.
 * @param {string} text
 */
function words(text) {
  let before = "";
  return (text.match(/[A-Z][^A-Z]*/g) || []).map((word) => {
    before = before.slice(0, word.charCodeAt(0) - 65) + word.slice(1);
    return before;
  });
}

/** @param {string} word */
const reverse = (word) => [...word].reverse().join("");

/**
 * @param {{words: string, counts: string, documents: string, frequencies: string}} data
 * @returns {Terms}
 */
function openTerms(data) {
  const list = words(data.words);
  const count = numbers(data.counts);
  const starts = new Uint32Array(list.length + 1);
  for (let i = 0; i < list.length; i++) starts[i + 1] = starts[i] + count();
  const documents = new Uint32Array(starts[list.length]);
  const frequencies = new Uint32Array(documents.length);
  const gap = numbers(data.documents);
  const frequency = numbers(data.frequencies);
  for (let i = 0; i < list.length; i++) {
    for (let p = starts[i], next = 0; p < starts[i + 1]; p++, next++) {
      next += gap();
      documents[p] = next;
      const value = frequency();
      const parts = value & 1 ? frequency() : 0;
      const wordings = parts & WORDING ? frequency() : 0;
      frequencies[p] = value | (parts << 8) | (wordings << 16);
    }
  }
  return { words: list, starts, documents, frequencies, strengths: new Map() };
}

/**
 * @param {any} data
 * @returns {Root | undefined}
 */
function openRoot(data) {
  if (data.version !== VERSION) return undefined;
  const count = data.documents;
  /** @type {Float32Array[]} */
  const lengths = data.lengths.map((/** @type {string} */ text, /** @type {number} */ kind) => {
    const number = numbers(text);
    return new Float32Array(count).map(() => (kind ? 2 ** (number() / 4) - 1 : number()));
  });
  const level = new Uint8Array(count);
  const topic = new Uint8Array(count);
  let at = 0;
  for (const [length, ofLevel, ofTopic] of data.runs) {
    level.fill(ofLevel, at, at + length);
    topic.fill(ofTopic, at, at + length);
    at += length;
  }
  const averages = lengths.map((list) => list.reduce((sum, length) => sum + length, 0) / count || 1);
  data.documents = { count, level, topic, lengths, averages };
  return data;
}

/**
 * The place of the first word that is not before `word`.
 * @param {ArrayLike<any>} list
 * @param {string} word
 * @param {(entry: any) => string} [key]
 */
function find(list, word, key = (entry) => entry) {
  let low = 0;
  for (let high = list.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (key(list[middle]) < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {Shard} shard */
const firstWord = ([first]) => first;

/**
 * The number of the shard that holds a word if any does.
 * @param {Shard[]} shards
 * @param {string} word
 */
const holding = (shards, word) => Math.max(0, find(shards, `${word}\0`, firstWord) - 1);

/**
 * The shards that may hold words beginning so, as far as they are there.
 * @param {Index} index
 * @param {Shard[]} shards
 * @param {string} kind
 * @param {string} prefix
 * @param {number} most how many shards at most: those nearest to `word`
 * @param {string} word begins with `prefix`
 */
function shardsOf(index, shards, kind, prefix, most, word) {
  const end = find(shards, `${prefix}\uffff`, firstWord);
  const first = Math.max(holding(shards, prefix), Math.min(holding(shards, word), end - most));
  const found = [];
  for (let i = first; i < Math.min(end, first + most) || i === first; i++) {
    const [, hash] = shards[i];
    const shard = want(index, kind + i, hash);
    if (shard) found.push(shard);
  }
  return found;
}
