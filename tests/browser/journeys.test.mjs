// What a reader does: with keys alone, with filters, with marks.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, onDisk, open, out, serve } from "./lib.mjs";

let browser;
let guide;
let large;
before(async () => {
  browser = await launch();
  guide = await serve(`${out}/sub`, "/repo/");
  large = await serve(`${out}/large`);
});
after(async () => {
  await browser.close();
  guide.close();
  large.close();
});

/** Runs a journey on a page of its own, and checks that it reported nothing. */
async function journey(work, options) {
  const { page, errors, close } = await open(browser, options);
  await work(page);
  assert.deepEqual(errors, []);
  await close();
}
const stored = (page) => page.evaluate(() => ({ ...localStorage }));
const focused = (page) => page.evaluate(() => document.activeElement.textContent);

test("the first Tab is the skip link, and the focus is seen", () =>
  journey(async (page) => {
    await page.goto(`${guide.url}questions/gil.html`);
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Skip to the content");
    for (let n = 0; n < 12; n++) {
      const seen = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      });
      assert.ok(seen, await focused(page));
      await page.keyboard.press("Tab");
    }
  }));

test("j and k, and the arrows, turn the pages", () =>
  journey(async (page) => {
    await page.goto(`${guide.url}levels/mid.html`);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const second = await focused(page);
    await page.keyboard.press("k");
    await page.keyboard.press("o");
    assert.equal(await page.locator(".row details[open]").count(), 1);
    await page.keyboard.press("Enter");
    await page.waitForURL(/questions\//);
    await page.keyboard.press("j");
    await page.waitForFunction((title) => document.querySelector("h1").textContent === title, second);
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction((title) => document.querySelector("h1")?.textContent !== title, second);
  }));

test("the sheet of shortcuts opens, holds the keys, and closes", () =>
  journey(async (page) => {
    await page.goto(guide.url);
    await page.keyboard.press("?");
    assert.ok(await page.locator("#sp-keys").isVisible());
    await page.keyboard.press("t");
    assert.equal(await page.getAttribute("html", "data-theme"), null);
    await page.keyboard.press("Escape");
    assert.ok(await page.locator("#sp-keys").isHidden());
  }));

test("colours are remembered, and set before the page is shown", () =>
  journey(
    async (page) => {
      await page.goto(guide.url);
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await paper();
      await page.click("#sp-theme");
      await page.click("#sp-theme");
      assert.equal(await page.getAttribute("#sp-theme", "aria-label"), "Colours: dark");
      const dark = await paper();
      assert.notEqual(dark, light);
      // The style is right while the page is still loading: only the head's
      // script has run.
      await page.route("**/js/page.*", (route) => route.abort());
      await page.goto(`${guide.url}questions.html`, { waitUntil: "commit" });
      await page.waitForSelector("h1");
      assert.equal(await paper(), dark);
      await page.unroute("**/js/page.*");
    },
    { colorScheme: "light" },
  ).catch((error) => {
    // The aborted script is reported as a failed request; nothing else may be.
    if (!/js\/page|ERR_FAILED/.test(error.message)) throw error;
  }));

test("marks are made, kept over a reload, and counted", () =>
  journey(async (page) => {
    await page.goto(`${guide.url}questions/gil.html`);
    await page.getByRole("button", { name: "Known" }).click();
    await page.reload();
    assert.equal(await page.getByRole("button", { name: "Known" }).getAttribute("aria-pressed"), "true");
    await page.goto(`${guide.url}levels/senior.html`);
    await page.locator(".row .pencil").first().selectOption("shaky");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("1");
    assert.match(await page.innerText(".count"), /1 of \d+ known, 1 shaky/);
    assert.equal(await page.locator('[data-mark="todo"]').count(), 1);
    await page.goto(guide.url);
    await page.waitForFunction(() => /known, 1 shaky/.test(document.querySelector(".levels .level-3 .words").textContent));
    assert.match(await page.innerText("#sp-keep-count"), /1 known, 1 shaky, 1 to do/);
    assert.match(await page.innerText("#sp-resume"), /Continue with/);
    const keys = Object.keys(await stored(page));
    assert.ok(keys.length && keys.every((key) => key.startsWith("/repo/1:")), keys.join());
  }));

test("marks are saved to a file and read from one", () =>
  journey(async (page) => {
    await page.goto(guide.url);
    await page.evaluate(() => localStorage.setItem("/repo/1:marks", '{"gil":"known","mro":"shaky"}'));
    await page.reload();
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#sp-export")]);
    const saved = await readFile(await download.path(), "utf8");
    assert.deepEqual(JSON.parse(saved).marks, { gil: "known", mro: "shaky" });
    await page.click("#sp-clear");
    await page.click("#sp-clear");
    assert.match(await page.innerText("#sp-keep-count"), /0 known/);
    const file = (name, text) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });
    await page.setInputFiles("#sp-import", file("marks.json", saved));
    await page.waitForFunction(() => /2 marks read/.test(document.querySelector("#sp-keep-status").textContent));
    for (const text of ["", "{}", "[1]", '{"studypress":1,"marks":{"a":"<b>","b":3}}']) {
      await page.setInputFiles("#sp-import", file("other.json", text));
      await page.waitForTimeout(50);
      assert.match(await page.innerText("#sp-keep-count"), /1 known, 1 shaky/, text);
    }
  }));

test("marks follow a question that was renamed", () =>
  journey(async (page) => {
    await page.goto(large.url);
    await page.evaluate(() => localStorage.setItem("/1:marks", '{"former":"known"}'));
    for (const address of ["questions/q001.html", "questions.html", "index.html"]) {
      await page.evaluate(() => localStorage.setItem("/1:marks", '{"former":"known"}'));
      await page.goto(large.url + address);
      await page.waitForFunction(() => localStorage.getItem("/1:marks") === '{"q001":"known"}');
    }
  }));

for (const [what, script] of Object.entries({
  forbidden: () => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } }),
  full: () => (Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }),
  spoilt: () => localStorage.setItem("/repo/1:marks", "]["),
})) {
  test(`everything works while the store is ${what}`, () =>
    journey(async (page) => {
      await page.addInitScript(script);
      await page.goto(`${guide.url}levels/senior.html`);
      await page.locator(".row .pencil").first().selectOption("known");
      assert.match(await page.innerText(".count"), /1 of/);
      await page.goto(`${guide.url}questions/gil.html`);
      await page.keyboard.press("2");
      assert.equal(await page.getByRole("button", { name: "Shaky" }).getAttribute("aria-pressed"), "true");
      await page.goto(guide.url);
    }));
}

for (const [where, base] of [["served", () => guide.url], ["on disk", () => onDisk(`${out}/sub`)]]) {
  test(`lists filter, sort and group, and the address says how: ${where}`, () =>
    journey(async (page) => {
      await page.goto(`${base()}questions.html`);
      const before = await page.locator(".row .title:visible").allInnerTexts();
      await page.selectOption('[name="level"]', "senior");
      await page.fill('[name="q"]', "GIL cpu");
      assert.match(await page.innerText("#sp-shown"), /^1 of \d+ questions$/);
      const shared = page.url();
      assert.match(shared, /\?q=GIL\+cpu&level=senior$/);
      await page.goto(`${base()}index.html`);
      await page.goto(shared);
      await page.waitForFunction(() => /^1 of/.test(document.querySelector("#sp-shown").textContent));
      assert.equal(await page.inputValue('[name="level"]'), "senior");
      await page.fill('[name="q"]', "nothing like it");
      assert.ok(await page.locator("#sp-none").isVisible());
      await page.click("#sp-none button");
      assert.deepEqual(await page.locator(".row .title:visible").allInnerTexts(), before);
      assert.ok(!page.url().includes("?"));
      await page.selectOption('[name="sort"]', "title");
      await page.selectOption('[name="group"]', "none");
      const sorted = await page.locator(".row .title").allInnerTexts();
      assert.deepEqual(sorted, [...sorted].sort(new Intl.Collator("en").compare));
      await page.selectOption('[name="group"]', "topic");
      assert.match(await page.locator("#sp-list h2").first().innerText(), /The language/);
      await page.click("#sp-answers");
      assert.equal(await page.locator(".row details:not([open])").count(), 0);
    }));
}

test("a list of several pages fetches the others when it is filtered", () =>
  journey(async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${large.url}levels/low.html`);
    assert.ok(!asked.some((url) => url.includes("data/questions.js")));
    await page.goto(`${large.url}questions.html`);
    await page.fill('[name="q"]', "Frage 319 code_319");
    await page.waitForFunction(() => /^1 von 320/.test(document.querySelector("#sp-shown").textContent));
    await page.click(".row .title");
    await page.waitForURL(/q319/);
    await page.goto(`${large.url}questions.html?sort=title`);
    await page.waitForFunction(() => document.querySelectorAll(".row").length === 300);
    await page.click("#sp-more button");
    await page.waitForFunction(() => document.querySelectorAll(".row").length === 320);
  }));

test("code is copied without prompts and output", () =>
  journey(
    async (page) => {
      await page.goto(`${large.url}questions/q001.html`);
      await page.locator(".copy").nth(1).click();
      await page.waitForFunction(() => document.querySelectorAll(".copy")[1].textContent === "Kopiert");
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, "1 + 1\nfor i in range(1):\n    print(i)\n");
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ));

test("the contents follow the reading", () =>
  journey(async (page) => {
    await page.goto(`${guide.url}questions/mutable-default.html`);
    assert.equal(await page.locator(".contents [aria-current]").count(), 0);
    await page.locator("#the-fix").evaluate((heading) => heading.scrollIntoView({ behavior: "instant" }));
    await page.waitForFunction(() => document.querySelector(".contents [aria-current]")?.textContent === "The fix");
  }));

for (const width of [412, 1440]) {
  test(`nothing moves after the first paint: ${width} px`, () =>
    journey(
      async (page) => {
        // Scripts come late, as they do on a slow line: what they change is seen.
        await page.route(/\.js$/, async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 150));
          await route.continue();
        });
        for (const address of ["index.html", "levels/mid.html", "sources/index-dev.html", "questions.html", "questions/gil.html", "cheatsheet.html"]) {
          await page.goto(guide.url + address);
          const shift = await page.evaluate(
            () =>
              new Promise((resolve) => {
                let sum = 0;
                new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value))).observe({ type: "layout-shift", buffered: true });
                setTimeout(() => resolve(sum), 600);
              }),
          );
          assert.ok(shift < 0.01, `${address}: ${shift}`);
        }
        await page.unrouteAll({ behavior: "wait" });
      },
      { viewport: { width, height: 823 } },
    ));
}
