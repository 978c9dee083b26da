// What a program printed against what the page shows: the same rules as the build's
// (src/snippets/matching.rs), and where they differ, line by line. No DOM.

/** Numbers before a unit of time. */
const TIMING =
  /(?<![\p{L}\p{N}_])[\d_,]*\d[\d_,]*(?:\.[\d_,]+)?(?:e[-+]?[\d_,]+)?(?= ?(?:s|secs?|seconds?|ms|µs|μs|us|ns|min|minutes)(?![\p{L}\p{N}_]))/gu;

/**
 * The text with what cannot be stable put on one level.
 * @param {string} text
 * @param {string[]} names of the normalisers
 */
function level(text, names) {
  if (names.includes("addresses")) text = text.replace(/0x[\da-f]*/gi, (found) => (found.length > 2 ? "0x1" : found));
  return names.includes("timings") ? text.replace(TIMING, "1") : text;
}

/**
 * Whether a text fits a pattern in which `...` stands for any text.
 * @param {string} pattern
 * @param {string} text
 */
function fitsDots(pattern, text) {
  const pieces = pattern.split("...");
  if (pieces.length === 1) return pattern === text;
  const first = /** @type {string} */ (pieces.shift());
  const last = /** @type {string} */ (pieces.pop());
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/**
 * Whether a program printed what the page says.
 * @param {string} expected
 * @param {string} printed
 * @param {string} error what it ended with, as a page shows it; "" where it ended well
 * @param {string[]} normalize
 */
function fits(expected, printed, error, normalize) {
  /** @param {string} text */
  const ended = (text) => (text && !text.endsWith("\n") ? `${text}\n` : text).replace(/\r\n?/g, "\n");
  const said = ended(printed);
  // A page need not show the exception that it says is raised.
  const all = error ? [said, ended(said + error)] : [said];
  return all.some((text) => fitsDots(level(ended(expected), normalize), level(text, normalize)));
}

/**
 * Whether a version, as "3.14.2", is at least another, as "3.12" or "≥ 3.12".
 * @param {string} version
 * @param {string} least
 */
function atLeast(version, least) {
  const numbers = /** @param {string} text */ (text) => (text.match(/\d+/g) ?? []).map(Number);
  const [has, wants] = [numbers(version), numbers(least)];
  for (let at = 0; at < wants.length; at++) {
    if ((has[at] ?? 0) !== wants[at]) return (has[at] ?? 0) > wants[at];
  }
  return true;
}

/**
 * A line of two texts: in both (" "), only in the first ("-"), only in the second ("+").
 * @typedef {{sign: " " | "-" | "+", text: string}} DiffLine
 */

/** Of longer texts only the ends are compared: all pairs of lines would be too many. */
const COMPARED = 600;

/**
 * What became of the lines of a text in another one: as many as can be are kept.
 * @param {string} before
 * @param {string} after
 * @returns {DiffLine[]}
 */
function lineDiff(before, after) {
  const [a, b] = [before, after].map((text) => text.replace(/\n$/, "").split("\n"));
  let first = 0;
  while (first < Math.min(a.length, b.length) && a[first] === b[first]) first += 1;
  let last = 0;
  while (last < Math.min(a.length, b.length) - first && a[a.length - 1 - last] === b[b.length - 1 - last]) last += 1;
  const [gone, come] = [a.slice(first, a.length - last), b.slice(first, b.length - last)];
  /** @param {DiffLine["sign"]} sign @returns {(text: string) => DiffLine} */
  const as = (sign) => (text) => ({ sign, text });
  const middle =
    gone.length > COMPARED || come.length > COMPARED
      ? [...gone.map(as("-")), ...come.map(as("+"))]
      : longestCommon(gone, come);
  return [...a.slice(0, first).map(as(" ")), ...middle, ...a.slice(a.length - last).map(as(" "))];
}

/**
 * @param {string[]} a
 * @param {string[]} b
 */
function longestCommon(a, b) {
  const best = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--)
      best[i][j] = a[i] === b[j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
  }
  /** @type {DiffLine[]} */
  const lines = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ sign: " ", text: a[i] });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && best[i + 1][j] >= best[i][j + 1])) {
      lines.push({ sign: "-", text: a[i] });
      i += 1;
    } else {
      lines.push({ sign: "+", text: b[j] });
      j += 1;
    }
  }
  return lines;
}

/**
 * Where two lines begin and end to differ: the lengths of what they have in common
 * at their beginnings and ends, in whole characters.
 * @param {string} a
 * @param {string} b
 */
function commonEnds(a, b) {
  const [one, other] = [[...a], [...b]];
  const least = Math.min(one.length, other.length);
  let first = 0;
  while (first < least && one[first] === other[first]) first += 1;
  let last = 0;
  while (last < least - first && one[one.length - 1 - last] === other[other.length - 1 - last]) last += 1;
  /** @param {string[]} text @returns {[string, string, string]} */
  const parts = (text) => [
    text.slice(0, first).join(""),
    text.slice(first, text.length - last).join(""),
    text.slice(text.length - last).join(""),
  ];
  return [parts(one), parts(other)];
}
