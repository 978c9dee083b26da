// An editor of code: a field that is typed into, clear as glass, over the code that
// shows what was typed in colours. What the browser does well (carets, selections,
// undoing, the keyboards of phones) is left to it.

/**
 * @typedef {object} Editor
 * @property {HTMLElement} element
 * @property {HTMLTextAreaElement} field
 * @property {() => string} code
 * @property {(code: string) => void} replace all of the code, which can be undone like typing
 *
 * What an editor tells.
 * @typedef {object} EditorCalls
 * @property {() => void} run Ctrl-Enter, or ⌘-Enter
 * @property {() => void} changed after each change of the code
 * @property {() => void} leaving after Escape: the next Tab goes on to what follows
 */

/** Longer code stays plain: its colours would come after the letters. */
const COLOURED = { lines: 400, characters: 40_000 };

/**
 * Shows code in a place, and of what it shows already leaves what is the same.
 * @param {Element} place
 */
function painter(place) {
  /** @type {Piece[]} */
  let shown = [];
  let ours = false;
  /** @param {Piece} piece */
  const nodeOf = ([kind, text]) => (kind ? make("span", text, kind) : document.createTextNode(text));
  /** @param {string} code */
  return (code) => {
    const long = code.length > COLOURED.characters || code.split("\n").length > COLOURED.lines;
    /** @type {Piece[]} */
    const pieces = long ? [["", code]] : readPython(code).pieces;
    if (!ours) place.replaceChildren();
    ours = true;
    /** @param {number} a @param {number} b */
    const same = (a, b) => shown[a][0] === pieces[b][0] && shown[a][1] === pieces[b][1];
    const least = Math.min(shown.length, pieces.length);
    let first = 0;
    while (first < least && same(first, first)) first += 1;
    let last = 0;
    while (last < least - first && same(shown.length - 1 - last, pieces.length - 1 - last)) last += 1;
    for (let gone = shown.length - first - last; gone > 0; gone--) place.childNodes[first].remove();
    const nodes = pieces.slice(first, pieces.length - last).map(nodeOf);
    const next = place.childNodes[first] ?? null;
    for (const node of nodes) place.insertBefore(node, next);
    shown = pieces;
  };
}

/**
 * Makes an edit as if it were typed, so that the browser can undo it.
 * @param {HTMLTextAreaElement} field
 * @param {Edit} edit
 */
function applyEdit(field, { from, to, text, start, end }) {
  field.setSelectionRange(from, to);
  if (text || from !== to) {
    // Old, but the only way that the browser's own undoing knows of.
    const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
    if (!done) {
      field.setRangeText(text, from, to, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  field.setSelectionRange(start, end);
}

/**
 * What a key that types, breaks a line or erases does beyond that.
 * @param {InputEvent} event
 * @param {HTMLTextAreaElement} field
 */
function editOf({ inputType, data }, { value, selectionStart, selectionEnd }) {
  if (value.length > COLOURED.characters) return null;
  if (inputType === "insertLineBreak") return broken(value, selectionStart, selectionEnd);
  if (inputType === "deleteContentBackward") return erased(value, selectionStart, selectionEnd);
  return inputType === "insertText" && data ? paired(value, selectionStart, selectionEnd, data) : null;
}

/** Numbers the editors of a page, so that each field has its own description. */
let editors = 0;

/**
 * The field that lies over the code.
 * @param {string} code
 * @param {string} label what a screen reader calls it
 */
function fieldFor(code, label) {
  const field = document.createElement("textarea");
  field.value = code;
  field.defaultValue = code;
  field.setAttribute("aria-label", label);
  field.setAttribute("autocapitalize", "off");
  field.setAttribute("autocomplete", "off");
  // No attribute of HTML's yet, but phones heed it.
  field.setAttribute("autocorrect", "off");
  field.spellcheck = false;
  field.wrap = "off";
  field.dir = "ltr";
  return field;
}

/**
 * Makes an editor of a block of code, in its place.
 * @param {HTMLElement} pre
 * @param {string} label
 * @param {EditorCalls} calls
 * @returns {Editor}
 */
function makeEditor(pre, label, calls) {
  const ink = /** @type {HTMLElement} */ (pre.querySelector("code"));
  const original = ink.textContent ?? "";
  const built = [...ink.childNodes];
  const element = make("div", "", "editor");
  element.translate = false;
  const numbers = make("div", "", "numbers");
  numbers.setAttribute("aria-hidden", "true");
  const field = fieldFor(original.replace(/\n$/, ""), label);
  const hint = make("p", say("play_hint"), "editor-hint");
  editors += 1;
  hint.id = `sp-editor-${editors}`;
  field.setAttribute("aria-describedby", hint.id);
  pre.replaceWith(element);
  pre.classList.add("ink");
  pre.removeAttribute("tabindex");
  pre.setAttribute("aria-hidden", "true");
  element.append(numbers, pre, field, hint);

  let paint = painter(ink);
  let lines = 0;
  let drawing = false;
  const follow = () => {
    ink.style.transform = `translate(${-field.scrollLeft}px, ${-field.scrollTop}px)`;
  };
  const number = () => {
    const count = field.value.split("\n").length;
    if (count === lines) return;
    lines = count;
    numbers.textContent = Array.from({ length: count }, (_, at) => at + 1).join("\n");
  };
  const draw = () => {
    drawing = false;
    if (`${field.value}\n` === original) {
      // As it was built, with the lines that the author marked.
      ink.replaceChildren(...built);
      paint = painter(ink);
    } else {
      paint(`${field.value}\n`);
    }
    number();
    follow();
  };
  number();

  let leaving = false;
  let ourOwn = false;
  /** @param {Edit} edit */
  const edit = (edit) => {
    ourOwn = true;
    applyEdit(field, edit);
    ourOwn = false;
  };

  field.addEventListener("scroll", follow);
  field.addEventListener("input", () => {
    if (!drawing) requestAnimationFrame(draw);
    drawing = true;
    calls.changed();
  });
  field.addEventListener("beforeinput", (event) => {
    const made = ourOwn || event.isComposing ? null : editOf(event, field);
    if (!made) return;
    event.preventDefault();
    edit(made);
  });
  field.addEventListener("blur", () => {
    leaving = false;
  });
  field.addEventListener("keydown", (event) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey, isComposing } = event;
    if (isComposing) return;
    const command = ctrlKey || metaKey;
    if (key === "Escape" && !leaving) {
      leaving = true;
      calls.leaving();
    } else if (key === "Tab" && !command && !altKey && !leaving) {
      edit((shiftKey ? outdented : indented)(field.value, field.selectionStart, field.selectionEnd));
    } else if (key === "Enter" && command) {
      calls.run();
    } else {
      if (key !== "Shift" && key !== "Tab") leaving = false;
      return;
    }
    event.preventDefault();
  });

  return {
    element,
    field,
    code: () => field.value,
    replace(code) {
      const focused = document.activeElement;
      // What can be undone has to be typed, and only what has the focus is typed into.
      field.focus({ preventScroll: true });
      edit({ from: 0, to: field.value.length, text: code, start: 0, end: 0 });
      if (focused instanceof HTMLElement && focused !== field) focused.focus({ preventScroll: true });
    },
  };
}
