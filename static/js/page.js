// What every page has: the switch of colours, keys, copy buttons, contents
// that follow the reading, and the place where the reader left off.
(() => {
  "use strict";
  /** @type {(selector: string) => HTMLElement | null} */
  const $ = (selector) => document.querySelector(selector);

  function themeSwitch() {
    const button = /** @type {HTMLElement} */ ($("#sp-theme"));
    const themes = ["", "light", "dark"];
    const show = () => {
      const theme = document.documentElement.dataset.theme || "";
      const label = button.dataset[theme || "auto"] ?? "";
      button.setAttribute("aria-label", label);
      button.title = label;
    };
    button.addEventListener("click", () => {
      const now = document.documentElement.dataset.theme || "";
      const next = themes[(themes.indexOf(now) + 1) % themes.length];
      if (next) studypress.store.put("theme", next);
      else studypress.store.remove("theme");
      studypress.colours(next);
      show();
    });
    studypress.store.watch("theme", () => {
      studypress.colours(studypress.store.get("theme"));
      show();
    });
    show();
    return button;
  }

  /**
   * The code of a snippet as it can be run: without prompts, and of a session
   * without its output.
   * @param {Element} pre
   */
  function codeOf(pre) {
    const copy = /** @type {HTMLElement} */ (pre.querySelector("code")).cloneNode(true);
    const prompts = /** @type {HTMLElement} */ (copy).querySelectorAll(".p");
    for (const prompt of prompts) prompt.textContent = "\u0001";
    const code = copy.textContent ?? "";
    if (!prompts.length) return code;
    const lines = code.split("\n").filter((line) => line.startsWith("\u0001"));
    return lines.map((line) => `${line.slice(1).replace(/^ /, "")}\n`).join("");
  }

  /** @param {string} text */
  async function toClipboard(text) {
    if (navigator.clipboard) {
      try {
        return await navigator.clipboard.writeText(text);
      } catch {
        // Not allowed here: the old way may be.
      }
    }
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (!copied) throw new Error("not copied");
  }
  studypress.copy = toClipboard;

  function copyButtons() {
    const template = $("#sp-copy");
    if (!(template instanceof HTMLTemplateElement)) return;
    for (const pre of document.querySelectorAll(".snippet > pre:not(.output)")) {
      const button = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
      const name = button.textContent;
      button.addEventListener("click", async () => {
        try {
          await toClipboard(codeOf(pre));
          button.textContent = button.dataset.done ?? "";
        } catch {
          button.textContent = button.dataset.failed ?? "";
        }
        setTimeout(() => (button.textContent = name), 2000);
      });
      pre.before(button);
    }
  }

  // The entry of the section that is being read is the last one whose heading
  // has passed the upper third of the window.
  function contents() {
    const nav = $(".contents");
    if (!nav || !window.IntersectionObserver) return;
    const links = [...nav.querySelectorAll("a")];
    const details = /** @type {HTMLDetailsElement} */ (nav.firstElementChild);
    const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    const wide = matchMedia("(min-width: 66rem)");
    const open = () => {
      if (wide.matches) details.open = true;
    };
    wide.addEventListener("change", open);
    open();
    // Unfolded over the text, it goes when it was used, or left.
    /** @type {(inside: Element | null) => (event: Event) => void} */
    const closeBut = (inside) => (event) => {
      if (!wide.matches && !inside?.contains(/** @type {Node} */ (event.target))) details.open = false;
    };
    document.addEventListener("click", closeBut(details.firstElementChild));
    document.addEventListener("focusin", closeBut(nav));
    const follow = () => {
      const line = innerHeight / 3;
      const atEnd = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
      let current = -1;
      headings.forEach((heading, index) => {
        if (heading && heading.getBoundingClientRect().top < line) current = index;
      });
      const hash = links.findIndex((link) => link.hash && link.hash === location.hash);
      if (atEnd && hash > current) current = hash;
      links.forEach((link, index) => {
        if (index === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
    };
    const observer = new IntersectionObserver(follow, { rootMargin: "0px 0px -66% 0px" });
    for (const heading of headings) if (heading) observer.observe(heading);
    addEventListener("hashchange", follow);
  }

  function leaveOff() {
    const article = $("article[data-slug]");
    if (article) {
      const title = article.querySelector("h1")?.textContent;
      const folder = "exercise" in article.dataset ? "exercises" : "questions";
      studypress.store.put("last", JSON.stringify([article.dataset.slug, title, folder]));
    }
    const resume = $("#sp-resume");
    const link = resume?.querySelector("a");
    if (!resume || !link) return;
    try {
      const [slug, title, folder = "questions"] = JSON.parse(studypress.store.get("last") ?? "");
      link.href = `${studypress.root}${encodeURIComponent(folder)}/${encodeURIComponent(slug)}.html`;
      link.textContent = title;
      resume.hidden = false;
    } catch {
      // Nothing was read yet, or what is kept is not ours.
    }
  }

  /** The row of a list that has the focus. */
  const focusedRow = () => document.activeElement?.closest(".row");

  /**
   * Moves along a list from the row that has the focus.
   * @param {number} step
   */
  function alongList(step) {
    /** @type {NodeListOf<HTMLElement>} */
    const all = document.querySelectorAll("#sp-list .title");
    const titles = [...all].filter((link) => link.offsetParent);
    const row = focusedRow();
    const at = row ? titles.findIndex((title) => row.contains(title)) : step > 0 ? -1 : titles.length;
    const next = titles[Math.min(Math.max(at + step, 0), titles.length - 1)];
    if (!next) return false;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  /**
   * Goes to the previous or the next question.
   * @param {"prev" | "next"} relation
   */
  function goTo(relation) {
    const link = $(`.neighbours [rel="${relation}"]`);
    if (link) link.click();
    return Boolean(link);
  }

  function shortAnswer() {
    const details = focusedRow()?.querySelector("details");
    if (details) details.open = !details.open;
    return Boolean(details);
  }

  /** @param {HTMLElement} theme the switch of colours */
  function keys(theme) {
    const dialog = /** @type {HTMLDialogElement} */ ($("#sp-keys"));
    const sheet = () => (dialog.open ? dialog.close() : dialog.showModal());
    /** @param {number} step */
    const move = (step) => goTo(step > 0 ? "next" : "prev") || alongList(step);
    const rightToLeft = document.documentElement.dir === "rtl";
    /** @type {Record<string, () => boolean | void>} */
    const actions = {
      j: () => move(1),
      k: () => move(-1),
      ArrowRight: () => goTo(rightToLeft ? "prev" : "next"),
      ArrowLeft: () => goTo(rightToLeft ? "next" : "prev"),
      o: shortAnswer,
      t: () => theme.click(),
      "?": sheet,
    };
    $("#sp-help")?.addEventListener("click", sheet);
    // Who dictates, or hits keys by accident, has single keys do nothing (WCAG 2.1.4).
    const single = /** @type {HTMLInputElement} */ ($("#sp-single"));
    single.checked = !studypress.store.get("keys");
    single.addEventListener("change", () => {
      if (single.checked) studypress.store.remove("keys");
      else studypress.store.put("keys", "off");
    });
    // A click on what is behind the sheet closes it.
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.addEventListener("keydown", (event) => {
      const action = Object.hasOwn(actions, event.key) ? actions[event.key] : null;
      if (
        !action ||
        studypress.store.get("keys") ||
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey
      )
        return;
      if (document.querySelector("dialog[open]") && event.key !== "?") return;
      const target = /** @type {HTMLElement} */ (event.target);
      if (target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
      // Arrows belong to what has the focus, and to the selection.
      const busy = target !== document.body || event.shiftKey || !getSelection()?.isCollapsed;
      if (event.key.startsWith("Arrow") && busy) return;
      if (action() !== false) event.preventDefault();
    });
  }

  // The box on the home page is the one in the bar, made large.
  function searchHere() {
    const box = $(".find-here");
    const link = $("a.find");
    if (!box || !link) return;
    box.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      link.click();
    });
  }

  keys(themeSwitch());
  searchHere();
  copyButtons();
  contents();
  leaveOff();
})();
