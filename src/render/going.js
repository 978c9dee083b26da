// The service worker of a guide that is not to be kept: it goes, and takes with it what a worker before it kept.
// `studypress serve` has it too, so that nobody writes while looking at yesterday's page.
(() => {
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const { pathname } = new URL(worker.registration.scope);

  async function go() {
    const mine = `studypress ${encodeURIComponent(pathname)} `;
    const names = (await caches.keys()).filter((name) => name.startsWith(mine));
    await Promise.all(names.map((name) => caches.delete(name)));
    const pages = await worker.clients.matchAll({ type: "window" });
    await worker.registration.unregister();
    // An author looks at what was kept: at once at what is written. A reader's page is left as it is.
    if (!["localhost", "127.0.0.1", "[::1]"].includes(location.hostname)) return;
    for (const page of pages) page.navigate(page.url);
  }

  worker.addEventListener("install", () => worker.skipWaiting());
  worker.addEventListener("activate", (event) => event.waitUntil(go()));
})();
