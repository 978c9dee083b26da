// Where a reader is, and what stays in reach: on a phone, in lists, at the foot of pages. In Chromium and in Firefox.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, follow, launch, open, out, serve } from "./lib.mjs";

const PHONE = { viewport: { width: 360, height: 640 } };
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

/** Does something on a page of its own, and checks that it reported nothing. */
async function look(address, work, { meant = /^$/, ...options } = {}) {
  const { page, errors, close } = await open(browser, options);
  await page.goto(guide.url + address);
  await work(page);
  assert.deepEqual(errors.filter((error) => !meant.test(error)), []);
  await close();
}
/** Whether an element is wholly in the window, and nothing lies over it. */
const inReach = (page, selector) =>
  page.locator(selector).first().evaluate((one) => {
    const { top, bottom, left, right } = one.getBoundingClientRect();
    const on = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth && Boolean(on && one.contains(on));
  });

test("a question says of which level and topic it is, and the bar where it belongs", () =>
  look("questions/gil.html", async (page) => {
    const crumbs = page.getByRole("navigation", { name: "Where this belongs" });
    assert.deepEqual(await crumbs.getByRole("link").allInnerTexts(), ["Senior", "Concurrency"]);
    assert.deepEqual(await page.locator(".bar [aria-current]").allInnerTexts(), ["Senior"]);
    for (const [address, section] of [["topics/functions.html", "All questions"], ["cheatsheet/level-mid.html", "Cheat sheet"], ["exercises/chunks.html", "Mid"], ["interview.html", "Practise"]]) {
      await page.goto(guide.url + address);
      assert.deepEqual(await page.locator(".bar [aria-current]").allInnerTexts(), [section], address);
    }
  }));

test("from the foot of every page one gets home and to the search", () =>
  look("questions/gil.html", async (page) => {
    await follow(page, '.foot nav a:text-is("Home")');
    await follow(page, '.foot nav a:text-is("Search")');
    await page.locator("#sp-search input").waitFor();
  }));

test("on a phone the bar has two lines of links, and none stands alone", () =>
  look("questions/gil.html", async (page) => {
    const lines = await page.locator(".bar nav a").evaluateAll((links) => {
      const tops = links.map((link) => Math.round(link.getBoundingClientRect().top));
      return [...new Set(tops)].map((top) => tops.filter((one) => one === top).length);
    });
    assert.equal(lines.length, 2);
    assert.ok(lines.every((count) => count > 1), lines.join());
  }, PHONE));

test("on a phone the search and the contents of a page stay in reach", () =>
  look("questions/gil.html", async (page) => {
    const inView = (selector) => eventually(async () => assert.ok(await inReach(page, selector), selector));
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
    await inView("a.find");
    await inView(".contents summary");
    await page.click(".contents summary");
    await inView(".contents a");
    await page.click(".contents a >> nth=-1");
    await page.locator(".contents ul").waitFor({ state: "hidden" });
    // The bar lies over no heading that was gone to.
    await inView("#follow-ups");
    await page.click(".contents summary");
    await page.mouse.click(180, 600);
    await page.locator(".contents ul").waitFor({ state: "hidden" });
  }, PHONE));

test("on a phone a list begins with its questions; what filters it is folded and counted", () =>
  look("levels/mid.html?mark=none&topic=iteration", async (page) => {
    const fold = page.locator("#sp-fold");
    const written = () => fold.textContent();
    assert.equal(await written(), "Filter (2)");
    assert.ok(await inReach(page, "#sp-list .title"));
    assert.equal(await page.locator('[name="topic"]').isVisible(), false);
    await fold.click();
    assert.equal(await fold.getAttribute("aria-expanded"), "true");
    await page.selectOption('[name="topic"]', "");
    await eventually(async () => assert.equal(await written(), "Filter (1)"));
    await fold.click();
    await page.click("#sp-reset");
    await page.waitForURL((url) => url.search === "");
    assert.equal(await page.locator("#sp-reset").isVisible(), false);
    assert.equal(await page.evaluate(() => document.activeElement.id), "sp-fold");
  }, PHONE));

test("a list's filter reads short answers and other wordings, says what it found, and leads to the search for the rest", () =>
  look("questions.html", async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const listed = (slug) => page.locator(`#sp-list .row[data-slug="${slug}"]`);
    await page.fill("#sp-filters input", "deadlock");
    // Its title has no such word: another way to ask it does.
    await listed("thread-safety").locator(".why", { hasText: "deadlock" }).waitFor();
    assert.ok(asked.some((url) => url.endsWith("data/texts.js")));
    await page.fill("#sp-filters input", "byte-code mutex");
    await page.locator("#sp-none").waitFor();
    await page.fill("#sp-filters input", "bytecode MUTEX");
    await listed("gil").locator(".why", { hasText: "bytecode" }).waitFor();
    // Words of texts are found where they begin: no "eadlock".
    await page.fill("#sp-filters input", "eadlock");
    await page.locator("#sp-none").waitFor();
    await follow(page, "#sp-rest a");
    assert.equal(await page.inputValue("#sp-search input"), "eadlock");
  }));

test("who does not filter a list fetches nothing for it", () =>
  look("index.html", async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${guide.url}levels/mid.html`);
    await page.click("#sp-open-all");
    await page.locator("#sp-list details[open]").first().waitFor();
    assert.deepEqual(asked.filter((url) => /filter|texts|questions\.js/.test(url)), []);
    await page.selectOption('[name="sort"]', "title");
    await eventually(() => assert.ok(asked.some((url) => /js\/filter\./.test(url))));
    assert.ok(!asked.some((url) => url.endsWith("texts.js")));
  }));

test("the clock of the short answer puts the answer away while it is said, and says how long it took", () =>
  look("questions/gil.html", async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const clock = page.locator(".aloud");
    const inked = () => page.locator(".card p").evaluate((one) => getComputedStyle(one).color !== "rgba(0, 0, 0, 0)");
    assert.match(await clock.innerText(), /^about \d+ seconds$/);
    await clock.click();
    await eventually(async () => assert.match(await clock.innerText(), /^[1-9]\d* \/ 25$/));
    assert.equal(await inked(), false);
    assert.equal(await page.locator(".card p").getAttribute("aria-hidden"), "true");
    await clock.click();
    await eventually(async () => assert.match(await page.locator(".card [role=status]").innerText(), /^said in \d+ of about 25 seconds$/));
    assert.equal(await inked(), true);
    await clock.click();
    assert.equal(await inked(), false);
    assert.equal(asked.filter((url) => /js\/breath\./.test(url)).length, 1);
  }));

test("a question is marked under its short answer as well as at its end", () =>
  look("questions/gil.html", async (page) => {
    const shaky = page.getByRole("button", { name: "Shaky" });
    assert.equal(await shaky.count(), 2);
    await page.locator(".card").getByRole("button", { name: "Shaky" }).click();
    await eventually(async () => assert.equal(await page.getByRole("button", { name: "Shaky", pressed: true }).count(), 2));
  }));

test("in a list the mark is an outlined box, and stands after the question it is of", () =>
  look("levels/mid.html", async (page) => {
    const box = page.locator("#sp-list .pencil").first();
    assert.equal(await box.evaluate((one) => getComputedStyle(one).borderTopColor !== "rgba(0, 0, 0, 0)" && getComputedStyle(one).borderTopStyle), "solid");
    assert.equal(await box.evaluate((one) => one.previousElementSibling.className), "title");
  }));

test("on a phone a first visitor's home page says what this is, a returning reader's begins with what to do next", () =>
  look("index.html", async (page) => {
    for (const selector of [".lead", ".find-here", ".levels li:last-child a"]) assert.ok(await inReach(page, selector), selector);
    assert.equal(await page.locator(".go-on").isVisible(), false);
    await page.goto(`${guide.url}questions/gil.html`);
    await page.keyboard.press("2");
    await page.goto(guide.url);
    for (const selector of ["#sp-resume", "#sp-look a", ".today a", ".find-here", ".levels li:last-child a"]) assert.ok(await inReach(page, selector), selector);
    assert.equal(await page.locator(".lead").isVisible(), false);
    assert.equal(await page.innerText("#sp-resume"), "Continue with What is the GIL, and why does it exist?");
    await follow(page, "#sp-look a");
    await eventually(async () => assert.deepEqual(await page.locator("#sp-list .row").evaluateAll((rows) => rows.map((row) => row.dataset.slug)), ["gil"]));
  }, PHONE));

test("who comes back to a home page sees nothing move", () =>
  look("questions/gil.html", async (page) => {
    await page.keyboard.press("2");
    const at = () => page.locator(".levels").evaluate((one) => one.getBoundingClientRect().top);
    // Before the scripts that fill in what is next, and after.
    await page.route(/js\/(page|marks)\./, (route) => route.abort());
    await page.goto(guide.url).catch(() => {});
    const before = await at();
    await page.unrouteAll({ behavior: "wait" });
    await page.goto(guide.url);
    await page.locator("#sp-look a:visible").waitFor();
    assert.equal(await at(), before);
  }, { ...PHONE, meant: /js\/(page|marks)|ERR_FAILED|studypress/ }));
