// The mock interview: asked, judged, looked back at, printed, and sent to others.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { THEMES, eventually, launch, onDisk, open, out, serve, violations } from "./lib.mjs";

/** A microphone that hums, and nobody who has to allow it. */
const MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
const ASKED = "interview.html#q=mutable-default,slots,gil";
const EVENING = Date.UTC(2026, 10, 24, 19);

let browser;
let guide;
before(async () => {
  browser = await launch(MICROPHONE);
  guide = await serve(`${out}/sub`, "/repo/");
});
after(async () => {
  await browser.close();
  guide.close();
});

/** Runs a journey on a page of its own, which must report no error. */
async function journey(work, options = {}) {
  const { page, errors, close } = await open(browser, { timezoneId: "UTC", ...options });
  // Time passes only where a test lets it.
  await page.clock.install({ time: EVENING - 1000 });
  await page.clock.pauseAt(EVENING);
  await work(page);
  assert.deepEqual(errors, []);
  await close();
}

const shown = (page, view) => page.locator(`[data-view="${view}"]:not([hidden])`);
const main = (page, view) => shown(page, view).locator("[data-main]").click();
const says = (page, selector, text) => eventually(async () => assert.match(await page.innerText(selector), text));
/** The records of the reader's log in their order, without who wrote them when. */
const logged = (page) =>
  page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([key]) => key.includes("1:log:"))
      .flatMap(([, lines]) => lines.trim().split("\n").map((line) => JSON.parse(line)))
      .sort((a, b) => a[2] - b[2] || a[1] - b[1])
      .map(([, , , , ...rest]) => rest),
  );

async function begin(page, address = ASKED) {
  await page.goto(guide.url + address);
  await main(page, "ready");
  await shown(page, "ask").waitFor();
}
/** What is asked now: the question or a follow-up, and where it is. */
const asked = (page) => page.innerText('[data-view="ask"] .flash h2');

/** Says an answer and those to its follow-ups, each as many seconds long; gives back what was asked. */
async function answer(page, seconds, next = () => main(page, "ask")) {
  const all = [];
  while (await shown(page, "ask").count()) {
    all.push(await asked(page));
    await page.clock.fastForward(1000 * seconds);
    await next();
    await eventually(async () => assert.ok((await shown(page, "judge").count()) || (await asked(page)) !== all.at(-1)));
  }
  return all;
}
/** Ticks boxes of a checklist by their places. */
async function tick(page, list, places) {
  const boxes = shown(page, "judge").locator(`[data-part="${list}"] input`);
  for (const place of places) await boxes.nth(place).check();
}
/** Ends the self-assessment; the next question, or the report, is there then. */
async function judged(page) {
  const before = await shown(page, "judge").locator('[data-part="place"]').innerText();
  await main(page, "judge");
  await page.waitForFunction(
    (before) => document.querySelector('[data-view="judge"]').hidden && before,
    before,
  );
}
/** Holds the interview of three questions: one with a follow-up missed, one with a mistake and half an answer, one well. */
async function hold(page) {
  await begin(page);
  await answer(page, 35);
  await tick(page, "points", [0, 1, 2]);
  await tick(page, "follow", [1, 2]);
  await judged(page);
  await answer(page, 41);
  await tick(page, "points", [0]);
  await tick(page, "mistakes", [0]);
  await tick(page, "follow", [0, 1, 2, 3]);
  await judged(page);
  await answer(page, 110);
  await tick(page, "points", [0, 1, 2, 3, 4]);
  await tick(page, "follow", [0, 1, 2, 3]);
  await judged(page);
  await shown(page, "report").waitFor();
}

test("an interview is drawn at the door, begins easy, and is asked by the space bar alone", () =>
  journey(async (page) => {
    await page.goto(`${guide.url}interview.html`);
    await page.locator('#sp-door button[type="submit"]:enabled').first().waitFor();
    await page.fill('[name="amount"]', "10");
    await page.selectOption('[name="unit"]', "minutes");
    await says(page, '#sp-door [data-part="about"]', /^3 questions$/);
    await page.locator('[name="topic[]"]').first().uncheck();
    await page.locator("h1").click();
    await page.keyboard.press("Space");
    await shown(page, "ask").waitFor();
    const slugs = new URL(page.url()).hash.slice("#q=".length).split(",");
    assert.equal(new Set(slugs).size, 3);
    const levels = [];
    for (const slug of slugs) {
      levels.push(await shown(page, "ask").locator(".level").getAttribute("class"));
      await answer(page, 5, () => page.keyboard.press("Space"));
      // Enter ends the checklist from any of its boxes, the space bar from outside of them.
      await shown(page, "judge").locator("input").first().focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.querySelector('[data-view="judge"]').hidden);
      const reviews = await logged(page);
      assert.ok(reviews.some(([kind, card]) => kind === "review" && card === `say:${slug}`), slug);
    }
    assert.deepEqual(levels, ["level level-1", "level level-2", "level level-3"]);
    await shown(page, "report").waitFor();
    await says(page, "h1", /^3 questions, 1 minute$/);
  }));

test("each question has a clock that counts, then its follow-ups one by one, then the checklists", () =>
  journey(async (page) => {
    await begin(page);
    const clock = shown(page, "ask").getByRole("timer");
    await page.clock.fastForward(65_000);
    await eventually(async () => assert.equal(await clock.innerText(), "1:05"));
    // Nothing happens, however long it takes.
    await page.clock.fastForward(600_000);
    await eventually(async () => assert.equal(await clock.innerText(), "11:05"));
    assert.match(await asked(page), /mutable default/);
    const all = await answer(page, 0);
    assert.equal(all.length, 4);
    assert.match(all[1], /Why does the language do it this way/);
    const judge = shown(page, "judge");
    assert.match(await judge.innerText(), /said in 11:05/);
    const lists = ["points", "mistakes", "follow"].map((list) => judge.locator(`[data-part="${list}"] input`).count());
    assert.deepEqual(await Promise.all(lists), [3, 5, 3]);
    assert.match(await judge.locator('[data-part="follow"]').innerText(), /computed once, in the scope/);
    assert.match(await judge.locator('[data-part="page"]').getAttribute("href"), /questions\/mutable-default\.html$/);
    // Links out of the middle of it open beside it.
    for (const link of await judge.locator("a").all()) assert.equal(await link.getAttribute("target"), "_blank");
  }));

test("the report says how each question went, and what was ticked is in the log", () =>
  journey(async (page) => {
    await hold(page);
    await says(page, "h1", /^3 questions, 15 minutes$/);
    await says(page, ".lead:visible", /answer 2 of them again tomorrow\. One stopped at a follow-up\. One had a mistake/);
    const rows = await page.locator(".report tbody tr").allInnerTexts();
    assert.match(rows[0], /0:35\s+well, follow-up missed/);
    assert.match(rows[0], /not answered: Why does the language/);
    assert.match(rows[1], /mistake: “Slots make objects immutable/);
    assert.match(rows[1], /left out: That saves memory[^]*0:41\s+1 of 3 points/);
    assert.match(rows[2], /1:50\s+well$/);
    assert.deepEqual(await logged(page), [
      ["review", "say:mutable-default", 3, 35],
      ["review", "say:slots", 2, 41],
      ["review", "say:gil", 3, 110],
    ]);
    const practise = page.getByRole("link", { name: "Practise these 2" });
    assert.match(await practise.getAttribute("href"), /practice\.html#q=mutable-default,slots$/);
    // It is kept, under an address of its own.
    await page.reload();
    await says(page, "h1", /^3 questions, 15 minutes$/);
    await page.goto(`${guide.url}interview.html`);
    await says(page, "#sp-held", /Nov 24, 2026[^]*3 questions, 15 minutes · 2 known/);
    await page.click("#sp-held a");
    await says(page, ".report", /follow-up missed/);
    await page.goBack();
    await page.click("#sp-held button");
    await page.click("#sp-held button");
    await page.locator("#sp-held").waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => localStorage.getItem("/repo/1:interviews")), null);
  }));

test("the same address asks anyone the same, and names what the guide no longer has", () =>
  journey(async (page) => {
    await hold(page);
    await page.getByRole("button", { name: "Copy the address" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const address = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(address, guide.url + ASKED);
    await journey(async (other) => {
      await other.goto(address.replace("gil", "gil,no-such-question"));
      await says(other, '[data-view="ready"]', /3 questions, about 9 minutes[^]*1 of its questions is no longer/);
      await main(other, "ready");
      assert.equal((await answer(other, 1)).length, 4);
    });
  }, { permissions: ["clipboard-read", "clipboard-write"] }));

test("an interview that is left goes on where it was", () =>
  journey(async (page) => {
    await begin(page);
    await answer(page, 30);
    await tick(page, "points", [0, 1, 2]);
    await judged(page);
    await answer(page, 40);
    // In the middle of the checklist of the second question.
    await page.goto(`${guide.url}index.html`);
    await page.goto(guide.url + ASKED);
    await says(page, '[data-view="ready"] [data-main]', /Go on with question 2 of 3/);
    await main(page, "ready");
    assert.match(await shown(page, "judge").innerText(), /__slots__[^]*said in 0:40|said in 0:40[^]*__slots__/);
    await judged(page);
    await shown(page, "ask").getByRole("button", { name: "End here" }).click();
    await says(page, "h1", /^2 questions/);
    assert.deepEqual((await logged(page)).map(([, card, grade]) => [card, grade]), [["say:mutable-default", 3], ["say:slots", 1]]);
    await page.goto(guide.url + ASKED);
    await says(page, '[data-view="ready"] [data-main]', /^Begin/);
  }));

test("the recorder plays back what was said, and nothing of it stays", () =>
  journey(
    async (page) => {
      await page.addInitScript(() => {
        window.addresses = [];
        const { createObjectURL, revokeObjectURL } = URL;
        URL.createObjectURL = (blob) => {
          const url = createObjectURL(blob);
          window.addresses.push(url);
          return url;
        };
        URL.revokeObjectURL = (url) => {
          revokeObjectURL(url);
          window.addresses.splice(window.addresses.indexOf(url), 1);
        };
      });
      await page.goto(guide.url + ASKED);
      await shown(page, "ready").getByLabel("Record what I say").check();
      // Whoever is impatient begins once all the same.
      await shown(page, "ready").locator("[data-main]").dblclick();
      await shown(page, "ask").getByText("recording").waitFor();
      await answer(page, 3);
      const audio = shown(page, "judge").locator("audio");
      await audio.waitFor();
      // The page's own policy lets it be played.
      await eventually(async () => assert.ok(await audio.evaluate((one) => one.readyState >= 1 && !one.error)));
      assert.equal(await page.evaluate(() => window.addresses.length), 1);
      await judged(page);
      await eventually(async () => assert.equal(await page.evaluate(() => window.addresses.length), 0));
      assert.equal(await page.locator("audio").getAttribute("src"), null);
      const kept = await page.evaluate(async () => ({
        local: JSON.stringify(localStorage),
        databases: (await indexedDB.databases()).length,
        session: sessionStorage.length,
      }));
      assert.doesNotMatch(kept.local, /blob|audio/);
      assert.deepEqual([kept.databases, kept.session], [0, 0]);
    },
    { permissions: ["microphone"] },
  ));

test("an interview goes on without a microphone", () =>
  journey(async (page) => {
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    });
    await page.goto(guide.url + ASKED);
    await shown(page, "ready").getByLabel("Record what I say").check();
    await main(page, "ready");
    await says(page, "#sp-status", /goes on without a recording/);
    await answer(page, 2);
    assert.equal(await shown(page, "judge").locator("audio").isVisible(), false);
  }));

test("only the mock interview may play what it recorded", () => {
  const root = path.join(out, "sub");
  const pages = readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".html"));
  const allowed = pages.filter((name) => /media-src/.test(readFileSync(path.join(root, name), "utf8")));
  assert.deepEqual(allowed, ["interview.html"]);
  assert.match(readFileSync(path.join(root, "interview.html"), "utf8"), /form-action 'self'; worker-src 'self'; manifest-src 'self'; media-src blob:">/);
});

/** What is on the paper that a page prints to. */
async function printed(page, name) {
  const file = path.join(out, `${name}.pdf`);
  writeFileSync(file, await page.pdf({ format: "A4" }));
  return execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
}

test("the report is printed without buttons", () =>
  journey(async (page) => {
    await hold(page);
    const paper = await printed(page, "report");
    assert.match(paper, /3 questions, 15 minutes[^]*Python, out loud[^]*1:50\s+well/);
    assert.doesNotMatch(paper, /Practise these|Copy the address|Print/);
    assert.equal(paper.split("\f").length - 1, 1);
  }));

test("the interviewer's sheet has all that is asked, with boxes, on as many sides as it needs", () =>
  journey(async (page) => {
    await page.goto(`${guide.url}${ASKED}&sheet`);
    await says(page, "h1", /sheet/);
    const boxes = await page.locator(".questions input:visible").count();
    assert.ok(boxes > 25, `${boxes}`);
    const paper = await printed(page, "interviewer");
    for (const words of ["Candidate", "1. What goes wrong", "2. What does", "3. What is the GIL", "Notes", "How would you see the bug"]) {
      assert.ok(paper.includes(words), words);
    }
    assert.doesNotMatch(paper, /Copy the address|Be asked/);
    // More than one question fits on a side of A4, and none is torn apart.
    const sides = paper.split("\f").slice(0, -1);
    assert.equal(sides.length, 2);
    for (const [first, last] of [["1. What", "in the other"], ["2. What", "fills memory"], ["3. What", "at run time"]]) {
      assert.ok(sides.some((side) => side.includes(first) && side.includes(last)), first);
    }
    // The interview of the same questions is one click away.
    await page.getByRole("link", { name: "Be asked these yourself" }).click();
    await shown(page, "ready").waitFor();
    assert.equal(page.url(), guide.url + ASKED);
  }));

for (const [what, script] of Object.entries({
  forbidden: () => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } }),
  full: () => (Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }),
  spoilt: () => ["interview", "interviews"].forEach((name) => localStorage.setItem(`/repo/1:${name}`, '[[1],{"a":[]}]')),
})) {
  test(`an interview is held while the store is ${what}`, () =>
    journey(async (page) => {
      await page.addInitScript(script);
      await hold(page);
      await says(page, "h1", /^3 questions, 15 minutes$/);
    }));
}

test("it works from disk, and says why it cannot when the questions do not come", async () => {
  const { page, errors, close } = await open(browser);
  await page.goto(`${onDisk(`${out}/sub`)}${ASKED}`);
  await main(page, "ready");
  await answer(page, 0).catch(() => {});
  assert.deepEqual(errors, []);
  await page.route("**/practice/*.js", (route) => route.abort());
  await page.goto(`${guide.url}interview.html`);
  await says(page, "#sp-status", /could not be loaded/);
  await close();
});

test("without scripts the page leads to the questions", async () => {
  const { page, close } = await open(browser, { javaScriptEnabled: false });
  await page.goto(`${guide.url}interview.html`);
  assert.match(await page.innerText("main"), /needs JavaScript[^]*All questions/);
  assert.equal(await page.locator(".scripted:visible").count(), 0);
  await close();
});

for (const colorScheme of THEMES) {
  for (const width of [360, 1440]) {
    test(`axe finds nothing in any state, and nothing scrolls sideways: ${colorScheme}, ${width} px`, () =>
      journey(
        async (page) => {
          const found = [];
          // Axe waits now and then.
          await page.clock.resume();
          const look = async (state) => {
            found.push(...(await violations(page)).map((what) => `${state}: ${what}`));
            const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
            if (wide) found.push(`${state} scrolls sideways`);
          };
          await page.goto(guide.url + ASKED);
          await shown(page, "ready").waitFor();
          await look("before it begins");
          await main(page, "ready");
          await look("question");
          await main(page, "ask");
          await look("follow-up");
          await answer(page, 20);
          await look("checklists");
          await tick(page, "mistakes", [0]);
          await judged(page);
          await shown(page, "ask").getByRole("button", { name: "End here" }).click();
          await shown(page, "report").waitFor();
          await look("report");
          await page.goto(`${guide.url}interview.html`);
          await page.locator("#sp-held").waitFor();
          await look("door");
          await page.goto(`${guide.url}${ASKED}&sheet`);
          await shown(page, "sheet").waitFor();
          await look("sheet");
          assert.deepEqual(found, []);
        },
        { colorScheme, bypassCSP: true, viewport: { width, height: 800 } },
      ));
  }
}
