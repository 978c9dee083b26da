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
  // A log may hold nothing but marks.
  const reviewed = (/** @type {string} */ name) => name.startsWith("log:") && store.get(name)?.includes('"review"');
  if (store.keys().some(reviewed)) dataset.practised = "";
})();
