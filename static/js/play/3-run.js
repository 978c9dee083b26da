// The button that runs and stops, and what is said beside it.

/** @type {Runtime | undefined} */
let python;
/** What runs on this page; starting something else stops it. */
/** @type {(() => void) | null} */
let stopOther = null;

/**
 * What is run. It is given the version of Python, and what it prints counts only while `on` is meant.
 * @typedef {(runtime: Runtime, on: On) => Promise<Outcome>} Work
 *
 * @typedef {object} Controls
 * @property {HTMLElement} element status and progress
 * @property {() => void} run
 * @property {() => void} stop
 * @property {(words: string, kind?: "good" | "bad") => void} tell
 *
 * @typedef {object} ControlCalls
 * @property {() => On} began gives what is called back while it runs
 * @property {Work} work
 * @property {(outcome: Outcome, version: string) => void} ended
 */

/**
 * Makes a button run something, and stop it while it runs. The button stays where
 * it is, with the focus it has.
 * @param {HTMLButtonElement} button
 * @param {string} name what it says while nothing runs
 * @param {ControlCalls} calls
 * @returns {Controls}
 */
function makeControls(button, name, calls) {
  const element = make("div", "", "run-state");
  const status = make("p");
  status.setAttribute("role", "status");
  const progress = document.createElement("progress");
  progress.setAttribute("aria-label", say("play_loading"));
  const bytes = make("small");
  progress.hidden = true;
  element.append(status, progress, bytes);
  /** Counts the runs: what an earlier one still calls back is not meant. */
  let current = 0;
  /** @type {((outcome: Outcome) => void) | null} */
  let stopNow = null;

  /** @type {Controls["tell"]} */
  const tell = (words, kind) => {
    status.textContent = words;
    status.className = kind ?? "";
  };
  /** @param {boolean} running */
  const show = (running) => {
    button.value = running ? "stop" : "run";
    button.textContent = running ? say("play_stop") : name;
    button.classList.toggle("stops", running);
    progress.hidden = true;
    bytes.textContent = "";
  };
  /** @param {number} loaded @param {number} total */
  const loading = (loaded, total) => {
    progress.hidden = false;
    progress.max = total;
    progress.value = loaded;
    bytes.textContent = say("play_bytes", { loaded: megabytes(loaded), total: megabytes(total) });
  };

  async function run() {
    if (stopNow) return;
    stopOther?.();
    stopOther = stop;
    current += 1;
    const mine = current;
    const meant = () => mine === current && stopNow !== null;
    const on = calls.began();
    /** @type {Promise<Outcome>} */
    const stopped = new Promise((resolve) => {
      stopNow = resolve;
    });
    show(true);
    tell(say("play_loading"));
    let version = "";
    const work = async () => {
      python ??= makeRuntime();
      ({ version } = await python.load((loaded, total) => meant() && loading(loaded, total)));
      if (!meant()) return await stopped;
      progress.hidden = true;
      bytes.textContent = "";
      tell(say("play_running"));
      return await calls.work(python, onlyWhile(meant, on));
    };
    /** @type {Outcome | null} */
    let outcome = null;
    let why = "lost";
    try {
      outcome = await Promise.race([work(), stopped]);
    } catch (error) {
      why = /** @type {Partial<NoRuntime>} */ (error)?.why ?? why;
    }
    stopNow = null;
    if (stopOther === stop) stopOther = null;
    show(false);
    tell("");
    if (outcome) calls.ended(outcome, version);
    else tell(say(why === "disk" ? "play_no_disk" : why === "browser" ? "play_no_browser" : "play_no_runtime"), "bad");
  }

  function stop() {
    if (!stopNow) return;
    python?.stop();
    // Whatever the runtime does, the page goes on.
    stopNow({ how: "stopped", seconds: 0 });
  }

  show(false);
  button.addEventListener("click", () => (stopNow ? stop() : run()));
  return { element, run, stop, tell };
}

/**
 * The same calls, as long as they are meant.
 * @param {() => boolean} meant
 * @param {On & {test?: (event: object) => void}} on
 */
function onlyWhile(meant, on) {
  /** @type {On & {test: (event: object) => void}} */
  const calls = {
    output: (stream, text) => void (meant() && on.output(stream, text)),
    test: (event) => void (meant() && on.test?.(event)),
  };
  const { input } = on;
  if (input) calls.input = async (prompt) => (meant() ? await input(prompt) : null);
  return calls;
}

/**
 * Why a program ended before it was done; "" where it was, or said so itself.
 * @param {Outcome} outcome
 */
function endWords({ how, package: missing }) {
  if (how === "raised" && missing) return say("play_no_package", { name: missing });
  if (how === "done" || how === "raised") return "";
  return say(`play_${how}`);
}
