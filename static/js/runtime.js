// The worker in which readers' programs run: Pyodide, and nothing else that could harm the page. A worker is not under
// the policy of the page that made it, so before any program runs, everything by which one could reach the network, the
// browser's storage, other pages or new scripts is taken out of this realm: what is not on a list is deleted. It is
// done before Pyodide's own scripts run, so that nothing of theirs keeps a way out.
(() => {
  "use strict";
  /** @type {any} */
  const scope = globalThis;
  // A program may put something else in the place of whatever it finds: what is used after the first one ran is kept here.
  const { apply, ownKeys, defineProperty, deleteProperty, getPrototypeOf, getOwnPropertyDescriptor } = Reflect;
  const { parse } = JSON;
  const { postMessage, XMLHttpRequest: Request, fetch: request, performance: clock, crypto: random } = scope;
  const { setTimeout: after, clearTimeout: cancel } = scope;
  const { wait } = Atomics;

  /** What Python and the language itself need: no name here leads out of the worker. */
  const KEPT = new Set(
    `Object Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp Error
    AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError globalThis JSON Math
    Intl ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float16Array Float32Array
    Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set Iterator WeakMap WeakSet WeakRef
    Proxy Reflect Atomics FinalizationRegistry decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape
    isFinite isNaN DisposableStack AsyncDisposableStack WebAssembly TextDecoder TextEncoder DOMException self
    WorkerGlobalScope`.split(/\s+/),
  );
  /** What only the loading needs. */
  const LOADING = ["URL", "location"];

  /** The most bytes that a program may print. */
  const MOST = 1_000_000;
  /** Milliseconds in which so many messages are sent at once; more wait until something else happens. */
  const [BURST, AT_ONCE] = [50, 60];

  /** @param {unknown} message */
  const tell = (message) => apply(postMessage, scope, [message]);

  // --- The lock ---

  /** Takes out of the realm what is not kept; gives the names that cannot be taken. */
  function lock() {
    const kept = new Set([...KEPT, ...LOADING]);
    const stuck = [];
    for (let on = scope; on && on !== Object.prototype; on = getPrototypeOf(on)) {
      for (const key of ownKeys(on)) {
        if (key === Symbol.toStringTag || (on === scope && kept.has(/** @type {string} */ (key)))) continue;
        // Where they are of this worker, these two say nothing.
        if ((key === "self" || key === "location") && getOwnPropertyDescriptor(on, key)?.get) {
          const value = scope[key];
          if (deleteProperty(on, key)) defineProperty(scope, key, { value, configurable: true, writable: true });
          continue;
        }
        if (!deleteProperty(on, key)) stuck.push(String(key));
      }
    }
    lockCode();
    put("setTimeout", (/** @type {unknown} */ call, /** @type {number} */ delay) =>
      // A text would be run as a script.
      typeof call === "function" ? apply(after, undefined, [() => call(), delay]) : 0,
    );
    put("clearTimeout", (/** @type {number} */ id) => apply(cancel, undefined, [id]));
    put("performance", { now: () => clock.now(), timeOrigin: clock.timeOrigin });
    put("crypto", {
      getRandomValues: (/** @type {ArrayBufferView<ArrayBuffer>} */ view) => random.getRandomValues(view),
    });
    put("console", { log() {}, warn() {}, error() {}, info() {}, debug() {} });
    return stuck;
  }

  /** @param {string} name @param {unknown} value */
  function put(name, value) {
    defineProperty(scope, name, { value, configurable: true, writable: true });
  }

  /**
   * Takes away whatever makes a script of a text: `eval` is gone already, and a script that is there cannot be made to
   * import another. `Function` stays as a name, for `instanceof`.
   */
  function lockCode() {
    const samples = [() => {}, async () => {}, function* () {}, async function* () {}];
    function NoFunction() {
      throw new TypeError("no script can be made here");
    }
    NoFunction.prototype = getPrototypeOf(samples[0]);
    for (const sample of samples) {
      const prototype = /** @type {object} */ (getPrototypeOf(sample));
      defineProperty(prototype, "constructor", { value: NoFunction, configurable: false, writable: false });
    }
    put("Function", NoFunction);
  }

  function lockLoading() {
    for (const name of [...LOADING, "fetch"]) deleteProperty(scope, name);
    for (const name of ["compileStreaming", "instantiateStreaming"]) deleteProperty(scope.WebAssembly, name);
  }

  // --- Loading ---

  /** @type {any} */
  let python = null;
  /** @type {(memory: ArrayBuffer | null) => void} */
  let remember = () => {};
  /** @type {Promise<ArrayBuffer | null>} */
  const remembered = new Promise((resolve) => {
    remember = resolve;
  });

  /**
   * The memory of a Python that was started before, unpacked.
   * @param {ArrayBuffer | null} packed
   */
  async function unpacked(packed) {
    if (!packed) return null;
    const { DecompressionStream, Response } = unpacking;
    return await new Response(new Response(packed).body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }
  const unpacking = { DecompressionStream: scope.DecompressionStream, Response: scope.Response };

  /**
   * Loads Python from a folder of the site.
   * @param {{folder: string, driver: string}} addresses
   */
  async function load({ folder, driver }) {
    let loaded = 0;
    const count = (/** @type {number} */ bytes) => {
      loaded += bytes;
      tell({ kind: "loaded", loaded });
    };
    // What cannot be fetched is missing, not too new for the browser.
    const absent = (/** @type {unknown} */ error) => {
      throw error instanceof SyntaxError ? error : new Error("missing");
    };
    /** @type {(url: string) => Promise<any>} */
    const get = async (url) => {
      const response = await apply(request, scope, [url]).catch(absent);
      if (!response.ok) throw new Error("missing");
      counted(response.clone(), count);
      return response;
    };
    // All at once, the largest first; it is compiled while it comes.
    const wasm = get(`${folder}pyodide.asm.wasm`);
    const compiled = scope.WebAssembly.compileStreaming(wasm);
    const library = get(`${folder}python_stdlib.zip`);
    const lists = Promise.all([get(`${folder}pyodide-lock.json`), get(driver)]);
    const memory = remembered.then(unpacked);
    for (const promise of [compiled, library, lists, memory]) promise.catch(() => {});
    const { instantiate } = scope.WebAssembly;
    const stuck = lock();
    put("fetch", (/** @type {unknown} */ url) => (String(url).endsWith(".zip") ? library : wasm));
    scope.WebAssembly.instantiateStreaming = async (/** @type {unknown} */ _, /** @type {unknown} */ imports) => {
      const module = await compiled;
      return { module, instance: await instantiate(module, imports) };
    };
    const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
      import(`${folder}pyodide.mjs`).catch(absent),
      import(`${folder}pyodide.asm.mjs`).catch(absent),
    ]);
    await wasm;
    const [list, text] = await lists;
    const lockFileContents = await list.json();
    packages = lockFileContents.packages;
    const source = await text.text();
    /** @param {ArrayBuffer | null} known */
    const start = (known) =>
      loadPyodide({
        indexURL: folder,
        packageBaseUrl: folder,
        createPyodideModule,
        lockFileContents,
        // What `import js` finds: nothing.
        jsglobals: Object.create(null),
        ...(known ? { _loadSnapshot: Promise.resolve(known) } : { _makeSnapshot: true }),
      });
    const known = await memory.catch(() => null);
    python = await start(known);
    lockLoading();
    await prepare(source, known === null);
    tell({ kind: "ready", version: python.runPython("import sys; '.'.join(map(str, sys.version_info[:3]))"), stuck });
  }

  /**
   * @param {any} response a copy, which is read to see how much there is
   * @param {(bytes: number) => void} count
   */
  async function counted(response, count) {
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      count(value.length);
    }
  }

  /** @type {any} */
  let driver = null;

  /**
   * Makes Python ready for programs, and tells its memory as it is then, before there was any.
   * @param {string} source
   * @param {boolean} fresh
   */
  async function prepare(source, fresh) {
    const { FS } = python;
    if (fresh) {
      FS.writeFile(`${python.runPython("import site; site.getsitepackages()[0]")}/studypress_driver.py`, source);
      python.runPython("import studypress_driver");
      const memory = python.makeMemorySnapshot();
      const { buffer } = memory.byteLength === memory.buffer.byteLength ? memory : memory.slice();
      apply(postMessage, scope, [{ kind: "memory", memory: buffer }, [buffer]]);
    }
    driver = python.pyimport("studypress_driver");
    for (const stream of ["out", "err"]) {
      const decoder = new TextDecoder();
      const write = (/** @type {Uint8Array} */ bytes) => {
        print(stream, decoder.decode(bytes, { stream: true }));
        return bytes.length;
      };
      const set = stream === "out" ? "setStdout" : "setStderr";
      python[set]({ write, isatty: false });
    }
    python.setStdin({ error: true });
    driver.begin(sleep, ask, mute);
  }

  // --- Libraries ---

  /** What is known of the wheels in the runtime's folder, by names of packages. @type {Record<string, {file_name: string, imports: string[], depends: string[]}>} */
  let packages = {};
  const installed = new Set();
  /** The job that waits for wheels. @type {any} */
  let waitingJob = null;

  /**
   * The packages that these imports need and that are not here, with what they depend on.
   * @param {string[]} imports
   */
  function needed(imports) {
    const found = new Set();
    /** @param {string} name */
    const add = (name) => {
      const known = packages[name];
      if (!known || found.has(name) || installed.has(name)) return;
      found.add(name);
      known.depends.forEach(add);
    };
    for (const name in packages) if (packages[name].imports.some((one) => imports.includes(one))) add(name);
    return [...found];
  }

  /**
   * Does a job; the page brings the wheels that it needs first. The worker itself can load nothing.
   * @param {any} job
   */
  function take(job) {
    const names = Object.keys(packages).length ? needed(parse(driver.imports(JSON.stringify(job)))) : [];
    if (!names.length) return work(job);
    waitingJob = { job, names };
    tell({ kind: "wheels", files: names.map((name) => packages[name].file_name) });
  }

  /** @param {ArrayBuffer[]} wheels */
  function install(wheels) {
    const { job, names } = waitingJob;
    for (const wheel of wheels) python.unpackArchive(wheel, "wheel");
    for (const name of names) installed.add(name);
    driver.arrived();
    work(job);
  }

  // --- What a program does ---

  /** @type {[stream: string, text: string][]} */
  let waiting = [];
  let printed = 0;
  let [burst, since] = [0, 0];

  let muted = false;

  /** @param {boolean} whether what is printed is not heard */
  function mute(whether) {
    muted = whether;
  }

  /** @param {string} stream @param {string} text */
  function print(stream, text) {
    if (muted || printed > MOST) return;
    printed += text.length;
    waiting[waiting.length] = [stream, text];
    if (printed > MOST) {
      send();
      tell({ kind: "much" });
      return;
    }
    const now = clock.now();
    if (now - since > BURST) [burst, since] = [0, now];
    burst += 1;
    // What is printed is seen at once, unless it is so much that the page would do nothing but show it.
    if (burst < AT_ONCE || waiting.length >= 500) send();
  }

  function send() {
    if (!waiting.length) return;
    tell({ kind: "output", pieces: waiting });
    waiting = [];
  }

  /** Shared by nobody: only such memory can be waited at. */
  const still = (() => {
    try {
      return new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer);
    } catch {
      return null;
    }
  })();

  /**
   * Waits without computing, where the browser can; says whether it did.
   * @param {number} seconds
   */
  function sleep(seconds) {
    send();
    if (!still) return false;
    wait(still, 0, 0, seconds * 1000);
    return true;
  }

  /** Where a line is asked for, and the question that is open. */
  let [place, question] = ["", 0];

  /**
   * Asks the page for a line: a request that the guide's service worker holds until there is one. Null at the end of
   * what can be read, undefined where nobody can be asked.
   * @param {string} prompt
   */
  function ask(prompt) {
    send();
    if (!place) return undefined;
    question += 1;
    tell({ kind: "ask", question, prompt });
    try {
      const held = new Request();
      held.open("GET", `${place}-${question}`, false);
      held.send();
      tell({ kind: "asked" });
      return held.status === 200 ? parse(held.responseText) : undefined;
    } catch {
      return undefined;
    }
  }

  /** @param {any} job */
  function work(job) {
    printed = 0;
    muted = false;
    waiting = [];
    [burst, since] = [0, 0];
    place = job.ask;
    /** @type {unknown} */
    let ended;
    try {
      ended = parse(
        driver.work(JSON.stringify(job), (/** @type {string} */ event) => {
          send();
          tell({ kind: "test", event: parse(event) });
        }),
      );
    } catch (error) {
      // Python itself is broken: of no use for another program.
      ended = { how: "lost", error: String(error) };
    }
    send();
    tell({ kind: "ended", ended });
    // Whatever is said from now on is of no program.
    muted = true;
    try {
      driver.restore();
    } catch {
      tell({ kind: "broken" });
    }
  }

  scope.onmessage = (/** @type {MessageEvent} */ { data }) => {
    if (data.kind === "memory") remember(data.packed);
    else if (data.kind === "load")
      load(data).catch((error) => tell({ kind: "failed", why: String(error?.message ?? error) }));
    else if (data.kind === "wheels") install(data.wheels);
    else take(data);
  };
})();
