// The self-check inside another page's frame: color scheme and height. It stores nothing and listens to no message.
(() => {
  "use strict";
  // Tells the style that scripts run.
  document.documentElement.classList.replace("no-js", "js");
  // The one thing that the address may ask for; whatever else it holds is not read.
  const asked = new URLSearchParams(location.search).getAll("scheme");
  if (asked.length === 1 && ["light", "dark"].includes(asked[0])) document.documentElement.dataset.scheme = asked[0];

  // The height of the longest screen, told once and before the first answer, so that it cannot depend on one.
  function tellHeight() {
    // A frame that is not shown yet has no width.
    if (!innerWidth) return;
    removeEventListener("resize", tellHeight);
    shown.disconnect();
    dispatchEvent(new Event("guide:furnish"));
    const screens = [...document.querySelectorAll("[data-screen]")];
    const before = screens.map((screen) => screen.hidden);
    // Without the bar for scrolling, which goes once the frame is as high as this.
    const { style } = document.documentElement;
    style.overflow = "hidden";
    const heights = screens.map((screen) => {
      screens.forEach((one) => (one.hidden = one !== screen));
      return document.body.scrollHeight;
    });
    screens.forEach((screen, i) => (screen.hidden = before[i]));
    style.overflow = "";
    parent.postMessage({ type: "five-levels:height", height: Math.max(...heights) }, "*");
  }
  const shown = new ResizeObserver(tellHeight);
  if (parent !== self) {
    // Not before: a frame may be given its size while its page still comes in.
    addEventListener("DOMContentLoaded", () => {
      // Browsers do not always call the first size of a frame a change, and may not look at one that is scrolled out of sight.
      addEventListener("resize", tellHeight);
      shown.observe(document.documentElement);
      tellHeight();
    });
  }
})();
