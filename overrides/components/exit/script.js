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
    // What has not come yet would stand below the blank.
    attempt(() => stop());
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

  // Only where this script hears the keys.
  addEventListener("DOMContentLoaded", () => {
    const link = document.querySelector('[data-action="exit"]');
    link.title = link.dataset.hint;
  });

  let shifts = 0;
  let calm;
  function count(presses) {
    shifts = presses;
    // The link shows each press that counts, and for how long it does.
    const link = document.querySelector('[data-action="exit"]');
    if (link) link.dataset.presses = presses;
    clearTimeout(calm);
    if (presses) calm = setTimeout(forget, 2000);
  }
  const forget = () => shifts && count(0);
  addEventListener("keyup", (event) => {
    // With another key held down, Shift is part of a shortcut. In a field it writes a capital, or changes the script.
    const shortcut = event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
    const alone = event.key === "Shift" && !shortcut && !event.target.matches?.("[type=text]");
    if (!alone) return forget();
    count(shifts + 1);
    // Also the fourth time and so on, where the third came too early or was not enough to leave.
    if (shifts >= 3) exit();
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
