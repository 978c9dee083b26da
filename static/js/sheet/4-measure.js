// How high entries are on paper: they are laid out in one long column as wide as the sheet's own.

/**
 * What was measured: a heading, an entry, or the rest of one that no column can hold.
 * @typedef {Piece & {node: HTMLElement, entry: Entry | undefined, rest: boolean}} Placed
 *
 * @typedef {object} Measured
 * @property {Placed[]} pieces
 * @property {Map<Entry, number>} code height of the code of those that show it
 * @property {number} room height of a column
 */

/** Of a column's height, what is left free, for no browser breaks lines on paper quite as it does on screen. */
const SPARE = 0.015;

/**
 * @param {string} name class
 * @param {...(Node | string)} content
 */
function made(name, ...content) {
  const element = document.createElement("div");
  element.className = name;
  element.append(...content);
  return element;
}

/**
 * A side of paper: the running head, and its columns.
 * @param {string} number which of how many it is
 * @param {Node[]} columns
 */
function side(number, columns) {
  const running = made("running", made("", sheet.dataset.title ?? ""), made("", number));
  running.setAttribute("aria-hidden", "true");
  return made("side", running, made("columns", ...columns));
}

/** @type {(node: Element) => DOMRect} */
const box = (node) => node.getBoundingClientRect();

/**
 * Measures entries with the headings above them. They stand in the sheet afterwards, in one column.
 * @param {Entry[]} shown
 * @returns {Measured}
 */
function measured(shown) {
  const column = made("column");
  const whole = side("", [column]);
  sheet.classList.add("measuring");
  sheet.replaceChildren(whole);
  const room = box(/** @type {Element} */ (column.parentElement)).height * (1 - SPARE);
  for (const [at, { heading, node, code }] of shown.entries()) {
    if (code) joinAgain(code);
    if (heading !== shown[at - 1]?.heading) column.append(heading);
    column.append(node);
  }
  const tall = shown.filter(({ node }) => box(node).height > room);
  const rests = new Map(tall.map((entry) => [entry, cutCode(entry, room)]));
  for (const [{ node }, more] of rests) node.after(...more);

  const nodes = /** @type {HTMLElement[]} */ ([...column.children]);
  const tops = nodes.map((node) => box(node).top);
  const ends = [...tops.slice(1), box(column).bottom];
  const owners = new Map(shown.map((entry) => [entry.node, entry]));
  /** @type {Entry | undefined} */
  let entry;
  const pieces = nodes.map((node, at) => {
    const heading = node.matches("h2");
    entry = heading ? undefined : (owners.get(node) ?? entry);
    const top = heading ? Number.parseFloat(getComputedStyle(node).paddingTop) : 0;
    return { node, entry, heading, rest: entry !== undefined && entry.node !== node, height: ends[at] - tops[at], top };
  });
  /** @type {Measured["code"]} */
  const code = new Map();
  for (const entry of shown) {
    const above = entry.code?.previousElementSibling;
    if (entry.code && above && box(entry.code).height) code.set(entry, box(entry.code).bottom - box(above).bottom);
  }
  sheet.classList.remove("measuring");
  return { pieces, code, room };
}
