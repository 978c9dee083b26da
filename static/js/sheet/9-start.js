// What the panel asks for, on sides of paper: what is shown is what is printed.

/** @type {(id: string) => HTMLElement} */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const count = part("sp-sheet-count");
const chosenOnes = part("sp-own");

/** What says of the printed page that the sides have margins and a running head of their own. */
const printed = new CSSStyleSheet();
document.adoptedStyleSheets.push(printed);

/**
 * Words with a number in them.
 * @param {string} name of the words in the data of the count
 * @param {number} number
 */
function counted(name, number) {
  const words = studypress.form(JSON.parse(count.dataset[name] ?? ""), number);
  return words.replace("{count}", String(number)).replace("{paper}", field.paper.selectedOptions[0]?.text ?? "");
}

/**
 * @param {Entry[]} shown
 * @param {Wanted} wanted
 * @returns {Fitted}
 */
function laidSheet(shown, wanted) {
  const done = fitted(shown, wanted);
  const { sides } = done;
  sheet.replaceChildren(
    ...sides.map((columns, at) =>
      side(
        `${at + 1} / ${sides.length}`,
        columns.map((pieces) => made("column", ...pieces.map(({ node }) => node))),
      ),
    ),
  );
  return done;
}

/**
 * Says how much stands on how many sides, and what was left out.
 * @param {number} shown
 * @param {number} sides
 * @param {{code: number, known: number}} left
 */
function say(shown, sides, { code, known }) {
  const words = (count.dataset.words ?? "")
    .replace("{shown}", String(shown))
    .replace("{count}", String(entries.length));
  const parts = [words, counted("sides", sides)];
  const out = [code && counted("code", code), known && counted("known", known)].filter(Boolean).map(String);
  const both = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(out);
  if (out.length) parts.push((count.dataset.left ?? "").replace("{what}", both));
  if (field.fit.checked && sides > FIT && field.form.value === "sheet") parts.push(count.dataset.unfit ?? "");
  count.textContent = parts.join(" · ");
  chosenOnes.hidden = !own.size;
}

function show() {
  const now = wanted();
  const shown = chosenEntries(now);
  const cards = now.form === "cards";
  for (const { node } of entries) node.classList.remove("open", "bare");
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("[data-form]")))
    one.hidden = one.dataset.form !== now.form;
  sheet.classList.toggle("no-code", !now.code);
  sheet.classList.toggle("hide-answers", now.hide && !cards);
  sheet.classList.add("laid");
  Object.assign(sheet.dataset, { columns: now.columns, paper: now.paper });
  printed.replaceSync(`@page { size: ${now.paper} portrait; margin: 0; @top-right { content: none; } }`);
  if (cards) say(shown.length, layCards(shown), { code: 0, known: 0 });
  else {
    const done = laidSheet(shown, now);
    say(shown.length - done.known, done.sides.length, done);
  }
}

panel.addEventListener("input", () => {
  toAddress();
  show();
});
panel.addEventListener("submit", (event) => {
  event.preventDefault();
  print();
});
chosenOnes.querySelector("button")?.addEventListener("click", () => {
  own = new Set();
  toAddress();
  show();
  field.form.focus();
});
addEventListener("hashchange", () => {
  fromAddress();
  show();
});
fromAddress();
// An address may ask for what there is not: it says from now on what is shown.
toAddress();
show();
studypress.marks.changed(() => {
  if (field.mark.value || field.fit.checked) show();
});
studypress.standing?.then((found) => {
  standing = found;
  const again = () => field.mark.value && show();
  again();
  found?.changed(again);
});
