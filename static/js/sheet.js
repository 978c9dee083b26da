// The panel of a cheat sheet: what stands on it, and how it is laid out. Its
// state is in the address, which is also how the command asks for a PDF.
(() => {
  "use strict";
  const sheet = document.getElementById("sp-sheet");
  const panel = document.getElementById("sp-panel");
  if (!sheet || !(panel instanceof HTMLFormElement)) return;
  /** The fields of the panel that are there once. */
  const field =
    /** @type {Record<"code" | "hide", HTMLInputElement> & Record<"columns" | "paper", HTMLSelectElement>} */ (
      /** @type {unknown} */ (panel.elements)
    );
  /** @type {NodeListOf<HTMLInputElement>} */
  const levels = panel.querySelectorAll('[name="level[]"]');
  /** @type {NodeListOf<HTMLInputElement>} */
  const topics = panel.querySelectorAll('[name="topic[]"]');
  /** The boxes of levels and of topics, by their names in the address. */
  const choices = { level: [...levels], topic: [...topics] };
  /** @type {NodeListOf<HTMLElement>} */
  const entries = sheet.querySelectorAll(".entry");
  /** @type {NodeListOf<HTMLElement>} */
  const groups = sheet.querySelectorAll(".group");
  /** @type {Record<string, string>} */
  const PAPERS = { a4: "A4", letter: "letter" };

  // The head that runs along the top of every sheet, where the browser has one.
  const printed = new CSSStyleSheet();
  document.adoptedStyleSheets.push(printed);
  /** @param {string | undefined} name */
  function page(name) {
    const title = JSON.stringify(name).replace(/[\u2028\u2029]/g, " ");
    const font = "font: 7.5pt 'Liberation Sans', 'Helvetica Neue', Arial, sans-serif; color: #333;";
    printed.replaceSync(
      "@page sheet { size: " +
        PAPERS[field.paper.value] +
        " portrait;" +
        " @top-left { content: " +
        title +
        "; " +
        font +
        " }" +
        " @top-right { content: counter(page) ' / ' counter(pages); " +
        font +
        " } }",
    );
  }

  /**
   * Whether an entry's level or topic is chosen; where there is no choice, it is.
   * @param {HTMLElement} entry
   * @param {"level" | "topic"} name
   */
  function chosen({ dataset }, name) {
    const boxes = choices[name];
    return boxes.length === 0 || boxes.some((box) => box.checked && box.dataset.number === dataset[name]);
  }

  /** @param {HTMLElement} sheet */
  function show(sheet) {
    let shown = 0;
    for (const entry of entries) {
      entry.hidden = !(chosen(entry, "level") && chosen(entry, "topic"));
      if (!entry.hidden) shown++;
    }
    for (const group of groups) group.hidden = !group.querySelector(".entry:not([hidden])");
    sheet.classList.toggle("no-code", !field.code.checked);
    sheet.classList.toggle("hide-answers", field.hide.checked);
    for (const entry of entries) entry.classList.remove("open");
    sheet.dataset.columns = field.columns.value;
    sheet.dataset.paper = field.paper.value;
    const count = document.getElementById("sp-sheet-count");
    const words = count?.dataset.words ?? "";
    count?.replaceChildren(words.replace("{shown}", String(shown)).replace("{count}", String(entries.length)));
    page(sheet.dataset.title);
  }

  // An answer that is hidden has a button in its place.
  const reveal = /** @type {HTMLTemplateElement} */ (document.getElementById("sp-reveal")).content.firstElementChild;
  for (const entry of entries) {
    const button = /** @type {HTMLElement} */ (reveal?.cloneNode(true));
    button.addEventListener("click", () => {
      entry.classList.add("open");
      entry.querySelector("a")?.focus();
    });
    entry.querySelector("h3")?.after(button);
  }

  function toAddress() {
    const query = new URLSearchParams();
    for (const [name, boxes] of Object.entries(choices)) {
      const on = boxes.filter((box) => box.checked);
      if (on.length < boxes.length) query.set(name, on.map((box) => box.value).join(" "));
    }
    if (!field.code.checked) query.set("code", "0");
    if (field.hide.checked) query.set("hide", "1");
    if (field.columns.value !== "2") query.set("columns", field.columns.value);
    if (field.paper.value !== "a4") query.set("paper", field.paper.value);
    const text = query.toString();
    try {
      history.replaceState(null, "", location.pathname + (text ? `?${text}` : "") + location.hash);
    } catch {
      // Some browsers refuse this for pages opened from disk.
    }
  }
  function fromAddress() {
    const query = new URLSearchParams(location.search);
    for (const [name, boxes] of Object.entries(choices)) {
      const wanted = query.get(name)?.split(" ");
      if (wanted) for (const box of boxes) box.checked = wanted.includes(box.value);
    }
    field.code.checked = query.get("code") !== "0";
    field.hide.checked = query.get("hide") === "1";
    if (query.get("columns") === "3") field.columns.value = "3";
    const paper = query.get("paper") ?? "";
    if (Object.hasOwn(PAPERS, paper)) field.paper.value = paper;
  }

  panel.addEventListener("input", () => {
    toAddress();
    show(sheet);
  });
  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    print();
  });
  fromAddress();
  show(sheet);
})();
