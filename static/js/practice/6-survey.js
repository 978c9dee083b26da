// The reader's log and the deck → what there is to do today: failures to repeat,
// cards to come back to, cards never seen. Nothing is chosen here.

/**
 * A card that the reader has seen and the guide has.
 * @typedef {object} SeenCard
 * @property {string} id
 * @property {CardKind} kind
 * @property {number} position
 * @property {CardState} state
 */

/**
 * Cards of a kind that the reader has not seen.
 * @typedef {object} Unseen
 * @property {number} all the cards of the kind that are chosen, seen or not
 * @property {number} left those of them not seen
 * @property {number[]} positions of those that may come today, in the order of learning
 */

/**
 * What there is to do today.
 * @typedef {object} Survey
 * @property {number} day of the reader
 * @property {number | null} days until the interview; null without one, or after it
 * @property {SeenCard[]} seen all cards seen
 * @property {Map<CardKind, Unseen>} unseen
 * @property {number} freshable questions of which a new card may come today
 * @property {SeenCard[]} again failed today and not right since, the one to come first before others
 * @property {SeenCard[]} repeats cards that may come today
 * @property {SeenCard[]} aside failed on too many days
 * @property {Review[]} done today
 * @property {Memory} memory what was known of the reader this morning
 * @property {number} daily reviews that fit into the minutes of a day
 * @property {number} budget those of them that are left today; Infinity without a date
 */

/** @type {CardKind[]} */
const KINDS = ["say", "predict", "choose", "code"];
/** On so many days a card fails before it is set aside, and then so many again; for how many days. */
const FAILED_DAYS = 4;
const ASIDE_DAYS = 1;
/** Minutes a day where the reader has not said. */
const MINUTES = 20;

/**
 * @param {ReaderState} state
 * @param {Deck} deck
 * @param {PlanOptions} options
 * @param {Now} now
 * @returns {Survey}
 */
function survey(state, deck, options, now) {
  const day = dayOf(now.time, now.offset);
  const days = daysLeft(state.interview.date, day);
  const morning = morningOf(state.reviews, day);
  const done = state.reviews.slice(morning);
  const memory = memoryAt(state.reviews, morning);
  const seen = seenCards(state, deck, options);
  const since = options.through ?? null;
  const touched = new Set();
  /** @type {Map<string, Review>} the last review today of each card */
  const lasts = new Map();
  for (const review of done) {
    const place = placeOf(deck, review.card);
    if (since !== null && review.time < since) continue;
    if (place) touched.add(place.position);
    lasts.set(review.card, review);
  }
  /** @param {SeenCard} card */
  const failing = ({ id, kind, state: card }) => {
    const last = lasts.get(id);
    if (!last || kind === "code") return false;
    return last.grade === 1 || (days === null && since === null && card.phase !== "review");
  };
  /** @type {SeenCard[]} */
  const again = [];
  /** @type {SeenCard[]} */
  const aside = [];
  /** @type {SeenCard[]} */
  const repeats = [];
  for (const card of seen) {
    const rests = isAside(card.state, day);
    if (failing(card)) again.push(card);
    else if (rests) aside.push(card);
    if (!touched.has(card.position) && (since !== null || !rests)) repeats.push(card);
  }
  again.sort((a, b) => a.state.due - b.state.due);
  const { unseen, freshable } = unseenCards(deck, options, seen, touched);
  const spent = done.reduce((sum, review) => sum + Math.min(review.seconds, LONGEST_REVIEW), 0);
  const seconds = 60 * (state.interview.minutes || MINUTES);
  const daily = Math.max(1, Math.round(seconds / memory.pace));
  const budget = days === null ? Infinity : Math.max(0, Math.round((seconds - spent) / memory.pace));
  return { day, days, seen, unseen, freshable, again, repeats, aside, done, memory, daily, budget };
}

/**
 * Whether a card is set aside on a day. It comes back, because a few days of rest and a look at its page may help, and a
 * card given up for good is a question lost: with that, bench/practice loses two questions of a hundred in thirty days.
 * @param {CardState} card
 * @param {number} day
 */
function isAside({ failed, failedOn, day: last }, day) {
  return failed > 0 && failed % FAILED_DAYS === 0 && failedOn === last && day - last <= ASIDE_DAYS;
}

/**
 * Days until the interview; null without a date or after it.
 * @param {string | null} date
 * @param {number} day
 */
function daysLeft(date, day) {
  const days = date ? Date.parse(date) / (DAY * 1000) - day : -1;
  return days >= 0 ? days : null;
}

/**
 * The number of reviews before a day.
 * @param {Review[]} reviews in their order
 * @param {number} day
 */
function morningOf(reviews, day) {
  let morning = reviews.length;
  while (morning && reviews[morning - 1].day >= day) morning--;
  return morning;
}

/** @type {WeakMap<Review[], { last: Review | undefined, end: number, memory: Memory }>} */
const mornings = new WeakMap();

/**
 * memoryOf, computed once a day.
 * @param {Review[]} reviews
 * @param {number} end
 */
function memoryAt(reviews, end) {
  const known = mornings.get(reviews);
  if (known && known.end === end && known.last === reviews[end - 1]) return known.memory;
  const memory = memoryOf(reviews, end);
  mornings.set(reviews, { last: reviews[end - 1], end, memory });
  return memory;
}

/** @type {WeakMap<Deck, Map<string, { kind: CardKind, position: number, seen: SeenCard | null } | null>>} */
const places = new WeakMap();

/**
 * Where a card stands in the deck; null if the guide has it no more.
 * @param {Deck} deck
 * @param {string} id
 */
function placeOf(deck, id) {
  let known = places.get(deck);
  if (!known) {
    known = new Map();
    places.set(deck, known);
  }
  let place = known.get(id);
  if (place === undefined) {
    const [name, slug] = id.split(":", 2);
    const kind = KINDS.find((one) => one === name);
    const position = deck.find(slug).find((one) => kind && cardsOf(deck.questions[one], kind));
    place = kind && position !== undefined ? { kind, position, seen: null } : null;
    known.set(id, place);
  }
  return place;
}

/**
 * How many cards of a kind a question has.
 * @param {DeckQuestion | undefined} question
 * @param {CardKind} kind
 */
function cardsOf(question, kind) {
  return Number(question?.[kind] ?? 0);
}

/**
 * Whether a question counts when it is asked what would be answered: it has a card to say, or is an exercise.
 * @param {DeckQuestion} question
 */
function counts(question) {
  return question.say || question.code;
}

/**
 * Whether the options choose a card.
 * @param {PlanOptions} options
 * @param {CardKind} kind
 * @param {number} position
 */
function chosen({ positions, kinds }, kind, position) {
  return (!positions || positions.has(position)) && (!kinds || kinds.has(kind));
}

/**
 * The chosen cards that were seen. Where the log has more of a question than the guide, those reviewed last are
 * meant: an edited snippet is a new card, and the old one is never reviewed again.
 * @param {ReaderState} state
 * @param {Deck} deck
 * @param {PlanOptions} options
 */
function seenCards(state, deck, options) {
  /** @type {SeenCard[]} */
  const seen = [];
  /** @type {Map<string, SeenCard[]>} */
  const several = new Map();
  for (const [id, card] of state.cards) {
    const place = placeOf(deck, id);
    if (!place || !chosen(options, place.kind, place.position) || options.gone?.has(id)) continue;
    // Kept as long as the card's state is the same: most are, from one question to the next.
    if (place.seen?.state !== card) place.seen = { id, kind: place.kind, position: place.position, state: card };
    const one = place.seen;
    seen.push(one);
    if (place.kind === "say") continue;
    const key = `${place.kind} ${place.position}`;
    several.set(key, [...(several.get(key) ?? []), one]);
  }
  /** @type {Set<SeenCard>} */
  const gone = new Set();
  for (const cards of several.values()) {
    const has = cardsOf(deck.questions[cards[0].position], cards[0].kind);
    if (cards.length <= has) continue;
    for (const card of cards.sort((a, b) => b.state.last - a.state.last).slice(has)) gone.add(card);
  }
  return gone.size ? seen.filter((card) => !gone.has(card)) : seen;
}

/**
 * The chosen cards not seen, by kind, and how many questions there are of which one may come today.
 * @param {Deck} deck
 * @param {PlanOptions} options
 * @param {SeenCard[]} seen
 * @param {Set<number>} touched questions that wait until tomorrow
 */
function unseenCards(deck, options, seen, touched) {
  /** @type {Map<CardKind, Unseen>} */
  const unseen = new Map();
  const free = new Set();
  for (const [kind, questions] of kindsOf(deck)) {
    if (options.kinds && !options.kinds.has(kind)) continue;
    const had = new Uint16Array(deck.questions.length);
    for (const card of seen) if (card.kind === kind) had[card.position]++;
    /** @type {Unseen} */
    const here = { all: 0, left: 0, positions: [] };
    for (const { position, cards } of questions) {
      if (options.positions && !options.positions.has(position)) continue;
      here.all += cards;
      if (had[position] >= cards || options.gone?.has(freshKey(kind, position))) continue;
      here.left += cards - had[position];
      if (touched.has(position)) continue;
      here.positions.push(position);
      if (kind !== "code") free.add(position);
    }
    if (here.all) unseen.set(kind, here);
  }
  return { unseen, freshable: free.size };
}

/** @type {WeakMap<Deck, Map<CardKind, { position: number, cards: number }[]>>} */
const decks = new WeakMap();

/**
 * The questions that have cards of a kind and how many, in the order of learning; for each kind that the guide has.
 * @param {Deck} deck
 */
function kindsOf(deck) {
  let known = decks.get(deck);
  if (!known) {
    known = new Map();
    for (const kind of KINDS) {
      const all = deck.questions.map((question) => ({ position: question.position, cards: cardsOf(question, kind) }));
      const having = all.filter(({ cards }) => cards);
      if (having.length) known.set(kind, having);
    }
    decks.set(deck, known);
  }
  return known;
}

/**
 * The questions at some positions, in the order of learning.
 * @param {Deck} deck
 * @param {ReadonlySet<number>} positions
 */
function only(deck, positions) {
  return [...positions].sort((a, b) => a - b).flatMap((position) => deck.questions[position] ?? []);
}

/**
 * What stands for a card not seen where cards are named.
 * @param {CardKind} kind
 * @param {number} position
 */
function freshKey(kind, position) {
  return `new:${kind}:${position}`;
}
