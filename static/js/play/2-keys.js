// What keys do to code that is being typed: text and selection in, an edit out. No DOM.

/**
 * Puts `text` in the place of what stands from `from` to `to`; then `start` to `end` is selected.
 * @typedef {{from: number, to: number, text: string, start: number, end: number}} Edit
 */

const INDENT = 4;
const PAIRS = /** @type {Record<string, string>} */ ({ "(": ")", "[": "]", "{": "}", '"': '"', "'": "'" });
/** What may stand after a place where a bracket or quote is closed at once. */
const ROOM = /^(?:$|[\s)\]},:;=.])/;

/**
 * Where the line of a place begins.
 * @param {string} code
 * @param {number} at
 */
const lineStart = (code, at) => code.lastIndexOf("\n", at - 1) + 1;

/**
 * @param {string} code
 * @param {number} at
 */
function lineEnd(code, at) {
  const end = code.indexOf("\n", at);
  return end < 0 ? code.length : end;
}

/**
 * Text in the place of the selection, and the caret after it.
 * @param {number} from
 * @param {number} to
 * @param {string} text
 * @returns {Edit}
 */
const put = (from, to, text) => ({ from, to, text, start: from + text.length, end: from + text.length });

/**
 * The selection, moved.
 * @param {number} at
 * @returns {Edit}
 */
const moved = (at) => ({ from: at, to: at, text: "", start: at, end: at });

/**
 * Tab: the lines of a selection one step in; else spaces up to the next step.
 * @param {string} code
 * @param {number} start
 * @param {number} end
 * @returns {Edit}
 */
function indented(code, start, end) {
  if (!code.slice(start, end).includes("\n")) {
    const column = start - lineStart(code, start);
    return put(start, end, " ".repeat(INDENT - (column % INDENT)));
  }
  return eachLine(code, start, end, (line) => (line ? " ".repeat(INDENT) + line : line));
}

/**
 * Shift-Tab: the lines of the selection one step out.
 * @param {string} code
 * @param {number} start
 * @param {number} end
 */
function outdented(code, start, end) {
  return eachLine(code, start, end, (line) => {
    const spaces = /^ */.exec(line)?.[0].length ?? 0;
    return line.startsWith("\t") ? line.slice(1) : line.slice(Math.min(spaces, spaces % INDENT || INDENT));
  });
}

/**
 * Changes each line that the selection touches, at its beginning.
 * @param {string} code
 * @param {number} start
 * @param {number} end
 * @param {(line: string) => string} change
 * @returns {Edit}
 */
function eachLine(code, start, end, change) {
  const from = lineStart(code, start);
  // A line of which only the beginning is reached is not meant.
  const last = end > start && code[end - 1] === "\n" ? end - 1 : end;
  const to = lineEnd(code, last);
  const before = code.slice(from, to).split("\n");
  const after = before.map(change);
  const text = after.join("\n");
  const grown = after[0].length - before[0].length;
  return {
    from,
    to,
    text,
    start: Math.max(from, start + grown),
    end: Math.max(from, end + text.length - (to - from)),
  };
}

/**
 * Enter: the indentation of the line, one step more after a colon or in a bracket,
 * one less after what ends a block.
 * @param {string} code
 * @param {number} start
 * @param {number} end
 * @returns {Edit}
 */
function broken(code, start, end) {
  const before = code.slice(lineStart(code, start), start);
  const indent = /^[ \t]*/.exec(before)?.[0] ?? "";
  const { pieces, open } = readPython(code.slice(0, start));
  if (open === "s") return put(start, end, `\n${indent}`);
  // What stands in the line, without a comment behind it.
  const comment = pieces.at(-1)?.[0] === "c" ? (pieces.at(-1)?.[1].length ?? 0) : 0;
  const line = before.slice(0, before.length - comment).trim();
  const more = indent + " ".repeat(INDENT);
  const bracket = /[([{]$/.exec(line)?.[0];
  if (bracket && !comment && code[end] === PAIRS[bracket]) {
    const text = `\n${more}\n${indent}`;
    return { ...put(start, end, text), start: start + 1 + more.length, end: start + 1 + more.length };
  }
  if (bracket || line.endsWith(":")) return put(start, end, `\n${more}`);
  if (/^(?:return|raise|pass|break|continue)\b/.test(line) && !/[([{,\\]$/.test(line))
    return put(start, end, `\n${indent.slice(0, Math.max(0, indent.length - INDENT))}`);
  return put(start, end, `\n${indent}`);
}

/**
 * Backspace where it does more than take one character; else null. In an
 * indentation it goes back a step, and between two of a pair it takes both.
 * @param {string} code
 * @param {number} start
 * @param {number} end
 * @returns {Edit | null}
 */
function erased(code, start, end) {
  if (start !== end || !start) return null;
  const before = code.slice(lineStart(code, start), start);
  if (before && !before.trim() && !before.includes("\t")) {
    const back = before.length % INDENT || INDENT;
    return back > 1 ? put(start - back, start, "") : null;
  }
  const pair = PAIRS[code[start - 1]];
  const quote = pair === code[start - 1];
  // Of `"""|"` the quotes are no pair.
  if (!pair || code[start] !== pair || (quote && code[start - 2] === pair)) return null;
  return put(start - 1, start + 1, "");
}

/**
 * A typed bracket or quote where it does more than stand there; else null: it is
 * closed at once, put around the selection, or typed over.
 * @param {string} code
 * @param {number} start
 * @param {number} end
 * @param {string} sign
 * @returns {Edit | null}
 */
function paired(code, start, end, sign) {
  const close = PAIRS[sign];
  if (start !== end) {
    if (!close) return null;
    const text = sign + code.slice(start, end) + close;
    return { from: start, to: end, text, start: start + 1, end: end + 1 };
  }
  const quote = close === sign;
  if (!close || quote) {
    if (code[start] === sign && ")]}\"'".includes(sign) && code[start - 1] !== "\\") return moved(start + 1);
    if (!close) return null;
  }
  const { open } = readPython(code.slice(0, start));
  if (open || !ROOM.test(code.slice(start, start + 1))) return null;
  const before = code.slice(lineStart(code, start), start);
  if (!quote) return { ...put(start, end, sign + close), start: start + 1, end: start + 1 };
  // The third of three begins a long string.
  const long = before.endsWith(sign + sign);
  if (!long && !/(?:^|[^\p{L}\p{Nd}_])[rbuft]{0,2}$/iu.test(before)) return null;
  const text = sign + (long ? sign.repeat(3) : sign);
  return { ...put(start, end, text), start: start + 1, end: start + 1 };
}
