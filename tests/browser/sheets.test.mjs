// Cheat sheets on screen and on paper, and every page printed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { KINDS, PROGRAM, follow, here, launch, open, out, serve, visit } from "./lib.mjs";
import * as paper from "./paper.mjs";

let browser;
let guide;
let large;
let folder;
before(async () => {
  browser = await launch();
  guide = await serve(`${out}/root`);
  large = await serve(`${out}/large`);
  folder = mkdtempSync(path.join(tmpdir(), "sheets-"));
});
after(async () => {
  await browser.close();
  guide.close();
  large.close();
  rmSync(folder, { recursive: true });
});

/** Prints a page: what its PDF holds. */
const print = (page) => paper.print(page, path.join(folder, "page.pdf"));

/** What must stand on the sheet, in its order: questions, answers and code. */
const entries = (page) =>
  page.locator(".entry:not([hidden])").evaluateAll((all) =>
    all.map((entry) =>
      [...entry.querySelectorAll("h3, p, pre")].filter((part) => getComputedStyle(part).display !== "none").map((part) => part.textContent),
    ),
  );

/** Every entry is there, whole and in order, and no word leaves its sheet. */
function complete(pdf, expected) {
  assert.ok(expected.length > 0);
  // A running head may stand between two parts where a page ends.
  const text = pdf.text.replace(/Python,outloud[^/]{0,40}?\d+\/\d+/g, "");
  let at = 0;
  for (const parts of expected) {
    for (const part of parts) {
      const found = text.indexOf(paper.squeeze(part), at);
      assert.ok(found >= 0, `missing, cut or out of order: ${part}`);
      at = found + paper.squeeze(part).length;
    }
  }
  for (const [, page] of pdf.boxes.matchAll(/<page width="([\d.]+)"/g)) assert.ok(Number(page) > 0);
  let width = 0;
  let height = 0;
  for (const line of pdf.boxes.split("\n")) {
    const sheet = line.match(/<page width="([\d.]+)" height="([\d.]+)"/);
    if (sheet) [width, height] = sheet.slice(1).map(Number);
    const word = line.match(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"/);
    if (!word) continue;
    const [x1, y1, x2, y2] = word.slice(1).map(Number);
    assert.ok(x1 > 20 && x2 < width - 20 && y1 > 8 && y2 < height - 15, `outside the margins: ${line.trim()}`);
  }
}

// How many questions a page must hold: the guide grows, and its sheets with it, but not faster.
const BOUNDS = [
  ["cheatsheet.html?code=0", 18, "A4"],
  ["cheatsheet.html", 8, "A4"],
  ["cheatsheet.html?columns=3&paper=letter", 8, "letter"],
  ["cheatsheet/level-junior.html?code=0", 14, "A4"],
  ["cheatsheet/level-mid.html?code=0", 14, "A4"],
  ["cheatsheet/level-senior.html?code=0&paper=letter", 9, "letter"],
  ["cheatsheet/topic-functions.html", 6, "A4"],
];
for (const [address, onPage, size] of BOUNDS) {
  test(`printed: ${address}`, async () => {
    const { page, errors, close } = await open(browser);
    await page.goto(guide.url + address);
    const expected = await entries(page);
    const pdf = await print(page);
    assert.ok(pdf.pages <= Math.ceil(expected.length / onPage), `${pdf.pages} pages for ${expected.length} questions`);
    assert.equal(pdf.size, size);
    complete(pdf, expected);
    assert.match(pdf.text, new RegExp(`Python,outloud.*1/${pdf.pages}`));
    assert.deepEqual(errors, []);
    await close();
  });
}

test("printed without scripts", async () => {
  const { page, close } = await open(browser, { javaScriptEnabled: false });
  await page.goto(`${guide.url}cheatsheet.html`);
  const questions = await page.locator(".entry").count();
  const file = path.join(folder, "plain.pdf");
  await page.pdf({ path: file, preferCSSPageSize: true });
  const pdf = paper.read(file);
  assert.ok(pdf.pages <= Math.ceil(questions / 8));
  assert.match(pdf.text, /Whatisametaclass/);
  await close();
});

test("the panel narrows the sheet, and the address says how", async () => {
  const { page, errors, close } = await open(browser);
  await page.goto(`${guide.url}cheatsheet.html`);
  const all = await page.locator(".entry:visible").count();
  await page.getByLabel("Junior").uncheck();
  await page.getByLabel("Concurrency").uncheck();
  await page.getByLabel("Code", { exact: true }).uncheck();
  // The browser tells of an address later than the page changes it.
  await page.waitForURL(/\?level=.*&topic=.*&code=0$/);
  const left = await page.locator(".entry:visible").count();
  assert.ok(left > 0 && left < all);
  assert.equal(await page.locator(".entry pre:visible").count(), 0);
  const address = page.url();
  await page.goto(guide.url);
  await page.goto(address);
  assert.equal(await page.locator(".entry:visible").count(), left);
  assert.match(await page.innerText("#sp-sheet-count"), new RegExp(`^${left} of ${all}`));
  await page.getByLabel(/Hide answers/).check();
  const first = page.locator(".entry:visible").first();
  await first.locator("p").waitFor({ state: "hidden" });
  await first.getByRole("button").press("Enter");
  await first.locator("p").waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test("a sheet of too many questions asks for a part of them", async () => {
  const { page, close } = await open(browser);
  await page.goto(`${large.url}cheatsheet.html`);
  assert.match(await page.innerText(".lead"), /320/);
  assert.equal(await page.locator(".entry").count(), 0);
  await follow(page, ".sheets a");
  assert.ok((await page.locator(".entry").count()) > 100);
  await close();
});

test("the command makes the same sheet", () => {
  const file = path.join(folder, "senior.pdf");
  execFileSync(PROGRAM, ["cheatsheet", path.join(here, "../.."), `--pdf=${file}`, "--level", "senior", "--no-code"], { stdio: "pipe" });
  const pdf = paper.read(file);
  assert.ok(pdf.pages <= 2);
  assert.equal(pdf.size, "A4");
  assert.match(pdf.text, /Python,outloud:Senior/);
});

test("every kind of page prints without its furniture", async () => {
  const { page, close } = await open(browser);
  for (const [kind, address] of Object.entries(KINDS)) {
    await visit(page, guide.url + address);
    const pdf = await print(page);
    // The sheet of all questions has their code too.
    const most = { home: 1, sheet: 14 }[kind] ?? 10;
    assert.ok(pdf.pages <= most, `${kind}: ${pdf.pages} pages`);
    assert.doesNotMatch(pdf.text, /Skiptothecontent|Copy\b|Openallshort|Savetoafile|Words,names/, kind);
  }
  await page.goto(`${large.url}questions/q001.html`);
  const pdf = await print(page);
  assert.match(pdf.text, /58,59\]/, "a long line is wrapped, not cut");
  await close();
});
