// Marks: what the reader knows, is shaky about, or has yet to do. They stay in
// the browser, under the question's slug, and follow it when it is renamed.
/** @typedef {Record<string, Mark>} MarksBySlug */
(() => {
  "use strict";
  /** @type {Mark[]} */
  const STATES = ["todo", "shaky", "known"];
  /** @type {(selector: string) => HTMLElement | null} */
  const $ = (selector) => document.querySelector(selector);
  /** @returns {NodeListOf<HTMLElement>} */
  const markedRows = () => document.querySelectorAll(".row[data-slug]");
  /** @type {(text: string | undefined, values: Record<string, any>) => string} */
  const fill = (text = "", values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

  /**
   * The marks in a value from outside; all else in it is left out. They have no
   * prototype, so that no slug (`constructor`) has a mark that nobody gave it.
   * @param {unknown} value
   */
  function clean(value) {
    /** @type {MarksBySlug} */
    const marks = Object.create(null);
    for (const [slug, state] of Object.entries(value && typeof value === "object" ? value : {})) {
      if (STATES.includes(state)) marks[slug] = state;
    }
    return marks;
  }
  function read() {
    try {
      return clean(JSON.parse(studypress.store.get("marks") ?? ""));
    } catch {
      return clean(null);
    }
  }
  let marks = read();
  /** @type {(() => void)[]} */
  const listeners = [];
  function notify() {
    for (const call of listeners) call();
  }
  /**
   * Changes the marks. Other tabs may have written since they were read, so each
   * change starts from what is stored.
   * @param {(marks: MarksBySlug) => void} work
   */
  function change(work) {
    marks = read();
    const before = { ...marks };
    work(marks);
    if (Object.keys(marks).length) studypress.store.put("marks", JSON.stringify(marks));
    else studypress.store.remove("marks");
    const changed = Object.keys({ ...before, ...marks }).filter((slug) => before[slug] !== marks[slug]);
    log(changed.map((slug) => [slug, marks[slug] ?? ""]));
    notify();
  }

  /** The name of this page load in the reader's log: six letters and digits. */
  const writer = Array.from({ length: 6 }, () => Math.floor(36 * Math.random()).toString(36)).join("");
  let lines = "";
  let count = 0;
  /**
   * Adds what has changed to the reader's log (docs/practice-log.md), by way of the
   * engine where the page has it.
   * @param {[slug: string, mark: Mark][]} changes
   */
  function log(changes) {
    const reader = studypress.practice?.reader(null);
    const time = Math.floor(Date.now() / 1000);
    const offset = Math.round(new Date().getTimezoneOffset() / -15) + 0;
    for (const [slug, mark] of changes) {
      if (reader) reader.mark(slug, mark);
      else lines += `${JSON.stringify([writer, count++, time, offset, "mark", slug, mark || null])}\n`;
    }
    if (lines) studypress.store.put(`log:${writer}`, lines);
  }
  /**
   * @param {string} slug
   * @param {Mark} state
   */
  function set(slug, state) {
    change((all) => {
      if (state) all[slug] = state;
      else delete all[slug];
    });
  }

  /**
   * Gives renamed questions the marks under their former slugs.
   * @param {{slug: string, former: string[]}[]} questions
   */
  function follow(questions) {
    const moved = questions.filter(({ former }) => former.some((slug) => slug in marks));
    if (!moved.length) return;
    change((all) => {
      for (const { slug, former } of moved) {
        for (const old of former) {
          const mark = all[old];
          if (mark && !(slug in all)) all[slug] = mark;
          delete all[old];
        }
      }
    });
  }
  /**
   * The slug of an element's question, and the slugs that it had before.
   * @param {HTMLElement} element
   */
  const slugsOf = ({ dataset }) => ({ slug: dataset.slug ?? "", former: dataset.was?.split(" ") ?? [] });

  studypress.marks = {
    of: (slug) => marks[slug] || "",
    changed: (call) => {
      listeners.push(call);
    },
    again,
    dress,
  };

  /** @type {Promise<Question[]> | undefined} */
  let data;
  studypress.data = () => {
    data ||= new Promise((resolve, reject) => {
      studypress.questions = (rows) => {
        const questions = rows.map(
          ([slug, html, level, topic, minutes, sources, former = [], tags = [], exercise = 0]) => ({
            slug,
            html,
            level,
            topic,
            minutes,
            sources: sources.map(([number]) => number),
            former,
            tags,
            exercise: exercise > 0,
          }),
        );
        follow(questions);
        resolve(questions);
      };
      const script = document.createElement("script");
      script.src = `${studypress.root}data/questions.js`;
      script.onerror = reject;
      document.head.append(script);
    });
    return data;
  };

  /** @type {Marks["dress"]} */
  function dress(rows) {
    const template = /** @type {HTMLTemplateElement | null} */ ($("#sp-mark"));
    for (const row of rows) {
      const { slug } = slugsOf(row);
      const state = marks[slug] || "";
      row.dataset.mark = state;
      if (!template) continue;
      /** @type {HTMLSelectElement | null} */
      let select = row.querySelector(".pencil");
      if (!select) {
        const made = /** @type {HTMLSelectElement} */ (template.content.firstElementChild?.cloneNode(true));
        made.addEventListener("change", () => set(slug, /** @type {Mark} */ (made.value)));
        // Of many rows, each control says of which it is.
        const title = row.querySelector(".title")?.textContent ?? "";
        const summary = row.querySelector("summary");
        for (const one of [made, summary])
          one?.setAttribute("aria-label", `${one.ariaLabel || one.textContent}: ${title}`);
        // After the question that it is of, for who hears the page.
        row.querySelector(".title")?.after(made);
        select = made;
      }
      select.value = state;
    }
  }
  function rows() {
    follow([...markedRows()].map(slugsOf));
    const show = () => dress(markedRows());
    listeners.push(show);
    show();
  }

  // The buttons of a question's own page; gives back what its keys do.
  function question() {
    const article = $("article[data-slug]");
    const group = $("#sp-grade");
    if (!article || !group) return undefined;
    const slugs = slugsOf(article);
    follow([slugs]);
    const { slug } = slugs;
    /** @type {NodeListOf<HTMLButtonElement>} under the short answer, and at the end */
    const buttons = document.querySelectorAll(".grade button");
    /** @param {Mark} state */
    const toggle = (state) => set(slug, marks[slug] === state ? "" : state);
    for (const button of buttons) button.addEventListener("click", () => toggle(/** @type {Mark} */ (button.value)));
    const show = () => {
      for (const button of buttons) button.setAttribute("aria-pressed", String(marks[slug] === button.value));
    };
    listeners.push(show);
    show();
    return toggle;
  }

  /** @param {((state: Mark) => void) | undefined} toggle changes the mark of the page's question */
  function keys(toggle) {
    document.addEventListener("keydown", (event) => {
      const state = STATES[Number(event.key) - 1];
      if (!state || studypress.store.get("keys") || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]"))
        return;
      const target = /** @type {HTMLElement} */ (event.target);
      if (target.matches("input, textarea, select")) return;
      /** @type {HTMLElement | null} */
      const row = target.closest(".row[data-slug]");
      if (row) set(slugsOf(row).slug, row.dataset.mark === state ? "" : state);
      else toggle?.(state);
      if (row || toggle) say(row ? row.dataset.mark : marks[$("article[data-slug]")?.dataset.slug ?? ""]);
    });
  }

  /**
   * Says a mark that was made by a key, which changes nothing that has the focus.
   * @param {string | undefined} state
   */
  function say(state) {
    let place = $("#sp-said");
    if (!place) {
      place = document.createElement("p");
      place.id = "sp-said";
      place.className = "unseen";
      place.setAttribute("role", "status");
      document.body.append(place);
    }
    const group = $("#sp-grade");
    const template = /** @type {HTMLTemplateElement | null} */ ($("#sp-mark"));
    const named = (template?.content ?? group)?.querySelector(`[value="${state}"]`);
    // Without the sign before it.
    place.textContent = (named?.textContent ?? group?.dataset.none ?? "").replace(/^\S\s+/, "");
  }

  /**
   * A bar with words: how many of some questions are known, and shaky.
   * @param {HTMLElement} progress
   * @param {(Mark | undefined)[]} states
   */
  function bar(progress, states) {
    /** @type {(selector: string) => HTMLElement} */
    const part = (selector) => /** @type {HTMLElement} */ (progress.querySelector(selector));
    const count = Number(progress.dataset.count);
    const known = states.filter((state) => state === "known").length;
    const shaky = states.filter((state) => state === "shaky").length;
    const words = shaky ? progress.dataset.shaky : progress.dataset.words;
    part(".words").textContent = fill(words, { known, shaky, count });
    part(".known").style.width = `${(100 * known) / count}%`;
    part(".shaky").style.width = `${(100 * shaky) / count}%`;
  }

  async function progress() {
    /** @type {NodeListOf<HTMLElement>} */
    const places = document.querySelectorAll("[data-progress], [data-cell]");
    if (!places.length) return;
    const list = $("#sp-list");
    const whole = list && !("more" in list.dataset);
    const show = async () => {
      if (whole) {
        const states = [...markedRows()].map((row) => marks[slugsOf(row).slug]);
        /** @type {NodeListOf<HTMLElement>} */
        const bars = document.querySelectorAll("[data-progress] .progress");
        for (const one of bars) bar(one, states);
        return;
      }
      const questions = Object.keys(marks).length ? await studypress.data() : [];
      /** @param {(question: Question) => boolean} test */
      const of = (test) => questions.filter(test).map(({ slug }) => marks[slug]);
      for (const place of places) {
        if (place.dataset.cell) {
          const [level, topic, count] = place.dataset.cell.split(":").map(Number);
          const states = of((one) => one.level === level && one.topic === topic && !one.exercise);
          const known = states.filter((state) => state === "known").length;
          place.style.setProperty("--known", `${(100 * known) / count}%`);
          continue;
        }
        // The bar of a level, or that of the list on this page.
        const [kind, number] = place.dataset.progress?.split(":") ?? [];
        const ofList = kind === "list" && list;
        const shown = ofList ? list.dataset : { kind, number };
        const one = /** @type {HTMLElement} */ (place.querySelector(".progress"));
        // A level counts its questions, a list all that stands in it.
        const counts = (/** @type {Question} */ { exercise }) => ofList || !exercise;
        bar(
          one,
          of((question) => counts(question) && studypress.inList(question, shown.kind, Number(shown.number))),
        );
      }
    };
    const again = () => {
      show().catch(() => {});
    };
    listeners.push(again);
    again();
  }
  studypress.inList = (question, kind, number) => {
    if (kind === "level" || kind === "topic") return question[kind] === number;
    if (kind === "tag") return question.tags.includes(number);
    if (kind === "all" || kind === "exercises") return question.exercise === (kind === "exercises");
    return kind !== "source" || question.sources.includes(number);
  };

  // Saving, reading and forgetting marks, on the home page.
  function keep() {
    if (!$("#sp-keep")) return;
    /** @type {(id: string) => HTMLElement} */
    const part = (id) => /** @type {HTMLElement} */ ($(id));
    const status = part("#sp-keep-status");
    const count = part("#sp-keep-count");
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const looks = document.querySelectorAll("#sp-look a");
    const show = () => {
      /** @param {Mark} state */
      const of = (state) => Object.values(marks).filter((one) => one === state).length;
      for (const link of looks) {
        const number = of(/** @type {Mark} */ (link.dataset.mark));
        link.hidden = !number;
        link.search = `mark=${link.dataset.mark}`;
        link.textContent = fill(link.dataset.words, { count: number });
      }
      count.textContent = fill(count.dataset.words, { known: of("known"), shaky: of("shaky"), todo: of("todo") });
      part("#sp-not-kept").hidden = studypress.store.lasting;
    };
    listeners.push(show);
    show();
    part("#sp-export").addEventListener("click", () => {
      const file = new Blob([`${JSON.stringify({ studypress: 1, marks }, null, 1)}\n`], { type: "application/json" });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = "marks.json";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
    const input = /** @type {HTMLInputElement} */ (part("#sp-import"));
    input.addEventListener("change", async () => {
      const file = input.files?.[0];
      input.value = "";
      if (!file) return;
      try {
        const read = JSON.parse(await file.text());
        if (read.studypress !== 1) throw new Error("another format");
        const found = clean(read.marks);
        change((all) => Object.assign(all, found));
        const count = Object.keys(found).length;
        status.textContent = fill(studypress.form(JSON.parse(status.dataset.words ?? ""), count), { count });
      } catch {
        status.textContent = status.dataset.bad ?? "";
      }
    });
    const clear = part("#sp-clear");
    const name = clear.textContent;
    clear.addEventListener("blur", () => {
      clear.textContent = name;
    });
    clear.addEventListener("click", () => {
      // The first click asks, the second does it.
      if (clear.textContent === name) {
        clear.textContent = clear.dataset.sure ?? "";
        return;
      }
      change((all) => {
        for (const slug of Object.keys(all)) delete all[slug];
      });
      status.textContent = status.dataset.forgotten ?? "";
      clear.textContent = name;
    });
  }

  function again() {
    marks = read();
    notify();
  }
  studypress.store.watch("marks", again);
  // A page that the browser kept while others were read has missed what they wrote.
  addEventListener("pageshow", (event) => event.persisted && again());
  rows();
  keys(question());
  progress();
  keep();
})();
