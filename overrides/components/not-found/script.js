// A page that was not found may stand at any depth: look upward for the guide's own sign, and go to the start from there.
(() => {
  "use strict";
  function goHome(event) {
    const link = event.target.closest("[data-home]");
    if (!link) return;
    event.preventDefault();
    const folders = location.pathname.split("/").slice(0, -1);
    (function look(depth) {
      if (!depth) return location.assign(link.href);
      const base = folders.slice(0, depth).join("/") + "/";
      const sign = new Image();
      sign.onload = () => location.assign(base + "index.html");
      sign.onerror = () => look(depth - 1);
      sign.src = base + "assets/rings.svg";
    })(folders.length);
  }
  addEventListener("click", goHome);
})();
