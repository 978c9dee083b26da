// What a reader does on the practice page, by keyboard: say, predict and choose,
// leave and come back days later, take the progress along, set a date.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { eventually, follow, launch, onDisk, open, out, serve, violations } from "./lib.mjs";

let browser;
let guide;
before(async () => {
  browser = await launch();
  guide = await serve(`${out}/root`);
});
after(async () => {
  await browser.close();
  guide.close();
});

/** A morning, and the days after it, in milliseconds. */
const MORNING = Date.UTC(2026, 10, 23, 9);
const DAY = 86_400_000;
const later = (days) => new Date(MORNING + days * DAY);
const dateOf = (days) => later(days).toISOString().slice(0, 10);
/** A record of the log, days from the morning. */
const record = (n, days, ...rest) => JSON.stringify(["before", n, (MORNING + days * DAY) / 1000, 0, ...rest]);

/** Runs a journey on the practice page. Its clock stands, days from the morning, and it reports nothing but what is meant. */
async function journey(work, { meant = /^$/, from = guide.url, address = "practice.html", days = 0, prepare, ...options } = {}) {
  const { page, errors, close } = await open(browser, { timezoneId: "UTC", ...options });
  await page.clock.setFixedTime(later(days));
  await prepare?.(page);
  await page.goto(from + address);
  await ready(page);
  const result = await work(page);
  assert.deepEqual(errors.filter((error) => !meant.test(error)), []);
  await close();
  return result;
}
const ready = (page) => page.locator("#sp-more:not([hidden])").waitFor();
const says = (page, selector, text) => eventually(async () => assert.match(await page.innerText(selector), text));
const hears = (page, text) => eventually(async () => assert.match(await page.textContent("#sp-said"), text));
const press = (page, key) => page.keyboard.press(key);
const atEnd = (page) => page.locator(".end").count();
const focused = (page) => page.evaluate(() => document.activeElement.innerText);
const storageOf = (page) => page.context().storageState();

/** Puts a log into the browser before the page is opened. */
const withLog = (...lines) => (page) =>
  page.addInitScript((text) => localStorage.getItem("/1:log:before") ?? localStorage.setItem("/1:log:before", text), `${lines.join("\n")}\n`);
/** The records of the log, by their time. */
async function records(page, kind) {
  const texts = await page.evaluate(() => Object.entries(localStorage).flatMap(([key, text]) => (key.includes("1:log:") ? [text] : [])));
  const all = texts.flatMap((text) => text.trim().split("\n").map((line) => JSON.parse(line)));
  return all.filter((record) => record[4] === kind).sort((a, b) => a[2] - b[2] || a[1] - b[1]);
}

/** The reviews that were not taken back. */
async function reviews(page) {
  const undone = (await records(page, "undo")).map((one) => one.slice(5).join());
  return (await records(page, "review")).filter(([writer, n]) => !undone.includes([writer, n].join()));
}

/** The kind of the card that is shown and has not been turned. */
async function front(page) {
  const card = page.locator(".flash:not(.turned)");
  await card.waitFor();
  if (await card.locator(".breath").count()) return "say";
  if (await card.locator(".exercise-work").count()) return "code";
  return (await card.locator("textarea").count()) ? "predict" : "choose";
}
const turned = (page) => page.locator(".flash.turned").waitFor();

/** Turns the card that is shown, with keys alone. */
async function turn(page, typed = "None") {
  const kind = await front(page);
  if (kind === "predict") {
    await press(page, "Space");
    await page.keyboard.type(typed);
    await press(page, "Control+Enter");
  } else {
    if (kind === "choose") await press(page, "1");
    await press(page, "Space");
  }
  await turned(page);
  return kind;
}
/** Answers the card that is shown. What marked itself is given a grade too: what was failed would come again. */
async function answer(page, grade = "3") {
  const kind = await turn(page);
  await press(page, grade);
  if (kind !== "say") await press(page, "Space");
  await page.locator(".end, .flash:not(.turned)").waitFor();
  return kind;
}
/** Practises so many cards, or until so many were said, and more than today's where these are done. */
async function practise(page, cards, said = 0) {
  const done = [];
  await press(page, "Space");
  while (done.length < cards || done.filter((kind) => kind === "say").length < said) {
    if (await page.locator(".end, .flash").first().waitFor().then(() => atEnd(page))) await press(page, "Space");
    done.push(await answer(page));
  }
  return done;
}
async function leave(page) {
  await press(page, "Escape");
  await page.locator(".end, #sp-door").waitFor();
  if (await atEnd(page)) await press(page, "Escape");
  await page.locator("#sp-door").waitFor();
}

/** A deck of our own: one question of each kind, in the form of docs/practice-data.md. */
const OWN = [
  {
    slug: "one", html: "What is <code>one</code>?", href: "questions/gil.html", level: 1, topic: 1,
    say: { html: "First. Second.", points: ["First.", "Second."], code: '<figure class="snippet"><pre tabindex="0"><code>one()</code></pre></figure>' },
    mistakes: ["A mistake."], follow_ups: [{ ask: "And then?", answer: "<p>Then that.</p>" }], predict: [], choose: [],
  },
  {
    slug: "two", html: "Two", href: "questions/gil.html", level: 2, topic: 1, mistakes: [], follow_ups: [], choose: [],
    predict: [{ id: "predict:two:aaaaaaaa", context: "<pre>before</pre>", code: '<pre tabindex="0"><code>print(two)</code></pre>', output: "1 2\nTrue\n", href: "questions/gil.html#x" }],
  },
  {
    slug: "three", html: "Three", href: "questions/gil.html", level: 3, topic: 2, mistakes: [], follow_ups: [], predict: [],
    choose: [{
      id: "choose:three:bbbbbbbb", prompt: "<p>Which of them?</p>", why: "<p>Because of this.</p>",
      options: [{ html: "<p>right one</p>", right: true }, { html: "<p>wrong one</p>", right: false }, { html: "<p>wrong two</p>", right: false }],
    }],
  },
  {
    slug: "four", html: "Four", href: "questions/gil.html", level: 3, topic: 2, mistakes: [], follow_ups: [], predict: [],
    choose: [{
      id: "choose:four:cccccccc", prompt: "<p>Which are they?</p>", why: "",
      options: [{ html: "<p>right one</p>", right: true }, { html: "<p>right two</p>", right: true }, { html: "<p>wrong one</p>", right: false }],
    }],
  },
];
// Questions that are only said, so that something is known of the reader.
for (const slug of ["s1", "s2", "s3", "s4", "s5"]) OWN.push({ ...OWN[0], slug });
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
function hashOf(slug) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(slug)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return [58n, 52n, 46n, 40n, 34n].map((shift) => LETTERS[Number((hash >> shift) & 63n)]).join("");
}
const OWN_INDEX = {
  version: 1, guide: "own", chunks: ["practice/0.0000000000.js"], per: 16, levels: [["a", "A"], ["b", "B"], ["c", "C"]], topics: [["x", "X"], ["y", "Y"]],
  runs: OWN.map(({ level, topic }) => [1, level, topic]),
  hashes: OWN.map(({ slug }) => hashOf(slug)).join(""),
  facts: OWN.map(({ say, predict, choose }) => `${say ? 1 : 0}${predict.length}${choose.length}`).join(""),
};
const ownDeck = async (page) => {
  const script = (body) => ({ contentType: "text/javascript", body });
  await page.route("**/practice/index.js", (route) => route.fulfill(script(`studypress.deck(${JSON.stringify(OWN_INDEX)});`)));
  await page.route("**/practice/0.0000000000.js", (route) => route.fulfill(script(`studypress.cards(0, ${JSON.stringify(OWN)});`)));
};
/** The page with one of these questions alone. */
const only = (slug) => ({ prepare: ownDeck, address: `practice.html#q=${slug}` });

test("twenty mixed cards by keyboard; the browser closed; days later, what is due is there", async () => {
  const [storageState, due] = await journey(async (page) => {
    await says(page, "h1", /^Today: 10 new$/);
    const done = await practise(page, 20);
    assert.ok(done.includes("say") && done.includes("predict"), done.join());
    assert.equal((await reviews(page)).length, 20);
    await press(page, "Escape");
    await says(page, ".end h1", /^\d+ cards, \d+ min$/);
    await says(page, ".end", /When they come back[^]*cards?/);
    await press(page, "Escape");
    await says(page, "#sp-lead", /You gave 20 answers so far/);
    const due = await page.evaluate(async () => {
      const { practice } = studypress;
      return [...practice.reader(await practice.deck()).state.cards].map(([id, card]) => [id, card.due]);
    });
    return [await storageOf(page), due];
  });
  await journey(
    async (page) => {
      const ids = due.filter(([, time]) => time <= later(3) / 1000).map(([id]) => id);
      // Of several cards of one question, the others wait a day; an exercise ends a day and is not counted.
      const questions = new Set(ids.filter((id) => !id.startsWith("code:")).map((id) => id.split(":")[1]));
      const repeat = Number((await page.innerText("h1")).match(/^Today: (\d+) to repeat/)?.[1]);
      assert.ok(questions.size > 0 && repeat >= questions.size && repeat <= ids.length, `${repeat} of ${ids.join()}`);
      await press(page, "Space");
      await answer(page);
      const all = await reviews(page);
      assert.equal(all.length, 21);
      assert.ok(ids.includes(all.at(-1)[5]), `${all.at(-1)[5]} of ${ids.join()}`);
    },
    { storageState, days: 3 },
  );
});

test("a session that is left anywhere is gone on with", () =>
  journey(async (page) => {
    await practise(page, 3);
    await turn(page);
    await page.reload();
    await ready(page);
    await says(page, "#sp-begin", /^Go on/);
    const left = Number((await page.innerText("h1")).match(/(\d+) new/)[1]);
    assert.ok(left <= 7, `${left} left`);
    // What was left unanswered is asked, what was answered is not.
    const before = await reviews(page);
    await press(page, "Space");
    await answer(page);
    const asked = (await reviews(page)).map((one) => one[5]);
    assert.equal(asked.length, before.length + 1);
    assert.equal(new Set(asked).size, asked.length);
  }));

test("the answer is shown to be ticked, and what is ticked proposes the grade", () =>
  journey(async (page) => {
    await press(page, "Space");
    await front(page);
    assert.equal(await focused(page), "What is one?");
    await hears(page, /^1 of 1$/);
    await press(page, "Space");
    await turned(page);
    await hears(page, /The answer is shown/);
    assert.match(await focused(page), /Short answer/);
    await says(page, ".grades", /Forgot[^]*in 10 minutes[^]*Hard[^]*in 15 minutes[^]*Knew it[^]*in 2 days[^]*Easy[^]*in 8 days/);
    assert.equal(await page.locator(".flash details[open]").count(), 0);
    await says(page, ".flash", /1 common mistake\s[^]*1 follow-up\s[^]*the whole answer/);
    // Nothing is ticked: space does not grade.
    await press(page, "Space");
    await hears(page, /1 to 4/);
    await press(page, "Tab");
    await press(page, "Space");
    await hears(page, /The ticks say: Hard/);
    await press(page, "Tab");
    await press(page, "Space");
    await hears(page, /The ticks say: Knew it/);
    await page.locator('.grades .proposed[value="3"]').waitFor();
    // On a box, space is the box's; anywhere else it takes what is proposed.
    await page.locator("#sp-answer").focus();
    await press(page, "Space");
    await page.locator(".end").waitFor();
    assert.deepEqual((await records(page, "review")).map((one) => one.slice(5, 7)), [["say:one", 3]]);
  }, only("one")));

test("a prediction is marked line by line, and its grade can be changed", () =>
  journey(async (page) => {
    await press(page, "Space");
    assert.equal(await front(page), "predict");
    assert.equal(await focused(page), "What does it print?");
    await turn(page, "1 3\nTrue");
    await hears(page, /Not quite/);
    assert.equal(await focused(page), "Not quite");
    assert.deepEqual(await page.locator(".verdict s").allInnerTexts(), ["3"]);
    assert.deepEqual((await page.locator(".verdict ins").allInnerTexts()).map((text) => text.trim()), ["2"]);
    await page.locator('.grades [value="1"][aria-pressed=true]').waitFor();
    assert.deepEqual((await records(page, "review")).map((one) => one[6]), [1]);
    await press(page, "2");
    await page.locator('.grades [value="2"][aria-pressed=true]').waitFor();
    await says(page, ".next", /Hard: in 15 minutes/);
    assert.equal((await records(page, "undo")).length, 1);
    // Taken back, it is asked again, and right to the letter but for spaces at the ends.
    await press(page, "u");
    await turn(page, "1 2  \nTrue\n\n");
    await says(page, "#sp-answer", /^Right$/);
    assert.equal(await page.locator(".verdict :is(s, ins)").count(), 0);
    const graded = await page.evaluate(async () => studypress.practice.reader(await studypress.practice.deck()).state.reviews.map(({ grade }) => grade));
    assert.deepEqual(graded, [3]);
  }, only("two")));

test("options stand in an order of their own, and are marked with the reason", () =>
  journey(async (page) => {
    const orders = new Set();
    await press(page, "Space");
    for (let n = 0; n < 20 && orders.size < 2; n++) {
      await front(page);
      orders.add((await page.locator(".options div").allInnerTexts()).join());
      await turn(page);
      await press(page, "u");
    }
    assert.equal(orders.size, 2);
    await front(page);
    assert.equal(await page.locator(".options [type=radio]").count(), 3);
    // Nothing is chosen: there is nothing to mark.
    await press(page, "Space");
    await hears(page, /Choose first/);
    const texts = (await page.locator(".options div").allInnerTexts()).map((text) => text.trim());
    await press(page, String(1 + texts.indexOf("wrong one")));
    await press(page, "Space");
    await turned(page);
    await says(page, "#sp-answer", /^Not quite$/);
    await says(page, ".options .wrong", /wrong one\s+wrong, you chose it/);
    await says(page, ".options .right", /right one\s+right$/);
    await says(page, ".flash", /Because of this/);
  }, only("three")));

test("where several options are right, all of them have to be chosen", () =>
  journey(async (page) => {
    await press(page, "Space");
    await front(page);
    await says(page, "h1", /Choose all that are right/);
    const texts = await page.locator(".options div").allInnerTexts();
    for (const [at, text] of texts.entries()) if (text.includes("right")) await press(page, String(at + 1));
    await press(page, "Space");
    await turned(page);
    await says(page, "#sp-answer", /^Right$/);
    assert.deepEqual((await records(page, "review")).map((one) => one[6]), [3]);
  }, only("four")));

test("u takes the last grade back and shows its answer again", () =>
  journey(async (page) => {
    await press(page, "Space");
    while ((await front(page)) !== "say") await answer(page);
    const before = (await reviews(page)).length;
    const question = await page.innerText(".flash h1");
    await answer(page, "4");
    assert.equal((await reviews(page)).length, before + 1);
    await press(page, "u");
    await turned(page);
    assert.equal(await page.innerText(".flash h1"), question);
    await hears(page, /Undone/);
    const undo = (await records(page, "undo")).at(-1);
    const last = (await records(page, "review")).at(-1);
    assert.deepEqual(undo.slice(5), last.slice(0, 2));
    await press(page, "1");
    await front(page);
    assert.equal((await records(page, "review")).at(-1)[6], 1);
  }));

test("only the questions of a list, each once; then everything again", () =>
  journey(
    async (page) => {
      await says(page, "h1", /^2 questions of your list$/);
      await says(page, "#sp-list-notice", /1 question of it is not in this guide/);
      await press(page, "Space");
      for (let n = 0; n < 2; n++) await answer(page);
      await page.locator(".end").waitFor();
      const slugs = (await reviews(page)).map((one) => one[5].split(":")[1]);
      assert.deepEqual(slugs.sort(), ["closures", "gil"]);
      await press(page, "Escape");
      await says(page, "h1", /^2 questions of your list$/);
      await page.click("#sp-list-off");
      await says(page, "h1", /^Today/);
    },
    { address: "practice.html#q=gil,closures,no-such-question" },
  ));

test("the file of progress moves to another browser, and nothing is lost", async () => {
  const [text, said, name] = await journey(async (page) => {
    await practise(page, 6);
    await press(page, "u");
    await leave(page);
    await page.fill("#sp-date", dateOf(12));
    await says(page, "#sp-day", /December 5/);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#sp-export")]);
    return [await readFile(await download.path(), "utf8"), await page.innerText("#sp-ready"), download.suggestedFilename()];
  });
  const { guide: id } = JSON.parse(text.split("\n")[0]);
  assert.equal(name, `${id}-practice.jsonl`);
  await journey(async (page) => {
    await practise(page, 1);
    await leave(page);
    const read = (text) => page.setInputFiles("#sp-import", { name, mimeType: "application/jsonl", buffer: Buffer.from(text) });
    await read(text);
    const lines = text.trim().split("\n").length - 1;
    await says(page, "#sp-kept", new RegExp(`^${lines} entries added, 0 were here already`));
    await says(page, "#sp-day", /December 5/);
    await says(page, "#sp-lead", /You gave \d answers so far/);
    assert.match(said, /./);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#sp-export")]);
    const both = new Set((await readFile(await download.path(), "utf8")).split("\n"));
    assert.deepEqual(text.split("\n").filter((line) => !both.has(line)), []);
    await read(text);
    await says(page, "#sp-kept", new RegExp(`^0 entries added, ${lines} were here already`));
    // What is no log changes nothing, and says why.
    const kept = await storageOf(page);
    const head = { format: "studypress-log", version: 1, guide: id };
    for (const [wrong, why] of [
      ["", /no file of progress/],
      ['{"studypress":1,"marks":{}}', /no file of progress/],
      [`${JSON.stringify({ ...head, version: 2 })}\n${record(0, 0, "review", "say:gil", 3, 9)}\n`, /newer version/],
      [`${JSON.stringify({ ...head, guide: "other" })}\n${record(0, 0, "review", "say:gil", 3, 9)}\n`, /another guide/],
    ]) {
      await read(wrong);
      await says(page, "#sp-kept", why);
      assert.deepEqual(await storageOf(page), kept);
    }
    // Of a file that is broken in places, all else is taken.
    await read(`${JSON.stringify(head)}\n["half\n${record(0, -1, "review", "say:gil", 3, 9)}\n`);
    await says(page, "#sp-kept", /^1 entry added[^]*1 line of the file could not be read/);
  });
});

test("with a date there is a plan, and grades say what it makes of them", () =>
  journey(async (page) => {
    await says(page, "#sp-ready", /Once you have said five answers/);
    await practise(page, 8, 5);
    await leave(page);
    await says(page, "#sp-ready", /If it were today, you would answer (about )?\d+/);
    assert.equal(await page.isVisible("#sp-curve"), false);
    await page.fill("#sp-date", dateOf(12));
    await page.fill("#sp-minutes", "30");
    await press(page, "Tab");
    await says(page, "#sp-day", /Your interview is on Saturday, December 5/);
    await says(page, "#sp-ready", /With the plan, 30 minutes a day: \d+ to \d+ on the day/);
    assert.match(await page.getAttribute("#sp-curve svg", "aria-label"), /^\d+ of \d+ today, \d+ on Saturday, December 5$/);
    assert.match(await page.getAttribute("#sp-curve path", "d"), /^M[\d.]+ [\d.]+(L[\d.]+ [\d.]+){10,}$/);
    assert.ok((await page.locator("#sp-parts tbody tr").count()) >= 5);
    await page.clock.setFixedTime(later(0.1));
    await page.reload();
    await ready(page);
    assert.equal(await page.inputValue("#sp-date"), dateOf(12));
    await press(page, "Space");
    while ((await front(page)) !== "say") await answer(page);
    await turn(page);
    await says(page, ".grades", /again today[^]*another day/);
    await leave(page);
    await page.click("#sp-no-date");
    await says(page, "#sp-day", /When is your interview/);
    assert.equal(await page.isVisible("#sp-curve"), false);
  }));

test("a topic can be practised by itself", () =>
  journey(async (page) => {
    await practise(page, 5, 5);
    await leave(page);
    await page.getByRole("button", { name: /^practise these\s+Concurrency$/ }).click();
    for (let n = 0; n < 2; n++) {
      await front(page);
      await says(page, ".who", /Concurrency/);
      await answer(page);
    }
  }));

test("what is chosen is practised, and stays chosen", () =>
  journey(async (page) => {
    await says(page, "#sp-chosen", /^All levels · say it, predict it, choose, write the code$/);
    await page.click("#sp-change");
    await page.getByRole("checkbox", { name: "Junior" }).uncheck();
    await page.getByRole("checkbox", { name: "predict it" }).uncheck();
    await page.getByRole("checkbox", { name: "Classes" }).uncheck();
    await says(page, "#sp-chosen", /^Mid, Senior · 8 topics · say it, choose, write the code$/);
    await page.reload();
    await ready(page);
    await says(page, "#sp-chosen", /^Mid, Senior · 8 topics · say it, choose, write the code$/);
    await press(page, "Space");
    for (let n = 0; n < 3; n++) {
      assert.notEqual(await front(page), "predict");
      assert.doesNotMatch(await page.innerText(".who"), /Junior|Classes/);
      await answer(page);
    }
    await leave(page);
    await page.click("#sp-change");
    for (const name of ["say it", "choose", "write the code"]) await page.getByRole("checkbox", { name, exact: true }).uncheck();
    await says(page, "#sp-chosen", /nothing is chosen/);
    assert.ok(await page.isDisabled("#sp-begin"));
  }));

test("what was forgotten on four days is set aside by name, and can be tried again", () =>
  journey(
    async (page) => {
      await says(page, "#sp-aside", /What is the GIL/);
      assert.match(await page.locator("#sp-aside a").getAttribute("href"), /questions\/gil\.html$/);
      await page.getByRole("button", { name: "begin anew" }).click();
      await page.locator("#sp-aside").waitFor({ state: "hidden" });
      await says(page, "#sp-kept", /^Forgotten: What is the GIL/);
      await page.click("#sp-restore");
      await says(page, "#sp-aside", /What is the GIL/);
    },
    { prepare: withLog(...[7, 5, 3, 1].map((days, n) => record(n, -days, "review", "say:gil", 1, 20))) },
  ));

test("a topic is forgotten, and comes back by undo", () =>
  journey(
    async (page) => {
      await says(page, "#sp-lead", /2 answers/);
      await page.selectOption("#sp-scope", { label: "Concurrency" });
      await page.click("#sp-reset");
      await says(page, "#sp-kept", /^Forgotten: Concurrency/);
      await says(page, "#sp-lead", /1 answer so far/);
      await press(page, "Enter");
      await says(page, "#sp-lead", /2 answers so far/);
      await page.selectOption("#sp-scope", "all");
      await page.click("#sp-reset");
      await says(page, "#sp-lead", /Say answers aloud/);
    },
    { prepare: withLog(record(0, -2, "review", "say:gil", 3, 20), record(1, -1, "review", "say:closures", 3, 20)) },
  ));

test("what another tab does is seen", () =>
  journey(
    async (page) => {
      const other = await page.context().newPage();
      await other.clock.setFixedTime(later(0));
      await other.goto(`${guide.url}practice.html`);
      await ready(other);
      await practise(other, 2);
      await says(page, "#sp-lead", /2 answers so far/);
    },
  ));

test("a browser that keeps nothing says so, and practice goes on", () =>
  journey(
    async (page) => {
      await practise(page, 2);
      await leave(page);
      await says(page, "#sp-storage", /keeps nothing more[^]*file/);
      await says(page, "#sp-lead", /2 answers so far/);
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#sp-export")]);
      assert.ok((await readFile(await download.path(), "utf8")).trim().split("\n").length >= 3);
    },
    {
      prepare: (page) =>
        page.addInitScript(() => {
          Storage.prototype.setItem = () => {
            throw new DOMException("full", "QuotaExceededError");
          };
        }),
    },
  ));

test("a line in the storage that cannot be read is said and left alone", () =>
  journey(
    async (page) => {
      await says(page, "#sp-storage", /1 line of what this browser keeps cannot be read/);
      await says(page, "#sp-lead", /1 answer so far/);
      assert.match(await page.evaluate(() => localStorage.getItem("/1:log:before")), /\["half/);
    },
    { prepare: withLog(record(0, -1, "review", "say:gil", 3, 20), '["half') },
  ));

test("cards that cannot be loaded are named, and nothing is lost", () =>
  journey(
    async (page) => {
      await page.route("**/practice/*.js", (route) => route.abort());
      await press(page, "Space");
      await says(page, ".notice:visible", /could not be loaded/);
    },
    { meant: /ERR_FAILED|practice\// },
  ));

test("it works from disk", () => journey(async (page) => {
  await practise(page, 3);
  await leave(page);
  await says(page, "#sp-lead", /3 answers so far/);
}, { from: onDisk(`${out}/root`) }));

test("without scripts the page says what it is, and leads to the lists", async () => {
  const { page, close } = await open(browser, { javaScriptEnabled: false });
  await page.goto(`${guide.url}practice.html`);
  assert.match(await page.innerText("main"), /a few minutes a day[^]*needs JavaScript/);
  assert.equal(await page.locator(".scripted:visible").count(), 0);
  await follow(page, "noscript a");
  await close();
});

test("nothing moves where the reader wants no motion, and only the breath elsewhere", async () => {
  const moving = (page) => page.evaluate(() => document.getAnimations().map(({ animationName }) => animationName));
  for (const [reducedMotion, wanted] of [["reduce", []], ["no-preference", ["breath"]]]) {
    await journey(async (page) => {
      await press(page, "Space");
      await front(page);
      assert.deepEqual(await moving(page), wanted);
    }, { ...only("one"), reducedMotion });
  }
});

/** All states that the page can be in. */
async function everyState(page, look) {
  await look("door");
  await page.click("#sp-change");
  await look("choices");
  await page.click("#sp-change");
  await page.locator("#sp-today").focus();
  await press(page, "Space");
  const seen = new Set();
  for (;;) {
    const kind = await front(page);
    if (!seen.has(kind)) await look(kind);
    await turn(page);
    if (!seen.has(kind)) await look(`${kind}, turned`);
    seen.add(kind);
    await press(page, kind === "say" && seen.size < 2 ? "1" : "3");
    if (kind !== "say") await press(page, "Space");
    await page.locator(".end, .flash:not(.turned)").waitFor();
    if (await atEnd(page)) break;
  }
  assert.deepEqual([...seen].sort(), ["choose", "predict", "say"]);
  if (!(await atEnd(page))) await press(page, "Escape");
  await page.locator(".end").waitFor();
  await look("end");
  await press(page, "Escape");
  await page.locator("#sp-door").waitFor();
  await page.fill("#sp-date", dateOf(12));
  await page.locator("#sp-curve svg").waitFor();
  await look("door with a date");
}
/** Reviews of days ago, with one card set aside. */
const PRACTISED = withLog(
  ...["s1", "s2", "s3", "s4"].map((slug, n) => record(n, -3, "review", `say:${slug}`, 3, 20)),
  ...[7, 5, 3, 1].map((days, n) => record(4 + n, -days, "review", "say:s5", 1, 20)),
);

for (const [colorScheme, width] of [["light", 360], ["light", 1440], ["dark", 360]]) {
  test(`axe finds nothing in any state, and nothing is wider than the window: ${colorScheme} ${width}`, async () => {
    const found = [];
    const prepare = async (page) => {
      await ownDeck(page);
      await PRACTISED(page);
    };
    const look = async (page, state) => {
      found.push(...(await violations(page)).map((what) => `${state}: ${what}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      if (wide) found.push(`${state}: scrolls sideways`);
    };
    const address = "practice.html#q=one,two,three,four";
    await journey((page) => everyState(page, (state) => look(page, state)), { prepare, address, colorScheme, bypassCSP: true, viewport: { width, height: 740 } });
    assert.deepEqual(found, []);
  });
}

test("on a phone, what is done with a card is under the thumb", () =>
  journey(
    async (page) => {
      await press(page, "Space");
      await front(page);
      await page.getByRole("button", { name: "Show the answer" }).tap();
      await turned(page);
      const boxes = await page.locator(".grades button").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
      for (const { bottom, height, width } of boxes) assert.ok(bottom <= 740 && bottom > 500 && height >= 44 && width >= 140, `${bottom} ${height} ${width}`);
      assert.equal(new Set(boxes.map(({ left }) => left)).size, 2, "two by two");
      await page.locator(".grades button").nth(2).tap();
      await page.locator(".end").waitFor();
    },
    { ...only("one"), viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  ));
