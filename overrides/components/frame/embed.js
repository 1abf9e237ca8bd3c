// For the page around the frame: gives the self-check the height that it asks for, but no more than the window shows.
// It stands before the frame, since the frame asks only once.
(() => {
  "use strict";
  const LEAST = 320;
  const MOST = 5000;
  const page = new URL("self-check.html", document.currentScript.src);

  addEventListener("message", ({ data, origin, source }) => {
    // A frame in a sandbox has the origin "null"; that it is our frame is told by its window.
    if (origin !== page.origin && origin !== "null") return;
    if (data?.type !== "five-levels:height" || !Number.isInteger(data.height)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow !== source || frame.src.split(/[?#]/)[0] !== page.href) continue;
      const height = Math.min(Math.max(data.height, LEAST), MOST);
      // The exit stands at the lower edge of the frame: it stays in sight as long as the frame fits into the window.
      // The height is that inside the border, whatever the page around it counts; the width stays as it was.
      const border = getComputedStyle(frame).boxSizing === "border-box" ? frame.offsetHeight - frame.clientHeight : 0;
      frame.style.height = `min(${height + border}px, 90svh)`;
    }
  });
})();
