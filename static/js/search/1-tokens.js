// Text → tokens. src/corpus/tokens.rs does the same for the index and says
// what a token is; tests/search/vectors.txt holds the two together.

/**
 * A token of a text.
 * @typedef {object} Token
 * @property {string} term what is looked up
 * @property {number} start its first UTF-16 unit in the text
 * @property {number} end the unit after its last
 * @property {number} at its place among the words of the text; the parts of an
 *   identifier take one place each, the whole the place of the first
 */

const LETTER = "[\\p{Alphabetic}\\p{N}\\p{M}_]";
const DENSE =
  "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";

const UNITS = new RegExp(
  `([0-9]+(?:\\.[0-9]+)+)|(${LETTER}+)(?:['’](s|t|re|ve|ll|d|m)(?!${LETTER}))?|` +
    "\\.{3}|\\*\\*=|//=|>>=|<<=|\"\"\"|'''|\\[:\\]|->|[-:=!<>+*/%@&|^]=|\\*\\*|//|<<|>>|<>|&&|\\|\\||\\+\\+|--|::|\\[\\]|\\{\\}|\\(\\)|[@%*+/<>=&|^~#$\\\\]",
  "gu",
);
const PARTS = /_+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z][a-z])/;
const RUNS = new RegExp(`[${DENSE}]+|[^${DENSE}]+`, "gu");
const IS_DENSE = new RegExp(`^[${DENSE}]`, "u");

/** @type {Record<string, string>} */
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i", ς: "σ" };

/**
 * A word in small letters without diacritics.
 * @param {string} word
 */
function fold(word) {
  return /[^\0-\x7f]/.test(word)
    ? word
        .normalize("NFKD")
        .toLowerCase()
        .replace(/[\u0300-\u036fßæœøłđıς]/g, (letter) => LETTERS[letter] || "")
        .normalize("NFC")
    : word.toLowerCase();
}

/**
 * The words of a folded run, or the bigrams of it.
 * @param {string} folded
 * @returns {string[]}
 */
function cut(folded) {
  return (folded.match(RUNS) || []).flatMap((run) => {
    if (!IS_DENSE.test(run)) return run.length > 40 ? [] : [run];
    const letters = [...run];
    return letters.length < 2 ? [run] : letters.slice(1).map((letter, i) => letters[i] + letter);
  });
}

/**
 * The tokens of a text, in order.
 * @param {string} text
 * @returns {Token[]}
 */
function tokens(text) {
  /** @type {Token[]} */
  const found = [];
  let at = 0;
  for (const match of text.matchAll(UNITS)) {
    const [unit, number, run, clitic] = match;
    const start = match.index;
    const end = start + unit.length;
    const before = at;
    /** @type {(terms: string[]) => void} */
    const add = (terms) => {
      for (const term of terms) found.push({ term, start, end, at: at++ });
    };
    if (run) {
      add(cut(fold(run) + (clitic === "s" ? "" : clitic || "")));
      const parts = run.split(PARTS).filter((part) => part.length > 1 && part.length < run.length);
      if (parts.length) {
        const whole = at;
        at = before;
        add(parts.flatMap((part) => cut(fold(part))));
        at = Math.max(at, whole);
      }
    } else {
      add(number ? cut(number) : [unit]);
    }
  }
  return found;
}
