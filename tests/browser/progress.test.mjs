// What practice knows, where readers look: home, lists, a question's page. And
// marks in the log, and outputs to be predicted.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { THEMES, eventually, follow, launch, onDisk, open, out, serve, violations } from "./lib.mjs";

let browser;
let guide;
before(async () => {
  browser = await launch();
  guide = await serve(`${out}/sub`, "/repo/");
});
after(async () => {
  await browser.close();
  guide.close();
});

const EVENING = Date.UTC(2026, 10, 24, 19);
const DAY = 86400;
/** Reviews of five questions some days ago: what was known is not due yet, what was forgotten is. */
const LOG = [
  ["gil", 3, 1],
  ["slots", 1, 9],
  ["slots", 3, 8],
  ["mutable-default", 3, 9],
  ["mro", 4, 1],
  ["memory-management", 3, 1],
]
  .map(([slug, grade, days], n) => `${JSON.stringify(["AAAAAA", n, EVENING / 1000 - days * DAY, 0, "review", `say:${slug}`, grade, 20])}\n`)
  .join("");

/** Runs a journey of a reader with this log, if any, on a page that must report no error. */
async function journey(work, { log, ...options } = {}) {
  const { page, errors, close } = await open(browser, { timezoneId: "UTC", ...options });
  await page.clock.setFixedTime(EVENING);
  if (log) await page.addInitScript((log) => localStorage["/repo/1:log:AAAAAA"] ??= log, log);
  await work(page);
  assert.deepEqual(errors, []);
  await close();
}
const says = (page, selector, text) => eventually(async () => assert.match(await page.innerText(selector), text));
const stored = (page, name) => page.evaluate((name) => localStorage.getItem(`/repo/1:${name}`), name);
/** The records of marks in the log. */
const marksLogged = (page) =>
  page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([key]) => key.includes("1:log:"))
      .flatMap(([, lines]) => lines.trim().split("\n").map((line) => JSON.parse(line)))
      .filter((record) => record[4] === "mark")
      .map(([, , time, , , slug, mark]) => [time, slug, mark]),
  );

test("who does not practise loads nothing of it, and less than a kilobyte more", () =>
  journey(async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    for (const address of ["index.html", "questions.html", "questions/gil.html"]) {
      await page.goto(guide.url + address);
      assert.equal(await page.locator(".practised:visible").count(), 0, address);
    }
    // A mark is no practice.
    await page.keyboard.press("3");
    await page.goto(`${guide.url}questions.html`);
    assert.deepEqual(asked.filter((url) => /practice|standing/.test(url)), []);
    const scripts = path.join(out, "sub/js");
    const name = readdirSync(scripts).find((name) => name.startsWith("progress."));
    assert.ok(gzipSync(readFileSync(path.join(scripts, name))).length < 1024);
  }));

for (const [where, base] of [["served", () => guide.url], ["on disk", () => onDisk(`${out}/sub`)]]) {
  test(`home says what today is and what would be answered of each level: ${where}`, () =>
    journey(
      async (page) => {
        await page.goto(`${base()}index.html`);
        await says(page, "#sp-today", /^Today: 2 to repeat, \d+ new$/);
        await says(page, ".levels .level-3", /you would answer [1-9]\d* of \d+ today/);
        await follow(page, ".today a");
        assert.match(page.url(), /practice\.html$/);
      },
      { log: LOG },
    ));
}

test("of a few answers home says nothing of what would be answered", () =>
  journey(
    async (page) => {
      await page.goto(`${guide.url}index.html`);
      await says(page, "#sp-today", /^Today: \d+ to repeat/);
      assert.doesNotMatch(await page.innerText(".levels"), /would answer/);
    },
    { log: LOG.split("\n", 1)[0] },
  ));

test("lists say when a question comes back, filter what is due, and sort by what is forgotten", () =>
  journey(
    async (page) => {
      await page.goto(`${guide.url}questions.html`);
      const back = (slug) => page.locator(`.row[data-slug="${slug}"] > .facts`).getAttribute("data-back");
      await eventually(async () => assert.equal(await back("slots"), "due"));
      assert.match(await back("mro"), /^in \d+ days$/);
      assert.equal(await back("lambda"), "");
      await page.selectOption('[name="mark"]', "due");
      const titles = () => page.locator(".row").evaluateAll((rows) => rows.map((row) => row.dataset.slug));
      await eventually(async () => assert.deepEqual((await titles()).sort(), ["mutable-default", "slots"]));
      await page.waitForURL(/mark=due/);
      await page.reload();
      await eventually(async () => assert.deepEqual((await titles()).sort(), ["mutable-default", "slots"]));
      await page.selectOption('[name="mark"]', "new");
      await eventually(async () => assert.ok((await titles()).length > 50 && !(await titles()).includes("gil")));
      await page.selectOption('[name="mark"]', "");
      await page.selectOption('[name="group"]', "none");
      await page.selectOption('[name="sort"]', "recall");
      await eventually(async () => {
        const sorted = await titles();
        // What was never practised comes last.
        assert.deepEqual(sorted.slice(0, 5).sort(), ["gil", "memory-management", "mro", "mutable-default", "slots"]);
        assert.equal(sorted[4], "mro");
      });
    },
    { log: LOG },
  ));

test("what a list shows can be practised", () =>
  journey(async (page) => {
    await page.goto(`${guide.url}levels/senior.html`);
    const link = page.locator("#sp-practise");
    const count = await page.locator(".row").count();
    await eventually(async () => assert.equal(await link.innerText(), `Practise these ${count}`));
    await page.fill('[name="q"]', "__slots__");
    await eventually(async () => assert.equal(await link.innerText(), "Practise this one"));
    assert.equal(await link.evaluate((one) => one.hash), "#q=slots");
    await page.fill('[name="q"]', "no such question");
    await link.waitFor({ state: "hidden" });
    await page.fill('[name="q"]', "");
    await eventually(async () => assert.equal(await link.innerText(), `Practise these ${count}`));
  }));

test("a question's page says when it comes back, and leads to practising it", () =>
  journey(
    async (page) => {
      for (const [slug, words] of [["slots", /It is due today/], ["gil", /It comes back (tomorrow|in \d+ days)/], ["lambda", /have not practised it/]]) {
        await page.goto(`${guide.url}questions/${slug}.html`);
        await says(page, "#sp-back", words);
        assert.match(await page.getByRole("link", { name: "Practise this question" }).getAttribute("href"), new RegExp(`practice\\.html#q=${slug}$`));
      }
    },
    { log: LOG },
  ));

test("nothing that practice knows is shown where the engine cannot be had", async () => {
  const { page, close } = await open(browser);
  await page.addInitScript((log) => localStorage["/repo/1:log:AAAAAA"] = log, LOG);
  await page.route("**/practice/*.js", (route) => route.abort());
  await page.goto(`${guide.url}questions.html?mark=due`);
  await page.locator("#sp-none").waitFor();
  await close();
});

test("marks are written to the log, and one from a log is shown", () =>
  journey(
    async (page) => {
      await page.goto(`${guide.url}questions/gil.html`);
      await says(page, "#sp-back", /comes back/);
      await page.getByRole("button", { name: "Shaky" }).first().click();
      await page.getByRole("button", { name: "Shaky", pressed: true }).first().waitFor();
      await page.keyboard.press("3");
      const now = EVENING / 1000;
      await eventually(async () => assert.deepEqual(await marksLogged(page), [[now, "gil", "shaky"], [now, "gil", "known"]]));
      // Another tab has imported a log with a mark.
      const other = await page.context().newPage();
      await other.goto(`${guide.url}index.html`);
      await other.evaluate((now) => {
        localStorage["/repo/1:log:BBBBBB"] = `${JSON.stringify(["BBBBBB", 0, now + 1, 0, "mark", "gil", "todo"])}\n`;
      }, now);
      await page.getByRole("button", { name: "To do", pressed: true }).first().waitFor();
      assert.equal(await stored(page, "marks"), '{"gil":"todo"}');
      await other.close();
    },
    { log: LOG },
  ));

test("marks from before there was a log are in it when practice is opened", () =>
  journey(async (page) => {
    await page.goto(guide.url);
    await page.evaluate(() => localStorage.setItem("/repo/1:marks", '{"gil":"known","mro":"shaky"}'));
    await page.goto(`${guide.url}practice.html`);
    await eventually(async () => assert.deepEqual((await marksLogged(page)).sort(), [[0, "gil", "known"], [0, "mro", "shaky"]]));
  }));

test("outputs are hidden until they are asked for, and that is remembered", () =>
  journey(async (page) => {
    const seen = () => page.locator(".prose .output samp").evaluateAll((all) => all.map((one) => getComputedStyle(one).visibility));
    const top = () => page.locator("#sp-grade").evaluate((one) => one.getBoundingClientRect().top + scrollY);
    await page.goto(`${guide.url}questions/slots.html`);
    const before = await top();
    await page.getByRole("button", { name: /Hide what code prints/ }).click();
    await eventually(async () => assert.ok((await seen()).every((one) => one === "hidden")));
    assert.equal(await top(), before);
    await page.goto(`${guide.url}questions/mutable-default.html`);
    assert.ok((await seen()).every((one) => one === "hidden"));
    const ask = page.getByRole("button", { name: "What does it print?" });
    await ask.first().focus();
    await page.keyboard.press("Enter");
    await eventually(async () => assert.equal((await seen())[0], "visible"));
    assert.equal((await seen())[1], "hidden");
    // On paper all is there.
    await page.emulateMedia({ media: "print" });
    assert.ok((await seen()).every((one) => one === "visible"));
    assert.equal(await ask.first().isVisible(), false);
    await page.emulateMedia({ media: "screen" });
    await page.getByRole("button", { name: /Hide what code prints/ }).click();
    await eventually(async () => assert.ok((await seen()).every((one) => one === "visible")));
    assert.equal(await stored(page, "outputs"), null);
  }));

test("without scripts outputs are there, and no switch", async () => {
  const { page, close } = await open(browser, { javaScriptEnabled: false });
  await page.goto(`${guide.url}questions/slots.html`);
  assert.ok(await page.locator(".prose .output samp").first().isVisible());
  assert.equal(await page.locator("#sp-outputs").isVisible(), false);
  await close();
});

for (const colorScheme of THEMES) {
  test(`axe finds nothing where practice shows: ${colorScheme}`, () =>
    journey(
      async (page) => {
        const found = [];
        for (const width of [360, 1440]) {
          await page.setViewportSize({ width, height: 800 });
          await page.goto(`${guide.url}index.html`);
          await says(page, "#sp-today", /Today/);
          found.push(...(await violations(page)));
          await page.goto(`${guide.url}questions.html`);
          await page.locator('[data-back="due"]').first().waitFor();
          found.push(...(await violations(page)));
          await page.goto(`${guide.url}questions/slots.html`);
          await says(page, "#sp-back", /due/);
          found.push(...(await violations(page)));
          await page.evaluate(() => localStorage.setItem("/repo/1:outputs", "hidden"));
          await page.reload();
          found.push(...(await violations(page)));
          await page.evaluate(() => localStorage.removeItem("/repo/1:outputs"));
        }
        assert.deepEqual(found, []);
      },
      { log: LOG, colorScheme, bypassCSP: true },
    ));
}
