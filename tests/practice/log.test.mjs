// The reader's log: what its lines are, what they come to, and that neither
// the order nor the number of times in which they arrive matters.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, random } from "./engine.mjs";

const { inner } = open();
const { addRecord, applyRecord, guideFacts, inOrder, parseLog, parseRecords, replay, serializeLog } = inner;

const NOON = Date.UTC(2026, 10, 21, 12) / 1000;
const DAY = 86400;
const HEAD = '{"format":"studypress-log","version":1,"guide":"python-out-loud"}';
const ODD = { toString: 1, valueOf: 1 };
/** A guide with two questions, of which "gil" was "lock" once. */
const GUIDE = guideFacts({
  levels: [{ id: "mid" }, { id: "senior" }],
  topics: [{ id: "threads" }, { id: "classes" }],
  questions: [
    { level: 2, topic: 1 },
    { level: 1, topic: 2 },
  ],
  current: (slug) => (slug === "lock" ? "gil" : slug),
  find: (slug) => ({ gil: [0], lock: [0], slots: [1] })[slug] ?? [],
});

function logOf(records) {
  const log = new Map();
  for (const record of records) addRecord(log, record);
  return log;
}
const stateOf = (records, now = NOON + 1000 * DAY) => replay(logOf(records), GUIDE, now);
const review = (writer, n, time, card, grade) => [writer, n, time, 0, "review", card, grade, 10];
/** The grades that count, by card. */
const counted = (records, now) => stateOf(records, now).reviews.map(({ card, grade }) => `${card} ${grade}`);

test("a log is read as it is written", () => {
  const text = [
    HEAD,
    '["Zk3f9Q",12,1795190431,4,"review","say:gil",3,18]',
    '["Zk3f9Q",13,1795190441,4,"a kind of tomorrow",{"x":[1]}]',
    '["Zk3f9Q",14,1795190451,4,"day","2026-12-01",20]',
    "",
  ].join("\n");
  const { records, guide, broken, problem } = parseLog(text);
  assert.deepEqual([guide, broken, problem], ["python-out-loud", [], null]);
  assert.equal(records.length, 3);
  assert.equal(serializeLog(logOf(records), guide), text);
  assert.deepEqual(parseLog(`\uFEFF${text.replaceAll("\n", "\r\n")}`).records, records);
});

test("two files put together are one log", () => {
  const files = [`${HEAD}\n["aaaaaa",0,1,0,"mark","gil","known"]\n`, `${HEAD}\n["bbbbbb",0,2,0,"mark","gil",null]\n`];
  const { records, broken } = parseLog(files.join(""));
  assert.equal(records.length, 2);
  assert.deepEqual(broken, []);
});

test("what is no log, and what a newer studypress wrote, is refused with the reason", () => {
  for (const [text, wanted] of [
    ["", "log_format"],
    ["not JSON", "log_format"],
    ["null", "log_format"],
    ['["aaaaaa",0,1,0,"mark","gil","known"]', "log_format"],
    ['{"studypress":1,"marks":{}}', "log_format"],
    ['{"format":"studypress-log"}', "log_format"],
    ['{"format":"studypress-log","version":2,"guide":"x"}\n["future"]', "log_version"],
    [HEAD, null],
  ]) {
    const { problem, records, broken } = parseLog(text);
    assert.equal(problem, wanted, text);
    assert.deepEqual([records, broken], [[], []]);
  }
});

test("lines that are no records are named, and the others kept", () => {
  const lines = [
    '["aaaaaa",0,1,0,"review","say:gil",3,9]',
    '["aaaaaa",1,1,0,"rev',
    "{}",
    '["aaaaaa",-1,1,0,"review"]',
    '["aaaaaa",1.5,1,0,"review"]',
    '["aaaaaa",1,null,0,"review"]',
    "[1,1,1,0,7]",
    "",
    '["aaaaaa",2,1,0,"new kind"]',
  ];
  const { records, broken } = parseRecords(lines.join("\n"));
  assert.deepEqual(broken, [2, 3, 4, 5, 6, 7]);
  assert.deepEqual(
    records.map(([, n]) => n),
    [0, 2],
  );
});

test("of two records with one number the greater text stays, whichever came first", () => {
  const [one, two] = [review("aaaaaa", 0, NOON, "say:gil", 1), review("aaaaaa", 0, NOON, "say:gil", 4)];
  assert.deepEqual([...logOf([one, two]).values()], [two]);
  assert.deepEqual([...logOf([two, one]).values()], [two]);
  assert.equal(addRecord(logOf([one, two]), one), false);
});

test("reviews count in the order of time, writer and number", () => {
  const records = [
    review("bbbbbb", 0, NOON + 5, "say:c", 3),
    review("aaaaaa", 1, NOON + 5, "say:b", 3),
    review("aaaaaa", 0, NOON + 5, "say:a", 3),
    review("zzzzzz", 9, NOON, "say:z", 3),
  ];
  assert.deepEqual(counted(records), ["say:z 3", "say:a 3", "say:b 3", "say:c 3"]);
});

test("what an undo names does not count, and an undo of an undo changes nothing", () => {
  const records = [
    review("aaaaaa", 0, NOON, "say:gil", 1),
    review("aaaaaa", 1, NOON, "say:gil", 3),
    // Written by a clock that is behind.
    ["bbbbbb", 0, NOON - DAY, 0, "undo", "aaaaaa", 1],
    ["bbbbbb", 1, NOON, 0, "undo", "bbbbbb", 0],
    ["bbbbbb", 2, NOON, 0, "undo", "nobody", 7],
  ];
  assert.deepEqual(counted(records), ["say:gil 1"]);
});

test("a reset forgets the reviews of its scope up to its numbers, until it is undone", () => {
  const reviews = [
    review("aaaaaa", 0, NOON, "say:gil", 1),
    review("aaaaaa", 1, NOON, "say:slots", 2),
    review("aaaaaa", 2, NOON, "predict:lock:abcdefgh", 3),
    review("aaaaaa", 3, NOON, "say:gil", 4),
    review("bbbbbb", 0, NOON, "say:gil", 2),
  ];
  const after = (scope, upTo = { aaaaaa: 2 }) => counted([...reviews, ["cccccc", 0, NOON, 0, "reset", scope, upTo]]);
  const [gil1, slots, predict, gil4, gil2] = ["say:gil 1", "say:slots 2", "predict:gil:abcdefgh 3", "say:gil 4", "say:gil 2"];
  assert.deepEqual(after("all"), [gil4, gil2]);
  assert.deepEqual(after("topic:threads"), [slots, gil4, gil2]);
  assert.deepEqual(after("level:mid"), [gil1, predict, gil4, gil2]);
  assert.deepEqual(after("say:gil"), [slots, predict, gil4, gil2]);
  assert.deepEqual(after("say:lock"), [slots, predict, gil4, gil2]);
  assert.deepEqual(after("predict:gil:abcdefgh"), [gil1, slots, gil4, gil2]);
  assert.deepEqual(after("all", { aaaaaa: 9, bbbbbb: 0 }), []);
  const resets = (...limits) => limits.map((upTo, n) => ["cccccc", n, NOON, 0, "reset", "all", upTo]);
  for (const other of [{ aaaaaa: 0 }, { aaaaaa: "x" }]) {
    assert.deepEqual(counted([...reviews, ...resets({ aaaaaa: 2 }, other)]), [gil4, gil2]);
    assert.deepEqual(counted([...reviews, ...resets(other, { aaaaaa: 2 })]), [gil4, gil2]);
  }
  for (const broken of [null, 7, { aaaaaa: "x" }, {}]) assert.equal(after("all", broken).length, 5);
  const undone = [...reviews, ["cccccc", 0, NOON, 0, "reset", "all", { aaaaaa: 9 }], ["cccccc", 1, NOON, 0, "undo", "cccccc", 0]];
  assert.equal(counted(undone).length, 5);
});

test("a renamed question keeps its reviews and its mark", () => {
  const { cards, marks, reviews } = stateOf([
    review("aaaaaa", 0, NOON, "say:lock", 3),
    review("aaaaaa", 1, NOON + 2 * DAY, "say:gil", 3),
    ["aaaaaa", 2, NOON, 0, "mark", "lock", "shaky"],
  ]);
  assert.deepEqual([...cards.keys()], ["say:gil"]);
  assert.equal(cards.get("say:gil").reviews, 2);
  assert.deepEqual([...marks], [["gil", "shaky"]]);
  assert.deepEqual(
    reviews.map(({ first, recall }) => [first, Number.isNaN(recall)]),
    [
      [true, true],
      [false, false],
    ],
  );
});

test("the latest mark and the latest day win, and null takes them away", () => {
  const records = [
    ["marks0", 0, 0, 0, "mark", "gil", "known"],
    ["aaaaaa", 0, NOON, 0, "mark", "gil", "todo"],
    ["aaaaaa", 1, NOON, 0, "mark", "slots", "known"],
    ["aaaaaa", 2, NOON + 1, 0, "mark", "slots", null],
    ["aaaaaa", 3, NOON + 1, 0, "mark", "gil", "perfect"],
    ["aaaaaa", 4, NOON, 0, "day", "2026-12-01", 20],
    ["aaaaaa", 5, NOON, 0, "day", "tomorrow", 30],
  ];
  const { marks, interview } = stateOf(records);
  assert.deepEqual([...marks], [["gil", "todo"]]);
  assert.deepEqual(interview, { date: "2026-12-01", minutes: 20 });
  const later = stateOf([...records, ["aaaaaa", 6, NOON + 9, 0, "day", null, 15]]);
  assert.deepEqual(later.interview, { date: null, minutes: 15 });
});

test("a time in the future counts as today", () => {
  const early = review("aaaaaa", 0, NOON - 2 * DAY, "say:gil", 3);
  const wrong = review("bbbbbb", 0, NOON + 400 * DAY, "say:gil", 3);
  const { cards, reviews } = stateOf([early, wrong], NOON);
  const card = cards.get("say:gil");
  assert.equal(card.last, NOON);
  assert.equal(reviews[1].day - reviews[0].day, 2);
  assert.deepEqual(cards, stateOf([early, review("bbbbbb", 0, NOON, "say:gil", 3)], NOON).cards);
  // It stays where it was: at the end.
  const next = review("aaaaaa", 1, NOON - DAY, "say:gil", 1);
  assert.deepEqual(counted([early, wrong, next], NOON), ["say:gil 3", "say:gil 1", "say:gil 3"]);
});

test("a record that says nothing of sense is kept and does nothing", () => {
  const records = [
    ["aaaaaa", 0, NOON, 0, "review"],
    ["aaaaaa", 1, NOON, 0, "review", "say:gil", 5, 1],
    ["aaaaaa", 2, NOON, 0, "review", 7, 3, 1],
    ["aaaaaa", 3, NOON, 0, "mark"],
    ["aaaaaa", 4, NOON, 0, "reset"],
    ["aaaaaa", 5, NOON, 0, "undo"],
    ["aaaaaa", 6, NOON, 0, "day"],
    // What JavaScript cannot turn into a string or a number.
    ...["review", "undo", "reset", "mark", "day"].flatMap((kind, i) => [
      ["bbbbbb", 2 * i, NOON, 0, kind, ODD, ODD, ODD],
      ["bbbbbb", 2 * i + 1, NOON, 0, kind, kind === "reset" ? "all" : null, ODD, ODD],
    ]),
    ["bbbbbb", 10, NOON, 0, "review", "__proto__", 3, ODD],
    ["aaaaaa", 7, 1e300, 1e9, "review", "__proto__", 3, "long"],
  ];
  const { cards, reviews } = stateOf(records);
  assert.deepEqual([...cards.keys()], ["__proto__"]);
  assert.deepEqual(
    reviews.map(({ seconds }) => seconds),
    [0, 0],
  );
  assert.ok(Math.abs(reviews[1].day - (NOON / DAY + 1000)) <= 1);
  assert.equal(parseLog(serializeLog(logOf(records), "x")).records.length, records.length);
});

test("a line that could be read and never written again is no record", () => {
  for (const [depth, wanted] of [
    [200, []],
    [20000, [2]],
    [200000, [2]],
  ]) {
    const deep = `["aaaaaa",0,1,0,"x",${"[".repeat(depth)}${"]".repeat(depth)}]`;
    const { records, broken } = parseLog(`${HEAD}\n${deep}\n["aaaaaa",1,1,0,"x"]`);
    assert.deepEqual(broken, wanted);
    assert.equal(parseLog(serializeLog(logOf(records), "x")).records.length, 2 - wanted.length);
  }
});

/** What happened on three devices whose clocks differ, each with several page loads. */
function randomRecords(draw) {
  const below = (n) => Math.floor(draw() * n);
  const pick = (list) => list[below(list.length)];
  const cards = ["say:gil", "say:lock", "say:slots", "predict:slots:abcdefgh", "choose:gil:abcdefgh", "say:gone"];
  const devices = [0, -3 * DAY, 40 * DAY].map((clock, device) => ({ clock: clock + below(7200), device, loads: 0, page: [] }));
  const records = [];
  let time = NOON;
  for (let left = 5 + below(60); left > 0; left--) {
    time += pick([5, 600, 40000, DAY, 3 * DAY]);
    const device = pick(devices);
    if (!device.page.length || draw() < 0.2) {
      device.writer = `dev${device.device}x${device.loads++}`;
      device.page = [];
    }
    const written = [device.writer, device.page.length, time + device.clock, pick([-20, 0, 4, 8, 23])];
    const known = pick(records) ?? ["nobody", 0];
    const upTo = () => Object.fromEntries(records.filter(() => draw() < 0.7).map(([writer, n]) => [writer, n]));
    const rest = pick([
      ...Array(8).fill(() => ["review", pick(cards), 1 + below(4), below(60)]),
      () => ["undo", known[0], known[1]],
      () => ["reset", pick(["all", "topic:threads", "level:mid", "say:lock"]), upTo()],
      () => ["mark", pick(["gil", "lock", "slots"]), pick(["known", "shaky", "todo", null])],
      () => ["day", pick(["2027-01-01", null]), below(60)],
      () => ["a kind of tomorrow", below(9)],
    ])();
    const record = [...written, ...rest];
    device.page.push(record);
    records.push(record);
    // A device that was put back to an older state gives a number twice.
    if (draw() < 0.05) records.push([...written, "review", pick(cards), 1 + below(4), 1]);
  }
  return records;
}
function shuffled(list, draw) {
  const left = [...list];
  return list.map(() => left.splice(Math.floor(draw() * left.length), 1)[0]);
}

test("the same records come to the same state, in any order and any number of times", (t) => {
  const draw = random(7);
  let sum = 0;
  for (let round = 0; round < 500; round++) {
    const records = randomRecords(draw);
    const now = NOON + Math.floor(draw() * 60) * DAY;
    const wanted = replay(logOf(records), GUIDE, now);
    const again = logOf(shuffled([...records, ...shuffled(records, draw).slice(0, 20)], draw));
    assert.deepEqual(replay(again, GUIDE, now), wanted, `round ${round}`);
    // By way of three files, imported in any order.
    const files = [0, 1, 2].map(() => serializeLog(logOf(records.filter(() => draw() < 0.5)), "x"));
    files.push(serializeLog(logOf(records), "x"));
    const merged = new Map();
    for (const file of shuffled([...files, ...files], draw)) {
      for (const record of parseLog(file).records) addRecord(merged, record);
    }
    assert.deepEqual(replay(merged, GUIDE, now), wanted, `round ${round}`);
    assert.equal(serializeLog(merged, "x"), serializeLog(again, "x"));
    sum += records.length;
  }
  t.diagnostic(`500 logs of three devices, ${sum} records`);
});

test("going on record by record comes to what a replay comes to", () => {
  const draw = random(8);
  for (let round = 0; round < 200; round++) {
    const log = logOf(randomRecords(draw));
    for (const [key, record] of log) if (["undo", "reset"].includes(record[4])) log.delete(key);
    const state = replay(new Map(), GUIDE, NOON);
    const now = NOON + 1000 * DAY;
    for (const record of [...log.values()].sort(inOrder)) applyRecord(state, record, GUIDE, now);
    assert.deepEqual(state, replay(log, GUIDE, now));
  }
});
