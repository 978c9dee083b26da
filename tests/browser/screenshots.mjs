// Takes the pictures for the README: npm --prefix tests/browser run screenshots
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { here, launch, open, out, serve } from "./lib.mjs";

const folder = path.join(here, "../../docs/screenshots");
const SHOTS = [
  ["home", "index.html", 1440, "light"],
  ["home-dark", "index.html", 1440, "dark"],
  ["question", "questions/mutable-default.html", 1440, "light"],
  ["question-dark", "questions/choosing-concurrency.html", 1440, "dark"],
  ["question-phone", "questions/mutable-default.html", 360, "light"],
  // One question is left in it, so its card to say comes first.
  ["practice", "practice.html#q=slots", 1440, "light"],
  ["search", "questions/gil.html", 1440, "light", "decorator"],
  ["list-phone", "levels/mid.html", 360, "dark"],
  ["cheatsheet", "cheatsheet/level-senior.html", 1440, "light"],
];
// A reader in the middle of it, so that marks and progress show.
const MARKS = {
  "mutable-default": "known", decorators: "known", "list-comprehension": "shaky", walrus: "todo", gil: "shaky", mro: "known",
  "is-vs-equals": "known", "args-kwargs": "known", lambda: "known", "what-is-python": "known", exceptions: "known",
};

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const browser = await launch();
const server = await serve(`${out}/root`);
for (const [name, address, width, colorScheme, query] of SHOTS) {
  const { page, close } = await open(browser, { colorScheme, viewport: { width, height: width < 500 ? 760 : 900 } });
  await page.addInitScript((marks) => localStorage.setItem("/1:marks", marks), JSON.stringify(MARKS));
  await page.goto(server.url + address, { waitUntil: "networkidle" });
  if (name === "practice") {
    await page.locator("#sp-more:not([hidden])").waitFor();
    await page.keyboard.press("Space");
    await page.locator(".flash").waitFor();
    await page.keyboard.press("Space");
    await page.locator(".flash.turned").waitFor();
  }
  if (query) {
    await page.keyboard.press("/");
    await page.keyboard.type(query);
    await page.waitForSelector("dialog [role=option]");
  }
  // WebP, a third of a PNG, is what the browser itself can write.
  const browserItself = await page.context().newCDPSession(page);
  const { data } = await browserItself.send("Page.captureScreenshot", { format: "webp", quality: 80 });
  writeFileSync(path.join(folder, `${name}.webp`), Buffer.from(data, "base64"));
  await close();
}
await browser.close();
server.close();
