// What a program in a page asks its reader: the program's worker makes a request and stands still until it is answered,
// and the answer comes from the page, by a message. No page without special headers has another way to wait.

/** Questions that are held, by what stands behind the `?` of their address: whoever comes first waits for the other. */
/** @type {Map<string, {line: Promise<unknown>, answer: (line: unknown) => void}>} */
const questions = new Map();

/** @param {string} id */
function question(id) {
  let found = questions.get(id);
  if (!found) {
    /** @type {(line: unknown) => void} */
    let answer = () => {};
    const line = new Promise((resolve) => {
      answer = resolve;
    });
    found = { line, answer };
    questions.set(id, found);
  }
  return found;
}

worker.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.href !== `${worker.registration.scope}play/input${url.search}`) return;
  const id = url.search.slice(1);
  const held = question(id).line.then((line) => {
    questions.delete(id);
    return new Response(JSON.stringify(typeof line === "string" ? line : null), {
      headers: { "content-type": "application/json", "cache-control": "no-store" },
    });
  });
  event.respondWith(held);
});

worker.addEventListener("message", (event) => {
  const { input, line } = event.data ?? {};
  if (typeof input === "string") question(input).answer(line);
});
