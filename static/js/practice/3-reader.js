// The log in the browser's storage. Each page load that writes has a key of its
// own there, "log:WRITER", which no other writes; so tabs cannot overwrite each
// other. The keys stay apart for ever: a tab that joined some could be stopped
// half-way, or be read by another in between, and there is no lock from disk.

const LOG_KEY = "log:";
const LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Six letters and digits that nobody else has drawn. */
function newWriter() {
  let writer = "";
  while (writer.length < 6) writer += LETTERS_AND_DIGITS[Math.floor(Math.random() * LETTERS_AND_DIGITS.length)];
  return writer;
}

/** Now, in Unix seconds. */
const currentTime = () => Math.floor(Date.now() / 1000);
/** The reader's clock against UTC, in quarter hours. */
const currentOffset = () => Math.round(new Date().getTimezoneOffset() / -15) + 0;

/**
 * What the deck knows of slugs.
 * @param {Deck | null} deck
 * @returns {GuideFacts}
 */
function guideFacts(deck) {
  if (!deck) return { current: (slug) => slug, scopes: () => [] };
  /** @type {Map<string, string[]>} */
  const known = new Map();
  return {
    current: deck.current,
    scopes(slug) {
      let scopes = known.get(slug);
      if (!scopes) {
        const question = deck.questions[deck.find(slug)[0] ?? -1];
        scopes = question
          ? [`level:${deck.levels[question.level - 1]?.id}`, `topic:${deck.topics[question.topic - 1]?.id}`]
          : [];
        known.set(slug, scopes);
      }
      return scopes;
    },
  };
}

/**
 * Opens the log of this browser.
 * @returns {Reader & {know(deck: Deck): void}}
 */
function openReader() {
  const { store } = studypress;
  /** @type {Log} */
  const log = new Map();
  /** @type {Map<string, number[]>} */
  const broken = new Map();
  /** @type {(() => void)[]} */
  const listeners = [];
  /** @type {Deck | null} */
  let deck = null;
  let guide = guideFacts(deck);
  let state = nothingYet();
  /** @type {LogRecord | undefined} the last in the order of replay */
  let last;
  const writer = newWriter();
  /** @type {LogRecord[]} what this page load wrote */
  const own = [];

  function replayAll() {
    state = replay(log, guide, currentTime());
    last = undefined;
    for (const record of log.values()) if (!last || inOrder(last, record) < 0) last = record;
  }
  function notify() {
    for (const call of listeners) call();
  }

  /**
   * Takes what stands under these names, of which other page loads may have written some.
   * @param {string[]} names
   */
  function read(names) {
    let news = false;
    for (const name of names) {
      const found = parseRecords(store.get(name) ?? "");
      for (const record of found.records) news = addRecord(log, record) || news;
      if (found.broken.length) broken.set(name, found.broken);
      else broken.delete(name);
    }
    return news;
  }
  function readAgain(names = logNames()) {
    if (!read(names)) return;
    replayAll();
    notify();
  }
  const logNames = () => store.keys().filter((name) => name.startsWith(LOG_KEY));

  /**
   * @param {string} name
   * @param {LogRecord[]} records
   */
  function keep(name, records) {
    store.put(LOG_KEY + name, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  }

  /**
   * @param {string} kind
   * @param {unknown[]} rest
   */
  function write(kind, ...rest) {
    /** @type {LogRecord} */
    const record = [writer, own.length, currentTime(), currentOffset(), kind, ...rest];
    own.push(record);
    keep(writer, own);
    addRecord(log, record);
    if (kind === "undo" || kind === "reset" || (last && inOrder(last, record) > 0)) {
      replayAll();
    } else {
      applyRecord(state, record, guide, record[2]);
      last = record;
    }
    notify();
    return record;
  }

  /** Asks the browser, at the first review of a day, not to drop the log when room is short. */
  function askToPersist() {
    const today = dayOf(currentTime(), currentOffset());
    if (state.reviews.at(-1)?.day !== today) navigator.storage?.persist?.().catch(() => {});
  }

  read(logNames());
  replayAll();
  store.watchAll(LOG_KEY, (name) => readAgain(name === null ? logNames() : [name]));
  // A page that was put aside has heard nothing of what other tabs wrote meanwhile.
  addEventListener("pageshow", (event) => {
    if (event.persisted) readAgain();
  });

  return {
    get state() {
      return state;
    },
    get lasting() {
      return store.lasting;
    },
    get broken() {
      return [...broken].map(([name, lines]) => ({ name, lines }));
    },
    know(given) {
      if (deck === given) return;
      deck = given;
      guide = guideFacts(deck);
      replayAll();
    },
    review(card, grade, seconds) {
      askToPersist();
      return write("review", card, grade, Math.round(seconds));
    },
    undo(record) {
      const undone = undoneIn(log);
      /** @param {LogRecord} one */
      const counts = ([writer, n, , , kind]) => kind !== "undo" && !undone.has(recordKey(writer, n));
      const target = record ?? own.findLast((one) => ["review", "reset"].includes(one[4]) && counts(one));
      if (!target || !counts(target)) return null;
      write("undo", target[0], target[1]);
      return target;
    },
    reset(scope) {
      /** @type {Map<string, number>} */
      const upTo = new Map();
      for (const record of log.values()) {
        const review = reviewOf(record, guide);
        if (!review || !scopesOf(review.card, guide).includes(scope)) continue;
        upTo.set(record[0], Math.max(record[1], upTo.get(record[0]) ?? 0));
      }
      return write("reset", scope, Object.fromEntries(upTo));
    },
    mark(slug, mark) {
      write("mark", slug, mark || null);
    },
    migrate(marks) {
      const known = new Set([...log.values()].map(([, , , , kind, slug]) => kind === "mark" && slug));
      const records = [...marks]
        .filter(([slug, mark]) => mark && !known.has(slug))
        // The same mark is the same record in whatever tab, and on whatever device, it is migrated.
        .map(
          ([slug, mark]) =>
            /** @type {LogRecord} */ ([fnv1a(`${slug} ${mark}`).toString(36), 0, 0, 0, "mark", slug, mark]),
        );
      add(records);
    },
    interview(date, minutes) {
      write("day", date, minutes);
    },
    export: () => serializeLog(log, deck?.guide),
    import(text, anyGuide = false) {
      const { problem, guide: of, records, broken } = parseLog(text);
      const other = !problem && !anyGuide && deck && of !== undefined && of !== deck.guide;
      if (problem || other) return { added: 0, known: 0, broken: [], problem: problem ?? "log_guide" };
      const added = add(records);
      return { added, known: records.length - added, broken, problem: null };
    },
    changed(call) {
      listeners.push(call);
    },
  };

  /**
   * Merges records of other page loads, and keeps what is new of them under a key of its own.
   * @param {LogRecord[]} records
   * @returns {number} how many were new
   */
  function add(records) {
    const added = records.filter((record) => addRecord(log, record));
    if (added.length) {
      keep(newWriter(), added);
      replayAll();
      notify();
    }
    return added.length;
  }
}

/** @type {ReturnType<typeof openReader> | undefined} */
let openedReader;

/** @type {Practice["reader"]} */
function readerOf(deck) {
  openedReader ??= openReader();
  if (deck) openedReader.know(deck);
  return openedReader;
}
