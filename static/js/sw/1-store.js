// The only part of the worker that touches the browser's caches. All guides of a host share these, so the name has the
// path of this guide. A file stands under its hash: no edition of the guide can have another's, and one that is
// fetched harms none that is read.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;
/** The path of the guide, from slash to slash. */
const home = new URL(scope).pathname;
/** Of all that this guide keeps; the number is the version of what stands in it. */
const mine = `studypress ${encodeURIComponent(home)} `;
const cacheName = `${mine}1`;

const open = () => caches.open(cacheName);

/** @param {string} name */
const keyOf = (name) => `${scope}pocket/${name}`;

/**
 * What is kept under a name. Asking makes no cache where there is none, as opening would.
 * @param {string} name
 */
const find = (name) => caches.match(keyOf(name), { cacheName });

/**
 * What stands under a name, or null.
 * @param {string} name
 */
async function note(name) {
  const found = await find(name);
  return found ? found.json() : null;
}

/**
 * @param {string} name
 * @param {unknown} value
 */
async function putNote(name, value) {
  await (await open()).put(keyOf(name), new Response(JSON.stringify(value)));
}

/** @param {string} name */
async function remove(name) {
  await (await open()).delete(keyOf(name));
}

/**
 * The rest of the names that begin so.
 * @param {string} beginning
 */
async function names(beginning) {
  if (!(await caches.has(cacheName))) return [];
  const start = keyOf(beginning);
  const keys = await (await open()).keys();
  return keys.filter(({ url }) => url.startsWith(start)).map(({ url }) => url.slice(start.length));
}

/**
 * The file of a hash, if it is kept and is what the hash says.
 * @param {string} hash
 * @returns {Promise<{bytes: ArrayBuffer, type: string} | null>}
 */
async function kept(hash) {
  const found = await find(`file/${hash}`);
  if (!found) return null;
  const bytes = await found.arrayBuffer();
  if (hashOf(bytes) === hash) return { bytes, type: found.headers.get("content-type") ?? "" };
  await remove(`file/${hash}`);
  return null;
}

/** @param {string} hash */
async function isKept(hash) {
  return Boolean(await find(`file/${hash}`));
}

/**
 * Keeps a file whose hash was found to be this one.
 * @param {string} hash
 * @param {{bytes: ArrayBuffer, type: string}} file
 */
async function keep(hash, { bytes, type }) {
  const response = new Response(bytes, { headers: { "content-type": type } });
  await (await open()).put(keyOf(`file/${hash}`), response);
}

/** Forgets all that this guide keeps, also what a former version of this worker kept. */
async function forget() {
  const all = await caches.keys();
  await Promise.all(all.filter((name) => name.startsWith(mine)).map((name) => caches.delete(name)));
}
