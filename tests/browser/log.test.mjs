// The reader's log in a real browser's storage: several tabs at once, the
// browser closed and opened again, and a guide that is read from disk.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { ARGUMENTS, PATIENCE, eventually, onDisk, out, serve } from "./lib.mjs";

let guide;
let profile;
before(async () => {
  guide = await serve(`${out}/sub`, "/repo/");
  profile = await mkdtemp(path.join(tmpdir(), "studypress-log-"));
});
after(async () => {
  guide.close();
  await rm(profile, { recursive: true, force: true });
});

/** The browser of one reader, who may close it and come back. */
const browse = () =>
  chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ARGUMENTS,
    timeout: PATIENCE,
  });
/** A tab with the guide's page of practice, and what it complains of. */
async function tabAt(browser, url, errors) {
  const page = await browser.newPage();
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`${url}practice.html`);
  await page.evaluate(async () => {
    const { practice } = studypress;
    self.reader = practice.reader(await practice.deck());
  });
  return page;
}
/** How many reviews a tab knows of, and of how many cards. */
const known = (page) => page.evaluate(() => [self.reader.state.reviews.length, self.reader.state.cards.size]);

for (const [where, address] of [
  ["served", () => guide.url],
  ["from disk", () => onDisk(`${out}/root`)],
]) {
  test(`tabs write at once without loss, and all is there when the browser comes back: ${where}`, async () => {
    const errors = [];
    const first = await browse();
    const tabs = await Promise.all([0, 1, 2].map(() => tabAt(first, address(), errors)));
    await Promise.all(
      tabs.map((page, tab) =>
        page.evaluate(async (tab) => {
          for (let i = 0; i < 40; i++) {
            self.reader.review(`say:tab-${tab}-${i % 8}`, 1 + (i % 4), 5);
            // Lets the other tabs have their turn.
            await new Promise((resolve) => setTimeout(resolve));
          }
        }, tab),
      ),
    );
    for (const page of tabs) await eventually(async () => assert.deepEqual(await known(page), [120, 24]));
    const logs = await Promise.all(tabs.map((page) => page.evaluate(() => self.reader.export())));
    assert.equal(new Set(logs).size, 1);
    await first.close();

    const second = await browse();
    const page = await tabAt(second, address(), errors);
    assert.deepEqual(await known(page), [120, 24]);
    assert.equal(await page.evaluate(() => self.reader.export()), logs[0]);
    assert.ok(await page.evaluate(() => self.reader.lasting));
    await second.close();
    assert.deepEqual(errors, []);
  });
}

test("cards come from the files of the guide, served and from disk", async () => {
  const errors = [];
  const browser = await browse();
  for (const address of [guide.url, onDisk(`${out}/root`)]) {
    const page = await tabAt(browser, address, errors);
    const found = await page.evaluate(async () => {
      const deck = await studypress.practice.deck();
      const [place] = deck.find("gil");
      const { slug, href, say } = await deck.load(place);
      return { slug, href, points: say.points.length, questions: deck.questions.length };
    });
    assert.equal(found.slug, "gil");
    assert.equal(found.href, "questions/gil.html");
    assert.ok(found.points > 1 && found.questions > 50);
  }
  await browser.close();
  assert.deepEqual(errors, []);
});
