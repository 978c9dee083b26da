// Fetches files, and the guide whole. What is not what the list says is not kept.

/** The size up to which a guide is kept whole unasked, in bytes as they come over the network. */
const SMALL = 3_000_000;
/** Text comes zipped, to a third of its size (pages to 0.32, scripts to 0.36); all else comes as it is. */
const ZIPPED = 3;
const TEXT = /\.(html|css|js|mjs|json|svg|xml|txt|md|csv|webmanifest)$/;
/** What a page needs to be one. */
const NEEDED = /\.(html|css|js)$/;
/** So many files are fetched at once: a browser has no more connections to a host. */
const AT_ONCE = 6;

/** What is being fetched, in bytes as they are kept. @type {{done: number, all: number} | null} */
let progress = null;
/** Why the guide could not be kept whole. @type {"" | "lost" | "full"} */
let failure = "";
/** Ends what is being fetched. */
let stopper = new AbortController();

/**
 * The files that are kept unasked, and what keeping them takes: bytes on the device, and roughly over the network.
 * @param {List} list
 */
function bulkOf(list) {
  const files = list.files.filter(([path]) => !path.startsWith(RUNTIME));
  let [size, traffic] = [0, 0];
  for (const [path, , bytes] of files) {
    size += bytes;
    traffic += TEXT.test(path) ? bytes / ZIPPED : bytes;
  }
  return { files, size, traffic };
}

/** @param {string} path */
const addressOf = (path) => scope + path.split("/").map(encodeURIComponent).join("/");

/**
 * Fetches a file. It is `right` if it is what the list says; if what the browser has of it is not, the host is asked.
 * @param {string} path
 * @param {string} hash
 * @param {AbortSignal | null} [signal]
 */
async function download(path, hash, signal = null) {
  for (const cache of /** @type {const} */ (["default", "no-cache"])) {
    const response = await fetch(addressOf(path), { cache, signal });
    const bytes = await response.arrayBuffer();
    const right = hashOf(bytes) === hash;
    if (right || cache === "no-cache") {
      return { response, right, bytes, type: response.headers.get("content-type") ?? "" };
    }
  }
  throw new Error("not reached");
}

/**
 * Fetches a file and keeps it. Whether the edition can do without more: the file is kept, or the host has none such
 * and no page needs it.
 * @param {string} path
 * @param {string} hash
 * @param {AbortSignal} signal
 */
async function fetchAndKeep(path, hash, signal) {
  const file = await download(path, hash, signal);
  if (file.right && !signal.aborted) await keep(hash, file);
  return file.right || ([404, 410].includes(file.response.status) && !NEEDED.test(path));
}

/**
 * Fetches what is not kept yet of these files. Whether all is there now.
 * @param {List["files"]} files
 * @param {AbortSignal} signal
 */
async function fetchAll(files, signal) {
  const there = new Set(await names("file/"));
  const missing = files.filter(([, hash]) => !there.has(hash));
  const sum = (/** @type {List["files"]} */ some) => some.reduce((all, [, , bytes]) => all + bytes, 0);
  const all = sum(files);
  progress = { done: all - sum(missing), all };
  let whole = true;
  const next = async () => {
    for (let file = missing.shift(); file && !signal.aborted; file = missing.shift()) {
      const [path, hash, bytes] = file;
      whole = (await fetchAndKeep(path, hash, signal)) && whole;
      if (progress && !signal.aborted) progress.done += bytes;
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    failure = whole ? "" : "lost";
  } catch (error) {
    whole = false;
    missing.length = 0;
    failure = error instanceof Error && error.name === "QuotaExceededError" ? "full" : "lost";
  }
  progress = null;
  return whole && !signal.aborted;
}
