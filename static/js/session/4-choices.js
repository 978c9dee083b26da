// What is practised: the levels, topics and kinds that the reader has left out,
// kept in the browser, or the questions that the address lists.

/** @typedef {"levels" | "topics" | "kinds"} Group */
/** @typedef {Record<Group, string[]>} LeftOut ids; of what a new version of the guide adds, nothing is left out */

/** @type {CardKind[]} */
const KINDS_OF_CARDS = ["say", "predict", "choose", "code"];
const CHOICES = "practice";
const THROUGH = "practice-list";

/** @returns {LeftOut} */
function leftOut() {
  /** @type {any} */
  let kept = null;
  try {
    kept = JSON.parse(studypress.store.get(CHOICES) ?? "");
  } catch {
    // Nothing was left out yet, or what is kept is not ours.
  }
  /** @param {Group} group */
  const ids = (group) => {
    const list = kept?.[group];
    return Array.isArray(list) ? list.filter((id) => typeof id === "string") : [];
  };
  return { levels: ids("levels"), topics: ids("topics"), kinds: ids("kinds") };
}

/** @param {LeftOut} choices */
function keepChoices(choices) {
  studypress.store.put(CHOICES, JSON.stringify(choices));
}

/** The slugs that the address asks for: `practice.html#q=gil,slots`. */
function listed() {
  const asked = new URLSearchParams(location.hash.slice(1)).get("q");
  return asked ? [...new Set(asked.split(",").filter(Boolean))] : null;
}

/**
 * Where the questions of a list stand. Several slugs may lead to one hash; then
 * the questions themselves say which of them is meant.
 * @param {Deck} deck
 * @param {string[]} slugs
 */
async function positionsOf(deck, slugs) {
  /** @type {Set<number>} */
  const positions = new Set();
  let missing = 0;
  for (const slug of slugs) {
    const found = deck.find(slug);
    const loaded = found.length > 1 ? await Promise.all(found.map((position) => deck.load(position))) : [];
    const place = found.length > 1 ? found[loaded.findIndex((question) => question.slug === slug)] : found[0];
    if (place === undefined) missing += 1;
    else positions.add(place);
  }
  return { positions, missing };
}

/**
 * Since when the reader goes through a list. One that was left today is gone on
 * with, so what was answered does not come again.
 * @param {string[]} slugs
 * @param {Practice} practice
 */
function throughSince(slugs, practice) {
  const now = practice.now();
  const list = slugs.join(",");
  try {
    const [before, since] = JSON.parse(studypress.store.get(THROUGH) ?? "");
    const today = practice.dayOf(since, now.offset) === practice.dayOf(now.time, now.offset);
    if (before === list && today) return Number(since);
  } catch {
    // No list was practised yet, or what is kept is not ours.
  }
  studypress.store.put(THROUGH, JSON.stringify([list, now.time]));
  return now.time;
}

/** A list that was gone through begins anew when it is asked for again. */
function listDone() {
  studypress.store.remove(THROUGH);
}

/**
 * @param {LeftOut} choices
 * @param {Deck} deck
 * @returns {PlanOptions}
 */
function optionsOf(choices, deck) {
  const { levels, topics } = deck;
  const chosen = deck.questions.filter(
    ({ level, topic }) =>
      !choices.levels.includes(levels[level - 1].id) && !choices.topics.includes(topics[topic - 1].id),
  );
  const all = chosen.length === deck.questions.length;
  const kinds = KINDS_OF_CARDS.filter((kind) => !choices.kinds.includes(kind));
  return {
    positions: all ? null : new Set(chosen.map(({ position }) => position)),
    kinds: kinds.length === KINDS_OF_CARDS.length ? null : new Set(kinds),
  };
}
