// The reader's log: records that are only ever added and merged, and what they
// come to. docs/practice-log.md describes them.

const LOG_FORMAT = "studypress-log";
const LOG_VERSION = 1;
const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * The records by writer and number.
 * @typedef {Map<string, LogRecord>} Log
 */

/**
 * What a replay has to know of the guide.
 * @typedef {object} GuideFacts
 * @property {(slug: string) => string} current the slug that a question has today
 * @property {(id: string) => CardFacts} card
 */

/**
 * A card as the guide has it today.
 * @typedef {object} CardFacts
 * @property {string} id
 * @property {string[]} scopes those of resets that it belongs to
 */

/**
 * @param {Deck | null} deck
 * @returns {GuideFacts}
 */
function guideFacts(deck) {
  /** @type {(slug: string) => string} */
  const current = deck ? deck.current : (slug) => slug;
  /** @param {string} slug */
  const scopesOf = (slug) => {
    const question = deck?.questions[deck.find(slug)[0] ?? -1];
    return deck && question
      ? [`level:${deck.levels[question.level - 1]?.id}`, `topic:${deck.topics[question.topic - 1]?.id}`]
      : [];
  };
  /** @type {Map<string, CardFacts>} */
  const known = new Map();
  return {
    current,
    card(id) {
      let card = known.get(id);
      if (!card) {
        const [kind, slug, ...rest] = id.split(":");
        const today = slug === undefined ? id : [kind, current(slug), ...rest].join(":");
        card = { id: today, scopes: ["all", today, ...scopesOf(slug ?? "")] };
        known.set(id, card);
      }
      return card;
    },
  };
}

/**
 * @param {string} writer
 * @param {number} n
 */
const recordKey = (writer, n) => `${writer}:${n}`;

/**
 * Whether this is a record, maybe of a kind that only a later studypress knows.
 * @param {any} value
 * @returns {value is LogRecord}
 */
function isRecord(value) {
  if (!Array.isArray(value)) return false;
  const [writer, n, time, offset, kind] = value;
  return (
    typeof writer === "string" &&
    Number.isSafeInteger(n) &&
    n >= 0 &&
    Number.isFinite(time) &&
    Number.isFinite(offset) &&
    typeof kind === "string"
  );
}

/**
 * Adds a record to a log. Of two with one number, that with the greater JSON text stays.
 * @param {Log} log
 * @param {LogRecord} record
 * @returns {boolean} whether the log has changed
 */
function addRecord(log, record) {
  const key = recordKey(record[0], record[1]);
  const known = log.get(key);
  if (known && JSON.stringify(known) >= JSON.stringify(record)) return false;
  log.set(key, record);
  return true;
}

/** @param {string} line */
function parseLine(line) {
  try {
    const value = JSON.parse(line);
    // What nests thousands of times can be read and never written.
    if (line.length > 1000) JSON.stringify(value);
    return value;
  } catch {
    return undefined;
  }
}

/**
 * The records of JSON Lines, and the numbers of the lines that are none, from 1.
 * Heads of files are skipped, so that files may be put together.
 * @param {string} text
 */
function parseRecords(text) {
  /** @type {LogRecord[]} */
  const records = [];
  /** @type {number[]} */
  const broken = [];
  text.split("\n").forEach((line, i) => {
    if (!line.trim()) return;
    const value = parseLine(line);
    if (isRecord(value)) records.push(value);
    else if (value?.format !== LOG_FORMAT) broken.push(i + 1);
  });
  return { records, broken };
}

/**
 * Reads an exported log; `guide` is the one that its head names.
 * @param {string} text
 */
function parseLog(text) {
  // An editor may have put a byte order mark in front.
  const unmarked = text.replace(/^\uFEFF/, "");
  const head = parseLine(unmarked.split("\n", 1)[0]);
  /** @type {Imported["problem"]} */
  let problem = null;
  if (head?.format !== LOG_FORMAT || !Number.isInteger(head.version)) problem = "log_format";
  else if (head.version > LOG_VERSION) problem = "log_version";
  return { problem, guide: head?.guide, ...(problem ? { records: [], broken: [] } : parseRecords(unmarked)) };
}

/**
 * The order in which records are replayed: by time, writer and number.
 * @param {LogRecord} a
 * @param {LogRecord} b
 */
function inOrder(a, b) {
  return a[2] - b[2] || (a[0] < b[0] ? -1 : Number(a[0] > b[0])) || a[1] - b[1];
}

/**
 * A log as a file.
 * @param {Log} log
 * @param {string | undefined} guide
 */
function serializeLog(log, guide) {
  const head = { format: LOG_FORMAT, version: LOG_VERSION, guide };
  return [head, ...[...log.values()].sort(inOrder)].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/**
 * Whether a record is of kind "review" and says what one must.
 * @param {LogRecord} record
 */
function isReview(record) {
  const [kind, card, grade] = [record[4], record[5], record[6]];
  return kind === "review" && typeof card === "string" && (grade === 1 || grade === 2 || grade === 3 || grade === 4);
}

/**
 * The card of a record that is a review.
 * @param {LogRecord} record
 * @param {GuideFacts} guide
 */
function cardOf(record, guide) {
  return guide.card(/** @type {string} */ (record[5]));
}

/** @param {unknown} value */
const countOf = (value) => (typeof value === "number" && value > 0 ? value : 0);

/**
 * For each scope that was reset, the last number of each writer that no longer counts.
 * @param {LogRecord[]} records
 * @param {GuideFacts} guide
 */
function resetLimits(records, guide) {
  /** @type {Map<string, Map<string, number>>} */
  const limits = new Map();
  for (const record of records) {
    const [kind, scope, upTo] = [record[4], record[5], record[6]];
    if (kind !== "reset" || typeof scope !== "string" || !upTo || typeof upTo !== "object") continue;
    const key = /^(level|topic):/.test(scope) ? scope : guide.card(scope).id;
    const ofScope = limits.get(key) ?? new Map();
    limits.set(key, ofScope);
    for (const [writer, n] of Object.entries(upTo)) {
      if (Number.isFinite(n)) ofScope.set(writer, Math.max(n, ofScope.get(writer) ?? n));
    }
  }
  return limits;
}

/** @returns {ReaderState} */
const nothingYet = () => ({
  cards: new Map(),
  marks: new Map(),
  interview: { date: null, minutes: 0 },
  reviews: [],
});

/**
 * Goes on from a state by a review that counts.
 * @param {ReaderState} state
 * @param {LogRecord} record
 * @param {GuideFacts} guide
 * @param {number} now what is later counts as now
 */
function applyReview(state, record, guide, now) {
  const card = cardOf(record, guide).id;
  const grade = /** @type {Grade} */ (record[6]);
  const seconds = countOf(record[7]);
  const time = Math.min(record[2], now);
  // No place of the earth is further from UTC than 14 hours.
  const offset = clamp(record[3], -56, 56);
  const before = state.cards.get(card) ?? null;
  const after = reviewCard(before, grade, time, offset);
  const recall = before ? recallOf(before, after.day) : NaN;
  state.cards.set(card, after);
  state.reviews.push({ card, grade, seconds, time, offset, day: dayOf(time, offset), first: !before, recall });
}

/**
 * Goes on from a state by a record that counts. Kinds not known change nothing.
 * @param {ReaderState} state
 * @param {LogRecord} record
 * @param {GuideFacts} guide
 * @param {number} now
 */
function applyRecord(state, record, guide, now) {
  const [kind, subject, value] = [record[4], record[5], record[6]];
  if (isReview(record)) {
    applyReview(state, record, guide, now);
  } else if (kind === "mark" && typeof subject === "string") {
    const slug = guide.current(subject);
    if (value === "todo" || value === "shaky" || value === "known") state.marks.set(slug, value);
    else if (value === null) state.marks.delete(slug);
  } else if (kind === "day" && (subject === null || (typeof subject === "string" && DATE.test(subject)))) {
    state.interview = { date: subject, minutes: countOf(value) };
  }
}

/**
 * The state that the records of a log come to, in whatever order it got them.
 * @param {Log} log
 * @param {GuideFacts} guide
 * @param {number} now in Unix seconds
 */
function replay(log, guide, now) {
  const undone = undoneIn(log);
  /** @type {LogRecord[]} */
  const counted = [];
  for (const [key, record] of log) if (!undone.has(key)) counted.push(record);
  counted.sort(inOrder);
  const limits = resetLimits(counted, guide);
  /** @param {LogRecord} record */
  const isReset = (record) =>
    limits.size > 0 &&
    isReview(record) &&
    cardOf(record, guide).scopes.some((scope) => record[1] <= (limits.get(scope)?.get(record[0]) ?? -1));
  const state = nothingYet();
  for (const record of counted) if (!isReset(record)) applyRecord(state, record, guide, now);
  return state;
}

/**
 * The keys of records that do not count. What an "undo" did stays done: one of
 * an "undo" has no effect, so that no order of them matters.
 * @param {Log} log
 */
function undoneIn(log) {
  /** @type {Set<string>} */
  const keys = new Set();
  for (const [, , , , kind, writer, n] of log.values()) {
    if (kind === "undo" && typeof writer === "string" && typeof n === "number") keys.add(recordKey(writer, n));
  }
  return keys;
}
