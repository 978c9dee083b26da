// The only script that touches the browser's storage. All guides of one host
// share that storage, so every name gets the path of this guide in front. That is
// the path of its `base_url`, or, where it has none, the one it is read at.
(() => {
  "use strict";
  const { path, root = "" } = document.documentElement.dataset;
  // The number is the version of the format.
  const prefix = `${path || new URL(root || ".", location.href).pathname}1:`;
  // Guides without `base_url` once kept all they had as a guide at the root of the host would.
  const FORMER = "/1:";
  // Recent searches were once kept for the whole host, under this key.
  const FORMER_RECENT = "studypress-recent";
  /**
   * What a full or forbidden storage did not take. It lasts until the page is
   * left; null stands for a name that was removed.
   * @type {Map<string, string | null>}
   */
  const unsaved = new Map();

  /**
   * Changes the storage, or notes what it refused.
   * @param {string} name
   * @param {string | null} text
   */
  function write(name, text) {
    try {
      if (text !== null) localStorage.setItem(prefix + name, text);
      else localStorage.removeItem(prefix + name);
      unsaved.delete(name);
    } catch {
      unsaved.set(name, text);
    }
  }

  /** @type {Store} */
  const store = {
    get lasting() {
      return unsaved.size === 0;
    },
    get(name) {
      const text = unsaved.get(name);
      if (text !== undefined) return text;
      try {
        return localStorage.getItem(prefix + name);
      } catch {
        return null;
      }
    },
    put: write,
    remove(name) {
      write(name, null);
    },
    keys() {
      /** @type {Set<string>} */
      const names = new Set();
      try {
        for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) names.add(key.slice(prefix.length));
      } catch {
        // Only what could not be saved is there.
      }
      for (const [name, text] of unsaved) {
        if (text === null) names.delete(name);
        else names.add(name);
      }
      return [...names];
    },
    tab: {
      get(name) {
        try {
          return sessionStorage.getItem(prefix + name);
        } catch {
          return null;
        }
      },
      value(name) {
        try {
          return JSON.parse(store.tab.get(name) ?? "");
        } catch {
          return null;
        }
      },
      put(name, text) {
        try {
          sessionStorage.setItem(prefix + name, text);
        } catch {
          // What is lost with the tab anyway need not be kept.
        }
      },
    },
    watch(name, changed) {
      addEventListener("storage", (event) => {
        if (event.key === null || event.key === prefix + name) changed();
      });
    },
    watchAll(beginning, changed) {
      addEventListener("storage", ({ key }) => {
        if (key === null) changed(null);
        else if (key.startsWith(prefix + beginning)) changed(key.slice(prefix.length));
      });
    },
  };

  // Each guide copies the searches of the host, and leaves them there for the
  // other guides. So searches are forgotten by an empty list, not by `remove`.
  try {
    const former = localStorage.getItem(FORMER_RECENT);
    if (former !== null && store.get("recent") === null) store.put("recent", former);
  } catch {
    // Nothing can be kept, so nothing was.
  }

  // What such a guide had is copied, but for the page that was read last: that may be another guide's.
  try {
    const names = Object.keys(localStorage);
    if (!path && !names.some((name) => name.startsWith(prefix)))
      for (const name of names)
        if (name.startsWith(FORMER) && name !== `${FORMER}last`)
          store.put(name.slice(FORMER.length), localStorage.getItem(name) ?? "");
  } catch {
    // As above.
  }

  self.studypress = /** @type {Studypress} */ ({ root, store });
})();
