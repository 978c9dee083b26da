// Marks: what the reader knows, is shaky about, or has yet to do. They stay in
// the browser, under the question's slug, and follow it when it is renamed.
(function () {
  "use strict";
  const STATES = ["todo", "shaky", "known"];
  const $ = (selector) => document.querySelector(selector);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

  // Slug → state. What is not a mark of ours is left out; without a prototype,
  // no slug (`constructor`) has a mark that nobody gave it.
  function clean(value) {
    const marks = Object.create(null);
    for (const [slug, state] of Object.entries(value && typeof value === "object" ? value : {})) {
      if (STATES.includes(state)) marks[slug] = state;
    }
    return marks;
  }
  function read() {
    try {
      return clean(JSON.parse(studypress.get("marks")));
    } catch {
      return clean(null);
    }
  }
  let marks = read();
  const changed = [];
  function tell() {
    changed.forEach((call) => call());
  }
  // Other tabs may have written since: each change starts from what is kept.
  function change(work) {
    marks = read();
    work(marks);
    studypress.set("marks", Object.keys(marks).length ? JSON.stringify(marks) : null);
    tell();
  }
  const set = (slug, state) => change((all) => (state ? (all[slug] = state) : delete all[slug]));

  // Marks under old slugs become marks of the question's present one.
  function follow(pairs) {
    const moved = pairs.filter(([, old]) => old.some((slug) => slug in marks));
    if (!moved.length) return;
    change((all) => {
      for (const [slug, old] of moved) {
        for (const former of old) {
          if (former in all && !(slug in all)) all[slug] = all[former];
          delete all[former];
        }
      }
    });
  }

  studypress.marks = {
    of: (slug) => marks[slug] || "",
    set,
    changed: (call) => changed.push(call),
    dress,
  };

  // All questions, fetched on use: [slug, title, level, topic, minutes, …].
  let data = null;
  studypress.data = function () {
    data ||= new Promise((resolve, reject) => {
      studypress.questions = (rows) => {
        follow(rows.filter((row) => row[6]).map((row) => [row[0], row[6]]));
        resolve(rows);
      };
      const script = document.createElement("script");
      script.src = studypress.root + "data/questions.js";
      script.onerror = reject;
      document.head.append(script);
    });
    return data;
  };

  // Gives rows their marks, and the controls to change them.
  function dress(rows) {
    const template = $("#sp-mark");
    for (const row of rows) {
      const state = marks[row.dataset.slug] || "";
      row.dataset.mark = state;
      if (!template) continue;
      let select = row.querySelector(".pencil");
      if (!select) {
        select = template.content.firstElementChild.cloneNode(true);
        select.addEventListener("change", () => set(row.dataset.slug, select.value));
        row.prepend(select);
      }
      select.value = state;
    }
  }
  function rows() {
    const all = document.querySelectorAll(".row[data-slug]");
    follow([...all].filter((row) => row.dataset.was).map((row) => [row.dataset.slug, row.dataset.was.split(" ")]));
    const show = () => dress(document.querySelectorAll(".row[data-slug]"));
    changed.push(show);
    show();
  }

  // The buttons of a question's own page, and its keys.
  function question() {
    const article = $("article[data-slug]");
    const group = $("#sp-grade");
    if (!article || !group) return;
    const slug = article.dataset.slug;
    if (article.dataset.was) follow([[slug, article.dataset.was.split(" ")]]);
    const buttons = [...group.querySelectorAll("button")];
    const toggle = (state) => set(slug, marks[slug] === state ? "" : state);
    for (const button of buttons) button.addEventListener("click", () => toggle(button.value));
    const show = () => buttons.forEach((b) => b.setAttribute("aria-pressed", String(marks[slug] === b.value)));
    changed.push(show);
    show();
    return toggle;
  }

  function keys(toggle) {
    document.addEventListener("keydown", (event) => {
      const state = STATES[Number(event.key) - 1];
      if (!state || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
      if (event.target.matches("input, textarea, select")) return;
      const row = event.target.closest(".row[data-slug]");
      if (row) set(row.dataset.slug, row.dataset.mark === state ? "" : state);
      else if (toggle) toggle(state);
    });
  }

  // A bar with words: how many of some questions are known, and shaky.
  function bar(progress, states) {
    const count = Number(progress.dataset.count);
    const known = states.filter((state) => state === "known").length;
    const shaky = states.filter((state) => state === "shaky").length;
    const words = shaky ? progress.dataset.shaky : progress.dataset.words;
    progress.querySelector(".words").textContent = fill(words, { known, shaky, count });
    progress.querySelector(".known").style.width = (100 * known) / count + "%";
    progress.querySelector(".shaky").style.width = (100 * shaky) / count + "%";
  }

  async function progress() {
    const places = document.querySelectorAll("[data-progress], [data-cell]");
    if (!places.length) return;
    const list = $("#sp-list");
    const whole = list && !("more" in list.dataset);
    const show = async () => {
      if (whole) {
        const states = [...document.querySelectorAll(".row[data-slug]")].map((row) => marks[row.dataset.slug]);
        document.querySelectorAll("[data-progress] .progress").forEach((one) => bar(one, states));
        return;
      }
      const marked = Object.keys(marks).length ? await studypress.data() : [];
      const of = (test) => marked.filter(test).map((row) => marks[row[0]]);
      for (const place of places) {
        if (place.dataset.cell) {
          const [level, topic, count] = place.dataset.cell.split(":").map(Number);
          const known = of((row) => row[2] === level && row[3] === topic).filter((state) => state === "known").length;
          place.style.setProperty("--known", (100 * known) / count + "%");
          continue;
        }
        const [kind, id] = place.dataset.progress.split(":");
        const { kind: listKind, number } = list ? list.dataset : {};
        const test = {
          level: (row) => row[2] === Number(id),
          list: (row) => studypress.inList(row, listKind, Number(number)),
        }[kind];
        bar(place.querySelector(".progress"), of(test));
      }
    };
    const again = () => show().catch(() => {});
    changed.push(again);
    again();
  }
  // Whether a row of the data belongs to a list.
  studypress.inList = (row, kind, number) =>
    kind === "level" ? row[2] === number
    : kind === "topic" ? row[3] === number
    : kind === "source" ? row[5].some((source) => source[0] === number)
    : true;

  // Saving, reading and forgetting marks, on the home page.
  function keep() {
    const section = $("#sp-keep");
    if (!section) return;
    const status = $("#sp-keep-status");
    const count = $("#sp-keep-count");
    const show = () => {
      const of = (state) => Object.values(marks).filter((one) => one === state).length;
      count.textContent = fill(count.dataset.words, { known: of("known"), shaky: of("shaky"), todo: of("todo") }) + ".";
      $("#sp-not-kept").hidden = studypress.keeps;
    };
    changed.push(show);
    show();
    $("#sp-export").addEventListener("click", () => {
      const file = new Blob([JSON.stringify({ studypress: 1, marks }, null, 1) + "\n"], { type: "application/json" });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = "marks.json";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
    $("#sp-import").addEventListener("change", async (event) => {
      const file = event.target.files[0];
      event.target.value = "";
      if (!file) return;
      try {
        const read = JSON.parse(await file.text());
        if (read.studypress !== 1) throw new Error("another format");
        const found = clean(read.marks);
        change((all) => Object.assign(all, found));
        const count = Object.keys(found).length;
        status.textContent = count === 1 ? status.dataset.one : fill(status.dataset.other, { count });
      } catch {
        status.textContent = status.dataset.bad;
      }
    });
    const clear = $("#sp-clear");
    const name = clear.textContent;
    clear.addEventListener("blur", () => (clear.textContent = name));
    clear.addEventListener("click", () => {
      // The first click asks, the second does it.
      if (clear.textContent === name) {
        clear.textContent = clear.dataset.sure;
        return;
      }
      change((all) => Object.keys(all).forEach((slug) => delete all[slug]));
      clear.textContent = name;
    });
  }

  studypress.watch("marks", () => {
    marks = read();
    tell();
  });
  rows();
  keys(question());
  progress();
  keep();
})();
