// The box in which a program's output stands. What it prints is text, whatever it is.

/** Of longer output the box shows the beginning; all of it is compared. */
const SHOWN = 100_000;
/** What would change the text around it, or cannot be seen. */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Text as it can be shown: what controls a terminal, or the direction of the text around it, as Python writes it.
 * @param {string} text
 */
function visible(text) {
  return text.replace(/\r\n/g, "\n").replace(HIDDEN, (sign) => {
    const code = sign.charCodeAt(0).toString(16);
    if (sign === "\r") return "\\r";
    return code.length < 3 ? `\\x${code.padStart(2, "0")}` : `\\u${code.padStart(4, "0")}`;
  });
}

/**
 * A box for what a program prints, and for what it asks.
 * @typedef {object} Printout
 * @property {HTMLElement} element
 * @property {() => void} clear
 * @property {(stream: "out" | "err", text: string) => void} write
 * @property {() => string} text all that was written, as it was
 * @property {(prompt: string) => Promise<string | null>} ask
 * @property {() => void} finish shows all that was written, and gives up what is asked
 */

/**
 * @param {string} label
 * @returns {Printout}
 */
function makeConsole(label) {
  const element = make("div", "", "output live");
  element.dataset.label = label;
  element.tabIndex = 0;
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", label);
  element.translate = false;
  const screen = make("samp");
  element.append(screen);
  let written = "";
  let shown = 0;
  /** @type {[stream: string, text: string][]} */
  let waiting = [];
  /** @type {((answer: string | null) => void) | null} */
  let answered = null;

  function draw() {
    const parts = waiting;
    waiting = [];
    for (const [stream, text] of parts) {
      const rest = text.slice(0, Math.max(0, SHOWN - shown));
      shown += rest.length;
      if (rest) screen.append(stream === "out" ? visible(rest) : make("span", visible(rest), stream));
      if (rest.length < text.length && !screen.querySelector(".more"))
        screen.append(make("i", say("play_more"), "more"));
    }
  }

  /** @param {string} stream @param {string} text */
  function later(stream, text) {
    if (!waiting.length) requestAnimationFrame(draw);
    const last = waiting.at(-1);
    if (last?.[0] === stream) last[1] += text;
    else waiting.push([stream, text]);
  }

  return {
    element,
    text: () => written,
    clear() {
      answered?.(null);
      written = "";
      shown = 0;
      waiting = [];
      screen.replaceChildren();
    },
    write(stream, text) {
      written += text;
      later(stream, text);
    },
    finish() {
      draw();
      answered?.(null);
    },
    ask(prompt) {
      draw();
      const form = make("form");
      const label = make("label", `${visible(prompt) || say("play_asks")} `);
      const field = document.createElement("input");
      field.autocomplete = "off";
      field.autocapitalize = "off";
      field.spellcheck = false;
      const end = makeButton(say("play_input_end"), "quiet", () => answered?.(null));
      label.append(field);
      form.append(label, makeSubmit(), end);
      element.append(form);
      field.focus();
      return new Promise((resolve) => {
        answered = (answer) => {
          answered = null;
          form.remove();
          // What was asked and typed stays, as in a terminal.
          screen.append(visible(prompt), make("kbd", visible(answer ?? "")), "\n");
          resolve(answer);
        };
        form.addEventListener("submit", (event) => {
          event.preventDefault();
          answered?.(field.value);
        });
      });
    },
  };
}

function makeSubmit() {
  const button = /** @type {HTMLButtonElement} */ (make("button", say("play_input_send"), "button slim"));
  button.type = "submit";
  return button;
}

/**
 * Two texts as one list of lines: what is gone is struck out, what has come is written in.
 * @param {string} before
 * @param {string} after
 * @param {string} gone heard before a line that is struck out
 * @param {string} come heard before one that is written in
 */
function diffBlock(before, after, gone, come) {
  const block = make("pre", "", "diff");
  block.tabIndex = 0;
  block.translate = false;
  for (const { sign, text } of lineDiff(before, after)) {
    const line = make(sign === "-" ? "del" : sign === "+" ? "ins" : "span");
    if (sign !== " ") line.append(make("span", `${sign === "-" ? gone : come} `, "unseen"));
    line.append(visible(text) || " ");
    block.append(line);
  }
  return block;
}
