// When a card is due: FSRS-6, the Free Spaced Repetition Scheduler (Jarrett Ye,
// open-spaced-repetition.org), with its published default weights. The formulas
// are those of "The Algorithm" in the wiki of fsrs4anki; steps, rounding and the
// order of intervals are those of ts-fsrs 5.4.2, which tests/practice compares
// with. Days differ: ts-fsrs counts those of UTC, these are the reader's own.

const WEIGHTS = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
  0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
/** The recall at which a card is due. */
const RETENTION = 0.9;
/** The one step of learning and of relearning, and that after "hard", in seconds. */
const STEP = 600;
const HARD_STEP = 900;
/** The longest interval in days, and the range of stability, in days too. */
const LONGEST = 36500;
const LEAST_STABILITY = 0.001;
const DAY = 86400;
/** When the reader's day begins: at 4:00, in seconds after midnight. */
const DAWN = 4 * 3600;

/** @type {(value: number, least: number, most: number) => number} */
const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
/** @param {number} value */
const round8 = (value) => Math.round(value * 1e8) / 1e8;

const DECAY = -WEIGHTS[20];
const FACTOR = round8(Math.exp(Math.log(0.9) / DECAY) - 1);
/** Days until recall has fallen to RETENTION, for a stability of one day. */
const INTERVAL = round8((RETENTION ** (1 / DECAY) - 1) / FACTOR);

/**
 * The day of the reader that a time belongs to, counted from 1970.
 * @param {number} time in Unix seconds
 * @param {number} offset the reader's clock against UTC, in quarter hours
 * @param {number} dawn when a day begins, in seconds after midnight
 */
function dayOf(time, offset, dawn = DAWN) {
  return Math.floor((time + offset * 900 - dawn) / DAY);
}

/**
 * The probability of recall some days after a review that left this stability.
 * @param {number} days
 * @param {number} stability
 */
function recallAfter(days, stability) {
  return round8((1 + (FACTOR * days) / stability) ** DECAY);
}

/**
 * The probability that a card is recalled on a day of the reader.
 * @param {CardState} card
 * @param {number} day
 */
function recallOf(card, day) {
  return recallAfter(Math.max(0, day - card.day), card.stability);
}

/**
 * Days until recall has fallen to RETENTION.
 * @param {number} stability
 */
function intervalOf(stability) {
  return clamp(Math.round(stability * INTERVAL), 1, LONGEST);
}

/** @param {number} grade */
const firstDifficulty = (grade) => round8(WEIGHTS[4] - Math.exp((grade - 1) * WEIGHTS[5]) + 1);
/** Where difficulty slowly returns to. */
const MEAN_DIFFICULTY = firstDifficulty(4);

/**
 * @param {number} difficulty
 * @param {Grade} grade
 */
function nextDifficulty(difficulty, grade) {
  const change = -WEIGHTS[6] * (grade - 3);
  // The nearer to 10, the smaller the change.
  const changed = difficulty + round8((change * (10 - difficulty)) / 9);
  return clamp(round8(WEIGHTS[7] * MEAN_DIFFICULTY + (1 - WEIGHTS[7]) * changed), 1, 10);
}

/**
 * @param {Pick<CardState, "stability" | "difficulty">} card
 * @param {Grade} grade
 * @param {number} elapsed days since the last review
 */
function nextStability({ stability, difficulty }, grade, elapsed) {
  const w = WEIGHTS;
  /** @param {number} value */
  const kept = (value) => round8(clamp(value, LEAST_STABILITY, LONGEST));
  if (elapsed === 0) {
    const growth = stability ** -w[19] * Math.exp(w[17] * (grade - 3 + w[18]));
    return kept(stability * (grade === 1 ? growth : Math.max(growth, 1)));
  }
  const forgotten = 1 - recallAfter(elapsed, stability);
  if (grade === 1) {
    const afterLapse = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * Math.exp(forgotten * w[14]);
    return clamp(round8(stability / Math.exp(w[17] * w[18])), LEAST_STABILITY, kept(afterLapse));
  }
  const factor = { 2: w[15], 3: 1, 4: w[16] }[grade];
  const growth = Math.exp(w[8]) * (11 - difficulty) * stability ** -w[9] * (Math.exp(forgotten * w[10]) - 1) * factor;
  return kept(stability * (1 + growth));
}

/**
 * The days until a card of phase "review" comes again: "hard" never waits longer
 * than "good", and each grade above it waits at least a day longer.
 * @param {CardState} card
 * @param {Grade} grade
 * @param {number} elapsed
 */
function reviewInterval(card, grade, elapsed) {
  /** @param {Grade} of */
  const wanted = (of) => intervalOf(nextStability(card, of, elapsed));
  const hard = Math.min(wanted(2), wanted(3));
  if (grade === 2) return hard;
  const good = Math.max(wanted(3), hard + 1);
  return grade === 3 ? good : Math.max(wanted(4), good + 1);
}

/**
 * The card after a review, from its state before; null for a card never reviewed.
 * @param {CardState | null} card
 * @param {Grade} grade
 * @param {number} time
 * @param {number} offset
 * @param {number} dawn
 * @returns {CardState}
 */
function reviewCard(card, grade, time, offset, dawn = DAWN) {
  // A reader who flies west, or whose clock was wrong, lives a day twice: it counts once.
  const day = Math.max(dayOf(time, offset, dawn), card?.day ?? -Infinity);
  const elapsed = card ? day - card.day : 0;
  const stability = card ? nextStability(card, grade, elapsed) : WEIGHTS[grade - 1];
  const difficulty = card ? nextDifficulty(card.difficulty, grade) : clamp(firstDifficulty(grade), 1, 10);
  const known = card?.phase === "review";
  const again = grade === 1 || (grade === 2 && !known);
  const days = known && !again ? reviewInterval(card, grade, elapsed) : intervalOf(stability);
  const failed = grade === 1 && card?.failedOn !== day;
  return {
    phase: again ? (!card || card.phase === "learning" ? "learning" : "relearning") : "review",
    stability,
    difficulty,
    due: time + (again ? (grade === 1 ? STEP : HARD_STEP) : days * DAY),
    last: time,
    day,
    reviews: (card?.reviews ?? 0) + 1,
    lapses: (card?.lapses ?? 0) + (known && grade === 1 ? 1 : 0),
    failed: (card?.failed ?? 0) + (failed ? 1 : 0),
    failedOn: grade === 1 ? day : (card?.failedOn ?? null),
  };
}

/** @type {Grade[]} */
const GRADES = [1, 2, 3, 4];

/**
 * What each grade would lead to, from 1 to 4.
 * @param {CardState | null} card
 * @param {number} time
 * @param {number} offset
 */
function previewCard(card, time, offset) {
  return GRADES.map((grade) => reviewCard(card, grade, time, offset));
}
