// Runs before the page is shown: what the reader chose and did decides how it
// looks, and nothing flashes or moves later.
(() => {
  "use strict";
  const { store } = studypress;
  const { dataset } = document.documentElement;
  studypress.colours = (theme) => {
    if (theme === "light" || theme === "dark") dataset.theme = theme;
    else delete dataset.theme;
  };
  studypress.colours(store.get("theme"));
  if (store.get("outputs") === "hidden") dataset.outputs = "hidden";
  // Who comes back begins with what to do next.
  const marked = store.get("marks");
  if (marked || store.get("last")) dataset.returning = marked ? "marked" : "";
  // A question that was opened from a list goes on along it (follow.js).
  const to = store.tab.get("to");
  if (history.state?.list || (to && location.pathname.endsWith(`/${to}`))) dataset.following = "";
  // A log may hold nothing but marks.
  const reviewed = (/** @type {string} */ name) => name.startsWith("log:") && store.get(name)?.includes('"review"');
  if (store.keys().some(reviewed)) dataset.practised = "";
})();
