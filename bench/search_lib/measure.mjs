// What is counted of queries and the places of their right answers.

/**
 * Mean reciprocal rank and the share of right first answers.
 * @param {{rank: number}[]} list the place of the first right answer from 0; below 0 is none
 * @returns {[mrr: number, first: number]}
 */
export function measure(list) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean(list.map(({ rank }) => (rank < 0 ? 0 : 1 / (rank + 1)))), mean(list.map(({ rank }) => (rank === 0 ? 1 : 0)))];
}
