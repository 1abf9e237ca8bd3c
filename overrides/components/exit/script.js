// The exit of every page: a click on its link, or Shift three times. The script that follows says how to leave.
function onExit(leave) {
  "use strict";
  // Blank first, since the next page may take its time.
  function exit() {
    const link = document.querySelector('[data-action="exit"]');
    if (!link) return;
    dispatchEvent(new Event("guide:exit"));
    document.title = link.dataset.leaving;
    document.body.replaceChildren();
    leave(link);
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
  addEventListener("click", (event) => {
    if (!event.target.closest('[data-action="exit"]')) return;
    event.preventDefault();
    exit();
  });
}
