// What a reader sees: the field, the answers as they are typed, and the keys.
// Everything shown is put in as text, so that no title or query is markup.

/** Pause after a key before files are asked for, in milliseconds. */
const PAUSE = 60;
/** Waits before a failed download is tried again, in milliseconds. */
const RETRIES = [1500, 4000, 10000];

/**
 * Makes an element.
 * @param {string} tag
 * @param {Record<string, any>} [set] attributes; functions are listeners
 * @param {...(Node | string)} children
 */
function make(tag, set = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(set)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/**
 * @param {string} label
 * @param {() => void} click
 */
const button = (label, click) => make("button", { type: "button", click }, label);

/** @returns {string[]} */
function recent() {
  try {
    return JSON.parse(studypress.store.get("recent") || "").filter(
      (/** @type {unknown} */ query) => typeof query === "string",
    );
  } catch {
    // Nothing was looked for yet, or what is stored is not ours.
    return [];
  }
}

/** @param {string} query */
function remember(query) {
  const queries = new Set([query, ...recent()]);
  if (query.trim()) studypress.store.put("recent", JSON.stringify([...queries].slice(0, 6)));
}

/**
 * A level, topic or tag as it stands in a query; nothing of nothing.
 * @param {string} kind
 * @param {string} [id]
 */
function typedAs(kind, id = "") {
  const name = id.replace(/"/g, " ");
  return id && `${kind}:${/\s/.test(name) ? ["", name, ""].join('"') : name} `;
}

/**
 * A text in the site's language, by its name in the files of strings.
 * @param {string} name
 */
const say = (name) => studypress.words?.[name]?.other ?? "";

/**
 * How to bring each opened place up to date.
 * @type {Map<HTMLElement, () => void>}
 */
const panels = new Map();

/**
 * Makes a field with its answers of an element that holds an `input` and an `output`.
 * @param {HTMLElement} place
 */
function openPanel(place) {
  if (panels.has(place)) return;
  const input = /** @type {HTMLInputElement} */ (place.querySelector("input"));
  const status = /** @type {HTMLElement} */ (place.querySelector("output"));
  const inDialog = place instanceof HTMLDialogElement;
  const form = inDialog ? place.querySelector("form") : null;
  const page = new URL("search.html", base).href;
  const { dataset } = /** @type {HTMLElement} */ (document.querySelector("a.find"));
  const list = make("div", { role: "listbox", id: "sp-answers", "aria-label": say("search_answers") });
  const facets = make("div", { class: "facets" });
  const help = make("div", { class: "help" });
  const instead = make("div", { class: "help" });
  const body = make("div", { class: "found" }, facets, help, list, instead);
  let active = -1;
  let tries = 0;
  // When the last key was pressed.
  let typed = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry;
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": list.id,
    "aria-autocomplete": "list",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "go",
  }))
    input.setAttribute(name, value);
  place.append(body);

  /** @param {string} query */
  const set = (query) => {
    input.value = query;
    input.focus();
    update();
  };

  /**
   * A query that can be clicked.
   * @param {string} query
   */
  const example = (query) => button(query, () => set(query));

  /**
   * A sentence around a query that can be clicked.
   * @param {string} sentence
   * @param {string} query
   */
  const offer = (sentence, query) => {
    const [before, after] = sentence.split("{query}");
    return [before, example(query), after];
  };

  /** @param {number} index */
  const choose = (index) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = list.children[index];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };

  const update = () => {
    clearTimeout(timer);
    const text = input.value;
    if (!inDialog) history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
    const result = answer(text);
    const { missing } = result;
    if (missing.size) timer = setTimeout(load, files.has("root") ? typed + PAUSE - performance.now() : 0, missing);
    const names = [...missing.keys()];
    const lost = names.some((name) => failed.has(name));
    // What will still change is not read out yet.
    list.setAttribute("aria-busy", String(!names.every((name) => failed.has(name))));
    if (lost && !retry && tries < RETRIES.length)
      retry = setTimeout(() => {
        retry = undefined;
        again();
      }, RETRIES[tries++]);
    show(text, result, lost);
  };

  const again = () => {
    load(answer(input.value).missing, true);
    update();
  };

  /**
   * @param {string} text
   * @param {Result} result
   * @param {boolean} lost
   */
  const show = (text, result, lost) => {
    const empty = !text.trim();
    help.hidden = !empty;
    facets.hidden = list.hidden = instead.hidden = empty;
    if (empty) {
      teach();
      status.replaceChildren();
      list.replaceChildren();
      input.setAttribute("aria-expanded", "false");
      return;
    }
    if (!result.ready) {
      status.replaceChildren(lost ? `${say("search_lost")} ` : say("search_searching"));
      if (lost) status.append(button(say("search_again"), again));
      return;
    }
    const chosen = list.children[active]?.getAttribute("data-address");
    const { count, meant, answers, weak } = result;
    const all = studypress.form(studypress.words?.search_results ?? { other: "" }, count);
    status.replaceChildren(
      (!count ? say("search_nothing") : weak ? say("search_weak") : all).replace("{count}", String(count)),
    );
    if (meant) status.append(count ? ". " : " ", ...offer(say("search_meant"), meant));
    if (lost) status.append(` ${say("search_lost")} `, button(say("search_again"), again));
    facets.replaceChildren(...result.facets.map(facet));
    list.replaceChildren(...answers.map((answer, i) => option(answer, i, result)));
    instead.replaceChildren(...(weak || !count ? advice(text, result) : []));
    if (inDialog && !weak && count > answers.length)
      status.append(" · ", make("a", { href: `${page}?q=${encodeURIComponent(text)}` }, say("search_page")));
    input.setAttribute("aria-expanded", String(!!answers.length));
    const kept = answers.findIndex(({ shown }) => shown.address === chosen);
    choose(kept > 0 ? kept : inDialog && answers.length ? 0 : -1);
    // Enter came before the answers.
    if (form?.dataset.go === text) {
      delete form.dataset.go;
      /** @type {HTMLElement | undefined} */ (list.children[active])?.click();
    }
  };

  /**
   * What can be done where nothing answers: which words are nowhere, what to type without them, and where to look.
   * @param {string} text
   * @param {Result} result
   */
  const advice = (text, { unknown, facets }) => {
    /** @type {Root} */
    const { topics } = files.get("root");
    const without = unknown.reduce(
      (rest, word) => rest.replace(new RegExp(`(?<!${LETTER})${word}(?!${LETTER})\\s*`, "iu"), ""),
      text,
    );
    const nearest = facets
      .filter(({ kind, chosen }) => kind === "topic" && !chosen)
      .sort((a, b) => Number(b.count) - Number(a.count))
      .map(({ id, title }) => [id, title]);
    const places = (nearest.length ? nearest : topics).slice(0, 3);
    const words = unknown.join(", ");
    return [
      ...(unknown.length ? [make("p", {}, say("search_unknown").replace("{words}", words))] : []),
      make(
        "p",
        {},
        ...(unknown.length && without.trim() ? [...offer(say("search_try"), without.trim()), " "] : []),
        `${say("search_other")} `,
        ...places.flatMap(([id, title]) => [button(title, () => set(typedAs("topic", id))), ", "]),
        make("a", { href: dataset.list }, dataset.all || ""),
      ),
    ];
  };

  /** What the empty field shows: the last queries, and what can be typed. */
  const teach = () => {
    /** @type {Partial<Root>} */
    const { levels = [], topics = [], tag } = files.get("root") || {};
    const [level] = levels[0] || [];
    const [topic] = topics[0] || [];
    const before = recent();
    const rows = [
      [["**kwargs", ":="], say("search_signs")],
      [["TestCase", "default_factory"], say("search_names")],
      [['"mutable default"'], say("search_phrase")],
      [[typedAs("level", level), typedAs("topic", topic), typedAs("tag", tag)], say("search_only")],
    ];
    help.replaceChildren(
      ...(before.length
        ? [make("p", {}, `${say("search_recent")} `, ...before.flatMap((query) => [example(query), " "]))]
        : []),
      make(
        "dl",
        {},
        ...rows.flatMap(([queries, what]) => [
          make("dt", {}, ...[...queries].flatMap((query) => (query ? [example(query), " "] : []))),
          make("dd", {}, String(what)),
        ]),
      ),
    );
  };

  /** @param {Facet} facet */
  const facet = ({ kind, number, id, title, count, chosen }) =>
    make(
      "button",
      {
        type: "button",
        "aria-pressed": String(chosen),
        class: kind === "level" ? `level level-${number}` : kind,
        click: () => {
          // An answer has one level and one topic, and any number of tags.
          const without = input.value.replace(new RegExp(`(?<!\\S)${kind}:("[^"]*"|\\S*)\\s?`, "gi"), (all, value) =>
            kind === "tag" && tagTerm(value) !== tagTerm(id) ? all : "",
          );
          set(chosen ? without : typedAs(kind, id) + without);
        },
      },
      `${title} `,
      make("small", {}, String(count)),
    );

  /**
   * @param {Answer} answer
   * @param {number} i
   * @param {Result} result
   */
  const option = ({ document: d, shown, passage }, i, { mark }) => {
    /** @type {Root} */
    const { levels, topics, documents } = files.get("root");
    /** @type {(text: string) => (Node | string)[]} */
    const marked = (text) => mark(text).map(({ text, matches }) => (matches ? make("mark", {}, text) : text));
    const title = shown.title
      .split(/`([^`]+)`/)
      .map((/** @type {string} */ part, /** @type {number} */ k) =>
        make(k % 2 ? "code" : "span", { translate: k % 2 && "no" }, ...marked(part)),
      );
    const level = documents.level[d];
    const [, levelTitle] = levels[level - 1] || [];
    const [, topicTitle] = topics[documents.topic[d] - 1] || [];
    const facts = make("span", { class: "facts" });
    if (levelTitle) facts.append(make("span", { class: `level level-${level}` }, levelTitle), " ");
    if (topicTitle) facts.append(make("span", { class: "topic" }, topicTitle));
    const text = marked(passage ? passage.text : shown.summary);
    const page = base + shown.address;
    return make(
      "a",
      {
        role: "option",
        id: `sp-answer-${i}`,
        href: passage?.id ? `${page}#${encodeURIComponent(passage.id)}` : page,
        "data-address": shown.address,
        tabindex: inDialog && "-1",
        "aria-selected": "false",
        click: () => {
          remember(input.value);
          if (inDialog) history.replaceState({ ...history.state, search: input.value }, "");
          if (passage) leave(page, passage, mark);
          // The page that is open is not loaded again.
          if (inDialog && page === here()) {
            /** @type {HTMLDialogElement} */ (place).close();
            setTimeout(reveal);
          }
        },
      },
      make("span", { class: "title" }, ...title),
      facts,
      make("span", { class: `passage ${passage?.kind || ""}` }, ...text),
    );
  };

  input.addEventListener("input", () => {
    active = -1;
    tries = 0;
    typed = performance.now();
    update();
  });
  input.addEventListener("keydown", (event) => {
    const last = list.hidden ? -1 : list.children.length - 1;
    /** @type {Record<string, number>} */
    const to = { ArrowDown: active < last ? active + 1 : 0, ArrowUp: active > 0 ? active - 1 : last };
    if (active >= 0 && input.selectionStart === input.value.length) Object.assign(to, { Home: 0, End: last });
    if (event.isComposing || last < 0) return;
    if (event.key in to) {
      event.preventDefault();
      choose(to[event.key]);
    } else if (event.key === "Enter" && list.children[active]) {
      event.preventDefault();
      /** @type {HTMLElement} */ (list.children[active]).click();
    }
  });
  if (inDialog)
    place.addEventListener("close", () => {
      remember(input.value);
      history.replaceState({ ...history.state, search: undefined }, "");
    });
  self.addEventListener("online", again);
  panels.set(place, update);
  if (!inDialog) input.value = new URLSearchParams(location.search).get("q") || input.value;
  update();
}
