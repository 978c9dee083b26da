// What the browser and the pages say to the worker.

worker.addEventListener("install", () => worker.skipWaiting());

worker.addEventListener("activate", (event) => {
  const former = async () => {
    const all = await caches.keys();
    const old = all.filter((name) => name.startsWith(mine) && name !== cacheName);
    await Promise.all(old.map((name) => caches.delete(name)));
    // So that the page that brought the worker can search without a network.
    await worker.clients.claim();
  };
  event.waitUntil(former());
});

worker.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (gone || method !== "GET" || !url.startsWith(scope)) return;
  const path = pathOf(new URL(url).pathname);
  // The way in which a program that runs asks the reader (2-input.js).
  if (path === null || path === `${RUNTIME}input`) return;
  event.respondWith(answer(event, path));
});

/**
 * What pages ask for, by name. `saving` is whether the reader is to be spared traffic.
 * @type {Record<string, (saving: boolean) => Promise<void>>}
 */
const ACTIONS = {
  /** A page has loaded. */
  hello: update,
  /** Keep everything. */
  async all() {
    await putNote("wish", "all");
    await updating;
    await update(false);
  },
  /** Keep nothing. */
  async nothing() {
    stopper.abort();
    await updating;
    await forget();
    current = undefined;
    await putNote("wish", "nothing");
  },
  /** Only tell what is kept. */
  async status() {},
};

worker.addEventListener("message", (event) => {
  const { pocket, saving = false } = event.data ?? {};
  if (!Object.hasOwn(ACTIONS, pocket)) return;
  const work = ACTIONS[pocket]?.(saving);
  const [port] = event.ports;
  // What failed is told, too: by how things are then.
  const done = Promise.resolve(work).catch(() => {});
  event.waitUntil(done.then(async () => port?.postMessage(await status())));
});
