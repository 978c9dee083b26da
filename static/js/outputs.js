// A switch on a question's page that hides what snippets print until it is asked
// for, so that the reader predicts it. first.js hides it before it can be seen.
(() => {
  "use strict";
  const { dataset } = document.documentElement;
  const button = document.getElementById("sp-outputs");
  const reveal = /** @type {HTMLTemplateElement | null} */ (document.getElementById("sp-output"))?.content
    .firstElementChild;
  if (!button || !reveal) return;
  /** @type {NodeListOf<HTMLElement>} */
  const outputs = document.querySelectorAll(".prose .output");
  for (const output of outputs) {
    const ask = /** @type {HTMLElement} */ (reveal.cloneNode(true));
    ask.addEventListener("click", () => {
      output.classList.add("asked");
      if (!output.hasAttribute("tabindex")) output.tabIndex = -1;
      output.focus();
    });
    output.append(ask);
  }
  const show = () => button.setAttribute("aria-pressed", String(dataset.outputs === "hidden"));
  button.addEventListener("click", () => {
    if (dataset.outputs === "hidden") {
      delete dataset.outputs;
      studypress.store.remove("outputs");
    } else {
      dataset.outputs = "hidden";
      studypress.store.put("outputs", "hidden");
      for (const output of outputs) output.classList.remove("asked");
    }
    show();
  });
  show();
})();
