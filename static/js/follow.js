// A question that was opened from a list knows it: its place there, the questions before and
// after, and the way back to where the list was left. Fetched only for such a question.
(() => {
  "use strict";
  const { root, store } = studypress;
  const place = /** @type {HTMLElement | null} */ (document.querySelector(".following"));
  const neighbours = document.querySelector(".neighbours");
  const list = /** @type {FollowedList | null} */ (store.tab.value("list"));
  // What is kept may have been spoilt.
  const rows = Array.isArray(list?.rows) ? list.rows : [];
  const at = rows.findIndex(([href]) => location.pathname.endsWith(`/${href}`));
  if (!list || !place || !neighbours || at < 0) {
    delete document.documentElement.dataset.following;
    return;
  }
  const [here] = rows[at];
  const { of = "", back = "", prev = "", next = "" } = place.dataset;

  /** What is opened next is still of this list; the list finds again where it was left. */
  const remember = (/** @type {string} */ to) => store.tab.put("to", to);
  remember(here);
  try {
    // So that it is known when the reader comes back to this page.
    history.replaceState({ ...history.state, list: true }, "");
  } catch {
    // Some browsers refuse this for pages opened from disk.
  }

  function backLink() {
    const link = document.createElement("a");
    link.href = root + list?.at;
    link.textContent = list?.title ?? "";
    link.addEventListener("click", () => {
      remember("");
      store.tab.put("list", JSON.stringify({ ...list, back: true, last: here }));
    });
    return link;
  }

  /**
   * A link to a question of the list, its code as code.
   * @param {[href: string, title: string]} row
   */
  function linkTo([href, title]) {
    const link = document.createElement("a");
    link.href = root + href;
    link.addEventListener("click", () => remember(href));
    title.split("`").forEach((text, index) => {
      const part = index % 2 ? document.createElement("code") : document.createTextNode("");
      part.textContent = text;
      link.append(part);
    });
    return link;
  }

  const links = [];
  for (const [rel, step, word] of /** @type {const} */ ([
    ["prev", -1, prev],
    ["next", 1, next],
  ])) {
    const row = rows[at + step];
    // After the last question comes the list itself.
    if (!row && step < 0) continue;
    const link = row ? linkTo(row) : backLink();
    link.rel = rel;
    const small = document.createElement("small");
    small.textContent = row ? word : back;
    link.prepend(small, " ");
    links.push(link);
  }
  neighbours.replaceChildren(...links);
  neighbours.setAttribute("aria-label", list.title);
  place.setAttribute("aria-label", list.title);
  const number = document.createElement("span");
  number.textContent = of.replace("{number}", String(at + 1)).replace("{count}", String(rows.length));
  place.replaceChildren(backLink(), number);
})();
