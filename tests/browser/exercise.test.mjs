// An exercise on its page, in the real Python of the page: failed, solved by typing,
// stopped, kept, reset and taken back, compared with its solution.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, launch, open, serve, violations } from "./lib.mjs";
import { build, fence } from "./playing.mjs";

const STARTER = 'def encode(text):\n    """The runs of a text."""\n    raise NotImplementedError';
const TESTS = `def test_empty():
    """an empty text stays empty"""
    assert encode("") == ""


def test_runs():
    assert encode("aaab") == "3a1b"


def test_long_text():
    assert encode("a" * 12) == "12a"`;
const SOLUTION = `from itertools import groupby


def encode(text):
    return "".join(f"{len(list(run))}{letter}" for letter, run in groupby(text))`;
const exercise = (title, starter, tests, solution, words = "") => ({
  title,
  kind: "exercise",
  body: `Write \`encode\`. ${words}\n\n${fence("python,starter", starter)}\n${fence("python,tests", tests)}\n> [!HINT]\n> Look at the letter before.\n\n> [!HINT]\n> Or at \`groupby\`.\n\n${fence("python,solution", solution)}`,
});
const ATTACK = "</script></textarea><img src=x onerror=attack()>";

let browser;
let guide;
let server;
before(async () => {
  browser = await launch();
  const hostile = (code) => `${code}  # ${ATTACK}`;
  guide = build({
    encode: exercise("A: encode runs", STARTER, TESTS, SOLUTION),
    follows: exercise("B: then this", STARTER, TESTS, SOLUTION),
    hostile: exercise(
      ATTACK,
      hostile(STARTER),
      `def test_attack():\n    """${ATTACK}"""\n    assert encode("") == ${JSON.stringify(ATTACK)}, ${JSON.stringify(ATTACK)}`,
      hostile(`def encode(text):\n    return ${JSON.stringify(ATTACK)}`),
      ATTACK.replaceAll("<", "\\<"),
    ),
  });
  server = await serve(guide.site);
});
after(async () => {
  await browser?.close();
  server?.close();
  guide?.remove();
});

/** Works on an exercise, and reports nothing but what is meant. */
async function journey(work, { slug = "encode", ...options } = {}) {
  const { page, errors, close } = await open(browser, options);
  await page.goto(`${server.url}exercises/${slug}.html`);
  await work(page);
  assert.deepEqual(errors, []);
  await close();
}
const field = (page) => page.locator(".bench .editor textarea");
const button = (page) => page.locator(".bench-bar .main");
const says = (page, words) => page.locator('.bench [role="status"]', { hasText: words }).waitFor();
const press = (page, key) => page.keyboard.press(key);
const lines = (page) => page.locator(".tests > li > p:first-child").allTextContents();
/** Types into the empty editor, with its keys. */
async function type(page, text) {
  await field(page).focus();
  await press(page, "Control+A");
  await press(page, "Delete");
  await page.keyboard.type(text);
}

test("it fails first, tells what came and what was expected, and is solved by typing", async () => {
  await journey(async (page) => {
    await field(page).waitFor();
    await button(page).click();
    await says(page, "0 of 3 tests passed.");
    assert.deepEqual(await lines(page), ["an empty text stays empty", "runs", "long text"].map((title) => `Failed: ${title} not written yet`));

    await type(page, "def encode(text):\nprint('called')\nreturn text");
    assert.equal(await field(page).inputValue(), "def encode(text):\n    print('called')\n    return text");
    await press(page, "Control+Enter");
    await says(page, "1 of 3 tests passed.");
    const failed = page.locator(".tests > .failed").first();
    assert.equal(await failed.locator("pre code").innerText(), 'assert encode("aaab") == "3a1b"');
    assert.deepEqual(await failed.locator("dd").allInnerTexts(), ["'aaab'", "'3a1b'"]);
    assert.deepEqual(await failed.locator("s, ins").allInnerTexts(), ["aaa", "3a1"]);
    assert.match(await page.locator(".bench .live samp").innerText(), /^called\ncalled\n/);

    await type(page, "def encode(text):\nreturn text[20]");
    await press(page, "Control+Enter");
    await says(page, "0 of 3 tests passed.");
    const trace = await page.locator(".tests .trace").first().innerText();
    assert.match(trace, /File "exercise\.py", line 2, in encode\n\s+return text\[20\][\s\S]*IndexError: string index out of range$/);
    assert.ok(!/harness|pyodide|site-packages/.test(trace), trace);

    await type(page, "def encode(text):\nreturn (((");
    await press(page, "Control+End");
    await page.keyboard.type(" +");
    await press(page, "Control+Enter");
    await says(page, "Your code could not be run.");
    assert.match(await page.locator(".tests .trace").innerText(), /SyntaxError/);

    await type(page, "from itertools import groupby\n\ndef encode(text):\nreturn ''.join(f'{len(list(run))}{letter}' for letter, run in groupby(text))");
    await press(page, "Control+Enter");
    await says(page, "All 3 tests passed.");
    assert.equal(await page.locator(".tests > .passed").count(), 3);
    assert.ok(await field(page).evaluate((one) => one === document.activeElement), "focus stays");
    assert.match(await page.locator(".all-passed a").getAttribute("href"), /follows\.html$/);
    assert.equal(await page.locator(".all-passed a").innerText(), "B: then this");
  });
});

test("a loop that never ends is stopped; what was typed is kept over a reload, reset, and taken back", async () => {
  await journey(async (page) => {
    const looping = "def encode(text):\n    while True:\n        pass";
    await type(page, "def encode(text):\nwhile True:\npass");
    assert.equal(await field(page).inputValue(), looping);
    await press(page, "Control+Enter");
    await says(page, "It runs");
    await button(page).click();
    await says(page, "Stopped.");

    await page.reload();
    await field(page).waitFor();
    assert.equal(await field(page).inputValue(), looping);
    await eventually(async () => assert.match(await page.locator(".ink .k").first().innerText(), /def/));
    const reset = page.locator(".bench-bar .quiet");
    await reset.click();
    assert.equal(await field(page).inputValue(), STARTER);
    assert.ok(await reset.evaluate((one) => one === document.activeElement), "focus stays");
    await reset.click();
    assert.equal(await field(page).inputValue(), looping);
    await reset.click();
    // The browser's own undoing knows of it too.
    await field(page).focus();
    await press(page, "Control+z");
    assert.equal(await field(page).inputValue(), looping);
    await page.reload();
    await field(page).waitFor();
    assert.equal(await field(page).inputValue(), looping);
    // Another exercise has its own.
    await page.goto(`${server.url}exercises/follows.html`);
    assert.equal(await field(page).inputValue(), STARTER);
  });
});

test("hints come one by one, the solution when it is asked for; both are remembered as they should be", async () => {
  await journey(async (page) => {
    await field(page).waitFor();
    const hints = page.locator("details.hint");
    assert.deepEqual([await hints.nth(0).isVisible(), await hints.nth(1).isVisible()], [true, false]);
    await hints.nth(0).locator("summary").click();
    await hints.nth(1).locator("summary").click();
    assert.ok(await page.getByText("Or at groupby.").isVisible());

    assert.equal(await page.getByText("from itertools import groupby").first().isVisible(), false);
    const kept = () => page.evaluate(() => JSON.parse(studypress.store.get("exercise:encode") ?? "{}"));
    assert.ok(!(await kept()).seen);
    await page.getByText("Compare with the solution").click();
    await page.locator(".compared .diff").waitFor();
    assert.deepEqual((await page.locator(".compared ins").allTextContents()).slice(0, 1), ["Solution: from itertools import groupby"]);
    assert.equal((await kept()).seen, true);
  });
});

test("where the browser keeps nothing, it says so", async () => {
  const { page, close } = await open(browser);
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new Error("full");
    };
  });
  await page.goto(`${server.url}exercises/encode.html`);
  await type(page, "x");
  await page.getByText("This browser keeps nothing").waitFor();
  await close();
});

test("without JavaScript it can be read; what content says is text", async () => {
  await journey(
    async (page) => {
      assert.ok(await page.getByText("raise NotImplementedError").isVisible());
      await page.getByText("Solution", { exact: true }).click();
      assert.ok(await page.getByText("from itertools import groupby").isVisible());
    },
    { javaScriptEnabled: false },
  );
  await journey(
    async (page) => {
      await page.evaluate(() => (self.attack = () => document.title = "attacked"));
      await button(page).click();
      await says(page, "0 of 1 tests passed.");
      await page.getByText("Compare with the solution").click();
      await page.locator(".compared .diff").waitFor();
      await type(page, `print("""${ATTACK}""")\ndef encode(text): return "${ATTACK}x"`);
      await press(page, "Control+Enter");
      await says(page, "tests passed");
      assert.equal(await page.locator("img").count(), 0);
      assert.notEqual(await page.title(), "attacked");
      assert.ok((await lines(page))[0].includes(ATTACK));
    },
    { slug: "hostile" },
  );
});

test("with keys alone: type, run, read what failed, compare", async () => {
  await journey(async (page) => {
    await field(page).waitFor();
    await field(page).focus();
    await press(page, "Control+Enter");
    await says(page, "0 of 3 tests passed.");
    await press(page, "Escape");
    await says(page, "Tab now leaves the code.");
    await press(page, "Tab");
    assert.ok(await button(page).evaluate((one) => one === document.activeElement));
    for (let n = 0; n < 20 && !(await page.evaluate(() => document.activeElement.matches(".exercise-solution > summary"))); n++) await press(page, "Tab");
    await press(page, "Enter");
    await page.locator(".compared .diff").waitFor();
  });
});

for (const width of [360, 1440]) {
  test(`axe finds nothing in any state at ${width} px`, async () => {
    await journey(
      async (page) => {
        await field(page).waitFor();
        assert.deepEqual(await violations(page), []);
        await button(page).click();
        await says(page, "0 of 3 tests passed.");
        assert.deepEqual(await violations(page), []);
        await type(page, "def encode(text):\nprint(text)\nreturn text[:1]");
        await press(page, "Control+Enter");
        await says(page, "1 of 3 tests passed.");
        await page.getByText("Compare with the solution").click();
        await page.locator(".compared .diff").waitFor();
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await violations(page), []);
        }
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the window");
        await field(page).fill(SOLUTION);
        await press(page, "Control+Enter");
        await says(page, "All 3 tests passed.");
        assert.deepEqual(await violations(page), []);
      },
      { viewport: { width, height: 900 }, bypassCSP: true },
    );
  });
}
