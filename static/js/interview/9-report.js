// The report of an interview, and the interviewer's sheet: both for the screen and
// for paper.

/**
 * How a question went, in a few words: "well, follow-up missed".
 * @param {Answered} answer
 */
function verdict(answer) {
  const { points } = answer;
  const said = ticked(points);
  const words = [];
  if (said === points.length) words.push(phrase("well"));
  else words.push(said ? phrase("partly", { said, count: points.length }) : phrase("forgotten"));
  if (missed(answer)) words.push(phrase("missed", { count: missed(answer) }));
  return words.join(phrase("comma"));
}

/**
 * What is to be learned from an answer, as lines of HTML with what they are.
 * @param {Answered} answer
 * @param {QuestionCards | undefined} question undefined if the guide no longer has it
 */
function lessons(answer, question) {
  if (!question) return [];
  /** @param {string[]} texts @param {boolean[]} ticks @param {boolean} wanted */
  const where = (texts, ticks, wanted) => texts.filter((_, at) => ticks[at] === wanted);
  const asks = question.follow_ups.map(({ ask }) => ask);
  return [
    ...where(question.mistakes, answer.mistakes, true).map((html) => ({ kind: phrase("mistake"), html })),
    ...where(question.say?.points ?? [], answer.points, false).map((html) => ({ kind: phrase("leftOut"), html })),
    ...where(asks, answer.follow, false).map((html) => ({ kind: phrase("unanswered"), html })),
  ];
}

/**
 * @param {Answered} answer
 * @param {QuestionCards | undefined} question
 */
function reportRow(answer, question) {
  const row = cloned("sp-report-row");
  const link = /** @type {HTMLAnchorElement} */ (part(row, "question"));
  link.href = studypress.root + (question?.href ?? `questions/${encodeURIComponent(answer.slug)}.html`);
  if (question) showHtml(link, question.html);
  else link.textContent = answer.slug;
  part(row, "said").textContent = clockText(answer.seconds);
  part(row, "verdict").textContent = verdict(answer);
  const lines = lessons(answer, question).map(({ kind, html }) => {
    const line = cloned("sp-lesson");
    part(line, "kind").textContent = kind;
    showHtml(part(line, "text"), html);
    return line;
  });
  if (lines.length) part(row, "lessons").replaceChildren(...lines);
  else part(row, "lessons").remove();
  return row;
}

/**
 * Shows the report of an interview.
 * @param {HTMLElement} view
 * @param {Held} held
 * @param {QuestionCards[]} questions those that the guide still has
 */
function showReport(view, { time, answers }, questions) {
  const { known, stopped, fell } = sums(answers);
  const lead = [known ? phrase("again", { count: known }) : phrase("againNone")];
  if (stopped) lead.push(phrase("stopped", { count: stopped }));
  if (fell) lead.push(phrase("fell", { count: fell }));
  part(view, "lead").textContent = lead.join(" ");
  part(view, "when").textContent = dateText(time);
  const bySlug = new Map(questions.map((question) => [question.slug, question]));
  part(view, "rows").replaceChildren(...answers.map((answer) => reportRow(answer, bySlug.get(answer.slug))));
  const slugs = answers.map(({ slug }) => slug);
  const weak = answers.filter((answer) => !isWell(answer)).map(({ slug }) => slug);
  const practise = /** @type {HTMLAnchorElement} */ (part(view, "practise"));
  practise.hidden = !weak.length;
  practise.textContent = phrase("practise", { count: weak.length });
  practise.href = `${practise.pathname}${writeAddress(weak)}`;
  /** @type {HTMLAnchorElement} */ (part(view, "same")).href = writeAddress(slugs);
  copies(part(view, "copy"), slugs);
}

/**
 * Makes a button copy the address that asks these questions.
 * @param {HTMLElement} button
 * @param {string[]} slugs
 */
function copies(button, slugs) {
  const name = phrase("copy");
  button.textContent = name;
  button.onclick = async () => {
    try {
      await studypress.copy(location.href.replace(/#.*$/, "") + writeAddress(slugs));
      button.textContent = phrase("copied");
    } catch {
      button.textContent = phrase("copyFailed");
    }
    setTimeout(() => {
      button.textContent = name;
    }, 2000);
  };
}

/**
 * Shows the interviewer's sheet: each question with its answer, mistakes and
 * follow-ups, and boxes to tick.
 * @param {HTMLElement} view
 * @param {Deck} deck
 * @param {QuestionCards[]} questions
 */
function showSheet(view, deck, questions) {
  const about = phrase("minutes", { count: questions.length * MINUTES_EACH });
  part(view, "facts").textContent = [phrase("questions", { count: questions.length }), about].join(phrase("comma"));
  const entries = questions.map((question) => {
    const entry = cloned("sp-sheet-entry");
    showHtml(part(entry, "question"), question.html);
    showKind(entry, deck, question);
    showChecklists(entry, question);
    return entry;
  });
  part(view, "entries").replaceChildren(...entries);
  const slugs = questions.map(({ slug }) => slug);
  /** @type {HTMLAnchorElement} */ (part(view, "interview")).href = writeAddress(slugs);
  copies(part(view, "copy"), slugs);
}
