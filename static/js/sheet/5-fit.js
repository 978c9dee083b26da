// A sheet of two sides: code makes way first, then questions that the reader knows.

/** Sides that a sheet is made to fit on. */
const FIT = 2;

/**
 * What stands on a sheet, and what was left out to make it fit.
 * @typedef {object} Fitted
 * @property {Placed[][][]} sides
 * @property {number} code how many entries are without their code
 * @property {number} known how many entries are missing
 */

/**
 * Pieces without the code of some entries, and without others; no heading stands above nothing.
 * @param {Measured} measured
 * @param {ReadonlySet<Entry>} bare
 * @param {ReadonlySet<Entry>} gone
 */
function thinned({ pieces, code }, bare, gone) {
  const left = pieces.filter(({ entry, rest }) => !entry || !(gone.has(entry) || (rest && bare.has(entry))));
  return left
    .filter(({ heading }, at) => !heading || left[at + 1]?.heading === false)
    .map((piece) => {
      const less = piece.entry && bare.has(piece.entry) ? (code.get(piece.entry) ?? 0) : 0;
      return { ...piece, height: piece.height - less };
    });
}

/**
 * @param {Entry[]} shown
 * @param {Wanted} wanted
 * @returns {Fitted}
 */
function fitted(shown, { columns, fit }) {
  const each = Number(columns);
  /** @type {Set<Entry>} */
  const bare = new Set();
  /** @type {Set<Entry>} */
  const gone = new Set();
  let all = measured(shown);
  const place = () => onSides(thinned(all, bare, gone), each, all.room);
  const spare = shown.map((entry) => ({
    entry,
    known: studypress.marks.of(entry.slug) === "known",
    level: entry.level,
    code: all.code.get(entry) ?? 0,
  }));
  let sides = place();
  const tooMany = () => fit && sides.length > FIT;
  for (const { entry } of tooMany() ? byCode(spare) : []) {
    bare.add(entry);
    sides = place();
    if (!tooMany()) break;
  }
  if (tooMany()) {
    // Without any code, what is left has larger type.
    sheet.classList.add("no-code");
    all = measured(shown);
    sides = place();
  }
  for (const { entry } of tooMany() ? byNeed(spare) : []) {
    gone.add(entry);
    sides = place();
    if (!tooMany()) break;
  }
  for (const entry of bare) entry.node.classList.add("bare");
  return { sides, code: bare.size, known: gone.size };
}
