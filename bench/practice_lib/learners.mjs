// Readers who forget by a model of their own, which no policy is shown.

/** Draws from a seed: mulberry32. */
export function chance(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let drawn = Math.imul(state ^ (state >>> 15), 1 | state);
    drawn = (drawn + Math.imul(drawn ^ (drawn >>> 7), 61 | drawn)) ^ drawn;
    return ((drawn ^ (drawn >>> 14)) >>> 0) / 2 ** 32;
  };
}

function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** The published default weights of FSRS-6, and those of FSRS-5 with its curve's power. */
const FSRS6 = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
  0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
const FSRS5 = [
  0.40255, 1.18385, 3.173, 15.69105, 7.1949, 0.5345, 1.4604, 0.0046, 1.54575, 0.1192, 1.01925, 1.9395, 0.11, 0.29605,
  2.2698, 0.2315, 2.9898, 0.51655, 0.6621, 0, 0.5,
];

/**
 * How first answers that were right and cards that were recalled are graded, 2 to 4: the averages that FSRS's own simulator
 * was set up with.
 */
const FIRST_RIGHT = [0.124, 0.651, 0.225];
const RECALLED = [0.224, 0.631, 0.145];
/** The share of questions not answered at first sight, and the standard deviation of its logit between learners. */
const UNKNOWN = { share: 0.32, spread: 0.5 };
/** How often a card that failed is right when it comes again on the same day. */
const SAME_DAY = 0.97;
const power = (decay) => {
  const factor = 0.9 ** (-1 / decay) - 1;
  return (time, stability) => (1 + (factor * time) / stability) ** -decay;
};
const exponential = (time, stability) => 0.9 ** (time / stability);

/**
 * The kinds of learners. Stabilities are those of the weights times a factor of the learner (`factor` its median, `spread` the
 * standard deviation of its logarithm) and one of each card (`cards`); the weights that are stabilities or a growth are
 * changed for each learner too (`changed`).
 */
export const KINDS = {
  "as FSRS-6 says": { weights: FSRS6, curve: power(FSRS6[20]), factor: 0.75, spread: 0.35, cards: 0.3, changed: 0 },
  "fast forgetters": { weights: FSRS6, curve: power(FSRS6[20]), factor: 0.35, spread: 0.35, cards: 0.3, changed: 0.2 },
  "another shape": { weights: FSRS5, curve: power(FSRS5[20]), factor: 0.55, spread: 0.4, cards: 0.3, changed: 0.1 },
};
/** Reported beside, without a bound. */
export const BESIDE = {
  exponential: { weights: FSRS6, curve: exponential, factor: 0.75, spread: 0.35, cards: 0.3, changed: 0 },
};

/** A learner of a kind, who has seen none of `cards` cards. */
export function learner(kind, seed, cards) {
  const { weights, curve, factor, spread, cards: noise, changed } = { ...KINDS, ...BESIDE }[kind];
  const random = chance(seed * 7919 + 17);
  for (let i = 0; i < 8; i++) random();
  // Who fails a question has read its answer before it comes again: that is remembered as one answered with effort is.
  const w = [weights[1], ...weights.slice(1)].map((weight, i) => {
    if (i < 4 || i === 11) return weight * Math.exp(changed * normal(random));
    return i === 8 ? weight + changed * normal(random) : weight;
  });
  const scale = factor * Math.exp(spread * normal(random));
  const logit = Math.log(UNKNOWN.share / (1 - UNKNOWN.share)) + UNKNOWN.spread * normal(random);
  const failing = 1 / (1 + Math.exp(-logit));
  const scales = Array.from({ length: cards }, () => scale * Math.exp(noise * normal(random)));
  const memory = Array.from({ length: cards }, () => null);
  const draws = Array.from({ length: cards }, (_, card) => chance(seed * 104729 + card * 1299709 + 3));

  const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
  const firstDifficulty = (grade) => w[4] - Math.exp((grade - 1) * w[5]) + 1;
  const recall = (card, day) => {
    const known = memory[card];
    return known ? curve(Math.max(0, day - known.day), known.stability * scales[card]) : 1 - failing;
  };

  function pick(draw, shares) {
    let sum = 0;
    const at = shares.findIndex((share) => (sum += share) > draw);
    return at < 0 ? shares.length - 1 : at;
  }

  /** Asks a card: the grade, after which the learner remembers it better or worse. */
  function ask(card, day) {
    const known = memory[card];
    const draw = draws[card]();
    const share = draws[card]();
    if (!known) {
      const grade = draw < failing ? 1 : 2 + pick(share, FIRST_RIGHT);
      memory[card] = { stability: w[grade - 1], difficulty: clamp(firstDifficulty(grade), 1, 10), day };
      return grade;
    }
    const elapsed = day - known.day;
    const expected = elapsed ? recall(card, day) : SAME_DAY;
    const grade = draw >= expected ? 1 : 2 + pick(share, RECALLED);
    const { stability: s, difficulty: d } = known;
    let stability;
    if (!elapsed) {
      const growth = Math.exp(w[17] * (grade - 3 + w[18])) * s ** -w[19];
      stability = s * (grade > 1 ? Math.max(1, growth) : growth);
    } else if (grade === 1) {
      stability = Math.min(s, w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * Math.exp(w[14] * (1 - expected)));
    } else {
      const bonus = { 2: w[15], 3: 1, 4: w[16] }[grade];
      stability = s * (1 + Math.exp(w[8]) * (11 - d) * s ** -w[9] * (Math.exp(w[10] * (1 - expected)) - 1) * bonus);
    }
    const moved = d - (w[6] * (grade - 3) * (10 - d)) / 9;
    const difficulty = clamp(w[7] * firstDifficulty(4) + (1 - w[7]) * moved, 1, 10);
    memory[card] = { stability: Math.max(0.001, stability), difficulty, day };
    return grade;
  }

  return {
    ask,
    /** What is expected to be answered on a day. */
    expected: (day) => memory.reduce((sum, _, card) => sum + recall(card, day), 0),
    /** What is answered on a day, by chance. */
    answered: (day) => memory.reduce((sum, _, card) => sum + (random() < recall(card, day) ? 1 : 0), 0),
  };
}
