// Which questions an interview asks. No DOM, no storage.

/** Minutes that a question takes with its follow-ups and a look at the answer: what "about 24 minutes" counts by. */
const MINUTES_EACH = 3;

/**
 * A list in a new order, each as likely as any other (Fisher and Yates).
 * @template T
 * @param {readonly T[]} list
 * @param {() => number} random from 0 up to 1
 */
function mixed(list, random) {
  const order = [...list];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/**
 * How many questions each level gives: as many as the others, until it has no more.
 * @param {number[]} there how many questions each has
 * @param {number} count
 */
function shares(there, count) {
  const given = there.map(() => 0);
  let left = Math.min(
    count,
    there.reduce((sum, one) => sum + one, 0),
  );
  while (left > 0) {
    for (let at = 0; at < there.length && left > 0; at++) {
      if (given[at] === there[at]) continue;
      given[at]++;
      left--;
    }
  }
  return given;
}

/**
 * Draws the questions of an interview: the easiest level first, and of each level
 * those whose topics were asked about least, so that it goes across the guide.
 * @param {readonly DeckQuestion[]} questions those that can be asked
 * @param {number} count
 * @param {() => number} [random] from 0 up to 1
 */
function drawn(questions, count, random = Math.random) {
  const levels = [...new Set(questions.map(({ level }) => level))].sort((a, b) => a - b);
  const groups = levels.map((level) =>
    mixed(
      questions.filter((question) => question.level === level),
      random,
    ),
  );
  const counts = shares(
    groups.map((group) => group.length),
    count,
  );
  /** @type {Map<number, number>} how often each topic was asked about */
  const topics = new Map();
  /** @type {DeckQuestion[]} */
  const chosen = [];
  groups.forEach((group, at) => {
    for (let n = 0; n < counts[at]; n++) {
      const least = Math.min(...group.map(({ topic }) => topics.get(topic) ?? 0));
      const next = group.findIndex(({ topic }) => (topics.get(topic) ?? 0) === least);
      const [question] = group.splice(next, 1);
      topics.set(question.topic, least + 1);
      chosen.push(question);
    }
  });
  return chosen;
}
