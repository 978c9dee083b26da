// What the tests share: the browser, a server, and the pages to look at.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium, firefox } from "playwright-core";

export const here = path.dirname(fileURLToPath(import.meta.url));
export const out = path.join(here, "out");
export const PROGRAM = path.join(process.env.CARGO_TARGET_DIR ?? path.join(here, "../../target"), "debug/studypress");

/** How long anything that is waited for may take, in milliseconds: only what never comes takes so long. */
export const PATIENCE = 180_000;

export const THEMES = ["light", "dark"];

/** One address for each kind of page of the guide. */
export const KINDS = {
  home: "index.html",
  level: "levels/mid.html",
  topic: "topics/functions.html",
  source: "sources/index-dev.html",
  list: "questions.html",
  question: "questions/mutable-default.html",
  table: "questions/choosing-concurrency.html",
  page: "interview-tips.html",
  sheet: "cheatsheet.html",
  levelSheet: "cheatsheet/level-senior.html",
  interview: "interview.html",
  exercises: "exercises.html",
  exercise: "exercises/gather-limited.html",
  search: "search.html",
  practice: "practice.html",
  notFound: "404.html",
};

export const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
  ".json": "application/json",
};

/** Serves a folder under a path of this machine, on a free port; zipped on the
 * way, as GitHub Pages does, where it is asked for. */
export async function serve(folder, prefix = "/", zipped = false) {
  const server = createServer(async (request, response) => {
    const asked = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const name = asked.startsWith(prefix) ? asked.slice(prefix.length) || "index.html" : null;
    try {
      if (name === null || name.includes("..")) throw new Error("outside");
      const body = await readFile(path.join(folder, name));
      const type = { "content-type": TYPES[path.extname(name)] ?? "application/octet-stream" };
      response.writeHead(200, zipped ? { ...type, "content-encoding": "gzip" } : type);
      response.end(zipped ? gzipSync(body) : body);
    } catch {
      response.writeHead(404, { "content-type": "text/html; charset=utf-8" });
      response.end(await readFile(path.join(folder, "404.html")));
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}${prefix}`;
  return { url, close: () => server.close() };
}

/** Where a built site is on the disk, as an address. */
export const onDisk = (folder) => pathToFileURL(folder).href + "/";

export const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser that the tests look with: Debian's Chromium, or its Firefox where the environment says so. */
export const BROWSER = process.env.BROWSER ?? "chromium";
export const FIREFOX = BROWSER === "firefox";

export const launch = (extra = []) =>
  FIREFOX
    ? // Firefox as Debian has it, spoken to by WebDriver BiDi.
      firefox.launch({ channel: "moz-firefox", executablePath: "/usr/bin/firefox-esr", timeout: PATIENCE })
    : chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...ARGUMENTS, ...extra], timeout: PATIENCE });

/** A page that notes every error it reports and every request that leaves. */
export async function open(browser, options = {}) {
  // A worker that comes while a page is tested would answer in place of what the test puts between: where workers are
  // what is tested, they are allowed.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: "block", ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  // What is under way when a page is left is no error, nor is an icon that the browser, which asks for it by itself, gave up.
  page.on("requestfailed", (request) => {
    const { errorText } = request.failure();
    if (!/ABORT/.test(errorText) && request.resourceType() !== "other") errors.push(`failed: ${request.url()}: ${errorText}`);
  });
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!["file:", "blob:", "data:"].includes(protocol) && hostname !== "127.0.0.1") errors.push(`outside: ${request.url()}`);
  });
  return { page, errors, close: () => context.close() };
}

/** Waits until what an assertion says is so: a page becomes what it becomes in its own time. */
export async function eventually(assertion) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Follows a link to the end: a click does not wait for the page it leads to. */
export async function follow(page, selector) {
  const link = page.locator(selector).first();
  const to = await link.evaluate((one) => one.href);
  await link.click();
  await page.waitForURL((url) => url.href === to);
}

/**
 * Goes back, as a reader does. Playwright's own way waits for the end of a navigation, which there is none of where
 * Firefox shows the page as it was kept; and a page may be left before the call has its answer.
 */
export const back = (page) => page.evaluate(() => void setTimeout(() => history.back())).catch(() => {});

/** Goes to a page and waits for what its scripts make of it. All of them have
 * run when it has loaded, but that of the search fetches its index then. */
export async function visit(page, url) {
  await page.goto(url);
  if (await page.locator("#sp-search").count()) await indexed(page);
  if (await page.locator("#sp-begin").count()) await page.locator("#sp-more:not([hidden])").waitFor();
  if (await page.locator("#sp-interview").count()) await page.locator("#sp-interview:not([aria-busy])").waitFor();
}

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The rules for colours: a theme changes nothing else, so the others need not be asked again in the dark one. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/** What axe finds wrong with a page, which must have been opened with `bypassCSP`. */
export async function violations(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(([light, dark]) => axe.run({ runOnly: matchMedia("(prefers-color-scheme: dark)").matches ? dark : light }), [RULES, COLOURS]);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ""}`).slice(0, 3).join("; ")}`);
}

/** Waits until the search has the file that every query needs, and the empty field says what can be typed. */
export const indexed = (page) => page.locator(".help", { hasText: "level:" }).waitFor();

/** Waits until the search lacks nothing for what stands in its field. */
export const answered = (page) => page.locator('#sp-answers[aria-busy="false"]').waitFor({ state: "attached" });

/** `studypress serve` for a folder. When it has been stopped, it writes nothing more. */
export async function serving(folder, port = 0) {
  const server = spawn(PROGRAM, ["serve", folder, "--port", String(port)], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(server, "exit");
  const failed = ended.then(([code]) => Promise.reject(new Error(`the server ended with ${code}`)));
  const [url] = await Promise.race([once(createInterface({ input: server.stdout }), "line"), failed]);
  return { url, stop: () => (server.kill(), ended) };
}
