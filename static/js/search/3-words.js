// The words of a query → the terms of the index that they stand for.

/**
 * A term of the index, or several that must all be there.
 * @typedef {object} Alternative
 * @property {string} name the terms, with spaces between them
 * @property {Postings[]} terms
 * @property {number} weight how surely it is what was meant, at most 1
 * @property {Alternative[]} [among] it and the others that share one document frequency with it
 * @property {boolean} [bound] whether its idf is at most that of the word itself
 */

/**
 * @typedef {object} Postings
 * @property {Terms} shard
 * @property {number} from
 * @property {number} to
 */

/**
 * A word of a query.
 * @typedef {object} Word
 * @property {string} term
 * @property {number} worth less than 1 for a stop word among others
 * @property {boolean} whole whether its parts are words of the query too, so that it need not be found
 * @property {Alternative[]} alternatives
 * @property {string} [meant] the word taken in place of a misspelt one
 */

/** How much a term counts that is not the word itself. */
const LIKE = {
  stem: 0.65,
  prefix: 0.8,
  compound: 0.95,
  parts: 0.4,
  synonym: 0.95,
  thesaurus: 0.55,
  misspelling: 0.7,
};
/** How much the length of what completes a word counts against it. */
const LENGTH = 0.5;
/** How many words may complete the last one. */
const COMPLETIONS = 40;
/** How many shards are asked for words that are like a word. */
const SHARDS = 2;

/**
 * Endings of English words, taken off or made alike, in this order.
 * @type {[RegExp, string][]}
 */
const ENDINGS = [
  [/ies$/, "y"],
  [/([^siu])s$/, "$1"],
  [/^(.*[aeiouy].+)(?:ed|ing)$/, "$1"],
  [/([^aeiouylsz])\1$/, "$1"],
  [/ility$/, "le"],
  [/([ae]n)c[ey]$/, "$1t"],
  [/([^aeiou]it)ant$/, "$1"],
  [/i[sz]ation$/, "iz"],
  [/(..at)(?:ion|or|e)$/, "$1"],
  [/(...[st])ion$/, "$1"],
  [/(.{4})(?:ness|ment|ly|able|ible|er|or|ity)$/, "$1"],
  [/(.{5})al$/, "$1"],
  [/([^aeiouylsz])\1$/, "$1"],
  [/(...)ise?$/, "$1iz"],
  [/(..)e$/, "$1"],
  [/([^aeiou])y$/, "$1i"],
];

/** @type {Map<string, string>} */
const stems = new Map();

/**
 * The stem of an English word: its endings taken off by a few rules in the
 * manner of Porter's; words that are spelt like no English word are kept.
 * @param {string} word
 */
function stem(word) {
  let found = stems.get(word);
  if (found === undefined) {
    found = word;
    if (/^[a-z]{4,}$/.test(word)) for (const [ending, by] of ENDINGS) found = found.replace(ending, by);
    stems.set(word, found);
  }
  return found;
}

/**
 * The postings of a term, if it is in the index.
 * @param {Index} index
 * @param {string} term
 * @param {boolean} [there] whether only shards that are there are looked into
 * @returns {Postings | undefined}
 */
function lookUp(index, term, there) {
  const at = holding(index.terms, term);
  const [, hash] = index.terms[at];
  /** @type {Terms} */
  const shard = there ? files.get(`w${at}`) : want(index, `w${at}`, hash);
  const place = shard ? find(shard.words, term) : 0;
  return shard && shard.words[place] === term ? postings(shard, place) : undefined;
}

/**
 * The term of a whole tag.
 * @param {string} name
 */
const tagTerm = (name) =>
  tokens(name)
    .map(({ term }) => ` ${term}`)
    .join("");

/**
 * @param {Terms} shard
 * @param {number} place
 * @returns {Postings}
 */
const postings = (shard, place) => ({ shard, from: shard.starts[place], to: shard.starts[place + 1] });

/**
 * Calls `each` with the terms that begin so.
 * @param {Index} index
 * @param {string} prefix
 * @param {string} word it begins so too: of many shards those next to it are looked into
 * @param {(term: string, shard: Terms, place: number) => void} each
 */
function beginning(index, prefix, word, each) {
  for (const shard of shardsOf(index, index.terms, "w", prefix, SHARDS, word)) {
    for (let i = find(shard.words, prefix); i < shard.words.length && shard.words[i].startsWith(prefix); i++)
      each(shard.words[i], shard, i);
  }
}

/**
 * What a word stands for beside misspellings.
 * @param {Index} index
 * @param {string} term
 * @param {boolean} last whether it may be unfinished
 * @returns {Alternative[]}
 */
function alternatives(index, term, last) {
  /** @type {Alternative[]} */
  const found = [];
  const exact = lookUp(index, term);
  if (exact) found.push({ name: term, terms: [exact], weight: 1 });
  const isWord = /[\p{Alphabetic}\p{N}]/u.test(term);
  if (index.english && /^[a-z]{3,}$/.test(term)) {
    const own = stem(term);
    beginning(index, own.slice(0, Math.max(3, own.length - 1)), own, (other, shard, place) => {
      if (other !== term && stem(other) === own)
        found.push({ name: other, terms: [postings(shard, place)], weight: LIKE.stem });
    });
    together(found);
  }
  // A letter that is a word, as C is, would be lost among all that begins with it.
  if (last && isWord && (term.length > 1 || !exact)) {
    const known = new Set(found.map((alternative) => alternative.name));
    /** @type {Alternative[]} */
    const completions = [];
    beginning(index, term, term, (other, shard, place) => {
      if (!known.has(other))
        completions.push({
          name: other,
          terms: [postings(shard, place)],
          weight: LIKE.prefix * (term.length / other.length) ** LENGTH,
        });
    });
    completions.sort((a, b) => documentFrequency(b) - documentFrequency(a) || (a.name < b.name ? -1 : 1));
    completions.length = Math.min(completions.length, COMPLETIONS);
    found.push(...completions);
    together(found);
  }
  return found;
}

/**
 * Gives like terms one document frequency, so that the rarest is not taken for what was meant.
 * @param {Alternative[]} list
 */
function together(list) {
  const among = [...list];
  for (const alternative of list) alternative.among = among;
}

/**
 * In how many documents a term stands.
 * @param {Alternative} alternative
 */
const documentFrequency = ({ terms: [{ from, to }] }) => to - from;

/**
 * The words that a misspelt one may be, the most likely first.
 * @param {Index} index
 * @param {string} term
 * @param {boolean} last whether it may be unfinished
 * @returns {Alternative[]}
 */
function corrections(index, term, last) {
  const most = term.length < 4 || !/^[\p{Alphabetic}_]+$/u.test(term) ? 0 : term.length < 8 ? 1 : 2;
  if (!most) return [];
  /** @type {Map<string, number>} */
  const near = new Map();
  /** @type {(other: string) => void} */
  const test = (other) => {
    if (other[0] === " ") return;
    const edits = distance(term, other, most, last);
    if (edits <= most) near.set(other, edits);
  };
  if (index.spellings.length) {
    // One half of the word is as it should be: the first, or the last.
    const half = term.slice(0, term.length >> 1);
    beginning(index, half, term, test);
    const end = reverse(term.slice(-(term.length >> 1)));
    for (const list of shardsOf(index, index.spellings, "s", end, SHARDS, reverse(term))) list.forEach(test);
  } else {
    beginning(index, "", "", test);
  }
  /** @type {(Alternative & {edits: number})[]} */
  const found = [];
  for (const [name, edits] of near) {
    const terms = lookUp(index, name);
    if (terms) {
      const weight = (LIKE.misspelling / edits) * (name[0] === term[0] ? 1 : 0.9);
      found.push({ name, terms: [terms], weight, edits });
    }
  }
  const fewest = Math.min(...found.map(({ edits }) => edits));
  const likely = found
    .filter(({ edits }) => edits === fewest)
    .sort((a, b) => b.weight - a.weight || documentFrequency(b) - documentFrequency(a) || (a.name < b.name ? -1 : 1))
    .slice(0, 8);
  together(likely);
  return likely;
}

/** Three rows of the table of distances, reused from word to word. @type {number[][]} */
const rows = [[], [], []];

/**
 * Edits between two words: letters put in, left out, changed, or two that
 * changed places (optimal string alignment); more than `most` is `most + 1`.
 * @param {string} a
 * @param {string} b
 * @param {number} most
 * @param {boolean} open whether `b` may go on after `a`
 */
function distance(a, b, most, open) {
  if (b.length < a.length - most || (!open && b.length > a.length + most)) return most + 1;
  // Where both begin alike there is nothing to edit.
  let alike = 0;
  while (alike < a.length && a[alike] === b[alike]) alike++;
  const [width, height] = [a.length - alike, b.length - alike];
  let [before, row, next] = rows;
  for (let i = 0; i <= width; i++) row[i] = i;
  let best = width;
  for (let j = 1; j <= height; j++) {
    const letter = b[alike + j - 1];
    let least = j;
    next[0] = j;
    for (let i = 1; i <= width; i++) {
      let value = row[i - 1];
      if (a[alike + i - 1] !== letter) {
        value = 1 + Math.min(value, row[i], next[i - 1]);
        if (i > 1 && j > 1 && a[alike + i - 1] === b[alike + j - 2] && a[alike + i - 2] === letter)
          value = Math.min(value, before[i - 2] + 1);
      }
      next[i] = value;
      if (value < least) least = value;
    }
    [before, row, next] = [row, next, before];
    best = open ? Math.min(best, row[width]) : row[width];
    if (least > most) return open ? Math.min(best, most + 1) : most + 1;
  }
  return best;
}
