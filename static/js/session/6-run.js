// A session on the page: one card at a time, its front, its back, a grade. Each
// view says what its keys and buttons do; nothing else is listened to.

/** What the keys and the buttons of the view that is shown do, by name. */
/** @type {Record<string, () => void>} */
let actions = {};
/** Keys that are actions in any view that has them. */
const NAMED_KEYS = /** @type {Record<string, string>} */ ({ " ": "go", u: "undo", Escape: "end" });
const GRADE_NAMES = /** @type {const} */ (["forgot", "hard", "knew", "easy"]);

/** @param {string} words what a screen reader is told */
function announce(words) {
  byId("sp-said").textContent = words;
}

/**
 * Puts a view in the place of the one before, and the focus on its heading.
 * @param {Node} view
 * @param {Record<string, () => void>} does
 */
function show(view, does) {
  const place = byId("sp-practice");
  place.replaceChildren(view);
  document.body.classList.toggle("at-cards", "turn" in does);
  actions = does;
  /** @type {HTMLElement | null} */
  const heading = place.querySelector("h1");
  heading?.focus({ preventScroll: true });
  const { top } = place.getBoundingClientRect();
  // Not down to where the last card ended.
  if (top < 0 || scrollY > 0) scrollTo(0, Math.max(0, scrollY + top - 8));
}

/**
 * Whether a key belongs to what has the focus: a letter to a field, space to a button.
 * @param {KeyboardEvent} event
 */
function taken({ key, target }) {
  const element = /** @type {HTMLElement} */ (target);
  if (element.matches("textarea, select, input:not([type=checkbox], [type=radio])")) return true;
  return key === " " && element.matches("button, a, input, summary");
}

function listen() {
  const place = byId("sp-practice");
  place.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button?.value) actions[button.value]?.();
  });
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    actions.turn?.();
  });
  document.addEventListener("keydown", (event) => {
    // A key that is held down must not run through the cards.
    if (event.defaultPrevented || event.repeat || event.altKey || document.querySelector("dialog[open]")) return;
    const element = /** @type {HTMLElement} */ (event.target);
    const command = event.ctrlKey || event.metaKey;
    let name = command ? "" : (NAMED_KEYS[event.key] ?? event.key);
    if (command && event.key === "Enter") name = "turn";
    else if (event.key === "Escape" && element.matches("textarea")) {
      // First out of the field, so that what was typed is not left by accident.
      element.blur();
      event.preventDefault();
      return;
    } else if (name !== "end" && taken(event)) return;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/**
 * What follows on a grade, in words.
 * @param {After} after
 */
function afterWords(after) {
  if (!("number" in after)) return say(after.unit === "today" ? "afterToday" : "afterLater");
  return after.unit === "minutes" ? until(after.number * MINUTE) : until(after.number * DAY);
}

/**
 * The four grades, each with what follows.
 * @param {[After, After, After, After]} afters
 */
function gradeButtons(afters) {
  const group = /** @type {HTMLElement} */ (copyOf("sp-grades").firstElementChild);
  const buttons = [...group.querySelectorAll("button")];
  buttons.forEach((button, at) => {
    /** @type {HTMLElement} */ (button.querySelector("small")).textContent = afterWords(afters[at]);
  });
  /** @param {Grade | null} grade shows which one is given, or proposed */
  const press = (grade) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(Number(button.value) === grade));
  };
  /** @param {Grade | null} grade */
  const propose = (grade) => {
    for (const button of buttons) button.classList.toggle("proposed", Number(button.value) === grade);
  };
  return { group, press, propose };
}

/**
 * Puts the cards of a session on the table until the reader ends it or nothing is left.
 * @param {Session} session
 * @param {Reader} reader
 * @param {Deck} deck
 * @param {(finished: boolean) => void} over shows what was done
 */
function tableFor(session, reader, deck, over) {
  /** When the card was put on the table, in milliseconds. */
  let began = 0;
  const ended = () => {
    actions = {};
    over(false);
  };

  async function next() {
    // Until the next card is there, keys do nothing.
    actions = {};
    try {
      const asked = await session.next();
      if (asked) ask(asked);
      else over(true);
    } catch {
      byId("sp-said").textContent = say("noCards");
      const notice = make("p", say("noCards"), "notice");
      byId("sp-practice").append(notice);
      actions = { end: ended };
    }
  }

  function undo() {
    const last = session.undo();
    if (!last) return;
    ask(last.asked, last.seconds);
    // What was graded by hand is graded again; what marks itself is asked again.
    if (last.asked.item.kind === "say") actions.go();
    announce(say("undone"));
  }

  /**
   * Shows the front of a card.
   * @param {Asked} asked
   * @param {number} [seconds] that it took already
   */
  function ask(asked, seconds = 0) {
    began = Date.now() - 1000 * seconds;
    const view = frameOf(asked, deck);
    const done = session.answers.length;
    const { left } = session.queue();
    const place = say("place", { number: done + 1, count: done + Math.max(left, 1) });
    part(view, "place").textContent = place;
    const line = /** @type {HTMLProgressElement} */ (part(view, "line"));
    line.max = done + Math.max(left, 1);
    line.value = done;
    const front = frontOf(asked, reader);
    part(view, "face").append(front.face);
    const button = copyOf(front.button);
    if (front.key) /** @type {HTMLElement} */ (button.querySelector("kbd")).textContent = front.key;
    /** @type {HTMLElement} */ (button.querySelector("button")).setAttribute("value", "turn");
    part(view, "under").append(button);
    /** @type {HTMLButtonElement} */ (view.querySelector("[value=undo]")).disabled = !done;
    const turn = () => {
      const back = front.turn();
      if (back) answer(asked, back);
      else announce(say("chooseFirst"));
    };
    show(view, { go: turn, turn, undo, end: ended, ...front.keys });
    announce(place);
  }

  /**
   * Turns the card that is shown.
   * @param {Asked} asked
   * @param {Back} back
   */
  function answer(asked, back) {
    const seconds = () => (Date.now() - began) / 1000;
    const afters = session.after(asked);
    const { group, press, propose } = gradeButtons(afters);
    const place = byId("sp-practice");
    part(place, "face").replaceChildren(back.face);
    const under = part(place, "under");
    under.replaceChildren(group);
    /** @type {Record<string, () => void>} */
    const does = { undo, end: ended };
    const grades = /** @type {Grade[]} */ ([1, 2, 3, 4]);
    const { grade, proposal } = back;
    if (grade) {
      session.answer(asked, grade, seconds());
      group.classList.add("given");
      under.append(copyOf("sp-next"));
      does.go = next;
      /** @param {Grade} given */
      const count = (given) => {
        press(given);
        const words = { grade: say(GRADE_NAMES[given - 1]), after: afterWords(afters[given - 1]) };
        part(under, "after").textContent = say("graded", words);
        return words;
      };
      count(grade);
      for (const other of grades) {
        does[other] = () => {
          if (session.answers.at(-1)?.grade === other) return;
          session.regrade(other);
          announce(say("graded", count(other)));
        };
      }
      /** @type {HTMLButtonElement} */ (place.querySelector("[value=undo]")).disabled = false;
    } else {
      /** @param {Grade} given */
      const give = (given) => {
        session.answer(asked, given, seconds());
        next();
      };
      does.go = () => {
        const given = proposal?.();
        if (given) give(given);
        else announce(say("pick"));
      };
      for (const given of grades) does[given] = () => give(given);
      const begun = proposal?.();
      if (begun) propose(begun);
      part(place, "face").onchange = () => {
        const given = proposal?.() ?? null;
        propose(given);
        if (given) announce(say("proposed", { grade: say(GRADE_NAMES[given - 1]) }));
      };
    }
    place.querySelector("article")?.classList.add("turned");
    actions = does;
    const heading = byId("sp-answer");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "nearest" });
    announce(back.said);
  }

  return { next, undo };
}
