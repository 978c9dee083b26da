// Words of the page with what is filled in. They stand in the template, in the
// language of the site.

/** @type {(id: string) => HTMLElement} */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * A sentence of the interface. Where it counts something (`count`), it comes as JSON of
 * all its forms.
 * @param {string} name
 * @param {Record<string, string | number>} [values] what stands between braces
 */
function phrase(name, values = {}) {
  const words = element("sp-words").dataset;
  const found = words[name] ?? name;
  const text = found.startsWith('{"') ? studypress.form(JSON.parse(found), Number(values.count)) : found;
  return text.replace(/\{(\w+)\}/g, (all, key) => String(values[key] ?? all));
}

/**
 * A copy of the one element of a template.
 * @param {string} id
 */
function cloned(id) {
  const template = /** @type {HTMLTemplateElement} */ (element(id));
  return /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
}

/**
 * The element of a view that has a name in the template.
 * @param {ParentNode} view
 * @param {string} name
 */
const part = (view, name) => /** @type {HTMLElement} */ (view.querySelector(`[data-part="${name}"]`));

/**
 * Shows HTML that the build made: no word of the reader's is ever in it. Its
 * links open beside the interview, which goes on.
 * @param {HTMLElement} place
 * @param {string} html
 */
function showHtml(place, html) {
  place.innerHTML = html;
  studypress.code(place);
  for (const link of place.querySelectorAll("a")) link.target = "_blank";
}

/**
 * Says what a question is of: its level and its topic.
 * @param {HTMLElement} view
 * @param {Deck} deck
 * @param {QuestionCards} question
 */
function showKind(view, deck, { level, topic }) {
  const place = part(view, "level");
  place.className = `level level-${level}`;
  place.textContent = deck.levels[level - 1]?.title ?? "";
  part(view, "topic").textContent = deck.topics[topic - 1]?.title ?? "";
}

/**
 * Seconds as a clock shows them: 1:05, 1:00:00.
 * @param {number} seconds
 */
function clockText(seconds) {
  const [hours, minutes, rest] = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(Math.floor);
  /** @param {number} number */
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/**
 * The day and the time of something, as the reader's language writes them.
 * @param {number} time Unix seconds
 */
function dateText(time) {
  /** @type {Intl.DateTimeFormatOptions} */
  const form = { dateStyle: "medium", timeStyle: "short", numberingSystem: "latn" };
  return new Intl.DateTimeFormat(document.documentElement.lang, form).format(new Date(1000 * time));
}
