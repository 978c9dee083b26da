// The scheduler: compared with ts-fsrs, which counts days in UTC, and the
// reader's own days for themselves.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createEmptyCard, fsrs } from "ts-fsrs";
import { open, random } from "./engine.mjs";

const { practice, inner } = open();
const { review, preview, recall } = practice.fsrs;
const [MINUTE, HOUR, DAY] = [60, 3600, 86400];
/** Unix seconds of a time in UTC, as "2026-11-21 09:30". */
const utc = (text) => Date.parse(`${text.replace(" ", "T")}:00Z`) / 1000;
const days = (card, time) => (card.due - time) / DAY;

test("over 2,000 histories, states and due times are those of ts-fsrs", (t) => {
  const theirs = fsrs({ learning_steps: ["10m"], relearning_steps: ["10m"], enable_fuzz: false });
  const phases = ["new", "learning", "review", "relearning"];
  const draw = random(13);
  const between = (least, most) => Math.floor(least + draw() * (most - least));
  let [reviews, greatest] = [0, 0];
  const seen = new Set();
  for (let history = 0; history < 2000; history++) {
    let time = utc("2026-01-01 00:00") + between(0, 365 * DAY);
    let card = null;
    let their = createEmptyCard(new Date(1000 * time));
    // Some readers forget often, some never.
    const forgets = draw() * draw();
    for (let left = between(1, 41); left > 0; left--) {
      const grade = draw() < forgets ? 1 : 2 + Math.floor(draw() * 3);
      their = theirs.next(their, new Date(1000 * time), grade).card;
      card = inner.reviewCard(card, grade, time, 0, 0);
      const place = `review ${card.reviews} of history ${history}`;
      assert.equal(card.phase, phases[their.state], place);
      assert.equal(card.due, their.due.getTime() / 1000, place);
      assert.equal(card.reviews, their.reps, place);
      assert.equal(card.lapses, their.lapses, place);
      for (const what of ["stability", "difficulty"]) {
        greatest = Math.max(greatest, Math.abs(card[what] - their[what]));
        assert.equal(card[what], their[what], `${what} after ${place}`);
      }
      seen.add(`${card.phase} ${grade}`);
      reviews += 1;
      const waits = [
        () => between(1, 30) * MINUTE,
        () => between(0, 30) * HOUR,
        () => Math.max(0, card.due - time),
        () => Math.max(0, card.due - time) + between(0, 20) * DAY,
        () => Math.floor((card.due - time) * draw()),
        () => between(0, 3000) * DAY,
      ];
      // Mostly near the day it is due, or nothing is ever learnt.
      time += waits[[0, 1, 2, 2, 3, 3, 4, 5][between(0, 8)]]();
    }
  }
  const ways = ["learning 1", "learning 2", "relearning 1", "relearning 2", "review 2", "review 3", "review 4"];
  assert.deepEqual([...seen].sort(), ways);
  t.diagnostic(`2000 histories, ${reviews} reviews, greatest difference ${greatest}`);
});

test("a new card comes again after 10 minutes, 15 minutes, 2 days or 8 days", () => {
  const now = utc("2026-11-21 09:30");
  assert.deepEqual(
    preview(null, now, 0).map(({ due }) => due - now),
    [10 * MINUTE, 15 * MINUTE, 2 * DAY, 8 * DAY],
  );
});

test("two minutes across midnight in UTC are one evening of the reader", () => {
  const [before, after] = [utc("2026-11-21 23:59"), utc("2026-11-22 00:01")];
  // Eight days; "good" again two minutes later.
  const easy = review(null, 4, before, 4);
  assert.equal(days(easy, before), 8);
  const again = review(easy, 3, after, 4);
  assert.equal(again.stability, easy.stability);
  assert.equal(days(again, after), 9);
  // Where days are those of UTC, it was recalled a day later, and that is learning.
  const wrong = inner.reviewCard(inner.reviewCard(null, 4, before, 0, 0), 3, after, 0, 0);
  assert.equal(days(wrong, after), 13);
});

test("the reader's day begins at four in the morning", () => {
  const day = practice.dayOf(utc("2026-11-21 12:00"), 0);
  assert.equal(practice.dayOf(utc("2026-11-21 04:00"), 0), day);
  assert.equal(practice.dayOf(utc("2026-11-22 03:59"), 0), day);
  assert.equal(practice.dayOf(utc("2026-11-22 04:00"), 0), day + 1);
});

test("offsets are quarter hours: Kathmandu is 5:45 ahead, the Marquesas are 9:30 behind", () => {
  const day = practice.dayOf(utc("2026-11-21 12:00"), 0);
  assert.equal(practice.dayOf(utc("2026-11-21 22:14"), 23), day);
  assert.equal(practice.dayOf(utc("2026-11-21 22:15"), 23), day + 1);
  assert.equal(practice.dayOf(utc("2026-11-21 13:29"), -38), day - 1);
  assert.equal(practice.dayOf(utc("2026-11-21 13:30"), -38), day);
});

test("a night in which clocks change is one night", () => {
  // Berlin: 25 October 2026 has 25 hours, 29 March 27 hours after the evening before.
  for (const [evening, [offset, later], night] of [
    ["2026-10-24 21:00", [8, 4], "2026-10-25 21:00"],
    ["2026-03-28 21:00", [4, 8], "2026-03-29 21:00"],
  ]) {
    const card = review(null, 3, utc(evening), offset);
    assert.equal(practice.dayOf(utc(night), later) - card.day, 1);
    // 3:30 after the change still belongs to the day before.
    const early = utc(`${night.slice(0, 10)} 03:30`) - 900 * later;
    assert.equal(practice.dayOf(early, later), card.day);
  }
});

test("a day that is lived twice, on a flight to the west, counts once", () => {
  const card = review(null, 3, utc("2026-11-21 20:00"), 48);
  const there = review(card, 3, utc("2026-11-22 06:00"), -40);
  assert.equal(there.day, card.day);
  assert.equal(practice.dayOf(utc("2026-11-22 06:00"), -40), card.day - 1);
  assert.equal(there.stability, card.stability);
  assert.equal(recall(there, card.day - 1), 1);
});

test("days on which a card failed count once each", () => {
  const start = utc("2026-11-21 12:00");
  const times = [0, 10 * MINUTE, 20 * MINUTE, DAY, DAY + 10 * MINUTE, 3 * DAY].map((after) => start + after);
  let card = null;
  for (const time of times) card = review(card, 1, time, 0);
  assert.equal(card.failed, 3);
  assert.equal(review(card, 3, start + 4 * DAY, 0).failed, 3);
});

test("recall falls to nine tenths after as many days as the stability says", () => {
  const card = review(null, 4, utc("2026-11-21 12:00"), 0);
  assert.equal(recall(card, card.day), 1);
  assert.equal(practice.fsrs.recallAfter(card.stability, card.stability).toFixed(6), "0.900000");
  assert.ok(recall(card, card.day + 8) > 0.9 && recall(card, card.day + 9) < 0.9);
});
