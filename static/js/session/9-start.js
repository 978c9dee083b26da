// Opens the door, and leads from it to the cards and back.

/** The words are in the page, so they are taken before the page changes. */
async function start() {
  const door = byId("sp-door");
  const { practice } = studypress;
  /** @type {House} */
  let house;
  /** Whether the door is shown, and not cards. */
  let open = true;

  async function furnish() {
    const slugs = listed();
    const found = slugs && (await positionsOf(house.deck, slugs));
    house.options = optionsOf(leftOut(), house.deck);
    house.list = found && { count: found.positions.size, missing: found.missing };
    if (slugs && found) {
      house.options = { ...house.options, positions: found.positions, through: throughSince(slugs, practice) };
    }
    if (open) showDoor(house);
  }

  function toDoor() {
    open = true;
    listDoneIfSo();
    show(door, { go: () => byId("sp-begin").click() });
    furnish();
  }

  function listDoneIfSo() {
    const { reader, deck, options, list } = house;
    if (list && !practice.plan.queue(reader.state, deck, options, practice.now()).item) listDone();
  }

  /** @param {PlanOptions} options */
  function begin(options) {
    open = false;
    const { reader, deck } = house;
    const session = newSession(practice, reader, deck, options);
    const table = tableFor(session, reader, deck, over);
    /** @param {boolean} finished whether nothing is left of today's work */
    function over(finished) {
      if (!session.answers.length) return toDoor();
      const byDate = practice.plan.today(reader.state, deck, options, practice.now()).days !== null;
      const view = endView(session, reader.state, practice, byDate);
      const button = /** @type {HTMLElement} */ (view.querySelector("[value=go]"));
      /** @type {HTMLElement} */ (button.firstElementChild).textContent = say(finished ? "more" : "goOn");
      const some = !finished || session.queue().more;
      if (!some) button.remove();
      const go = finished ? () => begin({ ...options, more: true }) : table.next;
      show(view, { go: some ? go : toDoor, door: toDoor, end: toDoor, undo: table.undo });
      announce("");
    }
    table.next();
  }

  listen();
  try {
    const deck = await practice.deck();
    const reader = practice.reader(deck);
    house = { practice, reader, deck, options: {}, list: null, begin };
  } catch {
    byId("sp-storage").textContent = say("noCards");
    byId("sp-storage").hidden = false;
    return;
  }
  chooseWhat(house, furnish);
  planDay(house);
  keepFile(house);
  forget(house);
  byId("sp-list-off").addEventListener("click", () => {
    location.hash = "";
  });
  house.reader.changed(() => {
    if (open) showDoor(house);
  });
  addEventListener("hashchange", () => {
    if (open) furnish();
  });
  actions = { go: () => byId("sp-begin").click() };
  await furnish();
}

start();
