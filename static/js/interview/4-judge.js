// What the ticks of the self-assessment amount to. No DOM, no storage.

/**
 * A question that was answered, and what the reader ticked of it.
 * @typedef {object} Answered
 * @property {string} slug
 * @property {number} seconds how long the answer was
 * @property {boolean[]} points what the short answer contains: said or not
 * @property {boolean[]} mistakes common mistakes: made or not
 * @property {boolean[]} follow the follow-ups: answered or not
 *
 * An interview that was held.
 * @typedef {object} Held
 * @property {number} time when it ended, in Unix seconds
 * @property {number} seconds how long it was
 * @property {Answered[]} answers
 */

/** @param {boolean[]} ticks */
const ticked = (ticks) => ticks.filter(Boolean).length;

/**
 * The grade of the question's say card. All that the short answer contains, without
 * a common mistake, is known; some of it, or with a mistake, is hard; nothing of
 * it is forgotten. "Easy" is for the reader to say, and an interview does not ask.
 * @param {Answered} answer
 * @returns {Grade}
 */
function gradeFor({ points, mistakes }) {
  if (ticked(points) === 0) return 1;
  return ticked(points) === points.length && ticked(mistakes) === 0 ? 3 : 2;
}

/** @param {Answered} answer */
const missed = ({ follow }) => follow.length - ticked(follow);

/**
 * Whether a question went as it should in every part.
 * @param {Answered} answer
 */
const isWell = (answer) => gradeFor(answer) === 3 && missed(answer) === 0;

/**
 * Counts for the report.
 * @param {Answered[]} answers
 */
function sums(answers) {
  return {
    known: answers.filter((answer) => gradeFor(answer) === 3).length,
    stopped: answers.filter((answer) => missed(answer) > 0).length,
    fell: answers.filter(({ mistakes }) => ticked(mistakes) > 0).length,
    seconds: answers.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}
