// Search: loaded when a reader first opens it. The index stands at the start of this file, put there by the build.
(() => {
  "use strict";
  const dialog = document.querySelector("#search");
  const query = dialog.querySelector("#query");
  const list = dialog.querySelector("[data-search-results]");
  const status = dialog.querySelector("[data-search-status]");
  const MOST = 12;

  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

  // Words are written as the length shared with the word before, the rest, and the pages in base 36.
  const index = new Map();
  let before = "";
  for (const line of INDEX.words.split("\n")) {
    const [coded, pages] = line.split(" ");
    before = before.slice(0, parseInt(coded[0], 36)) + coded.slice(1);
    index.set(before, pages.split(",").map((page) => parseInt(page, 36)));
  }
  const pages = INDEX.pages.map(([url, title, ...headings]) => ({
    url,
    title,
    titleWords: wordsOf(title),
    headings: headings.map(([anchor, text]) => ({ anchor, text, words: wordsOf(text) })),
  }));

  const begins = (words, start) => words.some((word) => word.startsWith(start));

  function hits(text) {
    const asked = wordsOf(text);
    if (!asked.length) return [];
    const found = pages.map((page) => ({ page, score: 0, heading: null }));
    for (const start of asked) {
      const inText = new Set();
      for (const [word, where] of index) if (word.startsWith(start)) where.forEach((page) => inText.add(page));
      const worth = found.map(({ page }, i) => {
        const heading = page.headings.find((one) => begins(one.words, start)) ?? null;
        return { heading, points: (begins(page.titleWords, start) ? 8 : 0) + (heading ? 3 : 0) + (inText.has(i) ? 1 : 0) };
      });
      // A word that no page is listed under, such as a very common one, says nothing about any page.
      if (!worth.some(({ points }) => points)) continue;
      worth.forEach(({ heading, points }, i) => {
        const hit = found[i];
        hit.score = points && hit.score >= 0 ? hit.score + points : -1;
        hit.heading ??= heading;
      });
    }
    return found.filter((hit) => hit.score > 0).sort((a, b) => b.score - a.score);
  }

  function entry({ page, heading }) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${dialog.dataset.base}/${page.url}${heading ? `#${heading.anchor}` : ""}`;
    link.textContent = page.title;
    line.append(link);
    if (heading) {
      const section = document.createElement("span");
      section.textContent = heading.text;
      line.append(section);
    }
    return line;
  }

  function show() {
    const found = hits(query.value);
    list.replaceChildren(...found.slice(0, MOST).map(entry));
    const { some, none } = status.dataset;
    status.textContent = !query.value.trim() ? "" : found.length ? some.replace("{count}", found.length) : none;
  }

  query.addEventListener("input", show);
  dialog.querySelector("[data-search]").addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  // A page restored by Back keeps what was typed; the next reader need not see it.
  addEventListener("pagehide", () => {
    query.value = "";
    show();
    dialog.close();
  });
  show();
})();
