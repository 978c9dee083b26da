// A snippet that is run where it is read: its code can be edited, what it continues
// runs before it, and what it prints is held against what the page says.

/**
 * The code of a figure as it stands there now, edits included.
 * @param {HTMLElement} figure
 */
const codeIn = (figure) => figure.querySelector("pre:not(.output) code")?.textContent ?? "";

/**
 * What has to be there before a snippet runs.
 * @param {HTMLElement[]} figures
 * @param {PlayPage} page
 * @param {number[]} after
 */
function neededBy(figures, page, after) {
  /** @type {PlayFile[]} */
  const files = [];
  /** @type {string[]} */
  const before = [];
  for (const at of after) {
    const text = codeIn(figures[at]);
    if (page.files[at] === undefined) before.push(text);
    else files.push({ name: page.files[at], text });
  }
  return { files, before };
}

/**
 * "It runs after the two snippets above, and finds config.json."
 * @param {PlayPage} page
 * @param {number[]} after
 */
function neededWords(page, after) {
  const files = after.flatMap((at) => page.files[at] ?? []);
  const count = after.length - files.length;
  const list = new Intl.ListFormat(document.documentElement.lang || "en").format(files);
  return [count ? say("play_after", { count }) : "", files.length ? say("play_finds", { files: list }) : ""]
    .join(" ")
    .trim();
}

/**
 * The output block that counts for a version: the newest that fits.
 * @param {PlayOutput[]} outputs
 * @param {string} version
 */
function outputFor(outputs, version) {
  let found = -1;
  outputs.forEach(({ requires = "" }, at) => {
    if (atLeast(version, requires) && (found < 0 || atLeast(requires, outputs[found].requires ?? ""))) found = at;
  });
  return found;
}

/**
 * A box for what a program reads where it cannot ask.
 * @param {() => void} run
 */
function makeInputBox(run) {
  const element = make("label", say("play_input_lines"), "input-lines");
  const field = document.createElement("textarea");
  field.rows = 2;
  field.spellcheck = false;
  field.setAttribute("autocapitalize", "off");
  field.setAttribute("autocomplete", "off");
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run();
  });
  element.append(field);
  element.hidden = true;
  return { element, field };
}

/**
 * Opens a snippet, and runs it.
 * @param {HTMLElement[]} figures all of the prose
 * @param {PlayPage} page
 * @param {PlayPage["snippets"][number]} snippet
 * @param {HTMLButtonElement} button the one that was pressed
 */
function openSnippet(figures, page, { at, after, outputs, raises }, button) {
  const figure = figures[at];
  const pre = /** @type {HTMLElement} */ (figure.querySelector("pre:not(.output)"));
  const original = codeIn(figure);
  const printed = [.../** @type {NodeListOf<HTMLElement>} */ (figure.querySelectorAll("pre.output"))];
  const untouched = () =>
    [at, ...after].every((one) => codeIn(figures[one]) === (originals.get(one) ?? codeIn(figures[one])));
  originals.set(at, original);

  const screen = makeConsole(say("play_prints"));
  const verdict = make("div", "", "run-verdict");
  const controls = makeControls(button, say("play_run"), {
    began() {
      screen.clear();
      verdict.replaceChildren();
      screen.element.hidden = true;
      figure.classList.remove("as-printed");
      return { output: written, input: asked };
    },
    work: (runtime, on) => {
      const input = lines.element.hidden ? null : lines.field.value;
      return runtime.run({ ...neededBy(figures, page, after), code: editor.code(), input }, on);
    },
    ended,
  });
  const reset = makeReset(original.replace(/\n$/, ""), () => editor, controls.tell);
  const editor = makeEditor(pre, say("play_code"), {
    run: controls.run,
    leaving: () => controls.tell(say("play_left")),
    changed() {
      reset.changed();
      figure.classList.remove("as-printed");
    },
  });
  const lines = makeInputBox(controls.run);

  /** @param {"out" | "err"} stream @param {string} text */
  function written(stream, text) {
    screen.element.hidden = false;
    screen.write(stream, text);
  }

  /** @param {string} prompt */
  function asked(prompt) {
    screen.element.hidden = false;
    return screen.ask(prompt);
  }

  /**
   * @param {Outcome} outcome
   * @param {string} version
   */
  function ended(outcome, version) {
    screen.finish();
    if (outcome.hungry) {
      lines.element.hidden = false;
      controls.tell(say("play_hungry"), "bad");
      return;
    }
    const said = screen.text();
    if (outcome.error) written("err", (said && !said.endsWith("\n") ? "\n" : "") + outcome.error);
    screen.finish();
    const words = endWords(outcome);
    if (words) return controls.tell(words, "bad");
    const shown = outputs ? outputFor(outputs, version) : -1;
    if (!untouched() || !outputs) return controls.tell(outcome.how === "raised" ? say("play_raised") : say("play_ran"));
    const expected = printed[shown]?.querySelector("samp")?.textContent ?? "";
    const unmeant = outcome.how === "raised" && (!raises || !outcome.raised?.includes(raises));
    const same = fits(expected, said, outcome.shown ?? "", outputs[shown]?.normalize ?? []);
    if (same && !unmeant) {
      figure.classList.toggle("as-printed", Boolean(said));
      controls.tell(say(said || outcome.error ? "play_as_printed" : "play_prints_nothing"), "good");
      return;
    }
    controls.tell(say("play_differs", { version }), "bad");
    const details = make("details");
    const theirs = said + (outcome.shown ?? "");
    details.append(
      make("summary", say("play_what_differs")),
      diffBlock(expected, theirs, say("play_gone"), say("play_come")),
    );
    verdict.append(details);
  }

  const strip = make("div", "", "run-strip");
  const tools = button.closest(".runs");
  if (!figure.querySelector("figcaption")) {
    figure.classList.add("no-caption");
    figure.prepend(make("div", say("play_editable"), "run-head"));
  }
  const needs = neededWords(page, after);
  strip.append(controls.element, reset.button);
  figure.classList.add("playing");
  editor.element.after(
    ...(needs ? [make("p", needs, "run-needs")] : []),
    lines.element,
    strip,
    screen.element,
    verdict,
  );
  screen.element.hidden = true;
  // Two editors of a page are told apart by what stands before them.
  tools?.classList.add("open");
  controls.run();
}

/** The code of the snippets that were opened, as it was built. */
/** @type {Map<number, string>} */
const originals = new Map();
