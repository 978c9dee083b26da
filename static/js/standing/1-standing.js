// What practice knows of a question, by its say card: that it can be answered is
// what a reader wants to know of it.

/**
 * What practice knows of questions, from the reader's log.
 * @param {Practice} practice
 * @param {Reader} reader
 * @returns {Standing}
 */
function standingOf({ fsrs, dayOf, now }, reader) {
  const language = document.documentElement.lang;
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", numberingSystem: "latn" });
  /** @type {Standing["of"]} */
  function of(slug) {
    const card = reader.state.cards.get(`say:${slug}`);
    if (!card) return { due: "new", recall: 0, back: "" };
    const { time, offset } = now();
    const today = dayOf(time, offset);
    const days = dayOf(card.due, offset) - today;
    return {
      due: days > 0 ? "later" : "due",
      recall: fsrs.recall(card, today),
      back: relative.format(Math.max(0, days), "day"),
    };
  }
  return {
    of,
    changed: reader.changed,
    dress(rows, due) {
      for (const row of rows) {
        const facts = /** @type {HTMLElement | null} */ (row.querySelector(".facts"));
        const known = of(row.dataset.slug ?? "");
        if (facts) facts.dataset.back = known.due === "due" ? due : known.back;
      }
    },
  };
}
