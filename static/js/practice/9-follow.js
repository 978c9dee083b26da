// The plan followed from today to the interview by one reader that could be this one.

/**
 * What the plan is followed with.
 * @typedef {object} Start
 * @property {{ card: CardState, counts: boolean, open: boolean }[]} seen whether its question counts by it, and whether it
 *   may be reviewed
 * @property {boolean[]} unseen for each card not seen, in the order in which they come, whether its question counts by it
 * @property {number} others questions not seen that the plan does not bring
 * @property {number} day of the reader, today
 * @property {number} days until the interview
 * @property {number} budget reviews that are left today
 * @property {number} daily reviews on other days
 * @property {Memory} memory by which the plan chooses
 */

/**
 * A reader that could be this one.
 * @typedef {object} Guess
 * @property {number} factor on stability
 * @property {number} rate of questions answered at first sight
 */

/**
 * @typedef {object} Followed
 * @property {number[]} course questions that are expected to be answered, at the beginning of each step and at the end
 * @property {number} variance of the number at the end, for this reader
 * @property {number} unseen questions not seen at the end
 */

/** Days followed one by one; of more than these, some count as one. */
const STEPS = 16;
/** How a first answer that was right is graded: 2 with this probability, 3 otherwise. */
const FIRST_HARD = 0.25;

/**
 * How many steps are followed, and the days of each.
 * @param {number} days
 */
function stepsOf(days) {
  const steps = Math.min(days, STEPS);
  return { steps, width: days / Math.max(1, steps) };
}

/**
 * @param {Start} start
 * @param {Guess} guess
 * @param {() => number} random
 * @returns {Followed}
 */
function follow(start, guess, random) {
  const cards = start.seen.map(({ card, counts, open }) => ({
    stability: card.stability,
    difficulty: card.difficulty,
    last: Math.min(0, card.day - start.day),
    gain: 0,
    counts,
    open,
  }));
  const { steps, width } = stepsOf(start.days);
  /** @type {number[]} */
  const course = [];
  let next = 0;
  /** @param {number} on days from today */
  const expected = (on) => {
    let [sum, variance, unseen] = [0, 0, start.others];
    for (const { counts, last, stability } of cards) {
      if (!counts) continue;
      const recall = recallAfter(on - last, guess.factor * stability);
      sum += recall;
      variance += recall * (1 - recall);
    }
    for (let i = next; i < start.unseen.length; i++) if (start.unseen[i]) unseen++;
    return { sum: sum + unseen * guess.rate, variance: variance + unseen * guess.rate * (1 - guess.rate), unseen };
  };
  for (let step = 0; step < steps; step++) {
    const on = Math.round(step * width);
    course.push(expected(on).sum);
    let budget = step === 0 ? start.budget + start.daily * (width - 1) : start.daily * width;
    for (; budget > 0 && next < start.unseen.length; next++) {
      const failed = random() >= guess.rate;
      const grade = failed ? 1 : random() < FIRST_HARD ? 2 : 3;
      cards.push({ ...firstSeen(grade), last: on, gain: 0, counts: start.unseen[next], open: true });
      budget -= failed ? 1 + FAILURE : 1;
    }
    if (budget <= 0) continue;
    const open = cards.filter(({ last, open }) => open && last < on);
    const ahead = horizon(start.days - on, start.seen.length + start.unseen.length, start.daily);
    for (const card of open) card.gain = gainOf(card, on - card.last, ahead, start.memory.factor);
    open.sort((a, b) => b.gain - a.gain);
    for (const card of open) {
      if (budget <= 0) break;
      const elapsed = on - card.last;
      const failed = random() >= recallAfter(elapsed, guess.factor * card.stability);
      const stability = failed ? 0 : nextStability(card, 3, elapsed);
      Object.assign(card, failed ? relearned(card, elapsed) : { stability }, { last: on });
      budget -= failed ? 1 + FAILURE : 1;
    }
  }
  const { sum, variance, unseen } = expected(start.days);
  return { course: [...course, sum], variance, unseen };
}

/**
 * A card after its first day.
 * @param {Grade} grade
 */
function firstSeen(grade) {
  const card = { stability: WEIGHTS[grade - 1], difficulty: clamp(firstDifficulty(grade), 1, 10) };
  if (grade > 1) return card;
  return { stability: nextStability(card, 3, 0), difficulty: nextDifficulty(card.difficulty, 3) };
}
