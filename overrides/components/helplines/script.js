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
      if (lines.hidden) continue;
      for (const number of lines.querySelectorAll("a")) number.href = `tel:${number.textContent.replace(/[^+\d]/g, "")}`;
    }
  }

  // What can be chosen are the places of the list below, each called as its page. One whose lines come later has no
  // room for them yet.
  addEventListener("load", () => {
    for (const place of all("[data-place]")) {
      for (const item of place.closest(".place").nextElementSibling.children) {
        const name = item.firstElementChild;
        const lines = item.querySelector("div") ?? item.appendChild(document.createElement("div"));
        lines.hidden = true;
        lines.dataset.atPlace = name.pathname.match(/([^/]*)\.html$/)[1];
        place.add(new Option(name.textContent, lines.dataset.atPlace));
      }
    }
  });

  // Where the lines wait in a script, it brings those of all places: asking for it tells nothing of the choice.
  function bring() {
    for (const list of all("[data-lines]")) {
      const script = document.createElement("script");
      script.src = list.dataset.lines;
      script.onerror = () => list.setAttribute("data-lines", script.src);
      list.removeAttribute("data-lines");
      document.head.append(script);
    }
  }
  addEventListener("guide:places", ({ detail }) => {
    for (const lines of all("[data-at-place]")) lines.innerHTML = detail[lines.dataset.atPlace];
    for (const { value } of all("[data-place]")) show(value);
  });

  const chooses = ({ target }) => target instanceof Element && target.matches("[data-place]");
  for (const when of ["pointerdown", "focusin", "change"]) addEventListener(when, (event) => chooses(event) && bring());
  addEventListener("change", (event) => chooses(event) && show(event.target.value));
  // A browser may keep what was chosen through a reload, or keep the whole page; a shared phone must not show it.
  for (const when of ["DOMContentLoaded", "pagehide", "guide:exit", "guide:empty"]) addEventListener(when, () => show(""));
})();
