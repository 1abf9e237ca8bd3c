// The self-check in the page: one screen at a time, and a result made by showing what the page already holds.
// Nothing is stored and nothing is sent. Without this script the page is a worksheet.
// The first screen shows before the page is whole. What is pressed that early acts once, as soon as the page is.
let early = [];
addEventListener("click", (event) => early?.push(event.target));
addEventListener("DOMContentLoaded", () => {
  "use strict";
  const form = document.querySelector('form[data-module="self-check"]');
  // A language may not have it.
  if (!form) return;
  const all = (selector, root = form) => [...root.querySelectorAll(selector)];
  const one = (selector, root = form) => root.querySelector(selector);
  // What nobody without this script should meet.
  all("script").forEach((packed) => (packed.outerHTML = packed.textContent));
  const model = JSON.parse(form.getAttribute("data-model"));
  window.selfCheck = scorer(model);

  const screens = all("[data-screen]");
  const result = one("[data-result]");
  const review = one('[data-screen="review"]');
  const copyOf = (template) => one(template).content.cloneNode(true);
  let current = screens[0];
  // Never form.dataset: a statement called "dataset" would stand in its place.
  const at = (place) => form.setAttribute("data-at", place);

  // Extensions of a browser put fields of their own into forms; those of ours are radios.
  const radio = (fieldset, state = "") => one(`[type="radio"]${state}`, fieldset);
  const chosen = (fieldset) => radio(fieldset, ":checked")?.value ?? null;
  // Points, or null where there are none.
  const pointsOf = (fieldset) => {
    const points = parseInt(chosen(fieldset));
    return isNaN(points) ? null : points;
  };
  // Without a choice, the last: someone else.
  const relationship = () => one("[data-noun]:checked") ?? all("input[data-noun]").at(-1);
  const statements = () => all("[data-statement]");
  const openStatements = () => statements().filter((fieldset) => chosen(fieldset) === null);

  function sheet() {
    const answers = {};
    const signals = {};
    for (const fieldset of statements()) answers[fieldset.dataset.statement] = pointsOf(fieldset);
    for (const fieldset of all("[data-signal]")) signals[fieldset.dataset.signal] = chosen(fieldset) ?? "skip";
    return { answers, signals, wanted: chosen(one("[data-wanted]")) };
  }

  // ---- What a result shows: facts, and elements that name the facts they wait for.

  const holds = (conditions, facts) =>
    Object.entries(conditions).every(([fact, wanted]) => [facts[fact] ?? "none"].flat().some((value) => wanted.includes(value)));

  // At least so many answers, and at most so many unlike the commonest, are nearly all the same.
  const SAME = { answers: 8, unlike: 2 };
  const whether = (so) => (so ? "yes" : null);
  const pair = (ids) => (ids.length > 1 ? `${ids[0]}-to-${ids[ids.length - 1]}` : null);

  function isSame(values) {
    const most = Math.max(0, ...values.map((value) => values.filter((other) => other === value).length));
    return values.length >= SAME.answers && values.length - most <= SAME.unlike;
  }

  function factsOf(answered, found, explained) {
    const { kind } = found;
    const signals = Object.values(answered.signals);
    const facts = { kind, relationship: relationship().value, wanted: answered.wanted, unmet: explained.unmet };
    // What begins with support says nothing of levels.
    if (kind === "safety" || kind === "care") {
      return { ...facts, voice: signals.includes("yes") ? "yes" : signals.includes("unsure") ? "unsure" : "open" };
    }
    const ids = explained.levels.map((level) => level.id);
    const at = (id) => ids.indexOf(id);
    const { levels, best, sides, apart } = found;
    const open = signals.includes("skip");
    const same = isSame(Object.values(answered.answers).filter((value) => value !== null));
    const between = kind === "between";
    Object.assign(facts, found, {
      open: open ? "one" : null,
      span: between ? pair(levels) : null,
      wide: whether(between && levels.length >= model.constants.wide),
      apart: pair(apart),
      neighbors: whether(apart.length && at(apart[1]) - at(apart[0]) === 1),
      // The deepest level that is named in any way.
      deepest: ids[Math.max(...[...levels, ...Object.values(sides), ...apart].map(at))],
      next: ids[Math.min(at(best) + 1, ids.length - 1)],
      in: levels,
      clear: whether(found.clear && found.care !== "some" && !same && !open),
      same: whether(same),
      why: whether(explained.why.length),
      "sharing-level": sides.sharing,
      "returning-level": sides.returning,
    });
    for (const level of explained.levels) {
      for (const side of ["sharing", "returning"]) (facts[`${side}-${level[side] ?? "open"}`] ??= []).push(level.id);
      (facts[level.met ? "met" : "unclear"] ??= []).push(level.id);
    }
    return facts;
  }

  function showFacts(facts) {
    const fits = (element) => holds(JSON.parse(element.dataset.when ?? "{}"), facts);
    all("[data-when]").forEach((element) => (element.hidden = !fits(element)));
    // Of some blocks, only the first that fits.
    for (const group of all("[data-choose]", result)) {
      const first = [...group.children].find(fits);
      [...group.children].forEach((element) => (element.hidden = element !== first));
    }
  }

  function drawPicture(found, explained) {
    for (const { id, sharing, returning, met } of explained.levels) {
      const ring = one(`[data-ring="${id}"]`, result);
      ring.classList.toggle("lit", found.levels.includes(id));
      one("circle", ring).classList.toggle("met", met);
      // What is left open is not drawn.
      one(".own", ring).setAttribute("data-reach", sharing ?? 0);
      one(".their", ring).setAttribute("data-reach", returning ?? 0);
    }
  }

  // Up to three of the reader's own answers.
  function showWhy(ids) {
    const lines = ids.map((id) => {
      const fieldset = one(`[data-statement="${id}"]`);
      const line = copyOf("[data-why-line]");
      one("[data-text]", line).textContent = one("legend", fieldset).textContent;
      one("[data-answer]", line).textContent = radio(fieldset, ":checked").closest("label").textContent.trim();
      return line;
    });
    all("[data-why]").forEach((list) => list.replaceChildren(...lines.map((line) => line.cloneNode(true))));
  }

  function showResult() {
    const answered = sheet();
    const found = selfCheck.score(answered);
    result.dataset.kind = found.kind;
    result.dataset.levels = found.levels.join(" ");
    const explained = selfCheck.explain(answered);
    showFacts(factsOf(answered, found, explained));
    drawPicture(found, explained);
    showWhy(explained.why);
    all("details", result).forEach((details) => (details.open = true));
  }

  // ---- One press, one screen: a press counts only if it was aimed at what is there.
  // Else the second half of a double click on Next would answer the next screen, the question about fear too.

  // Milliseconds from one press to the next within which they are one: hands that shake are slower than a double click.
  const AT_ONCE = 700;
  // When the pointer went down for the press that is under way, and from when on such a press counts.
  let down = null;
  let settled = 0;
  // Whether the last press was one of the pointer: the keyboard and scripts do not press twice by chance.
  let pointed = false;
  const settle = () => (settled = performance.now() + (pointed ? AT_ONCE : 0));

  addEventListener("pointerdown", (event) => (down = event.timeStamp), true);
  // In the way down, so that radios and their labels hear of nothing else. A link below the form may come to lie there, too;
  // only the exit always counts.
  addEventListener(
    "click",
    (event) => {
      if (event.target.closest('[data-action="exit"]')) return;
      pointed = event.detail > 0;
      // Some tools that read a screen aloud click without a pointer.
      const began = down ?? event.timeStamp;
      down = null;
      if (!pointed || began >= settled) return;
      // A third one may follow, and is no other press either.
      settle();
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );

  // ---- Screens.

  // Buttons that only the script needs come into a screen when it is first shown: all at once, they would keep readers waiting.
  const bare = new Set(screens);
  function furnish(screen) {
    if (!bare.delete(screen)) return;
    all("fieldset:not([data-relationship])", screen).forEach((fieldset) => (one(".rest", fieldset) ?? fieldset).append(copyOf("[data-clear]")));
    one(".controls", screen) ?? screen.append(copyOf("[data-controls]"));
  }

  function show(screen, target) {
    furnish(screen);
    current = screen;
    at(screen.dataset.screen ?? "result");
    screens.forEach((element) => (element.hidden = element !== screen));
    result.hidden = screen !== result;
    one("[data-after]").hidden = screen !== result;
    if (screen === review) {
      one("[data-open]").replaceChildren(...openStatements().map(openLine));
    }
    // A result is read from its very beginning: what stands above its heading is said first, since it matters more.
    const start = target ?? (screen === result ? [...result.children].find((part) => part.offsetHeight) : one("h2", screen));
    if (!target) start.tabIndex = -1;
    focusOn(start, target ?? screen);
    settle();
  }

  function openLine(fieldset) {
    const line = copyOf("[data-open-line]");
    const button = one("button", line);
    button.textContent = one("legend", fieldset).textContent;
    button.addEventListener("click", () => show(fieldset.closest("[data-screen]"), radio(fieldset)));
    return line;
  }

  function focusOn(element, top) {
    element.focus({ preventScroll: true });
    top.scrollIntoView({ block: "start" });
  }

  const reachable = () => screens.filter((screen) => screen !== review || current === review || openStatements().length);

  function move(step) {
    const order = [...reachable(), result];
    const next = order[order.indexOf(current) + step];
    if (next === result) showResult();
    show(next);
  }

  function forgetResult() {
    delete result.dataset.kind;
    delete result.dataset.levels;
    all("[data-when]").forEach((element) => (element.hidden = true));
    all("[data-why], [data-open], [role=status]").forEach((element) => element.replaceChildren());
    all("[data-ring], [data-ring] circle").forEach((drawn) => drawn.classList.remove("lit", "met"));
    all("[data-reach]").forEach((half) => half.removeAttribute("data-reach"));
  }

  function empty() {
    all("input").forEach((input) => (input.checked = false));
    all("fieldset").forEach(update);
    forgetResult();
    address();
    dispatchEvent(new Event("guide:empty"));
  }

  function update(fieldset) {
    const button = one('[data-action="clear"]', fieldset);
    if (button) button.hidden = chosen(fieldset) === null;
  }

  // What is said otherwise of another kind of relationship: the noun, and some questions.
  function address() {
    const { value, dataset } = relationship();
    all("span[data-noun]").forEach((element) => (element.textContent = dataset.noun));
    for (const question of all("[data-signal]")) {
      const own = one(`[data-for="${value}"]`, question) ?? one('[data-for=""]', question);
      all("[data-for]", question).forEach((text) => (text.hidden = text !== own));
    }
  }

  // ---- Copying.

  // What is marked is copied as `text`: the one way that browsers know also over plain http and in a frame.
  function copy(text, button, marked) {
    const give = (event) => (event.preventDefault(), event.clipboardData.setData("text/plain", text));
    getSelection().selectAllChildren(marked);
    addEventListener("copy", give);
    const done = document.execCommand?.("copy");
    removeEventListener("copy", give);
    // Where that fails, it stays marked for the reader to copy.
    if (done) getSelection().empty();
    one("[role]", button.parentElement).textContent = form.getAttribute(done ? "data-copied" : "data-marked");
  }

  // The result as on paper, without what is only for the screen.
  function asText() {
    result.setAttribute("data-copying", "");
    const text = result.innerText.trim();
    result.removeAttribute("data-copying");
    return text;
  }

  const actions = {
    next: () => move(1),
    back: () => move(-1),
    restart: () => (empty(), show(screens[0])),
    clear: (button) => {
      const fieldset = button.closest("fieldset");
      all("input", fieldset).forEach((input) => (input.checked = false));
      update(fieldset);
      radio(fieldset).focus();
    },
    "copy-message": (button) => {
      const quote = one("blockquote", button.closest(".message"));
      copy(quote.textContent.trim(), button, quote);
    },
    "copy-result": (button) => copy(asText(), button, result),
    print,
  };

  form.addEventListener("click", (event) => {
    const element = event.target.closest("[data-action]");
    // The link leads to a page that tells nothing, and the answers are gone before that comes.
    if (element?.dataset.action === "instead") return empty(), show(screens[0]);
    const action = element && actions[element.dataset.action];
    if (!action) return;
    event.preventDefault();
    action(element);
  });
  form.addEventListener("change", (event) => {
    // A place with helplines is chosen outside of them.
    const fieldset = event.target.closest("fieldset");
    if (!fieldset) return;
    update(fieldset);
    if (fieldset.matches("[data-relationship]")) address();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  // A page that the browser kept alive comes back with its answers; a shared phone must not show them.
  addEventListener("pageshow", (event) => event.persisted && (empty(), show(screens[0])));
  addEventListener("pagehide", empty);
  addEventListener("guide:exit", empty);
  addEventListener("guide:furnish", () => screens.forEach(furnish));

  // ---- From a worksheet to screens.

  // A browser may have kept answers through a reload.
  if (one(":checked")) empty();
  screens.forEach((element) => (element.hidden = element !== current));
  // In a copy and on paper, each link that ends a text brings its address.
  for (const link of all("p > a[href]", result)) link.appendChild(document.createElement("i")).textContent = ` ${link.href}`;
  at("start");
  // Of what was pressed early, the last choice counts, then the button, however often it was pressed.
  const pressed = (selector) => early.map((element) => element.closest(selector)).filter(Boolean).pop();
  const [choice, start] = [pressed("input"), pressed(".primary")];
  early = null;
  choice?.click();
  start?.click();
  // The next press may have been on its way as well.
  pointed = true;
  if (start) settle();
});
