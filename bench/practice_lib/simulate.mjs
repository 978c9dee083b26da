// A learner who follows a policy to the day of the interview.

import { learner } from "./learners.mjs";

/**
 * `daily` cards are asked a day. A failure is asked again until it is answered, whatever the policy, and these repeats of a
 * moment are not counted.
 * @param {object} setting
 * @param {string} setting.kind of learner
 * @param {number} setting.seed
 * @param {number} setting.cards
 * @param {number} setting.days
 * @param {number} setting.daily
 * @param {{ next: Function, graded: Function, forecast?: Function }} setting.policy
 * @param {number[]} [setting.asked] after so many days a forecast is made
 * @param {boolean} [setting.strict] repeats are counted
 */
export function simulate({ kind, seed, cards, days, daily, policy, asked = [], strict = false }) {
  const reader = learner(kind, seed, cards);
  const forecasts = [];
  for (let day = 0; day < days; day++) {
    /** Failed today and not right since, in that order. */
    const failed = new Set();
    let shown = 0;
    for (let done = 0; ; shown++) {
      const left = daily - done - (strict ? failed.size : 0);
      if (left <= 0 && !failed.size) break;
      const card = left > 0 ? policy.next(day, shown) : failed.values().next().value;
      if (card === null) break;
      const again = failed.delete(card);
      const counted = strict || !again;
      const grade = reader.ask(card, day);
      if (grade === 1) failed.add(card);
      policy.graded(card, grade, day, shown, counted);
      if (counted) done++;
    }
    if (asked.includes(day + 1)) forecasts.push(policy.forecast(day, shown));
  }
  return { expected: reader.expected(days), answered: reader.answered(days), forecasts };
}
