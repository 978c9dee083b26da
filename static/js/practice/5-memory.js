// The reader's log → how this reader remembers: a factor on all stabilities, how
// many questions are answered at first sight, how long an answer takes.

/**
 * What the log says of its reader.
 * @typedef {object} Memory
 * @property {number} factor on the stability of every card
 * @property {number} spread the standard deviation of its logarithm
 * @property {number} firsts questions answered for the first time
 * @property {number} rate the share of them that was right
 * @property {number} pace seconds a review takes
 */

/** What is believed of a reader without a log: the standard deviation of the factor's logarithm, whose mean is 0. */
const PRIOR_SPREAD = 0.7;
/** The logarithm of the factor lies between this and its negative. */
const FARTHEST = 3;
/** Bins of elapsed time over stability, in each doubling and in all; the first one is for 2^-LOWEST. */
const BINS = 8;
const LOWEST = 20;
const BINS_IN_ALL = BINS * 2 * LOWEST;
/** First answers, and how many of them were right, that are believed before there are any. */
const PRIOR_FIRSTS = { all: 4, right: 2 };
/** Seconds a review takes, as many reviews as that is believed for, and the longest that counts: a page may be left open. */
const PRIOR_PACE = { seconds: 30, reviews: 10 };
const LONGEST_REVIEW = 180;
/** The pace is that of the latest reviews, this many. */
const PACE_REVIEWS = 300;

/**
 * What the first `end` reviews say of the reader.
 * @param {Review[]} reviews
 * @param {number} [end]
 * @returns {Memory}
 */
function memoryOf(reviews, end = reviews.length) {
  let firsts = 0;
  let right = 0;
  const passed = new Float64Array(BINS_IN_ALL);
  const failed = new Float64Array(BINS_IN_ALL);
  for (let i = 0; i < end; i++) {
    const { card, grade, first, recall } = reviews[i];
    if (first && isMain(card)) {
      firsts++;
      if (grade > 1) right++;
    }
    // A second look on the same day says nothing of forgetting: its recall is 1.
    if (!first && recall < 1) (grade > 1 ? passed : failed)[binOf(recall)]++;
  }
  let seconds = PRIOR_PACE.seconds * PRIOR_PACE.reviews;
  const from = Math.max(0, end - PACE_REVIEWS);
  for (let i = from; i < end; i++) seconds += Math.min(reviews[i].seconds, LONGEST_REVIEW);
  return {
    ...factorOf(passed, failed),
    firsts,
    rate: (right + PRIOR_FIRSTS.right) / (firsts + PRIOR_FIRSTS.all),
    pace: seconds / (PRIOR_PACE.reviews + end - from),
  };
}

/**
 * Whether a card is the one by which its question counts.
 * @param {string} id
 */
function isMain(id) {
  return id.startsWith("say:") || id.startsWith("code:");
}

/**
 * The bin of a predicted recall: by the elapsed time over the stability, times FACTOR.
 * @param {number} recall below 1
 */
function binOf(recall) {
  const time = recall ** (1 / DECAY) - 1;
  return clamp(Math.round((Math.log2(time) + LOWEST) * BINS), 0, BINS_IN_ALL - 1);
}

/**
 * The factor on stability under which what happened is most likely, given the prior, and
 * how certain that is (Laplace's approximation).
 * @param {Float64Array} passed
 * @param {Float64Array} failed
 */
function factorOf(passed, failed) {
  /** @type {[time: number, passed: number, failed: number][]} */
  const bins = [];
  for (let i = 0; i < BINS_IN_ALL; i++) {
    if (passed[i] || failed[i]) bins.push([2 ** (i / BINS - LOWEST), passed[i], failed[i]]);
  }
  /** @param {number} log of the factor */
  const likelihood = (log) => {
    let sum = (-log * log) / (2 * PRIOR_SPREAD ** 2);
    for (const [time, right, wrong] of bins) {
      const recalled = (1 + time / Math.exp(log)) ** DECAY;
      sum += right * Math.log(recalled) + wrong * Math.log(1 - recalled);
    }
    return sum;
  };
  let low = -FARTHEST;
  let high = FARTHEST;
  while (high - low > 0.01) {
    const third = (high - low) / 3;
    if (likelihood(low + third) < likelihood(high - third)) low += third;
    else high -= third;
  }
  const best = (low + high) / 2;
  const step = 0.1;
  const bend = (2 * likelihood(best) - likelihood(best - step) - likelihood(best + step)) / step ** 2;
  return { factor: Math.exp(best), spread: Math.min(PRIOR_SPREAD, 1 / Math.sqrt(Math.max(bend, 1e-9))) };
}
