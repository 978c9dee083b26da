// The pages of tags: the way to them, their rows and filters, and how they read without scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { THEMES, answered, eventually, follow, launch, open, out, serve, violations } from "./lib.mjs";

const QUESTION = "questions/decorators.html";
const TAG = "tags/functools.html";

let browser;
let guide;
before(async () => {
  browser = await launch();
  guide = await serve(`${out}/root`);
});
after(async () => {
  await browser.close();
  guide.close();
});

test("a question's tag leads to the questions that have it, and its filter narrows them", async () => {
  const { page, errors, close } = await open(browser);
  await page.goto(guide.url + QUESTION);
  await follow(page, ".about .tag[href$='/functools.html']");
  assert.equal(page.url(), guide.url + TAG);
  assert.equal(await page.innerText("h1"), "functools");
  const rows = page.locator("#sp-list .row:visible");
  const count = await rows.count();
  assert.ok(count > 1);
  assert.equal(await page.locator("#sp-list .row[data-slug='decorators']:visible").count(), 1);
  const title = await rows.first().locator(".title").innerText();
  await page.fill("#sp-filters input", title);
  // Other questions may have its words in their short answers.
  await eventually(async () => {
    const shown = await rows.count();
    assert.ok(shown >= 1 && shown < count);
    assert.match(await page.innerText("#sp-shown"), new RegExp(`^${shown} of ${count} `));
  });
  assert.ok((await rows.locator(".title").allInnerTexts()).includes(title));
  await page.fill("#sp-filters input", "");
  await eventually(async () => assert.equal(await rows.count(), count));
  await follow(page, ".kind a");
  assert.equal(page.url(), `${guide.url}tags.html`);
  assert.deepEqual(errors, []);
  await close();
});

for (const colorScheme of THEMES) {
  test(`axe finds nothing on the pages of tags, and they fit their width: ${colorScheme}`, async () => {
    for (const width of [320, 1440]) {
      const { page, errors, close } = await open(browser, { colorScheme, bypassCSP: true, viewport: { width, height: 900 } });
      for (const address of ["tags.html", TAG, "search.html?q=tag:functools"]) {
        await page.goto(guide.url + address);
        if (address.includes("?q=")) await answered(page);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
        assert.equal(sideways, false, `${address} ${width}: scrolls sideways`);
        assert.deepEqual(await violations(page), [], `${address} ${width}`);
      }
      assert.deepEqual(errors, []);
      await close();
    }
  });
}

test("without scripts the tags lead to their questions", async () => {
  const { page, close } = await open(browser, { javaScriptEnabled: false });
  await page.goto(`${guide.url}tags.html`);
  await follow(page, ".tags .tag[href$='/functools.html']");
  assert.equal(page.url(), guide.url + TAG);
  assert.ok((await page.locator(".row:visible").count()) > 1);
  assert.equal(await page.locator(".scripted:visible").count(), 0);
  await follow(page, ".row .title");
  assert.match(page.url(), /\/questions\/[^/]+\.html$/);
  await close();
});
