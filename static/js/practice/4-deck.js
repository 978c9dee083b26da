// What can be practised: practice/index.js, and the chunks that hold the cards.
// docs/practice-data.md describes both. They come as scripts, so that they
// can be loaded from disk too.

const DECK_VERSION = 1;
const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * FNV-1a with 64 bits, over UTF-8 (Fowler, Noll and Vo).
 * @param {string} text
 */
function fnv1a(text) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}

/**
 * The upper 30 bits of a slug's hash, six a character.
 * @param {string} slug
 */
function hashOf(slug) {
  const bits = Number(fnv1a(slug) >> 34n);
  return [24, 18, 12, 6, 0].map((shift) => BASE64URL[(bits >> shift) & 63]).join("");
}

/**
 * Loads a script from the site's root. The script hands over what it holds by a call, before it is done.
 * @param {string} address
 * @returns {Promise<void>}
 */
function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = studypress.root + address;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${address} cannot be loaded`));
    document.head.append(script);
  });
}

/**
 * The questions of an index, in their order.
 * @param {DeckIndex} index
 */
function deckQuestions({ runs, facts }) {
  /** @type {DeckQuestion[]} */
  const questions = [];
  for (const [count, level, topic] of runs) {
    for (let i = 0; i < count; i++) {
      const position = questions.length;
      const [kinds, predict, choose] = [0, 1, 2].map((digit) => Number.parseInt(facts[3 * position + digit], 36));
      questions.push({ position, level, topic, say: (kinds & 1) > 0, code: (kinds & 2) > 0, predict, choose });
    }
  }
  return questions;
}

/**
 * @param {DeckIndex} index
 * @returns {Deck}
 */
function deckOf(index) {
  const former = new Map(Object.entries(index.former ?? {}));
  /** @param {string} slug */
  const current = (slug) => former.get(slug) ?? slug;
  /** @type {Map<string, number[]>} */
  const places = new Map();
  const questions = deckQuestions(index);
  for (const { position } of questions) {
    const hash = index.hashes.slice(5 * position, 5 * position + 5);
    const same = places.get(hash);
    if (same) same.push(position);
    else places.set(hash, [position]);
  }
  /** @type {Map<number, Promise<QuestionCards[]>>} */
  const chunks = new Map();
  /** @param {[id: string, title: string]} label */
  const label = ([id, title]) => ({ id, title });
  return {
    guide: index.guide,
    levels: index.levels.map(label),
    topics: index.topics.map(label),
    questions,
    current,
    find: (slug) => places.get(hashOf(current(slug))) ?? [],
    async load(position) {
      const k = Math.floor(position / index.per);
      const chunk = chunks.get(k) ?? loadChunk(index.chunks[k], k);
      chunks.set(k, chunk);
      // What could not be loaded is asked for again the next time.
      chunk.catch(() => chunks.delete(k));
      const question = (await chunk)[position % index.per];
      if (!question) throw new Error(`the guide has no question ${position}`);
      return question;
    },
  };
}

/** @type {Map<number, QuestionCards[]>} */
const arrived = new Map();

/**
 * @param {string | undefined} address
 * @param {number} k
 */
async function loadChunk(address, k) {
  if (!address) throw new Error(`the guide has no chunk ${k}`);
  studypress.cards = (number, questions) => arrived.set(number, questions);
  await loadScript(address);
  const questions = arrived.get(k);
  if (!questions) throw new Error(`${address} does not hold chunk ${k}`);
  arrived.delete(k);
  return questions;
}

async function loadDeck() {
  /** @type {DeckIndex | undefined} */
  let index;
  studypress.deck = (given) => {
    index = given;
  };
  await loadScript("practice/index.js");
  if (index?.version !== DECK_VERSION) throw new Error("practice/index.js is not of this version");
  return deckOf(index);
}

/** @type {Promise<Deck> | undefined} */
let loadingDeck;

/** @type {Practice["deck"]} */
function theDeck() {
  if (!loadingDeck) {
    loadingDeck = loadDeck();
    loadingDeck.catch(() => {
      loadingDeck = undefined;
    });
  }
  return loadingDeck;
}
