// Opens the search: `/`, Ctrl-K or ⌘K, or the search box. The dialog stands at
// once, so that nothing typed is lost; what answers comes when it is first used.
(() => {
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.find"));
  if (!link) return;
  /** The scripts that are here, or on their way. @type {Set<string>} */
  const asked = new Set();
  /** @type {HTMLDialogElement | undefined} */
  let dialog;

  /**
   * Hands something to the engine, and fetches the engine and its words.
   * @param {SearchItem} item
   */
  function start(item) {
    self.studypressSearch ??= [];
    self.studypressSearch.push(item);
    for (const src of [link?.dataset.words || "", link?.dataset.script || ""]) {
      if (asked.has(src)) continue;
      asked.add(src);
      const script = document.createElement("script");
      script.src = src;
      // In this order.
      script.async = false;
      script.onerror = () => {
        script.remove();
        asked.delete(src);
        document.querySelector(".search output, #sp-search output")?.replaceChildren(link?.dataset.failed || "");
      };
      document.head.append(script);
    }
  }

  /** @param {string} [query] what stands in it at first */
  function open(query) {
    const onPage = document.querySelector("#sp-search input");
    if (onPage instanceof HTMLInputElement) {
      onPage.select();
      return;
    }
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.className = "search";
      dialog.setAttribute("aria-label", link?.firstChild?.textContent?.trim() || "");
      const form = document.createElement("form");
      const input = document.createElement("input");
      const close = document.createElement("button");
      input.setAttribute("aria-label", dialog.ariaLabel || "");
      input.placeholder = link?.dataset.placeholder || "";
      const key = document.createElement("kbd");
      key.textContent = "Esc";
      close.append(link?.dataset.close || "", " ", key);
      close.type = "button";
      close.onclick = () => dialog?.close();
      // Where there is no answer yet, the engine goes to the first that comes.
      form.onsubmit = (event) => {
        event.preventDefault();
        form.dataset.go = input.value;
      };
      input.value = query || "";
      form.append(input, close);
      dialog.append(form, document.createElement("output"));
      dialog.addEventListener("click", (event) => {
        if (event.target === dialog) dialog.close();
      });
      document.body.append(dialog);
    }
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input")?.select();
    start(["open", dialog]);
  }

  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    const typing = at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
    const command =
      (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    const slash =
      event.key === "/" &&
      !typing &&
      !studypress.store.get("keys") &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey;
    if (!command && !slash) return;
    event.preventDefault();
    open();
  });
  const page = document.getElementById("sp-search");
  if (page) start(["open", page]);
  // Back from an answer, or come by one: search/8-reveal.js.
  if (history.state?.search) open(history.state.search);
  if (studypress.store.get("found")) start(["reveal", 0]);
})();
