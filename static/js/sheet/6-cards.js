// Flash cards to cut: eight on a side, and their answers on the back, mirrored, so that each lies behind its question.

const ROWS = 4;
const ACROSS = 2;

/**
 * One face of a card.
 * @param {Entry | undefined} entry
 * @param {(entry: Entry) => Node[]} content
 */
function flash(entry, content) {
  if (!entry) return made("flash");
  const where = made("where");
  where.append(...entry.heading.cloneNode(true).childNodes);
  return made("flash", where, ...content(entry));
}

/** @param {Entry} entry */
function question({ node }) {
  const title = made("poser");
  title.append(.../** @type {Element} */ (node.querySelector("h3")).cloneNode(true).childNodes);
  return [title];
}

/** @param {Entry} entry */
function answer({ node }) {
  const title = made("asked", node.querySelector("h3")?.textContent ?? "");
  const parts = [...node.querySelectorAll("p, pre")].map((part) => part.cloneNode(true));
  return [title, ...parts];
}

/**
 * The sides of cards, a front and its back in turn.
 * @param {Entry[]} shown
 */
function cardSides(shown) {
  const each = ROWS * ACROSS;
  /** @type {HTMLElement[]} */
  const sides = [];
  for (let first = 0; first < shown.length; first += each) {
    const front = Array.from({ length: each }, (_, at) => /** @type {Entry | undefined} */ (shown[first + at]));
    const back = front.map((_, at) => front[at - (at % ACROSS) + (ACROSS - 1 - (at % ACROSS))]);
    sides.push(made("side cards", ...front.map((entry) => flash(entry, question))));
    sides.push(made("side cards", ...back.map((entry) => flash(entry, answer))));
  }
  return sides;
}

/** What makes an answer fit on its card, the gentlest first. */
const SMALLER = ["small", "bare", "bare small"];

/**
 * Shows entries as cards. Where there is no room for sides of paper, they stay a list.
 * @param {Entry[]} shown
 */
function layCards(shown) {
  const list = made(
    "stack",
    ...shown.flatMap(({ heading, node }, at) => (heading === shown[at - 1]?.heading ? [node] : [heading, node])),
  );
  const sides = cardSides(shown);
  sheet.replaceChildren(list, ...sides);
  sheet.classList.add("measuring");
  let full = sides.flatMap((side) => [...side.children]);
  for (const names of SMALLER) {
    full = full.filter((card) => card.scrollHeight > card.clientHeight + 1);
    for (const card of full) card.className = `flash ${names}`;
  }
  sheet.classList.remove("measuring");
  return sides.length;
}
