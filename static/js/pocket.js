// Keeps the guide for when there is no network: starts the service worker when the page has loaded, tells the reader of
// a new edition, and fetches the panel when it is opened.
(() => {
  "use strict";
  const { dataset } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { serviceWorker } = navigator;
  // Browsers have none for pages from disk, nor without encryption.
  if (!serviceWorker || !location.protocol.startsWith("http")) return;
  // Here, because a browser complains of a manifest that is on disk.
  const manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = dataset.manifest ?? "";
  document.head.append(manifest);
  const panel = document.getElementById("sp-pocket");
  const notice = document.getElementById("sp-edition");

  serviceWorker.addEventListener("message", ({ data }) => {
    if (data?.pocket === "edition" && notice) notice.hidden = false;
    if (data?.pocket === "gone") location.reload();
  });
  notice?.addEventListener("click", () => location.reload());

  addEventListener("load", async () => {
    try {
      await serviceWorker.register(dataset.worker ?? "", { updateViaCache: "none" });
      const { active } = await serviceWorker.ready;
      // @ts-expect-error: TypeScript does not know of it, nor do Firefox and Safari.
      active?.postMessage({ pocket: "hello", saving: navigator.connection?.saveData });
    } catch {
      return;
    }
    if (!panel) return;
    panel.hidden = false;
    panel.addEventListener(
      "toggle",
      () => {
        for (const src of [dataset.words, dataset.panel]) {
          const script = document.createElement("script");
          script.src = src ?? "";
          // In this order.
          script.async = false;
          document.head.append(script);
        }
      },
      { once: true },
    );
  });
})();
