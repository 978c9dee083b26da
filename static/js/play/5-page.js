// The page of an exercise: task and tests on one side, the editor on the other. What
// was typed, and that the solution was seen, is kept in the browser.

/**
 * What is kept of an exercise.
 * @typedef {{code: string | null, seen: boolean}} KeptWork
 */

/** @param {string} slug */
const keptName = (slug) => `exercise:${slug}`;

/**
 * @param {string[]} slugs of today, and those it had before
 * @returns {KeptWork}
 */
function keptWork(slugs) {
  for (const slug of slugs) {
    try {
      const { code, seen } = JSON.parse(studypress.store.get(keptName(slug)) ?? "");
      return { code: typeof code === "string" ? code : null, seen: seen === true };
    } catch {
      // Nothing was kept under this name, or what is kept is not ours.
    }
  }
  return { code: null, seen: false };
}

/**
 * Hints are opened one by one: each shows that there is another.
 * @param {HTMLElement} article
 */
function oneByOne(article) {
  /** @type {HTMLDetailsElement[]} */
  const hints = [...article.querySelectorAll(/** @type {"details"} */ (".prose details.hint"))];
  hints.forEach((hint, at) => {
    const title = hint.querySelector("summary");
    if (title && hints.length > 1) title.append(` ${say("exercise_hint_of", { number: at + 1, count: hints.length })}`);
    hint.hidden = at > 0;
    hint.addEventListener("toggle", () => {
      if (hint.open && hints[at + 1]) hints[at + 1].hidden = false;
    });
  });
}

/**
 * The solution beside what was typed, when it is asked for.
 * @param {HTMLDetailsElement} solution
 * @param {() => string} code
 * @param {() => void} seen
 * @returns {() => void} shows it anew
 */
function compareWhenAsked(solution, code, seen) {
  const text = solution.querySelector("code")?.textContent ?? "";
  const title = solution.querySelector("summary");
  if (title) title.textContent = say("exercise_compare");
  const shown = make("div", "", "compared");
  title?.after(shown);
  solution.open = false;
  const show = () => {
    if (!solution.open) return;
    const same = code().trim() === text.trim();
    const diff = same ? [] : [diffBlock(code(), text, say("exercise_gone"), say("exercise_come"))];
    shown.replaceChildren(make("p", say(same ? "exercise_same" : "exercise_yours"), "facts"), ...diff);
  };
  solution.addEventListener("toggle", () => {
    show();
    if (solution.open) seen();
  });
  return show;
}

/**
 * @param {HTMLElement} article
 * @param {HTMLElement[]} figures
 * @param {PlayPage} page
 */
function openExercise(article, figures, page) {
  /** @param {string} name */
  const part = (name) => /** @type {HTMLElement | null} */ (article.querySelector(`[data-play="${name}"]`));
  const [starter, tests, solution] = [part("starter"), part("tests"), part("solution")];
  const pre = /** @type {HTMLElement | null | undefined} */ (starter?.querySelector("pre"));
  if (!starter || !pre || !tests || !solution) return;
  const { slug = "", was = "" } = article.dataset;
  const kept = keptWork([slug, ...was.split(" ").filter(Boolean)]);
  const keep = () => {
    studypress.store.put(keptName(slug), JSON.stringify(kept));
    forgets.hidden = studypress.store.lasting;
  };
  const forgets = make("p", say("exercise_keeps_nothing"), "notice");
  forgets.hidden = true;

  const work = make("section", "", "exercise-work");
  work.setAttribute("aria-label", say("exercise_code"));
  // After the task, the tests and the hints; what follows the solution follows the work.
  solution.before(work);
  work.append(starter);
  const files = Object.entries(page.files ?? {}).map(([at, name]) => ({ name, text: codeIn(figures[Number(at)]) }));
  let compare = () => {};
  const passed = make("p", "", "all-passed");
  passed.hidden = true;
  const bench = makeBench(
    { pre, tests: tests.querySelector("code")?.textContent ?? "", files, kept: kept.code },
    {
      changed(code) {
        kept.code = code;
        keep();
      },
      ended(all) {
        compare();
        passed.hidden = !all || !passed.childNodes.length;
      },
    },
  );
  /** @type {HTMLAnchorElement | null} */
  const next = article.querySelector(".neighbours [rel=next]");
  if (next) {
    const link = /** @type {HTMLAnchorElement} */ (make("a", next.lastChild?.textContent?.trim()));
    link.href = next.href;
    passed.append(`${say("exercise_next")} `, link);
  }
  work.append(passed, forgets);
  if (solution instanceof HTMLDetailsElement) {
    work.append(solution);
    compare = compareWhenAsked(solution, bench.code, () => {
      kept.seen = true;
      keep();
    });
  }
  if (tests instanceof HTMLDetailsElement && matchMedia("(min-width: 66rem)").matches) tests.open = true;
  oneByOne(article);
  // It stays in view while the task is read; what does not fit ends with the window.
  new ResizeObserver(() => {
    work.style.top = `${Math.min(24, innerHeight - work.offsetHeight - 24)}px`;
  }).observe(work);
  article.classList.add("at-bench");
}
