// The log in the browser's storage. Each page load that writes has a key of its
// own there, "log:WRITER", which no other writes; so tabs cannot overwrite each
// other. The keys stay apart for ever: a tab that joined some could be stopped
// half-way, or be read by another in between, and there is no lock from disk.

const LOG_KEY = "log:";
const LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/**
 * The log as this page has it.
 * @typedef {object} Book
 * @property {Log} log
 * @property {Map<string, number[]>} broken lines that cannot be read, by the names of their keys
 * @property {string} writer
 * @property {LogRecord[]} own what this page load wrote
 * @property {Deck | null} deck
 * @property {GuideFacts} guide
 * @property {ReaderState} state
 * @property {LogRecord | undefined} last the last in the order of replay
 * @property {(() => void)[]} listeners
 */

/** Six letters and digits that nobody else has drawn. */
function newWriter() {
  let writer = "";
  while (writer.length < 6) writer += LETTERS_AND_DIGITS[Math.floor(Math.random() * LETTERS_AND_DIGITS.length)];
  return writer;
}

/** @type {Practice["now"]} */
const readerNow = () => ({
  time: Math.floor(Date.now() / 1000),
  // Not -0, which no log holds.
  offset: Math.round(new Date().getTimezoneOffset() / -15) + 0,
});

/** @param {Book} book */
function replayBook(book) {
  book.state = replay(book.log, book.guide, readerNow().time);
  book.last = undefined;
  for (const record of book.log.values()) if (!book.last || inOrder(book.last, record) < 0) book.last = record;
}

/** @param {Book} book */
function notifyListeners(book) {
  for (const call of book.listeners) call();
}

const logNames = () => studypress.store.keys().filter((name) => name.startsWith(LOG_KEY));

/**
 * Takes what stands under names of the storage.
 * @param {Book} book
 * @param {string[]} names
 * @returns {boolean} whether any of it is new
 */
function readKeys(book, names) {
  let news = false;
  for (const name of names) {
    const { records, broken } = parseRecords(studypress.store.get(name) ?? "");
    for (const record of records) news = addRecord(book.log, record) || news;
    if (broken.length) book.broken.set(name, broken);
    else book.broken.delete(name);
  }
  return news;
}

/**
 * Takes what other tabs may have written.
 * @param {Book} book
 * @param {string[]} names
 */
function readAgain(book, names) {
  if (!readKeys(book, names)) return;
  replayBook(book);
  notifyListeners(book);
}

/**
 * @param {string} writer
 * @param {LogRecord[]} records
 */
function writeKey(writer, records) {
  studypress.store.put(LOG_KEY + writer, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
}

/**
 * Writes a record of this page load.
 * @param {Book} book
 * @param {string} kind
 * @param {unknown[]} rest
 */
function writeRecord(book, kind, ...rest) {
  const { time, offset } = readerNow();
  /** @type {LogRecord} */
  const record = [book.writer, book.own.length, time, offset, kind, ...rest];
  book.own.push(record);
  writeKey(book.writer, book.own);
  addRecord(book.log, record);
  if (kind === "undo" || kind === "reset" || (book.last && inOrder(book.last, record) > 0)) {
    replayBook(book);
  } else {
    applyRecord(book.state, record, book.guide, record[2]);
    book.last = record;
  }
  notifyListeners(book);
  return record;
}

/**
 * Merges records of other page loads, and keeps what is new of them under a key of its own.
 * @param {Book} book
 * @param {LogRecord[]} records
 * @returns {number} how many were new
 */
function addRecords(book, records) {
  const added = records.filter((record) => addRecord(book.log, record));
  if (added.length) {
    writeKey(newWriter(), added);
    replayBook(book);
    notifyListeners(book);
  }
  return added.length;
}

/** @type {(book: Book, card: string, grade: Grade, seconds: number) => LogRecord} */
function writeReview(book, card, grade, seconds) {
  // The first review of a day asks the browser not to drop the log when room is short.
  const { time, offset } = readerNow();
  const today = dayOf(time, offset);
  if (book.state.reviews.at(-1)?.day !== today) navigator.storage?.persist?.().catch(() => {});
  return writeRecord(book, "review", card, grade, Math.round(seconds));
}

/** @type {(book: Book, record: LogRecord | undefined) => LogRecord | null} */
function writeUndo(book, record) {
  const undone = undoneIn(book.log);
  /** @param {LogRecord} one */
  const counts = (one) => one[4] !== "undo" && !undone.has(recordKey(one[0], one[1]));
  const target = record ?? book.own.findLast((one) => ["review", "reset"].includes(one[4]) && counts(one));
  if (!target || !counts(target)) return null;
  writeRecord(book, "undo", target[0], target[1]);
  return target;
}

/** @type {(book: Book, scope: string) => LogRecord} */
function writeReset(book, scope) {
  /** @type {Map<string, number>} */
  const upTo = new Map();
  for (const record of book.log.values()) {
    if (!isReview(record) || !cardOf(record, book.guide).scopes.includes(scope)) continue;
    upTo.set(record[0], Math.max(record[1], upTo.get(record[0]) ?? 0));
  }
  return writeRecord(book, "reset", scope, Object.fromEntries(upTo));
}

/** @type {(book: Book, marks: Iterable<[slug: string, mark: Mark]>) => void} */
function migrateMarks(book, marks) {
  const known = new Set();
  for (const record of book.log.values()) if (record[4] === "mark") known.add(record[5]);
  /** @type {LogRecord[]} */
  const records = [];
  for (const [slug, mark] of marks) {
    // The same mark is the same record in whatever tab, and on whatever device, it is migrated.
    if (mark && !known.has(slug)) records.push([fnv1a(`${slug} ${mark}`).toString(36), 0, 0, 0, "mark", slug, mark]);
  }
  addRecords(book, records);
}

/** @type {(book: Book, text: string, anyGuide: boolean) => Imported} */
function importLog(book, text, anyGuide) {
  const { problem, guide, records, broken } = parseLog(text);
  const other = !anyGuide && book.deck && guide !== undefined && guide !== book.deck.guide;
  if (problem || other) return { added: 0, known: 0, broken: [], problem: problem ?? "log_guide" };
  const added = addRecords(book, records);
  return { added, known: records.length - added, broken, problem: null };
}

/** @returns {Book} */
function openBook() {
  const guide = guideFacts(null);
  /** @type {Book} */
  const book = {
    log: new Map(),
    broken: new Map(),
    writer: newWriter(),
    own: [],
    deck: null,
    guide,
    state: nothingYet(),
    last: undefined,
    listeners: [],
  };
  readKeys(book, logNames());
  replayBook(book);
  studypress.store.watchAll(LOG_KEY, (name) => readAgain(book, name === null ? logNames() : [name]));
  // A page that was put aside has heard nothing of what other tabs wrote meanwhile.
  addEventListener("pageshow", (event) => {
    if (event.persisted) readAgain(book, logNames());
  });
  return book;
}

/**
 * @param {Book} book
 * @returns {Reader}
 */
function readerOf(book) {
  return {
    get state() {
      return book.state;
    },
    get lasting() {
      return studypress.store.lasting;
    },
    get broken() {
      return [...book.broken].map(([name, lines]) => ({ name, lines }));
    },
    review: (card, grade, seconds) => writeReview(book, card, grade, seconds),
    undo: (record) => writeUndo(book, record),
    reset: (scope) => writeReset(book, scope),
    mark: (slug, mark) => {
      writeRecord(book, "mark", slug, mark || null);
    },
    migrate: (marks) => migrateMarks(book, marks),
    interview: (date, minutes) => {
      writeRecord(book, "day", date, minutes);
    },
    export: () => serializeLog(book.log, book.deck?.guide),
    import: (text, anyGuide = false) => importLog(book, text, anyGuide),
    changed: (call) => {
      book.listeners.push(call);
    },
  };
}

/** @type {{book: Book, reader: Reader} | undefined} */
let opened;

/** @type {Practice["reader"]} */
function openReader(deck) {
  if (!opened) {
    const book = openBook();
    opened = { book, reader: readerOf(book) };
  }
  const { book, reader } = opened;
  if (deck && deck !== book.deck) {
    book.deck = deck;
    book.guide = guideFacts(deck);
    replayBook(book);
    joinMarks(reader);
  }
  return reader;
}
