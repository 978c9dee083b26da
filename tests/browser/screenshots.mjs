// Takes the pictures for the README: node screenshots.mjs, after ./prepare.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { here, launch, open, out, serve } from "./lib.mjs";

const folder = path.join(here, "../../docs/screenshots");
const SHOTS = [
  ["home-light", "index.html", 1440, "light"],
  ["home-dark", "index.html", 1440, "dark"],
  ["question-light", "questions/mutable-default.html", 1440, "light"],
  ["question-dark", "questions/choosing-concurrency.html", 1440, "dark"],
  ["question-phone", "questions/mutable-default.html", 360, "light"],
  ["list-light", "levels/mid.html", 768, "light"],
  ["list-phone", "questions.html", 360, "dark"],
  ["cheatsheet-light", "cheatsheet/level-senior.html", 1440, "light"],
];
// A reader in the middle of it, so that marks and progress show.
const MARKS = {
  "mutable-default": "known", decorators: "known", "list-comprehension": "shaky", walrus: "todo", gil: "shaky", mro: "known",
  "is-vs-equals": "known", "args-kwargs": "known", lambda: "known", "what-is-python": "known", exceptions: "known",
};

mkdirSync(folder, { recursive: true });
const browser = await launch();
const server = await serve(`${out}/root`);
for (const [name, address, width, colorScheme] of SHOTS) {
  const { page, close } = await open(browser, { colorScheme, viewport: { width, height: width < 500 ? 760 : 900 } });
  await page.addInitScript((marks) => localStorage.setItem("/1:marks", marks), JSON.stringify(MARKS));
  await page.goto(server.url + address, { waitUntil: "networkidle" });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  await close();
}
await browser.close();
server.close();
