// The card on the table: its frame, and the two sides of each kind. A side is
// filled from the page's templates; HTML comes from the build alone.

/**
 * The back of a card. What marks itself has a grade; else the reader gives one,
 * and `proposal` says which the checklist proposes.
 * @typedef {object} Back
 * @property {DocumentFragment} face
 * @property {Grade | null} grade
 * @property {string} said what is announced
 * @property {() => Grade | null} [proposal]
 *
 * The front of a card. `turn` gives the back, or null while there is nothing to mark.
 * @typedef {object} Front
 * @property {DocumentFragment} face
 * @property {"sp-show" | "sp-check"} button the template of the button that turns the card
 * @property {string} key what turns it from where the reader types
 * @property {() => Back | null} turn
 * @property {Record<string, () => void>} [keys]
 */

/**
 * The head of a card, without a side.
 * @param {Asked} asked
 * @param {Deck} deck
 */
function frameOf({ item, question, choose }, deck) {
  const frame = copyOf("sp-card");
  const level = part(frame, "level");
  level.textContent = deck.levels[question.level - 1]?.title ?? "";
  level.classList.add(`level-${question.level}`);
  part(frame, "topic").textContent = deck.topics[question.topic - 1]?.title ?? "";
  const heading = /** @type {HTMLElement} */ (frame.querySelector("h1"));
  if (item.kind === "say" || item.kind === "code") {
    part(frame, "task").textContent = say(item.kind === "say" ? "taskSay" : "taskCode");
    showBuilt(heading, question.html);
  } else {
    const several = choose && choose.options.filter(({ right }) => right).length > 1;
    heading.classList.add("task");
    heading.textContent = say(item.kind === "predict" ? "taskPredict" : several ? "taskSome" : "taskOne");
  }
  return frame;
}

/**
 * A link to the question's page, or to a part of it. It opens beside the
 * session, which stays where it is.
 * @param {DocumentFragment} view
 * @param {string} address from the site's root
 */
function linkWhole(view, address) {
  const link = /** @type {HTMLAnchorElement} */ (part(view, "whole"));
  link.href = studypress.root + address;
  link.target = "_blank";
}

/**
 * A closed part of the back, gone where there is nothing in it.
 * @param {DocumentFragment} view
 * @param {string} name
 * @param {string} title
 * @param {Element[]} inside
 */
function fold(view, name, title, inside) {
  const details = part(view, name);
  if (!inside.length) {
    details.remove();
    return;
  }
  /** @type {HTMLElement} */ (details.firstElementChild).textContent = title;
  details.lastElementChild?.append(...inside);
}

/**
 * @param {string} tag
 * @param {string} html made by the build
 */
function built(tag, html) {
  const element = document.createElement(tag);
  showBuilt(element, html);
  return element;
}

/**
 * Say it: the question alone; then what the answer had to contain, to be ticked.
 * @param {Asked} asked
 * @param {Reader} reader
 * @returns {Front}
 */
function sayFront({ question }, reader) {
  const answer = /** @type {NonNullable<QuestionCards["say"]>} */ (question.say);
  const turn = () => {
    const face = copyOf("sp-say-back");
    const list = part(face, "points");
    const points = answer.points.length ? answer.points : [answer.html];
    let touched = false;
    const boxes = points.map((html) => {
      const box = document.createElement("input");
      box.type = "checkbox";
      const label = document.createElement("label");
      label.append(box, built("span", html));
      list.append(label);
      return box;
    });
    list.addEventListener("change", () => {
      touched = true;
    });
    if (answer.code) showBuilt(part(face, "code"), answer.code);
    const mistakes = question.mistakes.map((html) => built("li", html));
    fold(face, "mistakes", say("mistakes", { count: mistakes.length }), mistakes);
    const more = question.follow_ups.map(({ ask, answer }) => {
      const follow = document.createElement("details");
      follow.append(built("summary", ask), built("div", answer));
      return follow;
    });
    fold(face, "follow-ups", say("followUps", { count: more.length }), more);
    linkWhole(face, question.href);
    const mark = reader.state.marks.get(question.slug);
    const words = mark === "known" ? "markKnown" : mark === "shaky" ? "markShaky" : mark === "todo" ? "markTodo" : "";
    if (words) part(face, "mark").textContent = say("marked", { mark: say(words) });
    const proposal = () =>
      proposed(
        boxes.map(({ checked }) => checked),
        touched,
      );
    return { face, grade: null, said: say("shown"), proposal };
  };
  return { face: copyOf("sp-say-front"), button: "sp-show", key: "", turn };
}

/**
 * A line as the teacher marked it: struck out, or written in.
 * @param {Run[] | null} line
 * @param {"s" | "ins"} tag
 */
function markedLine(line, tag) {
  const shown = make("div");
  if (!line) {
    shown.append(make("i", say("nothing")));
    return shown;
  }
  for (const { text, same } of line) {
    const word = text.trimStart();
    // The space before a word is not what is wrong to the eye; what is struck out is not heard otherwise.
    shown.append(text.slice(0, text.length - word.length));
    if (same) shown.append(word);
    else shown.append(...(tag === "s" ? [make("span", say("struck"), "unseen")] : []), make(tag, word));
  }
  return shown;
}

/**
 * Predict it: code, and a field for what it prints; then both, line by line.
 * @param {Asked} asked
 * @returns {Front}
 */
function predictFront(asked) {
  const card = /** @type {QuestionCards["predict"][number]} */ (asked.predict);
  const face = copyOf("sp-predict-front");
  const context = part(face, "context");
  if (card.context) showBuilt(/** @type {Element} */ (context.lastElementChild), card.context);
  else context.remove();
  const code = part(face, "code");
  showBuilt(code, card.code);
  const form = part(face, "form");
  const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
  // No attribute of HTML's yet, but phones heed it.
  field.setAttribute("autocorrect", "off");
  const turn = () => {
    const { right, lines } = markOutput(field.value, card.output);
    const back = copyOf("sp-verdict");
    back.prepend(...[context, code].filter((one) => one.isConnected));
    part(back, "result").textContent = say(right ? "right" : "wrong");
    part(back, "result").classList.toggle("right", right);
    part(back, "you").append(...lines.map(({ typed }) => markedLine(typed, "s")));
    part(back, "printed").append(...lines.map(({ printed }) => markedLine(printed, "ins")));
    linkWhole(back, card.href);
    return { face: back, grade: gradeOf(right), said: say(right ? "right" : "wrong") };
  };
  return { face, button: "sp-check", key: say("ctrlEnter"), turn, keys: { go: () => field.focus() } };
}

/**
 * Choose: options in an order of their own each time; then which were right, and why.
 * @param {Asked} asked
 * @returns {Front}
 */
function chooseFront(asked) {
  const card = /** @type {QuestionCards["choose"][number]} */ (asked.choose);
  const type = card.options.filter(({ right }) => right).length > 1 ? "checkbox" : "radio";
  const face = copyOf("sp-choose-front");
  const prompt = part(face, "prompt");
  showBuilt(prompt, card.prompt);
  const list = part(face, "options");
  const options = shuffled(card.options).map(({ html, right }, at) => {
    const input = document.createElement("input");
    input.type = type;
    input.name = "option";
    const label = document.createElement("label");
    const note = make("small");
    label.append(input, make("kbd", String(at + 1)), built("div", html), note);
    list.append(label);
    return { input, label, note, right };
  });
  const turn = () => {
    if (!options.some(({ input }) => input.checked)) return null;
    for (const { input, label, note, right } of options) {
      input.disabled = true;
      const verdict = right ? (input.checked ? "optionChosen" : "optionRight") : input.checked ? "optionWrong" : "";
      label.classList.add(right ? "right" : input.checked ? "wrong" : "other");
      if (verdict) note.textContent = say(verdict);
    }
    const right = options.every(({ input, right }) => input.checked === right);
    const back = copyOf("sp-chosen-back");
    part(back, "result").textContent = say(right ? "right" : "wrong");
    part(back, "result").classList.toggle("right", right);
    back.prepend(prompt, list);
    showBuilt(part(back, "why"), card.why);
    linkWhole(back, asked.question.href);
    return { face: back, grade: gradeOf(right), said: say(right ? "right" : "wrong") };
  };
  const digits = options.slice(0, 9).map(({ input }, at) => [String(at + 1), () => input.click()]);
  return { face, button: "sp-check", key: say("space"), turn, keys: Object.fromEntries(digits) };
}

/**
 * @param {Asked} asked
 * @param {Reader} reader
 */
function frontOf(asked, reader) {
  if (asked.item.kind === "say") return sayFront(asked, reader);
  if (asked.item.kind === "code") return codeFront(asked);
  return asked.item.kind === "predict" ? predictFront(asked) : chooseFront(asked);
}
