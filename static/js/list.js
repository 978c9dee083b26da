// A list as it is sent: what stands on it can be practised, its answers opened, and a
// question that is opened goes on along it (follow.js). The filter comes with its first use (filter/).
(() => {
  "use strict";
  const list = document.getElementById("sp-list");
  const form = document.getElementById("sp-filters");
  const { source } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  if (!list || !form) return;
  const { root, store } = studypress;
  const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */
  const fields = form.querySelectorAll("[name]");
  const chosen = () => [...fields].filter(({ value }) => value.trim());

  function fromAddress() {
    const query = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = query.get(field.name) ?? "";
      // A value that the list does not offer leaves a select without any.
      if ("selectedIndex" in field && field.selectedIndex < 0) field.selectedIndex = 0;
    }
  }

  const fold = part("sp-fold");
  const reset = part("sp-reset");
  let awake = false;
  /** What the fields say is shown by the filter, which takes them as they are when it has come. */
  function wake() {
    const count = chosen().length;
    /** @type {Element} */ (fold.lastElementChild).textContent = count ? ` (${count})` : "";
    reset.hidden = !count;
    if (awake || !count) return;
    awake = true;
    const script = document.createElement("script");
    script.src = source ?? "";
    script.onerror = () => {
      awake = false;
    };
    document.head.append(script);
  }
  form.addEventListener("input", wake);
  fold.addEventListener("click", () => {
    fold.ariaExpanded = String(form.classList.toggle("open"));
  });
  const clear = () => {
    for (const field of fields) field.value = "";
    form.dispatchEvent(new Event("input"));
    (form.checkVisibility() ? fields[0] : fold).focus();
  };
  for (const button of [reset, part("sp-none").querySelector("button")]) button?.addEventListener("click", clear);
  addEventListener("popstate", () => {
    fromAddress();
    wake();
  });

  const answers = part("sp-open-all");
  answers.addEventListener("click", () => {
    const open = answers.ariaPressed !== "true";
    answers.ariaPressed = String(open);
    for (const details of list.querySelectorAll("details")) details.open = open;
  });

  /** Questions that one address can ask for. */
  const MOST = 500;
  /** @type {NodeListOf<HTMLElement>} */
  const toWrite = list.querySelectorAll("[data-exercise]");
  const exercises = new Set([...toWrite].map(({ dataset }) => dataset.slug));
  /**
   * Lets a link, where there is one, ask for questions.
   * @param {string} id
   * @param {string[]} slugs
   */
  function ask(id, slugs) {
    const link = /** @type {HTMLAnchorElement | null} */ (document.getElementById(id));
    if (!link) return;
    const asked = slugs.slice(0, MOST).map(encodeURIComponent);
    link.hash = `q=${asked.join(",")}`;
    const words = studypress.form(JSON.parse(link.dataset.words ?? ""), asked.length);
    link.textContent = words.replace("{count}", String(asked.length));
    link.hidden = !asked.length;
  }
  /** Where a list is, from the root of the site. */
  const here = () => location.pathname.split("/").slice(-root.split("/").length).join("/") + location.search;
  /** @type {FollowedList | null} */
  let left = /** @type {FollowedList | null} */ (store.tab.value("list"));
  const navigation = /** @type {PerformanceNavigationTiming | undefined} */ (
    performance.getEntriesByType("navigation")[0]
  );
  if (left?.at !== here() || !(left.back || navigation?.type === "back_forward")) left = null;

  studypress.listed = (slugs, settled) => {
    ask("sp-practise", slugs);
    // Exercises stand on no sheet.
    const onSheets = slugs.filter((slug) => !exercises.has(slug));
    ask("sp-print", onSheets);
    // Who comes back finds the list where it was left, and goes on from the question that was read.
    if (!settled) return;
    if (left) {
      scrollTo(0, left.y);
      const read = /** @type {HTMLElement | null} */ (
        list.querySelector(`a.title[href="${CSS.escape(root + left.last)}"]`)
      );
      read?.focus({ preventScroll: true });
      read?.scrollIntoView({ block: "nearest" });
    }
    left = null;
  };

  // What a question's page has to know of the list that it was opened from.
  list.addEventListener("click", ({ target }) => {
    const opened = /** @type {Element} */ (target).closest("a.title")?.getAttribute("href")?.slice(root.length);
    if (!opened) return;
    const names = chosen().flatMap((field) => {
      if (field.name === "sort" || field.name === "group") return [];
      if (field.name === "q") return `“${field.value.trim()}”`;
      const [option] = /** @type {HTMLSelectElement} */ (field).selectedOptions;
      return option.dataset.title ?? option.text;
    });
    // What stands on one page of several is no list of its own.
    const whole = names.length || !("more" in list.dataset);
    const own = names.length && !Number(list.dataset.number) ? [] : [document.querySelector("h1")?.textContent];
    /** @type {NodeListOf<HTMLElement>} */
    const titles = list.querySelectorAll("a.title");
    const text = (/** @type {Node} */ { nodeName, textContent }) =>
      nodeName === "CODE" ? `\`${textContent}\`` : textContent;
    /** @type {FollowedList} */
    const followed = {
      at: here(),
      title: [...own, ...names].join(" · "),
      y: scrollY,
      last: opened,
      rows: [...titles].map((title) => [
        title.getAttribute("href")?.slice(root.length) ?? "",
        [...title.childNodes].map(text).join(""),
      ]),
    };
    store.tab.put("list", JSON.stringify(whole ? followed : null));
    store.tab.put("to", opened);
  });

  fromAddress();
  wake();
  /** @type {NodeListOf<HTMLElement>} */
  const rows = list.querySelectorAll(".row");
  if (!chosen().length) {
    studypress.listed(
      [...rows].map(({ dataset }) => dataset.slug ?? ""),
      true,
    );
  }
})();
