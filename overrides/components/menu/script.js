// Beside the text, a long menu would hide the place where the reader is below its end.
addEventListener("DOMContentLoaded", () => {
  const here = document.querySelector("#menu [aria-current]");
  const menu = here?.closest("#menu");
  if (menu) menu.scrollTop = here.offsetTop - menu.clientHeight / 2;
});
