// From a result to its passage: what was found is left for the page that is
// opened, and marked there until Escape.

/**
 * What is left for a page.
 * @typedef {object} Left
 * @property {string} page its address
 * @property {string} id of the heading of the passage's section; empty before the first
 * @property {string} text of the passage
 * @property {string[]} words as they are written there
 */

/** The name of what is left, in the storage. */
const LEFT = "found";

/** The address of the page that is open. */
const here = () => location.href.replace(/[?#].*/, "");

/**
 * @param {string} page its address
 * @param {Passage} passage
 * @param {(text: string) => Piece[]} mark
 */
function leave(page, { id, kind, text }, mark) {
  if (kind === "asked") return;
  const words = mark(text).flatMap(({ text, matches }) => (matches ? [text] : []));
  /** @type {Left} */
  const left = { page, id, text: text.replace(/^… | …$/g, ""), words: [...new Set(words)] };
  studypress.store.put(LEFT, JSON.stringify(left));
}

/** Marks what was left for this page, and shows the passage. */
function reveal() {
  const json = studypress.store.get(LEFT);
  studypress.store.remove(LEFT);
  /** @type {Left | null} */
  const left = json && JSON.parse(json);
  if (!left || left.page !== here()) return;
  const marks = markSection(left);
  const flat = (/** @type {string | null | undefined} */ text) => (text || "").replace(/\s+/g, " ");
  const passage = flat(left.text);
  const best = marks.find((mark) => flat(mark.closest(BLOCK)?.textContent).includes(passage)) || marks[0];
  if (!best) return;
  for (let at = best.parentElement; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
  const show = () => best.scrollIntoView({ block: "center" });
  show();
  // A page that still loads goes to the heading once more.
  if (document.readyState !== "complete") addEventListener("load", () => setTimeout(show), { once: true });
  /** @param {KeyboardEvent} event */
  const clear = ({ key }) => {
    if (key !== "Escape" || document.querySelector("dialog[open]")) return;
    document.removeEventListener("keydown", clear);
    for (const mark of marks) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent?.normalize();
    }
  };
  document.addEventListener("keydown", clear);
}

/** What a passage stands in. */
const BLOCK = "p, li, dt, dd, td, th, pre, h1, h2, h3, h4, h5, h6";

/**
 * Marks words in a section of the page.
 * @param {Left} left
 */
function markSection({ id, words }) {
  /** @type {HTMLElement[]} */
  const marks = [];
  const prose = document.querySelector(".prose");
  if (!prose || !words.length) return marks;
  const escaped = words
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"))
    .map((word) => (/^[\p{L}\p{N}_]/u.test(word) ? `(?<!${LETTER})${word}(?!${LETTER})` : word));
  const pattern = new RegExp(`(${escaped.join("|")})`, "iu");
  const walker = document.createTreeWalker(prose, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  let inside = !id;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof HTMLHeadingElement) {
      if (inside && texts.length) break;
      inside = node.id === id;
    } else if (inside && node instanceof Text) texts.push(node);
  }
  for (const text of texts) {
    const pieces = text.data.split(pattern);
    if (pieces.length < 2 || text.parentElement?.closest("button")) continue;
    text.replaceWith(
      ...pieces.map((piece, i) => {
        if (i % 2 === 0) return piece;
        const mark = make("mark", { class: "hit" }, piece);
        marks.push(mark);
        return mark;
      }),
    );
  }
  return marks;
}
