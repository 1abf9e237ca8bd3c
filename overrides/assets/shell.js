// What every page can do before the reader asks for more: theme, search button, and how the exit leaves. Runs in the head.
(() => {
  "use strict";
  const root = document.documentElement;
  const find = (selector) => document.querySelector(selector);
  // Storage may be blocked; all works without it.
  const stored = (use) => {
    try {
      return use(sessionStorage);
    } catch {
      return null;
    }
  };
  // Only this tab remembers the theme, and only once it was switched.
  const remembered = stored((storage) => storage.getItem("scheme"));
  if (remembered) root.dataset.scheme = remembered;

  function switchTheme() {
    const dark = root.dataset.scheme ? root.dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.scheme = dark ? "light" : "dark";
    stored((storage) => storage.setItem("scheme", root.dataset.scheme));
  }

  // By replace, so that Back does not return here.
  onExit((link) => {
    stored((storage) => storage.clear());
    location.replace(link.href);
  });

  function openSearch() {
    const dialog = find("#search");
    // Not modal, so that the exit below stays in sight and in reach.
    if (!dialog.open) dialog.show();
    find("#query").focus();
    if ("asked" in dialog.dataset) return;
    dialog.dataset.asked = "";
    const script = document.createElement("script");
    script.src = dialog.dataset.index;
    script.onerror = () => {
      delete dialog.dataset.asked;
      find("[data-search-status]").textContent = dialog.dataset.failed;
    };
    document.head.append(script);
  }

  addEventListener("click", (event) => {
    const element = event.target.closest("[data-action]");
    if (!element) return;
    if (element.dataset.action === "theme") switchTheme();
    else if (element.dataset.action === "search") openSearch();
  });
  addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll('[data-action="theme"], [data-action="search"]').forEach((button) => (button.hidden = false));
    const dialog = find("#search");
    dialog?.addEventListener("keydown", (event) => event.key === "Escape" && dialog.close());
    dialog?.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !dialog.contains(relatedTarget) && dialog.close());
  });
})();
