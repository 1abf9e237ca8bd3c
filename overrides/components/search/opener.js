// What reading pages can do besides: search, and an address that relative links can start from. Runs in the head.
(() => {
  "use strict";
  const find = (selector) => document.querySelector(selector);

  function openSearch() {
    const dialog = find("#search");
    const form = dialog.querySelector("script");
    if (form) {
      form.outerHTML = form.textContent;
      // Not every browser gives the focus back. Where it went elsewhere, it stays: then the dialog is hidden, not closed.
      const opener = document.activeElement;
      dialog.addEventListener("close", () => dialog.open || opener.focus());
      dialog.addEventListener("keydown", (event) => event.key === "Escape" && dialog.close());
      dialog.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !dialog.contains(relatedTarget) && (dialog.open = false));
    }
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

  addEventListener("click", (event) => event.target.closest('[data-action="search"]') && openSearch());
  addEventListener("DOMContentLoaded", () => {
    // Some servers show the page of a folder under the folder's name without a slash, where relative links would lead astray.
    if (!/(\/|\/index|\.html?)$/.test(location.pathname) && find('#menu [aria-current][href="index.html"]')) {
      history.replaceState(null, "", location.pathname + "/" + location.search + location.hash);
    }
  });
})();
