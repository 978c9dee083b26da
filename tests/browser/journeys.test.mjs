// What a reader does: with keys alone, with filters, with marks. In Chromium and in Firefox.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { eventually, FIREFOX, launch, onDisk, open, out, serve } from "./lib.mjs";

let browser;
let guide;
let large;
/** One host with two guides. */
let host;
before(async () => {
  browser = await launch();
  guide = await serve(`${out}/sub`, "/repo/");
  large = await serve(`${out}/large`);
  host = await serve(out);
});
after(async () => {
  await browser.close();
  guide.close();
  large.close();
  host.close();
});

/** Runs a journey on a page of its own, and checks that it reported nothing but what is meant. */
async function journey(work, { meant = /^$/, ...options } = {}) {
  const { page, errors, close } = await open(browser, options);
  await work(page);
  assert.deepEqual(errors.filter((error) => !meant.test(error)), []);
  await close();
}
/** Waits for a text that shows what a script has done. */
const says = (page, selector, text) => eventually(async () => assert.match(await page.innerText(selector), text));
const pressed = (page, name) => page.getByRole("button", { name, pressed: true }).first().waitFor();
/** Waits until a page whose title is, or is not, this one has loaded and its scripts have run. */
const loaded = (page, title, is) =>
  page.waitForFunction(([title, is]) => document.readyState === "complete" && (document.querySelector("h1").textContent === title) === is, [title, is]);
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
    await eventually(async () => assert.equal(await page.locator(".row details[open]").count(), 1));
    await page.keyboard.press("Enter");
    await page.waitForURL(/questions\//);
    await page.keyboard.press("j");
    await loaded(page, second, true);
    await page.keyboard.press("ArrowLeft");
    await loaded(page, second, false);
  }));

test("the sheet of shortcuts opens, holds the keys, and closes", () =>
  journey(async (page) => {
    await page.goto(guide.url);
    await page.keyboard.press("?");
    await page.locator("#sp-keys").waitFor();
    await page.keyboard.press("t");
    await page.keyboard.press("Escape");
    await page.locator("#sp-keys").waitFor({ state: "hidden" });
    // The keys came in their order: the first has done what it does.
    assert.equal(await page.getAttribute("html", "data-theme"), null);
  }));

test("colours are remembered, and set before the page is shown", () =>
  journey(
    async (page) => {
      await page.goto(guide.url);
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await paper();
      await page.click("#sp-theme");
      await page.click("#sp-theme");
      await page.locator('#sp-theme[aria-label="Colours: dark"]').waitFor();
      const dark = await paper();
      assert.notEqual(dark, light);
      // The style is right while the page is still loading: only the head's
      // script has run.
      await page.route("**/js/page.*", (route) => route.abort());
      await page.goto(`${guide.url}questions.html`, { waitUntil: "commit" });
      // Nothing is painted before the style sheet has come.
      await eventually(async () => assert.equal(await paper(), dark));
      await page.waitForLoadState("load");
      await page.unrouteAll({ behavior: "wait" });
    },
    // The aborted script is reported as a failed request, and what builds on it.
    { colorScheme: "light", meant: /js\/page|ERR_FAILED|studypress\.form/ },
  ));

test("marks are made, kept over a reload, and counted", () =>
  journey(async (page) => {
    await page.goto(`${guide.url}questions/gil.html`);
    await page.getByRole("button", { name: "Known" }).first().click();
    await page.reload();
    await pressed(page, "Known");
    await page.goto(`${guide.url}levels/senior.html`);
    await page.locator(".row .pencil").first().selectOption("shaky");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("1");
    await says(page, ".count", /1 of \d+ known, 1 shaky/);
    await eventually(async () => assert.equal(await page.locator('[data-mark="todo"]').count(), 1));
    await page.goto(guide.url);
    await page.waitForFunction(() => /known, 1 shaky/.test(document.querySelector(".levels .level-3 .words").textContent));
    await says(page, "#sp-keep-count", /1 known, 1 shaky, 1 to do/);
    await says(page, "#sp-resume", /Continue with/);
    const keys = Object.keys(await stored(page));
    assert.ok(keys.length && keys.every((key) => key.startsWith("/repo/1:")), keys.join());
  }));

test("marks are saved to a file and read from one", { skip: FIREFOX && "WebDriver BiDi tells of no download" }, () =>
  journey(async (page) => {
    await page.goto(guide.url);
    await page.evaluate(() => localStorage.setItem("/repo/1:marks", '{"gil":"known","mro":"shaky"}'));
    await page.reload();
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#sp-export")]);
    const saved = await readFile(await download.path(), "utf8");
    assert.deepEqual(JSON.parse(saved).marks, { gil: "known", mro: "shaky" });
    await page.click("#sp-clear");
    await page.click("#sp-clear");
    await says(page, "#sp-keep-count", /0 known/);
    const file = (name, text) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });
    const read = async (text, said) => {
      // What it says of one file must not be taken for what it says of the next.
      await page.evaluate(() => (document.querySelector("#sp-keep-status").textContent = ""));
      await page.setInputFiles("#sp-import", file("marks.json", text));
      await says(page, "#sp-keep-status", said);
      assert.match(await page.innerText("#sp-keep-count"), /1 known, 1 shaky/, text);
    };
    await read(saved, /2 marks read/);
    for (const text of ["", "{}", "[1]"]) await read(text, /holds no marks/);
    await read('{"studypress":1,"marks":{"a":"<b>","b":3}}', /0 marks read/);
  }));

test("what was searched for stays with the guide that it was searched in", () =>
  journey(async (page) => {
    const offered = async (guide, queries) => {
      await page.goto(`${host.url}${guide}/index.html`);
      await page.keyboard.press("/");
      const box = page.locator("dialog.search[open]");
      await box.locator(".help dt").first().waitFor();
      await eventually(async () => assert.deepEqual(await box.locator(".help > p button").allInnerTexts(), queries, guide));
    };
    const search = async (query) => {
      await page.locator("dialog.search[open] input").fill(query);
      await page.keyboard.press("Escape");
      await page.locator("dialog.search[open]").waitFor({ state: "detached" });
    };
    await offered("root", []);
    await search("gil");
    await offered("sub", []);
    await search("mro");
    await offered("sub", ["mro"]);
    await offered("root", ["gil"]);
    const keys = Object.keys(await stored(page));
    assert.ok(keys.includes("/1:recent") && keys.includes("/repo/1:recent"), keys.join());
  }));

test("searches from before guides kept their own are offered in each of them", () =>
  journey(async (page) => {
    await page.addInitScript(() => location.host && localStorage.setItem("studypress-recent", '["gil","mro"]'));
    for (const guide of ["root", "sub"]) {
      await page.goto(`${host.url}${guide}/index.html`);
      await page.keyboard.press("/");
      const box = page.locator("dialog.search[open]");
      await eventually(async () => assert.deepEqual(await box.locator(".help > p button").allInnerTexts(), ["gil", "mro"]));
      await box.locator("input").fill("slots");
      await page.keyboard.press("Escape");
      await page.waitForFunction(() => studypress.store.get("recent") === '["slots","gil","mro"]');
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
  spoilt: () => location.host && localStorage.setItem("/repo/1:marks", "]["),
})) {
  test(`everything works while the store is ${what}`, () =>
    journey(async (page) => {
      await page.addInitScript(script);
      await page.goto(`${guide.url}levels/senior.html`);
      await page.locator(".row .pencil").first().selectOption("known");
      await says(page, ".count", /1 of/);
      await page.goto(`${guide.url}questions/gil.html`);
      await page.keyboard.press("2");
      await pressed(page, "Shaky");
      await page.goto(guide.url);
    }));
}

for (const [where, base] of [["served", () => guide.url], ["on disk", () => onDisk(`${out}/sub`)]]) {
  test(`lists filter, sort and group, and the address says how: ${where}`, () =>
    journey(async (page) => {
      await page.goto(`${base()}questions.html`);
      const before = await page.locator(".row .title:visible").allInnerTexts();
      await page.selectOption('[name="level"]', "senior");
      await page.fill('[name="q"]', "GIL bound");
      await says(page, "#sp-shown", /^1 of \d+ questions$/);
      // The browser tells of an address later than the page changes it.
      await page.waitForURL(/\?q=GIL\+bound&level=senior$/);
      const shared = page.url();
      await page.goto(`${base()}index.html`);
      await page.goto(shared);
      await page.waitForFunction(() => /^1 of/.test(document.querySelector("#sp-shown").textContent));
      assert.equal(await page.inputValue('[name="level"]'), "senior");
      await page.fill('[name="q"]', "quokkas in Python");
      await page.locator("#sp-none").waitFor();
      await page.click("#sp-none button");
      await eventually(async () => assert.deepEqual(await page.locator(".row .title:visible").allInnerTexts(), before));
      await page.waitForURL((url) => url.search === "");
      await page.selectOption('[name="sort"]', "title");
      await page.selectOption('[name="group"]', "none");
      await eventually(async () => {
        const sorted = await page.locator(".row .title").allInnerTexts();
        assert.equal(sorted.length, before.length);
        assert.deepEqual(sorted, [...sorted].sort(new Intl.Collator("en").compare));
      });
      await page.selectOption('[name="group"]', "topic");
      await page.locator("#sp-list h2 >> nth=0", { hasText: "The language" }).waitFor();
      await page.click("#sp-open-all");
      await eventually(async () => assert.equal(await page.locator(".row details:not([open])").count(), 0));
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
      const button = page.locator(".copy").nth(1);
      // It says so for two seconds only, which a slow machine may not look at.
      await button.evaluate((one) => {
        window.said = [];
        new MutationObserver(() => window.said.push(one.textContent)).observe(one, { childList: true });
      });
      await button.click();
      await page.waitForFunction(() => window.said.includes("Kopiert"));
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, "1 + 1\nfor i in range(1):\n    print(i)\n");
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ));

test("a question is shared by the system, or else its published address is copied and the reader told", () =>
  journey(
    async (page) => {
      const address = "https://example.org/repo/questions/gil.html";
      await page.addInitScript(() => {
        navigator.share = undefined;
      });
      await page.goto(`${guide.url}questions/gil.html?from=list#sp-short`);
      await page.getByRole("button", { name: "Share" }).click();
      await says(page, ".share [role=status]", /^The address is copied\.$/);
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), address);
      await page.evaluate(() => {
        navigator.share = async (what) => Object.assign(document.documentElement.dataset, what);
      });
      await page.getByRole("button", { name: "Share" }).click();
      const shared = () => page.evaluate(() => ({ ...document.documentElement.dataset }));
      await eventually(async () => assert.equal((await shared()).url, address));
      assert.equal((await shared()).title, await page.innerText("h1"));
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
        await page.addInitScript(() => {
          window.shift = 0;
          const add = (list) => list.forEach((entry) => (window.shift += entry.value));
          const shifts = new PerformanceObserver((list) => add(list.getEntries()));
          shifts.observe({ type: "layout-shift", buffered: true });
          window.shifted = () => (add(shifts.takeRecords()), window.shift);
        });
        // Scripts come when all else has been painted, as they do on a slow
        // line: what they change is seen. Those in the head hold up the page itself.
        await page.route(/\/js\/(?!store|first).*\.js$/, async (route) => {
          await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length);
          await route.continue();
        });
        for (const address of ["index.html", "levels/mid.html", "sources/index-dev.html", "questions.html", "questions/gil.html", "cheatsheet.html"]) {
          await page.goto(guide.url + address);
          // All scripts have run; two frames later what they moved has been painted.
          const shift = await page.evaluate(
            () =>
              new Promise((resolve) => {
                requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(window.shifted()))));
              }),
          );
          assert.ok(shift < 0.01, `${address}: ${shift}`);
        }
        await page.waitForLoadState("networkidle");
        await page.unrouteAll({ behavior: "wait" });
      },
      { viewport: { width, height: 823 } },
    ));
}
