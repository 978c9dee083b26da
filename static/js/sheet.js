// The panel of a cheat sheet: what stands on it, and how it is laid out. Its
// state is in the address, which is also how the command asks for a PDF.
(function () {
  "use strict";
  const sheet = document.getElementById("sp-sheet");
  const panel = document.getElementById("sp-panel");
  if (!sheet || !panel) return;
  const { elements } = panel;
  const boxes = (name) => [...panel.querySelectorAll('[name="' + name + '[]"]')];
  const entries = [...sheet.querySelectorAll(".entry")];
  const groups = [...sheet.querySelectorAll(".group")];
  const PAPERS = { a4: "A4", letter: "letter" };

  // The head that runs along the top of every sheet, where the browser has one.
  const printed = new CSSStyleSheet();
  document.adoptedStyleSheets.push(printed);
  function page() {
    const title = JSON.stringify(sheet.dataset.title).replace(/[\u2028\u2029]/g, " ");
    const font = "font: 7.5pt 'Liberation Sans', 'Helvetica Neue', Arial, sans-serif; color: #333;";
    printed.replaceSync(
      "@page sheet { size: " + PAPERS[elements.paper.value] + " portrait;" +
        " @top-left { content: " + title + "; " + font + " }" +
        " @top-right { content: counter(page) ' / ' counter(pages); " + font + " } }",
    );
  }

  function show() {
    const chosen = (name) => boxes(name).length === 0 || new Set(boxes(name).filter((box) => box.checked).map((box) => box.dataset.number));
    const [levels, topics] = [chosen("level"), chosen("topic")];
    let shown = 0;
    for (const entry of entries) {
      entry.hidden = !((levels === true || levels.has(entry.dataset.level)) && (topics === true || topics.has(entry.dataset.topic)));
      shown += !entry.hidden;
    }
    for (const group of groups) group.hidden = !group.querySelector(".entry:not([hidden])");
    sheet.classList.toggle("no-code", !elements.code.checked);
    sheet.classList.toggle("hide-answers", elements.hide.checked);
    for (const entry of entries) entry.classList.remove("open");
    sheet.dataset.columns = elements.columns.value;
    sheet.dataset.paper = elements.paper.value;
    const count = document.getElementById("sp-sheet-count");
    count.textContent = count.dataset.words.replace("{shown}", shown).replace("{count}", entries.length);
    page();
  }

  // An answer that is hidden has a button in its place.
  const reveal = document.getElementById("sp-reveal").content.firstElementChild;
  for (const entry of entries) {
    const button = reveal.cloneNode(true);
    button.addEventListener("click", () => {
      entry.classList.add("open");
      entry.querySelector("a").focus();
    });
    entry.querySelector("h3").after(button);
  }

  function toAddress() {
    const query = new URLSearchParams();
    for (const name of ["level", "topic"]) {
      const off = boxes(name).some((box) => !box.checked);
      if (off) query.set(name, boxes(name).filter((box) => box.checked).map((box) => box.value).join(" "));
    }
    if (!elements.code.checked) query.set("code", "0");
    if (elements.hide.checked) query.set("hide", "1");
    if (elements.columns.value !== "2") query.set("columns", elements.columns.value);
    if (elements.paper.value !== "a4") query.set("paper", elements.paper.value);
    const text = query.toString();
    try {
      history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + location.hash);
    } catch {
      // Some browsers refuse this for pages opened from disk.
    }
  }
  function fromAddress() {
    const query = new URLSearchParams(location.search);
    for (const name of ["level", "topic"]) {
      const wanted = query.get(name);
      if (wanted !== null) boxes(name).forEach((box) => (box.checked = wanted.split(" ").includes(box.value)));
    }
    elements.code.checked = query.get("code") !== "0";
    elements.hide.checked = query.get("hide") === "1";
    if (query.get("columns") === "3") elements.columns.value = "3";
    if (Object.hasOwn(PAPERS, query.get("paper"))) elements.paper.value = query.get("paper");
  }

  panel.addEventListener("input", () => {
    toAddress();
    show();
  });
  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    print();
  });
  fromAddress();
  show();
})();
