// What a page is to readers who see it otherwise than its author: in colours of their own, in large letters, on a
// phone, by a screen reader, translated. In Chromium, but for what Firefox does by itself.
import assert from "node:assert/strict";
import { cpSync, rmSync } from "node:fs";
import { after, before, test } from "node:test";
import { FIREFOX, answered, eventually, indexed, launch, open, out, serve } from "./lib.mjs";

let browser;
let guide;
let large;
/** One host with all guides. */
let host;
before(async () => {
  browser = await launch();
  guide = await serve(`${out}/root`);
  large = await serve(`${out}/large`);
  host = await serve(out);
});
after(async () => {
  await browser.close();
  [guide, large, host].forEach((server) => server.close());
});

async function journey(work, options = {}) {
  const { page, errors, close } = await open(browser, options);
  await work(page);
  assert.deepEqual(errors, []);
  await close();
}

/** How much two colours that were computed differ, as WCAG counts it; the first one may let the second through. */
const contrast = (page, over, under) =>
  page.evaluate(
    ([over, under]) => {
      const context = document.createElement("canvas").getContext("2d");
      const luminance = (...colours) => {
        context.clearRect(0, 0, 1, 1);
        for (const colour of colours) {
          context.fillStyle = colour;
          context.fillRect(0, 0, 1, 1);
        }
        const linear = (value) => (value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4);
        const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map(linear);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const [a, b] = [luminance(under, over), luminance(under)].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05);
    },
    [over, under],
  );
const style = (locator, ...names) =>
  locator.first().evaluate((one, names) => names.map((name) => getComputedStyle(one)[name]), names);

for (const colorScheme of ["light", "dark"]) {
  const options = { forcedColors: "active", colorScheme };
  test(`forced colours show matched words, pressed filters and marked lines: ${colorScheme}`, { skip: FIREFOX }, () =>
    journey(async (page) => {
      await page.goto(`${guide.url}questions/gil.html`);
      await page.keyboard.press("/");
      await page.keyboard.type("switch interval");
      await answered(page);
      const [canvas] = await style(page.locator("body"), "backgroundColor");
      const words = async (selector) => {
        const [color, back, line] = await style(page.locator(selector), "color", "backgroundColor", "textDecorationLine");
        return [await contrast(page, color, back), await contrast(page, back, canvas), line];
      };
      const [legible, , line] = await words(".passage mark");
      assert.ok(legible >= 4.5 && line === "underline", `${legible} ${line}`);
      await page.locator(".facets button", { hasText: "Senior" }).click();
      const pressed = '.facets [aria-pressed="true"]';
      await page.locator(pressed).first().waitFor();
      await answered(page);
      await page.mouse.move(0, 0);
      const [read, seen] = await words(pressed);
      assert.ok(read >= 4.5 && seen >= 3, `${pressed}: ${read}, ${seen}`);
      const [title, small] = [await style(page.locator(pressed), "color"), await style(page.locator(`${pressed} small`), "color")];
      assert.deepEqual(small, title);
      await page.goto(`${large.url}questions/q001.html`);
      const [width] = await style(page.locator(".line.mark"), "borderLeftWidth");
      const [other] = await style(page.locator(".line:not(.mark)"), "borderLeftWidth");
      assert.ok(parseFloat(width) >= 3 && parseFloat(other) === 0, `${width} ${other}`);
    }, options));
}

test("what closes the search is named as it is labelled, and names no key on a phone", () =>
  journey(async (page) => {
    await page.goto(guide.url);
    await page.locator("a.find").click();
    const button = page.locator("dialog.search form button");
    assert.equal(await button.getAttribute("aria-label"), null);
    assert.match(await button.innerText(), FIREFOX ? /^Close/ : /^Close\s*$/);
    await page.getByRole("button", { name: "Close" }).click();
    await page.locator("dialog.search[open]").waitFor({ state: "detached" });
  }, FIREFOX ? {} : { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } }));

for (const width of [320, 360]) {
  test(`titles of sources are not cut: ${width} px`, () =>
    journey(async (page) => {
      for (const address of ["questions/gil.html", "exercises/gather-limited.html"]) {
        await page.goto(guide.url + address);
        const cut = await page.evaluate(() =>
          [...document.querySelectorAll("main a, main dd")].filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== "visible").map((one) => one.textContent),
        );
        assert.deepEqual(cut, [], address);
      }
    }, { viewport: { width, height: 740 } }));
}

test("the sheet of keys can be opened at 200 %", () =>
  journey(async (page) => {
    await page.goto(guide.url);
    await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
    await page.locator("#sp-keys[open]").waitFor();
  }, { viewport: { width: 640, height: 450 } }));

/** What is pressed, outside of running text, tables and sheets, and is less than 24 px wide or high. */
const small = (page) =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], button, summary, select, input:not(label input), label:has(input)")];
    return all
      .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".unseen, .skip, .sheet, .prose :is(p, li, td), .lead + p"))
      .map((one) => [one, one.getBoundingClientRect()])
      .filter(([, { width, height }]) => width && (width < 23.9 || height < 23.9))
      .map(([one, { width, height }]) => `${one.outerHTML.slice(0, 60)}: ${width} × ${height}`);
  });
for (const width of [360, 1440]) {
  test(`what is pressed is 24 px wide and high: ${width} px`, () =>
    journey(async (page) => {
      for (const address of ["index.html", "levels/mid.html", "tags.html", "questions/mutable-default.html", "exercises/gather-limited.html", "cheatsheet/level-senior.html", "search.html"]) {
        await page.goto(guide.url + address);
        if (address === "search.html") await indexed(page);
        assert.deepEqual(await small(page), [], address);
      }
    }, { viewport: { width, height: 800 } }));
}

test("headings are named by their words alone", () =>
  journey(async (page) => {
    await page.goto(`${guide.url}questions/mutable-default.html`);
    await page.getByRole("heading", { name: "The fix", exact: true }).waitFor();
    assert.equal(await page.getByRole("heading", { name: "Link to" }).count(), 0);
    assert.ok((await page.getByRole("link", { name: "Link to this section" }).count()) > 2);
  }));

test("boxes of code and tables are stops of the keyboard where they scroll, and have names", () =>
  journey(async (page) => {
    await page.goto(`${large.url}questions/q001.html`);
    const boxes = () =>
      page.evaluate(() =>
        [...document.querySelectorAll(".snippet pre, .table")].map((box) => [
          box.scrollWidth > box.clientWidth,
          box.tabIndex === 0,
          box.getAttribute("role"),
          box.getAttribute("aria-label"),
        ]),
      );
    const named = (found) => found.filter(([scrolls]) => scrolls).map(([, , , name]) => name);
    await eventually(async () => {
      const found = await boxes();
      assert.deepEqual(named(found), ["Eine lange Zeile", "Ausgabe"]);
      for (const [scrolls, stop, role] of found) assert.deepEqual([stop, role], [scrolls, scrolls ? "group" : null]);
    });
    // Where a window becomes narrow, more of them scroll.
    await page.setViewportSize({ width: 200, height: 700 });
    await eventually(async () => assert.deepEqual(new Set(named(await boxes())), new Set(["Tabelle", "Eine lange Zeile", "Ausgabe", "Code"])));
  }));

test("where lines go on out of sight, the edge of the box shows it", () =>
  journey(async (page) => {
    await page.goto(`${large.url}questions/q001.html`);
    for (const selector of [".snippet pre", ".snippet .output", ".table"]) {
      const [image, attachment] = await style(page.locator(selector), "backgroundImage", "backgroundAttachment");
      assert.equal(image.split("linear-gradient").length, 5, selector);
      assert.match(attachment, /local, local, scroll, scroll/);
    }
  }));

for (const colorScheme of ["light", "dark"]) {
  test(`lines below links are seen: ${colorScheme}`, () =>
    journey(async (page) => {
      await page.goto(`${guide.url}questions/gil.html`);
      const [line] = await style(page.locator(".prose p a"), "textDecorationColor");
      for (const back of ["--paper", "--card", "--well"]) {
        const colour = await page.evaluate((name) => {
          document.body.style.setProperty("background-color", `var(${name})`);
          return getComputedStyle(document.body).backgroundColor;
        }, back);
        const ratio = await contrast(page, line, colour);
        assert.ok(ratio >= 3.5, `${back}: ${ratio}`);
      }
    }, { colorScheme, bypassCSP: true }));
}

test("no field of a phone is written in letters into which it zooms", { skip: FIREFOX }, () =>
  journey(async (page) => {
    for (const address of ["questions.html", "cheatsheet.html", "practice.html", "interview.html", "search.html", "levels/mid.html"]) {
      await page.goto(guide.url + address);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll("input:not([type=checkbox], [type=file]), select, textarea")]
          .filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16)
          .map((field) => field.outerHTML.slice(0, 60)),
      );
      assert.deepEqual(small, [], address);
    }
  }, { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } }));

test("the contents show the section that was jumped to, and the last one at the end", () =>
  journey(async (page) => {
    await page.goto(`${guide.url}questions/mutable-default.html`);
    const links = page.locator(".contents a");
    const count = await links.count();
    const current = () => page.locator(".contents [aria-current]").allInnerTexts();
    for (let at = 0; at < count; at++) {
      const link = links.nth(at);
      const title = await link.innerText();
      await link.click();
      await eventually(async () => assert.deepEqual(await current(), [title]));
    }
    await page.evaluate(() => scrollTo(0, 0));
    await eventually(async () => assert.deepEqual(await current(), []));
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    const last = await links.nth(count - 1).innerText();
    await eventually(async () => assert.deepEqual(await current(), [last]));
    // An address leads there as well.
    const hash = await links.nth(count - 1).getAttribute("href");
    await page.goto(`${guide.url}questions.html`);
    await page.goto(`${guide.url}questions/mutable-default.html${hash}`);
    await eventually(async () => assert.deepEqual(await current(), [last]));
  }));

test("code is not translated", () =>
  journey(async (page) => {
    for (const address of ["questions/mutable-default.html", "questions.html", "cheatsheet.html", "exercises/gather-limited.html"]) {
      await page.goto(guide.url + address);
      await page.waitForLoadState();
      const left = await page.evaluate(() => [...document.querySelectorAll("code, samp")].filter((code) => code.translate).map((code) => code.textContent));
      assert.deepEqual(left, [], address);
    }
  }));

test("of a transcript of a shell, what was typed is copied", () =>
  journey(async (page) => {
    await page.goto(`${large.url}questions/q001.html`);
    await page.evaluate(() => {
      window.studypressCopied = new Promise((resolve) => {
        Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => resolve(text) } });
      });
    });
    await page.locator(".snippet:has(.language-console) .copy").click();
    assert.equal(await page.evaluate(() => window.studypressCopied), "pip install \\\n    rich\npython -m rich\n");
  }));

test("guides that do not know their address keep apart what their readers did", () =>
  journey(async (page) => {
    const other = `${out}/rtl-beside`;
    cpSync(`${out}/rtl`, other, { recursive: true });
    try {
      // What both had when they shared one place stays with both, but for the page to go on with.
      await page.goto(`${host.url}rtl/index.html`);
      await page.evaluate(() => {
        localStorage.clear();
        localStorage.setItem("/1:marks", '{"q002":"shaky"}');
        localStorage.setItem("/1:last", '["gil","The GIL"]');
      });
      await page.goto(`${host.url}rtl/questions/q001.html`);
      await page.keyboard.press("3");
      await page.locator("#sp-grade [value=known][aria-pressed=true]").waitFor();
      const kept = (guide) => page.evaluate((guide) => localStorage.getItem(`/${guide}/1:marks`), guide);
      await page.goto(`${host.url}rtl-beside/index.html`);
      await page.locator("#sp-keep-count", { hasText: "0 known, 1 shaky" }).waitFor();
      assert.equal(await page.locator("#sp-resume").isHidden(), true);
      assert.deepEqual(JSON.parse(await kept("rtl")), { q001: "known", q002: "shaky" });
      await page.goto(`${host.url}rtl/index.html`);
      await page.locator("#sp-resume a", { hasText: "Frage 1" }).waitFor();
    } finally {
      rmSync(other, { recursive: true });
    }
  }));
