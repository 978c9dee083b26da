// What was done in a session, and when it comes back.

/**
 * The first grade of each card: a card that was failed comes again until it is right.
 * @param {Answered[]} answers
 */
function firstGrades(answers) {
  /** @type {Map<string, Answered>} */
  const first = new Map();
  for (const answer of answers) if (!first.has(answer.asked.id)) first.set(answer.asked.id, answer);
  return [...first.values()];
}

/**
 * How many cards come back when, in days from today.
 * @param {Iterable<string>} ids
 * @param {ReaderState} state
 * @param {Practice} practice
 */
function returns(ids, state, practice) {
  const { time, offset } = practice.now();
  const today = practice.dayOf(time, offset);
  /** @type {Map<number, number>} */
  const days = new Map();
  for (const id of ids) {
    const card = state.cards.get(id);
    if (!card) continue;
    const day = Math.max(0, practice.dayOf(card.due, offset) - today);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return [...days].sort(([a], [b]) => a - b);
}

/** Which grades are summed up under which word. */
const GRADE_SUMS = /** @type {[string, (grade: Grade) => boolean][]} */ ([
  ["sumKnew", (grade) => grade > 2],
  ["sumHard", (grade) => grade === 2],
  ["sumForgot", (grade) => grade === 1],
]);

/**
 * @param {Session} session
 * @param {ReaderState} state
 * @param {Practice} practice
 * @param {boolean} byDate whether a date of the interview decides what comes when
 */
function endView({ answers }, state, practice, byDate) {
  const view = copyOf("sp-end");
  const cards = firstGrades(answers);
  const seconds = answers.reduce((sum, { seconds }) => sum + seconds, 0);
  const minutes = say("min", { count: Math.max(1, Math.round(seconds / MINUTE)) });
  part(view, "title").textContent = say("endTitle", { count: cards.length, minutes });
  const sums = GRADE_SUMS.map(([name, test]) => ({ name, count: cards.filter(({ grade }) => test(grade)).length }));
  const words = sums.filter(({ count }) => count).map(({ name, count }) => say(name, { count }));
  part(view, "sum").textContent = words.length ? say("sum", { words: words.join(say("comma")) }) : "";
  const when = part(view, "when");
  const ids = cards.map(({ asked }) => asked.id);
  // With a date each day is planned anew: then nobody knows yet.
  if (byDate || !cards.length) when.remove();
  else {
    /** @type {Map<string, number>} */
    const rows = new Map();
    for (const [day, number] of returns(ids, state, practice)) {
      const words = day ? until(day * DAY) : say("afterToday");
      rows.set(words, (rows.get(words) ?? 0) + number);
    }
    for (const [words, number] of rows) {
      const row = make("tr");
      row.append(make("td", words), make("td", say("cards", { count: number }), "num"));
      when.querySelector("tbody")?.append(row);
    }
  }
  const missed = part(view, "missed");
  const questions = new Map(
    cards.filter(({ grade }) => grade === 1).map(({ asked }) => [asked.question.slug, asked.question]),
  );
  if (!questions.size) missed.remove();
  for (const { html, href } of questions.values()) missed.querySelector("ul")?.append(questionLink(html, href));
  return view;
}

/**
 * A line with a link to a question.
 * @param {string} html its title
 * @param {string} href from the site's root
 */
function questionLink(html, href) {
  const line = make("li");
  const link = document.createElement("a");
  link.href = studypress.root + href;
  showBuilt(link, html);
  line.append(link);
  return line;
}
