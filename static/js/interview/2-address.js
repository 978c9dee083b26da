// What the address says: which questions are asked, or which interview is looked
// back at. The same address asks anyone the same. No DOM, no storage.

/**
 * @typedef {object} Asked
 * @property {string[]} slugs the questions in their order; none at the door
 * @property {boolean} sheet the interviewer's sheet for them instead of the interview
 * @property {number} past when the interview was held whose report is wanted, in Unix seconds; 0 for none
 */

/** Questions that one interview can have: more would be an examination. */
const MOST_QUESTIONS = 40;

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Reads what follows the `#` of an address.
 * @param {string} hash
 * @returns {Asked}
 */
function readAddress(hash) {
  /** @type {Asked} */
  const asked = { slugs: [], sheet: false, past: 0 };
  for (const piece of hash.replace(/^#/, "").split("&")) {
    const [name, value = ""] = piece.split("=");
    if (name === "q")
      asked.slugs = [...new Set(value.split(",").map(decoded))].filter(Boolean).slice(0, MOST_QUESTIONS);
    if (name === "sheet") asked.sheet = true;
    if (name === "past") asked.past = Number(value) || 0;
  }
  return asked;
}

/**
 * Writes what follows the `#` of an address.
 * @param {string[]} slugs
 * @param {"interview" | "sheet"} [kind]
 */
function writeAddress(slugs, kind = "interview") {
  return `#q=${slugs.map(encodeURIComponent).join(",")}${kind === "sheet" ? "&sheet" : ""}`;
}
