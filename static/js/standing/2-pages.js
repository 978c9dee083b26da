// Where it is shown: at home, in lists, on a question's page.

/** @type {(text: string | undefined, values: Record<string, string | number>) => string} */
const filled = (text = "", values) => text.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));

/**
 * Home: what today is, and how many questions of each level would be answered.
 * @param {Practice} practice
 * @param {Deck} deck
 * @param {Reader} reader
 */
function showHome(practice, deck, reader) {
  const place = document.getElementById("sp-today");
  if (!place) return;
  const { repeat, fresh, levels, readiness } = practice.plan.today(reader.state, deck, {}, practice.now());
  const { words, none } = place.dataset;
  place.textContent = filled(repeat + fresh ? words : none, { repeat, fresh });
  // Of a few answers nothing follows.
  for (const { id, questions, expected } of readiness ? levels : []) {
    const level = /** @type {HTMLElement | null} */ (document.querySelector(`[data-would="${CSS.escape(id)}"]`));
    if (level) level.textContent = filled(level.dataset.words, { known: Math.round(expected), count: questions });
  }
}

/**
 * Lists: in each row when its question comes back.
 * @param {Standing} standing
 */
function showRows(standing) {
  const list = document.getElementById("sp-list");
  if (list) standing.dress(list.querySelectorAll(".row"), list.dataset.due ?? "");
}

/**
 * A question's page: when it comes back.
 * @param {Standing} standing
 */
function showQuestion(standing) {
  const place = document.getElementById("sp-back");
  const article = /** @type {HTMLElement | null} */ (document.querySelector("article[data-slug]"));
  if (!place || !article) return;
  const { due, back } = standing.of(article.dataset.slug ?? "");
  place.textContent = filled(place.dataset[due], { when: back });
}

async function startStanding() {
  const { practice } = studypress;
  const deck = await practice.deck();
  const reader = practice.reader(deck);
  const standing = standingOf(practice, reader);
  const show = () => {
    showHome(practice, deck, reader);
    showRows(standing);
    showQuestion(standing);
  };
  show();
  reader.changed(show);
  studypress.stand(standing);
}

startStanding().catch(() => studypress.stand(undefined));
