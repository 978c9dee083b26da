// What is read besides titles: short answers, and the other ways to ask a question.

/** @type {Map<string, string[]> | undefined} by slug, once they are here */
let texts;
/** Whether they are on their way. */
let reading = false;

/**
 * Fetches the texts, unless that is being done; where they cannot be had, titles are all that is read.
 * @param {() => void} then called when they are here
 */
function readTexts(then) {
  if (reading) return;
  reading = true;
  studypress.texts = (rows) => {
    texts = new Map(rows.map(([slug, ...of]) => [slug, of]));
    then();
  };
  const script = document.createElement("script");
  script.src = `${studypress.root}data/texts.js`;
  script.onerror = () => {
    reading = false;
  };
  document.head.append(script);
}

/**
 * How a word that was typed is looked for in texts: where one begins.
 * @param {string} word
 */
const beginning = (word) => new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}`, "u");

/**
 * Whether an entry has all words, each in its title or in its texts.
 * @param {Entry} entry
 * @param {string[]} words
 */
function hasWords({ slug, folded }, words) {
  const missing = words.filter((word) => !folded.includes(word));
  if (!missing.length) return true;
  const text = fold((texts?.get(slug) ?? []).join("\n"));
  return missing.every((word) => beginning(word).test(text));
}

/** Characters of a text that are shown before and after what was found. */
const BEFORE = 40;
const AFTER = 80;

/**
 * Of the texts of an entry whose title lacks words, the one that has most of them, as an element; an
 * empty one if the title has all.
 * @param {Entry} entry
 * @param {string[]} words
 */
function why({ slug, folded }, words) {
  const missing = words.filter((word) => !folded.includes(word)).map(beginning);
  const shown = document.createElement("span");
  shown.className = "why";
  let most = 0;
  for (const text of (missing.length && texts?.get(slug)) || []) {
    // Most letters are folded to one, so this is where it stands, or near it.
    const flat = fold(text);
    const found = missing.flatMap((word) => word.exec(flat) ?? []).length;
    if (found <= most) continue;
    most = found;
    const at = missing.map((word) => flat.search(word)).find((place) => place >= 0) ?? 0;
    const from = at > BEFORE ? text.indexOf(" ", at - BEFORE) + 1 : 0;
    const to = text.length - at > AFTER ? text.lastIndexOf(" ", at + AFTER) : text.length;
    shown.textContent = `${from ? "… " : ""}${text.slice(from, to)}${to < text.length ? " …" : ""}`;
  }
  return shown;
}
