// Runs before the page is shown: the colours that the reader chose, so that
// nothing flashes.
(() => {
  "use strict";
  studypress.colours = (theme) => {
    const { dataset } = document.documentElement;
    if (theme === "light" || theme === "dark") dataset.theme = theme;
    else delete dataset.theme;
  };
  studypress.colours(studypress.store.get("theme"));
})();
