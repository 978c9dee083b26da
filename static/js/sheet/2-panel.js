// The panel of a sheet: what the reader chose. It stands in the address too, which is how the command asks for a PDF.

/**
 * @typedef {object} Wanted
 * @property {boolean} code
 * @property {boolean} hide
 * @property {boolean} fit
 * @property {string} mark
 * @property {string} columns
 * @property {"a4" | "letter"} paper
 * @property {string} form `sheet` or `cards`
 */

const panel = /** @type {HTMLFormElement} */ (document.getElementById("sp-panel"));
/** The fields of the panel that are there once. */
const field =
  /** @type {Record<"code" | "hide" | "fit", HTMLInputElement> & Record<"mark" | "columns" | "paper" | "form", HTMLSelectElement>} */ (
    /** @type {unknown} */ (panel.elements)
  );
/** @type {(name: string) => HTMLInputElement[]} */
const boxes = (name) => [.../** @type {NodeListOf<HTMLInputElement>} */ (panel.querySelectorAll(`[name="${name}[]"]`))];
/** The boxes of levels and of topics, by their names in the address. */
const choices = { level: boxes("level"), topic: boxes("topic") };
/** The selects, by their names in the address, and what they are where it says nothing. */
const SELECTS = /** @type {const} */ ({ mark: "", columns: "2", paper: "a4", form: "sheet" });
/** @type {Set<string>} the slugs of the questions that the reader chose on a list; all where there is none */
let own = new Set();

/** @returns {Wanted} */
const wanted = () => ({
  code: field.code.checked,
  hide: field.hide.checked,
  fit: field.fit.checked,
  mark: field.mark.value,
  columns: field.columns.value,
  paper: field.paper.value === "letter" ? "letter" : "a4",
  form: field.form.value,
});

/**
 * Whether a level or a topic is chosen; where there is no choice, it is.
 * @param {"level" | "topic"} name
 * @param {number} number
 */
function isChosen(name, number) {
  const all = choices[name];
  return all.length === 0 || all.some((box) => box.checked && Number(box.dataset.number) === number);
}

function toAddress() {
  const query = new URLSearchParams();
  for (const [name, all] of Object.entries(choices)) {
    const on = all.filter((box) => box.checked);
    if (on.length < all.length) query.set(name, on.map((box) => box.value).join(" "));
  }
  if (!field.code.checked) query.set("code", "0");
  if (field.hide.checked) query.set("hide", "1");
  if (field.fit.checked) query.set("fit", "1");
  for (const [name, usual] of Object.entries(SELECTS)) {
    const { value } = field[/** @type {keyof SELECTS} */ (name)];
    if (value !== usual) query.set(name, value);
  }
  const text = query.toString();
  const hash = own.size ? `#q=${[...own].map(encodeURIComponent).join(",")}` : "";
  try {
    history.replaceState(null, "", location.pathname + (text ? `?${text}` : "") + hash);
  } catch {
    // Some browsers refuse this for pages opened from disk.
  }
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function fromAddress() {
  const query = new URLSearchParams(location.search);
  for (const [name, all] of Object.entries(choices)) {
    const named = query.get(name)?.split(" ");
    if (named) for (const box of all) box.checked = named.includes(box.value);
  }
  field.code.checked = query.get("code") !== "0";
  field.hide.checked = query.get("hide") === "1";
  field.fit.checked = query.get("fit") === "1";
  for (const [name, usual] of Object.entries(SELECTS)) {
    const select = field[/** @type {keyof SELECTS} */ (name)];
    select.value = query.get(name) ?? usual;
    // A value that there is not leaves a select without any.
    if (select.selectedIndex < 0) select.value = usual;
  }
  const slugs = location.hash.match(/^#q=(.*)/)?.[1].split(",") ?? [];
  own = new Set(slugs.map(decoded).filter(Boolean));
}
