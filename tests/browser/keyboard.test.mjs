// What a reader with a keyboard, with a screen reader or with the back button meets. In Chromium and in Firefox.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { back, eventually, launch, open, out, serve } from "./lib.mjs";

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

async function journey(work) {
  const { page, errors, close } = await open(browser);
  await work(page);
  assert.deepEqual(errors, []);
  await close();
}

const mark = (page, slug) => page.evaluate((slug) => document.querySelector(`.row[data-slug="${slug}"]`).dataset.mark, slug);
const focused = (page) => page.evaluate(() => document.activeElement.closest(".row")?.dataset.slug ?? document.activeElement.localName);

test("a list that is come back to shows the marks that were made meanwhile", () =>
  journey(async (page) => {
    await page.goto(`${guide.url}levels/senior.html`);
    await page.locator('.row[data-slug="gil"] .title').click();
    await page.waitForURL(/questions\/gil/);
    await page.getByRole("button", { name: "Known" }).first().click();
    // Firefox shows the page as it was kept, and loads nothing.
    await back(page);
    const marked = () => page.evaluate(() => document.querySelector('.row[data-slug="gil"]')?.dataset.mark).catch(() => "");
    await eventually(async () => assert.equal(await marked(), "known"));
  }));

test("single keys can be switched off, and stay off", () =>
  journey(async (page) => {
    const address = `${guide.url}questions/gil.html`;
    const keyed = async () => {
      for (const key of ["j", "2", "ArrowRight", "/"]) await page.keyboard.press(key);
      return [page.url() === address, await page.getByRole("button", { name: "Shaky", pressed: true }).count(), await page.locator("dialog[open]").count()];
    };
    await page.goto(address);
    await page.locator("#sp-help").click();
    await page.getByRole("checkbox", { name: "Single keys" }).uncheck();
    await page.keyboard.press("Escape");
    assert.deepEqual(await keyed(), [true, 0, 0]);
    await page.reload();
    assert.deepEqual(await keyed(), [true, 0, 0]);
    await page.keyboard.press("Control+k");
    await page.locator("dialog.search[open]").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("#sp-help").click();
    await page.getByRole("checkbox", { name: "Single keys" }).check();
    await page.keyboard.press("Escape");
    await page.keyboard.press("2");
    await page.getByRole("button", { name: "Shaky", pressed: true }).first().waitFor();
  }));

test("an arrow does not leave the page while text is selected or something has the focus", () =>
  journey(async (page) => {
    const address = `${guide.url}questions/gil.html`;
    await page.goto(address);
    await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("h1")));
    await page.keyboard.press("ArrowRight");
    await page.evaluate(() => getSelection().removeAllRanges());
    await page.locator("#sp-outputs").focus();
    await page.keyboard.press("ArrowRight");
    // What would have led away would have done so before this.
    await page.evaluate(() => document.activeElement.blur());
    assert.equal(page.url(), address);
    await page.keyboard.press("ArrowRight");
    await page.waitForURL((url) => url.href !== address);
  }));

test("where a mark takes its row out of the list, the focus goes on to the next", () =>
  journey(async (page) => {
    await page.goto(`${guide.url}levels/senior.html?mark=none`);
    await eventually(async () => assert.ok((await page.locator("#sp-list .row").count()) > 2));
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const marked = await focused(page);
    const following = await page.evaluate(() => {
      const rows = [...document.querySelectorAll("#sp-list .row")];
      return rows[rows.indexOf(document.activeElement.closest(".row")) + 1].dataset.slug;
    });
    await page.keyboard.press("3");
    await eventually(async () => assert.equal(await page.locator(`.row[data-slug="${marked}"]`).count(), 0));
    assert.equal(await focused(page), following);
  }));

test("a mark that is chosen by arrows changes the list only when it is left", () =>
  journey(async (page) => {
    await page.goto(`${guide.url}levels/senior.html?mark=none`);
    const pencil = page.locator("#sp-list .pencil").nth(1);
    await pencil.waitFor();
    const slug = await pencil.evaluate((select) => select.closest(".row").dataset.slug);
    await pencil.focus();
    await pencil.selectOption("shaky");
    assert.equal(await page.locator(`.row[data-slug="${slug}"]`).count(), 1);
    await page.keyboard.press("Tab");
    await eventually(async () => assert.equal(await page.locator(`.row[data-slug="${slug}"]`).count(), 0));
  }));

test("what a key marks is said, and so is that all marks are forgotten", () =>
  journey(async (page) => {
    const said = (text) => eventually(async () => assert.match((await page.locator('[role="status"]').allInnerTexts()).join("\n"), text));
    await page.goto(`${guide.url}questions/gil.html`);
    await page.keyboard.press("3");
    await said(/Known/);
    await page.keyboard.press("3");
    await said(/Not marked/);
    await page.goto(`${guide.url}levels/senior.html`);
    await page.keyboard.press("j");
    await page.keyboard.press("2");
    await said(/Shaky/);
    await page.goto(guide.url);
    await page.locator("#sp-clear").click();
    await page.locator("#sp-clear").click();
    await said(/All marks are forgotten/);
  }));

test("no two controls of a list have one name, and no two elements of a page one id", () =>
  journey(async (page) => {
    await page.goto(`${guide.url}levels/mid.html`);
    await page.locator("#sp-list .pencil").first().waitFor();
    const names = await page.evaluate(() =>
      [...document.querySelectorAll("#sp-list select, #sp-list summary")].map((one) => one.getAttribute("aria-label") ?? one.textContent.trim()),
    );
    assert.ok(names.length > 60);
    assert.equal(new Set(names).size, names.length, names.slice(0, 6).join(" | "));
    await page.keyboard.press("/");
    await page.keyboard.type("gil");
    await page.locator("dialog.search[open] mark").first().waitFor();
    const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((one) => one.id));
    assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at), []);
  }));
