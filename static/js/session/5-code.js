// Code it: an exercise as a card. Its tests grade it; a solution that was seen before
// they passed counts as forgotten. Where nothing can be run, the reader compares.

/**
 * @param {Asked} asked
 * @returns {Front}
 */
function codeFront({ question, code }) {
  const card = /** @type {CodeCard} */ (code);
  const face = copyOf("sp-code-front");
  showBuilt(part(face, "prompt"), card.task);
  const work = part(face, "work");
  const [tests, hints, lost] = [part(face, "tests"), part(face, "hints"), part(face, "lost")];
  showBuilt(work, card.starter_html);
  showBuilt(/** @type {Element} */ (tests.lastElementChild), card.tests_html);
  for (const html of card.hints) {
    const hint = document.createElement("details");
    hint.append(make("summary", say("hint")), built("div", html));
    hints.append(hint);
  }
  let passed = false;
  let runs = false;
  const pre = work.querySelector("pre");
  if (card.run && pre && studypress.openPlay) {
    runs = true;
    studypress.openPlay().then(
      (play) =>
        play.exercise(pre, card.tests, {
          ended(all) {
            passed ||= all;
          },
        }),
      () => {
        runs = false;
        lost.hidden = false;
      },
    );
  }
  /** @returns {Back} */
  const turn = () => {
    const back = copyOf("sp-code-back");
    // What was typed stays above the solution.
    back.prepend(work);
    const words = say(passed ? "solved" : runs ? "unsolved" : "solution");
    part(back, "result").textContent = words;
    part(back, "result").classList.toggle("right", passed);
    showBuilt(part(back, "solution"), card.solution_html);
    linkWhole(back, question.href);
    if (!passed && runs) return { face: back, grade: 1, said: words };
    return { face: back, grade: null, said: words, proposal: () => (passed ? 3 : null) };
  };
  return { face, button: "sp-show", key: "", turn };
}
