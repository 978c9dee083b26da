// A snippet that is run where it is read, in the real Python of the page: what is
// loaded when, what is said, what keys do, and that what is printed stays text.
import assert from "node:assert/strict";
import { existsSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { eventually, launch, onDisk, open, serve, violations } from "./lib.mjs";
import { build, fence } from "./playing.mjs";

const GREET = 'def greet(name):\n    return f"Hello, {name}!"\n\nprint(greet("you"))';
const SNIPPETS = [
  fence('python,title="Greeting",hl="2"', GREET) + fence("output", "Hello, you!"),
  fence("python,continues", 'print(greet("them"))') + fence("output", "Hello, them!"),
  fence('json,file="config.json"', '{"debug": true}'),
  fence("python", 'print(open("config.json").read().strip())') + fence("output", '{"debug": true}'),
  fence("python", "import sys\nprint(sys.platform)") + fence("output", "linux"),
  fence('python,raises="ZeroDivisionError"', "1 / 0"),
  fence('python,requires="3.99"', "print(1)") + fence("output", "1"),
];
const [FIRST, CONTINUED, FILE, PLATFORM, RAISES] = [0, 1, 3, 4, 5];

let browser;
let guide;
let server;
before(async () => {
  browser = await launch();
  guide = build({ run: { title: "What does it print?", body: SNIPPETS.join("\n") }, plain: { body: "Words alone." } });
  server = await serve(guide.site);
});
after(async () => {
  await browser?.close();
  server?.close();
  guide?.remove();
});

/** Opens the page of snippets, and reports nothing but what is meant. */
async function journey(work, { address = `${server.url}questions/run.html`, meant = /^$/, ...options } = {}) {
  const { page, errors, close } = await open(browser, options);
  await page.goto(address);
  await work(page);
  assert.deepEqual(errors.filter((error) => !meant.test(error)), []);
  await close();
}
const figure = (page, at) => page.locator(".prose .snippet").nth(at);
const run = (page, at) => figure(page, at).locator(".run").click();
const says = (page, at, words) => figure(page, at).locator('[role="status"]', { hasText: words }).waitFor();
const field = (page, at) => figure(page, at).locator(".editor textarea");
const printed = (page, at) => figure(page, at).locator(".live samp").innerText();
const ends = (page, at) => figure(page, at).locator('.run[value="run"]').waitFor();
const linesFor = (page, at) => figure(page, at).getByLabel("Lines for input()");
const AS_PRINTED = "It printed what the page says.";
const press = (page, key) => page.keyboard.press(key);
/** Puts the caret to the end of what is typed into. */
async function toEnd(page, at) {
  await field(page, at).focus();
  await press(page, "Control+End");
}

test("nothing is loaded before the first click, and little is written for it", async () => {
  await journey(async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.reload();
    assert.ok(!asked.some((url) => /play\.|words\.|runtime\.|pyodide/.test(url)), asked.join(" "));
    const opener = asked.find((url) => /play-open\./.test(url));
    const html = readFileSync(path.join(guide.site, "questions/run.html"), "utf8");
    const parts = html.match(/<script[^>]*(?:sp-play|play-open)[\s\S]*?<\/script>/g);
    const script = readFileSync(path.join(guide.site, new URL(opener).pathname), "utf8");
    const bytes = gzipSync(parts.join("")).length + gzipSync(script).length;
    assert.ok(bytes < 2000, `${bytes} bytes`);
    assert.equal(await page.locator(".run").count(), 5);
    assert.equal(await figure(page, 6).getAttribute("title"), "Not run in the page: It needs Python 3.99.");
  });
  const plain = readFileSync(path.join(guide.site, "questions/plain.html"), "utf8");
  assert.ok(!/play/.test(plain));
});

test("a snippet prints what the page says; then it is edited, run, reset and taken back", async () => {
  await journey(async (page) => {
    await run(page, FIRST);
    await page.locator("progress:visible").waitFor();
    await says(page, FIRST, AS_PRINTED);
    assert.equal(await printed(page, FIRST), "Hello, you!\n");
    assert.equal(await figure(page, FIRST).locator("pre.output").isVisible(), false);
    assert.ok(await figure(page, FIRST).locator(".run").evaluate((button) => button === document.activeElement), "focus stays");

    await toEnd(page, FIRST);
    await page.keyboard.type('\nfor n in range(2):\nprint(n, greet("us"');
    assert.equal(await field(page, FIRST).inputValue(), `${GREET}\nfor n in range(2):\n    print(n, greet("us"))`);
    await press(page, "Control+Enter");
    await says(page, FIRST, "It ran.");
    assert.equal(await printed(page, FIRST), "Hello, you!\n0 Hello, us!\n1 Hello, us!\n");
    assert.ok(await figure(page, FIRST).locator("pre.output").isVisible(), "what the page says stands below");
    assert.ok(await field(page, FIRST).evaluate((one) => one === document.activeElement), "focus stays");

    // What continues it runs after it as it stands now.
    await field(page, FIRST).fill('def greet(name):\n    return "Bye, " + name');
    await run(page, CONTINUED);
    await says(page, CONTINUED, "It ran.");
    assert.equal(await printed(page, CONTINUED), "Bye, them\n");

    await figure(page, FIRST).getByText("Reset", { exact: true }).click();
    assert.equal(await field(page, FIRST).inputValue(), GREET);
    const undo = figure(page, FIRST).getByText("Undo the reset");
    assert.ok(await undo.evaluate((one) => one === document.activeElement), "focus stays");
    await undo.click();
    assert.match(await field(page, FIRST).inputValue(), /Bye/);
    await figure(page, FIRST).getByText("Reset", { exact: true }).click();
    await run(page, CONTINUED);
    await says(page, CONTINUED, AS_PRINTED);
    assert.match(await figure(page, CONTINUED).innerText(), /The snippet that it continues runs first\./);
    assert.equal(await figure(page, FIRST).locator(".line.mark").count(), 1, "as the author marked it");
  });
});

test("files are there, exceptions are as the page says, and what differs is shown line by line", async () => {
  await journey(async (page) => {
    await run(page, FILE);
    await says(page, FILE, AS_PRINTED);
    assert.match(await figure(page, FILE).innerText(), /It finds config\.json\./);
    await run(page, RAISES);
    await says(page, RAISES, AS_PRINTED);
    assert.match(await printed(page, RAISES), /ZeroDivisionError: division by zero/);
    await run(page, PLATFORM);
    await says(page, PLATFORM, /Python 3\.\d+\.\d+ in your browser printed something else/);
    await figure(page, PLATFORM).locator("summary").click();
    assert.deepEqual(await figure(page, PLATFORM).locator(".diff > *").allTextContents(), ["On the page: linux", "Now: emscripten"]);

    await field(page, FILE).fill("import numpy");
    await press(page, "Control+Enter");
    await says(page, FILE, "There is no module numpy here");
    await field(page, FILE).fill("name = input('Name? ')\nprint('Hi', name, input())");
    await press(page, "Control+Enter");
    const lines = linesFor(page, FILE);
    await lines.waitFor();
    await lines.fill("Ada\nBob");
    await press(page, "Control+Enter");
    await says(page, FILE, "It ran.");
    assert.match(await printed(page, FILE), /Hi Ada Bob/);
  });
});

test("a loop that never ends is stopped, and the next run begins anew", async () => {
  await journey(async (page) => {
    await run(page, FIRST);
    await says(page, FIRST, AS_PRINTED);
    await field(page, FIRST).fill("print('begun')\nwhile True: pass");
    await press(page, "Control+Enter");
    await eventually(async () => assert.equal(await printed(page, FIRST), "begun\n"));
    await figure(page, FIRST).getByRole("button", { name: "Stop" }).click();
    await says(page, FIRST, "Stopped.");
    await field(page, FIRST).fill("print(1 + 1)");
    await press(page, "Control+Enter");
    await says(page, FIRST, "It ran.");
    assert.equal(await printed(page, FIRST), "2\n");

    // Something else that is run stops it too, and so does what is too much.
    await field(page, FIRST).fill("while True: pass");
    await press(page, "Control+Enter");
    await says(page, FIRST, "It runs");
    await run(page, RAISES);
    await says(page, RAISES, AS_PRINTED);
    await says(page, FIRST, "Stopped.");
    await field(page, FIRST).fill("while True: print('x' * 1000)");
    await press(page, "Control+Enter");
    await says(page, FIRST, "Stopped after 1 MB of output.");
    assert.ok((await printed(page, FIRST)).length < 200_000);
  });
});

test("with keys alone: run, type, leave, and take back as the browser does", async () => {
  await journey(async (page) => {
    await figure(page, FIRST).locator(".run").focus();
    await press(page, "Enter");
    await says(page, FIRST, AS_PRINTED);
    const focused = () => page.evaluate(() => document.activeElement.closest(".editor") ? "editor" : document.activeElement.className);
    assert.match(await focused(), /run/);
    await press(page, "Tab");
    await press(page, "Tab");
    assert.equal(await focused(), "editor");
    await press(page, "Control+A");
    await page.keyboard.type("if True:\nx = [1");
    const code = () => field(page, FIRST).inputValue();
    assert.equal(await code(), "if True:\n    x = [1]");
    await press(page, "End");
    await press(page, "Enter");
    await press(page, "Backspace");
    assert.equal(await code(), "if True:\n    x = [1]\n");
    await press(page, "Control+A");
    await press(page, "Tab");
    assert.equal(await code(), "    if True:\n        x = [1]\n");
    await press(page, "Shift+Tab");
    await press(page, "Control+z");
    await press(page, "Control+z");
    assert.equal(await code(), "if True:\n    x = [1]\n");
    await press(page, "Control+Shift+Z");
    assert.equal(await code(), "    if True:\n        x = [1]\n");
    // What is shown is what was typed.
    await eventually(async () => assert.equal(await figure(page, FIRST).locator("pre.ink").evaluate((one) => one.textContent), `${await code()}\n`));

    await press(page, "Escape");
    await says(page, FIRST, "Tab now leaves the code.");
    await press(page, "Tab");
    assert.notEqual(await focused(), "editor");
    await press(page, "Shift+Tab");
    assert.equal(await focused(), "editor");
    await press(page, "Tab");
    assert.equal(await focused(), "editor");
    // Letters are typed, and no keys of the page.
    await press(page, "Control+End");
    await page.keyboard.type("j/?");
    assert.match(await code(), /j\/\?$/);
  });
});

test("what a program prints is text: no HTML, no signs that control", async () => {
  await journey(async (page) => {
    await page.evaluate(() => (self.attack = () => document.title = "attacked"));
    await run(page, FILE);
    await says(page, FILE, AS_PRINTED);
    await field(page, FILE).fill(
      'print("<img src=x onerror=attack()><script>attack()</script>")\nprint("\\x1b[31mred\\x07\\u202eback\\r.")\nraise ValueError("</samp><svg onload=attack()>")',
    );
    await press(page, "Control+Enter");
    await says(page, FILE, "It ended with an error.");
    const text = await printed(page, FILE);
    assert.match(text, /<img src=x onerror=attack\(\)><script>attack\(\)<\/script>/);
    assert.ok(text.includes("\\x1b[31mred\\x07\\u202eback\\r."), text);
    assert.match(text, /ValueError: <\/samp><svg onload=attack\(\)>/);
    assert.deepEqual(await figure(page, FILE).locator(".live :not(samp, span)").count(), 0);
    assert.notEqual(await page.title(), "attacked");
    // Nor does it find the page.
    await field(page, FILE).fill("import js\njs.document");
    await press(page, "Control+Enter");
    await says(page, FILE, "It ended with an error.");
  });
});

test("from disk, and where Python is gone, it says so", async () => {
  await journey(
    async (page) => {
      await run(page, FIRST);
      await says(page, FIRST, "A page from disk may not run Python. Show the guide with studypress serve");
      assert.equal(await field(page, FIRST).inputValue(), GREET);
    },
    { address: `${onDisk(guide.site)}questions/run.html`, meant: /CORS|file:/ },
  );
  const python = path.join(guide.site, "play");
  renameSync(python, `${python}.gone`);
  try {
    await journey(
      async (page) => {
        await run(page, FIRST);
        await says(page, FIRST, "Python could not be loaded.");
        renameSync(`${python}.gone`, python);
        await run(page, FIRST);
        await says(page, FIRST, AS_PRINTED);
      },
      { meant: /404/ },
    );
  } finally {
    if (existsSync(`${python}.gone`)) renameSync(`${python}.gone`, python);
  }
});

for (const width of [360, 1440]) {
  test(`axe finds nothing in any state at ${width} px`, async () => {
    await journey(
      async (page) => {
        assert.deepEqual(await violations(page), []);
        await run(page, FIRST);
        await page.locator("progress:visible").waitFor();
        assert.deepEqual(await violations(page), []);
        await says(page, FIRST, AS_PRINTED);
        await run(page, PLATFORM);
        await says(page, PLATFORM, "printed something else");
        await figure(page, PLATFORM).locator("summary").click();
        await run(page, RAISES);
        await says(page, RAISES, AS_PRINTED);
        await run(page, FILE);
        await ends(page, FILE);
        await field(page, FILE).fill("input()");
        await press(page, "Control+Enter");
        await linesFor(page, FILE).waitFor();
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await violations(page), []);
        }
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the window");
      },
      { viewport: { width, height: 900 }, bypassCSP: true },
    );
  });
}
