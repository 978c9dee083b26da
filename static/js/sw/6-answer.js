// A request → a response, as the host would answer: from what is kept if the page is of an edition, so that it gets
// nothing of another; from the network if not.

/** Files larger than this, in bytes, are not kept by reading: a film is played while it comes. */
const LARGE = 5_000_000;

/**
 * The path from the root of the guide that an address asks for, or null if it is no path.
 * @param {string} pathname
 */
function pathOf(pathname) {
  try {
    return decodeURIComponent(pathname.slice(home.length));
  } catch {
    return null;
  }
}

/**
 * The file that a path asks for by the rules of GitHub Pages: a folder is its index.html, `.html` may be left out.
 * @param {Edition} edition
 * @param {string} path
 */
function locate({ files }, path) {
  const names = path === "" || path.endsWith("/") ? [`${path}index.html`] : [path, `${path}.html`];
  const found = names.find((name) => files.has(name));
  const file = found === undefined ? undefined : files.get(found);
  if (found !== undefined && file) return { path: found, ...file };
  return null;
}

/**
 * A response to a request for a file, or for a range of it.
 * @param {Request} request
 * @param {{bytes: ArrayBuffer, type: string}} file
 * @param {number} [status]
 */
function give(request, { bytes, type }, status = 200) {
  const headers = new Headers({ "content-type": type, "x-content-type-options": "nosniff", "accept-ranges": "bytes" });
  const range = request.headers.get("range")?.match(/^bytes=(\d*)-(\d*)$/);
  if (!range || (!range[1] && !range[2])) return new Response(bytes, { status, headers });
  const size = bytes.byteLength;
  const start = range[1] ? Number(range[1]) : Math.max(size - Number(range[2]), 0);
  const end = range[1] && range[2] ? Math.min(Number(range[2]) + 1, size) : size;
  if (start >= end) {
    headers.set("content-range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set("content-range", `bytes ${start}-${end - 1}/${size}`);
  return new Response(bytes.slice(start, end), { status: 206, headers });
}

/**
 * The file from what is kept, or else from the network, where it has to be the edition's own.
 * @param {FetchEvent} event
 * @param {{path: string, hash: string, bytes: number}} file
 * @returns {Promise<Response | null>} null where the host has another edition now
 */
async function ofEdition({ request }, { path, hash, bytes }) {
  const held = await kept(hash);
  if (held) return give(request, held);
  if (bytes > LARGE) return fetch(request);
  const file = await download(path, hash);
  if (file.right) await keep(hash, file).catch(() => {});
  return file.right ? give(request, file) : null;
}

/**
 * A file of the runtime. What its name is made of tells what it holds, and the browser's own cache has it compiled.
 * @param {FetchEvent} event
 * @param {{path: string, hash: string}} file
 */
async function ofRuntime(event, { hash }) {
  try {
    const response = await fetch(event.request, { cache: "force-cache" });
    if (!(await isKept(hash))) event.waitUntil(keepCopy(hash, response.clone()));
    return response;
  } catch (error) {
    const held = await kept(hash);
    if (!held) throw error;
    return give(event.request, held);
  }
}

/**
 * Keeps a file that was fetched for a page, if it is what the list says.
 * @param {string} hash
 * @param {Response} response
 */
async function keepCopy(hash, response) {
  const bytes = await response.arrayBuffer();
  const type = response.headers.get("content-type") ?? "";
  if (hashOf(bytes) === hash) await keep(hash, { bytes, type });
}

/**
 * What the network says, or else what is kept.
 * @param {Request} request
 * @param {{hash: string} | null} file
 */
async function fromNetwork(request, file) {
  try {
    return await fetch(request);
  } catch (error) {
    const held = file && (await kept(file.hash));
    if (!held) throw error;
    return give(request, held);
  }
}

/**
 * A page: it is of the current edition from now on, if it is in it.
 * @param {FetchEvent} event
 * @param {Edition} now
 * @param {string} path
 */
async function page(event, now, path) {
  const { request } = event;
  const file = locate(now, path);
  const answer = file && (await ofEdition(event, file));
  if (answer) {
    event.waitUntil(pin(event.resultingClientId, now.edition));
    return answer;
  }
  if (!file && now.files.has(`${path}/index.html`)) {
    const { origin, pathname, search } = new URL(request.url);
    return Response.redirect(`${origin}${pathname}/${search}`, 302);
  }
  try {
    return await fetch(request);
  } catch (error) {
    // In a folder of this guide there is nothing else; other folders may be another's.
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const ours = !folder || now.list.files.some(([name]) => name.startsWith(folder));
    const lost = now.files.get("404.html");
    const held = !file && ours && lost && (await kept(lost.hash));
    if (!held) throw error;
    return give(request, held, 404);
  }
}

/**
 * @param {FetchEvent} event
 * @param {string} path
 */
async function answer(event, path) {
  const { request } = event;
  const now = await currentEdition();
  if (!now) return fetch(request);
  if (request.mode === "navigate") return page(event, now, path);
  const own = await editionOf(event.clientId);
  const file = locate(own ?? now, path);
  if (!file) return fetch(request);
  if (path.startsWith(RUNTIME)) return ofRuntime(event, file);
  if (!own) return fromNetwork(request, file);
  const found = await ofEdition(event, file);
  if (found) return found;
  // The host has another edition by now, and a page gets nothing of that: it is told to the reader instead.
  event.waitUntil(update(false));
  return Response.error();
}
