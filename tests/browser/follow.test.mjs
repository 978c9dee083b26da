// A question that was opened from a list goes on along it, and back to where it was left. In Chromium and in Firefox.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { back, eventually, FIREFOX, follow, launch, onDisk, open, out, serve } from "./lib.mjs";

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

async function journey(work, options = {}) {
  const { page, errors, close } = await open(browser, options);
  await work(page);
  assert.deepEqual(errors, []);
  await close();
}
const slugs = (page) => page.locator("#sp-list .row").evaluateAll((rows) => rows.map((row) => row.dataset.slug));
/** Waits until a question says which place it has in a list. */
const says = (page, words) => eventually(async () => assert.equal((await page.innerText(".following")).replace(/\s+/g, " "), words));
const opened = (page, slug) => page.waitForURL(new RegExp(`/${slug}\\.html$`));

for (const [where, base] of [["under a path", () => guide.url], ["on disk", () => onDisk(`${out}/sub`)]]) {
  // Each file on the disk is a place of its own to Firefox, which keeps nothing for the next.
  test(`next and previous follow a filtered list: ${where}`, { skip: FIREFOX && where === "on disk" && "nothing is kept between files" }, () =>
    journey(async (page) => {
      await page.goto(`${base()}questions.html`);
      await page.selectOption('[name="level"]', "senior");
      await page.selectOption('[name="topic"]', "concurrency");
      await page.selectOption('[name="sort"]', "title");
      await page.locator("#sp-list h2 small").waitFor();
      const listed = await slugs(page);
      assert.ok(listed.length > 3);
      await page.locator(`.row[data-slug="${listed[2]}"] .title`).scrollIntoViewIfNeeded();
      const y = await page.evaluate(() => (scrollTo(0, 120), scrollY));
      await page.locator(`.row[data-slug="${listed[2]}"] .title`).click();
      await says(page, `Senior · Concurrency 3 of ${listed.length}`);
      await page.locator('.neighbours [rel="next"]').click();
      await opened(page, listed[3]);
      await says(page, `Senior · Concurrency 4 of ${listed.length}`);
      // The keys go the same way, a reload changes nothing, and Back neither.
      await page.keyboard.press("k");
      await opened(page, listed[2]);
      await page.reload();
      await says(page, `Senior · Concurrency 3 of ${listed.length}`);
      await page.keyboard.press("k");
      await opened(page, listed[1]);
      await back(page);
      await says(page, `Senior · Concurrency 3 of ${listed.length}`);
      // A click would wait for the navigation that such a page never ends.
      await page.evaluate(() => document.querySelector(".following a").click());
      await eventually(async () => assert.match(await page.evaluate(() => location.href), /questions\.html\?/));
      await eventually(async () => assert.deepEqual(await slugs(page), listed));
      await eventually(async () => assert.equal(await page.evaluate(() => scrollY), y));
      assert.equal(await page.evaluate(() => document.activeElement.closest(".row").dataset.slug), listed[2]);
    }));
}

test("the last of a list leads back to it, and the first has none before it", () =>
  journey(async (page) => {
    await page.goto(`${guide.url}topics/concurrency.html?q=deadlock`);
    await page.locator("#sp-list .why").first().waitFor();
    const listed = await slugs(page);
    await page.locator("#sp-list .title").first().click();
    await says(page, `Concurrency · “deadlock” 1 of ${listed.length}`);
    assert.equal(await page.locator('.neighbours [rel="prev"]').count(), 0);
    for (const slug of listed.slice(1)) {
      await page.locator('.neighbours [rel="next"]').click();
      await opened(page, slug);
      await says(page, `Concurrency · “deadlock” ${listed.indexOf(slug) + 1} of ${listed.length}`);
    }
    const last = page.locator('.neighbours [rel="next"]');
    assert.match(await last.innerText(), /Back to the list/i);
    await last.click();
    await page.waitForURL(/concurrency\.html\?q=deadlock$/);
  }));

test("a question that is opened from elsewhere goes on as the guide does", () =>
  journey(async (page) => {
    await page.goto(`${guide.url}questions/gil.html`);
    const own = await page.locator(".neighbours a").evaluateAll((links) => links.map(({ href }) => href));
    await page.goto(`${guide.url}sources/index-dev.html`);
    await page.locator("#sp-list .title").nth(1).click();
    await page.locator(".following a").waitFor();
    await page.goto(`${guide.url}questions/gil.html`);
    assert.equal(await page.locator(".following").isVisible(), false);
    assert.deepEqual(await page.locator(".neighbours a").evaluateAll((links) => links.map(({ href }) => href)), own);
  }));

for (const spoilt of ["{", '"x"', '{"rows":7}']) {
  test(`where what the tab kept is spoilt, lists and questions are as ever: ${spoilt}`, () =>
    journey(async (page) => {
      await page.goto(`${guide.url}levels/senior.html`);
      await page.evaluate((text) => sessionStorage.setItem("/repo/1:list", text), spoilt);
      await page.reload();
      await page.locator("#sp-practise", { hasText: /\d/ }).waitFor();
      await page.locator("#sp-open-all").click();
      await page.locator("#sp-list details[open]").first().waitFor();
      await page.evaluate(() => sessionStorage.setItem("/repo/1:to", "questions/gil.html"));
      await page.goto(`${guide.url}questions/gil.html`);
      await eventually(async () => assert.equal(await page.locator(".following").isVisible(), false));
    }));
}

test("where the tab keeps nothing, and for who comes first, nothing is different and nothing is fetched", () =>
  journey(async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.addInitScript(() => Object.defineProperty(window, "sessionStorage", { get: () => { throw new DOMException("no", "SecurityError"); } }));
    await page.goto(`${guide.url}levels/senior.html`);
    await follow(page, "#sp-list .title");
    await page.waitForLoadState("load");
    assert.equal(await page.locator(".following").isVisible(), false);
    assert.deepEqual(asked.filter((url) => /js\/follow\./.test(url)), []);
  }));
