// Python to pieces with the classes of the highlighter (src/languages/python/), for
// code that is being typed: half of it is unfinished at any time. One pass, in
// linear time; no DOM.

/**
 * A piece of code and its class ("k" for a keyword and so on; "" is plain).
 * @typedef {[kind: string, text: string]} Piece
 *
 * What is open at a place: the text of a string, a replacement field in it, or the
 * format of a field. `depth` counts the brackets that are open in a field.
 * @typedef {{type: "text" | "field" | "format", quote: string, fields: boolean, depth: number}} Open
 */

const KEYWORDS = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);
const BUILTINS = new Set(
  (
    "abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip " +
    "ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplemented NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError __build_class__ __debug__ __import__"
  ).split(" "),
);
const TOKEN =
  /(#.*)|((?:[rR][bBfFtT]?|[bBfFtT][rR]?|[uU])?)("""|'''|"|')|((?:0[xXoObB][\da-fA-F_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d[\d_]*)?|\.\d[\d_]*(?:[eE][+-]?\d[\d_]*)?)[jJ]?)|([\p{L}\p{Nl}_][\p{L}\p{Nl}\p{M}\p{Nd}\p{Pc}]*)|(\.\.\.)|([^\S\n]+)|[\s\S]/uy;
const TEXT = /[^\\\n{}"']+|\\N\{[^}\n]{0,90}\}|\\[^{}]|\{\{|\}\}|[\s\S]/uy;
const DECORATOR = /@[^\S\n]*[\p{L}_][\p{L}\p{M}\p{Nd}_.]*/uy;
/** Words that begin a statement and stand in no expression: no string is open where one begins a line. */
const STATEMENT =
  /(?:def|class|import|return|raise|with|while|try|except|finally|assert|del|global|nonlocal|pass)(?![\p{L}\p{Nd}_])/uy;
/** `match x:` and `case _:` are statements where they begin a line that ends with a colon. */
const SOFT = /(?:match|case)(?=[^\S\n]+[^\s=.,)\]}]|[([{"'-])(?=.*:[^\S\n]*(?:#.*)?$)/muy;
const TYPE = /type(?=[^\S\n]+[\p{L}_][^=\n]*=)|lazy(?=[^\S\n]+(?:import|from)\b)/uy;

/**
 * What a sticky pattern matches at a place.
 * @param {RegExp} pattern
 * @param {string} code
 * @param {number} at
 */
function matchAt(pattern, code, at) {
  pattern.lastIndex = at;
  return pattern.exec(code);
}

/**
 * The pieces of some code, and what is open at its end: "s" in a string, "c" in a comment, else "".
 * @param {string} code
 * @returns {{pieces: Piece[], open: string}}
 */
function readPython(code) {
  /** @type {Piece[]} */
  const pieces = [];
  /** @type {Open[]} */
  const open = [];
  let at = 0;
  /** Whether only white space stands before in the line. */
  let fresh = true;
  /** The word before, and the sign before the word that comes. */
  let word = "";
  let sign = "";

  /** @param {string} kind @param {string} text */
  const push = (kind, text) => {
    const last = pieces.at(-1);
    if (last && last[0] === kind) last[1] += text;
    else pieces.push([kind, text]);
    at += text.length;
  };

  /** @param {Open} inside the text of a string, or a format in it */
  const readText = (inside) => {
    const { quote, fields, type } = inside;
    if (type === "text" && code.startsWith(quote, at)) {
      push("s", quote);
      open.pop();
      return;
    }
    const text = /** @type {RegExpExecArray} */ (matchAt(TEXT, code, at))[0];
    if (text === "\n" && quote.length === 1) {
      // A string that is not closed ends with its line.
      open.splice(type === "text" ? open.length - 1 : open.findLastIndex((one) => one.type === "text"));
      push("", text);
      fresh = true;
    } else if (type === "format" && (text === "}" || text === "}}")) {
      open.pop();
    } else if (fields && text === "{") {
      push("i", text);
      open.push({ ...inside, type: "field", depth: 0 });
    } else {
      push("s", text);
    }
  };

  /**
   * The signs of a replacement field: {expression=!conversion:format}.
   * @param {Open} field
   * @param {string} text
   */
  const readField = (field, text) => {
    if ("([{".includes(text)) field.depth += 1;
    if (field.depth && ")]}".includes(text)) {
      field.depth -= 1;
      return false;
    }
    if (field.depth) return false;
    if (text === "}") open.pop();
    else if (text === ":") open.push({ ...field, type: "format" });
    else if (text === "!" && code[at + 1] !== "=") {
      push("i", (matchAt(/![^\S\n]*[a-z]?/y, code, at) ?? [text])[0]);
      return true;
    } else if (text !== "=" || !/^=[^\S\n]*[!:}]/.test(code.slice(at, at + 9)) || "=<>!".includes(code[at - 1]))
      return false;
    push("i", text);
    return true;
  };

  /** @param {string} name */
  const kindOf = (name) => {
    if (word === "def" || word === "class" || word === "type") return "f";
    if (KEYWORDS.has(name) || (word === "case" && name === "_")) return "k";
    if (sign !== "." && BUILTINS.has(name) && !/^=[^=]/.test(code.slice(at + name.length, at + name.length + 2)))
      return "b";
    return "";
  };

  const readCode = () => {
    const field = open.at(-1);
    if (fresh && field && matchAt(STATEMENT, code, at)) open.length = 0;
    if (fresh) {
      const soft = matchAt(SOFT, code, at) ?? matchAt(TYPE, code, at);
      const decorator = soft ? null : matchAt(DECORATOR, code, at);
      if (soft || decorator) {
        fresh = false;
        word = soft?.[0] ?? "";
        if (soft) push("k", soft[0]);
        else if (decorator) push("d", decorator[0]);
        return;
      }
    }
    const found = /** @type {RegExpExecArray} */ (matchAt(TOKEN, code, at));
    const [text, comment, prefix, quote, number, name, dots, space] = found;
    if (space) {
      push("", text);
      return;
    }
    fresh = text === "\n";
    if (comment) {
      push("c", text);
    } else if (quote) {
      push("s", text);
      open.push({ type: "text", quote, fields: /[fFtT]/.test(prefix), depth: 0 });
    } else if (number) {
      push("n", text);
    } else if (name) {
      push(kindOf(name), text);
    } else if (dots) {
      push("k", text);
    } else if (!field || !open.length || !readField(field, text)) {
      push("", text);
    }
    word = name ?? "";
    sign = text;
  };

  while (at < code.length) {
    const inside = open.at(-1);
    if (inside && inside.type !== "field") readText(inside);
    else readCode();
  }
  const last = pieces.at(-1)?.[0];
  return { pieces, open: open.length ? "s" : last === "c" ? "c" : "" };
}
