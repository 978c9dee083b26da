// The editions of the guide: which one pages are taken from, and which one a page that is open was taken from. It goes
// on with that one, whatever comes meanwhile.

/**
 * A list of files as `publish` writes it (docs/offline-list.md).
 * @typedef {{version: number, edition: string, files: [path: string, hash: string, bytes: number][]}} List
 */

/**
 * An edition that can be read. If it is `whole`, all of it is kept; if not, what was read.
 * @typedef {{edition: string, whole: boolean, files: Map<string, {hash: string, bytes: number}>, list: List}} Edition
 */

/** The part of the site that is only kept once it was loaded: what runs code. */
const RUNTIME = "play/";
/** A page is open, or on its way, for so many milliseconds at least. */
const YOUNG = 60_000;

/** @type {Promise<Edition | null> | undefined} */
let current;
/** The editions of open pages, by the ids of these. @type {Map<string, string>} */
const pins = new Map();

/**
 * @param {{whole: boolean, list: List} | null} kept
 * @returns {Edition | null}
 */
function readEdition(kept) {
  if (!kept) return null;
  const { whole, list } = kept;
  const files = new Map(list.files.map(([path, hash, bytes]) => [path, { hash, bytes }]));
  return { edition: list.edition, whole, files, list };
}

/** The edition that pages are taken from; null before the first is known. */
function currentEdition() {
  current ??= note("current").then(readEdition);
  return current;
}

/**
 * Takes pages from this edition from now on. It is one step: whoever ends this worker meets the one or the other.
 * @param {List} list
 * @param {boolean} whole
 */
async function adopt(list, whole) {
  const before = await currentEdition();
  // Pages of it may be open.
  if (before && before.edition !== list.edition)
    await putNote(`edition/${before.edition}`, { whole: before.whole, list: before.list });
  await putNote("current", { whole, list });
  current = undefined;
  await tidy();
}

/**
 * Notes which edition a page is of.
 * @param {string} id of the page
 * @param {string} edition
 */
async function pin(id, edition) {
  if (!id) return;
  pins.set(id, edition);
  await putNote(`page/${id}`, { edition, since: Date.now() });
}

/**
 * The edition of a page that is open; null for one that was not taken from any, such as the first ever.
 * @param {string} id
 * @returns {Promise<Edition | null>}
 */
async function editionOf(id) {
  if (!id) return null;
  const edition = pins.get(id) ?? (await note(`page/${id}`))?.edition;
  if (!edition) return null;
  pins.set(id, edition);
  const now = await currentEdition();
  return now?.edition === edition ? now : readEdition(await note(`edition/${edition}`));
}

/** Removes what no edition needs that is read, or open in a page. */
async function tidy() {
  const open = await worker.clients.matchAll({ includeUncontrolled: true, type: "all" });
  const ids = new Set(open.map(({ id }) => id));
  const now = await currentEdition();
  const needed = new Set(now ? [now.edition] : []);
  for (const id of await names("page/")) {
    const { edition, since } = (await note(`page/${id}`)) ?? {};
    if (ids.has(id) || Date.now() - since < YOUNG) needed.add(edition);
    else {
      pins.delete(id);
      await remove(`page/${id}`);
    }
  }
  const hashes = new Set(now?.list.files.map(([, hash]) => hash));
  for (const edition of await names("edition/")) {
    const files = needed.has(edition) && readEdition(await note(`edition/${edition}`))?.list.files;
    if (files) for (const [, hash] of files) hashes.add(hash);
    else await remove(`edition/${edition}`);
  }
  for (const hash of await names("file/")) if (!hashes.has(hash)) await remove(`file/${hash}`);
}
