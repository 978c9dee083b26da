// The files of the index: asking for them and reading them.
// docs/search-index.md describes them byte by byte.

/**
 * What every query needs; see docs/search-index.md.
 * @typedef {object} Root
 * @property {number} version
 * @property {boolean} english
 * @property {string} weak
 * @property {number} documents
 * @property {string[]} lengths
 * @property {[string, string, string[]][]} levels
 * @property {[string, string, string[]][]} topics
 * @property {[number, number, number][]} runs
 * @property {string[][]} synonyms
 * @property {number} together
 * @property {[string, string][]} terms
 * @property {[string, string][]} spellings
 * @property {string[]} titles
 * @property {Record<string, any>} [inside]
 */

/**
 * A shard of terms, read.
 * @typedef {object} Terms
 * @property {string[]} words in order
 * @property {Uint32Array} starts of each word, where its postings begin
 * @property {Uint32Array} documents
 * @property {Uint16Array} frequencies
 * @property {Map<number, {values: Float32Array, mass: number}>} strengths what was worked out of them, by where a word begins
 */

/**
 * What is known of each document without a shard.
 * @typedef {object} Documents
 * @property {number} count
 * @property {Uint8Array} level from 1; 0 is none
 * @property {Uint8Array} topic from 1; 0 is none
 * @property {Float32Array[]} lengths tokens of title, prose and code
 * @property {number[]} averages of the lengths
 */

const VERSION = 2;

/** @type {Map<string, any>} */
const files = new Map();
/** Names of files that were wanted and are not there. @type {Map<string, string>} */
const missing = new Map();
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
  for (const inner of Object.keys(data.inside || {})) files.set(inner, open(inner, data.inside[inner]));
  const file = open(name, data);
  if (file) files.set(name, file);
}

/**
 * @param {string} name
 * @param {any} data
 */
function open(name, data) {
  const kind = name[0];
  if (kind === "w") return openTerms(data);
  if (kind === "s") return words(data).map(reverse);
  return name === "root" ? openRoot(data) : data;
}

/**
 * A file of the index, if it is there; if not, it is noted as missing.
 * @param {string} name
 * @param {string} hash
 */
function want(name, hash) {
  const file = files.get(name);
  if (!file) missing.set(name, `search/${name}.${hash}.js`);
  return file;
}

/** The root, if it is there. @returns {{root: Root, documents: Documents} | undefined} */
function wantRoot() {
  const name = files.get("index");
  if (name) return want("root", name);
  missing.set("index", "search/index.js");
  return undefined;
}

/** Asks for all that was found missing, and for what failed only if `again`. @param {boolean} [again] */
function load(again) {
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

/** Words written one after another. @param {string} text */
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
  const frequencies = new Uint16Array(documents.length);
  const gap = numbers(data.documents);
  const frequency = numbers(data.frequencies);
  for (let i = 0; i < list.length; i++) {
    for (let p = starts[i], next = 0; p < starts[i + 1]; p++, next++) {
      next += gap();
      documents[p] = next;
      const value = frequency();
      frequencies[p] = value & 1 ? value | (frequency() << 8) : value;
    }
  }
  return { words: list, starts, documents, frequencies, strengths: new Map() };
}

/** @param {Root} root */
function openRoot(root) {
  if (root.version !== VERSION) return undefined;
  const count = root.documents;
  const lengths = root.lengths.map((text, kind) => {
    const number = numbers(text);
    return new Float32Array(count).map(() => (kind ? 2 ** (number() / 4) - 1 : number()));
  });
  const level = new Uint8Array(count);
  const topic = new Uint8Array(count);
  let at = 0;
  for (const run of root.runs) {
    level.fill(run[1], at, at + run[0]);
    topic.fill(run[2], at, at + run[0]);
    at += run[0];
  }
  const averages = lengths.map((list) => list.reduce((sum, length) => sum + length, 0) / count || 1);
  return { root, documents: { count, level, topic, lengths, averages } };
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

/**
 * The shards that may hold words beginning so, as far as they are there.
 * @param {[string, string][]} shards
 * @param {string} kind
 * @param {string} prefix
 * @param {number} most so many shards at most: those next to `word`
 * @param {string} word begins with `prefix`
 */
function shardsOf(shards, kind, prefix, most, word) {
  const holding = (/** @type {string} */ text) => Math.max(0, find(shards, `${text}\0`, (shard) => shard[0]) - 1);
  const end = find(shards, `${prefix}\uffff`, (shard) => shard[0]);
  const first = Math.max(holding(prefix), Math.min(holding(word), end - most));
  const found = [];
  for (let i = first; i < Math.min(end, first + most) || i === first; i++) {
    const shard = want(kind + i, shards[i][1]);
    if (shard) found.push(shard);
  }
  return found;
}
