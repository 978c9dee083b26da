// What is shown: the door, an interview, its report or the interviewer's sheet, as
// the address says.

const page = element("sp-interview");
const title = element("sp-title");
/** @type {NodeListOf<HTMLElement>} */
const views = page.querySelectorAll("[data-view]");
/** The recorder of the interview that goes on. @type {Awaited<ReturnType<typeof openRecorder>>} */
let recorder = null;
/** Which showing of the page is the last: what still waits for files gives up if it is not its own. */
let showing = 0;
/** Whether the next address is one that the reader has just asked for, and begins at once. */
let atOnce = false;

/**
 * Shows one view, and says in the title what it is.
 * @param {string} name
 * @param {string} heading
 */
function open(name, heading) {
  for (const view of views) view.hidden = view.dataset.view !== name;
  title.textContent = heading;
  // While a question is asked, it alone is the headline.
  page.removeAttribute("aria-busy");
  const asking = name === "ask" || name === "judge";
  title.classList.toggle("unseen", asking);
  document.body.classList.toggle("at-cards", asking);
  return [...views].find((view) => view.dataset.view === name) ?? page;
}

/** Stops what runs while the reader goes elsewhere. */
function settle() {
  stopClock();
  recorder?.close();
  recorder = null;
}

/**
 * Holds an interview from where it stands, and goes to its report.
 * @param {Deck} deck
 * @param {Reader} reader
 * @param {QuestionCards[]} questions
 * @param {Running} running
 */
async function hold(deck, reader, questions, running) {
  const end = () => finish(running);
  for (let at = running.answers.length; at < questions.length; at++) {
    const question = questions[at];
    let recording = "";
    if (running.said === null) {
      recorder?.start();
      const view = open("ask", phrase("interview"));
      part(view, "recording").hidden = !recorder;
      part(view, "end").onclick = end;
      showPlace(view, at, questions.length);
      showKind(view, deck, question);
      const { said, all } = await askAll(view, question);
      recording = (await recorder?.stop()) ?? "";
      running.said = said;
      running.spent += all;
      keepRunning(running);
    }
    const view = open("judge", phrase("interview"));
    part(view, "end").onclick = end;
    showPlace(view, at, questions.length);
    showKind(view, deck, question);
    part(view, "done").textContent = at + 1 < questions.length ? phrase("next") : phrase("report");
    const answer = await judge(view, question, running.said, recording);
    recorder?.forget();
    reader.review(`say:${question.slug}`, gradeFor(answer), answer.seconds);
    running.answers.push(answer);
    running.said = null;
    if (at + 1 < questions.length) keepRunning(running);
  }
  end();
}

/**
 * Ends an interview: to its report, or to the door if nothing was answered.
 * @param {Running} running
 */
function finish({ answers, spent }) {
  settle();
  const time = Math.floor(Date.now() / 1000);
  keepAsHeld(answers.length ? { time, seconds: spent, answers } : null);
  location.replace(answers.length ? `#past=${time}` : "#");
}

/**
 * Shows what comes before an interview, or begins with it.
 * @param {Deck} deck
 * @param {Reader} reader
 * @param {string[]} asked
 * @param {QuestionCards[]} questions
 */
function prepare(deck, reader, asked, questions) {
  const slugs = questions.map(({ slug }) => slug);
  const kept = runningOf(slugs);
  const mine = showing;
  let begun = false;
  /** @param {boolean} record */
  const begin = async (record) => {
    if (begun) return;
    begun = true;
    if (record) {
      recorder = await openRecorder();
      if (mine !== showing) return settle();
      element("sp-status").textContent = recorder ? "" : phrase("noMicrophone");
    }
    await hold(deck, reader, questions, kept ?? { slugs, answers: [], spent: 0, said: null });
  };
  const wanted = atOnce && !kept;
  atOnce = false;
  if (wanted) {
    begin(field.record.checked);
    return;
  }
  const view = open("ready", phrase("interview"));
  showReady(view, asked, questions, kept);
  const record = /** @type {HTMLInputElement} */ (view.querySelector("input"));
  /** @type {HTMLButtonElement} */ (view.querySelector("[data-main]")).onclick = () => begin(record.checked);
  /** @type {HTMLAnchorElement} */ (part(view, "sheet")).href = writeAddress(slugs, "sheet");
  copies(part(view, "copy"), slugs);
}

/**
 * Shows what the address asks for.
 * @param {Deck} deck
 * @param {Reader} reader
 */
async function show(deck, reader) {
  const mine = ++showing;
  settle();
  element("sp-status").textContent = "";
  const { slugs, sheet, past } = readAddress(location.hash);
  const held = past ? heldInterviews().find(({ time }) => time === past) : undefined;
  const wanted = held ? held.answers.map(({ slug }) => slug) : slugs;
  const questions = await questionsOf(deck, wanted);
  if (mine !== showing) return;
  const askable = questions.filter(({ say }) => say);
  if (held) showReport(open("report", lengthText(held.answers.length, held.seconds)), held, questions);
  else if (sheet && askable.length) showSheet(open("sheet", phrase("sheet")), deck, askable);
  else if (askable.length) prepare(deck, reader, wanted, askable);
  else {
    open("door", phrase("interview"));
    if (wanted.length) element("sp-status").textContent = phrase("missing", { count: wanted.length });
    showHeld();
  }
  if (mine > 1 && !title.classList.contains("unseen")) title.focus();
}

async function start() {
  const deck = await studypress.practice.deck();
  const reader = studypress.practice.reader(deck);
  const again = () => {
    show(deck, reader).catch(lost);
  };
  doorOf(deck, (slugs, kind) => {
    atOnce = kind === "interview";
    location.hash = writeAddress(slugs, kind);
  });
  addEventListener("hashchange", again);
  addEventListener("pagehide", settle);
  for (const button of page.querySelectorAll('[data-part="print"]')) button.addEventListener("click", () => print());
  document.addEventListener("keydown", space);
  element("sp-not-kept").hidden = reader.lasting;
  again();
}

function lost() {
  page.removeAttribute("aria-busy");
  element("sp-status").textContent = phrase("lost");
}

/**
 * The space bar is the button of the view, unless the focus is on something that takes it.
 * @param {KeyboardEvent} event
 */
function space(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.key !== " " || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (target.closest("a, button, input, select, textarea, summary, audio, dialog, [contenteditable]")) return;
  /** @type {HTMLButtonElement | null} */
  const button = page.querySelector("[data-view]:not([hidden]) [data-main]:not([disabled])");
  if (!button) return;
  event.preventDefault();
  button.click();
}

start().catch(lost);
