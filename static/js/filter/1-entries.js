// Filter, order and groups of a list, kept in the address: fetched when they are first used. A list of one page
// is worked on as it stands; one of several fetches the data of all questions.

/**
 * What the list needs to know of a question.
 * @typedef {object} Entry
 * @property {number} place in the order of the guide
 * @property {string} slug
 * @property {string} title
 * @property {string} folded the title for comparing
 * @property {number} level
 * @property {number} topic
 * @property {number} minutes
 * @property {boolean} exercise
 * @property {string} html its title, where its row is not on the page
 * @property {HTMLElement} [row]
 */

/**
 * What the reader chose, by the names of the fields; empty is no choice.
 * @typedef {Record<string, string>} Wanted
 */

const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const list = part("sp-list");
const form = part("sp-filters");
/** @type {Record<string, HTMLInputElement | HTMLSelectElement>} */
const control = {};
for (const one of form.querySelectorAll("[name]")) {
  const field = /** @type {HTMLInputElement} */ (one);
  control[field.name] = field;
}
const fields = Object.keys(control);

/** @type {(text: string) => string} */
const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

/** @type {NodeListOf<HTMLElement>} */
const ownRows = list.querySelectorAll(".row");
/** The questions of this page. */
const entries = [...ownRows].map((row, place) => {
  const { slug = "", level, topic, minutes, exercise } = row.dataset;
  const title = row.querySelector(".title")?.textContent ?? "";
  /** @type {Entry} */
  const entry = {
    place,
    slug,
    title,
    folded: fold(title),
    level: Number(level),
    topic: Number(topic),
    minutes: Number(minutes),
    exercise: exercise !== undefined,
    html: "",
    row,
  };
  return entry;
});

/**
 * Ids and titles of levels or topics by their numbers, from the form itself.
 * @param {string} name
 */
function labels(name) {
  const select = /** @type {HTMLSelectElement | undefined} */ (control[name]);
  /** @type {Map<number, {id: string, title: string}>} */
  const found = new Map();
  for (const { value, dataset } of select?.options ?? []) {
    if (value) found.set(Number(dataset.number), { id: value, title: dataset.title ?? "" });
  }
  return found;
}
const names = { level: labels("level"), topic: labels("topic") };

/**
 * The questions of all pages, those of this page with their rows.
 * @param {DOMStringMap} dataset of the list
 */
async function fetchAll(dataset) {
  const own = new Map(entries.map((entry) => [entry.slug, entry]));
  const questions = await studypress.data();
  return questions
    .filter((question) => studypress.inList(question, dataset.kind, Number(dataset.number)))
    .map((question, place) => {
      const title = plain(question.html);
      /** @type {Entry} */
      const entry = { ...own.get(question.slug), ...question, place, title, folded: fold(title) };
      return entry;
    });
}
/** @type {Promise<Entry[]> | undefined} */
let everything = "more" in list.dataset ? undefined : Promise.resolve(entries);

/** @param {string} html */
function plain(html) {
  return new DOMParser().parseFromString(html, "text/html").body.textContent ?? "";
}
