// Filter, order and groups of a list, kept in the address. A list of one page
// is worked on as it stands; one of several fetches the data of all questions.
(function () {
  "use strict";
  const list = document.getElementById("sp-list");
  const form = document.getElementById("sp-filters");
  if (!list || !form) return;
  const more = document.getElementById("sp-more");
  const none = document.getElementById("sp-none");
  const shown = document.getElementById("sp-shown");
  const pages = document.querySelector(".pages");
  const control = {};
  for (const one of form.querySelectorAll("[name]")) control[one.name] = one;
  const fields = Object.keys(control);
  const total = Number(list.dataset.count);
  const allWords = shown.textContent;
  const original = [...list.childNodes];
  const STEP = 300;
  let limit = STEP;

  // What filtering needs to know of each question of this page.
  const records = [...list.querySelectorAll(".row")].map((row, place) => ({
    row,
    place,
    slug: row.dataset.slug,
    title: row.querySelector(".title").textContent,
    level: Number(row.dataset.level),
    topic: Number(row.dataset.topic),
    minutes: Number(row.dataset.minutes),
  }));

  // Titles and ids of levels and topics, by number, from the form itself.
  const names = {};
  for (const name of ["level", "topic"]) {
    names[name] = {};
    for (const option of control[name] ? control[name].options : []) {
      if (option.value) names[name][option.dataset.number] = { id: option.value, title: option.dataset.title };
    }
  }

  // The questions of all pages, those of this page with their rows.
  async function everything() {
    if (!("more" in list.dataset)) return records;
    const own = new Map(records.map((record) => [record.slug, record]));
    const { kind, number } = list.dataset;
    return (await studypress.data())
      .filter((row) => studypress.inList(row, kind, Number(number)))
      .map((row, place) => ({ place, title: plain(row[1]), html: row[1], slug: row[0], level: row[2], topic: row[3], minutes: row[4], row: own.get(row[0])?.row }));
  }
  function plain(html) {
    return new DOMParser().parseFromString(html, "text/html").body.textContent;
  }

  // A row like those of this page, for a question of another.
  function rowOf(record) {
    if (record.row) return record.row;
    const row = document.createElement("li");
    row.className = "row";
    Object.assign(row.dataset, { slug: record.slug, level: record.level, topic: record.topic, minutes: record.minutes });
    const title = document.createElement("a");
    title.className = "title";
    title.href = studypress.root + "questions/" + encodeURIComponent(record.slug) + ".html";
    // The title's HTML is made by the build: text with code in it.
    title.innerHTML = record.html;
    const facts = document.createElement("span");
    facts.className = "facts";
    for (const name of ["level", "topic"]) {
      const found = names[name][record[name]];
      if (!found) continue;
      const part = document.createElement("span");
      part.className = name === "level" ? "level level-" + record.level : "topic";
      part.textContent = found.title;
      facts.append(part);
    }
    row.append(title, facts);
    record.row = row;
    return row;
  }

  const state = () => Object.fromEntries(fields.map((name) => [name, control[name].value.trim()]));
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

  function matching(all, wanted) {
    const words = fold(wanted.q || "").split(/\s+/).filter(Boolean);
    const found = all.filter((record) => {
      if (wanted.level && names.level[record.level]?.id !== wanted.level) return false;
      if (wanted.topic && names.topic[record.topic]?.id !== wanted.topic) return false;
      if (wanted.mark && (studypress.marks.of(record.slug) || "none") !== wanted.mark) return false;
      record.folded ??= fold(record.title);
      return words.every((word) => record.folded.includes(word));
    });
    if (wanted.sort === "title") found.sort((a, b) => a.title.localeCompare(b.title, document.documentElement.lang));
    if (wanted.sort === "short") found.sort((a, b) => a.minutes - b.minutes || a.place - b.place);
    return found;
  }

  const own = list.dataset.group;

  // Sections as the page has them, made anew for what is left.
  function sections(found, wanted) {
    const by = wanted.group === "none" ? null : wanted.group || own;
    const groups = new Map();
    for (const record of found) {
      const key = by ? record[by] : 0;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(record);
    }
    const keys = [...groups.keys()].sort((a, b) => a - b);
    return keys.map((key) => {
      const section = document.createElement("section");
      const title = by && names[by][key]?.title;
      if (title) {
        const heading = document.createElement("h2");
        heading.id = "sp-group-" + key;
        section.setAttribute("aria-labelledby", heading.id);
        const inner = by === "level" ? heading.appendChild(document.createElement("span")) : heading;
        if (by === "level") inner.className = "level level-" + key;
        inner.textContent = title;
        const count = document.createElement("small");
        count.textContent = groups.get(key).length;
        heading.append(" ", count);
        section.append(heading);
      } else section.className = "flat";
      const rows = document.createElement("ul");
      rows.className = "rows";
      rows.append(...groups.get(key).map(rowOf));
      section.append(rows);
      return section;
    });
  }

  function restore() {
    // Rows were moved: put each back where it was.
    list.replaceChildren(...original);
    for (const section of original) {
      const home = section.querySelector && section.querySelector(".rows");
      if (home) home.append(...records.filter((record) => record.home === home).map((record) => record.row));
    }
  }
  for (const record of records) record.home = record.row.parentElement;

  let run = 0;
  async function apply() {
    const wanted = state();
    const plainState = fields.every((name) => !wanted[name]);
    const mine = ++run;
    const all = plainState ? records : await everything();
    if (mine !== run) return;
    const focus = document.activeElement;
    if (plainState) restore();
    list.dataset.group = wanted.group || own;
    const found = plainState ? all : matching(all, wanted);
    if (!plainState) list.replaceChildren(...sections(found.slice(0, limit), wanted));
    studypress.marks.dress(list.querySelectorAll(".row"));
    none.hidden = found.length > 0;
    more.hidden = plainState || found.length <= limit;
    if (pages) pages.hidden = !plainState;
    shown.textContent = plainState ? allWords : shown.dataset.words.replace("{shown}", found.length).replace("{count}", total);
    if (list.contains(focus)) focus.focus();
  }

  function toAddress() {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(state())) if (value) query.set(name, value);
    const text = query.toString();
    try {
      history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + location.hash);
    } catch {
      // Some browsers refuse this for pages opened from disk.
    }
  }
  function fromAddress() {
    const query = new URLSearchParams(location.search);
    for (const name of fields) control[name].value = query.get(name) || "";
    // A value that the list does not offer leaves a select without any.
    for (const select of form.querySelectorAll("select")) if (select.selectedIndex < 0) select.selectedIndex = 0;
  }
  const changed = () => {
    limit = STEP;
    toAddress();
    apply().catch(() => {});
  };

  form.addEventListener("input", changed);
  none.querySelector("button").addEventListener("click", () => {
    for (const name of fields) control[name].value = "";
    changed();
    control.q.focus();
  });
  more.querySelector("button").addEventListener("click", () => {
    limit += STEP;
    apply().catch(() => {});
  });
  const answers = document.getElementById("sp-answers");
  answers.addEventListener("click", () => {
    const open = answers.getAttribute("aria-pressed") !== "true";
    answers.setAttribute("aria-pressed", String(open));
    for (const details of list.querySelectorAll(".row details")) details.open = open;
  });
  addEventListener("popstate", () => {
    fromAddress();
    apply().catch(() => {});
  });
  studypress.marks.changed(() => control.mark.value && apply().catch(() => {}));
  fromAddress();
  if (fields.some((name) => control[name].value)) apply().catch(() => {});
})();
