// What there is to do today → the card that comes next. With a date: new cards
// first, then whatever raises expected recall on the day most for a review; without one:
// what is due, then some new cards. bench/practice shows what the first is worth.

/**
 * What is left of today's work besides failures.
 * @typedef {object} Work
 * @property {number} left how many times something is to be asked
 * @property {number} fresh new cards among these
 * @property {number} repeat cards seen before among these; new ones that fail take what is left
 * @property {boolean} more whether there is anything beyond it
 * @property {() => PlanItem[]} next those that come first; some even when nothing is left but there is more
 */

/** New cards a day without a date. */
const NEW_A_DAY = 10;
/** Of so many next cards, the one is shown that is least like the one before: of another kind, of another topic. */
const MIXED = 6;

/**
 * The card that comes next.
 * @param {ReaderState} state
 * @param {Deck} deck
 * @param {PlanOptions} options
 * @param {Now} now
 * @returns {PlanQueue}
 */
function queue(state, deck, options, now) {
  const today = survey(state, deck, options, now);
  const work = workOf(today, options, now);
  const again = today.again[0];
  const left = today.again.length + work.left;
  const others = work.left > 0 || (options.more && work.more);
  /** @type {PlanItem | null} */
  let item = null;
  if (again && (!others || again.state.last + STEP <= now.time)) item = itemOf(again, "again");
  else if (others) item = mixed(work.next(), today, deck);
  else if (options.through == null) item = exercise(today, now);
  return { item, left: item ? Math.max(1, left) : 0, more: work.more };
}

/**
 * @param {Survey} today
 * @param {PlanOptions} options
 * @param {Now} now
 * @returns {Work}
 */
function workOf(today, options, now) {
  if (options.through != null) return listWork(today);
  const open = today.repeats.filter(({ kind }) => kind !== "code");
  const { freshable } = today;
  if (today.days !== null) {
    const left = Math.min(Math.max(0, today.budget - today.again.length), open.length + freshable);
    const cost = freshCost(today.memory);
    const news = Math.min(freshable, Math.ceil(left / cost));
    return {
      left,
      fresh: news,
      repeat: clamp(Math.round(left - news * cost), 0, open.length),
      more: open.length + freshable > left,
      next: () => (freshable ? fresh(today) : best(open, today)),
    };
  }
  const due = open.filter(({ state }) => isDue(state, today.day, now));
  const begun = today.done.filter(({ first }) => first).length;
  const allowed = Math.min(freshable, Math.max(0, NEW_A_DAY - begun));
  return {
    left: due.length + allowed,
    fresh: allowed,
    repeat: due.length,
    more: freshable > allowed,
    next: () => (due.length ? first(due, ({ state }) => -state.due) : fresh(today)),
  };
}

/**
 * A list gone through: each of its questions once, by its first kind of card.
 * @param {Survey} today
 * @returns {Work}
 */
function listWork(today) {
  /** @type {Map<number, PlanItem>} */
  const items = new Map();
  for (const kind of [...KINDS].reverse()) {
    const cards = today.repeats.filter((card) => card.kind === kind);
    for (const card of cards.sort((a, b) => recallOf(b.state, today.day) - recallOf(a.state, today.day))) {
      items.set(card.position, itemOf(card, "repeat"));
    }
    for (const position of today.unseen.get(kind)?.positions ?? []) items.set(position, freshItem(kind, position));
  }
  const order = [...items.values()].sort((a, b) => a.position - b.position);
  const news = order.filter(({ why }) => why === "new").length;
  return {
    left: order.length,
    fresh: news,
    repeat: order.length - news,
    more: false,
    next: () => order.slice(0, MIXED),
  };
}

/**
 * Whether a card is due on a day, the reader's.
 * @param {CardState} card
 * @param {number} day
 * @param {Now} now
 */
function isDue(card, day, now) {
  return dayOf(card.due, now.offset) <= day;
}

/**
 * The cards that raise expected recall on the day of the interview most.
 * @param {SeenCard[]} cards
 * @param {Survey} today
 */
function best(cards, today) {
  const { day, days, memory } = today;
  const ahead = horizon(days ?? 0, today.seen.length + unseenInAll(today), today.daily);
  return first(cards, ({ state }) => gainAt(state, day, ahead, memory.factor));
}

/**
 * The cards of the highest score.
 * @param {SeenCard[]} cards
 * @param {(card: SeenCard) => number} score
 */
function first(cards, score) {
  /** @type {{ card: SeenCard, score: number }[]} the highest first */
  const top = [];
  for (const card of cards) {
    const one = { card, score: score(card) };
    if (top.length === MIXED && one.score <= top[MIXED - 1].score) continue;
    let at = top.length;
    while (at && top[at - 1].score < one.score) at--;
    top.splice(at, 0, one);
    if (top.length > MIXED) top.pop();
  }
  return top.map(({ card }) => itemOf(card, "repeat"));
}

/**
 * The new cards that come first, in the order of learning.
 * @param {Survey} today
 */
function fresh(today) {
  const short = isShort(today);
  const lists = listsOf(today).map((list) => ({ ...list, at: 0 }));
  const taken = new Set();
  /** @type {PlanItem[]} */
  const items = [];
  while (items.length < MIXED) {
    for (const list of lists) while (taken.has(list.positions[list.at])) list.at++;
    const open = lists.filter(({ positions, at }) => at < positions.length);
    if (!open.length) break;
    const list = inTurn(open, short);
    if (short && items.some(({ kind }) => kind !== list.kind)) break;
    const position = list.positions[list.at++];
    list.seen++;
    taken.add(position);
    items.push(freshItem(list.kind, position));
  }
  return items;
}

/**
 * The kinds of all cards not seen, in the order in which they will come. Exercises have a place of their own.
 * @param {Survey} today
 */
function freshOrder(today) {
  const short = isShort(today);
  const lists = listsOf(today);
  /** @type {CardKind[]} */
  const kinds = [];
  for (let open = lists.filter(({ left }) => left); open.length; ) {
    const list = inTurn(open, short);
    kinds.push(list.kind);
    list.seen++;
    if (!--list.left) open = open.filter(({ left }) => left);
  }
  return kinds;
}

/**
 * The cards not seen, exercises left out.
 * @param {Survey} today
 */
function listsOf({ unseen }) {
  return [...unseen]
    .filter(([kind]) => kind !== "code")
    .map(([kind, list]) => ({ kind, ...list, seen: list.all - list.left }));
}

/**
 * The kind whose turn it is: of each the same share is to be seen. Where time is short, cards by which a question counts
 * come before others.
 * @template {{ seen: number, all: number }} T
 * @param {T[]} lists at least one, in the order of KINDS
 * @param {boolean} short
 * @returns {T}
 */
function inTurn(lists, short) {
  return short ? lists[0] : lists.reduce((a, b) => ((b.seen + 1) / b.all < (a.seen + 1) / a.all ? b : a));
}

/**
 * Whether there are more new cards than time until the interview.
 * @param {Survey} today
 */
function isShort(today) {
  return today.days !== null && unseenInAll(today) * freshCost(today.memory) > reviewsLeft(today);
}

/**
 * The reviews there are until the interview at the reader's pace, those of today included.
 * @param {Survey} today
 */
function reviewsLeft({ budget, daily, days }) {
  return budget + daily * Math.max(0, (days ?? 0) - 1);
}

/** @param {Survey} today */
function unseenInAll(today) {
  return listsOf(today).reduce((sum, { left }) => sum + left, 0);
}

/**
 * The reviews that a new card takes on its first day.
 * @param {Memory} memory
 */
function freshCost({ rate }) {
  return 1 + (1 - rate) * FAILURE;
}

/**
 * Of some items, the one that is least like the card before.
 * @param {PlanItem[]} items at least one
 * @param {Survey} today
 * @param {Deck} deck
 */
function mixed(items, today, deck) {
  const before = today.done.length ? placeOf(deck, today.done[today.done.length - 1].card) : null;
  if (!before) return items[0];
  const { topic } = deck.questions[before.position];
  /** @param {PlanItem} item */
  const other = ({ kind, position }) =>
    (kind === before.kind ? 0 : 2) + (deck.questions[position].topic === topic ? 0 : 1);
  return items.reduce((a, b) => (other(b) > other(a) ? b : a));
}

/**
 * The exercise that ends a day's work, if there was none today.
 * @param {Survey} today
 * @param {Now} now
 * @returns {PlanItem | null}
 */
function exercise(today, now) {
  if (today.done.some(({ card }) => card.startsWith("code:"))) return null;
  const seen = today.repeats.filter(
    ({ kind, state }) => kind === "code" && (today.days !== null || isDue(state, today.day, now)),
  );
  if (seen.length) return best(seen, today)[0];
  const position = today.unseen.get("code")?.positions[0];
  return position === undefined ? null : freshItem("code", position);
}

/**
 * @param {SeenCard} card
 * @param {"again" | "repeat"} why
 * @returns {PlanItem}
 */
function itemOf({ id, kind, position }, why) {
  return { kind, position, id, why, key: id };
}

/**
 * @param {CardKind} kind
 * @param {number} position
 * @returns {PlanItem}
 */
function freshItem(kind, position) {
  return { kind, position, id: null, why: "new", key: freshKey(kind, position) };
}

/**
 * What follows on each grade.
 * @param {ReaderState} state
 * @param {CardKind} kind
 * @param {string | null} id
 * @param {Now} now
 * @returns {[After, After, After, After]}
 */
function after(state, kind, id, now) {
  const day = dayOf(now.time, now.offset);
  const cards = previewCard((id && state.cards.get(id)) || null, now.time, now.offset);
  const dated = daysLeft(state.interview.date, day) !== null;
  /** @type {(card: CardState, index: number) => After} */
  const one = (card, index) => {
    if (dated) return { unit: index === 0 && kind !== "code" ? "today" : "later" };
    if (card.phase === "review") return { unit: "days", number: dayOf(card.due, now.offset) - day };
    if (kind === "code") return { unit: "days", number: 1 };
    return { unit: "minutes", number: (card.due - now.time) / 60 };
  };
  const [again, hard, good, easy] = cards;
  return [one(again, 0), one(hard, 1), one(good, 2), one(easy, 3)];
}
