// The mock interview without a browser: its address, the choice of questions, what
// ticks amount to, and what is kept.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const FILES = ["2-address", "3-choose", "4-judge", "5-kept"];
const NAMES =
  "readAddress writeAddress drawn shares gradeFor isWell sums runningOf keepRunning keepAsHeld keepHeld heldInterviews";
const script = FILES.map((name) => {
  return readFileSync(new URL(`../../static/js/interview/${name}.js`, import.meta.url), "utf8");
}).join("\n");

/** The scripts over a store of their own. */
function open(entries = {}) {
  const kept = new Map(Object.entries(entries));
  const store = {
    get: (name) => kept.get(name) ?? null,
    put: (name, text) => kept.set(name, text),
    remove: (name) => kept.delete(name),
  };
  const names = NAMES.split(" ").join(", ");
  return { kept, ...new Function("studypress", `${script}\nreturn { ${names} };`)({ store }) };
}
const rules = open();

test("an address says which questions are asked, in their order", () => {
  const { readAddress, writeAddress } = rules;
  assert.equal(writeAddress(["gil", "slots", "lambda"]), "#q=gil,slots,lambda");
  assert.deepEqual(readAddress("#q=gil,slots,lambda"), { slugs: ["gil", "slots", "lambda"], sheet: false, past: 0 });
  assert.deepEqual(readAddress(""), { slugs: [], sheet: false, past: 0 });
  assert.deepEqual(readAddress("#q=gil,,gil&sheet"), { slugs: ["gil"], sheet: true, past: 0 });
  assert.deepEqual(readAddress("#past=1795190431"), { slugs: [], sheet: false, past: 1795190431 });
  const slugs = ["größe", "c++", "a&b=c,d", "100%"];
  assert.deepEqual(readAddress(writeAddress(slugs, "sheet")), { slugs, sheet: true, past: 0 });
});

test("an address that was cut or is too long asks what can be read", () => {
  const { readAddress } = rules;
  assert.deepEqual(readAddress("#q=gil,%E0%A4%A").slugs, ["gil", "%E0%A4%A"]);
  assert.equal(readAddress(`#q=${Array.from({ length: 500 }, (_, n) => `q${n}`)}`).slugs.length, 40);
});

/** A random number from 0 up to 1, the same ones for the same seed. */
function seeded(seed) {
  return () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
}
const question = (position, level, topic) => ({ position, level, topic, say: true, predict: 0, choose: 0, code: false });
const guide = Array.from({ length: 60 }, (_, n) => question(n, 1 + (n % 3), 1 + (n % 5)));

test("an interview begins easy, takes as many of each level, and goes across the topics", () => {
  for (let seed = 0; seed < 50; seed++) {
    const chosen = rules.drawn(guide, 9, seeded(seed));
    assert.deepEqual(chosen.map(({ level }) => level), [1, 1, 1, 2, 2, 2, 3, 3, 3]);
    assert.equal(new Set(chosen.map(({ position }) => position)).size, 9);
    const counts = [1, 2, 3, 4, 5].map((topic) => chosen.filter((one) => one.topic === topic).length);
    assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, counts.join());
  }
});

test("other draws ask other questions", () => {
  const draws = new Set(Array.from({ length: 50 }, (_, seed) => rules.drawn(guide, 5, seeded(seed)).map((one) => one.position).join()));
  assert.ok(draws.size > 40);
});

test("what a level lacks the others give, and no more is asked than there is", () => {
  assert.deepEqual(rules.shares([1, 10, 3], 9), [1, 5, 3]);
  assert.deepEqual(rules.shares([1, 1], 9), [1, 1]);
  assert.equal(rules.drawn(guide, 500, seeded(1)).length, 60);
  assert.deepEqual(rules.drawn([], 5, seeded(1)), []);
});

const answer = (points, mistakes = [], follow = []) => ({ slug: "gil", seconds: 30, points, mistakes, follow });

test("ticks make the grade: all is known, some or a mistake is hard, nothing is forgotten", () => {
  const { gradeFor, isWell } = rules;
  for (const [points, mistakes, grade] of [
    [[true, true], [false], 3],
    [[true], [], 3],
    [[true, false], [], 2],
    [[true, true], [false, true], 2],
    [[false, false], [], 1],
    [[false, false], [true], 1],
    [[], [], 1],
  ]) {
    assert.equal(gradeFor(answer(points, mistakes)), grade, `${points} ${mistakes}`);
  }
  // A follow-up is another question: it does not change the grade, but is worth another look.
  const stopped = answer([true], [], [true, false]);
  assert.equal(gradeFor(stopped), 3);
  assert.ok(!isWell(stopped));
  assert.ok(isWell(answer([true], [], [true])));
});

test("a report counts what is known, what stopped at a follow-up and what had a mistake in it", () => {
  const answers = [answer([true]), answer([true], [true]), answer([false], [], [false]), answer([true], [], [false, false])];
  assert.deepEqual(rules.sums(answers), { known: 2, stopped: 2, fell: 1, seconds: 120 });
});

test("an interview that was left goes on where it was, if it is about the same questions", () => {
  const page = open();
  const running = { slugs: ["gil", "slots"], answers: [answer([true, false], [true], [])], spent: 61, said: 12 };
  page.keepRunning(running);
  const later = open(Object.fromEntries(page.kept));
  assert.deepEqual(later.runningOf(["gil", "slots"]), running);
  assert.equal(later.runningOf(["slots", "gil"]), null);
  later.keepAsHeld({ time: 100, seconds: 61, answers: running.answers });
  assert.equal(later.runningOf(["gil", "slots"]), null);
  assert.deepEqual(later.heldInterviews(), [{ time: 100, seconds: 61, answers: running.answers }]);
});

test("the last fifty interviews are kept, the latest first", () => {
  const page = open();
  for (let time = 1; time <= 60; time++) page.keepAsHeld({ time, seconds: 1, answers: [answer([true])] });
  const held = page.heldInterviews();
  assert.equal(held.length, 50);
  assert.equal(held[0].time, 60);
  page.keepHeld([]);
  assert.equal(page.kept.has("interviews"), false);
});

test("an hour's interview takes less than 600 bytes", () => {
  const page = open();
  const long = { slug: "what-is-the-global-lock", seconds: 180, points: [true, true, true], mistakes: Array(5).fill(false), follow: [true, true, true] };
  page.keepAsHeld({ time: 1795190431, seconds: 3600, answers: Array.from({ length: 10 }, () => long) });
  assert.ok(page.kept.get("interviews").length < 600, `${page.kept.get("interviews").length}`);
});

test("what another page of the host put into the store is no interview", () => {
  for (const stored of ["", "][", "null", "[[]]", "{}", '[["x",1,[["gil",1,"1","",""]]]]', '[[1,1,[["gil","x","1","",""]]]]', '[[1,1,[[{},1,"1","",""]]]]']) {
    const page = open({ interview: stored, interviews: stored });
    assert.deepEqual(page.heldInterviews(), [], stored);
    assert.equal(page.runningOf(["gil"]), null, stored);
  }
});
