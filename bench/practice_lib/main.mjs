// Nine settings, four policies, three kinds of learners: what is answered on the day
// of the interview, and how good the forecasts were. See bench/README.md.

import { parseArgs } from "node:util";
import { BESIDE, KINDS } from "./learners.mjs";
import { anki, inOrder, ours } from "./policies.mjs";
import { simulate } from "./simulate.mjs";

const CARDS = 100;
const CELLS = [5, 12, 30].flatMap((days) => [20, 40, 60].map((daily) => ({ days, daily })));
const POLICIES = {
  ours: ({ days, daily }) => ours(CARDS, days, daily),
  anki: () => anki(CARDS, { steps: [60, 600], fresh: 20 }),
  order: () => inOrder(CARDS),
  ahead: () => anki(CARDS, { steps: [600], fresh: Infinity, ahead: true }),
};
/** Questions of a hundred that ours is better at least, and worse at most. */
const ABOVE_ANKI = ({ days, daily }) => (days === 5 && daily === 20 ? 2.5 : 4);
const BELOW = 0.5;
/** Where forecasts are judged, and by what. */
const FORECASTS = ["5 × 40", "12 × 20", "12 × 40"];
const MOST_WRONG = { end: 3, third: 6 };
const HOLDS = { all: 0.75, kind: 0.6 };

const { values } = parseArgs({
  options: {
    learners: { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
    quick: { type: "boolean", default: false },
  },
});
const learners = values.quick ? 30 : Number(values.learners);
const seed = Number(values.seed);
let failed = 0;

const name = ({ days, daily }) => `${days} × ${daily}`;
const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const row = (...cells) => console.log(cells.map((cell, i) => (i ? String(cell).padStart(9) : String(cell).padEnd(17))).join(""));
const one = (number) => number.toFixed(1);
const signed = (number) => (number < 0 ? "" : "+") + one(number);
function verdict(holds) {
  if (!holds) failed++;
  return holds ? "PASS" : "FAIL";
}

/** What became of learners of a kind who followed each policy: for each a list of runs. */
function run(cell, kind, count, options = {}) {
  const policies = Object.entries(POLICIES).map(([policy, make]) => {
    const asked = policy === "ours" && options.asked ? options.asked : [];
    const runs = Array.from({ length: count }, (_, i) =>
      simulate({ ...cell, ...options, kind, seed: seed * 100000 + i, cards: CARDS, policy: make(cell), asked }),
    );
    return [policy, runs];
  });
  return Object.fromEntries(policies);
}

function means(runs) {
  return Object.fromEntries(Object.entries(runs).map(([policy, list]) => [policy, mean(list.map((one) => one.expected))]));
}

/** The mean of several kinds' means. */
function average(kinds) {
  return Object.fromEntries(Object.keys(POLICIES).map((policy) => [policy, mean(kinds.map((kind) => kind[policy]))]));
}

/** A line of the first table: what each policy comes to, and by how much ours is better. */
function line(title, { ours, anki, order, ahead }, verdicts = []) {
  const better = [anki, order, ahead].map((other) => signed(ours - other));
  row(title, ...[ours, anki, order, ahead].map(one), ...better, ...verdicts);
}

function heading(title) {
  console.log(`\n${title}\n`);
  row("days × cards", "ours", "Anki", "in order", "ahead", "- Anki", "- order", "- ahead");
}

const kinds = Object.keys(KINDS);
console.log(`Questions of ${CARDS} answered on the day; ${learners} learners of each of ${kinds.length} kinds, seed ${seed}.`);
heading("All kinds: at least 4 above Anki (2.5 at 5 × 20), at most 0.5 below the others");
/** By cell and kind. */
const results = new Map();
for (const cell of CELLS) {
  const asked = FORECASTS.includes(name(cell)) ? [Math.ceil(cell.days / 3), cell.days] : undefined;
  const byKind = kinds.map((kind) => [kind, run(cell, kind, learners, { asked })]);
  results.set(name(cell), new Map(byKind));
  const { ours, anki, order, ahead } = average(byKind.map(([, runs]) => means(runs)));
  const good = ours - anki >= ABOVE_ANKI(cell) && ours - order >= -BELOW && ours - ahead >= -BELOW;
  line(name(cell), { ours, anki, order, ahead }, [verdict(good)]);
}

for (const kind of kinds) {
  heading(kind);
  for (const cell of CELLS) line(name(cell), means(results.get(name(cell)).get(kind)));
}

console.log("\nForecasts of the number answered on the day: after a third of the days and after the last");
console.log("(wrong: mean distance from what was to be expected; by chance: from what was answered; holds: the 80 % range)\n");
row("days × cards", "when", "wrong", "too high", "by chance", "holds", "width", "");
for (const cell of CELLS.filter((one) => FORECASTS.includes(name(one)))) {
  for (const [at, when] of ["third", "end"].entries()) {
    const all = [];
    for (const kind of kinds) {
      const runs = results.get(name(cell)).get(kind).ours;
      all.push(...forecast(`${name(cell)}  ${kind.slice(0, 9)}`, when, runs, at, HOLDS.kind, MOST_WRONG[when]));
    }
    const share = mean(all.map(({ held }) => held));
    row(`${name(cell)}  all`, when, "", "", "", `${Math.round(share * 100)} %`, "", verdict(share >= HOLDS.all));
  }
}

/** A line of the table of forecasts; gives the single ones. */
function forecast(title, when, runs, at, holds, most) {
  const single = runs.map(({ expected, answered, forecasts }) => {
    const { day } = forecasts[at];
    const held = day.low <= answered && answered <= day.high ? 1 : 0;
    return { off: day.expected - expected, chance: Math.abs(day.expected - answered), held, width: day.high - day.low };
  });
  const wrong = mean(single.map(({ off }) => Math.abs(off)));
  const share = mean(single.map(({ held }) => held));
  const bounded = most === undefined ? "" : verdict(wrong <= most && share >= holds);
  const bias = signed(mean(single.map(({ off }) => off)));
  const chance = one(mean(single.map(({ chance }) => chance)));
  row(title, when, one(wrong), bias, chance, `${Math.round(share * 100)} %`, one(mean(single.map(({ width }) => width))), bounded);
  return single;
}

const fewer = Math.ceil(learners / 5);
console.log(`\nBeside, without bounds, ${fewer} learners each.`);
for (const kind of Object.keys(BESIDE)) {
  heading(`${kind} forgetters`);
  const seen = CELLS.map((cell) => {
    const asked = FORECASTS.includes(name(cell)) ? [Math.ceil(cell.days / 3), cell.days] : undefined;
    const runs = run(cell, kind, fewer, { asked });
    line(name(cell), means(runs));
    return { cell, runs, asked };
  });
  console.log("");
  for (const { cell, runs } of seen.filter(({ asked }) => asked)) {
    for (const [at, when] of ["third", "end"].entries()) forecast(`${name(cell)}  forecast`, when, runs.ours, at, 0, undefined);
  }
}
heading("All kinds, where repeats of failures take the place of other cards");
for (const cell of CELLS) line(name(cell), average(kinds.map((kind) => means(run(cell, kind, fewer, { strict: true })))));

console.log(failed ? `\n${failed} bounds are missed.` : "\nAll bounds hold.");
process.exitCode = failed ? 1 : 0;
