// What a program in the page cannot reach: each way out that Python or JavaScript has is tried, in a real worker.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { launch } from "./lib.mjs";
import { visited } from "./runtime-site.mjs";

let browser;
let page;
let server;
let other;
/** What another host was asked for. */
const asked = [];
/** What was asked for by the worker or the page since Python was ready. */
const requests = [];

before(async () => {
  other = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/javascript" });
    response.end("globalThis.pwned = 1; export default 1;");
  });
  await new Promise((resolve) => other.listen(0, "127.0.0.1", resolve));
  browser = await launch();
  ({ page, server } = await visited(browser, "runtime-locked", PROBE));
  // What a guide that is kept offline has in the browser's caches.
  await page.evaluate(async () => {
    const cache = await caches.open("studypress offline");
    await cache.put("index.html", new Response("the page"));
    await new Promise((resolve) => (indexedDB.open("kept", 1).onsuccess = resolve));
    await runtime.load(() => {});
  });
  page.context().on("request", (request) => requests.push(request.url()));
});
after(async () => {
  server?.close();
  other?.close();
  await browser?.close();
});

/** Tries a program; gives how it ended. */
async function tried(code) {
  const url = `http://127.0.0.1:${other.address().port}/out`;
  const outcome = await page.evaluate((code) => go(code), `URL = ${JSON.stringify(url)}\nFOUND = ("WAY", "OUT")\n${code}`);
  return `${outcome.how} ${outcome.error ?? ""}${outcome.text}`;
}

/** Programs that would print WAY OUT if they got anywhere. */
const DOORS = {
  "fetch of the js module": "from js import fetch",
  "the global of the js module": "import js\nprint(js.globalThis, *FOUND)",
  "run_js": "from pyodide.code import run_js\nrun_js('1')\nprint(*FOUND)",
  pyfetch: "import asyncio\nfrom pyodide.http import pyfetch\nasyncio.run(pyfetch(URL))\nprint(*FOUND)",
  "open_url": "from pyodide.http import open_url\nopen_url(URL)\nprint(*FOUND)",
  pyxhr: "from pyodide.http import pyxhr\npyxhr.get(URL)\nprint(*FOUND)",
  urllib: "import urllib.request\nurllib.request.urlopen(URL, timeout=1)\nprint(*FOUND)",
  "http.client": "import http.client\nconnection = http.client.HTTPConnection(URL[7:-4], timeout=1)\nconnection.request('GET', '/')\nconnection.getresponse()\nprint(*FOUND)",
  socket: "import socket\nsocket.create_connection((URL[7:].split(':')[0], int(URL.split(':')[2].split('/')[0])), 1).recv(1)\nprint(*FOUND)",
  micropip: "import micropip\nprint(*FOUND)",
  loadPackage: "import pyodide_js\nfrom pyodide.ffi import run_sync\nrun_sync(pyodide_js.loadPackage(URL + '/x.whl'))\nprint(*FOUND)",
  "the constructor of functions": "import pyodide_js\npyodide_js.runPython.constructor('return 1')()\nprint(*FOUND)",
  "the constructor of async functions": "import pyodide_js\npyodide_js.runPythonAsync.constructor('return import(\"' + URL + '\")')()\nprint(*FOUND)",
  "a function made by new": "import pyodide_js\npyodide_js.runPython.constructor.new('return 1')()\nprint(*FOUND)",
  "a lazy file": "from pyodide_js import FS\nFS.createLazyFile('/', 'lazy', URL, True, False)\nprint(open('/lazy').read(), *FOUND)",
  "a dynamic library": "import pyodide_js\npyodide_js._module.loadDynamicLibrary(URL)\nprint(*FOUND)",
  "a synchronous read": "import pyodide_js\npyodide_js._module.readBinary(URL)\nprint(*FOUND)",
  "emscripten_run_script": "import ctypes\nctypes.CDLL(None).emscripten_run_script(b'globalThis.pwned = 1')\nprint(*FOUND)",
  "another Python": "import pyodide_js\npyodide_js._api.config.createPyodideModule({})\nprint(*FOUND)",
  "a binary file of the runtime": "import pyodide_js\npyodide_js._api.loadBinaryFile(URL)\nprint(*FOUND)",
};

/** Those that fail without an exception: only that nobody was asked tells. */
const QUIET = {
  "a preloaded file": "from pyodide_js import FS\nFS.createPreloadedFile('/', 'now', URL, True, False)\nprint(*FOUND)",
  "the browser's database": "from pyodide_js import FS\nFS.mkdir('/kept')\nFS.mount(FS.filesystems.IDBFS, {}, '/kept')\nFS.syncfs(True, print)\nprint(*FOUND)",
};

for (const [door, code] of Object.entries(QUIET)) {
  test(`${door} leads nowhere`, async () => {
    assert.match(await tried(`${code}\nimport time\ntime.sleep(0.1)`), /^(done|raised)/);
  });
}

for (const [door, code] of Object.entries(DOORS)) {
  test(`${door} leads nowhere`, async () => {
    const outcome = await tried(code);
    assert.match(outcome, /^(raised|lost)/);
    assert.doesNotMatch(outcome, /WAY OUT/);
  });
}

/** What the worker itself is asked: functions that were in its script before anything was taken away. */
function probes() {
  const [{ apply, ownKeys, getPrototypeOf, getOwnPropertyDescriptor, get }, native, kindOf] = [Reflect, Function.prototype.toString, Object.prototype.toString];
  const caught = [];
  /** The name of a function of the browser's, or of the class that an object is of. */
  const named = (value) => {
    try {
      if (typeof value !== "function") return apply(kindOf, value, []).slice(8, -1);
      return apply(native, value, []).includes("[native code]") ? value.name : "";
    } catch {
      return "";
    }
  };
  const POWERS =
    /^(eval|Function|AsyncFunction|GeneratorFunction|AsyncGeneratorFunction|fetch|XMLHttpRequest|WebSocket|WebSocketStream|EventSource|WebTransport|Worker|SharedWorker|importScripts|CacheStorage|Cache|IDB\w+|BroadcastChannel|Notification|Request|Response|Navigator|WorkerNavigator|StorageManager|LockManager|ServiceWorker\w*|RTC\w+|FileSystem\w+|FontFace|FontFaceSet|MessagePort|MessageChannel|postMessage|close|createObjectURL|OffscreenCanvas|ImageDecoder|Blob|File|FileReader\w*|MessageEvent)$/;
  return {
    /** All that can be reached, from the global object on, and what of it leads out. */
    crawl() {
      const [seen, reached] = [new Set(), []];
      const queue = [[globalThis, "globalThis"]];
      while (queue.length) {
        const [value, path] = queue.pop();
        if (value === null || (typeof value !== "object" && typeof value !== "function") || seen.has(value)) continue;
        seen.add(value);
        // The prototypes of functions are named like the kinds of functions, but make none.
        const makes = typeof value === "function" || !/Function$/.test(named(value));
        if (makes && POWERS.test(named(value))) reached.push(`${path}: ${named(value)}`);
        if (ArrayBuffer.isView(value) || path.length > 300) continue;
        let keys = [];
        try {
          keys = ownKeys(value);
          queue.push([getPrototypeOf(value), `${path}.__proto__`]);
        } catch {}
        for (const key of keys) {
          const to = `${path}.${String(key)}`;
          try {
            const property = getOwnPropertyDescriptor(value, key);
            for (const part of [property.value, property.get, property.set]) queue.push([part, to]);
            if (property.get) queue.push([get(value, key), to]);
          } catch {}
        }
      }
      return { reached, seen: seen.size };
    },
    /** What can be made of a text. */
    async scripts() {
      const made = [];
      const kinds = [() => {}, async () => {}, function* () {}, async function* () {}, class {}, Object, Array.prototype.map];
      for (const kind of kinds) {
        for (const make of [() => kind.constructor("return 1"), () => new kind.constructor("return 1"), () => Reflect.construct(kind.constructor, ["return 1"])]) {
          try {
            made.push(String(make()));
          } catch {}
        }
      }
      setTimeout("globalThis.pwned = 1", 0);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return [made, typeof globalThis.pwned, typeof globalThis.eval];
    },
    names() {
      const known = new Set(Object.getOwnPropertyNames(Object.prototype));
      const chain = [];
      for (let on = getPrototypeOf(globalThis); on && on !== Object.prototype; on = getPrototypeOf(on)) {
        chain.push(...Object.getOwnPropertyNames(on).filter((name) => !known.has(name) && typeof on[name] !== "number"));
      }
      const left = Object.getOwnPropertyNames(globalThis).filter((name) => /^[a-z]/.test(name));
      return { left: left.sort(), chain };
    },
    /** Listens at what scripts call, as a program could. */
    spy() {
      const { prototype } = Function;
      const spied = [[prototype, "call"], [prototype, "apply"], [prototype, "bind"], [Promise.prototype, "then"], [Array.prototype, "push"], [JSON, "parse"], [JSON, "stringify"], [Reflect, "apply"], [Reflect, "construct"]];
      for (const [holder, name] of spied) {
        const before = holder[name];
        holder[name] = function (...given) {
          caught[caught.length] = this;
          for (let at = 0; at < given.length; at++) caught[caught.length] = given[at];
          return apply(before, this, given);
        };
      }
    },
    heard() {
      const bad = [];
      for (const value of caught) if (/^(postMessage|fetch|open|send|XMLHttpRequest|wait|Window|DedicatedWorkerGlobalScope)$/.test(named(value))) bad[bad.length] = named(value);
      return { all: caught.length, bad };
    },
  };
}

const PROBE = `(() => {
  const asked = (${probes})();
  const channel = new BroadcastChannel("probe");
  channel.onmessage = async ({ data }) => {
    if (!("ask" in data)) return;
    let answer;
    try { answer = await asked[data.ask](); } catch (error) { answer = String(error); }
    channel.postMessage({ answer });
  };
})();`;

/** Asks the worker that is running. */
const probe = (ask) =>
  page.evaluate(
    (ask) =>
      new Promise((resolve) => {
        const channel = new BroadcastChannel("probe");
        channel.onmessage = ({ data }) => {
          if (!("answer" in data)) return;
          channel.close();
          resolve(data.answer);
        };
        channel.postMessage({ ask });
      }),
    ask,
  );

test("nothing of what leads out is in the worker's realm, whatever is followed from wherever a program can begin", async () => {
  // A program hands what Pyodide has to what every script can see.
  const shown = await tried(
    "import pyodide_js\nobject = pyodide_js._api.constructor\nobject.leak = pyodide_js._api\nobject.module = pyodide_js._module\nobject.public = pyodide_js",
  );
  assert.match(shown, /^done/);
  const found = await probe("crawl");
  assert.deepEqual(found.reached, []);
  assert.ok(found.seen > 1500, `${found.seen} objects were followed`);
});

test("no text becomes a script", async () => {
  assert.deepEqual(await probe("scripts"), [[], "undefined", "undefined"]);
});

test("the names that are left are those that are meant", async () => {
  const { left, chain } = await probe("names");
  assert.deepEqual(left, ["clearTimeout", "console", "crypto", "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape", "globalThis", "isFinite", "isNaN", "parseFloat", "parseInt", "performance", "self", "setTimeout", "undefined", "unescape"]);
  assert.deepEqual(chain, []);
});

test("who listens at what scripts call hears neither of requests nor of the worker's messages", async () => {
  await probe("spy");
  const outcome = await tried("import time\nprint('more')\ntime.sleep(0.01)\nprint(input('?'))");
  assert.match(outcome, /more/);
  const { all, bad } = await probe("heard");
  assert.ok(all > 5, `${all} values were heard`);
  assert.deepEqual(bad, []);
  await page.evaluate(() => runtime.stop());
});

test("other hosts were asked for nothing, and what is kept offline is as it was", async () => {
  assert.deepEqual(asked, []);
  const strange = requests.filter((url) => !url.startsWith(server.url));
  assert.deepEqual(strange, []);
  const kept = await page.evaluate(async () => [
    (await caches.keys()).filter((name) => !name.startsWith("studypress-python")),
    await (await (await caches.open("studypress offline")).match("index.html")).text(),
    (await indexedDB.databases()).map(({ name }) => name),
    typeof globalThis.pwned,
  ]);
  assert.deepEqual(kept, [["studypress offline"], "the page", ["kept"], "undefined"]);
});

test("what a program prints is text, and what it says in the worker's name is taken apart", async () => {
  const heard = await page.evaluate(async () => {
    const { text, how } = await go("print('<img src=x onerror=\"window.pwned=1\">')");
    return [text, how, typeof window.pwned];
  });
  assert.deepEqual(heard, ['<img src=x onerror="window.pwned=1">\n', "done", "undefined"]);
});
