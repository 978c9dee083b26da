// Loads a page in Chromium and prints the paths that it asks for and the scores of Lighthouse, as JSON.
// Usage: node look.mjs CHROMIUM URL
import { createServer } from "node:net";
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// Milliseconds for a page that loads the search index of thousands of questions.
const PATIENCE = 120_000;
const [executablePath, url] = process.argv.slice(2);

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** The paths that the first view of the page asks for, until nothing has been asked for half a second. */
async function firstView(browser) {
  const page = await browser.newPage();
  const asked = new Set();
  page.on("request", (request) => {
    const { protocol, origin, pathname } = new URL(request.url());
    if (!protocol.startsWith("http")) return;
    if (origin !== new URL(url).origin) throw new Error(`the page asks another host: ${request.url()}`);
    asked.add(decodeURIComponent(pathname));
  });
  await page.goto(url, { waitUntil: "networkidle", timeout: PATIENCE });
  await page.close();
  return [...asked];
}

async function scores(port) {
  const { lhr } = await lighthouse(url, { port, logLevel: "error", output: "json" });
  return Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]));
}

const port = await freePort();
const browser = await chromium.launch({ executablePath, args: [...ARGUMENTS, `--remote-debugging-port=${port}`] });
try {
  const requests = await firstView(browser);
  console.log(JSON.stringify({ requests, lighthouse: await scores(port) }));
} finally {
  await browser.close();
}
