// What is asked next: the page's own plan, and what it is compared with. `next` gives
// the card to ask, or null when there is nothing more today; `graded` is told its grade. Both
// are given the day and how many cards were shown on it, repeats included.

import { dayOf, queue, recallAfter, reviewCard, today } from "./engine.mjs";

/** Seconds that a review takes, and the beginning of the first day. */
const REVIEW = 30;
const MORNING = Date.UTC(2027, 0, 4, 9) / 1000;
const timeOf = (day, shown) => MORNING + day * 86400 + shown * REVIEW;
const firstDay = dayOf(MORNING, 0);

/** The page's plan, by its own code. It is told the date and the minutes, and what was graded. */
export function ours(cards, days, daily) {
  const deck = {
    guide: "simulated",
    levels: [{ id: "all", title: "All" }],
    topics: Array.from({ length: 8 }, (_, i) => ({ id: `t${i}`, title: `Topic ${i}` })),
    questions: Array.from({ length: cards }, (_, position) => ({
      position,
      level: 1,
      topic: 1 + Math.floor((position * 8) / cards),
      say: true,
      predict: 0,
      choose: 0,
      code: false,
    })),
    find: (slug) => [Number(slug)],
    current: (slug) => slug,
  };
  const date = new Date((firstDay + days) * 86400000).toISOString().slice(0, 10);
  const state = { cards: new Map(), marks: new Map(), interview: { date, minutes: (daily * REVIEW) / 60 }, reviews: [] };
  const now = (day, shown) => ({ time: timeOf(day, shown), offset: 0 });
  return {
    next(day, shown) {
      const { item } = queue(state, deck, {}, now(day, shown));
      return item && item.position;
    },
    graded(card, grade, day, shown, counted) {
      const { time } = now(day, shown);
      const id = `say:${card}`;
      const known = state.cards.get(id) ?? null;
      const elapsed = known ? firstDay + day - known.day : 0;
      const recall = known ? recallAfter(elapsed, known.stability) : Number.NaN;
      state.cards.set(id, reviewCard(known, grade, time, 0));
      state.reviews.push({ card: id, grade, seconds: counted ? REVIEW : 0, time, offset: 0, day: firstDay + day, first: !known, recall });
    },
    /** What the door says of the interview once the day's work is done. */
    forecast: (day, shown) => today(state, deck, {}, now(day, shown)).readiness,
  };
}

/** All in order, again and again; failures are repeated until right. */
export function inOrder(cards) {
  let at = 0;
  let left = cards;
  let begun = -1;
  const failed = [];
  return {
    next(day) {
      if (day !== begun) {
        begun = day;
        left = cards;
        failed.length = 0;
      }
      // A failure returns after some others.
      if (failed.length && (!left || failed[0].after <= 0)) return failed[0].card;
      for (const one of failed) one.after--;
      if (!left) return null;
      left--;
      at = (at + 1) % cards;
      return (at + cards - 1) % cards;
    },
    graded: (card, grade) => repeat(failed, card, grade),
  };
}

/** Puts a failure at the end of those to repeat, 10 minutes from now; takes a card that was right from them. */
function repeat(failed, card, grade) {
  const at = failed.findIndex((one) => one.card === card);
  if (at >= 0) failed.splice(at, 1);
  if (grade === 1) failed.push({ card, after: 600 / REVIEW });
}

/**
 * Anki with its defaults but for what is given: FSRS at a retention of 0.9, learning steps in seconds, so many new cards a day, new ones spread among those due;
 * with `ahead`, what is due later comes once nothing else is left. It does not know the date.
 */
export function anki(cards, { steps, fresh, ahead = false }) {
  const relearning = [600];
  const state = Array.from({ length: cards }, () => null);
  let next = 0;
  let begun = -1;
  let plan;
  const open = (day, one) => one && one.step === null && one.due <= day && one.last < day;
  return {
    next(day, shown) {
      const time = timeOf(day, shown);
      if (day !== begun) {
        begun = day;
        const due = state.flatMap((one, card) => (open(day, one) ? card : [])).sort((a, b) => state[a].due - state[b].due);
        plan = { due, fresh: Math.min(fresh, cards - next), dues: due.length, freshes: Math.min(fresh, cards - next) };
      }
      const learning = state
        .flatMap((one, card) => (one && one.step !== null ? { card, at: one.at } : []))
        .sort((a, b) => a.at - b.at)[0];
      if (learning && learning.at <= time) return learning.card;
      // New cards are spread evenly among those due.
      const turn = plan.fresh && (!plan.due.length || plan.fresh / plan.freshes >= plan.due.length / plan.dues);
      if (turn) {
        plan.fresh--;
        return next++;
      }
      if (plan.due.length) return plan.due.shift();
      if (learning) return learning.card;
      if (!ahead) return null;
      const later = state.flatMap((one, card) => (one && one.last < day ? card : []));
      return later.length ? later.reduce((a, b) => (state[b].due < state[a].due ? b : a)) : null;
    },
    graded(card, grade, day, shown) {
      const time = timeOf(day, shown);
      const known = state[card];
      const memory = reviewCard(known?.memory ?? null, grade, time, 0);
      const graduated = known ? known.graduated : false;
      const list = graduated ? relearning : steps;
      // The step it is on: null is none, for a card that has graduated and was right.
      let step = known ? known.step : 0;
      let wait = 0;
      if (grade === 1) [step, wait] = [0, list[0]];
      else if (step !== null) {
        if (grade === 2) wait = step === 0 ? (list.length > 1 ? (list[0] + list[1]) / 2 : list[0] * 1.5) : list[step];
        else if (grade === 3 && step + 1 < list.length) [step, wait] = [step + 1, list[step + 1]];
        else step = null;
      }
      const interval = Math.max(1, Math.round(memory.stability));
      state[card] = {
        memory,
        step,
        at: time + wait,
        due: day + interval,
        last: day,
        graduated: graduated || step === null,
      };
    },
  };
}
