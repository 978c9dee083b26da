// Keeps a served page up to date. The server puts this script into pages; a
// published site has none of it.
(() => {
  "use strict";
  const { version, base, style } = document.currentScript.dataset;
  let shownStyle = style;
  // Links of style sheets, and those whose place they take.
  const replaced = new WeakMap();
  let events = null;
  let panel = null;

  // A tab that nobody looks at holds no connection: browsers open only six to
  // one server, and the state comes whole as soon as the tab is looked at.
  function follow() {
    if (document.visibilityState === "hidden") {
      events?.close();
      events = null;
    } else if (!events) {
      events = new EventSource("/__studypress/events");
      events.onmessage = (event) => take(JSON.parse(event.data));
    }
  }

  function take(state) {
    if (state.base !== base) {
      events.close();
      const rest = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : "";
      location.replace(state.base + rest + location.search + location.hash);
    } else if (state.version !== version) {
      events.close();
      location.reload();
    } else {
      changeStyle(state.style);
      showErrors(state.errors);
    }
  }

  function changeStyle(next) {
    if (next === shownStyle) return;
    const old = new URL(base + shownStyle, location.href).href;
    shownStyle = next;
    for (const link of document.querySelectorAll("link[rel~=stylesheet]")) {
      if (link.href !== old) continue;
      // The old ones stay until the new one is there, so nothing flickers.
      const fresh = link.cloneNode();
      const older = [link, ...(replaced.get(link) ?? [])];
      replaced.set(fresh, older);
      fresh.href = base + next;
      fresh.onload = () => older.forEach((one) => one.remove());
      link.after(fresh);
    }
  }

  function showErrors(text) {
    const whole = document.getElementById("sp-errors");
    if (whole) {
      if (text) whole.textContent = text;
      return;
    }
    panel?.remove();
    panel = null;
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
    hide.onclick = () => panel.remove();
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
  addEventListener("pagehide", () => {
    events?.close();
    events = null;
  });
  addEventListener("pageshow", follow);
  follow();
})();
