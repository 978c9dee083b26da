// Runs before the page is shown: the store that all scripts share, and the
// colours that the reader chose, so that nothing flashes.
(function () {
  "use strict";
  const root = document.documentElement;
  // All guides of one host share a store: the path keeps them apart, and the
  // number is the version of the format.
  const prefix = root.dataset.path + "1:";
  const memory = new Map();

  window.studypress = {
    root: root.dataset.root,
    // Whether what is set outlives the page.
    keeps: true,
    // The text kept under a name, or null.
    get(name) {
      if (memory.has(name)) return memory.get(name);
      try {
        return localStorage.getItem(prefix + name);
      } catch {
        return null;
      }
    },
    // Keeps a text, or forgets it if it is null. A store that is full or
    // forbidden is made up for until the page is left.
    set(name, text) {
      try {
        if (text === null) localStorage.removeItem(prefix + name);
        else localStorage.setItem(prefix + name, text);
        memory.delete(name);
      } catch {
        memory.set(name, text);
        studypress.keeps = false;
      }
    },
    // Calls back when another tab has changed what is kept under a name.
    watch(name, changed) {
      addEventListener("storage", (event) => {
        if (event.key === null || event.key === prefix + name) changed();
      });
    },
    // Sets the colours: "light", "dark", or "" for the system's.
    colours(theme) {
      if (theme) root.dataset.theme = theme;
      else delete root.dataset.theme;
    },
  };
  const theme = studypress.get("theme");
  if (theme === "light" || theme === "dark") studypress.colours(theme);
})();
