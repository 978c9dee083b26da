// The door: what today is in one sentence, and one button. Below it, small: the
// day of the interview, what the reader would answer, what is set aside.

/**
 * What the parts of the door share. `options` are what is practised; `list` is
 * what the address asks for, if it does.
 * @typedef {object} House
 * @property {Practice} practice
 * @property {Reader} reader
 * @property {Deck} deck
 * @property {PlanOptions} options
 * @property {{count: number, missing: number} | null} list
 * @property {(options: PlanOptions) => void} begin a session
 */

/** Fewer answers than this say nothing about how many come back. */
const FEW = 10;
/** Minutes a day where the reader has not said how many there are. */
const USUAL_MINUTES = 20;

/**
 * The sentence at the top.
 * @param {House} house
 * @param {Today} today
 */
function headline({ list }, { repeat, fresh, answers }) {
  if (list) return say("list", { count: list.count });
  if (repeat && fresh) return say("todayBoth", { repeat, fresh });
  if (repeat) return say("todayRepeat", { repeat });
  if (fresh) return say("todayFresh", { fresh });
  return say(answers.today ? "todayDone" : "todayNothing");
}

/** @param {Today} today */
function leadWords({ repeat, fresh, minutes, answers, recent }) {
  const words = answers.all ? [] : [say("lead")];
  if (repeat || fresh) words.push(say("minutes", { count: Math.max(1, Math.round(minutes)) }));
  if (answers.all) words.push(say("answers", { count: answers.all }));
  if (recent.all >= FEW) words.push(say("recent", { right: Math.round((10 * recent.right) / recent.all) }));
  return words.join(" ");
}

/** @param {House} house what is practised, in a few words */
function chosenWords({ deck, list, options }) {
  const { levels, topics, kinds } = leftOut();
  const there = KINDS_OF_CARDS.filter((kind) => kind !== "code" || deck.questions.some(({ code }) => code));
  const kindWords = there.filter((kind) => !kinds.includes(kind)).map((kind) => say(kind));
  const levelsIn = deck.levels.filter(({ id }) => !levels.includes(id));
  const topicsIn = deck.topics.filter(({ id }) => !topics.includes(id));
  if (!kindWords.length || (!list && options.positions?.size === 0)) return say("noneChosen");
  if (list) return kindWords.join(say("comma"));
  const levelWords =
    levelsIn.length === deck.levels.length ? say("allLevels") : levelsIn.map(({ title }) => title).join(say("comma"));
  const topicWords = topicsIn.length < deck.topics.length ? [say("someTopics", { count: topicsIn.length })] : [];
  return [levelWords, ...topicWords, kindWords.join(say("comma"))].join(" · ");
}

/**
 * Whether `from` to `to` is one number to a reader.
 * @param {PlanRange} range
 */
const rounded = ({ low, high }) => ({ low: Math.round(low), high: Math.round(high) });

/**
 * How many questions would be answered, and what the plan leads to.
 * @param {Today} today
 * @param {number} minutes a day
 */
function readyWords({ readiness, goal }, minutes) {
  const words = [];
  if (readiness) {
    const all = readiness.questions;
    const { low, high } = rounded(readiness.today);
    words.push(say(low === high ? "readyAbout" : "readyToday", { low, high, all }));
    if (readiness.day) words.push(say("readyDay", { ...rounded(readiness.day), count: minutes }));
    const { today: count, rate } = readiness.unseen;
    if (count) words.push(say("readyUnseen", { count, rate: Math.round(10 * rate) }));
  } else words.push(say("readyLater"));
  if (goal && !goal.met) {
    words.push(say("goal", { seen: goal.seen, all: goal.questions }));
    if (goal.minutes !== null) words.push(say("goalMinutes", { count: goal.minutes }));
  }
  return words.join(" ");
}

/**
 * The day of the interview as the reader's own, at noon.
 * @param {string} date as 2027-10-01
 */
const noonOf = (date) => new Date(`${date}T12:00:00`);

/**
 * @param {House} house
 * @param {Today} today
 */
function showDay({ reader }, today) {
  const { date, minutes } = reader.state.interview;
  const field = /** @type {HTMLInputElement} */ (byId("sp-date"));
  const amount = /** @type {HTMLInputElement} */ (byId("sp-minutes"));
  if (document.activeElement !== field) field.value = date ?? "";
  if (document.activeElement !== amount) amount.value = String(minutes || USUAL_MINUTES);
  byId("sp-no-date").hidden = !date;
  const name = today.days === null ? "dayPast" : today.days === 0 ? "dayToday" : "dayOn";
  byId("sp-day").textContent = date ? say(name, { date: dayName(noonOf(date)) }) : say("when");
  byId("sp-ready").textContent = readyWords(today, minutes || USUAL_MINUTES);
  const figure = byId("sp-curve");
  const course = today.readiness?.course ?? [];
  figure.hidden = !date || course.length < 2;
  if (!figure.hidden && date) figure.replaceChildren(...curve(course, today.readiness?.questions ?? 0, noonOf(date)));
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 */
function drawn(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/**
 * What is expected from today to the day of the interview, as a line.
 * @param {Readiness["course"]} course
 * @param {number} all questions
 * @param {Date} date
 */
function curve(course, all, date) {
  const [width, height, edge] = [600, 90, 4];
  const last = course[course.length - 1];
  const x = (/** @type {number} */ days) => edge + ((width - 2 * edge) * days) / Math.max(1, last.days);
  const y = (/** @type {number} */ count) => height - edge - ((height - 2 * edge) * count) / Math.max(1, all);
  const [now, then] = [course[0], last].map(({ expected }) => Math.round(expected));
  const label = say("curve", { today: now, all, day: then, date: dayName(date) });
  const svg = drawn("svg", {
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": label,
    preserveAspectRatio: "none",
  });
  for (const count of [0, all]) svg.append(drawn("line", { x1: 0, x2: width, y1: y(count), y2: y(count) }));
  const points = course.map(({ days, expected }) => [x(days).toFixed(1), y(expected).toFixed(1)].join(" "));
  svg.append(drawn("path", { d: `M${points.join("L")}` }));
  const caption = make("figcaption");
  const from = make("span");
  from.append(make("b", String(now)), ` ${say("now")}`);
  const to = make("span");
  to.append(make("b", String(then)), ` ${dayName(date)}`);
  caption.append(from, to);
  return [svg, caption];
}

/**
 * What would be answered today of each topic, with a way to practise it.
 * @param {House} house
 * @param {Today} today
 */
function showParts({ practice, deck, options, begin }, { topics, readiness }) {
  const shown = topics.filter(({ questions }) => questions > 0);
  byId("sp-parts").hidden = !readiness || shown.length < 2;
  const rows = shown.map(({ id, questions, expected }) => {
    const number = deck.topics.findIndex((topic) => topic.id === id) + 1;
    const title = deck.topics[number - 1]?.title ?? id;
    const row = make("tr");
    const name = make("th", title);
    name.setAttribute("scope", "row");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.append(say("these"), make("span", ` ${title}`, "unseen"));
    button.addEventListener("click", () => {
      const chosen = options.positions;
      const positions = deck.questions
        .filter(({ topic, position }) => topic === number && (!chosen || chosen.has(position)))
        .map(({ position }) => position);
      begin({ ...options, positions: new Set(positions), through: practice.now().time });
    });
    const cell = make("td", "", "num");
    cell.append(button);
    row.append(name, make("td", say("part", { expected: Math.round(expected), all: questions })), cell);
    return row;
  });
  byId("sp-parts")
    .querySelector("tbody")
    ?.replaceChildren(...rows);
}

/**
 * The cards that were failed on four days, by the names of their questions.
 * @param {House} house
 * @param {Today} today
 */
async function showAside({ deck, reader }, { aside }) {
  const lines = await Promise.all(
    aside.map(async ({ id, position }) => {
      const { html, href } = await deck.load(position);
      const line = questionLink(html, href);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = say("again");
      button.addEventListener("click", () => {
        const record = reader.reset(id);
        offerUndo(reader, record, say("wasReset", { what: line.querySelector("a")?.textContent ?? "" }));
      });
      line.append(" ", button);
      return line;
    }),
  );
  byId("sp-aside")
    .querySelector("ul")
    ?.replaceChildren(...lines);
  byId("sp-aside").hidden = !lines.length;
}

/**
 * Shows the door as things are now.
 * @param {House} house
 */
function showDoor(house) {
  const { practice, reader, deck, options, list } = house;
  const now = practice.now();
  const today = practice.plan.today(reader.state, deck, options, now);
  const { item, more } = practice.plan.queue(reader.state, deck, options, now);
  byId("sp-today").textContent = headline(house, today);
  byId("sp-lead").textContent = leadWords(today);
  byId("sp-chosen").textContent = chosenWords(house);
  const begin = /** @type {HTMLButtonElement} */ (byId("sp-begin"));
  begin.disabled = !item && !more;
  const name = item ? (today.answers.today ? "goOn" : "begin") : "more";
  /** @type {HTMLElement} */ (begin.firstElementChild).textContent = say(name);
  begin.onclick = () => house.begin(item ? options : { ...options, more: true });
  const notice = byId("sp-list-notice");
  notice.hidden = !list;
  if (list) {
    const gone = list.missing ? ` ${say("listGone", { count: list.missing })}` : "";
    part(notice, "words").textContent = say("listWords") + gone;
  }
  showDay(house, today);
  showParts(house, today);
  // What cannot be loaded now is named when it can.
  showAside(house, today).catch(() => {});
  showStorage(reader);
  byId("sp-more").hidden = false;
}
