// What is kept of the guide on this device, with the buttons that keep all of it or nothing.
(() => {
  "use strict";
  const panel = /** @type {HTMLDetailsElement} */ (document.getElementById("sp-pocket"));
  /** How often the worker is asked while it fetches, in milliseconds. */
  const OFTEN = 400;

  /** @param {number} bytes */
  const size = (bytes) => {
    const digits = bytes < 9.95e6 ? 1 : 0;
    const format = {
      style: "unit",
      unit: "megabyte",
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      numberingSystem: "latn",
    };
    return (bytes / 1e6).toLocaleString(
      document.documentElement.lang,
      /** @type {Intl.NumberFormatOptions} */ (format),
    );
  };

  /**
   * A sentence of the interface with its gaps filled.
   * @param {string} name as in the files of strings
   * @param {Record<string, string>} [gaps]
   */
  const say = (name, gaps = {}) =>
    (studypress.words?.[name]?.other ?? name).replace(/\{(\w+)\}/g, (gap, key) => gaps[key] ?? gap);

  const words = document.createElement("p");
  words.setAttribute("role", "status");
  const line = document.createElement("progress");
  line.setAttribute("aria-label", say("pocket_line"));
  line.hidden = true;
  const [all, nothing] = [document.createElement("button"), document.createElement("button")];
  const buttons = document.createElement("div");
  buttons.className = "row-of-buttons";
  for (const button of [all, nothing]) {
    button.type = "button";
    button.className = "button";
    button.hidden = true;
    buttons.append(button);
  }
  nothing.textContent = say("pocket_remove");
  panel.append(words, line, buttons);

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
    if (progress) return say("pocket_fetching", { done: size(progress.done), all: size(progress.all) });
    if (whole) return say("pocket_whole", { size: size(held) });
    if (wish === "all" && failure) return say(`pocket_${failure}`);
    return wish === "nothing" ? say("pocket_none") : say("pocket_read", { size: size(held) });
  }

  /** @param {PocketStatus} status */
  function show(status) {
    const { wish, whole, all: bytes, progress } = status;
    const now = sentence(status);
    if (words.textContent !== now) words.textContent = now;
    line.hidden = !progress;
    if (progress) line.value = progress.done / (progress.all || 1);
    all.hidden = whole || Boolean(progress);
    all.textContent = bytes ? say("pocket_all", { size: size(bytes) }) : say("pocket_all_unknown");
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
