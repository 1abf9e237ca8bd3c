// What every page of the guide can do: light or dark, and one entry in the history. Runs in the head.
(() => {
  "use strict";
  const root = document.documentElement;
  // Storage may be blocked; all works without it.
  const stored = (use) => {
    try {
      return use(sessionStorage);
    } catch {
      return null;
    }
  };
  // Tells the style that scripts run.
  root.classList.replace("no-js", "js");
  // Only this tab remembers the theme, and only once it was switched.
  const remembered = stored((storage) => storage.getItem("scheme"));
  if (remembered) root.dataset.scheme = remembered;

  function switchTheme() {
    const dark = root.dataset.scheme ? root.dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.scheme = dark ? "light" : "dark";
    stored((storage) => storage.setItem("scheme", root.dataset.scheme));
  }

  addEventListener("guide:exit", () => stored((storage) => storage.removeItem("scheme")));

  addEventListener("click", (event) => {
    if (event.target.closest('[data-action="theme"]')) return switchTheme();
    const link = event.target.closest("a");
    // All places in a page share one entry of the history, and so do all pages in a frame: after the exit, Back comes to none.
    const entry = (one) => (top === self ? one.href.split("#")[0] : one.origin);
    if (!link || entry(link) !== entry(location) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.replace(link.href);
  });
})();
