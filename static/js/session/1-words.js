// Words of the interface with what is filled in, and times as people say them.
// The words stand in the template, in the language of the site.

/** The language of the page, for what the browser can word itself; in Latin digits, as all other numbers of a guide. */
const language = document.documentElement.lang || "en";
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * A sentence of the interface. Where it counts something (`count`), it comes as JSON of
 * all its forms.
 * @param {string} name
 * @param {Record<string, string | number>} [values] what stands between braces
 */
function say(name, values = {}) {
  const words = byId("sp-words").dataset;
  const found = words[name] ?? name;
  const text = found.startsWith('{"') ? studypress.form(JSON.parse(found), Number(values.count)) : found;
  return text.replace(/\{(\w+)\}/g, (all, key) => String(values[key] ?? all));
}

/**
 * A copy of a template's content.
 * @param {string} id
 */
function copyOf(id) {
  const template = /** @type {HTMLTemplateElement} */ (byId(id));
  return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
}

/**
 * The part of a view that has a name in the template.
 * @param {ParentNode} view
 * @param {string} name
 */
function part(view, name) {
  return /** @type {HTMLElement} */ (view.querySelector(`[data-part="${name}"]`));
}

/**
 * Makes an element with text in it.
 * @param {string} tag
 * @param {string} [text]
 * @param {string} [classes]
 */
function make(tag, text = "", classes = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (classes) element.className = classes;
  return element;
}

/**
 * "in 10 minutes", "in 2 days", "tomorrow".
 * @param {number} seconds from now, at least 0
 */
function until(seconds) {
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto", numberingSystem: "latn" });
  /** @type {[number, Intl.RelativeTimeFormatUnit][]} */
  const units = [
    [365 * DAY, "year"],
    [30 * DAY, "month"],
    [DAY, "day"],
    [HOUR, "hour"],
  ];
  // Rounded first: what is 59.7 minutes away is an hour away.
  const [length, unit] = units.find(([length]) => Math.round((10 * seconds) / length) >= 10) ?? [MINUTE, "minute"];
  return words.format(Math.max(1, Math.round(seconds / length)), unit);
}

/**
 * "Friday, 4 December".
 * @param {Date} date
 */
function dayName(date) {
  /** @type {Intl.DateTimeFormatOptions} */
  const form = { weekday: "long", day: "numeric", month: "long", numberingSystem: "latn" };
  return new Intl.DateTimeFormat(language, form).format(date);
}

/**
 * Shows HTML that the build made: no word of the reader's is ever in it.
 * @param {Element} place
 * @param {string} html
 */
function showBuilt(place, html) {
  place.innerHTML = html;
  studypress.code(place);
}
