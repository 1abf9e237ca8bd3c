// Search: loaded when a reader first opens it. The index stands at the start of this file, put there by the build.
(() => {
  "use strict";
  const dialog = document.querySelector("#search");
  const query = dialog.querySelector("#query");
  const list = dialog.querySelector("[data-search-results]");
  const status = dialog.querySelector("[data-search-status]");
  const MOST = 10;
  // What a word is worth by where it stands, and by how it was found.
  const ASKED_SO = 12, ASKED_BY = 4, IN_TITLE = 4, IN_HEADING = 4, IN_LEAD = 1, IN_TEXT = 0.5;
  const OTHER_NAME = 0.8, BEGUN = 0.7, MISTYPED = 0.5;
  const ELSEWHERE_ON_PAGE = 0.4, LATER = 0.25;
  const OF_ITS_OWN = 2;
  const SHORTEST_STEM = 3, SHORTEST_MISTYPED = 5;

  // ---- Words. The build cuts the words of the index in the same way.
  const plain = (text) => text.toLowerCase().replace(/['’]/g, "").normalize("NFD").replace(/\p{M}/gu, "");
  // Writing without blanks between words is cut into pairs of characters.
  const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+/g;
  const pairs = (run) => (run.length < 3 ? [run] : [...run].slice(1).map((_, i) => run.slice(i, i + 2)));
  const wordsOf = (text) => (plain(text).replace(UNSPACED, (run) => ` ${pairs(run).join(" ")} `).match(/[\p{L}\p{N}]+/gu) ?? []);

  const endings = [...INDEX.talk.endings].sort((a, b) => b.length - a.length);
  const stems = new Map();
  function stem(word) {
    if (!stems.has(word)) {
      const ending = endings.find((one) => word.endsWith(one) && word.length - one.length >= SHORTEST_STEM) ?? "";
      // "stopped" and "stop" are one word; so are "tell" and "telling".
      stems.set(word, word.slice(0, word.length - ending.length).replace(/(\p{L})\1$/u, "$1"));
    }
    return stems.get(word);
  }

  /** Whether two words differ by one letter more, less or other, or by two that changed places. */
  function nearly(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    const rest = (word, from) => word.slice(i + from);
    const swapped = a[i] === b[i + 1] && a[i + 1] === b[i] && rest(a, 2) === rest(b, 2);
    return swapped || rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1);
  }

  // ---- The index.
  const stemmed = (text) => new Set(wordsOf(text).map(stem));
  const times = new Map();
  for (const [, , , ...parts] of INDEX.pages) for (const [, heading] of parts) times.set(heading, (times.get(heading) ?? 0) + 1);
  // A heading that many pages have, such as "With a friend", says little of what stands under it.
  const own = (heading) => times.get(heading) <= OF_ITS_OWN;
  const sections = [];
  const pages = INDEX.pages.map(([url, title, kind, ...parts], number) => {
    const page = { url, title, number, words: stemmed(title), later: kind === "later", apart: kind === "apart" };
    for (const [anchor, heading, lead] of parts) {
      sections.push({ page, anchor, heading, lead, inHeading: stemmed(own(heading) ? heading : ""), inLead: stemmed(lead) });
    }
    return page;
  });
  const addressOf = ({ page, anchor }) => page.url + (anchor ? `#${anchor}` : "");
  const places = new Map(sections.map((section, number) => [addressOf(section), number]));
  const at = (address) => sections[places.get(address)];
  // A word is written as the length shared with the one before and the rest; where it stands, as the steps from section
  // to section. Numbers are in base 36.
  const index = new Map();
  const byStem = new Map();
  let before = "";
  const steps = INDEX.at.split(" ");
  for (const [i, coded] of INDEX.words.split(" ").entries()) {
    before = before.slice(0, parseInt(coded[0], 36)) + coded.slice(1);
    let number = 0;
    index.set(before, steps[i].split(",").map((step) => (number += parseInt(step, 36))));
    byStem.set(stem(before), [...(byStem.get(stem(before)) ?? []), before]);
  }

  // ---- What was asked for.
  const small = new Set(INDEX.talk.small.flatMap(wordsOf));
  const listed = (texts) => texts.split(",").filter(Boolean);
  const names = INDEX.talk.names.flatMap(({ say, mean }) => listed(say).map((text) => ({ raw: wordsOf(text), said: wordsOf(text).map(stem), mean: mean.flatMap(wordsOf) })));
  names.sort((a, b) => b.said.length - a.said.length);
  // Words that stand for one other, such as "husband" for "partner".
  const same = new Map(names.flatMap(({ said, mean }) => (said.length === 1 && mean.length === 1 ? [[said[0], mean[0]]] : [])));
  const named = (word) => {
    const near = () => word.length >= SHORTEST_MISTYPED && [...same.keys()].find((one) => one.length >= SHORTEST_STEM + 1 && nearly(one, stem(word)));
    return same.get(stem(word)) ?? same.get(near()) ?? word;
  };
  // "…" stands for up to four words, and "a|b" for either.
  const either = (word) => `(?:${word.split("|").map((one) => wordsOf(one).join(" ")).join("|")}) `;
  const rowOf = (text) => text.split(" ").map((word) => (word === "…" ? "(?:\\S+ ){0,4}" : either(word))).join("");
  const anyOf = (texts) => texts.length > 0 && new RegExp(` (?:${texts.map(rowOf).join("|")})`);
  const crisis = INDEX.talk.crisis.map(({ help, say, unless }) => ({ help, say: anyOf(listed(say)), unless: anyOf(listed(unless)) }));

  /** The places of help for what was typed; none for an ordinary question. */
  function helpFor(asked) {
    const ways = [asked, asked.map(named)].map((words) => ` ${words.join(" ")} `);
    const has = (rows) => rows && ways.some((way) => rows.test(way));
    return new Set(crisis.filter(({ say, unless }) => has(say) && !has(unless)).flatMap(({ help }) => help));
  }

  // What people ask that is answered in one place: the words of a question, in any order.
  const answers = INDEX.talk.answers.flatMap(({ page, say }) => listed(say).map((text) => ({ at: places.get(page), words: wordsOf(text) })));
  answers.forEach((one) => (one.stems = one.words.map(stem)));
  // How much each of these words speaks for a place: more the oftener it is asked there, and the fewer places have it.
  const speaks = new Map();
  for (const { at, stems } of answers) {
    for (const one of stems) {
      const heard = speaks.get(one) ?? speaks.set(one, new Map()).get(one);
      heard.set(at, (heard.get(at) ?? 0) + 1);
    }
  }
  const asksAt = new Set(answers.map(({ at }) => at)).size;
  for (const heard of speaks.values()) {
    for (const [at, times] of heard) heard.set(at, Math.log2(1 + times) * Math.log(asksAt / heard.size));
  }
  const known = new Set([...byStem.keys(), ...answers.flatMap(({ stems }) => stems)]);
  // Every word that can be mistyped, with the stems that it stands for.
  const spelled = new Map([...index.keys(), ...answers.flatMap(({ words }) => words)].map((word) => [word, [stem(word)]]));
  for (const { raw, mean } of names) if (raw.length === 1) spelled.set(raw[0], mean.map(stem));

  /** The things asked for, each with its words as typed and stem -> worth of all that can stand for them. */
  function termsOf(asked) {
    const terms = [];
    for (let i = 0; i < asked.length; ) {
      const name = names.find(({ said }) => said.every((one, k) => i + k < asked.length && stem(asked[i + k]) === one));
      const typed = asked.slice(i, i + (name?.said.length ?? 1));
      i += typed.length;
      if (!name && small.has(typed[0])) continue;
      const worth = new Map((name?.mean ?? []).map((word) => [stem(word), OTHER_NAME]));
      for (const word of typed) if (known.has(stem(word)) && !small.has(word)) worth.set(stem(word), 1);
      if (i === asked.length && typed.length === 1) {
        for (const word of index.keys()) if (word.startsWith(typed[0]) && !worth.has(stem(word))) worth.set(stem(word), BEGUN);
      }
      if (!worth.size && typed[0].length >= SHORTEST_MISTYPED) {
        for (const [word, stems] of spelled) if (nearly(word, typed[0])) stems.forEach((one) => worth.set(one, MISTYPED));
      }
      terms.push({ typed: typed.join(" "), worth });
    }
    return terms;
  }

  /** section -> points, for one thing asked for. */
  function pointsFor({ worth }) {
    const where = new Map();
    for (const [same, value] of worth) {
      for (const word of byStem.get(same) ?? []) {
        for (const at of index.get(word)) {
          const { page, inHeading, inLead } = sections[at];
          const place = inHeading.has(same) ? IN_HEADING : page.words.has(same) ? IN_TITLE : inLead.has(same) ? IN_LEAD : IN_TEXT;
          where.set(at, Math.max(where.get(at) ?? 0, value * place));
        }
      }
    }
    const rare = Math.log(1 + sections.length / (where.size || 1));
    return new Map([...where].map(([at, points]) => [at, points * rare]));
  }

  /** {found: sections, best first, one a page unless they stand apart; left: words that no page has}. */
  function search(asked) {
    const terms = termsOf(asked);
    const left = terms.filter(({ worth }) => !worth.size).map(({ typed }) => typed);
    const told = terms.filter(({ worth }) => worth.size).map(pointsFor);
    const onSection = new Map();
    const add = (at, points) => {
      const sum = onSection.get(at) ?? { at, value: 0, hits: 0, so: 0, by: 0 };
      onSection.set(at, { ...sum, ...points(sum) });
    };
    const onPage = pages.map(() => 0);
    for (const scored of told) {
      const most = new Map();
      for (const [at, points] of scored) {
        add(at, ({ value, hits }) => ({ value: value + points, hits: hits + 1 }));
        const { number } = sections[at].page;
        most.set(number, Math.max(most.get(number) ?? 0, points));
      }
      for (const [number, value] of most) onPage[number] += value;
    }
    const meant = new Set(asked.map(stem));
    for (const { worth } of terms) for (const [one, value] of worth) if (value !== BEGUN) meant.add(one);
    for (const { at, stems } of answers) {
      if (stems.every((one) => meant.has(one))) add(at, ({ so }) => ({ so: Math.max(so, ASKED_SO * stems.length) }));
    }
    for (const one of meant) {
      for (const [at, weight] of speaks.get(one) ?? []) add(at, ({ by }) => ({ by: by + ASKED_BY * weight }));
    }
    const ranked = [...onSection.values()].map(({ at, value, hits, so, by }) => {
      const section = sections[at];
      const { apart, later, number } = section.page;
      const inWords = value * (hits / (told.length || 1)) + (apart ? 0 : ELSEWHERE_ON_PAGE * onPage[number]);
      return { at, section, value: so + by + inWords * (later ? LATER : 1) };
    });
    ranked.sort((a, b) => b.value - a.value || a.at - b.at);
    const shown = new Set();
    const found = ranked.map(({ section }) => section).filter(({ page }) => page.apart || (!shown.has(page) && shown.add(page)));
    return { found, left };
  }

  // ---- What is shown.
  function entry(section) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${dialog.dataset.base}/${addressOf(section)}`;
    link.textContent = section.heading || section.page.title;
    line.append(link);
    for (const text of [section.heading && section.page.title, section.lead]) {
      if (!text) continue;
      const more = document.createElement("span");
      more.textContent = text;
      line.append(more);
    }
    return line;
  }

  function show() {
    const asked = wordsOf(query.value);
    const help = helpFor(asked);
    let { found, left } = asked.length ? search(asked) : { found: [], left: [] };
    if (help.size) {
      found = found.filter((section) => INDEX.talk.with_help.includes(section.page.url) && !help.has(addressOf(section)));
      found.unshift(...[...help].map(at));
    }
    const { some, none, left: leaving } = status.dataset;
    const nothing = asked.length && !found.length;
    list.replaceChildren(...(nothing ? INDEX.talk.always.map(at) : found.slice(0, MOST)).map(entry));
    const told = !asked.length ? "" : nothing ? none : some.replace("{count}", found.length);
    // However low the window, or large the letters, what was found stays in sight.
    dialog.querySelector("#search-hint").hidden = told;
    for (const one of [list.querySelector("a"), query]) one?.scrollIntoView({ block: "nearest" });
    status.textContent = told && !nothing && left.length ? `${told} ${leaving.replace("{words}", left.join(", "))}` : told;
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
