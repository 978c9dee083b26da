// The clock of a short answer: while it runs the answer is away, and the reader says it. Fetched
// when it is first pressed.
(() => {
  "use strict";
  const clock = /** @type {HTMLElement | null} */ (document.querySelector(".aloud"));
  const card = clock?.closest(".card");
  const answer = /** @type {HTMLElement | null | undefined} */ (card?.querySelector("p"));
  const head = /** @type {HTMLElement | null | undefined} */ (card?.querySelector("h2"));
  if (!clock || !answer || !head) return;
  const { seconds = "", said = "" } = clock.dataset;
  const all = Number(seconds);
  const status = document.createElement("span");
  status.className = "unseen";
  status.setAttribute("role", "status");
  clock.after(status);
  let began = 0;
  let timer = 0;
  const passed = () => Math.floor((performance.now() - began) / 1000);

  // The line under the head is drawn as time goes by; late, the number turns red.
  function show() {
    if (!clock || !head) return;
    const now = passed();
    clock.textContent = `${now} / ${seconds}`;
    clock.style.color = now > all ? "var(--red)" : "";
    const part = Math.min(100, (100 * now) / all);
    const way = document.documentElement.dir === "rtl" ? "270deg" : "90deg";
    head.style.borderImage = `linear-gradient(${way}, var(--red) ${part}%, var(--rule) 0) 1`;
  }

  function toggle() {
    if (!clock || !answer || !head) return;
    const runs = !timer;
    clock.setAttribute("aria-pressed", String(runs));
    answer.style.color = runs ? "transparent" : "";
    answer.style.userSelect = runs ? "none" : "";
    answer.ariaHidden = runs ? "true" : null;
    /** @type {NodeListOf<HTMLElement>} */
    const parts = answer.querySelectorAll("*");
    for (const part of parts) part.style.visibility = runs ? "hidden" : "";
    if (runs) {
      began = performance.now();
      timer = setInterval(show, 250);
      show();
      return;
    }
    clearInterval(timer);
    timer = 0;
    head.style.borderImage = "";
    clock.textContent = said.replace("{count}", String(passed())).replace("{all}", seconds);
    status.textContent = clock.textContent;
  }
  clock.addEventListener("click", toggle);
  toggle();
})();
