// The exit of every page, in a frame or not: a click on its link, or Shift three times. Runs in the head.
(() => {
  "use strict";
  // Nothing that fails on the way out may keep a reader from leaving.
  function attempt(step) {
    try {
      step();
    } catch {
      // There is no time to tell.
    }
  }

  // Blank first, since the next page may take its time.
  function exit() {
    const link = document.querySelector('[data-action="exit"]');
    if (!link) return;
    attempt(() => dispatchEvent(new Event("guide:exit")));
    attempt(() => (document.title = link.dataset.leaving));
    attempt(() => (document.body.textContent = ""));
    try {
      // The whole window leaves, and by replace, so that Back does not return here.
      top.location.replace(link.href);
      // If nothing answers there, the link is a way to try again.
      attempt(() => document.body.append(link));
    } catch {
      // The page around this frame does not let go.
      attempt(() => (document.body.textContent = link.dataset.closed));
    }
  }

  let shifts = 0;
  let last = 0;
  const forget = () => (shifts = 0);
  addEventListener("keyup", (event) => {
    // With another key held down, Shift is part of a shortcut.
    const alone = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!alone || event.timeStamp - last > 2000) forget();
    if (!alone) return;
    last = event.timeStamp;
    // Also the fourth time and so on, where the third came too early or was not enough to leave.
    if (++shifts >= 3) exit();
  });
  addEventListener("keydown", (event) => event.key !== "Shift" && forget());
  // With these, Shift stretches a selection or scrolls sideways.
  addEventListener("pointerdown", forget);
  addEventListener("wheel", forget, { passive: true });
  addEventListener("click", (event) => {
    if (!event.target.closest('[data-action="exit"]')) return;
    event.preventDefault();
    exit();
  });
})();
