// The log in a browser: several tabs, a storage that is full, forbidden or
// damaged, and files that go from one browser to another.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, Storage } from "./engine.mjs";

const NOON = Date.UTC(2026, 10, 21, 12) / 1000;
const DAY = 86400;
const PREFIX = "/guide/1:";
const deck = {
  guide: "python-out-loud",
  levels: [{ id: "junior", title: "Junior" }],
  topics: [{ id: "threads", title: "Threads" }],
  questions: [{ position: 0, level: 1, topic: 1, say: true, predict: 0, choose: 0, code: false }],
  current: (slug) => (slug === "lock" ? "gil" : slug),
  find: (slug) => (["gil", "lock"].includes(slug) ? [0] : []),
};

/** A tab; what it writes is heard by the other tabs of the browser, as storage events are. */
function tab(browser, more = {}) {
  const page = open({ storage: browser.storage, clock: browser.clock, ...more });
  page.reader = page.practice.reader(deck);
  browser.tabs.push(page);
  return page;
}
const browser = (storage = new Storage()) => ({ storage, clock: { time: NOON, offset: 4 }, tabs: [] });
/** Lets all tabs but one hear that it wrote. */
function told({ storage, tabs }, by) {
  for (const key of Object.keys(storage)) for (const tab of tabs) if (tab !== by) tab.hear("storage", { key });
}
const logKeys = (storage) => Object.keys(storage).filter((key) => key.startsWith(`${PREFIX}log:`));
const cardsOf = ({ state }) => [...state.cards.keys()].sort();

test("a review is written at once, in at most 100 bytes, and is there at the next visit", () => {
  const here = browser();
  const { reader } = tab(here);
  const record = reader.review("say:what-is-the-global-interpreter-lock", 3, 17.6);
  assert.deepEqual(record.slice(1), [0, NOON, 4, "review", "say:what-is-the-global-interpreter-lock", 3, 18]);
  const [key] = logKeys(here.storage);
  assert.match(key, /log:[A-Za-z0-9]{6}$/);
  assert.equal(here.storage[key], `${JSON.stringify(record)}\n`);
  assert.ok(here.storage[key].length <= 100);
  assert.ok(reader.lasting);
  here.clock.time += DAY;
  assert.deepEqual(tab(here).reader.state, reader.state);
});

test("a page that only reads writes nothing", () => {
  const here = browser();
  tab(here).reader.export();
  assert.deepEqual(logKeys(here.storage), []);
});

test("tabs write side by side without loss, and hear each other", () => {
  const here = browser();
  const tabs = [tab(here), tab(here), tab(here)];
  const heard = [0, 0, 0];
  tabs.forEach(({ reader }, i) => reader.changed(() => heard[i]++));
  for (let round = 0; round < 5; round++) {
    tabs.forEach(({ reader }, i) => {
      here.clock.time += 7;
      reader.review(`say:q${round}-${i}`, 3, 5);
    });
  }
  assert.deepEqual(heard, [5, 5, 5]);
  tabs.forEach((by) => told(here, by));
  assert.deepEqual(heard, [7, 7, 7]);
  for (const { reader } of [...tabs, tab(here)]) {
    assert.equal(reader.state.cards.size, 15);
    assert.deepEqual(reader.state, tabs[0].reader.state);
  }
  assert.equal(logKeys(here.storage).length, 3);
});

test("a page that was put aside sees what was written meanwhile", () => {
  const here = browser();
  const [aside, other] = [tab(here), tab(here)];
  other.reader.review("say:gil", 3, 5);
  aside.hear("pageshow", { persisted: false });
  assert.equal(aside.reader.state.cards.size, 0);
  aside.hear("pageshow", { persisted: true });
  assert.equal(aside.reader.state.cards.size, 1);
});

test("undo takes back the last review or reset of this page load, one after another", () => {
  const here = browser();
  const { reader } = tab(here);
  const other = tab(here);
  assert.equal(reader.undo(), null);
  const first = reader.review("say:gil", 3, 5);
  here.clock.time += 60;
  const before = structuredClone(reader.state);
  const second = reader.review("say:gil", 1, 5);
  reader.mark("gil", "shaky");
  assert.deepEqual(reader.undo(), second);
  assert.deepEqual(reader.state.cards, before.cards);
  assert.deepEqual(reader.state.marks.get("gil"), "shaky");
  reader.reset("all");
  assert.equal(reader.state.cards.size, 0);
  reader.undo();
  assert.deepEqual(reader.state.cards, before.cards);
  told(here, reader);
  assert.equal(other.reader.undo(), null);
  assert.deepEqual(other.reader.undo(first), first);
  assert.equal(other.reader.undo(first), null);
  assert.equal(other.reader.state.cards.size, 0);
});

test("a reset of a topic forgets what this browser knows of it, and not what comes later", () => {
  const here = browser();
  const [{ reader }, other] = [tab(here), tab(here)];
  other.reader.review("say:gil", 3, 5);
  other.reader.review("say:slots", 3, 5);
  told(here, other);
  reader.review("predict:lock:abcdefgh", 3, 5);
  reader.reset("topic:threads");
  assert.deepEqual(cardsOf(reader.state && reader), ["say:slots"]);
  reader.review("say:gil", 4, 5);
  assert.deepEqual(cardsOf(reader), ["say:gil", "say:slots"]);
  reader.reset("say:slots");
  assert.deepEqual(cardsOf(reader), ["say:gil"]);
});

test("the interview and marks are kept, and an empty mark takes one away", () => {
  const here = browser();
  const { reader } = tab(here);
  reader.interview("2026-12-03", 25);
  reader.mark("lock", "known");
  reader.mark("slots", "todo");
  reader.mark("slots", "");
  const { state } = tab(here).reader;
  assert.deepEqual(state.interview, { date: "2026-12-03", minutes: 25 });
  assert.deepEqual([...state.marks], [["gil", "known"]]);
});

test("marks from before the log are taken over once, the same in every tab and on every device", () => {
  const former = [
    ["gil", "known"],
    ["slots", "shaky"],
    ["odd", ""],
  ];
  const [here, there] = [browser(), browser()];
  const [one, two] = [tab(here), tab(here)];
  one.reader.migrate(former);
  two.reader.migrate(former);
  const device = tab(there).reader;
  device.migrate([["gil", "todo"]]);
  device.migrate(former);
  const again = tab(here).reader;
  again.migrate(former);
  assert.deepEqual([...again.state.marks], former.slice(0, 2));
  assert.equal(again.export().trim().split("\n").length, 3);
  again.mark("gil", "");
  again.mark("new", "todo");
  const log = again.export();
  again.migrate([...former, ["new", "todo"]]);
  assert.equal(again.export(), log);
  assert.equal(again.import(device.export()).problem, null);
  assert.deepEqual([...again.state.marks.keys()], ["slots", "new"]);
});

test("an export is imported into another browser with nothing lost, and once is enough", () => {
  const [here, there] = [browser(), browser()];
  const [one, two] = [tab(here).reader, tab(there).reader];
  one.review("say:gil", 3, 5);
  one.interview("2026-12-03", 25);
  two.review("say:slots", 1, 5);
  let heard = 0;
  two.changed(() => heard++);
  assert.deepEqual(two.import(one.export()), { added: 2, known: 0, broken: [], problem: null });
  assert.deepEqual(cardsOf(two), ["say:gil", "say:slots"]);
  assert.equal(heard, 1);
  const keys = logKeys(there.storage);
  assert.deepEqual(two.import(one.export()), { added: 0, known: 2, broken: [], problem: null });
  assert.deepEqual(two.import(two.export()), { added: 0, known: 3, broken: [], problem: null });
  assert.equal(heard, 1);
  assert.deepEqual(logKeys(there.storage), keys);
  assert.deepEqual(tab(there).reader.state, two.state);
  one.import(two.export());
  assert.equal(one.export(), two.export());
  assert.match(one.export(), /^\{"format":"studypress-log","version":1,"guide":"python-out-loud"\}\n/);
});

test("a file that is not for this guide changes nothing, unless it is wanted", () => {
  const here = browser();
  const { reader } = tab(here);
  const head = (guide, version = 1) => `${JSON.stringify({ format: "studypress-log", version, guide })}\n`;
  const line = '["aaaaaa",0,1795190431,4,"review","say:gil",3,18]\n';
  const nothing = { added: 0, known: 0, broken: [] };
  assert.deepEqual(reader.import("hello"), { ...nothing, problem: "log_format" });
  assert.deepEqual(reader.import(head("python-out-loud", 2) + line), { ...nothing, problem: "log_version" });
  assert.deepEqual(reader.import(head("rust") + line), { ...nothing, problem: "log_guide" });
  assert.equal(reader.state.cards.size, 0);
  assert.deepEqual(logKeys(here.storage), []);
  assert.equal(reader.import(head("rust") + line, true).added, 1);
});

test("a file that was cut off gives what it has and names the rest", () => {
  const { reader } = tab(browser());
  const text = `{"format":"studypress-log","version":1,"guide":"python-out-loud"}\n["aaaaaa",0,1,4,"mark","gil","known"]\n["aaaaaa",1,2,4,"ma`;
  assert.deepEqual(reader.import(text), { added: 1, known: 0, broken: [3], problem: null });
});

/** A storage that takes so many characters. */
class Small extends Storage {
  setItem(key, text) {
    const taken = Object.entries({ ...this, [key]: text }).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
    if (taken > 200) throw new Error("full");
    super.setItem(key, text);
  }
}

test("a full storage keeps what it had, and the page keeps the rest and says so", () => {
  const here = browser(new Small());
  const { reader } = tab(here);
  for (let i = 0; i < 5; i++) reader.review(`say:q${i}`, 3, 5);
  assert.ok(!reader.lasting);
  assert.equal(reader.state.cards.size, 5);
  assert.equal(reader.export().trim().split("\n").length, 6);
  const kept = tab(here).reader;
  assert.deepEqual(cardsOf(kept), ["say:q0", "say:q1", "say:q2"]);
  // Room again: everything is written.
  const [key] = logKeys(here.storage);
  Object.setPrototypeOf(here.storage, Storage.prototype);
  reader.review("say:q5", 3, 5);
  assert.ok(reader.lasting);
  assert.equal(here.storage[key].trim().split("\n").length, 6);
});

test("where storage is forbidden, practice lasts until the page is left", () => {
  const forbidden = new Proxy(
    {},
    {
      get() {
        throw new Error("forbidden");
      },
      ownKeys() {
        throw new Error("forbidden");
      },
    },
  );
  const { reader } = tab(browser(forbidden));
  assert.equal(reader.state.cards.size, 0);
  reader.review("say:gil", 3, 5);
  assert.equal(reader.state.cards.size, 1);
  assert.ok(!reader.lasting);
});

test("a damaged key is named and left as it is, and all others count", () => {
  const good = '["aaaaaa",0,1795190431,4,"review","say:gil",3,18]\n';
  const storage = new Storage({
    [`${PREFIX}log:aaaaaa`]: `${good}["aaaaaa",1,179`,
    [`${PREFIX}log:bbbbbb`]: "\0\0\0",
    [`${PREFIX}log:cccccc`]: '["cccccc",0,1795190431,4,"review","say:slots",3,18]\n',
  });
  const before = { ...storage };
  const { reader } = tab(browser(storage));
  assert.deepEqual(cardsOf(reader), ["say:gil", "say:slots"]);
  assert.deepEqual(reader.broken, [
    { name: "log:aaaaaa", lines: [2] },
    { name: "log:bbbbbb", lines: [1] },
  ]);
  reader.review("say:new", 3, 5);
  for (const [key, text] of Object.entries(before)) assert.equal(storage[key], text);
});

test("records of a kind that only a later studypress knows are kept and exported", () => {
  const line = '["aaaaaa",0,1795190431,4,"dream","say:gil",{"x":null}]';
  const { reader } = tab(browser(new Storage({ [`${PREFIX}log:aaaaaa`]: `${line}\n` })));
  reader.review("say:gil", 3, 5);
  assert.ok(reader.export().includes(`${line}\n`));
  assert.deepEqual(reader.broken, []);
});

test("the browser is asked to persist at the first review of a day", () => {
  let asked = 0;
  const navigator = { storage: { persist: async () => asked++ } };
  const here = browser();
  const { reader } = tab(here, { navigator });
  reader.mark("gil", "known");
  assert.equal(asked, 0);
  reader.review("say:gil", 3, 5);
  reader.review("say:slots", 3, 5);
  assert.equal(asked, 1);
  here.clock.time += DAY;
  tab(here, { navigator }).reader.review("say:gil", 3, 5);
  assert.equal(asked, 2);
});

test("a clock that is put back, and one that is ahead, lose nothing", () => {
  const here = browser();
  const { reader } = tab(here);
  here.clock.time += 10 * DAY;
  reader.review("say:gil", 3, 5);
  here.clock.time -= 10 * DAY;
  reader.review("say:gil", 3, 5);
  assert.equal(reader.state.cards.get("say:gil").reviews, 2);
  assert.equal(reader.state.cards.get("say:gil").last, NOON);
  assert.deepEqual(tab(here).reader.state, reader.state);
  // The later record comes first in the file, and a reset forgets both.
  const there = tab(browser()).reader;
  there.import(reader.export());
  there.reset("all");
  assert.equal(there.state.cards.size, 0);
});

test("without the deck a page can write marks, and the deck may come later", () => {
  const here = browser();
  const page = open({ storage: here.storage, clock: here.clock });
  const early = page.practice.reader(null);
  early.mark("lock", "known");
  assert.deepEqual([...early.state.marks], [["lock", "known"]]);
  const later = page.practice.reader(deck);
  assert.deepEqual([...later.state.marks], [["gil", "known"]]);
  later.review("say:gil", 3, 5);
  assert.equal(early.state.cards.size, 1);
});
