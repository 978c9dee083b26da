// Python for the page: the worker (static/js/runtime.js), kept from one program to the next, and what is left when it
// has to be stopped. What the worker says is not trusted: a program may speak for it.

/** Milliseconds that a program may take, and characters that it may print. */
const MOST_TIME = 10_000;
const MOST_OUTPUT = 1_000_000;
/** What a started Python's memory is kept under. */
const MEMORY = "memory";

/**
 * Where things are, as the page says it.
 * @returns {{folder: string, worker: string, driver: string, harness: string, size: number}}
 */
function addresses() {
  /** @type {PlayPage} */
  const { from } = JSON.parse(document.getElementById("sp-play")?.textContent ?? "");
  const whole = (/** @type {string} */ address) => new URL(studypress.root + address, location.href).href;
  const { runtime, worker, driver, harness, size } = from;
  return { folder: whole(runtime), worker: whole(worker), driver: whole(driver), harness: whole(harness), size };
}

/**
 * The memory of Python as it is once it has started, kept by the browser: with it, another page starts in a fraction of the
 * time. It is told by the worker before any program runs.
 * @param {{folder: string, driver: string}} from
 */
function keptMemory({ folder, driver }) {
  const name = `studypress-python ${new URL(studypress.root || ".", location.href).pathname}`;
  const key = `${folder}${MEMORY}?${encodeURIComponent(driver.slice(driver.lastIndexOf("/") + 1))}`;
  const open = async () => ("caches" in window ? await caches.open(name) : null);
  return {
    /** @returns {Promise<ArrayBuffer | null>} */
    async get() {
      const found = await (await open())?.match(key);
      return found ? await found.arrayBuffer() : null;
    },
    /** @param {ArrayBuffer} memory */
    async put(memory) {
      const cache = await open();
      const packed = new Blob([memory]).stream().pipeThrough(new CompressionStream("gzip"));
      const body = await new Response(packed).arrayBuffer();
      for (const old of (await cache?.keys()) ?? []) await cache?.delete(old);
      await cache?.put(key, new Response(body));
    },
    async forget() {
      await (await open())?.delete(key);
    },
  };
}

/**
 * A program that runs.
 * @typedef {object} Running
 * @property {Partial<OnTest>} on
 * @property {(outcome: Outcome) => void} end
 * @property {number} printed characters so far
 * @property {number} began
 * @property {number} waited milliseconds for input and libraries
 * @property {object} job
 */

/** @returns {Runtime} */
function makeRuntime() {
  const from = addresses();
  const kept = keptMemory(from);
  /** @type {Worker | null} */
  let worker = null;
  /** @type {Promise<{version: string}> | null} */
  let ready = null;
  /** @type {Set<(loaded: number, total: number) => void>} */
  const watching = new Set();
  /** @type {Running | null} */
  let running = null;
  /** @type {number | undefined} */
  let limit;
  /** @type {Promise<unknown>} */
  let before = Promise.resolve();
  /** @type {Promise<string> | null} */
  let harness = null;

  /** @param {Outcome["how"]} how @param {Partial<Outcome>} [more] */
  function end(how, more = {}) {
    const ended = running;
    running = null;
    clearTimeout(limit);
    if (!ended) return;
    const seconds = (performance.now() - ended.began - ended.waited) / 1000;
    ended.end({ seconds, ...more, how });
  }

  /** @param {Outcome["how"]} how @param {Partial<Outcome>} [more] */
  function kill(how, more) {
    worker?.terminate();
    worker = null;
    ready = null;
    end(how, more);
  }

  function limited() {
    clearTimeout(limit);
    if (!running) return;
    const left = MOST_TIME - (performance.now() - running.began - running.waited);
    limit = setTimeout(() => kill("slow"), left);
  }

  /**
   * A line for a program that waits, handed over by the service worker.
   * @param {string} place
   * @param {{question: unknown, prompt: unknown}} asked
   */
  async function answer(place, asked) {
    const mine = running;
    if (!mine?.on.input) return;
    clearTimeout(limit);
    const since = performance.now();
    const line = await mine.on.input(String(asked.prompt)).catch(() => null);
    if (running !== mine) return;
    mine.waited += performance.now() - since;
    limited();
    const input = `${new URL(place).search.slice(1)}-${Number(asked.question)}`;
    navigator.serviceWorker.controller?.postMessage({ input, line });
  }

  /**
   * Brings the wheels that a program needs, from the runtime's folder and nowhere else.
   * @param {unknown} files their names, as the worker says
   */
  async function bring(files) {
    const mine = running;
    if (!mine || !Array.isArray(files)) return;
    clearTimeout(limit);
    const since = performance.now();
    const load = async (/** @type {unknown} */ name) => {
      if (typeof name !== "string" || !/^[\w.+-]+\.whl$/.test(name)) throw new Error("no wheel");
      const response = await fetch(from.folder + name);
      if (!response.ok) throw new Error("missing");
      return await response.arrayBuffer();
    };
    const wheels = await Promise.all(files.map(load)).catch(() => null);
    if (running !== mine) return;
    if (!wheels) return kill("lost");
    mine.waited += performance.now() - since;
    limited();
    worker?.postMessage({ kind: "wheels", wheels }, wheels);
  }

  /** Has the job done by a new worker: what a program left behind has broken the old one. */
  async function anew() {
    worker?.terminate();
    worker = null;
    ready = null;
    const mine = running;
    if (!mine) return;
    clearTimeout(limit);
    await load().catch(() => end("lost"));
    if (running !== mine) return;
    mine.began = performance.now();
    limited();
    hand(mine);
  }

  /** @param {Running} mine */
  function hand({ job, on }) {
    /** @type {Worker | null} */ (worker)?.postMessage({ ...job, ask: on.input && controlled ? asking : "" });
  }

  /** @param {any} message @param {string} place */
  function heard(message, place) {
    if (typeof message !== "object" || !message) return;
    if (message.kind === "broken") anew();
    if (!running) return;
    if (message.kind === "output" && Array.isArray(message.pieces)) {
      for (const piece of message.pieces) {
        const [stream, text] = [piece?.[0] === "err" ? "err" : "out", String(piece?.[1] ?? "")];
        running.printed += text.length;
        running.on.output?.(/** @type {"out" | "err"} */ (stream), text);
        if (running.printed > MOST_OUTPUT) return kill("much");
      }
    } else if (message.kind === "test") running.on.test?.(Object(message.event));
    else if (message.kind === "ask") answer(place, message);
    else if (message.kind === "wheels") bring(message.files);
    else if (message.kind === "much") kill("much");
    else if (message.kind === "ended") {
      const outcome = told(message.ended);
      if (outcome.how === "lost") kill("lost", outcome);
      else end(outcome.how, outcome);
    }
  }

  /** @param {(reason: NoRuntime) => void} reject @param {NoRuntime["why"]} why */
  function failed(reject, why) {
    worker?.terminate();
    worker = null;
    ready = null;
    reject({ why });
  }

  /** @returns {Promise<{version: string}>} */
  function start() {
    return new Promise((resolve, reject) => {
      if (location.protocol === "file:") return reject({ why: "disk" });
      if (!("Worker" in window) || !("WebAssembly" in window)) return reject({ why: "browser" });
      let known = false;
      let sent = false;
      const place = `${new URL(studypress.root || ".", location.href).href}play/input?${Math.random().toString(36).slice(2)}`;
      const mine = new Worker(from.worker, { type: "module" });
      worker = mine;
      controlled = isControlled();
      mine.onerror = (event) => {
        event.preventDefault();
        if (worker !== mine) return;
        if (running) kill("lost");
        else failed(reject, "missing");
      };
      mine.onmessage = ({ data }) => {
        if (worker !== mine) return;
        if (data?.kind === "loaded")
          for (const call of watching) call(Math.min(Number(data.loaded), from.size), from.size);
        else if (data?.kind === "memory" && !known) {
          known = true;
          // When the page has shown what the first program printed.
          setTimeout(() => kept.put(data.memory).catch(() => {}), 3000);
        } else if (data?.kind === "ready") {
          known = true;
          mine.onmessage = ({ data }) => worker === mine && heard(data, place);
          asking = place;
          resolve({ version: String(data.version) });
        } else if (data?.kind === "failed") {
          if (!sent) return failed(reject, data.why === "missing" ? "missing" : "browser");
          // Perhaps it is the memory that is no good.
          mine.terminate();
          kept
            .forget()
            .then(start)
            .then(resolve, () => failed(reject, "browser"));
        }
      };
      mine.postMessage({ kind: "load", folder: from.folder, driver: from.driver });
      kept.get().then(
        (packed) => {
          sent = packed !== null;
          mine.postMessage({ kind: "memory", packed }, packed ? [packed] : []);
        },
        () => mine.postMessage({ kind: "memory", packed: null }),
      );
    });
  }
  let asking = "";
  /** Whether the service worker hears what the worker asks. */
  let controlled = false;
  const isControlled = () => "serviceWorker" in navigator && navigator.serviceWorker.controller !== null;

  /** @param {(loaded: number, total: number) => void} [progress] */
  async function load(progress) {
    if (progress) watching.add(progress);
    try {
      ready ??= start();
      return await ready;
    } catch (reason) {
      ready = null;
      throw reason;
    } finally {
      if (progress) watching.delete(progress);
    }
  }

  /**
   * Runs one job after the other.
   * @param {object} job
   * @param {Partial<OnTest>} on
   * @returns {Promise<Outcome>}
   */
  function go(job, on) {
    const result = before.then(async () => {
      // A worker that was made before the service worker came is not heard by it.
      if (on.input && worker && !controlled && isControlled()) {
        worker.terminate();
        worker = null;
        ready = null;
      }
      await load();
      return await new Promise((/** @type {(outcome: Outcome) => void} */ resolve) => {
        const mine = { on, job, end: resolve, printed: 0, began: performance.now(), waited: 0 };
        running = mine;
        limited();
        hand(mine);
      });
    });
    before = result.catch(() => {});
    return result;
  }

  return {
    load,
    run: (job, on) => go({ kind: "run", ...job }, on),
    async test(job, on) {
      harness ??= fetch(from.harness).then((response) => {
        if (response.ok) return response.text();
        throw { why: "missing" };
      });
      harness.catch(() => {
        harness = null;
      });
      return await go({ kind: "test", input: null, ...job, harness: await harness }, on);
    },
    stop() {
      kill("stopped");
    },
  };
}

/**
 * What the worker says of a program's end, of which nothing is taken but what it must be.
 * @param {any} ended
 * @returns {Outcome}
 */
function told(ended) {
  const how = ended?.how === "done" || ended?.how === "raised" ? ended.how : "lost";
  /** @type {Outcome} */
  const outcome = { how, seconds: Number(ended?.seconds) || 0 };
  for (const name of /** @type {const} */ (["error", "shown", "package"])) {
    if (typeof ended?.[name] === "string") outcome[name] = ended[name].slice(0, MOST_OUTPUT);
  }
  if (Array.isArray(ended?.raised)) outcome.raised = [String(ended.raised[0]), String(ended.raised[1])];
  if (ended?.hungry === true) outcome.hungry = true;
  return outcome;
}
