// What the door of practice says: what today is, and how ready the reader is.

/**
 * A question that counts, and the card by which it does, if that was seen.
 * @typedef {object} Counted
 * @property {DeckQuestion} question
 * @property {CardState | null} card
 */

/** First answers before readiness is spoken of. */
const FIRST_ANSWERS = 5;
/** Days that "recently" goes back. */
const RECENT = 30;

/**
 * What the door says.
 * @param {ReaderState} state
 * @param {Deck} deck
 * @param {PlanOptions} options
 * @param {Now} now
 * @returns {Today}
 */
function today(state, deck, options, now) {
  const found = survey(state, deck, options, now);
  const { again, aside, day, days, done } = found;
  const work = workOf(found, options, now);
  const memory = memoryOf(state.reviews);
  const counted = countedOf(state, deck, options);
  const recent = state.reviews.slice(morningOf(state.reviews, day - RECENT)).filter(({ recall }) => recall < 1);
  return {
    repeat: again.length + work.repeat,
    fresh: work.fresh,
    minutes: Math.ceil(((again.length + work.left) * memory.pace) / 60),
    answers: { today: done.length, all: state.reviews.length },
    recent: { right: recent.filter(({ grade }) => grade > 1).length, all: recent.length },
    days,
    readiness: memory.firsts < FIRST_ANSWERS ? null : readinessOf(found, counted, memory),
    levels: partsOf(deck.levels, ({ level }) => level, counted, day, memory),
    topics: partsOf(deck.topics, ({ topic }) => topic, counted, day, memory),
    goal: days === null ? null : goalOf(found, days, counted, memory),
    aside: aside.map(({ id, position }) => ({ id, position })),
  };
}

/**
 * The chosen questions that count, whatever kinds are chosen.
 * @param {ReaderState} state
 * @param {Deck} deck
 * @param {PlanOptions} options
 * @returns {Counted[]}
 */
function countedOf(state, deck, { positions }) {
  /** @type {Map<number, CardState>} */
  const cards = new Map();
  for (const [id, card] of state.cards) {
    const place = isMain(id) ? placeOf(deck, id) : null;
    if (place) cards.set(place.position, card);
  }
  const questions = positions ? only(deck, positions) : deck.questions;
  return questions.filter(counts).map((question) => ({ question, card: cards.get(question.position) ?? null }));
}

/**
 * @param {Survey} found
 * @param {Counted[]} counted
 * @param {Memory} memory
 * @returns {Readiness}
 */
function readinessOf(found, counted, memory) {
  const { day, days } = found;
  const cards = counted.flatMap(({ card }) => card ?? []);
  const missing = counted.length - cards.length;
  const now = answeredToday(cards, missing, day, memory);
  if (days === null) {
    const unseen = { today: missing, day: missing, rate: memory.rate };
    return { questions: counted.length, today: now, day: null, unseen, course: [] };
  }
  const then = answeredThen(startOf(found, days, cards, missing, memory), counted.length);
  const unseen = { today: missing, day: then.unseen, rate: memory.rate };
  return { questions: counted.length, today: now, day: then.range, unseen, course: then.course };
}

/**
 * What the plan to the day of the interview begins with.
 * @param {Survey} found
 * @param {number} days
 * @param {CardState[]} cards those seen by which questions count
 * @param {number} missing questions that count and are not seen
 * @param {Memory} memory
 * @returns {Start}
 */
function startOf(found, days, cards, missing, memory) {
  const counting = new Set(cards);
  const aside = new Set(found.aside);
  /** @type {Start["seen"]} */
  const seen = [];
  for (const one of found.seen) {
    seen.push({ card: one.state, counts: counting.delete(one.state), open: !aside.has(one) });
  }
  // What is left is of kinds that were not chosen.
  for (const card of counting) seen.push({ card, counts: true, open: false });
  const unseen = freshOrder(found).map((kind) => kind === "say" || kind === "code");
  const others = missing - unseen.filter((counts) => counts).length;
  const budget = Math.max(0, found.budget - found.again.length);
  return { seen, unseen, others, day: found.day, days, budget, daily: found.daily, memory };
}

/**
 * Whether all that is chosen will be seen by the day, and what can be done if not.
 * @param {Survey} found
 * @param {number} days
 * @param {Counted[]} counted
 * @param {Memory} memory
 * @returns {NonNullable<Today["goal"]>}
 */
function goalOf(found, days, counted, memory) {
  const missing = unseenInAll(found);
  const cost = freshCost(memory);
  const seen = counted.filter(({ card }) => card).length;
  const fits = Math.floor(reviewsLeft(found) / cost);
  return {
    met: missing <= fits,
    seen: missing <= fits ? counted.length : Math.min(counted.length, seen + fits),
    questions: counted.length,
    minutes: days ? Math.ceil((missing * cost * memory.pace) / 60 / days) : null,
  };
}

/**
 * What would be answered today of each level, or of each topic.
 * @param {{ id: string }[]} parts
 * @param {(question: DeckQuestion) => number} of the number of a question's part, from 1
 * @param {Counted[]} counted
 * @param {number} day
 * @param {Memory} memory
 * @returns {PlanPart[]}
 */
function partsOf(parts, of, counted, day, memory) {
  const sums = parts.map(({ id }) => ({ id, questions: 0, seen: 0, expected: 0 }));
  for (const { question, card } of counted) {
    const sum = sums[of(question) - 1];
    if (!sum) continue;
    sum.questions++;
    if (card) sum.seen++;
    sum.expected += card ? recallAfter(Math.max(0, day - card.day), card.stability * memory.factor) : memory.rate;
  }
  return sums;
}
