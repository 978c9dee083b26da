// What the reader changes at the door: what is practised, the interview's day,
// the file of progress, and what is forgotten, with a way back.

/**
 * Says what is not as it should be about the browser's storage.
 * @param {Reader} reader
 */
async function showStorage(reader) {
  const notice = byId("sp-storage");
  const broken = reader.broken.reduce((sum, { lines }) => sum + lines.length, 0);
  const words = !reader.lasting ? say("keepsNothing") : broken ? say("keptBroken", { count: broken }) : "";
  notice.hidden = !words;
  // Said once, and not whenever the door is shown.
  if (notice.textContent !== words) notice.textContent = words;
  byId("sp-a-while").hidden = (await navigator.storage?.persisted?.().catch(() => false)) ?? false;
}

/**
 * Says what was forgotten, and offers it back.
 * @param {Reader} reader
 * @param {LogRecord} record
 * @param {string} words
 */
function offerUndo(reader, record, words) {
  const button = /** @type {HTMLButtonElement} */ (byId("sp-restore"));
  byId("sp-kept").textContent = words;
  button.hidden = false;
  button.onclick = () => {
    reader.undo(record);
    button.hidden = true;
    byId("sp-kept").textContent = say("undone");
    byId("sp-scope").focus();
  };
}

/** @param {House} house */
function keepFile({ reader, deck }) {
  const status = byId("sp-kept");
  byId("sp-export").addEventListener("click", () => {
    const file = new Blob([reader.export()], { type: "application/jsonl" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${deck.guide}-practice.jsonl`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  const input = /** @type {HTMLInputElement} */ (byId("sp-import"));
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    const { added, known, broken, problem } = reader.import(await file.text());
    byId("sp-restore").hidden = true;
    /** @type {Record<string, string>} */
    const problems = { log_format: "logFormat", log_version: "logVersion", log_guide: "logGuide" };
    if (problem) status.textContent = say(problems[problem]);
    else {
      const lost = broken.length ? ` ${say("logBroken", { count: broken.length })}` : "";
      status.textContent = say("imported", { count: added, known }) + lost;
    }
  });
}

/** @param {House} house */
function forget({ reader, deck }) {
  const scope = /** @type {HTMLSelectElement} */ (byId("sp-scope"));
  const button = byId("sp-reset");
  for (const [kind, ids] of /** @type {const} */ ([
    ["level", deck.levels],
    ["topic", deck.topics],
  ])) {
    const group = document.createElement("optgroup");
    group.label = say(`${kind}s`);
    group.append(...ids.map(({ id, title }) => new Option(title, `${kind}:${id}`)));
    scope.append(group);
  }
  button.addEventListener("click", () => {
    if (!scope.value) {
      scope.focus();
      return;
    }
    const what = scope.selectedOptions[0]?.textContent ?? "";
    const record = reader.reset(scope.value);
    scope.value = "";
    offerUndo(reader, record, say("wasReset", { what }));
    byId("sp-restore").focus();
  });
}

/**
 * The boxes for levels, topics and kinds.
 * @param {House} house
 * @param {() => void} changed
 */
function chooseWhat({ deck }, changed) {
  const form = byId("sp-choose");
  const change = byId("sp-change");
  const out = leftOut();
  for (const group of /** @type {const} */ (["levels", "topics"])) {
    const boxes = deck[group].map(({ id, title }) => {
      const box = document.createElement("input");
      box.type = "checkbox";
      box.name = group;
      box.value = id;
      const label = document.createElement("label");
      label.append(box, ` ${title}`);
      return label;
    });
    part(form, group).append(...boxes);
  }
  const toCode = form.querySelector("[value=code]")?.closest("label");
  if (toCode) toCode.hidden = !deck.questions.some(({ code }) => code);
  /** @type {NodeListOf<HTMLInputElement>} */
  const boxes = form.querySelectorAll("input");
  for (const box of boxes) box.checked = !out[/** @type {Group} */ (box.name)].includes(box.value);
  change.addEventListener("click", () => {
    form.hidden = !form.hidden;
    change.setAttribute("aria-expanded", String(!form.hidden));
  });
  form.addEventListener("change", () => {
    const off = [...boxes].filter((box) => !box.checked);
    /** @param {Group} group */
    const of = (group) => off.filter(({ name }) => name === group).map(({ value }) => value);
    keepChoices({ levels: of("levels"), topics: of("topics"), kinds: of("kinds") });
    changed();
  });
}

/** @param {House} house the interview's day and the minutes until then */
function planDay({ reader }) {
  const date = /** @type {HTMLInputElement} */ (byId("sp-date"));
  const minutes = /** @type {HTMLInputElement} */ (byId("sp-minutes"));
  const keep = () => {
    const amount = Math.round(Number(minutes.value));
    const { min, max } = minutes;
    reader.interview(date.value || null, Math.min(Math.max(amount || USUAL_MINUTES, Number(min)), Number(max)));
  };
  date.addEventListener("change", keep);
  minutes.addEventListener("change", keep);
  byId("sp-no-date").addEventListener("click", () => {
    date.value = "";
    keep();
    date.focus();
  });
}
