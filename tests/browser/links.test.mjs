// The guide as GitHub Pages serves it: below the path of its repository, names
// case-sensitive, addresses with or without `.html`, and 404.html for the rest.
// Every link of every page is followed.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { after, before, test } from "node:test";
import { TYPES, follow, launch, open, out } from "./lib.mjs";

const PATH = "/repo/";
const site = path.join(out, "sub");
const names = new Set(readdirSync(site, { recursive: true }).map((name) => name.split(path.sep).join("/")));
const isFolder = (name) => name === "" || (names.has(name) && statSync(path.join(site, name)).isDirectory());

/** What GitHub Pages answers to a path: a status, and a file or an address. */
function answer(asked) {
  if (asked === PATH.slice(0, -1)) return [301, PATH];
  if (!asked.startsWith(PATH)) return [404, "404.html"];
  const name = asked.slice(PATH.length);
  if (isFolder(name.replace(/\/$/, ""))) {
    if (name && !name.endsWith("/")) return [301, `${asked}/`];
    return names.has(`${name}index.html`) ? [200, `${name}index.html`] : [404, "404.html"];
  }
  if (names.has(name)) return [200, name];
  return names.has(`${name}.html`) ? [200, `${name}.html`] : [404, "404.html"];
}

let browser;
let server;
let root;
before(async () => {
  browser = await launch();
  server = createServer((request, response) => {
    const [status, what] = answer(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    if (status === 301) response.writeHead(301, { location: what }).end();
    else response.writeHead(status, { "content-type": TYPES[path.extname(what)] ?? "application/octet-stream" }).end(readFileSync(path.join(site, what)));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  root = `http://127.0.0.1:${server.address().port}`;
});
after(async () => {
  await browser.close();
  server.close();
});

/** What a page that is shown links to and loads, and the ids it has; with an address, what the page there has before scripts run. */
const linksOf = (page, address = null) =>
  page.evaluate(async (address) => {
    const shown = address ? new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html") : document;
    const leads = (name) => [...shown.querySelectorAll(`[${name}]`)].map((one) => new URL(one.getAttribute(name), address ?? location.href).href);
    return { links: [...leads("href"), ...leads("src")], ids: [...shown.querySelectorAll("[id]")].map((one) => one.id) };
  }, address);

test("every link of every page leads somewhere", async () => {
  const { page, errors, close } = await open(browser);
  const ids = new Map();
  const links = new Map();
  for (const name of names) {
    if (!name.endsWith(".html")) continue;
    const address = root + PATH + name;
    // A page that has moved leads on by itself: it is read without that.
    if (/http-equiv="refresh"/.test(readFileSync(path.join(site, name), "utf8"))) continue;
    // A template makes many pages: of most, the links are read and the page is not shown.
    const shown = !name.includes("/") || ids.size % 10 === 0;
    if (shown) await page.goto(address);
    const found = await linksOf(page, shown ? null : address);
    ids.set(address, new Set(found.ids));
    for (const link of found.links) links.set(link.replace("https://example.org", root), name);
  }
  assert.ok(ids.size > 60 && links.size > 200);
  const broken = [];
  for (const [link, from] of links) {
    const url = new URL(link);
    // Other hosts are for readers to follow, not for pages to load.
    if (url.origin !== root) continue;
    const [status, what] = answer(decodeURIComponent(url.pathname));
    if (status !== 200) broken.push(`${from}: ${link}: ${status}`);
    const anchor = decodeURIComponent(url.hash.slice(1));
    // A list of questions to practise is no place on the page.
    if (anchor && !anchor.startsWith("q=") && !ids.get(root + PATH + what)?.has(anchor)) broken.push(`${from}: ${link}: no such place`);
  }
  assert.deepEqual(broken, []);
  assert.deepEqual(errors, []);
  await close();
});

test("addresses of other sites, letters of another case and lost pages are answered as Pages does", async () => {
  const { page, close } = await open(browser);
  const status = async (address) => (await page.goto(root + address)).status();
  assert.equal(await status("/repo"), 200);
  assert.equal(page.url(), `${root}/repo/`);
  assert.equal(await status("/repo/questions/gil"), 200);
  assert.equal(await page.locator("h1").count(), 1);
  // Its links work without the ending, too.
  await follow(page, ".neighbours a");
  assert.match(page.url(), /\/repo\/questions\/[a-z-]+\.html$/);
  for (const lost of ["/repo/questions/GIL.html", "/repo/a/b/c", "/other/"]) {
    assert.equal(await status(lost), 404, lost);
    await follow(page, "main a");
    assert.equal(page.url(), `${root}/repo/index.html`);
  }
  await close();
});
