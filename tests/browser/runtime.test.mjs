// Python in the page: what a program prints, asks and raises, and how it is stopped.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, onDisk } from "./lib.mjs";
import { site, visited } from "./runtime-site.mjs";

let browser;
let page;
let server;
let errors;
before(async () => {
  browser = await launch();
  ({ page, server, errors } = await visited(browser, "runtime"));
});
after(async () => {
  server?.close();
  await browser?.close();
});

const go = (code, more) => page.evaluate(([code, more]) => go(code, more), [code, more]);

/** What a program prints, which must end well. */
async function prints(code, more) {
  const outcome = await go(code, more);
  assert.equal(outcome.how, "done", outcome.error);
  return outcome.text;
}

test("the load tells bytes and the version", async () => {
  const { version, last, total } = await page.evaluate(async () => {
    let [last, total] = [0, 0];
    const { version } = await runtime.load((loaded, all) => ([last, total] = [loaded, all]));
    return { version, last, total };
  });
  assert.match(version, /^3\.14\.\d+$/);
  assert.ok(last > 0.8 * total && last <= total, `${last} of ${total}`);
});

test("both streams come in their order", async () => {
  const { printed } = await go("import sys\nprint('a')\nprint('b', file=sys.stderr)\nprint('c')");
  assert.deepEqual(printed, [["out", "a\n"], ["err", "b\n"], ["out", "c\n"]]);
});

test("what is printed is seen before the program ends", async () => {
  const seen = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const output = (_, text) => resolve([text, ended]);
        let ended = false;
        window.on = { output };
        go("import time\nprint('first')\ntime.sleep(1)").then(() => (ended = true));
      }),
  );
  assert.deepEqual(seen, ["first\n", false]);
  await page.evaluate(() => delete window.on);
});

test("a traceback has the program's own lines, and the one for the page has dots", async () => {
  const outcome = await go("import json\n\ndef read(text):\n    return json.loads(text)\n\nread('[')");
  assert.equal(outcome.how, "raised");
  assert.deepEqual(outcome.raised, ["JSONDecodeError", "json.decoder.JSONDecodeError"]);
  assert.match(outcome.error, /^Traceback \(most recent call last\):\n {2}File "snippet.py", line 6, in <module>\n {4}read\('\['\)/);
  assert.ok(!outcome.error.includes("/lib/"), outcome.error);
  assert.equal(outcome.shown, "Traceback (most recent call last):\n  ...\njson.decoder.JSONDecodeError: Expecting value: line 1 column 2 (char 1)\n");
});

test("each run has fresh names, files and modules, and Python as it was", async () => {
  const spoil =
    "import builtins, os, sys, logging\nx = 1\nopen('left.txt', 'w').write('')\nopen('/tmp/left', 'w').write('')\n" +
    "open('own.py', 'w').write('a = 1')\nimport own\nbuiltins.print = None\nbuiltins.more = 1\nsys.path.append('/tmp')\n" +
    "os.environ['LEFT'] = '1'\nlogging.basicConfig(format='%(message)s!')\nsys.setrecursionlimit(99)\nsys.excepthook = None";
  assert.equal(await prints(spoil), "");
  const look =
    "import os, sys, logging, builtins\nprint('x' in globals(), os.listdir(), os.listdir('/tmp'), 'own' in sys.modules, '/tmp' in sys.path)\n" +
    "print('LEFT' in os.environ, sys.getrecursionlimit(), hasattr(builtins, 'more'), logging.getLogger().handlers)";
  assert.equal(await prints(look), "False ['snippet.py'] [] False False\nFalse 1000 False []\n");
});

test("what a program continues runs before it, unheard, and its files are there", async () => {
  const before = ["import os\nx = 40\nprint('unheard')", "x += 1\nraise KeyError(x)"];
  const files = [{ name: "data/in.txt", text: "hi\n" }];
  assert.equal(await prints("print(x, open('data/in.txt').read(), end='')", { before, files }), "41 hi\n");
});

test("asyncio waits, and time does without computing", async () => {
  const code =
    "import asyncio, time\n\nasync def main():\n    await asyncio.sleep(0.05)\n    return await asyncio.gather(asyncio.sleep(0.02, 1), asyncio.sleep(0.01, 2))\n\n" +
    "print(asyncio.run(main()))\nspent = time.process_time()\nbegan = time.perf_counter()\ntime.sleep(0.2)\nprint(time.perf_counter() - began >= 0.19, time.process_time() - spent < 0.15)";
  assert.equal(await prints(code), "[1, 2]\nTrue True\n");
});

test("input reads the lines that were given, and says when there are no more", async () => {
  const code = "import sys\nprint(input('? '), sys.stdin.readline(), end='')\ninput()";
  const outcome = await go(code, { input: "one\ntwo\n" });
  assert.equal(outcome.text, "? one two\n");
  assert.deepEqual([outcome.how, outcome.raised[0], outcome.hungry], ["raised", "EOFError", true]);
});

test("a module that is not there is named", async () => {
  const outcome = await go("import numpy.linalg");
  assert.deepEqual([outcome.how, outcome.package], ["raised", "numpy"]);
});

test("a library whose wheel the author has put beside the runtime is there", async () => {
  const code = "import tiny\nprint(tiny.size)";
  assert.equal(await prints(code), "small\n");
  assert.equal(await prints(code), "small\n");
});

test("input asks while the program runs, where a service worker can hold it", async () => {
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("sw.js");
    if (!navigator.serviceWorker.controller) await new Promise((resolve) => (navigator.serviceWorker.oncontrollerchange = resolve));
    window.on = { input: async (prompt) => (prompt === "end? " ? null : `${prompt}answered`) };
  });
  const outcome = await go("print(input('one? '))\nprint(input('two? '))\ninput('end? ')");
  assert.equal(outcome.text, "one? one? answered\ntwo? two? answered\nend? ");
  assert.deepEqual([outcome.raised[0], outcome.hungry], ["EOFError", true]);
  await page.evaluate(() => delete window.on);
});

test("an endless loop is stopped, and the next program runs", async () => {
  const stopped = page.evaluate(() => go("print('on')\nwhile True:\n    pass"));
  await page.waitForTimeout(300);
  await page.evaluate(() => runtime.stop());
  assert.equal((await stopped).how, "stopped");
  assert.equal(await prints("print('again')"), "again\n");
});

test("a program ends after 10 s, and after 1 MB", async () => {
  const much = await go("while True:\n    print('x' * 1000)");
  assert.equal(much.how, "much");
  assert.ok(much.text.length >= 1_000_000 && much.text.length < 1_100_000, `${much.text.length}`);
  const slow = await go("while True:\n    pass");
  assert.equal(slow.how, "slow");
  assert.ok(slow.seconds >= 10 && slow.seconds < 30, `${slow.seconds}`);
});

test("the harness of exercises tells its events", async () => {
  const job = { files: [], code: "def f():\n    return 1\n", tests: "def test_one():\n    assert f() == 1\n\ndef test_two():\n    assert f() == 2\n" };
  const events = await page.evaluate(async (job) => {
    const events = [];
    const { how } = await runtime.test(job, { output() {}, test: (event) => events.push([event.event, event.ok ?? null]) });
    return [...events, how];
  }, job);
  assert.deepEqual(events, [["loaded", null], ["test", true], ["test", false], ["end", null], "done"]);
});

test("Python starts from the memory that another page left, and draws other numbers", async () => {
  await page.waitForFunction(async () => {
    for (const name of await caches.keys()) if ((await (await caches.open(name)).keys()).length) return true;
    return false;
  });
  const numbers = [];
  for (let turn = 0; turn < 2; turn++) {
    await page.reload();
    numbers.push(await prints("import random\nprint(random.random(), hash('a'))"));
  }
  assert.notEqual(numbers[0], numbers[1]);
});

test("a memory that is no good is forgotten", async () => {
  await page.evaluate(async () => {
    const [name] = await caches.keys();
    const cache = await caches.open(name);
    const [key] = await cache.keys();
    await cache.put(key, new Response("no memory"));
  });
  await page.reload();
  assert.equal(await prints("print(1)"), "1\n");
});

test("where files are missing or workers refused, the load says why", async () => {
  const why = (page) => page.evaluate(() => runtime.load(() => {}).catch(({ why }) => why));
  const folder = site("runtime-missing");
  const opened = await browser.newPage();
  await opened.goto(`${onDisk(folder)}index.html`);
  assert.equal(await why(opened), "disk");
  await opened.route("**/pyodide.asm.wasm", (route) => route.fulfill({ status: 404 }));
  await opened.goto(server.url);
  await opened.evaluate(() => caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name)))));
  assert.equal(await why(opened), "missing");
  await opened.close();
});

test("the page reports no error", () => {
  assert.deepEqual(errors, []);
});
