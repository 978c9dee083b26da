// The rows of what is left, in sections like those of the page.

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
  studypress.code(title);
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

const ownGroup = list.dataset.group ?? "";
/** What exercises stand under, in a list of other things too. */
const { exercises = "" } = list.dataset;

/**
 * Sections as the page has them, made anew for what is left.
 * @param {Entry[]} found
 * @param {Wanted} wanted
 */
function sections(found, wanted) {
  const by = /** @type {"level" | "topic" | "none"} */ (wanted.group || ownGroup);
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
      const inner = by === "level" && key !== Infinity ? heading.appendChild(document.createElement("span")) : heading;
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

const original = [...list.childNodes];
/** Where each row stands in the page as it was sent. */
const homes = new Map([...ownRows].map((row) => [row, row.parentElement]));

/** Puts the list back as the page was sent. */
function restore() {
  list.replaceChildren(...original);
  for (const [row, home] of homes) home?.append(row);
}

/**
 * Says in rows why they are there, where their titles do not.
 * @param {Entry[]} found
 * @param {string[]} words
 */
function explain(found, words) {
  for (const one of list.querySelectorAll(".why")) one.remove();
  for (const entry of found) {
    const reason = why(entry, words);
    if (reason.textContent) entry.row?.querySelector(".facts")?.after(reason);
  }
}
