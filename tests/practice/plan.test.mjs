// What comes next, what follows on a grade, and what the door says, as a reader sees it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./engine.mjs";

const { inner, practice } = open();
const { plan } = practice;
const DAY = 86400;
/** Monday, 4 January 2027, 9:00. */
const MONDAY = Date.UTC(2027, 0, 4, 9) / 1000;
const at = (day, minutes = 0) => ({ time: MONDAY + day * DAY + minutes * 60, offset: 0 });
const date = (day) => new Date((MONDAY + day * DAY) * 1000).toISOString().slice(0, 10);

/** A guide with these questions: "say predict" is one with two cards; topics in turn. */
function guide(...questions) {
  const slugs = questions.map((_, i) => `q${i}`);
  return {
    guide: "test",
    levels: [{ id: "junior", title: "Junior" }],
    topics: ["a", "b", "c"].map((id) => ({ id, title: id })),
    questions: questions.map((cards, position) => {
      const count = (kind) => cards.split(" ").filter((one) => one === kind).length;
      const [predict, choose] = [count("predict"), count("choose")];
      return { position, level: 1, topic: 1 + (position % 3), say: count("say") > 0, predict, choose, code: count("code") > 0 };
    }),
    current: (slug) => slug,
    find: (slug) => (slugs.includes(slug) ? [slugs.indexOf(slug)] : []),
  };
}
const says = (count) => guide(...Array.from({ length: count }, () => "say"));

/** A reader of a guide, who answers what comes. */
function reader(deck, { interview = null, minutes = 20 } = {}) {
  const state = { cards: new Map(), marks: new Map(), interview: { date: interview, minutes }, reviews: [] };
  const reads = {
    state,
    grade(id, grade, now, seconds = 30) {
      const known = state.cards.get(id) ?? null;
      const day = inner.dayOf(now.time, now.offset);
      const recall = known ? inner.recallOf(known, day) : Number.NaN;
      state.cards.set(id, inner.reviewCard(known, grade, now.time, now.offset));
      state.reviews.push({ card: id, grade, seconds, ...now, day, first: !known, recall });
    },
    next: (now, options = {}) => plan.queue(state, deck, options, now),
    today: (now, options = {}) => plan.today(state, deck, options, now),
    after: (kind, id, now) => plan.after(state, kind, id, now).map(({ unit, number }) => (number ? `${number} ${unit}` : unit)),
    /** Answers what comes, a minute each, until nothing does; gives the ids. New ones are named as the page would. */
    session(day, grades = () => 3, options = {}) {
      const asked = [];
      for (let minute = 0; minute < 500; minute++) {
        const now = at(day, minute);
        const { item } = reads.next(now, options);
        if (!item) return asked;
        const names = { say: "", code: "" };
        const nth = [...state.cards.keys()].filter((id) => id.startsWith(`${item.kind}:q${item.position}:`)).length;
        const id = item.id ?? `${item.kind}:q${item.position}${names[item.kind] ?? `:h${nth}`}`;
        asked.push(id);
        reads.grade(id, grades(id, minute), now);
      }
      assert.fail("a session without an end");
    },
  };
  return reads;
}

test("without a date: ten new cards a day, in the order of learning but for topics", () => {
  const read = reader(says(30));
  assert.deepEqual(
    read.session(0).map((id) => Number(id.slice(5))).sort((a, b) => a - b),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
  assert.equal(read.next(at(0, 60)).item, null);
  assert.ok(read.next(at(0, 60)).more);
  assert.equal(read.next(at(0, 60), { more: true }).item.position, 10);
});

test("without a date: what is due comes before what is new", () => {
  const read = reader(says(30));
  read.grade("say:q7", 3, at(0));
  const { item, left } = read.next(at(2));
  assert.deepEqual([item.id, item.why, left], ["say:q7", "repeat", 11]);
  assert.equal(read.next(at(1)).item.why, "new");
});

test("a failure returns until it is right once, after ten minutes or when nothing else is left", () => {
  for (const interview of [null, date(9)]) {
    const read = reader(says(40), { interview });
    read.grade("say:q0", 1, at(0));
    assert.notEqual(read.next(at(0, 5)).item.id, "say:q0");
    assert.deepEqual([read.next(at(0, 10)).item.id, read.next(at(0, 10)).item.why], ["say:q0", "again"]);
    read.grade("say:q0", 1, at(0, 10));
    assert.equal(read.next(at(0, 20)).item.id, "say:q0");
    read.grade("say:q0", 3, at(0, 20));
    assert.notEqual(read.next(at(0, 40)).item.id, "say:q0");
  }
  const alone = reader(says(1), { interview: date(9) });
  alone.grade("say:q0", 1, at(0));
  assert.equal(alone.next(at(0, 1)).item.id, "say:q0");
});

test("with a date, failures that fill what is left of the day come at once", () => {
  const read = reader(says(40), { interview: date(9), minutes: 1 });
  read.grade("say:q0", 1, at(0));
  assert.equal(read.next(at(0, 1)).item.id, "say:q0");
});

test("the other cards of a question wait until tomorrow", () => {
  const read = reader(guide("say predict choose"));
  for (let day = 0; day < 6; day++) assert.ok(read.session(day).length <= 1);
  assert.deepEqual([...read.state.cards.keys()].map((id) => id.split(":")[0]).sort(), ["choose", "predict", "say"]);
});

test("a session mixes kinds and topics", () => {
  const read = reader(guide(...Array.from({ length: 12 }, () => "say predict")));
  const kinds = read.session(0).map((id) => id.split(":")[0]);
  assert.equal(kinds.filter((kind) => kind === "predict").length, 5);
  assert.ok(kinds.every((kind, i) => kind !== kinds[i + 1]), kinds.join(" "));
  const topics = reader(says(12)).session(0).map((id) => Number(id.slice(5)) % 3);
  assert.ok(topics.every((topic, i) => topic !== topics[i + 1]), topics.join(" "));
});

test("with a date: new cards until all are seen, then those that gain most by the day", () => {
  const read = reader(says(30), { interview: date(5), minutes: 10 });
  assert.equal(read.session(0).length, 20);
  const second = read.session(1);
  assert.deepEqual(second.slice(0, 10).map((id) => Number(id.slice(5)) >= 20), Array(10).fill(true));
  assert.ok(second.slice(10).every((id) => Number(id.slice(5)) < 20));
  // One known well and one hardly known: the day is better spent on the second.
  const two = reader(says(2), { interview: date(9) });
  two.grade("say:q0", 4, at(0));
  two.grade("say:q1", 2, at(0));
  assert.equal(two.next(at(1)).item.id, "say:q1");
});

test("with too little time, cards by which a question counts come before others", () => {
  const questions = Array.from({ length: 40 }, () => "say predict");
  const read = reader(guide(...questions), { interview: date(2), minutes: 10 });
  assert.ok([...read.session(0), ...read.session(1)].every((id) => id.startsWith("say:")));
});

test("missed days are planned anew: no more than the minutes of a day, whatever was missed", () => {
  const read = reader(says(60), { interview: date(20), minutes: 10 });
  read.session(0);
  assert.equal(read.session(9).length, 20);
  assert.deepEqual([read.today(at(10)).fresh, read.today(at(10)).repeat], [20, 0]);
});

test("after the interview it goes on as without a date", () => {
  const read = reader(says(40), { interview: date(1) });
  assert.equal(read.today(at(1)).days, 0);
  assert.equal(read.today(at(2)).days, null);
  assert.equal(read.session(2).length, 10);
});

test("a card that failed on four days is named, rests for a day, and comes back", () => {
  const read = reader(says(3), { interview: date(30) });
  for (let day = 0; day < 4; day++) {
    read.grade("say:q0", 1, at(day));
    read.grade("say:q0", 3, at(day, 10));
  }
  assert.deepEqual(read.today(at(4)).aside, [{ id: "say:q0", position: 0 }]);
  assert.ok(!read.session(4).includes("say:q0"));
  assert.deepEqual(read.today(at(5)).aside, []);
  assert.ok(read.session(5).includes("say:q0"));
});

test("an exercise comes last, one a day, and does not return on the same day", () => {
  const read = reader(guide("say", "code", "say", "code"));
  assert.deepEqual(read.session(0, (id) => (id.startsWith("code") ? 1 : 3)), ["say:q0", "say:q2", "code:q1"]);
  assert.deepEqual(read.after("code", null, at(1))[0], "1 days");
});

test("a list is gone through once, whether due or not", () => {
  const read = reader(says(9), { interview: date(9) });
  for (let i = 0; i < 6; i++) read.grade(`say:q${i}`, 4, at(0, i));
  const options = { positions: new Set([2, 4, 7]), through: at(0, 30).time };
  assert.equal(read.next(at(0, 30), options).left, 3);
  const asked = [];
  for (let minute = 30; ; minute++) {
    const { item } = read.next(at(0, minute), options);
    if (!item) break;
    asked.push(item.position);
    read.grade(item.id ?? `say:q${item.position}`, asked.length === 1 ? 1 : 3, at(0, minute));
  }
  assert.deepEqual(asked.slice(0, 3).sort(), [2, 4, 7]);
  assert.deepEqual(asked.slice(3), [asked[0]]);
});

test("only what is chosen comes", () => {
  const read = reader(guide("say predict", "say choose", "say"));
  const kinds = new Set(["choose"]);
  assert.deepEqual(read.session(0, () => 3, { kinds }), ["choose:q1:h0"]);
  assert.deepEqual(read.session(1, () => 3, { positions: new Set([2]) }), ["say:q2"]);
});

test("what the page found gone does not come again; an edited snippet takes the place of the old one", () => {
  const read = reader(guide("say", "predict"));
  const first = read.next(at(0)).item;
  assert.notEqual(read.next(at(0), { gone: new Set([first.key]) }).item.key, first.key);
  read.grade("predict:q1:old", 3, at(0));
  read.grade("predict:q1:new", 3, at(1));
  assert.ok(!read.session(9).includes("predict:q1:old"));
  read.grade("say:elsewhere", 3, at(9));
  assert.ok(!read.session(20).includes("say:elsewhere"));
});

test("what follows on a grade", () => {
  const read = reader(says(3));
  assert.deepEqual(read.after("say", null, at(0)), ["10 minutes", "15 minutes", "2 days", "8 days"]);
  read.grade("say:q0", 3, at(0));
  assert.equal(read.after("say", "say:q0", at(2))[0], "10 minutes");
  const dated = reader(says(3), { interview: date(4) });
  assert.deepEqual(dated.after("say", null, at(0)), ["today", "later", "later", "later"]);
});

test("the door counts what is left of today, in cards and minutes", () => {
  const read = reader(says(30));
  assert.deepEqual([read.today(at(0)).repeat, read.today(at(0)).fresh, read.today(at(0)).minutes], [0, 10, 5]);
  for (let i = 0; i < 4; i++) read.grade(`say:q${i}`, i ? 3 : 1, at(0, i), 60);
  const { repeat, fresh, minutes, answers } = read.today(at(0, 5));
  assert.deepEqual([repeat, fresh, answers], [1, 6, { today: 4, all: 4 }]);
  // Four took a minute: seven more are believed to take longer than half a minute each.
  assert.equal(minutes, 5);
  const later = read.today(at(3));
  assert.deepEqual([later.repeat, later.fresh], [4, 10]);
  read.session(3);
  assert.deepEqual([read.today(at(3, 60)).repeat, read.today(at(3, 60)).recent.all], [0, 4]);
});

test("readiness is a range of questions, and says apart what was not seen", () => {
  const read = reader(says(100), { interview: date(12), minutes: 20 });
  assert.equal(read.today(at(0)).readiness, null);
  read.session(0, (_, minute) => (minute % 2 ? 3 : 1));
  const { readiness } = read.today(at(0, 300));
  const { today, day, unseen, questions } = readiness;
  assert.equal(questions, 100);
  assert.ok(today.low < today.expected && today.expected < today.high && today.high <= 100, JSON.stringify(today));
  assert.ok(day.low > today.low && day.high <= 100, JSON.stringify(day));
  assert.equal(unseen.today, 100 - new Set(read.state.cards.keys()).size);
  const firsts = read.state.reviews.filter(({ first }) => first);
  const right = firsts.filter(({ grade }) => grade > 1).length / firsts.length;
  assert.ok(unseen.day < 1 && Math.abs(unseen.rate - right) < 0.1, JSON.stringify(unseen));
  assert.deepEqual([readiness.course[0].days, readiness.course.at(-1).days], [0, 12]);
});

test("readiness by topic counts a question by the card to say", () => {
  const read = reader(guide("say predict", "predict", "say", "say"));
  for (const id of ["say:q0", "predict:q1:h0", "say:q2", "say:q3"]) read.grade(id, 3, at(0));
  const topics = read.today(at(0)).topics.map(({ id, questions, seen }) => [id, questions, seen]);
  assert.deepEqual(topics, [["a", 2, 2], ["b", 0, 0], ["c", 1, 1]]);
});

test("a forgetter's forecast is lower than that of one who remembers, from the same cards", () => {
  const expected = (grades) => {
    const read = reader(says(40), { interview: date(10) });
    for (let i = 0; i < 40; i++) read.grade(`say:q${i}`, 3, at(0, i));
    for (let i = 0; i < 40; i++) read.grade(`say:q${i}`, grades(i), at(3, i));
    // The last look sets both to the same state: what differs is what the log says of the reader.
    const one = read.state.cards.get("say:q1");
    for (const id of read.state.cards.keys()) read.state.cards.set(id, one);
    return read.today(at(4)).readiness.today.expected;
  };
  assert.ok(expected((i) => (i % 2 ? 3 : 1)) < expected(() => 3) - 2);
});

test("a few reviews do not swing the forecast", () => {
  const read = reader(says(20));
  for (let i = 0; i < 10; i++) read.grade(`say:q${i}`, 3, at(0, i));
  const { factor } = inner.memoryOf(read.state.reviews);
  assert.ok(Math.abs(factor - 1) < 0.02);
  for (let i = 0; i < 2; i++) read.grade(`say:q${i}`, 1, at(2, i));
  const after = inner.memoryOf(read.state.reviews).factor;
  assert.ok(after < 1 && after > 0.3, String(after));
});

test("a date that cannot be met: what can be seen, and how many minutes would do", () => {
  const few = reader(says(100), { interview: date(3), minutes: 10 });
  const { goal } = few.today(at(0));
  assert.equal(goal.met, false);
  assert.ok(goal.seen > 30 && goal.seen < 60, JSON.stringify(goal));
  assert.ok(goal.minutes > 20, JSON.stringify(goal));
  const enough = reader(says(100), { interview: date(3), minutes: goal.minutes });
  assert.deepEqual([enough.today(at(0)).goal.met, enough.today(at(0)).goal.seen], [true, 100]);
  assert.equal(reader(says(100)).today(at(0)).goal, null);
});

test("the same log, deck and moment give the same", () => {
  const read = reader(says(50), { interview: date(12) });
  read.session(0, (_, minute) => 1 + (minute % 4));
  assert.deepEqual(read.today(at(1)), read.today(at(1)));
  assert.deepEqual(read.next(at(1)), read.next(at(1)));
});
