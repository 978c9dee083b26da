// Fetches the engine of practice, and what shows there how far the reader is, on
// pages where readers look: only for those who have practised.
(() => {
  "use strict";
  const { dataset } = /** @type {HTMLScriptElement} */ (document.currentScript);
  if (!("practised" in document.documentElement.dataset)) return;
  studypress.standing = new Promise((resolve) => {
    studypress.stand = resolve;
    for (const source of [dataset.engine, dataset.standing]) {
      const script = document.createElement("script");
      script.src = source ?? "";
      script.async = false;
      script.onerror = () => resolve(undefined);
      document.head.append(script);
    }
  });
})();
