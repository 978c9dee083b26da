// The door: how many questions, of what, and the interviews held so far. And
// what stands before an interview whose questions the address says.

/** The form's fields that are there once. */
const doorForm = /** @type {HTMLFormElement} */ (element("sp-door"));
const field = /** @type {Record<"amount" | "record", HTMLInputElement> & Record<"unit", HTMLSelectElement>} */ (
  /** @type {unknown} */ (doorForm.elements)
);
/** The boxes of levels and of topics: none where there is no choice. */
const boxes = {
  level: /** @type {NodeListOf<HTMLInputElement>} */ (doorForm.querySelectorAll('[name="level[]"]')),
  topic: /** @type {NodeListOf<HTMLInputElement>} */ (doorForm.querySelectorAll('[name="topic[]"]')),
};

/** How many questions are asked for. */
function wantedCount() {
  const amount = Math.max(1, Math.round(Number(field.amount.value)) || 1);
  const count = field.unit.value === "minutes" ? Math.round(amount / MINUTES_EACH) : amount;
  return Math.min(Math.max(1, count), MOST_QUESTIONS);
}

/**
 * The numbers of the levels or topics that are wanted; null is any.
 * @param {"level" | "topic"} name
 */
function wantedNumbers(name) {
  const all = [...boxes[name]];
  return all.length ? new Set(all.filter((box) => box.checked).map((box) => Number(box.value))) : null;
}

/**
 * The questions that can be asked: those with a short answer to compare with.
 * @param {Deck} deck
 */
function askable(deck) {
  const [levels, topics] = [wantedNumbers("level"), wantedNumbers("topic")];
  return deck.questions.filter(
    ({ say, level, topic }) => say && (levels?.has(level) ?? true) && (topics?.has(topic) ?? true),
  );
}

/**
 * The questions with these slugs, in their order; those that the guide no longer has are left out.
 * @param {Deck} deck
 * @param {string[]} slugs
 */
async function questionsOf(deck, slugs) {
  const found = await Promise.all(
    slugs.map(async (slug) => {
      const current = deck.current(slug);
      for (const position of deck.find(slug)) {
        const question = await deck.load(position);
        if (question.slug === current) return question;
      }
      return null;
    }),
  );
  return found.filter((question) => question !== null);
}

/** @param {Deck} deck */
function showDoor(deck) {
  const count = wantedCount();
  const there = askable(deck).length;
  const about = part(doorForm, "about");
  if (!there) about.textContent = phrase("nothing");
  else if (there < count) about.textContent = phrase("fewer", { count: there });
  else if (field.unit.value === "minutes") about.textContent = phrase("questions", { count });
  else about.textContent = phrase("minutes", { count: count * MINUTES_EACH });
  /** @type {NodeListOf<HTMLButtonElement>} */
  const buttons = doorForm.querySelectorAll("button");
  for (const button of buttons) button.disabled = !there;
}

/**
 * Makes the form draw questions.
 * @param {Deck} deck
 * @param {(slugs: string[], kind: "interview" | "sheet") => void} go
 */
function doorOf(deck, go) {
  for (const [name, group] of /** @type {["level" | "topic", NodeListOf<HTMLInputElement>][]} */ (
    Object.entries(boxes)
  )) {
    for (const box of group) {
      const has = deck.questions.some((question) => question.say && question[name] === Number(box.value));
      box.disabled = !has;
      box.checked &&= has;
    }
  }
  part(doorForm, "record").hidden = !canRecord;
  doorForm.addEventListener("input", () => showDoor(deck));
  doorForm.addEventListener("submit", async (event) => {
    event.preventDefault();
    const kind = event.submitter === part(doorForm, "sheet") ? "sheet" : "interview";
    try {
      const chosen = await Promise.all(drawn(askable(deck), wantedCount()).map(({ position }) => deck.load(position)));
      go(
        chosen.map(({ slug }) => slug),
        kind,
      );
    } catch {
      part(doorForm, "about").textContent = phrase("lost");
    }
  });
  showDoor(deck);
  const clear = /** @type {HTMLButtonElement} */ (part(element("sp-held"), "clear"));
  clear.addEventListener("click", () => {
    // The first click asks, the second does it.
    if (clear.textContent !== phrase("clearSure")) {
      clear.textContent = phrase("clearSure");
      return;
    }
    keepHeld([]);
    showHeld();
    element("sp-title").focus();
  });
  clear.addEventListener("blur", () => {
    clear.textContent = phrase("clear");
  });
}

/**
 * "8 questions, 24 minutes".
 * @param {number} questions
 * @param {number} seconds
 */
function lengthText(questions, seconds) {
  const minutes = phrase("minutesPlain", { count: Math.max(1, Math.round(seconds / 60)) });
  return [phrase("questions", { count: questions }), minutes].join(phrase("comma"));
}

/** Shows the interviews held so far. */
function showHeld() {
  const held = heldInterviews();
  const place = element("sp-held");
  place.hidden = !held.length;
  part(place, "clear").textContent = phrase("clear");
  const rows = held.map(({ time, seconds, answers }) => {
    const row = cloned("sp-held-row");
    const link = /** @type {HTMLAnchorElement} */ (part(row, "link"));
    link.href = `#past=${time}`;
    link.textContent = dateText(time);
    part(row, "facts").textContent = [
      lengthText(answers.length, seconds),
      phrase("known", { count: sums(answers).known }),
    ].join(" · ");
    return row;
  });
  part(place, "rows").replaceChildren(...rows);
}

/**
 * Shows what an address asks, before it does.
 * @param {HTMLElement} view
 * @param {string[]} asked the slugs of the address
 * @param {QuestionCards[]} questions those that the guide has
 * @param {Running | null} running
 */
function showReady(view, asked, questions, running) {
  const about = phrase("minutes", { count: questions.length * MINUTES_EACH });
  part(view, "lead").textContent = [phrase("questions", { count: questions.length }), about].join(phrase("comma"));
  const missing = asked.length - questions.length;
  part(view, "missing").textContent = missing ? phrase("missing", { count: missing }) : "";
  part(view, "begin").textContent = running
    ? phrase("goOn", { number: running.answers.length + 1, count: questions.length })
    : phrase("begin");
  part(view, "record").hidden = !canRecord;
}
