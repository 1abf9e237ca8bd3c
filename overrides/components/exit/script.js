// The exit of every page, in a frame or not: a click on its link, or Shift three times. Runs in the head.
(() => {
  "use strict";
  // Nothing that fails on the way out may keep a reader from leaving.
  function attempt(step) {
    try {
      step();
    } catch (error) {
      console.warn(error);
    }
  }

  // Blank first, since the next page may take its time.
  function exit() {
    const link = document.querySelector('[data-action="exit"]');
    if (!link) return;
    const framed = self !== top;
    attempt(() => dispatchEvent(new Event("guide:exit")));
    attempt(() => (document.title = link.dataset.leaving));
    attempt(() => (document.body.textContent = ""));
    if (!framed) return location.replace(link.href);
    // The link stays in the empty frame: where the page around it does not let go, a click may do what Shift could not.
    attempt(() => {
      link.target = "_top";
      document.body.append(link);
      link.focus();
    });
    // The whole window leaves, by replace, so that Back does not return here.
    attempt(() => top.location.replace(link.href));
  }

  let shifts = 0;
  let last = 0;
  addEventListener("keyup", (event) => {
    // With another key held down, Shift is part of a shortcut.
    const alone = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!alone || event.timeStamp - last > 2000) shifts = 0;
    if (!alone) return;
    last = event.timeStamp;
    // Also the fourth time and so on, where the third came too early or was not enough to leave.
    if (++shifts >= 3) exit();
  });
  addEventListener("keydown", (event) => event.key !== "Shift" && (shifts = 0));
  // With these, Shift stretches a selection or scrolls sideways.
  for (const other of ["pointerdown", "wheel"]) addEventListener(other, () => (shifts = 0), { passive: true });
  addEventListener("click", (event) => {
    if (!event.target.closest('[data-action="exit"]')) return;
    event.preventDefault();
    exit();
  });
})();
