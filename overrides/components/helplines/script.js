// The lines of the chosen place, wherever one can be chosen. The choice is kept in the page alone, and goes with it.
(() => {
  "use strict";
  const all = (selector) => document.querySelectorAll(selector);
  function show(id) {
    all("[data-place]").forEach((place) => (place.value = id));
    all(".places").forEach((list) => list.classList.toggle("one", Boolean(id)));
    for (const lines of all("[data-at-place]")) {
      lines.hidden = lines.dataset.atPlace !== id;
      lines.parentElement.classList.toggle("chosen", !lines.hidden);
    }
  }
  addEventListener("change", ({ target }) => target.matches("[data-place]") && show(target.value));
  // A browser may keep what was chosen through a reload, or keep the whole page; a shared phone must not show it.
  for (const when of ["DOMContentLoaded", "pagehide", "guide:exit", "guide:empty"]) addEventListener(when, () => show(""));
})();
