// Marks: marks.js keeps them as every page can read them at once, without the
// log. Where the engine runs, the two are brought together.

const MARKS_KEY = "marks";
/** @type {Mark[]} */
const MARKS = ["todo", "shaky", "known"];

/**
 * The marks as marks.js keeps them; what is none is left out.
 * @returns {[slug: string, mark: Mark][]}
 */
function quickMarks() {
  try {
    const kept = JSON.parse(studypress.store.get(MARKS_KEY) ?? "") ?? {};
    return Object.entries(kept).filter(([, mark]) => MARKS.includes(mark));
  } catch {
    // Nothing was marked yet, or what is kept is not ours.
    return [];
  }
}

/** @type {Set<Reader>} */
const joined = new Set();

/**
 * Takes marks from before there was a log into the log, and gives marks.js those
 * of the log, now and after each change: another device's may come with a file.
 * @param {Reader} reader one that knows the deck, so that marks follow their questions
 */
function joinMarks(reader) {
  if (joined.has(reader)) return;
  joined.add(reader);
  reader.migrate(quickMarks());
  const give = () => {
    const { marks } = reader.state;
    const kept = quickMarks();
    if (kept.length === marks.size && kept.every(([slug, mark]) => marks.get(slug) === mark)) return;
    if (marks.size) studypress.store.put(MARKS_KEY, JSON.stringify(Object.fromEntries(marks)));
    else studypress.store.remove(MARKS_KEY);
    studypress.marks?.again();
  };
  give();
  reader.changed(give);
}
