// An exercise: an editor with the starting point, its tests, and what became of them.

/**
 * @typedef {object} BenchParts
 * @property {HTMLElement} pre the starting point, which becomes the editor
 * @property {string} tests
 * @property {PlayFile[]} files
 * @property {string | null} kept what was typed before
 *
 * @typedef {object} BenchCalls
 * @property {(code: string) => void} changed
 * @property {(passed: boolean) => void} ended after each run that came to an end
 *
 * @typedef {object} Bench
 * @property {HTMLElement} element
 * @property {() => string} code
 * @property {() => void} stop
 * @property {(words: string) => void} tell
 */

/**
 * @param {BenchParts} parts
 * @param {BenchCalls} on
 * @returns {Bench}
 */
function makeBench({ pre, tests, files, kept }, on) {
  const element = make("div", "", "bench");
  const starter = (pre.textContent ?? "").replace(/\n$/, "");
  const frame = pre.closest("figure") ?? pre;
  frame.replaceWith(element);
  element.append(frame);

  const list = make("ol", "", "tests");
  const screen = makeConsole(say("exercise_printed"));
  const results = make("section", "", "results");
  results.setAttribute("aria-label", say("exercise_results"));
  results.append(list, screen.element);
  results.hidden = true;
  screen.element.hidden = true;

  /** What the harness said last of all. */
  /** @type {TestEvent | null} */
  let sum = null;
  const button = makeButton("", "button main", () => {});

  const controls = makeControls(button, say("exercise_run"), {
    began() {
      list.replaceChildren();
      screen.clear();
      screen.element.hidden = true;
      results.hidden = false;
      sum = null;
      return /** @type {On} */ ({ output: written, test: told });
    },
    work: (runtime, calls) =>
      runtime.test({ files, code: editor.code(), tests }, /** @type {Parameters<Runtime["test"]>[1]} */ (calls)),
    ended,
  });

  /** @param {"out" | "err"} stream @param {string} text */
  function written(stream, text) {
    screen.element.hidden = false;
    screen.write(stream, text);
  }

  /** @param {object} event */
  function told(event) {
    const one = toldOf(event);
    if (one.event === "test") list.append(testLine(one));
    if (one.event === "broken") list.append(brokenLine(one));
    if (one.event === "end" || one.event === "broken") sum = one;
  }

  /** @param {Outcome} outcome */
  function ended(outcome) {
    screen.finish();
    const words = endWords(outcome);
    if (words) controls.tell(words, "bad");
    else if (sum?.event === "end") tellSum(sum.passed ?? 0, sum.failed ?? 0);
    else controls.tell(say(sum?.where === "tests" ? "exercise_broken_tests" : "exercise_broken_code"), "bad");
    if (!words && !sum && outcome.error)
      list.append(brokenLine({ event: "broken", where: "code", trace: outcome.error }));
    results.hidden = !list.childElementCount && screen.element.hidden;
    on.ended(!words && sum?.event === "end" && !sum.failed);
  }

  /** @param {number} passed @param {number} failed */
  function tellSum(passed, failed) {
    if (failed) controls.tell(say("exercise_some_passed", { passed, count: passed + failed }), "bad");
    else controls.tell(say("exercise_all_passed", { count: passed }), "good");
  }

  const reset = makeReset(starter, () => editor, controls.tell);
  const editor = makeEditor(pre, say("exercise_code"), {
    run: controls.run,
    leaving: () => controls.tell(say("play_left")),
    changed() {
      reset.changed();
      on.changed(editor.code());
    },
  });
  if (kept !== null && kept !== starter) {
    editor.field.value = kept;
    editor.field.dispatchEvent(new Event("input"));
  }

  const bar = make("div", "", "bench-bar");
  bar.append(button, reset.button, controls.element);
  element.append(bar, results);
  return { element, code: editor.code, stop: controls.stop, tell: controls.tell };
}
