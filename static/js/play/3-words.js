// Words of the interface, and small pieces of the page.

/** What is filled in between braces. */
/** @typedef {Record<string, string | number>} Values */

/**
 * A sentence of the interface, by its name in the files of strings. Where it counts something (`count`), there may be
 * several forms.
 * @param {string} name
 * @param {Values} [values]
 */
function say(name, values = {}) {
  const forms = studypress.words?.[name] ?? { other: name };
  return studypress
    .form(forms, Number(values.count ?? 0))
    .replace(/\{(\w+)\}/g, (all, key) => String(values[key] ?? all));
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
 * @param {string} text
 * @param {string} classes
 * @param {() => void} click
 */
function makeButton(text, classes, click) {
  const button = /** @type {HTMLButtonElement} */ (make("button", text, classes));
  button.type = "button";
  button.addEventListener("click", click);
  return button;
}

/**
 * "7.2" megabytes, as the page's language writes numbers.
 * @param {number} bytes
 */
const megabytes = (bytes) =>
  (bytes / 1e6).toLocaleString(document.documentElement.lang || "en", {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    numberingSystem: "latn",
  });
