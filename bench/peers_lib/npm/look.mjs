// Loads a page in Chromium and prints its requests with the bytes of their bodies, and the scores of Lighthouse, as JSON.
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

const [executablePath, url] = process.argv.slice(2);

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function firstView(browser) {
  const page = await browser.newPage();
  const answered = [];
  page.on("requestfinished", (request) => answered.push(request));
  page.on("requestfailed", (request) => {
    throw new Error(`${request.url()}: ${request.failure().errorText}`);
  });
  await page.goto(url, { waitUntil: "networkidle" });
  const requests = answered.filter((request) => request.url().startsWith("http"));
  const described = await Promise.all(
    requests.map(async (request) => ({
      url: new URL(request.url()).pathname,
      type: request.resourceType(),
      status: (await request.response()).status(),
      bytes: (await request.sizes()).responseBodySize,
    })),
  );
  await page.close();
  return described;
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
