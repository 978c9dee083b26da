// The interview itself: a question and its follow-ups, each with a clock that only
// counts, then the reader's own judgement by checklist.

/** Seconds after which nobody is answering any more: the page was left open. */
const LONGEST = 3600;

/** The clock that runs; there is one at a time. */
let ticking = 0;

/**
 * Lets a clock run; gives what stops it, and says how many seconds it ran.
 * @param {HTMLElement} place
 */
function runClock(place) {
  stopClock();
  const began = Date.now();
  const seconds = () => Math.min(Math.floor((Date.now() - began) / 1000), LONGEST);
  const show = () => {
    place.textContent = clockText(seconds());
  };
  show();
  ticking = setInterval(show, 250);
  return () => {
    stopClock();
    return seconds();
  };
}
function stopClock() {
  clearInterval(ticking);
}

/**
 * Where the interview is: "3 of 8", and a line that is as far.
 * @param {HTMLElement} view
 * @param {number} at
 * @param {number} count
 */
function showPlace(view, at, count) {
  part(view, "place").textContent = phrase("place", { number: at + 1, count });
  part(view, "line").style.width = `${(100 * at) / count}%`;
}

/**
 * Asks one thing, until the reader is done; gives the seconds that it took.
 * @param {HTMLElement} view
 * @param {{html: string, above: string, step: string}} what the question as HTML, the one that it follows up, and how it is to be answered
 * @returns {Promise<number>}
 */
function askOne(view, { html, above, step }) {
  const heading = part(view, "question");
  showHtml(heading, html);
  showHtml(part(view, "above"), above);
  part(view, "above").hidden = !above;
  part(view, "step").textContent = step;
  const stop = runClock(part(view, "clock"));
  heading.focus();
  return new Promise((resolve) => {
    part(view, "done").onclick = () => resolve(stop());
  });
}

/**
 * Asks a question and then its follow-ups; gives the seconds of the answer and of all.
 * @param {HTMLElement} view
 * @param {QuestionCards} question
 */
async function askAll(view, question) {
  const said = await askOne(view, { html: question.html, above: "", step: phrase("sayIt") });
  let all = said;
  let number = 0;
  for (const { ask } of question.follow_ups) {
    number++;
    const step = phrase("followUp", { number, count: question.follow_ups.length });
    all += await askOne(view, { html: ask, above: question.html, step });
  }
  return { said, all };
}

/**
 * Boxes to tick, one for each text; none hides the whole list.
 * @param {HTMLElement} place a fieldset, whose legend stays
 * @param {string[]} texts as HTML
 * @param {string[]} [below] what stands below each, as HTML
 */
function showTicks(place, texts, below = []) {
  const rows = texts.map((html, at) => {
    const row = cloned("sp-tick");
    showHtml(part(row, "text"), html);
    showHtml(part(row, "below"), below[at] ?? "");
    return row;
  });
  part(place, "ticks").replaceChildren(...rows);
  place.hidden = !rows.length;
}

/**
 * What is ticked of a list.
 * @param {HTMLElement} place
 */
function ticksOf(place) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const all = place.querySelectorAll("input");
  return [...all].map((box) => box.checked);
}

/**
 * Shows what a question's answer had to contain, what is often said wrongly, and
 * what the follow-ups asked for.
 * @param {HTMLElement} view
 * @param {QuestionCards} question
 */
function showChecklists(view, question) {
  showTicks(part(view, "points"), question.say?.points ?? []);
  showTicks(part(view, "mistakes"), question.mistakes);
  const follow = question.follow_ups;
  showTicks(
    part(view, "follow"),
    follow.map(({ ask }) => ask),
    follow.map(({ answer }) => answer),
  );
}

/**
 * Lets the reader judge an answer.
 * @param {HTMLElement} view
 * @param {QuestionCards} question
 * @param {number} seconds how long it was
 * @param {string} recording the address of what was said; empty if it was not recorded
 * @returns {Promise<Answered>}
 */
function judge(view, question, seconds, recording) {
  const heading = part(view, "question");
  showHtml(heading, question.html);
  part(view, "said").textContent = phrase("said", { time: clockText(seconds) });
  const audio = /** @type {HTMLAudioElement} */ (part(view, "audio"));
  audio.hidden = !recording;
  if (recording) audio.src = recording;
  else audio.removeAttribute("src");
  showChecklists(view, question);
  showHtml(part(view, "code"), question.say?.code ?? "");
  const page = /** @type {HTMLAnchorElement} */ (part(view, "page"));
  page.href = studypress.root + question.href;
  heading.focus();
  return new Promise((resolve) => {
    /** @type {HTMLFormElement} */ (part(view, "form")).onsubmit = (event) => {
      event.preventDefault();
      // What was heard is let go of by the player, too.
      audio.removeAttribute("src");
      audio.load();
      resolve({
        slug: question.slug,
        seconds,
        points: ticksOf(part(view, "points")),
        mistakes: ticksOf(part(view, "mistakes")),
        follow: ticksOf(part(view, "follow")),
      });
    };
  });
}
