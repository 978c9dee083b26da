// How many questions would be answered, today and on the day of the interview. The
// second is found by following the plan to that day several times, with other luck.

/** Standard deviations from its middle to where a range of 80 % ends. */
const REACH = 1.2816;
/** What the factor's spread leaves out, because nobody forgets just as FSRS-6 says: of its logarithm too. */
const MISFIT = 0.2;
/** Cards followed; of more than these, a part stands for all. */
const FOLLOWED = 120;
/** The plan is followed as often as this many looks at a card on a day allow, within bounds. */
const LOOKS = 9000;
const RUNS = { least: 5, most: 24 };

/**
 * The range in which a number of questions lies four times of five.
 * @param {number} expected
 * @param {number} variance
 * @param {number} questions
 * @returns {PlanRange}
 */
function rangeOf(expected, variance, questions) {
  const reach = REACH * Math.sqrt(variance);
  /** @param {number} value */
  const whole = (value) => clamp(Math.round(value), 0, questions);
  return { low: whole(expected - reach), high: whole(expected + reach), expected };
}

/**
 * How uncertain the logarithm of the factor on stability is.
 * @param {Memory} memory
 */
function factorSpread({ spread }) {
  return Math.hypot(spread, MISFIT);
}

/**
 * How uncertain the rate of first answers is: the standard deviation of a beta distribution.
 * @param {Memory} memory
 */
function rateSpread({ rate, firsts }) {
  return Math.sqrt((rate * (1 - rate)) / (firsts + PRIOR_FIRSTS.all + 1));
}

/**
 * How many questions would be answered today.
 * @param {CardState[]} seen the cards by which questions count
 * @param {number} unseen questions not seen
 * @param {number} day
 * @param {Memory} memory
 */
function answeredToday(seen, unseen, day, memory) {
  const { factor, rate } = memory;
  const wide = Math.exp(factorSpread(memory));
  let [expected, variance, best, worst] = [0, 0, 0, 0];
  for (const card of seen) {
    const days = Math.max(0, day - card.day);
    const recall = recallAfter(days, card.stability * factor);
    expected += recall;
    variance += recall * (1 - recall);
    best += recallAfter(days, card.stability * factor * wide);
    worst += recallAfter(days, (card.stability * factor) / wide);
  }
  variance += ((best - worst) / 2) ** 2;
  variance += unseen * rate * (1 - rate) + (unseen * rateSpread(memory)) ** 2;
  return rangeOf(expected + unseen * rate, variance, seen.length + unseen);
}

/**
 * How many questions would be answered on the day of the interview if the plan is followed.
 * @param {Start} start
 * @param {number} questions
 */
function answeredThen(start, questions) {
  const { sample, scale } = sampleOf(start);
  const { memory } = start;
  const { steps, width } = stepsOf(start.days);
  const looks = (sample.seen.length + sample.unseen.length) * Math.max(1, steps);
  const runs = clamp(Math.floor(LOOKS / looks), RUNS.least, RUNS.most);
  const random = chance(1);
  const all = Array.from({ length: runs }, (_, run) => {
    // Quantiles instead of draws, so that few runs show the whole spread; those of the rate in another order.
    const factor = memory.factor * Math.exp(factorSpread(memory) * normal((run + 0.5) / runs));
    const rate = memory.rate + rateSpread(memory) * normal((run * 0.618 + 0.5) % 1 || 0.5);
    return follow(sample, { factor, rate: clamp(rate, 0.01, 0.99) }, random);
  });
  /** @param {(one: Followed) => number} value */
  const mean = (value) => all.reduce((sum, one) => sum + value(one), 0) / runs;
  const expected = mean(({ course }) => course[steps]);
  const between = (mean(({ course }) => (course[steps] - expected) ** 2) * runs) / (runs - 1);
  const own = mean(({ variance }) => variance);
  return {
    range: rangeOf(expected * scale, between * scale ** 2 + own * scale, questions),
    unseen: mean(({ unseen }) => unseen) * scale,
    course: Array.from({ length: steps + 1 }, (_, step) => ({
      days: Math.round(step * width),
      expected: mean(({ course }) => course[step]) * scale,
    })),
  };
}

/**
 * A part of the cards that stands for all, with the part of the reviews that is theirs; and how many times it is less.
 * @param {Start} start
 * @returns {{ sample: Start, scale: number }}
 */
function sampleOf(start) {
  const scale = Math.max(1, (start.seen.length + start.unseen.length) / FOLLOWED);
  /** @template T @param {T[]} all */
  const some = (all) =>
    Array.from({ length: Math.round(all.length / scale) }, (_, i) => all[Math.floor((i + 0.5) * scale)]);
  if (scale === 1) return { sample: start, scale };
  const { seen, unseen, others, budget, daily } = start;
  const part = { others: others / scale, budget: budget / scale, daily: daily / scale };
  return { sample: { ...start, ...part, seen: some(seen), unseen: some(unseen) }, scale };
}

/**
 * Numbers from 0 to 1 that look drawn and are always the same (mulberry32).
 * @param {number} seed
 */
function chance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let drawn = Math.imul(state ^ (state >>> 15), 1 | state);
    drawn = (drawn + Math.imul(drawn ^ (drawn >>> 7), 61 | drawn)) ^ drawn;
    return ((drawn ^ (drawn >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The normal deviate of a probability between 0 and 1, near enough (logistic).
 * @param {number} probability
 */
function normal(probability) {
  return Math.log(probability / (1 - probability)) / 1.702;
}
