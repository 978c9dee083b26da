// The development server in a real browser: reloads, style sheets, mistakes.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { PATIENCE, eventually, launch, open, serving } from "./lib.mjs";

const SITE = `title = "Guide"
base_url = "https://u.example/repo/"
[[levels]]
id = "junior"
title = "Junior"
[[topics]]
id = "data"
title = "Data"
[[sources]]
id = "book"
title = "The book"
`;

const question = (title, body) =>
  `+++\ntitle = "${title}"\nlevel = "junior"\ntopic = "data"\nsource = "book"\n+++\n\n${body}\n`;

let browser, folder, server, url;

/** Puts a file in its place whole: what is seen of half a file, tests/serve.rs tries. */
const write = (name, text) => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(`${folder}.new`, text);
  renameSync(`${folder}.new`, path.join(folder, name));
};

before(async () => {
  browser = await launch();
  folder = mkdtempSync(path.join(tmpdir(), "studypress-serve-"));
  write("site.toml", SITE);
  write("content/long.md", question("Long?", "A paragraph.\n\n".repeat(200)));
  write("content/gil.md", question("What is the GIL?", "One lock."));
  server = await serving(folder);
  url = server.url;
});

after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true });
});

/** A page that counts how often it has been loaded. */
async function visit(address) {
  const visited = await open(browser, { serviceWorkers: "allow" });
  let loads = 0;
  visited.page.on("domcontentloaded", () => loads++);
  await visited.page.goto(url + address);
  return { ...visited, loads: () => loads };
}

let changes = 0;
/** Waits until a page has heard of all that was written before: of a style sheet that is written now, it hears after it. */
async function upToDate(page) {
  const colour = `rgb(0, 0, ${++changes})`;
  write("static/css/8-heard.css", `body { caret-color: ${colour} }\n`);
  await page.waitForFunction((colour) => getComputedStyle(document.body).caretColor === colour, colour);
}

test("a saved change is shown, with the page where it was scrolled to", async () => {
  const { page, errors, loads, close } = await visit("questions/long.html");
  await page.evaluate(() => scrollTo(0, 1500));
  assert.equal(await page.evaluate(() => scrollY), 1500);
  write("content/long.md", question("Long?", "Another paragraph.\n\n".repeat(200)));
  await page.getByText("Another paragraph.").first().waitFor();
  await page.waitForFunction(() => scrollY === 1500);
  await upToDate(page);
  await eventually(() => assert.equal(loads(), 2));
  assert.deepEqual(errors, []);
  await close();
});

test("a style sheet is changed without loading the page", async () => {
  const { page, errors, loads, close } = await visit("questions/gil.html");
  await page.evaluate(() => (window.kept = true));
  write("static/css/8-own.css", "body { outline: 3px solid rgb(1, 2, 3) }\n");
  await page.waitForFunction(() => getComputedStyle(document.body).outlineColor === "rgb(1, 2, 3)");
  write("static/css/8-own.css", "body { outline: 3px solid rgb(4, 5, 6) }\n");
  await page.waitForFunction(() => getComputedStyle(document.body).outlineColor === "rgb(4, 5, 6)");
  await page.waitForFunction(() => document.querySelectorAll("link[rel=stylesheet]").length === 1);
  await upToDate(page);
  assert.equal(await page.evaluate(() => window.kept), true);
  assert.equal(loads(), 1);
  assert.deepEqual(errors, []);
  await close();
});

test("a mistake is shown over the last good page, as text, until it is mended", async () => {
  const { page, errors, loads, close } = await visit("questions/gil.html");
  write("content/gil.md", question("What is the GIL?", "[`<img src=x onerror=alert(1)>`](<nowhere \\<b\\>.md>)"));
  const alert = page.getByRole("alert");
  await alert.waitFor();
  const text = await alert.innerText();
  assert.match(text, /error\[E018\]/);
  assert.match(text, /content\/gil\.md:8:1/);
  assert.match(text, /nowhere <b>\.md/);
  assert.equal(await alert.locator("img, b").count(), 0);
  assert.equal(await page.getByText("One lock.").count(), 1);
  // It comes with the reader to other pages of the last good site.
  await page.goto(`${url}index.html`);
  await alert.waitFor();
  await alert.getByRole("button", { name: "Hide" }).click();
  await alert.waitFor({ state: "detached" });
  await page.goto(`${url}questions/gil.html`);
  await alert.waitFor();
  const before = loads();
  write("content/gil.md", question("What is the GIL?", "Mended now."));
  await page.getByText("Mended now.").waitFor();
  await upToDate(page);
  assert.equal(await alert.count(), 0);
  await eventually(() => assert.equal(loads(), before + 1));
  assert.deepEqual(errors, []);
  await close();
});

test("a page that is not there yet is shown as soon as it is", async () => {
  const { page, close } = await visit("questions/later.html");
  assert.match(await page.title(), /not found/i);
  write("content/later.md", question("Later?", "Here at last."));
  await page.getByText("Here at last.").waitFor();
  await close();
});

test("the site moves with its base_url, and the page with it", async () => {
  const { page, close } = await visit("questions/gil.html");
  write("site.toml", SITE.replace("/repo/", "/other/"));
  await page.waitForURL("**/other/questions/gil.html");
  write("site.toml", SITE);
  await page.waitForURL("**/repo/questions/gil.html");
  await close();
});

test("five tabs do not starve one another", async () => {
  const context = await browser.newContext();
  context.setDefaultTimeout(PATIENCE);
  const pages = [];
  for (let n = 0; n < 5; n++) {
    pages.push(await context.newPage());
    await pages[n].goto(`${url}questions/gil.html`);
  }
  write("content/gil.md", question("What is the GIL?", "Seen in every tab."));
  for (const page of pages) await page.getByText("Seen in every tab.").waitFor();
  await context.close();
});
