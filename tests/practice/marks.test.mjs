// Marks in the log: those from before there was one, those of other devices, and
// those of pages that have no engine.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { open, Storage } from "./engine.mjs";

const PREFIX = "/guide/1:";
const MARKS = `${PREFIX}marks`;
const NOON = Date.UTC(2026, 10, 21, 12) / 1000;
const deck = {
  guide: "python-out-loud",
  levels: [{ id: "junior", title: "Junior" }],
  topics: [{ id: "threads", title: "Threads" }],
  questions: [{ position: 0, level: 1, topic: 1, say: true, predict: 0, choose: 0, code: false }],
  current: (slug) => (slug === "lock" ? "gil" : slug),
  find: () => [0],
};
const marked = (marks) => new Storage({ [MARKS]: JSON.stringify(marks) });
/** Opens a page with the engine, as practice does. */
const visit = (storage, time = NOON) => open({ storage, clock: { time, offset: 4 } }).practice.reader(deck);
const records = (reader) =>
  reader
    .export()
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => JSON.parse(line));
const kept = (storage) => JSON.parse(storage.getItem(MARKS) ?? "{}");

test("marks from before there was a log come into it once, and are older than all that follows", () => {
  const storage = marked({ gil: "known", slots: "shaky" });
  const first = records(visit(storage));
  assert.deepEqual(first.map(([, , time, offset, kind, slug, mark]) => [time, offset, kind, slug, mark]).sort(), [
    [0, 0, "mark", "gil", "known"],
    [0, 0, "mark", "slots", "shaky"],
  ]);
  assert.deepEqual(records(visit(storage)), first);
  assert.deepEqual(kept(storage), { gil: "known", slots: "shaky" });
});

test("two tabs and two devices migrate the same marks to the same records", () => {
  const [one, other] = [marked({ gil: "known", slots: "todo" }), marked({ slots: "todo", gil: "known" })];
  const reader = visit(one);
  assert.equal(reader.import(visit(other).export()).added, 0);
});

test("marks of an imported log are there for pages without the engine", () => {
  const there = new Storage();
  const writer = visit(there);
  writer.mark("gil", "known");
  writer.mark("slots", "todo");
  const here = marked({ gil: "shaky", mro: "known" });
  const reader = visit(here, NOON + 60);
  reader.import(writer.export());
  assert.deepEqual(kept(here), { mro: "known", gil: "known", slots: "todo" });
  reader.mark("slots", "");
  assert.deepEqual(kept(here), { mro: "known", gil: "known" });
});

test("a mark that was taken away on another device is taken away here", () => {
  const here = marked({ gil: "known" });
  const reader = visit(here);
  const there = new Storage();
  visit(there, NOON + 60).mark("gil", "");
  reader.import(visit(there, NOON + 60).export());
  assert.equal(here.getItem(MARKS), null);
});

test("marks follow a question that was renamed, and what is no mark is left alone", () => {
  const storage = marked({ lock: "known", odd: 3 });
  visit(storage);
  assert.deepEqual(kept(storage), { gil: "known" });
  const spoilt = new Storage({ [MARKS]: "][" });
  visit(spoilt);
  assert.equal(spoilt.getItem(MARKS), "][");
});

/** A page with marks.js and without the engine, whose question has a slug; `time` is in Unix seconds. */
function plainPage(storage, time) {
  const buttons = ["todo", "shaky", "known"].map((value) => ({
    value,
    addEventListener(_, call) {
      this.click = call;
    },
    setAttribute() {},
  }));
  const found = {
    "article[data-slug]": { dataset: { slug: "gil" } },
    "#sp-grade": {},
  };
  const document = {
    documentElement: { dataset: { path: "/guide/", root: "" } },
    querySelector: (selector) => found[selector] ?? null,
    querySelectorAll: (selector) => (selector === ".grade button" ? buttons : []),
    addEventListener() {},
  };
  const self = {};
  const world = { self, document, localStorage: storage, addEventListener() {} };
  const run = (name, more = {}) => {
    const names = { ...world, ...more };
    const text = readFileSync(new URL(`../../static/js/${name}.js`, import.meta.url), "utf8");
    new Function(...Object.keys(names), text)(...Object.values(names));
  };
  run("store");
  class Clock extends Date {
    static now() {
      return 1000 * time;
    }
  }
  run("marks", { studypress: self.studypress, Date: Clock });
  return Object.fromEntries(buttons.map((button) => [button.value, button]));
}

test("a page without the engine adds to the log, one line a mark", () => {
  const storage = new Storage();
  const page = plainPage(storage, NOON);
  page.shaky.click();
  page.known.click();
  page.known.click();
  const reader = visit(storage);
  const lines = records(reader);
  assert.deepEqual(lines.map(([, n, , , kind, slug, mark]) => [n, kind, slug, mark]), [
    [0, "mark", "gil", "shaky"],
    [1, "mark", "gil", "known"],
    [2, "mark", "gil", null],
  ]);
  assert.equal(new Set(lines.map(([writer]) => writer)).size, 1);
  assert.match(lines[0][0], /^[A-Za-z0-9]{6}$/);
  assert.equal(reader.state.marks.size, 0);
  plainPage(storage, NOON + 1).known.click();
  assert.deepEqual([...visit(storage, NOON + 2).state.marks], [["gil", "known"]]);
});
