// Filter, order and groups of a list, kept in the address. A list of one page
// is worked on as it stands; one of several fetches the data of all questions.

/**
 * What the list needs to know of a question.
 * @typedef {object} Entry
 * @property {number} place in the order of the guide
 * @property {string} slug
 * @property {string} title
 * @property {string} folded the title for comparing
 * @property {number} level
 * @property {number} topic
 * @property {number} minutes
 * @property {boolean} exercise
 * @property {string} html its title, where its row is not on the page
 * @property {HTMLElement} [row]
 */

/**
 * What the reader chose, by the names of the fields; empty is no choice.
 * @typedef {Record<string, string>} Wanted
 */
(() => {
  "use strict";
  const list = document.getElementById("sp-list");
  const form = document.getElementById("sp-filters");
  if (!list || !form) return;
  const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const more = part("sp-more");
  const none = part("sp-none");
  const shown = part("sp-shown");
  const pages = /** @type {HTMLElement | null} */ (document.querySelector(".pages"));
  const practise = /** @type {HTMLAnchorElement | null} */ (document.getElementById("sp-practise"));
  /** @type {Standing | undefined} what practice knows, once it is needed and there */
  let standing;
  /** @type {Record<string, HTMLInputElement | HTMLSelectElement>} */
  const control = {};
  for (const one of form.querySelectorAll("[name]")) {
    const field = /** @type {HTMLInputElement} */ (one);
    control[field.name] = field;
  }
  const fields = Object.keys(control);
  const selects = form.querySelectorAll("select");
  const total = Number(list.dataset.count);
  const allWords = shown.textContent;
  const original = [...list.childNodes];
  const STEP = 300;
  let limit = STEP;

  /** @type {(text: string) => string} */
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

  /** @type {NodeListOf<HTMLElement>} */
  const rows = list.querySelectorAll(".row");
  /** The questions of this page. */
  const entries = [...rows].map((row, place) => {
    const { slug = "", level, topic, minutes, exercise } = row.dataset;
    const title = row.querySelector(".title")?.textContent ?? "";
    /** @type {Entry} */
    const entry = {
      place,
      slug,
      title,
      folded: fold(title),
      level: Number(level),
      topic: Number(topic),
      minutes: Number(minutes),
      exercise: exercise !== undefined,
      html: "",
      row,
    };
    return entry;
  });
  /** Where each row stands in the page as it was sent. */
  const homes = new Map([...rows].map((row) => [row, row.parentElement]));

  /**
   * Ids and titles of levels or topics by their numbers, from the form itself.
   * @param {string} name
   */
  function labels(name) {
    const select = /** @type {HTMLSelectElement | undefined} */ (control[name]);
    /** @type {Map<number, {id: string, title: string}>} */
    const found = new Map();
    for (const { value, dataset } of select?.options ?? []) {
      if (value) found.set(Number(dataset.number), { id: value, title: dataset.title ?? "" });
    }
    return found;
  }
  const names = { level: labels("level"), topic: labels("topic") };

  /**
   * The questions of all pages, those of this page with their rows.
   * @param {DOMStringMap} dataset of the list
   */
  async function fetchAll(dataset) {
    const own = new Map(entries.map((entry) => [entry.slug, entry]));
    const questions = await studypress.data();
    return questions
      .filter((question) => studypress.inList(question, dataset.kind, Number(dataset.number)))
      .map((question, place) => {
        const title = plain(question.html);
        /** @type {Entry} */
        const entry = { ...own.get(question.slug), ...question, place, title, folded: fold(title) };
        return entry;
      });
  }
  /** @type {Promise<Entry[]> | undefined} */
  let everything = "more" in list.dataset ? undefined : Promise.resolve(entries);

  /** @param {string} html */
  function plain(html) {
    return new DOMParser().parseFromString(html, "text/html").body.textContent ?? "";
  }

  /**
   * The row of a question: one like those of this page, if it is of another.
   * @param {Entry} entry
   */
  function rowOf(entry) {
    if (entry.row) return entry.row;
    const { slug, level, topic, minutes } = entry;
    const row = document.createElement("li");
    row.className = "row";
    Object.assign(row.dataset, { slug, level, topic, minutes });
    const title = document.createElement("a");
    title.className = "title";
    const folder = entry.exercise ? "exercises" : "questions";
    title.href = `${studypress.root}${folder}/${encodeURIComponent(slug)}.html`;
    // The title's HTML is made by the build: text with code in it.
    title.innerHTML = entry.html;
    const facts = document.createElement("span");
    facts.className = "facts";
    for (const name of /** @type {const} */ (["level", "topic"])) {
      const label = names[name].get(entry[name]);
      if (!label) continue;
      const part = document.createElement("span");
      part.className = name === "level" ? `level level-${level}` : "topic";
      part.textContent = label.title;
      facts.append(part);
    }
    row.append(title, facts);
    entry.row = row;
    return row;
  }

  /** @returns {Wanted} */
  const state = () => Object.fromEntries(fields.map((name) => [name, control[name].value.trim()]));

  /**
   * @param {Entry[]} all
   * @param {Wanted} wanted
   */
  function matching(all, wanted) {
    const words = fold(wanted.q || "")
      .split(/\s+/)
      .filter(Boolean);
    const found = all.filter((entry) => {
      if (wanted.level && names.level.get(entry.level)?.id !== wanted.level) return false;
      if (wanted.topic && names.topic.get(entry.topic)?.id !== wanted.topic) return false;
      if (wanted.kind && (wanted.kind === "exercise") !== entry.exercise) return false;
      if (wanted.mark && !hasMark(entry.slug, wanted.mark)) return false;
      return words.every((word) => entry.folded.includes(word));
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

  /** Questions that one address can ask for. */
  const MOST = 500;
  /**
   * Leads to practice of what is listed.
   * @param {Entry[]} found
   */
  function practiseThese(found) {
    if (!practise) return;
    const slugs = found.slice(0, MOST).map(({ slug }) => encodeURIComponent(slug));
    practise.hash = `q=${slugs.join(",")}`;
    const { words = "", one = "" } = practise.dataset;
    practise.textContent = slugs.length === 1 ? one : words.replace("{count}", String(slugs.length));
    practise.hidden = !slugs.length;
  }

  const own = list.dataset.group ?? "";
  /** What exercises stand under, in a list of other things too. */
  const { exercises = "" } = list.dataset;

  /**
   * Sections as the page has them, made anew for what is left.
   * @param {Entry[]} found
   * @param {Wanted} wanted
   */
  function sections(found, wanted) {
    const by = /** @type {"level" | "topic" | "none"} */ (wanted.group || own);
    /** @type {Map<number, Entry[]>} */
    const groups = new Map();
    for (const entry of found) {
      const apart = exercises && entry.exercise ? Infinity : 0;
      const key = by === "none" ? 0 : apart || entry[by];
      const group = groups.get(key);
      if (group) group.push(entry);
      else groups.set(key, [entry]);
    }
    const sorted = [...groups].sort(([a], [b]) => a - b);
    return sorted.map(([key, group]) => {
      const section = document.createElement("section");
      const title = key === Infinity ? exercises : by !== "none" && names[by].get(key)?.title;
      if (title) {
        const heading = document.createElement("h2");
        heading.id = `sp-group-${key}`;
        section.setAttribute("aria-labelledby", heading.id);
        const inner =
          by === "level" && key !== Infinity ? heading.appendChild(document.createElement("span")) : heading;
        if (inner !== heading) inner.className = `level level-${key}`;
        inner.textContent = title;
        const count = document.createElement("small");
        count.textContent = String(group.length);
        heading.append(" ", count);
        section.append(heading);
      } else section.className = "flat";
      const rows = document.createElement("ul");
      rows.className = "rows";
      rows.append(...group.map(rowOf));
      section.append(rows);
      return section;
    });
  }

  /**
   * Puts the list back as the page was sent.
   * @param {HTMLElement} list
   */
  function restore(list) {
    list.replaceChildren(...original);
    for (const [row, home] of homes) home?.append(row);
  }

  let run = 0;
  /** @param {HTMLElement} list */
  async function apply(list) {
    const wanted = state();
    const plainState = fields.every((name) => !wanted[name]);
    const mine = ++run;
    if (!plainState) everything ??= fetchAll(list.dataset);
    if (["due", "new"].includes(wanted.mark) || wanted.sort === "recall") standing = await studypress.standing;
    const all = (!plainState && (await everything)) || entries;
    if (mine !== run) return;
    const focus = /** @type {HTMLElement} */ (document.activeElement);
    // Where the row that has the focus goes, the next that stays gets it.
    const before = [...list.querySelectorAll(".row")];
    const at = before.findIndex((row) => row.contains(focus));
    if (plainState) restore(list);
    list.dataset.group = wanted.group || own;
    const found = plainState ? all : matching(all, wanted);
    if (!plainState) list.replaceChildren(...sections(found.slice(0, limit), wanted));
    studypress.marks.dress(list.querySelectorAll(".row"));
    standing?.dress(list.querySelectorAll(".row"), list.dataset.due ?? "");
    none.hidden = found.length > 0;
    more.hidden = plainState || found.length <= limit;
    if (pages) pages.hidden = !plainState;
    practiseThese(found);
    const words = shown.dataset.words ?? "";
    shown.textContent = plainState
      ? allWords
      : words.replace("{shown}", String(found.length)).replace("{count}", String(total));
    if (list.contains(focus)) focus.focus();
    else if (at >= 0) {
      const next = before.slice(at).find((row) => list.contains(row));
      /** @type {HTMLElement} */ (next?.querySelector("a.title") ?? control.q).focus();
    }
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
  function fromAddress() {
    const query = new URLSearchParams(location.search);
    for (const name of fields) control[name].value = query.get(name) || "";
    // A value that the list does not offer leaves a select without any.
    for (const select of selects) if (select.selectedIndex < 0) select.selectedIndex = 0;
  }
  const update = () => {
    apply(list).catch(() => {});
  };
  const changed = () => {
    limit = STEP;
    toAddress();
    update();
  };

  form.addEventListener("input", changed);
  none.querySelector("button")?.addEventListener("click", () => {
    for (const name of fields) control[name].value = "";
    changed();
    control.q.focus();
  });
  more.querySelector("button")?.addEventListener("click", () => {
    limit += STEP;
    update();
  });
  const answers = part("sp-open-all");
  answers.addEventListener("click", () => {
    const open = answers.getAttribute("aria-pressed") !== "true";
    answers.setAttribute("aria-pressed", String(open));
    /** @type {NodeListOf<HTMLDetailsElement>} */
    const all = list.querySelectorAll(".row details");
    for (const details of all) details.open = open;
  });
  addEventListener("popstate", () => {
    fromAddress();
    update();
  });
  studypress.marks.changed(() => {
    if (!control.mark.value) return;
    // Arrows change a mark at once: its row stays until the reader leaves it.
    const pencil = document.activeElement?.closest(".pencil");
    if (pencil) pencil.addEventListener("blur", () => setTimeout(update), { once: true });
    else update();
  });
  fromAddress();
  practiseThese(entries);
  if (fields.some((name) => control[name].value)) update();
  studypress.standing?.then((found) => {
    standing = found;
    found?.changed(() => {
      if (control.sort.value === "recall" || control.mark.value) update();
    });
  });
})();
