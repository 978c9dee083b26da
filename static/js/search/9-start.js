// What the page hands to the engine, from now on and before it came.

changed = () => {
  panels.forEach((update) => {
    update();
  });
};

const searchBox = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.find"));
if (searchBox) base = new URL(".", searchBox.href).href;
/** @param {SearchItem} item */
const push = (item) => {
  if (item[0] === "open") openPanel(/** @type {HTMLElement} */ (item[1]));
  else if (item[0] === "reveal") reveal();
  else receive(item);
};
/** @type {SearchItem[]} */ (self.studypressSearch || []).forEach(push);
self.studypressSearch = { push };
