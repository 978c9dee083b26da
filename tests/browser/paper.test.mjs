// What stands on paper, in Chromium and in Firefox: wrapped code, and the sides of cheat sheets.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { eventually, launch, open, out, serve } from "./lib.mjs";
import { pageText, print, squeeze } from "./paper.mjs";

let browser;
let guide;
let large;
let folder;
before(async () => {
  browser = await launch();
  guide = await serve(`${out}/root`);
  large = await serve(`${out}/large`);
  folder = mkdtempSync(path.join(tmpdir(), "paper-"));
});
after(async () => {
  await browser.close();
  guide.close();
  large.close();
  rmSync(folder, { recursive: true });
});
const file = () => path.join(folder, "page.pdf");
const said = (page) => page.innerText("#sp-sheet-count");

test("what is wrapped of a line of code hangs below its indentation, behind a mark", async () => {
  const { page, close } = await open(browser);
  await page.goto(`${large.url}questions/q001.html`);
  const { pages } = await print(page, file());
  const lines = Array.from({ length: pages }, (_, at) => pageText(file(), at + 1).split("\n")).flat();
  const first = lines.find((line) => line.includes("return [0, 1, 2"));
  const last = lines.find((line) => line.includes("58, 59]"));
  assert.match(last, /^ +↳ .*59\]$/);
  assert.ok(last.indexOf("↳") >= first.indexOf("return") - 1, `${first}\n${last}`);
  assert.ok(lines.filter((line) => /^ *↳( lang)+ *$/.test(line)).length >= 2, "what it prints hangs too");
  await close();
});

test("on a sheet of three columns too, on the screen as on paper", async () => {
  const { page, close } = await open(browser);
  await page.goto(`${guide.url}cheatsheet.html?columns=3`);
  const below = await page.locator(".sheet .w > :last-child").evaluateAll((all) =>
    all.flatMap((one) => {
      const code = document.createRange();
      code.selectNodeContents(one);
      const boxes = [...code.getClientRects()];
      const start = boxes[0].left;
      return boxes.filter(({ top }) => top > boxes[0].top + 5).map(({ left }) => left - start);
    }),
  );
  assert.ok(below.length > 50);
  assert.ok(
    below.every((left) => left > 4),
    `${Math.min(...below)}`,
  );
  await close();
});

for (const [address, paper] of [
  ["cheatsheet.html?columns=3&paper=letter", "letter"],
  ["cheatsheet/level-senior.html?code=0", "a4"],
]) {
  test(`the sides that are shown are those that are printed: ${address}`, async () => {
    const { page, close } = await open(browser);
    await page.goto(guide.url + address);
    const sides = await page.locator(".side").evaluateAll((all) =>
      all.map((side) => {
        const bottom = side.getBoundingClientRect().bottom;
        const ends = [...side.querySelectorAll(".entry")].map((one) => one.getBoundingClientRect().bottom);
        return { titles: [...side.querySelectorAll("h3")].map((one) => one.textContent), room: bottom - Math.max(...ends) };
      }),
    );
    for (const { room } of sides) assert.ok(room > 20, `${room} pixels to the edge of the paper`);
    assert.match(await said(page), new RegExp(`${sides.length} sides of ${paper === "a4" ? "A4" : "Letter"}`));
    const pdf = await print(page, file(), paper);
    assert.equal(pdf.pages, sides.length);
    for (const [at, { titles }] of sides.entries()) {
      const text = squeeze(pageText(file(), at + 1));
      assert.ok(text.startsWith("Python,outloud"), text.slice(0, 80));
      assert.ok(text.includes(`${at + 1}/${sides.length}`), "the running head has the page's number");
    }
    let from = 0;
    for (const title of sides.flatMap(({ titles }) => titles)) {
      from = pdf.text.indexOf(squeeze(title), from);
      assert.ok(from >= 0, title);
    }
    await close();
  });
}

test("one column is in large print, and an address asks for nothing in vain", async () => {
  const { page, close } = await open(browser);
  await page.goto(`${guide.url}cheatsheet/topic-concurrency.html?columns=1`);
  const size = await page.locator(".entry p").first().evaluate((one) => parseFloat(getComputedStyle(one).fontSize) * 0.75);
  assert.ok(size > 13.9, `${size} pt`);
  assert.equal(await page.locator(".side").first().locator(".column").count(), 1);
  await page.goto(`${guide.url}cheatsheet/topic-concurrency.html?columns=7`);
  await eventually(() => assert.doesNotMatch(page.url(), /columns/));
  assert.equal(await page.locator("select[name=columns]").inputValue(), "2");
  await close();
});

test("what a key snippet prints stands below it", async () => {
  const { page, close } = await open(browser);
  await page.goto(`${guide.url}cheatsheet.html`);
  const prints = await page.locator('[data-slug="mutable-default"] .prints').allInnerTexts();
  assert.deepEqual(prints, ["# ['draft'] ['urgent']"]);
  assert.ok((await page.locator(".prints").count()) > 40);
  await close();
});

test("on a narrow screen the sheet is a list, and its sides are counted all the same", async () => {
  const wide = await open(browser);
  await wide.page.goto(`${guide.url}cheatsheet/level-mid.html`);
  const sides = await said(wide.page);
  await wide.close();
  const { page, close } = await open(browser, { viewport: { width: 360, height: 700 } });
  await page.goto(`${guide.url}cheatsheet/level-mid.html`);
  assert.equal(await said(page), sides);
  assert.match(sides, /[4-9] sides of A4/);
  const across = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(across[0] <= across[1], `${across}`);
  await close();
});

test("a sheet that does not fit on two sides leaves out code, and then what is known", async () => {
  const { page, close } = await open(browser);
  await page.goto(`${guide.url}cheatsheet/level-junior.html`);
  assert.match(await said(page), /[3-9] sides/);
  const all = await page.locator(".entry").count();
  await page.getByLabel("Fit on two sides").check();
  await eventually(async () => assert.match(await said(page), /2 sides of A4 · Left out to make it fit: the code of \d+ questions$/));
  assert.equal(await page.locator(".entry").count(), all);
  assert.equal(await page.locator(".side").count(), 2);
  assert.equal((await print(page, file())).pages, 2);
  // All questions of the guide are too many, whatever makes way.
  await page.goto(`${guide.url}cheatsheet.html?fit=1`);
  assert.match(await said(page), /[3-9] sides of A4 · .*It still takes more than two/);
  await page.evaluate(() => {
    const known = [...document.querySelectorAll(".entry")].map(({ dataset }) => [dataset.slug, "known"]);
    studypress.store.put("marks", JSON.stringify(Object.fromEntries(known)));
  });
  await page.reload();
  assert.match(await said(page), /^(\d+) of \d+ questions · 2 sides of A4 · .* and (\d+) questions that you know$/);
  // Those between the basics and the hardest make way first.
  assert.equal(await page.locator('.entry[data-level="2"]').count(), 0);
  assert.ok((await page.locator('.entry[data-level="3"]').count()) > 10);
  await close();
});

test("the sheet of what I forgot, and of what I chose in a list", async () => {
  const { page, close } = await open(browser);
  await page.goto(`${guide.url}questions/gil.html`);
  await page.getByRole("button", { name: "Shaky" }).first().click();
  await page.goto(`${guide.url}cheatsheet.html`);
  await page.selectOption("select[name=mark]", { label: "What I forgot" });
  await eventually(async () => assert.match(await said(page), /^1 of \d+ questions · 1 side of A4$/));
  await page.goto(`${guide.url}topics/concurrency.html?level=senior`);
  const link = page.locator("#sp-print");
  await eventually(async () => assert.match(await link.innerText(), /^Print these \d+$/));
  const chosen = (await link.innerText()).match(/\d+/)[0];
  const titles = await page.locator(".row .title").allInnerTexts();
  await link.click();
  await eventually(async () => assert.match(await said(page), new RegExp(`^${chosen} of`)));
  const onSheet = await page.locator(".entry h3").allInnerTexts();
  assert.ok(onSheet.every((title) => titles.includes(title)));
  await page.getByRole("button", { name: "Everything" }).click();
  await eventually(async () => assert.ok((await page.locator(".entry").count()) > 90));
  await close();
});

for (const paper of ["a4", "letter"]) {
  test(`flash cards, eight on a side, each answer behind its question: ${paper}`, async () => {
    const { page, errors, close } = await open(browser);
    await page.goto(`${guide.url}cheatsheet/topic-concurrency.html?form=cards&paper=${paper}`);
    const cards = await page.locator(".side.cards").evaluateAll((sides) =>
      sides.map((side) => {
        const all = [...side.children];
        const [left, top] = [side.getBoundingClientRect().left, side.getBoundingClientRect().top];
        return all.map((card) => {
          const box = card.getBoundingClientRect();
          const title = card.querySelector(".poser, .asked")?.textContent ?? "";
          return { title, x: Math.round(box.left - left), y: Math.round(box.top - top), width: box.width, full: card.scrollHeight > card.clientHeight + 1 };
        });
      }),
    );
    assert.ok(cards.length > 0 && cards.length % 2 === 0);
    for (let at = 0; at < cards.length; at += 2) {
      for (const front of cards[at].filter(({ title }) => title)) {
        const back = cards[at + 1].find(({ title }) => title === front.title);
        assert.ok(back, front.title);
        assert.equal(back.y, front.y);
        assert.ok(Math.abs(front.x + back.x - front.width) < 3, "mirrored");
        assert.ok(!back.full, `cut off: ${front.title}`);
      }
    }
    const pdf = await print(page, file(), paper);
    assert.equal(pdf.pages, cards.length);
    const front = pageText(file(), 1);
    for (const word of cards[0].flatMap(({ title }) => title.split(/[\s-]+/))) assert.ok(front.includes(word), word);
    assert.deepEqual(errors, []);
    await close();
  });
}
