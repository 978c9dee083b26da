// What is chosen decides what is shown.

const more = part("sp-more");
const none = part("sp-none");
const rest = part("sp-rest");
const shown = part("sp-shown");
const pages = /** @type {HTMLElement | null} */ (document.querySelector(".pages"));
/** @type {Standing | undefined} what practice knows, once it is needed and there */
let standing;
const total = Number(list.dataset.count);
const allWords = shown.textContent;
const STEP = 300;
let limit = STEP;

/** @returns {Wanted} */
const state = () => Object.fromEntries(fields.map((name) => [name, control[name].value.trim()]));
/** @param {Wanted} wanted */
const wordsOf = (wanted) =>
  fold(wanted.q || "")
    .split(/\s+/)
    .filter(Boolean);

/**
 * @param {Entry[]} all
 * @param {Wanted} wanted
 */
function matching(all, wanted) {
  const words = wordsOf(wanted);
  const found = all.filter((entry) => {
    if (wanted.level && names.level.get(entry.level)?.id !== wanted.level) return false;
    if (wanted.topic && names.topic.get(entry.topic)?.id !== wanted.topic) return false;
    if (wanted.kind && (wanted.kind === "exercise") !== entry.exercise) return false;
    if (wanted.mark && !hasMark(entry.slug, wanted.mark)) return false;
    return hasWords(entry, words);
  });
  if (wanted.sort === "title") found.sort((a, b) => a.title.localeCompare(b.title, document.documentElement.lang));
  if (wanted.sort === "short") found.sort((a, b) => a.minutes - b.minutes || a.place - b.place);
  // What was never practised cannot have been forgotten: it comes last.
  const recall = (/** @type {Entry} */ { slug }) => standing?.of(slug).recall || 2;
  if (wanted.sort === "recall") found.sort((a, b) => recall(a) - recall(b) || a.place - b.place);
  return found;
}

/**
 * Whether a question has the mark that the reader gave, or is due or new in practice.
 * @param {string} slug
 * @param {string} wanted
 */
function hasMark(slug, wanted) {
  if (wanted === "due" || wanted === "new") return (standing?.of(slug).due ?? "new") === wanted;
  return (studypress.marks.of(slug) || "none") === wanted;
}

/** @param {Wanted} wanted */
function leadToSearch({ q }) {
  const link = rest.querySelector("a");
  rest.hidden = !q;
  if (!link || !q) return;
  link.search = new URLSearchParams({ q }).toString();
  link.textContent = (link.dataset.words ?? "").replace("{query}", q);
}

let run = 0;
async function apply() {
  const wanted = state();
  const plainState = fields.every((name) => !wanted[name]);
  const mine = ++run;
  if (!plainState) everything ??= fetchAll(list.dataset);
  if (["due", "new"].includes(wanted.mark) || wanted.sort === "recall") standing = await studypress.standing;
  const all = (!plainState && (await everything)) || entries;
  if (mine !== run) return;
  // Until the texts are here, titles are what is read.
  if (wanted.q && !texts) readTexts(update);
  const focus = /** @type {HTMLElement} */ (document.activeElement);
  // Where the row that has the focus goes, the next that stays gets it.
  const before = [...list.querySelectorAll(".row")];
  const at = before.findIndex((row) => row.contains(focus));
  if (plainState) restore();
  list.dataset.group = wanted.group || ownGroup;
  const found = plainState ? all : matching(all, wanted);
  const first = found.slice(0, limit);
  if (!plainState) list.replaceChildren(...sections(first, wanted));
  explain(first, wordsOf(wanted));
  studypress.marks.dress(list.querySelectorAll(".row"));
  standing?.dress(list.querySelectorAll(".row"), list.dataset.due ?? "");
  none.hidden = found.length > 0;
  more.hidden = plainState || found.length <= limit;
  if (pages) pages.hidden = !plainState;
  leadToSearch(wanted);
  const words = shown.dataset.words ?? "";
  shown.textContent = plainState
    ? allWords
    : words.replace("{shown}", String(found.length)).replace("{count}", String(total));
  if (list.contains(focus)) focus.focus();
  else if (at >= 0) {
    const next = before.slice(at).find((row) => list.contains(row));
    /** @type {HTMLElement} */ (next?.querySelector("a.title") ?? control.q).focus();
  }
  studypress.listed(
    found.map(({ slug }) => slug),
    !wanted.q || texts !== undefined,
  );
}

function toAddress() {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state())) if (value) query.set(name, value);
  const text = query.toString();
  try {
    history.replaceState(null, "", location.pathname + (text ? `?${text}` : "") + location.hash);
  } catch {
    // Some browsers refuse this for pages opened from disk.
  }
}
const update = () => {
  apply().catch(() => {});
};

form.addEventListener("input", () => {
  limit = STEP;
  toAddress();
  update();
});
more.querySelector("button")?.addEventListener("click", () => {
  limit += STEP;
  update();
});
addEventListener("popstate", update);
studypress.marks.changed(() => {
  if (!control.mark.value) return;
  // Arrows change a mark at once: its row stays until the reader leaves it.
  const pencil = document.activeElement?.closest(".pencil");
  if (pencil) pencil.addEventListener("blur", () => setTimeout(update), { once: true });
  else update();
});
studypress.standing?.then((found) => {
  standing = found;
  found?.changed(() => {
    if (control.sort.value === "recall" || control.mark.value) update();
  });
});
toAddress();
update();
