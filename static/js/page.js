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
   * The code of a snippet as it can be run: of a transcript what was typed, without prompts and output.
   * @param {Element} pre
   */
  function codeOf(pre) {
    const copy = /** @type {HTMLElement} */ (pre.querySelector("code")).cloneNode(true);
    const prompts = /** @type {HTMLElement} */ (copy).querySelectorAll(".p");
    for (const prompt of prompts) prompt.textContent = "\ue000";
    const code = copy.textContent ?? "";
    if (!prompts.length) return code;
    let copied = "";
    let goesOn = false;
    for (const line of code.split("\n")) {
      // Before a prompt there may be the name of an environment.
      /** @type {string | null} */
      const typed = /^\s*(?:\([\w.-]+\) )?\ue000 ?(.*)/.exec(line)?.[1] ?? (goesOn ? line : null);
      if (typed !== null) copied += `${typed}\n`;
      // A command goes on after a backslash, without a prompt.
      goesOn = typed !== null && line.endsWith("\\");
    }
    return copied;
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

  /** @type {Intl.PluralRules | undefined} */
  let rules;
  studypress.form = (forms, count) => {
    rules ??= new Intl.PluralRules(document.documentElement.lang);
    return forms[rules.select(count)] ?? forms.other;
  };

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

  // What is wider than its place is scrolled by keyboard too, and says what it is; what is not is no stop on the way.
  const boxes =
    window.ResizeObserver &&
    new ResizeObserver((entries) => {
      for (const { target } of entries) box(target);
    });

  /** @param {Element} target */
  function box(target) {
    const { dataset } = /** @type {HTMLElement} */ ($("main"));
    const name =
      target.getAttribute("data-label") ??
      target.closest("figure")?.querySelector("figcaption")?.textContent ??
      dataset[target.localName];
    const wide = target.scrollWidth > target.clientWidth && !target.matches(".ink");
    for (const [attribute, value] of Object.entries({ tabindex: "0", role: "group", "aria-label": name ?? "" })) {
      if (wide) target.setAttribute(attribute, value);
      else target.removeAttribute(attribute);
    }
  }

  studypress.code = (part) => {
    for (const code of part.querySelectorAll("code")) code.translate = false;
    for (const wide of part.querySelectorAll("pre, .table")) boxes?.observe(wide);
  };

  // The entry of the section that is being read is the last one whose heading has passed a line across the window. The
  // line is at a third of its height, and goes down to its foot as the page comes to its end, so that each section
  // has its turn.
  function contents() {
    const nav = $(".contents");
    if (!nav) return;
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
    // Whoever jumps to a section reads that one, wherever it came to stand, until the page is scrolled.
    let jumped = -1;
    let landed = 0;
    const jump = () => {
      jumped = links.findIndex(({ hash }) => hash && hash === location.hash);
      landed = scrollY;
      follow();
    };
    const follow = () => {
      const third = innerHeight / 3;
      const most = document.documentElement.scrollHeight - innerHeight;
      const last = Math.min(most, innerHeight - third);
      const line = third + (last > 0 ? (innerHeight - third) * Math.max(0, 1 - (most - scrollY) / last) : 0);
      const tops = headings.map((heading) => heading?.getBoundingClientRect().top ?? innerHeight);
      if (Math.abs(scrollY - landed) > 1 || tops[jumped] < 0 || tops[jumped] >= innerHeight) jumped = -1;
      const current = jumped < 0 ? tops.findLastIndex((top) => top < line) : jumped;
      links.forEach((link, index) => {
        if (index === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
    };
    addEventListener("scroll", () => requestAnimationFrame(follow), { passive: true });
    addEventListener("resize", follow);
    for (const way of ["hashchange", "load"]) addEventListener(way, jump);
    // What is jumped to once more changes no address.
    nav.addEventListener("click", () => setTimeout(jump));
    jump();
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
    } catch {
      // Nothing was read yet, or what is kept is not ours.
      resume.hidden = true;
    }
  }

  function followList() {
    const place = $(".following");
    if (!place || !("following" in document.documentElement.dataset)) return;
    const script = document.createElement("script");
    script.src = place.dataset.source ?? "";
    document.head.append(script);
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

  // What is fetched when it is first pressed, and then begins by itself.
  function firstPress() {
    /** @type {NodeListOf<HTMLElement>} */
    const buttons = document.querySelectorAll("[data-first]");
    for (const button of buttons) {
      const fetchIt = () => {
        const script = document.createElement("script");
        script.src = button.dataset.first ?? "";
        document.head.append(script);
      };
      button.addEventListener("click", fetchIt, { once: true });
    }
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
  studypress.code(document);
  contents();
  leaveOff();
  followList();
  firstPress();
})();
