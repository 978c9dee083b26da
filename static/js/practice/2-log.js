// The reader's log: records that are only ever added and merged, and what they
// come to. docs/practice-log.md describes them.

const LOG_FORMAT = "studypress-log";
const LOG_VERSION = 1;

/**
 * The records by writer and number.
 * @typedef {Map<string, LogRecord>} Log
 */

/**
 * What a replay has to know of the guide.
 * @typedef {object} GuideFacts
 * @property {(slug: string) => string} current the slug that a question has today
 * @property {(slug: string) => string[]} scopes those of resets that it belongs to, besides "all" and its cards
 */

/**
 * @param {unknown} writer
 * @param {unknown} n
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
    return JSON.parse(line);
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
  const lines = text.replace(/^\uFEFF/, "");
  const head = parseLine(lines.split("\n", 1)[0]);
  /** @type {Imported["problem"]} */
  let problem = null;
  if (head?.format !== LOG_FORMAT || !Number.isInteger(head.version)) problem = "log_format";
  else if (head.version > LOG_VERSION) problem = "log_version";
  return { problem, guide: head?.guide, ...(problem ? { records: [], broken: [] } : parseRecords(lines)) };
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
 * The id of a card, "KIND:SLUG" with what follows, with the slug of today.
 * @param {string} id
 * @param {GuideFacts} guide
 */
function currentCard(id, guide) {
  const [kind, slug, ...rest] = id.split(":");
  return slug === undefined ? id : [kind, guide.current(slug), ...rest].join(":");
}

/**
 * The scopes of resets that a card belongs to.
 * @param {string} card its id of today
 * @param {GuideFacts} guide
 */
function scopesOf(card, guide) {
  return ["all", card, ...guide.scopes(card.split(":")[1] ?? "")];
}

/**
 * A record of kind "review" by its parts, or null if it does not say what a review must.
 * @param {LogRecord} record
 * @param {GuideFacts} guide
 */
function reviewOf([, , , , kind, id, grade, seconds], guide) {
  const good = kind === "review" && typeof id === "string" && [1, 2, 3, 4].includes(Number(grade));
  if (!good) return null;
  return {
    card: currentCard(id, guide),
    grade: /** @type {Grade} */ (Number(grade)),
    seconds: Math.max(0, Number(seconds) || 0),
  };
}

/**
 * For each scope that was reset, the last number of each writer that no longer counts.
 * @param {LogRecord[]} records
 * @param {GuideFacts} guide
 */
function resetLimits(records, guide) {
  /** @type {Map<string, Map<string, number>>} */
  const limits = new Map();
  for (const [, , , , kind, scope, upTo] of records) {
    if (kind !== "reset" || typeof scope !== "string" || !upTo || typeof upTo !== "object") continue;
    const key = /^(level|topic):/.test(scope) ? scope : currentCard(scope, guide);
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
 * Goes on from a state by one record that counts. Kinds not known change nothing.
 * @param {ReaderState} state
 * @param {LogRecord} record
 * @param {GuideFacts} guide
 * @param {number} now what is later counts as today
 */
function applyRecord(state, record, guide, now) {
  const [, , written, quarters, kind, subject, value] = record;
  const review = reviewOf(record, guide);
  if (review) {
    const time = Math.min(written, now);
    // No place of the earth is further from UTC than 14 hours.
    const offset = clamp(quarters, -56, 56);
    const before = state.cards.get(review.card) ?? null;
    const after = reviewCard(before, review.grade, time, offset);
    const recall = before ? recallOf(before, after.day) : NaN;
    state.cards.set(review.card, after);
    state.reviews.push({ ...review, time, offset, day: dayOf(time, offset), first: !before, recall });
  } else if (kind === "mark" && typeof subject === "string") {
    const slug = guide.current(subject);
    if (value === "todo" || value === "shaky" || value === "known") state.marks.set(slug, value);
    else if (value === null) state.marks.delete(slug);
  } else if (kind === "day" && (subject === null || /^\d{4}-\d\d-\d\d$/.test(String(subject)))) {
    state.interview = { date: /** @type {string | null} */ (subject), minutes: Math.max(0, Number(value) || 0) };
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
  const counted = [...log.values()].filter(([writer, n]) => !undone.has(recordKey(writer, n))).sort(inOrder);
  const limits = resetLimits(counted, guide);
  /** @param {LogRecord} record */
  const isReset = (record) => {
    const card = limits.size && reviewOf(record, guide)?.card;
    return card && scopesOf(card, guide).some((scope) => record[1] <= (limits.get(scope)?.get(record[0]) ?? -1));
  };
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
  for (const [, , , , kind, writer, n] of log.values()) if (kind === "undo") keys.add(recordKey(writer, n));
  return keys;
}
