// Offers to run what of a page can be run. Nothing else is loaded before the first
// click; on the page of an exercise, where code is typed, the editor comes at once.
(() => {
  "use strict";
  const tag = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { dataset } = tag;
  /** @type {PlayPage} */
  const page = JSON.parse(document.getElementById("sp-play")?.textContent || "{}");
  /** @type {HTMLElement[]} */
  const figures = [...document.querySelectorAll(/** @type {"figure"} */ (".prose .snippet"))];
  /** @type {Promise<Play> | undefined} */
  let loading;

  /**
   * @param {HTMLElement} element a style sheet or a script
   * @returns {Promise<unknown>}
   */
  const loaded = (element) =>
    new Promise((resolve, reject) => {
      element.onload = resolve;
      element.onerror = () => {
        element.remove();
        reject();
      };
      document.head.append(element);
    });

  function play() {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = studypress.root + page.from.style;
    const script = document.createElement("script");
    script.src = studypress.root + page.from.play;
    const words = document.createElement("script");
    words.src = studypress.root + page.from.words;
    loading ??= Promise.all([loaded(style), loaded(words), loaded(script)]).then(() => studypress.play);
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  }

  studypress.openPlay = play;
  page.snippets?.forEach((snippet) => {
    const pre = figures[snippet.at]?.querySelector("pre");
    if (!pre) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy run";
    button.textContent = dataset.run || "";
    button.addEventListener("click", () => {
      // What is open already listens itself.
      if (button.value) return;
      button.textContent = dataset.loading || "";
      play().then(
        ({ snippet: open }) => button.value || open(figures, page, snippet, button),
        () => {
          button.textContent = dataset.failed || "";
        },
      );
    });
    const tools = document.createElement("div");
    tools.className = "runs";
    pre.before(tools);
    const copy = tools.previousElementSibling;
    tools.append(button);
    if (copy?.matches(".copy")) tools.append(copy);
  });
  for (const at in page.not) {
    const figure = figures[Number(at)];
    if (figure) figure.title = (dataset.not || "").replace("{why}", page.not[at]);
  }

  /** @type {HTMLElement | null} */
  const exercise = document.querySelector("[data-exercise][data-run]");
  // Where the editor cannot be had, the exercise can still be read.
  if (exercise) play().then(({ page: open }) => open(exercise, figures, page), Boolean);
})();
