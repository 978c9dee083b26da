// Code that is longer than a column goes on in the next one.

/** @type {WeakMap<Element, HTMLElement[]>} the articles that hold the rest of some code */
const cutOff = new WeakMap();

/**
 * Where the lines of some code end: every element at its top closes before its line ends, or ends with it.
 * @param {Element} code
 */
function lineEnds(code) {
  /** @type {[Node, number][]} */
  const ends = [];
  for (const [at, node] of code.childNodes.entries()) {
    const text = node.textContent ?? "";
    if (node.nodeType === Node.TEXT_NODE) {
      for (const { index } of text.matchAll(/\n/g)) ends.push([node, index + 1]);
    } else if (text.endsWith("\n")) ends.push([code, at + 1]);
  }
  return ends;
}

/**
 * Moves the lines of an entry's code that do not fit into articles of their own.
 * @param {Entry} entry which is laid out
 * @param {number} room height of a column
 */
function cutCode({ node, code: pre }, room) {
  /** @type {HTMLElement[]} */
  const rests = [];
  /** @type {{article: HTMLElement, pre: Element | null}} */
  let last = { article: node, pre };
  while (box(last.article).height > room) {
    const code = last.pre?.firstElementChild;
    const limit = box(last.article).top + room;
    const range = document.createRange();
    if (!code) break;
    range.selectNodeContents(code);
    const fits = lineEnds(code).filter((end) => {
      range.setEnd(...end);
      return box(/** @type {any} */ (range)).bottom <= limit;
    });
    const end = fits.at(-1);
    if (!end) break;
    range.selectNodeContents(code);
    range.setStart(...end);
    const rest = /** @type {HTMLElement} */ (code.cloneNode(false));
    rest.append(range.extractContents());
    if (!rest.textContent) break;
    const article = document.createElement("article");
    article.className = "entry";
    const pre = document.createElement("pre");
    pre.append(rest);
    article.append(pre);
    last.article.after(article);
    rests.push(article);
    last = { article, pre };
  }
  if (pre) cutOff.set(pre, rests);
  return rests;
}

/**
 * Puts code together again.
 * @param {Element} pre
 */
function joinAgain(pre) {
  for (const article of cutOff.get(pre) ?? []) {
    pre.firstElementChild?.append(.../** @type {Element} */ (article.querySelector("code")).childNodes);
    article.remove();
  }
  pre.firstElementChild?.normalize();
  cutOff.delete(pre);
}
