// What became of the tests of an exercise: a line each, and of one that failed what
// came and what was expected, marked as a teacher would.

/**
 * What the harness tells (src/languages/python/exercise.py).
 * @typedef {object} TestEvent
 * @property {"loaded" | "broken" | "test" | "end"} event
 * @property {string} [title]
 * @property {boolean} [ok]
 * @property {"assert" | "error" | "todo"} [kind]
 * @property {string} [error]
 * @property {string} [trace]
 * @property {string} [file]
 * @property {number} [line]
 * @property {string} [source]
 * @property {string} [came]
 * @property {string} [expected]
 * @property {"code" | "tests"} [where]
 * @property {number} [passed]
 * @property {number} [failed]
 */

/**
 * An event as the harness tells it. A program can tell what it likes, so nothing is taken but text, numbers and truth.
 * @param {object} event
 */
function toldOf(event) {
  const parts = Object.entries(event).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value));
  const words = parts.map(([name, value]) => [
    name,
    NUMBERS.has(name) || value === true || value === false ? value : String(value),
  ]);
  return /** @type {TestEvent} */ (Object.fromEntries(words));
}
const NUMBERS = new Set(["passed", "failed", "line"]);

/** An operator before what was expected: then it is no value that could have come. */
const ASKED = /^(?:[!<>=]=?|is|not in|in) /;

/**
 * A row of a verdict: what came, or what was expected.
 * @param {string} name
 * @param {Node[]} inside
 */
function verdictRow(name, inside) {
  const row = make("div");
  const value = make("dd");
  value.append(...inside);
  row.append(make("dt", name), value);
  return row;
}

/**
 * What came against what was expected: what differs is struck out, and written in.
 * @param {string} came
 * @param {string | undefined} expected
 */
function verdictOf(came, expected) {
  const list = make("dl", "", "verdict");
  list.translate = false;
  if (expected === undefined) {
    list.append(verdictRow(say("exercise_came"), [make("s", visible(came))]));
    return list;
  }
  const comparable = !ASKED.test(expected);
  const [mine, theirs] = comparable
    ? commonEnds(came, expected)
    : [
        ["", came, ""],
        ["", expected, ""],
      ];
  /** @param {string[]} parts @param {"s" | "ins"} tag */
  const marked = ([before, middle, after], tag) => [
    document.createTextNode(visible(before)),
    ...(middle ? [make(tag, visible(middle))] : []),
    document.createTextNode(visible(after)),
  ];
  list.append(
    verdictRow(say("exercise_came"), marked(mine, "s")),
    verdictRow(say("exercise_expected"), marked(theirs, "ins")),
  );
  return list;
}

/**
 * Code that is only shown, in colours.
 * @param {string} code
 */
function shownCode(code) {
  const pre = make("pre");
  const place = make("code");
  pre.tabIndex = 0;
  pre.translate = false;
  painter(place)(visible(code));
  pre.append(place);
  return pre;
}

/**
 * A traceback, or what else an error says.
 * @param {string} text
 */
function traceOf(text) {
  const pre = make("pre", visible(text.trimEnd()), "trace");
  pre.tabIndex = 0;
  pre.translate = false;
  return pre;
}

/**
 * The line of one test.
 * @param {TestEvent} event
 */
function testLine(event) {
  const { ok, kind, error = "", trace = "", source, came, expected } = event;
  const line = make("li", "", ok ? "passed" : kind === "todo" ? "todo" : "failed");
  const head = make("p");
  head.append(
    make("span", `${say(ok ? "exercise_passed" : "exercise_failed")}: `, "unseen"),
    visible(event.title ?? ""),
  );
  line.append(head);
  if (ok) return line;
  if (kind === "todo") {
    head.append(" ", make("small", say("exercise_todo")));
    return line;
  }
  if (source) line.append(shownCode(source));
  if (came !== undefined) line.append(verdictOf(came, expected));
  if (kind === "error") line.append(traceOf(trace || error));
  else if (error) line.append(make("p", visible(error), "facts"));
  return line;
}

/**
 * What is shown instead of tests where the code, or the tests, cannot be run.
 * @param {TestEvent} event
 */
function brokenLine({ where, error = "", trace = "" }) {
  const line = make("li", "", "failed");
  line.append(
    make("p", say(where === "tests" ? "exercise_broken_tests" : "exercise_broken_code")),
    traceOf(trace || error),
  );
  return line;
}
