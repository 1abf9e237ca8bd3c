// The self-check inside another page's frame: color scheme, exit, height. It stores nothing and listens to no message.
(() => {
  "use strict";
  // The one thing that the address may ask for; whatever else it holds is not read.
  const asked = new URLSearchParams(location.search).getAll("scheme");
  if (asked.length === 1 && ["light", "dark"].includes(asked[0])) document.documentElement.dataset.scheme = asked[0];

  // The link stays in the empty frame: where the page around it does not let go, a click may do what Shift could not.
  onExit((link) => {
    document.body.append(link);
    link.focus();
    try {
      top.location.replace(link.href);
    } catch {
      // The page around it forbids it; the frame is empty all the same.
    }
  });

  // The height of the longest screen, told once and before the first answer, so that it cannot depend on one.
  function tellHeight() {
    // A frame that is not shown yet has no width; it is resized when it is.
    if (!innerWidth) return;
    removeEventListener("resize", tellHeight);
    const all = (selector) => [...document.querySelectorAll(selector)];
    const screens = all("[data-screen]");
    // Each answer brings a button that clears it.
    const changed = [...screens, ...all('[data-action="clear"]')].map((element) => [element, element.hidden]);
    changed.forEach(([element]) => (element.hidden = false));
    const heights = screens.map((screen) => {
      screens.forEach((one) => (one.hidden = one !== screen));
      return document.body.scrollHeight;
    });
    changed.forEach(([element, hidden]) => (element.hidden = hidden));
    parent.postMessage({ type: "five-levels:height", height: Math.max(...heights) }, "*");
  }
  if (parent !== self) {
    addEventListener("resize", tellHeight);
    addEventListener("DOMContentLoaded", tellHeight);
  }
})();
