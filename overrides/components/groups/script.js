// Draws cards one by one, and fills in the numbers of a place. What was drawn is known to the open page alone.
(() => {
  "use strict";
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  let seen = [];
  let closed;

  const show = (nodes) => one("[data-drawn]").replaceChildren(...[...nodes].map((node) => node.cloneNode(true)));

  // A card that was passed is like one that was answered: nobody can tell them apart.
  function draw() {
    const cards = all("[data-level]").filter((card) => Number(card.dataset.level) <= Number(one("[data-depth]").value));
    seen = cards.every((card) => seen.includes(card)) ? [] : seen;
    const left = cards.filter((card) => !seen.includes(card));
    const card = left[Math.floor(Math.random() * left.length)];
    seen.push(card);
    show(card.childNodes);
  }

  const fill = (id) => all("[data-place-numbers]").forEach((place) => {
    place.innerHTML = one(`[data-for="${id}"]`).textContent;
  });

  function forget() {
    seen = [];
    all("[data-depth], [data-numbers]").forEach((choice) => (choice.selectedIndex = 0));
    fill("");
    show(closed);
  }

  addEventListener("click", ({ target }) => {
    const action = target.closest("[data-action]")?.dataset.action;
    if (action === "draw" || action === "pass") draw();
    if (action === "enough") show(one('[data-card="enough"]').childNodes);
  });
  addEventListener("change", ({ target }) => target.matches("[data-numbers]") && fill(target.value));
  addEventListener("DOMContentLoaded", () => {
    closed = [...one("[data-drawn]").childNodes];
    forget();
  });
  // A browser may keep the whole page for a way back; a shared phone must not show what was drawn.
  for (const when of ["pagehide", "guide:exit"]) addEventListener(when, forget);
})();
