// In a frame, a link that leads out of it takes the whole window along, or else opens a new tab and shows its address.
(() => {
  "use strict";
  // Pages of the guide lead to each other inside the frame. All links of the part that is made for frames lead out.
  const leadsOut = (link) => /^http/.test(link?.href) && (document.querySelector("base") || link.origin !== location.origin);
  const sheet = document.createElement("div");
  sheet.tabIndex = -1;

  // Above the bar with help and the exit, in sight wherever the page was.
  function tell(link) {
    const exit = document.querySelector('[data-action="exit"]');
    sheet.replaceChildren(`${exit.dataset.refused} ${link.href}`);
    // What can be read of help without leaving: the numbers of each place, if the page has them.
    if (/help/.test(link.getAttribute("href"))) {
      for (const part of document.querySelectorAll("form .place, form .places")) sheet.append(part.cloneNode(true));
      for (const part of sheet.querySelectorAll("[data-when]")) part.hidden = false;
    }
    exit.parentElement.prepend(sheet);
    document.querySelector("[data-place]")?.dispatchEvent(new Event("change", { bubbles: true }));
    sheet.focus();
  }

  addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!sheet.contains(event.target)) sheet.remove();
    if (top === self || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || !leadsOut(link)) return;
    event.preventDefault();
    try {
      top.location.href = link.href;
    } catch {
      // The page around this frame does not let go. It may allow a new tab; whether one came, nobody can tell.
      tell(link);
      try {
        open(link.href, "", "noopener");
      } catch {
        // Some browsers say so where they open none.
      }
    }
  });
})();
