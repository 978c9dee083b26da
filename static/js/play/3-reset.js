// A button that puts code back to what it was at first, and takes that back.

/**
 * @param {string} original
 * @param {() => Editor} editor
 * @param {(words: string) => void} tell
 */
function makeReset(original, editor, tell) {
  /** What was there before the reset, as long as nothing was typed since. */
  /** @type {string | null} */
  let before = null;
  let ours = false;
  const button = makeButton("", "quiet", () => {
    const undo = before !== null;
    const to = before ?? original;
    before = undo ? null : editor().code();
    ours = true;
    editor().replace(to);
    ours = false;
    show();
    tell(say(undo ? "play_put_back" : "play_was_reset"));
  });
  const show = () => {
    button.hidden = before === null && editor().code() === original;
    button.textContent = say(before === null ? "play_reset" : "play_unreset");
  };
  button.hidden = true;
  return {
    button,
    /** To be called after each change of the code. */
    changed() {
      // Not while it changes the code itself: what is hidden cannot keep the focus.
      if (ours) return;
      before = null;
      show();
    },
  };
}
