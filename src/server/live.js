// Keeps a served page up to date. The server puts this script into pages; a
// published site has none of it.
(() => {
  "use strict";
  /**
   * What the server says after each change.
   * @typedef {object} State
   * @property {string} version of the pages
   * @property {string} base path of the site
   * @property {string} style address of the style sheet
   * @property {string} errors the mistakes of the last change, as text
   */

  const own = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const { version, base = "" } = own;
  let style = own.style;
  /**
   * Links of style sheets, and those whose place they take.
   * @type {WeakMap<HTMLLinkElement, HTMLLinkElement[]>}
   */
  const replaced = new WeakMap();
  /** @type {EventSource | undefined} */
  let events;
  /** @type {HTMLElement | undefined} */
  let panel;

  function unfollow() {
    events?.close();
    events = undefined;
  }

  // A tab that nobody looks at holds no connection: browsers open only six to
  // one server, and the state comes whole as soon as the tab is looked at.
  function follow() {
    if (document.visibilityState === "hidden") {
      unfollow();
    } else if (!events) {
      events = new EventSource("/__studypress/events");
      events.onmessage = (event) => take(JSON.parse(event.data));
    }
  }

  /** @param {State} state */
  function take(state) {
    if (state.base !== base) {
      events?.close();
      const rest = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : "";
      location.replace(state.base + rest + location.search + location.hash);
    } else if (state.version !== version) {
      events?.close();
      location.reload();
    } else {
      changeStyle(state.style);
      showErrors(state.errors);
    }
  }

  /** @param {string} next */
  function changeStyle(next) {
    if (next === style) return;
    const old = new URL(base + style, location.href).href;
    style = next;
    /** @type {NodeListOf<HTMLLinkElement>} */
    const links = document.querySelectorAll("link[rel~=stylesheet]");
    for (const link of links) {
      if (link.href !== old) continue;
      // The old ones stay until the new one is there, so nothing flickers.
      const fresh = /** @type {HTMLLinkElement} */ (link.cloneNode());
      const older = [link, ...(replaced.get(link) ?? [])];
      replaced.set(fresh, older);
      fresh.href = base + next;
      fresh.onload = () => {
        for (const one of older) one.remove();
      };
      link.after(fresh);
    }
  }

  /** @param {string} text */
  function showErrors(text) {
    const whole = document.getElementById("sp-errors");
    if (whole) {
      if (text) whole.textContent = text;
      return;
    }
    panel?.remove();
    panel = undefined;
    if (!text) return;
    panel = document.createElement("div");
    panel.id = "sp-live";
    const root = panel.attachShadow({ mode: "open" });
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = "/__studypress/live.css";
    const box = document.createElement("section");
    box.setAttribute("role", "alert");
    const hide = document.createElement("button");
    hide.type = "button";
    hide.textContent = "Hide";
    hide.onclick = () => panel?.remove();
    const heading = document.createElement("h2");
    heading.textContent = "The last change has mistakes: this is the page before it";
    const pre = document.createElement("pre");
    pre.tabIndex = 0;
    pre.textContent = text;
    box.append(hide, heading, pre);
    root.append(sheet, box);
    document.body.append(panel);
  }

  document.addEventListener("visibilitychange", follow);
  // A page that the browser keeps for its back button must not stay connected.
  addEventListener("pagehide", unfollow);
  addEventListener("pageshow", follow);
  follow();
})();
