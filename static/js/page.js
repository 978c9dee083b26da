// What every page has: the switch of colours, keys, copy buttons, contents
// that follow the reading, and the place where the reader left off.
(function () {
  "use strict";
  const $ = (selector) => document.querySelector(selector);

  function themeSwitch() {
    const button = $("#sp-theme");
    const themes = ["", "light", "dark"];
    const show = () => {
      const theme = document.documentElement.dataset.theme || "";
      const label = button.dataset[theme || "auto"];
      button.setAttribute("aria-label", label);
      button.title = label;
    };
    button.addEventListener("click", () => {
      const now = document.documentElement.dataset.theme || "";
      const next = themes[(themes.indexOf(now) + 1) % themes.length];
      studypress.set("theme", next || null);
      studypress.colours(next);
      show();
    });
    studypress.watch("theme", () => {
      studypress.colours(studypress.get("theme") || "");
      show();
    });
    show();
    return button;
  }

  // The code of a snippet as it can be run: without prompts, and of a
  // session without what it printed.
  function codeOf(pre) {
    const copy = pre.querySelector("code").cloneNode(true);
    const prompts = copy.querySelectorAll(".p");
    if (!prompts.length) return copy.textContent;
    prompts.forEach((prompt) => (prompt.textContent = "\u0001"));
    const lines = copy.textContent.split("\n").filter((line) => line.startsWith("\u0001"));
    return lines.map((line) => line.slice(1).replace(/^ /, "") + "\n").join("");
  }

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

  function copyButtons() {
    const template = $("#sp-copy");
    if (!template) return;
    for (const pre of document.querySelectorAll(".snippet > pre:not(.output)")) {
      const button = template.content.firstElementChild.cloneNode(true);
      const name = button.textContent;
      button.addEventListener("click", async () => {
        try {
          await toClipboard(codeOf(pre));
          button.textContent = button.dataset.done;
        } catch {
          button.textContent = button.dataset.failed;
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
    const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    const wide = matchMedia("(min-width: 66rem)");
    const open = () => wide.matches && (nav.firstElementChild.open = true);
    wide.addEventListener("change", open);
    open();
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
    headings.filter(Boolean).forEach((heading) => observer.observe(heading));
    addEventListener("hashchange", follow);
  }

  function leaveOff() {
    const article = $("article[data-slug]");
    if (article) {
      const title = article.querySelector("h1").textContent;
      studypress.set("last", JSON.stringify([article.dataset.slug, title]));
    }
    const resume = $("#sp-resume");
    if (!resume) return;
    try {
      const [slug, title] = JSON.parse(studypress.get("last"));
      const link = resume.querySelector("a");
      link.href = studypress.root + "questions/" + encodeURIComponent(slug) + ".html";
      link.textContent = title;
      resume.hidden = false;
    } catch {
      // Nothing was read yet, or what is kept is not ours.
    }
  }

  // Moves along a list from the row that has the focus.
  function alongList(step) {
    const titles = [...document.querySelectorAll("#sp-list .title")].filter((link) => link.offsetParent);
    if (!titles.length) return false;
    const row = document.activeElement.closest(".row");
    const at = row ? titles.indexOf(row.querySelector(".title")) : step > 0 ? -1 : titles.length;
    const next = titles[Math.min(Math.max(at + step, 0), titles.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  function toNeighbour(relation) {
    const link = $('.neighbours [rel="' + relation + '"]');
    if (link) link.click();
    return Boolean(link);
  }

  function shortAnswer() {
    const row = document.activeElement.closest(".row");
    const details = row && row.querySelector("details");
    if (details) details.open = !details.open;
    return Boolean(details);
  }

  function keys(theme) {
    const dialog = $("#sp-keys");
    const help = $("#sp-help");
    const sheet = () => (dialog.open ? dialog.close() : dialog.showModal());
    const move = (step) => toNeighbour(step > 0 ? "next" : "prev") || alongList(step);
    const actions = {
      j: () => move(1),
      k: () => move(-1),
      ArrowRight: () => toNeighbour(document.documentElement.dir === "rtl" ? "prev" : "next"),
      ArrowLeft: () => toNeighbour(document.documentElement.dir === "rtl" ? "next" : "prev"),
      o: shortAnswer,
      t: () => theme.click(),
      "?": sheet,
    };
    help.addEventListener("click", sheet);
    // A click on what is behind the sheet closes it.
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.addEventListener("keydown", (event) => {
      const action = Object.hasOwn(actions, event.key) ? actions[event.key] : null;
      if (!action || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector("dialog[open]") && event.key !== "?") return;
      const target = event.target;
      if (target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
      // Arrows belong to what scrolls sideways.
      if (event.key.startsWith("Arrow") && (event.shiftKey || target.scrollWidth > target.clientWidth)) return;
      if (action() !== false) event.preventDefault();
    });
  }

  // The box on the home page is the one in the bar, made large.
  function searchHere() {
    const [box, link] = [$(".find-here"), $("a.find")];
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
