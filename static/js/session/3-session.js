// A session: what is asked, what was answered, what is taken back. All of it
// stands in the reader's log, so one that is left goes on from there. No DOM.

/**
 * A card that is asked.
 * @typedef {object} Asked
 * @property {PlanItem} item
 * @property {string} id of the card, under which its reviews are kept
 * @property {QuestionCards} question
 * @property {QuestionCards["predict"][number]} [predict]
 * @property {QuestionCards["choose"][number]} [choose]
 * @property {CodeCard} [code]
 */

/**
 * An answer of this session.
 * @typedef {{asked: Asked, record: LogRecord, grade: Grade, seconds: number}} Answered
 */

/** Longer is no thinking about a card: the reader was away. */
const AWAY = 10 * MINUTE;

/**
 * The card that the plan means, or null where the question has it no more.
 * @param {PlanItem} item
 * @param {QuestionCards} question
 * @param {ReadonlyMap<string, CardState>} seen
 * @returns {Asked | null}
 */
function cardOf(item, question, seen) {
  const { kind } = item;
  /** @param {string} id */
  const meant = (id) => (item.id === null ? !seen.has(id) : item.id === id);
  if (kind === "say") {
    const id = `say:${question.slug}`;
    return question.say && meant(id) ? { item, id, question } : null;
  }
  if (kind === "predict") {
    const predict = question.predict.find((card) => meant(card.id));
    return predict ? { item, id: predict.id, question, predict } : null;
  }
  if (kind === "code") {
    const { code } = question;
    return code && meant(code.id) ? { item, id: code.id, question, code } : null;
  }
  const choose = kind === "choose" && question.choose.find((card) => meant(card.id));
  return choose ? { item, id: choose.id, question, choose } : null;
}

/**
 * @param {Practice} practice
 * @param {Reader} reader
 * @param {Deck} deck
 * @param {PlanOptions} options
 */
function newSession(practice, reader, deck, options) {
  /** @type {Answered[]} */
  const answers = [];
  /** @type {Set<string>} */
  const gone = new Set();
  const queue = () => practice.plan.queue(reader.state, deck, { ...options, gone }, practice.now());
  return {
    answers,
    queue,

    /** The next card; null when there is none. */
    async next() {
      for (;;) {
        const { item } = queue();
        if (!item) return null;
        const asked = cardOf(item, await deck.load(item.position), reader.state.cards);
        if (asked) return asked;
        // Would come again and again otherwise.
        if (gone.has(item.key)) return null;
        gone.add(item.key);
      }
    },

    /** Goes on although today's work is done. */
    more() {
      options = { ...options, more: true };
    },

    /** @param {Asked} asked what follows on each grade */
    after({ item, id }) {
      return practice.plan.after(reader.state, item.kind, reader.state.cards.has(id) ? id : null, practice.now());
    },

    /**
     * @param {Asked} asked
     * @param {Grade} grade
     * @param {number} seconds
     */
    answer(asked, grade, seconds) {
      seconds = Math.min(Math.max(1, Math.round(seconds)), AWAY);
      answers.push({ asked, grade, seconds, record: reader.review(asked.id, grade, seconds) });
    },

    /**
     * Gives the last answer another grade: the log takes the first one back.
     * @param {Grade} grade
     */
    regrade(grade) {
      const last = this.undo();
      if (last) this.answer(last.asked, grade, last.seconds);
    },

    /** Takes the last answer back, and gives it. */
    undo() {
      const last = answers.pop();
      if (last) reader.undo(last.record);
      return last ?? null;
    },
  };
}
/** @typedef {ReturnType<typeof newSession>} Session */
