// What is kept of the guide on this device, with the buttons that keep all of it or nothing.
(() => {
  "use strict";
  const panel = /** @type {HTMLDetailsElement} */ (document.getElementById("sp-pocket"));
  /** @param {string} name */
  const part = (name) => /** @type {HTMLElement} */ (panel.querySelector(`[data-part="${name}"]`));
  const [words, all, nothing] = [part("words"), part("all"), part("nothing")];
  const line = /** @type {HTMLProgressElement} */ (part("line"));
  /** How often the worker is asked while it fetches, in milliseconds. */
  const OFTEN = 400;

  /** @param {number} bytes */
  const size = (bytes) => {
    const digits = bytes < 9.95e6 ? 1 : 0;
    const format = { style: "unit", unit: "megabyte", minimumFractionDigits: digits, maximumFractionDigits: digits };
    return (bytes / 1e6).toLocaleString(
      document.documentElement.lang,
      /** @type {Intl.NumberFormatOptions} */ (format),
    );
  };

  /**
   * A sentence of the page with its gaps filled.
   * @param {string} name
   * @param {Record<string, string>} [gaps]
   */
  const say = (name, gaps = {}) => (words.dataset[name] ?? "").replace(/\{(\w+)\}/g, (gap, key) => gaps[key] ?? gap);

  /**
   * Asks the worker for something; it answers with what is kept when that is done.
   * @param {string} what
   * @returns {Promise<PocketStatus>}
   */
  async function ask(what) {
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
    });
    active?.postMessage({ pocket: what }, [port2]);
    return answer;
  }

  /** @param {PocketStatus} status */
  function sentence({ wish, whole, size: held, progress, failure }) {
    if (progress) return say("fetching", { done: size(progress.done), all: size(progress.all) });
    if (whole) return say("whole", { size: size(held) });
    if (wish === "all" && failure) return say(failure);
    return wish === "nothing" ? say("none") : say("read", { size: size(held) });
  }

  /** @param {PocketStatus} status */
  function show(status) {
    const { wish, whole, all: bytes, progress } = status;
    const now = sentence(status);
    if (words.textContent !== now) words.textContent = now;
    line.hidden = !progress;
    if (progress) line.value = progress.done / (progress.all || 1);
    all.hidden = whole || Boolean(progress);
    all.textContent = bytes ? say("all", { size: size(bytes) }) : say("allUnknown");
    nothing.hidden = wish === "nothing";
  }

  async function follow() {
    const status = await ask("status");
    show(status);
    // A browser may end the worker in the middle of it: it goes on where it was.
    if (status.wish === "all" && !status.whole && !status.progress && !status.failure) ask("hello");
    if (panel.open) setTimeout(follow, OFTEN);
  }

  all.addEventListener("click", () => ask("all"));
  nothing.addEventListener("click", async () => {
    show(await ask("nothing"));
    all.focus();
  });
  panel.addEventListener("toggle", () => {
    if (panel.open) follow();
  });
  follow();
})();
