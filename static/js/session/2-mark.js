// How an answer is marked: what was typed against what was printed, what was
// ticked against what the answer had to contain. No DOM, no storage.

/**
 * A part of a line: in both lines, or in this one alone.
 * @typedef {{text: string, same: boolean}} Run
 *
 * A line that was typed beside the one that was printed; null where one of them is missing.
 * @typedef {{typed: Run[] | null, printed: Run[] | null, right: boolean}} MarkedLine
 */

/** What phones make of quotes, dashes and dots, and what was meant. */
const TYPOGRAPHY = /** @type {[RegExp, string][]} */ ([
  [/[\u2018\u2019\u201a]/g, "'"],
  [/[\u201c\u201d\u201e]/g, '"'],
  [/\u2014/g, "--"],
  [/\u2026/g, "..."],
  [/\u00a0/g, " "],
]);

/**
 * The lines of a text without spaces at their ends and empty lines at its end.
 * @param {string} text
 */
function linesOf(text) {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  while (lines.length && lines.at(-1) === "") lines.pop();
  return lines;
}

/**
 * What was typed, with the signs that a phone put in the place of those on the
 * keys taken back, unless the output has such signs itself.
 * @param {string} typed
 * @param {string} output
 */
function asMeant(typed, output) {
  for (const [pretty, plain] of TYPOGRAPHY) if (output.search(pretty) < 0) typed = typed.replace(pretty, plain);
  return typed;
}

/**
 * Pairs of places that hold the same in two lists: as many as there can be in
 * order (the longest common subsequence), and of these the ones that stand at the
 * same place, counted from the beginning or from the end.
 * @param {string[]} a
 * @param {string[]} b
 */
function common(a, b) {
  /** @type {(i: number, j: number) => number} */
  const apart = (i, j) => Math.min(Math.abs(i - j), Math.abs(a.length - i - b.length + j));
  const little = 1 / (1 + (a.length + b.length) ** 2);
  const best = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
  /** @type {(i: number, j: number) => number} */
  const paired = (i, j) => (a[i] === b[j] ? best[i + 1][j + 1] + 1 - little * apart(i, j) : -1);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) best[i][j] = Math.max(paired(i, j), best[i + 1][j], best[i][j + 1]);
  }
  /** @type {[number, number][]} */
  const pairs = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (best[i][j] === paired(i, j)) pairs.push([i++, j++]);
    else if (best[i][j] === best[i + 1][j]) i++;
    else j++;
  }
  return pairs;
}

/**
 * The parts of a line, from those of its words that are in the other line too.
 * @param {string[]} words
 * @param {Set<number>} shared
 */
function runs(words, shared) {
  /** @type {Run[]} */
  const parts = [];
  words.forEach((text, at) => {
    const same = shared.has(at);
    const last = parts.at(-1);
    if (last && last.same === same) last.text += text;
    else parts.push({ text, same });
  });
  return parts;
}

/**
 * @param {string | undefined} typed
 * @param {string | undefined} printed
 * @returns {MarkedLine}
 */
function markLine(typed, printed) {
  if (typed === undefined || printed === undefined) {
    /** @param {string | undefined} line */
    const alone = (line) => (line === undefined ? null : [{ text: line, same: false }]);
    return { typed: alone(typed), printed: alone(printed), right: false };
  }
  // Words with the spaces before them, so that nothing of a line is lost.
  const [a, b] = [typed, printed].map((line) => line.match(/\s*\S+/g) ?? []);
  /** @param {string[]} words */
  const bare = (words) => words.map((word) => word.trimStart());
  // The same word after other spaces is another, unless one of them begins its line.
  const pairs = common(bare(a), bare(b)).filter(([i, j]) => a[i] === b[j] || (i === 0) !== (j === 0));
  return {
    typed: runs(a, new Set(pairs.map(([at]) => at))),
    printed: runs(b, new Set(pairs.map(([, at]) => at))),
    right: typed === printed,
  };
}

/**
 * Marks a prediction line by line, like a teacher. Lines that are right anchor
 * the others, so that one that was left out does not make the next ones wrong.
 * @param {string} typed
 * @param {string} output what was printed
 * @returns {{right: boolean, lines: MarkedLine[]}}
 */
function markOutput(typed, output) {
  const a = linesOf(asMeant(typed, output));
  const b = linesOf(output);
  /** @type {MarkedLine[]} */
  const lines = [];
  let [i, j] = [0, 0];
  for (const [toI, toJ] of [...common(a, b), [a.length, b.length]]) {
    while (i < toI || j < toJ) lines.push(markLine(i < toI ? a[i++] : undefined, j < toJ ? b[j++] : undefined));
    if (i < a.length) lines.push(markLine(a[i++], b[j++]));
  }
  return { right: lines.every(({ right }) => right), lines };
}

/**
 * The grade that a checklist proposes: all said, some, or nothing. None while
 * the reader has ticked nothing, because not everybody ticks.
 * @param {boolean[]} ticked
 * @param {boolean} touched whether the reader has used the list
 * @returns {Grade | null}
 */
function proposed(ticked, touched) {
  if (!touched) return null;
  if (ticked.every(Boolean)) return 3;
  return ticked.some(Boolean) ? 2 : 1;
}

/**
 * The grade of what marks itself.
 * @param {boolean} right
 * @returns {Grade}
 */
const gradeOf = (right) => (right ? 3 : 1);

/**
 * A list in a new order, each as likely as any other (Fisher and Yates).
 * @template T
 * @param {readonly T[]} list
 * @param {() => number} [random] from 0 up to 1
 */
function shuffled(list, random = Math.random) {
  const order = [...list];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
