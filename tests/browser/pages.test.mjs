// Every kind of page: in both themes, at three widths, under three addresses; by keyboard; without scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KINDS, eventually, follow, launch, onDisk, open, out, serve, visit } from "./lib.mjs";

let browser;
let servers;
before(async () => {
  browser = await launch();
  servers = {
    root: await serve(`${out}/root`),
    sub: await serve(`${out}/sub`, "/repo/"),
    large: await serve(`${out}/large`),
    rtl: await serve(`${out}/rtl`),
  };
});
after(async () => {
  await browser.close();
  Object.values(servers).forEach((server) => server.close());
});

async function scrollsSideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

/** Looks at a page: no error, no sideways scrolling, one h1, a main part. */
async function look(opened, url, what) {
  const { page, errors } = opened;
  errors.length = 0;
  await visit(page, url);
  assert.deepEqual(errors, [], `${what}: errors`);
  assert.equal(await scrollsSideways(page), false, `${what}: scrolls sideways`);
  assert.equal(await page.locator("h1").count(), 1, `${what}: one h1`);
  assert.equal(await page.locator("main").count(), 1, `${what}: one main`);
}

// Each address with each theme, and each with a wide page and a narrow one.
for (const [mount, looks] of [
  ["root", [["light", 360], ["dark", 768], ["light", 1440]]],
  ["sub", [["dark", 360], ["light", 1440]]],
  ["disk", [["light", 360], ["dark", 1440]]],
]) {
  test(`pages show without an error: ${mount}`, async () => {
    for (const [colorScheme, width] of looks) {
      const opened = await open(browser, { colorScheme, viewport: { width, height: 900 } });
      for (const [kind, address] of Object.entries(KINDS)) {
        // 404.html is shown by a server, at any depth: its links are absolute.
        if (kind === "notFound" && mount === "disk") continue;
        const base = mount === "disk" ? onDisk(`${out}/sub`) : servers[mount].url;
        await look(opened, base + address, `${mount} ${kind} ${colorScheme} ${width}`);
      }
      await opened.close();
    }
  });
}

test("an address that does not exist shows the page that says so", async () => {
  const { page, close } = await open(browser);
  await page.goto(`${servers.sub.url}a/b/nothing.html`);
  await follow(page, "main a");
  assert.equal(page.url(), `${servers.sub.url}index.html`);
  await close();
});

// What WCAG calls reflow: 320 px, 1280 px at 200 %, and text alone made larger.
for (const [what, viewport, text] of [
  ["320 px", { width: 320, height: 600 }, "100%"],
  ["200 % zoom", { width: 640, height: 400 }, "100%"],
  ["text of 200 %", { width: 768, height: 900 }, "200%"],
]) {
  test(`no sideways scrolling: ${what}`, async () => {
    const opened = await open(browser, { viewport, bypassCSP: true });
    for (const address of [...Object.values(KINDS), "questions/q001.html"]) {
      const server = address.includes("q001") ? servers.large : servers.root;
      await visit(opened.page, server.url + address);
      await opened.page.addStyleTag({ content: `html { font-size: ${text} }` });
      assert.equal(await scrollsSideways(opened.page), false, address);
    }
    await opened.close();
  });
}

test("nothing moves by itself, with or without reduced motion", async () => {
  for (const reducedMotion of ["reduce", "no-preference"]) {
    const opened = await open(browser, { reducedMotion });
    for (const address of Object.values(KINDS)) {
      await visit(opened.page, servers.root.url + address);
      const moving = await opened.page.evaluate(() => {
        const style = (node) => getComputedStyle(node);
        const slow = (node) => parseFloat(style(node).transitionDuration) > 0 || style(node).scrollBehavior !== "auto";
        return document.getAnimations().length + [document.documentElement, ...document.body.querySelectorAll("*")].filter(slow).length;
      });
      assert.equal(moving, 0, `${address} ${reducedMotion}`);
    }
    await opened.close();
  }
});

/** Tabs through a page: what should have been reached, and where the focus was not seen. */
async function tabThrough(page) {
  await page.evaluate(() => {
    window.reached = new Set();
    window.unseen = [];
    document.addEventListener("focusin", ({ target }) => {
      reached.add(target);
      const { outlineStyle, outlineWidth } = getComputedStyle(target.closest("label.button, .editor") ?? target);
      const box = target.getBoundingClientRect();
      const inView = box.bottom > 0 && box.top < innerHeight;
      if (outlineStyle === "none" || parseFloat(outlineWidth) * (target.currentCSSZoom ?? 1) < 1.99 || !inView) unseen.push(target.outerHTML.slice(0, 90));
    });
  });
  for (let n = 0; n < 600; n++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const { activeElement: one, body } = document;
      return one === body || one.matches(".skip") ? "end" : one.matches(".editor textarea") ? "editor" : "";
    });
    // From the last one the focus leaves the page, or begins again.
    if (n && at === "end") break;
    // In an editor Tab indents; Escape lets go of it.
    if (at === "editor") await page.keyboard.press("Escape");
  }
  return page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")];
    const usable = all.filter((one) => one.checkVisibility() && getComputedStyle(one).pointerEvents !== "none");
    return { missed: usable.filter((one) => !reached.has(one)).map((one) => one.outerHTML.slice(0, 90)), unseen };
  });
}

for (const forcedColors of ["none", "active"]) {
  test(`everything is reached by Tab, and the focus is seen: forced colours ${forcedColors}`, async () => {
    const opened = await open(browser, { forcedColors, serviceWorkers: "allow" });
    for (const [kind, address] of Object.entries(KINDS)) {
      await visit(opened.page, servers.root.url + address);
      // It appears when the worker is ready.
      if (await opened.page.locator("#sp-pocket").count()) await opened.page.locator("#sp-pocket:not([hidden])").waitFor();
      assert.deepEqual(await tabThrough(opened.page), { missed: [], unseen: [] }, kind);
    }
    assert.deepEqual(opened.errors, []);
    await opened.close();
  });
}

test("forced colours still show what is pressed, current and marked", async () => {
  const opened = await open(browser, { forcedColors: "active" });
  const { page } = opened;
  const outline = (selector) => page.locator(selector).first().evaluate((one) => getComputedStyle(one).outlineStyle);
  await page.goto(`${servers.root.url}questions/gil.html`);
  assert.equal(await outline("#sp-grade button"), "none");
  await page.click("#sp-grade button >> nth=0");
  await page.mouse.move(0, 0);
  await eventually(async () => assert.equal(await outline("#sp-grade [aria-pressed=true]"), "solid"));
  await page.goto(`${servers.root.url}levels/senior.html`);
  assert.equal(await outline(".bar [aria-current]"), "solid");
  assert.match(await page.locator('[data-mark="todo"] .pencil').evaluate((select) => select.selectedOptions[0].textContent), /○/);
  await opened.close();
});

test("an output that only newer versions print says which", async () => {
  const { page, close } = await open(browser);
  await visit(page, `${servers.root.url}questions/slots.html`);
  const labels = await page
    .locator(".output")
    .evaluateAll((outputs) => outputs.map((output) => getComputedStyle(output, "::before").content));
  assert.ok(labels.includes('"prints"'), labels.join());
  assert.ok(labels.includes('"prints" " (" "Python 3.13+" ")"') || labels.includes('"prints (Python 3.13+)"'), labels.join());
  await close();
});

test("every page is read and reached without scripts", async () => {
  const { page, close } = await open(browser, { javaScriptEnabled: false });
  await page.goto(servers.root.url);
  for (const selector of [".levels a", ".row .title", ".neighbours [rel=next]", ".bar [href$='cheatsheet.html']"]) {
    await follow(page, selector);
  }
  assert.match(await page.locator(".entry").first().innerText(), /\?/);
  assert.equal(await page.locator(".scripted:visible").count(), 0);
  await close();
});

test("other languages translate the interface and set its direction", async () => {
  const { page, close } = await open(browser);
  await page.goto(`${servers.large.url}questions/q001.html`);
  assert.equal(await page.getAttribute("html", "lang"), "de");
  assert.match(await page.innerText(".card h2"), /In einem Atemzug/);
  assert.match(await page.innerText(".alert.note"), /Hinweis/);
  await page.goto(`${servers.rtl.url}questions/q001.html`);
  assert.equal(await page.getAttribute("html", "dir"), "rtl");
  const contents = await page.locator(".contents").boundingBox();
  const prose = await page.locator(".prose").boundingBox();
  assert.ok(contents.x < prose.x, "contents stand on the left");
  const code = page.locator(".snippet code").first();
  assert.equal(await code.evaluate((one) => getComputedStyle(one).direction), "ltr", "code runs from left to right");
  await close();
});
