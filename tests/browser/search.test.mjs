// The search in a real browser: typing, keys, facets, from disk, below a
// path, on a slow network, and when a file of the index cannot be had.
// Looks at out/root, which ./prepare builds, or at the site of SITE.

import assert from "node:assert/strict";
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import nodeTest, { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PATIENCE, answered, back, eventually, indexed, launch } from "./lib.mjs";

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", svg: "image/svg+xml" };
const site = process.env.SITE ?? fileURLToPath(new URL("out/root", import.meta.url));

/** What the server does with a request before it answers it: it refuses those
 * with a part of the path, and keeps those for the index until they are let go. */
const faults = { refuse: "", keep: false };
/** Lets go of the requests that were kept. */
const kept = [];
const asked = [];
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  asked.push(path);
  const file = join(site, normalize(path.replace(/^\/a\/guide/, "")));
  const found = path.startsWith("/a/guide/") && existsSync(file) && statSync(file).isFile();
  if (!found || (faults.refuse && path.includes(faults.refuse))) return response.writeHead(404).end();
  response.setHeader("content-type", TYPES[file.split(".").pop()] ?? "application/octet-stream");
  const send = () => createReadStream(file).pipe(response);
  // A browser opens six connections to a host: some stay free for what is not kept.
  if (faults.keep && kept.length < 4 && path.includes("/search/")) kept.push(send);
  else send();
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const served = `http://127.0.0.1:${server.address().port}/a/guide/`;
const onDisk = pathToFileURL(site + "/").href;

const browser = await launch();
after(async () => {
  await browser.close();
  server.close();
});

/** A test with a page of its own, in which no script fails and no policy is broken. */
const test = (name, run) =>
  nodeTest(name, async () => {
    const context = await browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const errors = [];
    // Firefox, which has a worker all the same, says so of what is under way when a page is left.
    const left = /A ServiceWorker intercepted the request and encountered an unexpected error/;
    page.on("pageerror", ({ message }) => left.test(message) || errors.push(message));
    page.on("console", (message) => /Content Security Policy/.test(message.text()) && errors.push(message.text()));
    Object.assign(faults, { refuse: "", keep: false });
    kept.length = 0;
    try {
      await run(page);
      assert.deepEqual(errors, []);
    } finally {
      await context.close();
    }
  });

const first = "[role=option]:first-child .title";
const open = async (page, address) => {
  await page.goto(address);
  await page.keyboard.press("/");
  await page.locator("dialog.search[open] input").waitFor();
};
/** Waits until the field holds a query. */
const holds = (page, query) => page.waitForFunction((query) => document.querySelector("dialog.search input").value === query, query);
/** Waits until the first answer's title holds a text. */
const answers = (page, title) => page.locator(first, { hasText: title }).waitFor();

test("nothing of the search but its opener is loaded before it is used", async (page) => {
  asked.length = 0;
  await page.goto(served + "questions/gil.html");
  assert.deepEqual(asked.filter((path) => /search/.test(path) && !/search-open/.test(path)), []);
});

test("`/`, Ctrl-K and the box open the dialog, Escape closes it", async (page) => {
  await page.goto(served + "questions/gil.html");
  const dialog = page.locator("dialog.search[open]");
  for (const way of [() => page.keyboard.press("/"), () => page.keyboard.press("Control+k"), () => page.click("a.find")]) {
    await way();
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  }
});

test("answers come at every key, and the match is marked", async (page) => {
  await open(page, served + "index.html");
  await page.keyboard.type("mutable defau");
  await answers(page, "mutable default argument");
  await page.locator(`${first} mark >> nth=0`, { hasText: /mutable/i }).waitFor();
  await page.locator("[role=option]:first-child .passage mark").first().waitFor();
});

test("what is typed before the engine has come is not lost", async (page) => {
  faults.keep = true;
  await open(page, served + "index.html");
  await page.keyboard.type("walrus");
  await eventually(() => assert.ok(kept.length > 0));
  assert.equal(await page.inputValue("dialog.search input"), "walrus");
  faults.keep = false;
  kept.forEach((send) => send());
  await answers(page, ":=");
});

test("an answer to an older query never takes the place of a newer one", async (page) => {
  await open(page, served + "index.html");
  await indexed(page);
  faults.keep = true;
  await page.fill("dialog.search input", "walrus");
  await eventually(() => assert.ok(kept.length > 0));
  faults.keep = false;
  await page.fill("dialog.search input", "metaclass");
  await answers(page, "metaclass");
  // The script goes when what it brings has been taken in.
  const coming = page.locator("head script[src*='/search/']");
  await eventually(async () => assert.equal(await coming.count(), kept.length));
  kept.forEach((send) => send());
  await coming.first().waitFor({ state: "detached" });
  await answered(page);
  await answers(page, "metaclass");
});

test("arrows, Home, End and Enter go through the answers", async (page) => {
  await open(page, served + "index.html");
  await page.keyboard.type("decorator");
  await answers(page, "decorator");
  await answered(page);
  const at = () => page.getAttribute("dialog.search input", "aria-activedescendant");
  const last = `sp-answer-${(await page.locator("[role=option]").count()) - 1}`;
  assert.equal(await at(), "sp-answer-0");
  for (const [key, wanted] of [["ArrowDown", "sp-answer-1"], ["End", last], ["ArrowDown", "sp-answer-0"], ["ArrowUp", last], ["Home", "sp-answer-0"]]) {
    await page.keyboard.press(key);
    await eventually(async () => assert.equal(await at(), wanted, key));
  }
  assert.equal(await page.getAttribute("#sp-answer-0", "aria-selected"), "true");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/questions/*.html");
});

test("facets restrict the answers and stand in the query", async (page) => {
  await open(page, served + "index.html");
  await page.keyboard.type("class");
  await answers(page, "");
  // What is made anew under a click is not clicked on.
  await answered(page);
  await page.locator(".facets button", { hasText: "Senior" }).click();
  await holds(page, "level:senior class");
  await page.locator('.facets [aria-pressed="true"]', { hasText: "Senior" }).waitFor();
  const levels = await page.locator("[role=option] .level").allInnerTexts();
  assert.ok(levels.length > 0 && levels.every((level) => level === "Senior"), levels.join());
  await answered(page);
  await page.locator(".facets button", { hasText: "Senior" }).click();
  await holds(page, "class");
});

test("tags of the answers restrict them too, one within the other", async (page) => {
  await open(page, served + "index.html");
  await page.keyboard.type("decorator");
  await answers(page, "decorator");
  await answered(page);
  const status = page.locator("dialog.search output");
  const found = async () => Number.parseInt(await status.innerText(), 10);
  const all = await found();
  const tag = page.locator(".facets .tag", { hasText: /^functools/ });
  const counted = Number(await tag.locator("small").innerText());
  assert.ok(counted > 1 && counted < all, `${counted} of ${all}`);
  await tag.click();
  await holds(page, "tag:functools decorator");
  await page.locator('.facets .tag[aria-pressed="true"]', { hasText: "functools" }).waitFor();
  await answered(page);
  assert.equal(await found(), counted);
  // Another one narrows further; what is pressed again goes alone.
  await page.fill("dialog.search input", 'tag:Functools tag:"closures" decorator');
  await answered(page);
  await page.locator('.facets .tag[aria-pressed="true"]', { hasText: "closures" }).waitFor();
  assert.ok((await found()) <= counted);
  await page.locator(".facets .tag", { hasText: "closures" }).click();
  await holds(page, "tag:Functools decorator");
});

test("a typed tag is the whole tag, in any case, and of no other it finds nothing", async (page) => {
  await open(page, served + "index.html");
  await page.fill("dialog.search input", 'tag:"LATE binding"');
  await answers(page, "");
  await page.locator("dialog.search output", { hasText: /^\d+ result/ }).waitFor();
  await page.fill("dialog.search input", "tag:binding-that-no-question-has");
  await page.locator("dialog.search output", { hasText: "Nothing" }).waitFor();
});

test("a misspelt word is corrected, and what was meant is said", async (page) => {
  await open(page, served + "index.html");
  await page.keyboard.type("decoratr");
  await answers(page, "decorator");
  await answered(page);
  await page.locator("dialog.search output button", { hasText: "decorator" }).click();
  await holds(page, "decorator");
});

test("phrases stand together, and signs are words", async (page) => {
  await open(page, served + "index.html");
  await page.fill("dialog.search input", '"global interpreter lock"');
  await answers(page, "GIL");
  await page.fill("dialog.search input", '"lock interpreter global"');
  await page.locator("dialog.search output", { hasText: "Nothing" }).waitFor();
  await page.fill("dialog.search input", "**kwargs");
  await answers(page, "**kwargs");
});

test("the page of results keeps the query in its address", async (page) => {
  await page.goto(served + "search.html?q=%3A%3D");
  await answers(page, ":=");
  await page.fill("#sp-search input", "is vs ==");
  await answers(page, "==");
  await page.waitForURL((url) => url.searchParams.get("q") === "is vs ==");
  await page.reload();
  await answers(page, "==");
});

test("opened from disk it answers as well", async (page) => {
  await open(page, onDisk + "questions/gil.html");
  await page.keyboard.type("deep copy");
  await answers(page, "deep copy");
  await answered(page);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/questions/shallow-vs-deep-copy.html");
});

test("it speaks the language of the guide", async (page) => {
  const german = pathToFileURL(fileURLToPath(new URL("out/large/index.html", import.meta.url))).href;
  await open(page, german);
  await page.locator("dialog.search dd", { hasText: "Zeichen und Operatoren" }).waitFor();
  await page.fill("dialog.search input", "antwort");
  await page.locator("dialog.search output", { hasText: /^\d+ Ergebnisse/ }).waitFor();
  await page.fill("dialog.search input", "qqqqqq");
  await page.locator("dialog.search output", { hasText: "Nichts enthält diese Wörter." }).waitFor();
});

test("no query becomes markup", async (page) => {
  await open(page, served + "index.html");
  await page.fill("dialog.search input", "<img src=x onerror=alert(1)> decoratr");
  await page.locator("[role=option]").first().waitFor();
  assert.equal(await page.locator("dialog.search img").count(), 0);
});

test("a failed download is told, and tried again", async (page) => {
  Object.assign(faults, { refuse: "/search/root", keep: true });
  asked.length = 0;
  // Its clock is ours, so that nobody waits for the tries that come by themselves.
  await page.clock.install();
  await open(page, served + "index.html");
  await page.keyboard.type("gil");
  // Every key allows for more of them: none may be over before the last key.
  await eventually(() => assert.ok(kept.length > 0));
  faults.keep = false;
  kept.forEach((send) => send());
  await eventually(async () => {
    await page.clock.fastForward(10_000);
    assert.equal(asked.filter((path) => path.includes(faults.refuse)).length, 4);
  });
  await page.locator("dialog.search output", { hasText: "could not be downloaded" }).waitFor();
  // No other try comes by itself: what comes now comes by the button.
  faults.refuse = "";
  await page.locator("dialog.search output button", { hasText: "Try again" }).click();
  await answers(page, "GIL");
});

test("without their texts the answers stand, and say what they lack", async (page) => {
  faults.refuse = "/search/x";
  await open(page, served + "index.html");
  await page.keyboard.type("gil");
  await answers(page, "GIL");
  await page.locator("dialog.search output", { hasText: "could not be downloaded" }).waitFor();
});

test("the empty field teaches, and remembers", async (page) => {
  await open(page, served + "index.html");
  await page.locator(".help", { hasText: "level:junior" }).waitFor();
  await page.locator(".help button", { hasText: /^tag:\S/ }).waitFor();
  await page.keyboard.type("slots");
  await answers(page, "__slots__");
  await answered(page);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/questions/slots.html");
  await page.keyboard.press("/");
  await page.locator(".help button", { hasText: "slots" }).waitFor();
});

/** Types a query and goes to the first answer. */
const landed = async (page, query, id) => {
  await open(page, `${served}index.html`);
  await page.keyboard.type(query);
  await answered(page);
  await page.locator(first).waitFor();
  const href = await page.locator("[role=option]:first-child").getAttribute("href");
  if (id !== undefined) assert.match(href, id);
  await page.keyboard.press("Enter");
  await page.locator("mark.hit").first().waitFor();
};

test("a result leads to its passage, whose words are marked until Escape", async (page) => {
  await landed(page, "switch interval", /#./);
  const seen = () =>
    page.evaluate(() => {
      const block = document.querySelector("mark.hit").closest("p, li, td, pre");
      const { top, bottom } = block.getBoundingClientRect();
      return { text: block.textContent.replace(/\s+/g, " "), inView: top >= 0 && bottom <= innerHeight };
    });
  await eventually(async () => assert.ok((await seen()).inView));
  assert.match((await seen()).text, /switch interval/i);
  const before = await page.evaluate(() => document.querySelector(".prose").textContent);
  await page.keyboard.press("Escape");
  await eventually(async () => assert.equal(await page.locator("mark.hit").count(), 0));
  assert.equal(await page.evaluate(() => document.querySelector(".prose").textContent), before);
  // What was left is used up: the page opened again is as it was.
  await page.reload();
  await page.locator("h1").waitFor();
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.endsWith("found")).length), 0);
});

test("a passage of the page that is open is shown in it", async (page) => {
  await page.goto(`${served}questions/gil.html`);
  await page.keyboard.press("/");
  await page.keyboard.type("switch interval");
  await answered(page);
  await page.locator("[role=option]:first-child[href*='/gil.html#']").waitFor();
  await page.keyboard.press("Enter");
  await page.locator("mark.hit").first().waitFor();
  assert.equal(await page.locator("dialog.search[open]").count(), 0);
});

test("from disk, a result leads to its passage too", async (page) => {
  await open(page, `${onDisk}index.html`);
  await page.keyboard.type("switch interval");
  await answered(page);
  await page.locator("[role=option]:first-child[href*='#']").waitFor();
  await page.keyboard.press("Enter");
  await page.locator("mark.hit").first().waitFor();
});

test("Enter before the answers have come goes to the first of them", async (page) => {
  faults.keep = true;
  await open(page, `${served}index.html`);
  await page.keyboard.type("walrus");
  await page.keyboard.press("Enter");
  await eventually(async () => assert.ok(kept.length > 0));
  faults.keep = false;
  for (const send of kept.splice(0)) send();
  await page.waitForURL(/questions\/walrus\.html/);
});

test("after Back the query is there", async (page) => {
  // A page that listens to this is kept by no browser: it is loaded anew, and has to find the query again.
  await page.addInitScript(() => addEventListener("unload", () => {}));
  await open(page, `${served}index.html`);
  await page.keyboard.type("what is a closure");
  await answers(page, "closure");
  await page.keyboard.press("Enter");
  await page.waitForURL(/questions\/closures\.html/);
  await back(page);
  await page.locator("dialog.search[open] input").waitFor();
  await holds(page, "what is a closure");
  await answers(page, "closure");
  // Who closes it has done with it.
  await page.keyboard.press("Escape");
  await page.reload();
  await page.locator("a.find").waitFor();
  assert.equal(await page.locator("dialog.search[open]").count(), 0);
});

test("where nothing answers, the panel says what is nowhere, what to type, and where to look", async (page) => {
  await open(page, `${served}index.html`);
  await page.keyboard.type("kubernetes operators");
  await answered(page);
  await page.locator("dialog.search output", { hasText: "nearest" }).waitFor();
  const advice = page.locator(".found > .help:last-child");
  assert.match(await advice.textContent(), /In no page: kubernetes/);
  assert.ok((await page.locator("[role=option]").count()) <= 5);
  assert.equal(await advice.locator("a[href$='questions.html']").count(), 1);
  assert.equal(await page.locator("dialog.search output button").count(), 0, "no other word is offered for kubernetes");
  await advice.getByRole("button", { name: "operators" }).click();
  await holds(page, "operators");
  await page.locator("dialog.search output", { hasText: "result" }).waitFor();
  await page.locator("dialog.search input").fill("zzqqxx");
  await page.locator("dialog.search output", { hasText: "Nothing holds" }).waitFor();
  await advice.locator("button").last().click();
  await page.waitForFunction(() => document.querySelector("dialog.search input").value.startsWith("topic:"));
  await page.locator(first).waitFor();
});

test("another way to ask finds the question, and is shown as what was found", async (page) => {
  await open(page, `${served}index.html`);
  const wording = "function without a name";
  await page.keyboard.type(wording);
  await answered(page);
  await answers(page, "lambda");
});
