// The guide without a network: a real worker in a real browser, and a server that can go away.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { ARGUMENTS, PATIENCE, PROGRAM, TYPES, eventually, launch, open, serving } from "./lib.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const SITE = `title = "Guide"
base_url = "https://u.example/"
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
const QUESTIONS = { gil: "What is the GIL?", list: "What is a list?", dict: "What is a dict?", set: "What is a set?" };

let browser, folder;
before(async () => {
  browser = await launch();
  folder = mkdtempSync(path.join(tmpdir(), "studypress-pocket-"));
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

let built = 0;
/** Builds a guide whose answers say a word, and gives its folder. Files are those of its own. */
function build(word, { lines = "", files = {} } = {}) {
  const root = path.join(folder, `guide-${++built}`);
  const put = (name, text) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  put("site.toml", `${lines}\n${SITE}`);
  for (const [slug, title] of Object.entries(QUESTIONS)) {
    const head = `title = "${title}"\nlevel = "junior"\ntopic = "data"\nsource = "book"\nsummary = "In short: ${slug}."`;
    put(`content/${slug}.md`, `+++\n${head}\n+++\n\nThe answer is ${slug === "set" ? "always" : word}.\n`);
  }
  for (const [name, text] of Object.entries(files)) put(name, text);
  execFileSync(PROGRAM, ["build", root, "-o", path.join(root, "public")]);
  return path.join(root, "public");
}

/**
 * A host that serves folders under paths as GitHub Pages does. It can be `down`, keep requests waiting whose path
 * `stalls` says, and notes what it was asked for.
 */
async function host(sites, { cache = "no-cache", port = 0 } = {}) {
  const self = { sites, down: false, stalls: () => false, asked: [], waiting: 0 };
  const server = createServer((request, response) => {
    if (self.down) return request.socket.destroy();
    const { pathname } = new URL(request.url, "http://localhost");
    self.asked.push(pathname);
    if (self.stalls(pathname)) {
      self.waiting += 1;
      return;
    }
    const prefix = Object.keys(self.sites).filter((one) => pathname.startsWith(one)).sort((a, b) => b.length - a.length)[0];
    const name = decodeURIComponent(pathname.slice(prefix?.length ?? 0)) || "index.html";
    const read = (file) => {
      try {
        return prefix === undefined ? null : readFileSync(path.join(self.sites[prefix], file));
      } catch {
        return null;
      }
    };
    const file = [name, `${name}.html`].find((one) => !one.includes("..") && read(one));
    const body = file ? read(file) : (read("404.html") ?? "nothing");
    const type = TYPES[path.extname(file ?? "404.html")] ?? "application/octet-stream";
    response.writeHead(file ? 200 : 404, { "content-type": type, "cache-control": cache });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  self.port = server.address().port;
  self.url = `http://127.0.0.1:${self.port}`;
  self.close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return self;
}

/**
 * Asks the worker of a page for something, and gives what is kept then. A busy browser may end a worker that has not
 * answered: then it is asked again.
 */
const ask = (page, what) =>
  page.evaluate(async (pocket) => {
    for (;;) {
      const { active } = await navigator.serviceWorker.ready;
      const { port1, port2 } = new MessageChannel();
      const answer = new Promise((resolve) => {
        port1.onmessage = ({ data }) => resolve(data);
        setTimeout(resolve, 20_000);
      });
      active.postMessage({ pocket }, [port2]);
      const status = await answer;
      if (status) return status;
    }
  }, what);

const whole = (page) => eventually(async () => assert.ok((await ask(page, "status")).whole));
/** Expects that an address cannot be opened; in a page of its own, for the browser then shows one of its own. */
async function unreachable(page, url) {
  const other = await page.context().newPage();
  await assert.rejects(other.goto(url), url);
  await other.close();
}

const answer = (page) => page.locator(".prose").innerText();

test("a phone goes offline after one visit, and later takes the new edition whole", { timeout: PATIENCE }, async () => {
  const site = await host({ "/": build("old") }, { cache: "max-age=600" });
  const { page, close } = await open(browser, { ...PHONE, serviceWorkers: "allow" });
  await page.goto(`${site.url}/`);
  await whole(page);
  site.down = true;

  // A question that was never visited, found by walking there.
  await page.locator(".bar nav a", { hasText: "All questions" }).click();
  await page.locator(".row .title", { hasText: "What is a dict?" }).click();
  assert.match(await answer(page), /The answer is old/);
  // Search, from an index that was never asked for.
  await page.locator("a.find").click();
  await page.locator("dialog.search input").fill("list");
  await page.locator("dialog.search a", { hasText: "What is a list?" }).first().click();
  await page.waitForURL(/list\.html/);
  assert.match(await answer(page), /The answer is old/);
  // Practice.
  await page.goto(`${site.url}/practice.html`);
  await page.locator("#sp-begin:enabled").click();
  await page.locator("#sp-ask").waitFor();
  // Addresses as the host would read them.
  for (const [address, says] of [
    ["/questions/gil", /The answer is old/],
    ["/questions/gil?from=mail#top", /The answer is old/],
    ["/cheatsheet.html?level=junior", /GIL/],
    ["/", /Guide/],
    ["/questions/unknown.html", /Page not found/],
  ]) {
    await page.goto(site.url + address);
    assert.match(await page.locator("main").innerText(), says, address);
  }
  const range = await page.evaluate(async () => {
    const part = await fetch("/favicon.svg", { headers: { range: "bytes=1-3" } });
    return [part.status, part.headers.get("content-range"), await part.text()];
  });
  assert.deepEqual(range.slice(0, 1).concat(range[2]), [206, "svg"]);
  assert.match(range[1], /^bytes 1-3\/\d+$/);

  // A new edition: told, not forced upon the reader, and then whole.
  site.sites["/"] = build("new", { files: { "static/css/9-own.css": "b { color: red }" } });
  site.down = false;
  site.asked.length = 0;
  await page.goto(`${site.url}/questions/gil.html`);
  assert.match(await answer(page), /The answer is old/);
  await page.locator("#sp-edition").waitFor();
  assert.match(await answer(page), /The answer is old/, "nothing moves by itself");
  assert.ok(!site.asked.includes("/icons/any-192.png"), "what is the same is not fetched again");
  await page.locator("#sp-edition").click();
  await eventually(async () => assert.match(await answer(page), /The answer is new/));
  site.down = true;
  for (const slug of ["list", "dict"]) {
    await page.goto(`${site.url}/questions/${slug}.html`);
    assert.match(await answer(page), /The answer is new/);
    assert.ok(await page.evaluate(() => document.styleSheets[0].cssRules.length > 0));
  }
  assert.ok(await page.locator("#sp-edition").isHidden());
  await close();
  await site.close();
});

test("an edition that is half there is never shown, though the worker is killed", { timeout: PATIENCE }, async () => {
  const site = await host({ "/": build("old") });
  const { page, close } = await open(browser, { serviceWorkers: "allow" });
  await page.goto(`${site.url}/`);
  await whole(page);
  const tools = await page.context().newCDPSession(page);
  await tools.send("ServiceWorker.enable");

  site.sites["/"] = build("new", { files: { "static/css/9-own.css": "b { color: red }" } });
  site.asked.length = 0;
  site.stalls = (asked) => asked === "/questions/gil.html";
  await page.goto(`${site.url}/questions/list.html`);
  await eventually(async () => {
    assert.equal(site.waiting, 1);
    assert.ok(site.asked.includes("/questions/dict.html"));
    const { progress } = await ask(page, "status");
    assert.ok(progress.done > 0.8 * progress.all);
  });
  const fetched = new Set(site.asked);
  await tools.send("ServiceWorker.stopAllWorkers");
  for (const down of [false, true]) {
    site.down = down;
    for (const slug of ["list", "dict", "gil"]) {
      await page.goto(`${site.url}/questions/${slug}.html`);
      assert.match(await answer(page), /The answer is old/, `${slug} ${down}`);
      assert.ok(await page.evaluate(() => document.styleSheets[0].cssRules.length > 0));
      assert.ok(await page.locator("#sp-edition").isHidden());
    }
    await tools.send("ServiceWorker.stopAllWorkers");
  }
  site.down = false;
  site.stalls = () => false;
  site.asked.length = 0;
  await page.goto(`${site.url}/questions/list.html`);
  await page.locator("#sp-edition").waitFor();
  const again = site.asked.filter((one) => fetched.has(one) && /dict\.html|\.css$/.test(one));
  assert.deepEqual(again, [], "what was there already is not fetched again");
  await page.goto(`${site.url}/questions/gil.html`);
  assert.match(await answer(page), /The answer is new/);
  await close();
  await site.close();
});

test("guides of one host, and other apps, do not touch each other", { timeout: PATIENCE }, async () => {
  const site = await host({ "/": build("root"), "/one/": build("one"), "/some/repo/": build("repo") });
  const { page, close } = await open(browser, { serviceWorkers: "allow" });
  const keys = () => page.evaluate(() => caches.keys());
  await page.goto(`${site.url}/`);
  await page.evaluate(() => caches.open("another app"));
  await whole(page);
  for (const prefix of ["/one/", "/some/repo/"]) {
    await page.goto(site.url + prefix);
    await whole(page);
  }
  assert.equal((await keys()).length, 4);
  await page.goto(`${site.url}/one/`);
  await ask(page, "nothing");
  site.down = true;
  for (const [prefix, word] of [["/", "root"], ["/some/repo/", "repo"]]) {
    await page.goto(`${site.url}${prefix}questions/dict.html`);
    assert.match(await answer(page), new RegExp(`The answer is ${word}`));
  }
  // Not even with the page of the guide at the root that says there is none.
  await unreachable(page, `${site.url}/one/questions/dict.html`);
  await unreachable(page, `${site.url}/two/`);
  await page.goto(`${site.url}/`);
  assert.ok((await keys()).includes("another app"));
  await close();
  await site.close();
});

test("offline = false removes what was kept, and nothing else", { timeout: PATIENCE }, async () => {
  const site = await host({ "/": build("old") });
  const { page, errors, close } = await open(browser, { serviceWorkers: "allow" });
  await page.goto(`${site.url}/`);
  await whole(page);
  await page.evaluate(() => caches.open("another app"));
  site.sites["/"] = build("new", { lines: "offline = false" });
  await page.goto(`${site.url}/questions/gil.html`);
  await eventually(async () => {
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
    assert.deepEqual(await page.evaluate(() => caches.keys()), ["another app"]);
  });
  await page.goto(`${site.url}/questions/gil.html`);
  assert.match(await answer(page), /The answer is new/);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  assert.deepEqual(errors, []);
  await close();
  await site.close();
});

test("a guide that is gone takes its worker with it", { timeout: PATIENCE }, async () => {
  const site = await host({ "/": build("old") });
  const { page, close } = await open(browser, { serviceWorkers: "allow" });
  await page.goto(`${site.url}/`);
  await whole(page);
  site.sites = {};
  await page.goto(`${site.url}/questions/gil.html`);
  // On this machine whoever looks is the author, who is shown what is there now.
  await page.locator("body", { hasText: /^nothing$/ }).waitFor();
  await eventually(async () => {
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
    assert.deepEqual(await page.evaluate(() => caches.keys()), []);
  });
  await close();
  await site.close();
});

test("serve never leaves yesterday's page", { timeout: PATIENCE }, async () => {
  const old = build("old");
  const site = await host({ "/": old });
  const { page, close } = await open(browser, { serviceWorkers: "allow" });
  await page.goto(`${site.url}/questions/gil.html`);
  await whole(page);
  await site.close();
  const root = path.dirname(old);
  const question = path.join(root, "content/gil.md");
  writeFileSync(question, readFileSync(question, "utf8").replace("is old", "is written just now"));
  const server = await serving(root, site.port);
  try {
    await page.goto(`${server.url}questions/gil.html`);
    await eventually(async () => assert.match(await answer(page), /written just now/));
    await page.goto(`${server.url}questions/gil.html`);
    assert.match(await answer(page), /written just now/);
    const left = () => page.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, await caches.keys()]);
    await eventually(async () => assert.deepEqual(await left(), [0, []]));
  } finally {
    await server.stop();
  }
  await close();
});

test("what somebody else put into the caches is not served", { timeout: PATIENCE }, async () => {
  const site = await host({ "/": build("old") });
  const { page, close } = await open(browser, { serviceWorkers: "allow" });
  await page.goto(`${site.url}/`);
  await whole(page);
  const poison = () =>
    page.evaluate(async () => {
      const evil = () => new Response("<p class=prose>evil</p>", { headers: { "content-type": "text/html" } });
      const other = await caches.open("another app");
      await other.put("/questions/gil.html", evil());
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const key of await cache.keys()) if (key.url.includes("/pocket/file/")) await cache.put(key, evil());
        await cache.put("/questions/gil.html", evil());
      }
    });
  await poison();
  await page.goto(`${site.url}/questions/gil.html`);
  assert.match(await answer(page), /The answer is old/);
  await poison();
  site.down = true;
  await unreachable(page, `${site.url}/questions/gil.html`);
  await close();
  await site.close();
});

test("pages of one edition get nothing of another", { timeout: PATIENCE }, async () => {
  const site = await host({ "/": build("old") });
  const { page, close } = await open(browser, { serviceWorkers: "allow" });
  await page.goto(`${site.url}/`);
  await whole(page);
  await page.goto(`${site.url}/questions/gil.html`);
  // Gone from this browser while the page is open, and meanwhile there is another edition.
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const key of await cache.keys()) if (key.url.includes("/pocket/file/")) await cache.delete(key);
    }
  });
  site.sites["/"] = build("new");
  const got = (address) => page.evaluate((one) => fetch(one).then((r) => r.text(), () => "refused"), address);
  assert.equal(await got("/search/index.js"), "refused");
  assert.match(await got("/questions/set.html"), /always/, "what is the same in both it gets");
  await page.locator("#sp-edition").waitFor();
  assert.match(await answer(page), /The answer is old/);
  await close();
  await site.close();
});

const random = () => Buffer.from(Uint8Array.from({ length: 4e6 }, (_, index) => (index * index * 2654435761) >>> 13));

test("a large guide is kept as it is read, and whole when that is asked for", { timeout: PATIENCE }, async () => {
  const site = await host({ "/": build("old", { files: { "static/film.bin": random() } }) });
  const { page, errors, close } = await open(browser, { ...PHONE, serviceWorkers: "allow" });
  await page.goto(`${site.url}/`);
  await eventually(async () => assert.ok((await ask(page, "status")).size > 50_000));
  await page.goto(`${site.url}/questions/gil.html`);
  site.down = true;
  await page.goto(`${site.url}/questions/gil.html`);
  assert.match(await answer(page), /The answer is old/);
  await unreachable(page, `${site.url}/questions/dict.html`);
  site.down = false;

  errors.length = 0;
  await page.goto(`${site.url}/questions/gil.html`);
  site.stalls = (asked) => asked === "/film.bin";
  const panel = page.locator("#sp-pocket");
  await panel.locator("summary").click();
  await panel.locator("text=What you read stays on this device").waitFor();
  const keep = panel.locator("button", { hasText: /Keep everything \(4\.\d\sMB\)/ });
  await keep.click();
  await panel.locator("progress").waitFor();
  await panel.locator("text=are here").waitFor();
  await panel.locator("button", { hasText: "Remove it" }).click();
  await panel.locator("text=Nothing of this guide stays").waitFor();
  site.stalls = () => false;
  await keep.click();
  await panel.locator("text=The whole guide is on this device").waitFor();
  site.down = true;
  await page.goto(`${site.url}/questions/dict.html`);
  assert.match(await answer(page), /The answer is old/);
  await close();
  await site.close();
});

test("what runs code is kept once it was loaded, and not before", { timeout: PATIENCE }, async () => {
  const files = { "static/play/1/engine.bin": "an engine", "static/play/1/other.bin": "another part" };
  const site = await host({ "/": build("old", { files }) }, { cache: "no-store" });
  const { page, close } = await open(browser, { serviceWorkers: "allow" });
  await page.goto(`${site.url}/`);
  await whole(page);
  assert.ok(!site.asked.some((one) => one.startsWith("/play/")));
  await page.goto(`${site.url}/questions/gil.html`);
  const got = (name) => page.evaluate((one) => fetch(`/play/1/${one}.bin`).then((r) => r.text(), () => "refused"), name);
  const before = (await ask(page, "status")).size;
  assert.equal(await got("engine"), "an engine");
  await eventually(async () => assert.equal((await ask(page, "status")).size, before + "an engine".length));
  site.down = true;
  assert.equal(await got("engine"), "an engine");
  assert.equal(await got("other"), "refused");
  await close();
  await site.close();
});

test("with Save-Data nothing is fetched unasked", { timeout: PATIENCE }, async () => {
  const site = await host({ "/": build("old") });
  const { page, close } = await open(browser, { serviceWorkers: "allow" });
  await page.addInitScript(() => Object.defineProperty(navigator.connection, "saveData", { value: true }));
  await page.goto(`${site.url}/`);
  // A page that is read before the worker knows what there is, is not kept: this one is read until it is.
  await eventually(async () => {
    await page.goto(`${site.url}/questions/gil.html`);
    assert.ok((await ask(page, "status")).size > 0);
  });
  await ask(page, "status");
  const { whole: all, progress } = await ask(page, "status");
  assert.deepEqual([all, progress], [false, null]);
  assert.ok(!site.asked.includes("/questions/dict.html"));
  await ask(page, "all");
  assert.ok((await ask(page, "status")).whole);
  await close();
  await site.close();
});

test("the guide can be installed, at the root of a host and below", { timeout: PATIENCE }, async () => {
  const site = await host({ "/": build("root"), "/some/repo/": build("repo"), "/not/": build("not", { lines: "offline = false" }) });
  const profile = path.join(folder, "profile");
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  // A window of its own kind lets nothing be installed.
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: ARGUMENTS, timeout: PATIENCE });
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  const problems = async (prefix) => {
    await page.goto(site.url + prefix);
    const { installabilityErrors } = await tools.send("Page.getInstallabilityErrors");
    return installabilityErrors.map(({ errorId }) => errorId);
  };
  assert.deepEqual(await problems("/"), []);
  assert.deepEqual(await problems("/some/repo/"), []);
  assert.notDeepEqual(await problems("/not/"), []);
  const { data, errors } = await (await page.goto(`${site.url}/some/repo/`), tools.send("Page.getAppManifest"));
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(data);
  for (const { src } of manifest.icons) assert.equal((await page.request.get(`${site.url}/some/repo/${src}`)).status(), 200, src);
  await context.close();
  await site.close();
});

test("every page says what its policy allows, and no more", () => {
  const site = build("old");
  const pages = readdirSync(site, { recursive: true }).filter((name) => name.endsWith(".html"));
  assert.ok(pages.length > 10);
  for (const name of pages) {
    const policy = readFileSync(path.join(site, name), "utf8").match(/Content-Security-Policy" content="([^"]*)"/)?.[1];
    const rest = policy?.split("; ").filter((part) => !["worker-src 'self'", "manifest-src 'self'"].includes(part));
    const before = ["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'self'"];
    assert.deepEqual(rest?.filter((part) => part !== "media-src blob:"), before, name);
  }
});
