// What a review now is worth on a later day.

/**
 * How often a card that was answered is graded 2, 3 and 4: what FSRS's own simulator takes for the average reader. And by what
 * the growth of stability after 3 is multiplied.
 * @type {[share: number, growth: number][]}
 */
const PASSED = [
  [0.22, WEIGHTS[15]],
  [0.63, 1],
  [0.15, WEIGHTS[16]],
];
/** Reviews that a failure costs until the card is answered. */
const FAILURE = 1.1;

/**
 * By how much a review now raises the recall that is expected some days from now, for each review that it takes. A failure
 * takes more of them, because the card returns until it is answered.
 * @param {{ stability: number, difficulty: number }} card
 * @param {number} elapsed days since its last review, at least 1
 * @param {number} days from now
 * @param {number} factor the reader's, on stability
 */
function gainOf(card, elapsed, days, factor) {
  const recalled = recallAfter(elapsed, factor * card.stability);
  const failed = 1 - recalled;
  const { stability } = card;
  const grown = nextStability(card, 3, elapsed) - stability;
  let after = failed * recallAfter(days, factor * relearned(card, elapsed).stability);
  for (const [share, growth] of PASSED) {
    after += recalled * share * recallAfter(days, factor * (stability + growth * grown));
  }
  return (after - recallAfter(elapsed + days, factor * stability)) / (1 + failed * FAILURE);
}

/**
 * How many days ahead a gain is looked at: the interview's, or as many as it takes until a card's turn can come again. What
 * one review is worth beyond that, others will decide; with it, bench/practice gains a tenth of a question in thirty days.
 * @param {number} days until the interview
 * @param {number} cards
 * @param {number} daily reviews a day
 */
function horizon(days, cards, daily) {
  return Math.min(days, Math.max(1, Math.ceil(cards / daily)));
}

/**
 * A card that failed and was answered on the same day.
 * @param {{ stability: number, difficulty: number }} card
 * @param {number} elapsed days between its last review and that day
 */
function relearned(card, elapsed) {
  const failed = { stability: nextStability(card, 1, elapsed), difficulty: nextDifficulty(card.difficulty, 1) };
  return { stability: nextStability(failed, 3, 0), difficulty: nextDifficulty(failed.difficulty, 3) };
}

/** @type {WeakMap<CardState, { day: number, days: number, factor: number, gain: number }>} */
const gains = new WeakMap();

/**
 * gainOf, computed once for a card as long as the day and the reader's factor are the same.
 * @param {CardState} card
 * @param {number} day
 * @param {number} days from that day
 * @param {number} factor
 */
function gainAt(card, day, days, factor) {
  const known = gains.get(card);
  if (known && known.day === day && known.days === days && known.factor === factor) return known.gain;
  const gain = gainOf(card, Math.max(0, day - card.day), days, factor);
  gains.set(card, { day, days, factor, gain });
  return gain;
}
