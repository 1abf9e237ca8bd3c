// Beside the text, a long menu would hide the place where the reader is below its end.
addEventListener("DOMContentLoaded", () => {
  const here = document.querySelector("#menu [aria-current]");
  const menu = here?.closest("#menu");
  // No further than to the line after it, so that the top stays in sight where it can.
  if (menu) menu.scrollTop = here.offsetTop + 2 * here.offsetHeight - menu.clientHeight;
});
