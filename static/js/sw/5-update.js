// What is kept, and when it is renewed. Asked by each page that has loaded.

/**
 * What the reader wants kept: what is right for the guide's size, all of it, or nothing.
 * @typedef {"" | "all" | "nothing"} Wish
 */

/** @returns {Promise<Wish>} */
const wish = async () => (await note("wish")) ?? "";

/** What is under way. @type {Promise<void> | null} */
let updating = null;

/**
 * The list as the host has it now; null if there is none to be had, and "gone" where the guide is no longer here.
 * @returns {Promise<List | "gone" | null>}
 */
async function latestList() {
  try {
    const response = await fetch(`${scope}pocket.json`, { cache: "no-cache" });
    if ([404, 410].includes(response.status)) return "gone";
    if (!response.ok) return null;
    const list = await response.json();
    return list.version === 1 ? list : null;
  } catch {
    return null;
  }
}

/** Whether the guide is no longer here: then nothing is answered for it. */
let gone = false;

/** Another guide, or none, is where this one was: it leaves the browser as it found it. */
async function leave() {
  stopper.abort();
  gone = true;
  await forget();
  current = undefined;
  const pages = await worker.clients.matchAll({ type: "window" });
  await worker.registration.unregister();
  // On an author's machine it is most likely the next one, served at the same port.
  if (!["localhost", "127.0.0.1", "[::1]"].includes(location.hostname)) return;
  // They load themselves: where the worker loads them, it may be over before they have come.
  for (const page of pages) page.postMessage({ pocket: "gone" });
}

/**
 * Renews what is kept, unless that is being done.
 * @param {boolean} saving whether the reader is to be spared traffic
 */
function update(saving) {
  updating ??= renew(saving).finally(() => {
    updating = null;
  });
  return updating;
}

/** @param {boolean} saving */
async function renew(saving) {
  const wanted = await wish();
  if (wanted === "nothing") return;
  stopper = new AbortController();
  const { signal } = stopper;
  failure = "";
  const list = await latestList();
  if (list === "gone") await leave();
  if (!list || list === "gone" || signal.aborted) return;
  const bulk = bulkOf(list);
  const all = wanted === "all" || (!saving && bulk.traffic <= SMALL);
  const before = await currentEdition();
  const same = before?.edition === list.edition;
  // What is not kept whole is fetched file by file as it is read, so it can be of another edition at once.
  if (!same && !(all && before?.whole)) await adopt(list, false);
  if (all && !(same && before?.whole)) {
    if (await fetchAll(bulk.files, signal)) await adopt(list, true);
  } else if (!all && !saving) {
    const frame = bulk.files.filter(([path]) => isFrame(path));
    await fetchAll(frame, signal);
  }
  await tell();
}

/**
 * What every page has around it: kept with the first page that is read.
 * @param {string} path
 */
const isFrame = (path) => /^(css|js)\//.test(path) || ["index.html", "404.html", "favicon.svg"].includes(path);

/** Tells the pages of a former edition that there is a new one. */
async function tell() {
  const now = await currentEdition();
  for (const page of await worker.clients.matchAll({ type: "window" })) {
    const edition = await editionOf(page.id);
    if (edition && edition.edition !== now?.edition) page.postMessage({ pocket: "edition" });
  }
}

/** The list of a guide of which nothing is kept, so that the reader is told what keeping it takes. @type {List | null} */
let offered = null;

/** The list to be kept, as far as it is known. */
async function listToKeep() {
  const now = await currentEdition();
  if (now) return now.list;
  const list = offered ?? (await latestList());
  offered = list === "gone" ? null : list;
  return offered;
}

/** What the panel shows. */
async function status() {
  const [now, wanted, there, list] = await Promise.all([currentEdition(), wish(), names("file/"), listToKeep()]);
  const hashes = new Set(there);
  const bulk = list && bulkOf(list);
  const size = now?.list.files.reduce((all, [, hash, bytes]) => all + (hashes.has(hash) ? bytes : 0), 0) ?? 0;
  return { wish: wanted, whole: now?.whole ?? false, size, all: bulk?.size ?? 0, progress, failure };
}
