// Running heads of the page of all questions when it is printed: the guide on the left, the part on the right.
// Style sheets cannot know their words. Contents are unfolded for paper, in browsers whose styles cannot do that.
(() => {
  "use strict";
  const book = /** @type {HTMLElement | null} */ (document.querySelector(".book"));
  if (!book) return;
  const heads = new CSSStyleSheet();
  const [start, end] = document.dir === "rtl" ? ["right", "left"] : ["left", "right"];
  /** @type {(corner: string, text: string | undefined) => string} */
  const box = (corner, text) =>
    `@top-${corner} { content: ${JSON.stringify(text ?? "")}; font: 8pt "Noto Sans", "Liberation Sans", Arial, sans-serif; }`;
  heads.insertRule(`@page { ${box(start, book.dataset.title)} }`);
  heads.insertRule(`@page :first { @top-${start} { content: none; } }`);
  /** @type {NodeListOf<HTMLElement>} */
  const parts = book.querySelectorAll(".part");
  parts.forEach((part, number) => {
    part.style.setProperty("page", `part-${number}`);
    heads.insertRule(`@page part-${number} { ${box(end, part.dataset.title)} }`);
  });
  // The size of paper is the printer's, but for a PDF that is made without anybody asking.
  const paper = new URLSearchParams(location.search).get("paper");
  if (paper === "a4" || paper === "letter") heads.insertRule(`@page { size: ${paper}; }`);
  document.adoptedStyleSheets.push(heads);

  /** @type {NodeListOf<HTMLDetailsElement>} */
  const folds = book.querySelectorAll(".book-contents details");
  /** @type {HTMLDetailsElement[]} */
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...folds].filter((fold) => !fold.open);
    for (const fold of unfolded) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of unfolded) fold.open = false;
  });
})();
