// The entries of the sheet, as the page was sent, and which of them are wanted.

/**
 * @typedef {object} Entry
 * @property {HTMLElement} node
 * @property {HTMLElement} heading what it stands under
 * @property {string} slug
 * @property {string[]} former slugs that it had before
 * @property {number} level
 * @property {number} topic
 * @property {Element | null} code
 */

const sheet = /** @type {HTMLElement} */ (document.getElementById("sp-sheet"));

/** @type {Entry[]} */
const entries = [.../** @type {NodeListOf<HTMLElement>} */ (sheet.querySelectorAll(".entry"))].map((node) => {
  const { slug = "", was = "", level, topic } = node.dataset;
  return {
    node,
    heading: /** @type {HTMLElement} */ (node.closest(".group")?.querySelector("h2")),
    slug,
    former: was.split(" "),
    level: Number(level),
    topic: Number(topic),
    code: node.querySelector("pre"),
  };
});

/** @type {Standing | undefined} what practice knows, once it is there */
let standing;

/**
 * Whether a question has the mark that the reader asks for, or practice knows that of it.
 * @param {string} slug
 * @param {string} mark
 */
function hasMark(slug, mark) {
  const given = studypress.marks.of(slug);
  const due = standing?.of(slug).due ?? "new";
  if (mark === "forgot") return given === "todo" || given === "shaky" || due === "due";
  if (mark === "due" || mark === "new") return due === mark;
  return !mark || (given || "none") === mark;
}

/** @param {Wanted} wanted */
function chosenEntries({ mark }) {
  return entries.filter(
    ({ slug, former, level, topic }) =>
      isChosen("level", level) &&
      isChosen("topic", topic) &&
      (!own.size || own.has(slug) || former.some((one) => own.has(one))) &&
      hasMark(slug, mark),
  );
}

// An answer that is hidden has a button in its place.
const reveal = /** @type {HTMLTemplateElement} */ (document.getElementById("sp-reveal")).content.firstElementChild;
for (const { node } of entries) {
  const button = /** @type {HTMLElement} */ (reveal?.cloneNode(true));
  button.addEventListener("click", () => {
    node.classList.add("open");
    node.querySelector("a")?.focus();
  });
  node.querySelector("h3")?.after(button);
}
