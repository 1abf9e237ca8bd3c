// How the self-check decides. Pure: a sheet of answers in, a result out; no page, no words.
// scoring.md tells the same rule in plain language.
// model, as the page carries it: constants, values of answers and wishes, levels with the ids and sides of their
// statements, ids of signals.
function scorer(model) {
  "use strict";
  // Averages are fractions: sums that are equal on paper may differ here by less than this.
  const EPSILON = 1e-9;

  const atLeast = (a, b) => a >= b - EPSILON;
  const above = (a, b) => a > b + EPSILON;
  const mean = (numbers) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

  function refuse(what, value, expected) {
    throw new RangeError(`self-check: ${what} is ${value}; expected ${expected}`);
  }

  // The sheet with only what the model knows; anything unreadable is an error.
  function read(sheet) {
    if (sheet === null || typeof sheet !== "object") refuse("the sheet", sheet, "an object");
    const answers = new Map();
    for (const level of model.levels) {
      for (const { id } of level.statements) {
        const value = sheet.answers?.[id] ?? null;
        if (value !== null && !model.answers.includes(value)) refuse(`answer to "${id}"`, value, `${model.answers} or null`);
        if (value !== null) answers.set(id, value);
      }
    }
    const signals = model.signals.map((id) => {
      const value = sheet.signals?.[id] ?? "skip";
      if (!model.signal_answers.includes(value)) refuse(`signal "${id}"`, value, model.signal_answers);
      return value;
    });
    const wanted = sheet.wanted ?? null;
    const wishes = [...model.levels.map((level) => level.id), ...model.wishes];
    if (wanted !== null && !wishes.includes(wanted)) refuse("wanted", wanted, `${wishes} or null`);
    return { answers, signals, wanted };
  }

  // Per level: whether it counts, and its averages above the middle, in all and by side.
  function measure(answers) {
    const { middle, answers_needed } = model.constants;
    return model.levels.map(({ id, statements }) => {
      const given = statements.filter((s) => answers.has(s.id));
      const average = (some) => (some.length ? mean(some.map((s) => answers.get(s.id))) - middle : null);
      const sharing = given.filter((s) => s.side === "sharing");
      const response = given.filter((s) => s.side === "response");
      return {
        id,
        counts: given.length >= answers_needed && sharing.length > 0 && response.length > 0,
        average: average(given),
        sharing: average(sharing),
        response: average(response),
      };
    });
  }

  // The running total over some averages, and where it is highest (ties to the lower level).
  function walk(averages) {
    let total = 0;
    const totals = averages.map((average) => (total += average));
    let peak = 0;
    totals.forEach((value, i) => {
      if (above(value, totals[peak])) peak = i;
    });
    return { totals, peak };
  }

  // The levels that can be used: all, or those before the first that lacks answers, if the total has turned down there.
  function usable(levels) {
    const missing = levels.findIndex((level) => !level.counts);
    if (missing < 0) return levels;
    const before = levels.slice(0, missing);
    if (!before.length) return [];
    const { totals, peak } = walk(before.map((level) => level.average));
    return atLeast(totals[peak] - totals[totals.length - 1], model.constants.margin) ? before : [];
  }

  const isUneven = (used, gap) =>
    used.some((high, j) => atLeast(high.average, 0) && used.slice(0, j).some((low) => above(0, low.average) && atLeast(high.average - low.average, gap)));

  // Each side walked alone: its peak counted from 1, or 0 where no total is above zero.
  function sidePeak(used, side) {
    const { totals, peak } = walk(used.map((level) => level[side]));
    return above(totals[peak], 0) ? peak + 1 : 0;
  }

  function oneSided(used, { side_gap, side_gap_levels }) {
    const sharing = sidePeak(used, "sharing");
    const response = sidePeak(used, "response");
    if (Math.abs(sharing - response) < side_gap_levels) return null;
    const difference = mean(used.slice(0, Math.max(sharing, response)).map((level) => level.sharing - level.response));
    const direction = sharing > response ? "sharing" : "response";
    return atLeast(direction === "sharing" ? difference : -difference, side_gap) ? { direction, peaks: [sharing, response] } : null;
  }

  // Everything but safety, fit and firmness: the kind, with `levels` as positions among the used ones.
  function place(used) {
    const { margin, mixed_gap } = model.constants;
    if (!used.length) return { kind: "not-enough", levels: [], best: null, direction: null };
    const { totals, peak } = walk(used.map((level) => level.average));
    const best = above(totals[peak], 0) ? peak : null;
    const strong = used.flatMap((level, i) => (atLeast(level.average, 0) ? [i] : []));
    if (isUneven(used, mixed_gap)) return { kind: "mixed", levels: strong, best, direction: null };
    const sides = oneSided(used, model.constants);
    if (sides) {
      const [lower, higher] = [...sides.peaks].sort((a, b) => a - b);
      return {
        kind: "one-sided",
        levels: [lower, higher].filter((level) => level > 0).map((level) => level - 1),
        best: lower > 0 ? lower - 1 : null,
        direction: sides.direction,
      };
    }
    if (best === null) return { kind: "not-placed", levels: [], best, direction: null };
    const rest = totals.map((_, i) => i).filter((i) => i !== peak);
    const second = rest.reduce((found, i) => (found === null || above(totals[i], totals[found]) ? i : found), null);
    if (second !== null && !atLeast(totals[peak] - totals[second], margin)) {
      return Math.abs(second - peak) === 1
        ? { kind: "between", levels: [peak, second].sort((a, b) => a - b), best, direction: null }
        : { kind: "mixed", levels: strong, best, direction: null };
    }
    return { kind: "level", levels: [peak], best, direction: null };
  }

  function balanceOf(used, levels) {
    if (!levels.length) return null;
    const difference = mean(used.slice(0, Math.max(...levels) + 2).map((level) => level.sharing - level.response));
    const { balance_gap } = model.constants;
    if (atLeast(difference, balance_gap)) return "sharing";
    return atLeast(-difference, balance_gap) ? "response" : "even";
  }

  function fitOf(placed, wanted) {
    const wish = model.levels.findIndex((level) => level.id === wanted);
    if (wish < 0 || ["mixed", "one-sided", "not-enough"].includes(placed.kind)) return null;
    if (placed.levels.every((level) => level < wish)) return "less";
    return placed.levels.every((level) => level > wish) ? "more" : "right";
  }

  const placeAnswers = (answers) => {
    const used = usable(measure(answers));
    return { used, placed: place(used) };
  };

  // Whether `best` stays the same when any one given answer moves by one step.
  function isFirm(answers, best) {
    for (const [id, value] of answers) {
      const at = model.answers.indexOf(value);
      for (const moved of [model.answers[at - 1], model.answers[at + 1]]) {
        if (moved !== undefined && placeAnswers(new Map(answers).set(id, moved)).placed.best !== best) return false;
      }
    }
    return true;
  }

  function score(sheet) {
    const { answers, signals, wanted } = read(sheet);
    const { used, placed } = placeAnswers(answers);
    const asksForSafety = signals.some((s) => s === "yes" || s === "unsure") || signals.filter((s) => s === "skip").length >= 2;
    const idOf = (position) => (position === null ? null : model.levels[position].id);
    return {
      kind: asksForSafety ? "safety" : placed.kind,
      levels: placed.levels.map(idOf),
      best: idOf(placed.best),
      direction: placed.direction,
      balance: balanceOf(used, placed.levels),
      fit: fitOf(placed, wanted),
      firm: isFirm(answers, placed.best),
    };
  }

  // The averages behind a result, for showing it: per level its id, whether it counts and is used, and its average.
  function levels(sheet) {
    const { answers } = read(sheet);
    const measured = measure(answers);
    const used = usable(measured);
    return measured.map((level) => ({ ...level, used: used.includes(level) }));
  }

  return { score, levels };
}
