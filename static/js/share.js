// Sends a question to somebody: by what the system offers, or by its address on the clipboard. Fetched when
// the button is first pressed.
(() => {
  "use strict";
  const button = /** @type {HTMLElement | null} */ (document.querySelector(".share button"));
  const status = button?.nextElementSibling;
  if (!button || !status) return;
  /** @type {HTMLLinkElement | null} */
  const published = document.querySelector("link[rel=canonical]");
  // Where the guide is published, for a page from disk leads nobody anywhere.
  const url = published?.href ?? location.href.replace(/[?#].*/, "");
  const title = document.querySelector("h1")?.textContent ?? "";

  async function copy() {
    const { copied = "", failed = "" } = button?.dataset ?? {};
    let said = copied;
    try {
      await studypress.copy(url);
    } catch {
      said = failed;
    }
    if (status) status.textContent = said;
  }

  async function share() {
    if (!navigator.share) return copy();
    try {
      await navigator.share({ title, url });
    } catch (error) {
      // Whoever closes the system's list wanted nothing; all else is a share that is not allowed here.
      if (/** @type {Error} */ (error).name !== "AbortError") await copy();
    }
  }
  button.addEventListener("click", share);
  share();
})();
