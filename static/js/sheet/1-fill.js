// How entries fill columns, and which make way where there is no room. No DOM: heights go in, places come out.

/**
 * What stands on a sheet, one below the other: a heading, or an entry with the code that it shows.
 * @typedef {object} Piece
 * @property {boolean} heading stands above an entry, never at the foot of a column
 * @property {number} height of all of it, in pixels
 * @property {number} top how much of the height is room above, which none needs at the top of a column
 */

/**
 * Places pieces in columns, in their order.
 * @template {Piece} P
 * @param {readonly P[]} pieces
 * @param {number} room height of a column, in pixels
 * @returns {P[][]} the pieces of each column
 */
function filled(pieces, room) {
  /** @type {P[][]} */
  const columns = [];
  let used = Infinity;
  /** @type {P[]} headings that wait for the entry below them */
  let headings = [];
  for (const piece of pieces) {
    headings.push(piece);
    if (piece.heading) continue;
    const height = headings.reduce((sum, one) => sum + one.height, 0);
    if (used + height > room) {
      columns.push([]);
      used = -headings[0].top;
    }
    columns[columns.length - 1].push(...headings);
    used += height;
    headings = [];
  }
  return columns;
}

/**
 * Places pieces on sides of paper: each is full before the next begins, and on the last the columns end alike.
 * @template {Piece} P
 * @param {readonly P[]} pieces
 * @param {number} each columns on a side
 * @param {number} room height of a column, in pixels
 * @returns {P[][][]} the columns of each side
 */
function onSides(pieces, each, room) {
  const columns = filled(pieces, room);
  /** @type {P[][][]} */
  const sides = [];
  for (let at = 0; at < columns.length; at += each) sides.push(columns.slice(at, at + each));
  const last = sides.pop();
  if (last) sides.push(levelled(last.flat(), each, room));
  return sides;
}

/**
 * Columns of one side that are as high as they must be, and no higher.
 * @template {Piece} P
 * @param {readonly P[]} pieces which fit on the side
 * @param {number} each columns on it
 * @param {number} room the most that a column may hold
 */
function levelled(pieces, each, room) {
  let low = pieces.reduce((sum, one) => sum + one.height, 0) / each;
  let high = room;
  // To a pixel: each round halves what is in question.
  while (high - low > 1) {
    const middle = (low + high) / 2;
    const columns = filled(pieces, middle);
    const isHighEnough = columns.length <= each && columns.every((column) => heightOf(column) <= middle);
    if (isHighEnough) high = middle;
    else low = middle;
  }
  return filled(pieces, high);
}

/** @param {readonly Piece[]} column */
const heightOf = (column) => column.reduce((sum, one) => sum + one.height, -(column[0]?.top ?? 0));

/**
 * What an entry is to the question what makes way.
 * @typedef {object} Spare
 * @property {boolean} known the reader knows it
 * @property {number} level from 1
 * @property {number} code height of its code, 0 without
 */

/**
 * Entries in the order in which their code makes way: first of what is known, then the longest.
 * @template {Spare} E
 * @param {readonly E[]} entries
 */
function byCode(entries) {
  return entries.filter(({ code }) => code > 0).sort((a, b) => Number(b.known) - Number(a.known) || b.code - a.code);
}

/**
 * Known entries in the order in which they make way. The basics come up in every interview, and the hardest questions
 * are known with the least certainty: those of the levels between go first, then the easier of the others.
 * @template {Spare} E
 * @param {readonly E[]} entries
 */
function byNeed(entries) {
  const levels = entries.map(({ level }) => level);
  const [first, last] = [Math.min(...levels), Math.max(...levels)];
  const outer = (/** @type {E} */ { level }) => (level > first && level < last ? 0 : level);
  return entries.filter(({ known }) => known).sort((a, b) => outer(a) - outer(b));
}
