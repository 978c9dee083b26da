// What the browser keeps of interviews: the one that goes on, so that leaving it
// loses nothing, and those that were held. Of what was said nothing is kept.

/**
 * An interview that goes on.
 * @typedef {object} Running
 * @property {string[]} slugs its questions
 * @property {Answered[]} answers to those that were judged
 * @property {number} spent seconds so far
 * @property {number | null} said seconds of the answer that is to be judged; null while it is to be given
 */

const RUNNING = "interview";
const HELD = "interviews";
/** Interviews that are kept: some 30 KB. */
const MOST_HELD = 50;

/**
 * What is stored under a name; null where nothing is, or what is no JSON.
 * @param {string} name
 * @returns {unknown}
 */
function storedJson(name) {
  try {
    return JSON.parse(studypress.store.get(name) ?? "null");
  } catch {
    return null;
  }
}

/** @param {boolean[]} ticks */
const packed = (ticks) => ticks.map(Number).join("");
/** @param {string} text */
const unpacked = (text) => [...text].map((one) => one === "1");

/**
 * An answer as short as it can be stored.
 * @param {Answered} answer
 */
const packedAnswer = ({ slug, seconds, points, mistakes, follow }) => [
  slug,
  seconds,
  packed(points),
  packed(mistakes),
  packed(follow),
];

/**
 * Answers as they are stored; what is not one is left out, because any page of
 * the host may write into the storage.
 * @param {unknown} stored
 */
function unpackedAnswers(stored) {
  /** @type {Answered[]} */
  const answers = [];
  for (const one of Array.isArray(stored) ? stored : []) {
    if (!Array.isArray(one)) continue;
    const [slug, seconds, points, mistakes, follow] = one;
    const texts = [slug, points, mistakes, follow].every((text) => typeof text === "string");
    if (!texts || !Number.isFinite(seconds)) continue;
    answers.push({ slug, seconds, points: unpacked(points), mistakes: unpacked(mistakes), follow: unpacked(follow) });
  }
  return answers;
}

/**
 * The interview that goes on, if it is about these questions.
 * @param {string[]} slugs
 * @returns {Running | null}
 */
function runningOf(slugs) {
  const stored = storedJson(RUNNING);
  if (!Array.isArray(stored)) return null;
  const [asked, answers, spent, said] = stored;
  if (JSON.stringify(asked) !== JSON.stringify(slugs)) return null;
  const read = unpackedAnswers(answers);
  const fits = read.length < slugs.length && read.every(({ slug }, at) => slug === slugs[at]);
  if (!fits || !Number.isFinite(spent)) return null;
  return { slugs, answers: read, spent, said: Number.isFinite(said) ? said : null };
}

/** @param {Running} running */
function keepRunning({ slugs, answers, spent, said }) {
  studypress.store.put(RUNNING, JSON.stringify([slugs, answers.map(packedAnswer), spent, said]));
}

/** The interviews that were held, the latest first. */
function heldInterviews() {
  const stored = storedJson(HELD);
  /** @type {Held[]} */
  const held = [];
  for (const one of Array.isArray(stored) ? stored : []) {
    if (!Array.isArray(one)) continue;
    const [time, seconds, answers] = one;
    const read = unpackedAnswers(answers);
    if (read.length && Number.isFinite(time) && Number.isFinite(seconds)) held.push({ time, seconds, answers: read });
  }
  return held.sort((a, b) => b.time - a.time);
}

/** @param {Held[]} held */
function keepHeld(held) {
  const rows = held.slice(0, MOST_HELD).map(({ time, seconds, answers }) => [time, seconds, answers.map(packedAnswer)]);
  if (rows.length) studypress.store.put(HELD, JSON.stringify(rows));
  else studypress.store.remove(HELD);
}

/**
 * Ends the interview that goes on, and keeps it among those that were held.
 * @param {Held | null} held null if nothing was answered
 */
function keepAsHeld(held) {
  if (held) keepHeld([held, ...heldInterviews()]);
  studypress.store.remove(RUNNING);
}
