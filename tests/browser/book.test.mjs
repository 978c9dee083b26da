// All questions on one page: read, jumped about in, and printed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { here, launch, onDisk, open, out, PROGRAM, serve } from "./lib.mjs";
import { pageText, pageTexts, print, read, squeeze } from "./paper.mjs";

let browser;
let guide;
let folder;
before(async () => {
  browser = await launch();
  guide = await serve(`${out}/root`);
  folder = mkdtempSync(path.join(tmpdir(), "book-"));
});
after(async () => {
  await browser.close();
  guide.close();
  rmSync(folder, { recursive: true });
});

test("from disk, on a phone: nothing is wider than the page, contents unfold, and places are found", async () => {
  const { page, errors, close } = await open(browser, { viewport: { width: 360, height: 740 } });
  await page.goto(`${onDisk(`${out}/root`)}book.html`);
  const across = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(across[0] <= across[1], `${across}`);
  assert.ok((await page.locator("article").count()) > 100);
  const entry = page.locator('.book-contents a[href="#q-gil"]');
  assert.equal(await entry.isVisible(), false);
  await page.locator(".book-contents summary").nth(2).click();
  await entry.click();
  const top = (id) => page.evaluate((id) => document.getElementById(id).getBoundingClientRect().top, id);
  await page.waitForFunction(() => scrollY > 1000);
  assert.ok(Math.abs(await top("q-gil")) < 100, "what is out of sight has its place all the same");
  // A link of an answer that leads to another question leads there on this page.
  await page.locator('#q-gil .prose a[href^="#q-"]').first().click();
  const to = new URL(page.url()).hash.slice(1);
  await page.waitForFunction((id) => Math.abs(document.getElementById(id).getBoundingClientRect().top) < 100, to);
  assert.notEqual(to, "q-gil");
  assert.deepEqual(errors, []);
  await close();
});

test("on paper it has running heads, numbers, contents and answers, and no heading stands alone at the foot", async () => {
  const { page, close } = await open(browser);
  await page.goto(`${guide.url}book.html`);
  const headings = new Set((await page.locator(".book :is(h3, h4, h5, h6)").allTextContents()).map((one) => squeeze(one.replace(/[#→]\s*$/, ""))));
  const first = await page.locator(".book-contents a").first().textContent();
  const file = path.join(folder, "book.pdf");
  const { pages } = await print(page, file);
  assert.ok(pages > 100);
  const contents = pageText(file, 2);
  assert.match(contents, /^Python, out loud\n/);
  assert.ok(squeeze(contents).includes(squeeze(first)), "contents are unfolded");
  const texts = pageTexts(file, 3, 60);
  const at = texts.findIndex((text) => text.includes("Junior\n"));
  const alone = [];
  for (const [number, text] of texts.slice(at).entries()) {
    const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
    assert.match(lines[0], /^Python, out loud +Junior$/);
    assert.equal(lines.at(-1), String(3 + at + number));
    if (headings.has(squeeze(lines.at(-2)))) alone.push(lines.at(-2));
  }
  assert.deepEqual(alone, []);
  assert.match(pageText(file, pages), /^Python, out loud +Answers to the quizzes\n/);
  await close();
});

test("the command makes a PDF with an outline, whose links lead within it or to the web", () => {
  const file = path.join(folder, "manual.pdf");
  const docs = path.join(here, "../../docs");
  execFileSync(PROGRAM, ["book", docs, "--pdf", "--output", file, "--base-url", "https://example.org/m/"], { stdio: "pipe" });
  const { pages, size, text } = read(file);
  assert.equal(size, "A4");
  assert.ok(pages > 15);
  const poppler = (command, ...args) => execFileSync(command, args, { encoding: "utf8" });
  const outline = poppler("pdftohtml", "-xml", "-i", "-stdout", "-f", "1", "-l", "1", file).split("<outline>").slice(1).join("");
  for (const title of ["The first hour", "Beginning", "How do I begin a guide?"]) assert.match(outline, new RegExp(`<item page="\\d+">${title.replace("?", "\\?")}</item>`));
  assert.match(poppler("pdfinfo", "-dests", file), /"q-how-do-i-begin"/);
  assert.doesNotMatch(poppler("pdfinfo", "-url", file), /file:/);
  // The longest line of code of the manual is wrapped, not cut.
  assert.ok(text.includes(squeeze("$ studypress import ~/bank/README.md --level mid --source bank --make-topics --no-run")));
  rmSync(file);
  execFileSync(PROGRAM, ["book", docs, "--pdf", "--paper", "letter", "--code", "no", "--level", "rare", "--output", file], { stdio: "pipe" });
  const part = read(file);
  assert.equal(part.size, "letter");
  assert.ok(part.text.startsWith(squeeze("The studypress manual – Now and then")), part.text.slice(0, 60));
  assert.ok(!part.text.includes(squeeze("$ studypress export --format anki")));
});
