// How the self-check decides. Pure: a sheet of answers in, a result out; no page, no words.
// scoring.md tells the same rule in plain language. All numbers are whole.
// model, as the page carries it: constants, values of answers and wishes, levels with the ids and facets of their
// statements, ids of signals.
function scorer(model) {
  "use strict";
  const { constants } = model;

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

  const add = (numbers) => numbers.reduce((sum, n) => sum + n, 0);

  // Each level's lines (id, value or null, mark), and what is counted of them. An open line counts against nobody.
  function count(answers) {
    return model.levels.map(({ id, statements }) => {
      const lines = (facet) =>
        statements
          .filter((one) => one.facet === facet)
          .map((one) => ({ id: one.id, value: answers.get(one.id) ?? null, mark: Math.sign(answers.get(one.id) ?? 0) }));
      const [own, their, care] = ["sharing", "returning", "care"].map(lines);
      const [sharing, returning] = [own, their].map((some) => add(some.map((line) => line.mark)));
      // Twins: the same thing, told by me and told by them.
      const twins = own.map((line, i) => [line, their[i]]).filter((pair) => pair.every((line) => line.value !== null));
      return {
        id,
        own,
        their,
        care,
        sharing,
        returning,
        box: sharing + returning,
        twins: twins.length,
        difference: add(twins.map(([mine, theirs]) => mine.mark - theirs.mark)),
        told: sharing >= 0 || returning >= 0,
      };
    });
  }

  // The running total over some numbers, and the position of the first highest one, or null if that is below `least`.
  function walk(numbers, least) {
    let total = 0;
    const totals = numbers.map((number) => (total += number));
    const highest = Math.max(...totals);
    return { totals, highest, peak: highest >= least ? totals.indexOf(highest) : null };
  }

  const answered = (lines) => lines.filter((line) => line.value !== null);
  const fewerThanHalf = (lines) => 2 * answered(lines).length < lines.length;
  const telling = (levels) => levels.flatMap((level) => [...level.own, ...level.their]);
  const careOf = (levels) => levels.flatMap((level) => level.care);
  const isTold = (level) => level.told;
  const marked = (lines, mark) => lines.filter((line) => line.mark === mark).length;

  // Positions from the lowest to the highest level whose total comes near the highest, and all between.
  function spanOf({ totals, highest, peak }) {
    if (peak === null) return [];
    const near = totals.flatMap((total, i) => (total >= highest - constants.near ? [i] : []));
    return totals.flatMap((_, i) => (i >= near[0] && i <= near[near.length - 1] ? [i] : []));
  }

  // The level below 0 and the later one above 0 that lie farthest apart, if far enough; of equals the first.
  function apartOf(levels) {
    let found = null;
    levels.forEach((low, i) =>
      levels.forEach((high, j) => {
        const gap = high.box - low.box;
        if (i < j && low.box < 0 && high.box > 0 && gap >= constants.uneven_gap && gap > (found?.gap ?? 0)) found = { gap, pair: [i, j] };
      }),
    );
    return found?.pair ?? [];
  }

  // Everything but safety, care and the wish. Levels are positions.
  function place(levels) {
    const walked = walk(levels.map((level) => level.box), 1);
    const best = walked.peak;
    const span = spanOf(walked);
    const sides = {};
    for (const side of ["sharing", "returning"]) sides[side] = walk(levels.map((level) => level[side]), constants.own_reach).peak;
    const difference = add(levels.map((level) => level.difference));
    const more = difference ? (difference > 0 ? "sharing" : "returning") : null;
    const apart = apartOf(levels);
    const found = (kind) => ({ kind, walked, best, span, sides, difference, direction: null, apart: [] });

    if (fewerThanHalf(telling(levels)) || span.some((i) => fewerThanHalf(telling([levels[i]])))) {
      return { ...found("not-enough"), best: null, span: [], sides: { sharing: null, returning: null } };
    }
    if (apart.length) return { ...found("uneven"), apart };
    if (more && sides[more] !== null && (Math.abs(difference) >= constants.one_sided || best === null)) {
      return { ...found("one-sided"), direction: more };
    }
    if (best === null) {
      const some = levels.some((level) => level.box > 0) || sides.sharing !== null || sides.returning !== null;
      return found(some ? "uneven" : "not-placed");
    }
    return found(span.length > 1 ? "between" : "level");
  }

  function careMet(levels) {
    const all = careOf(levels);
    const told = careOf(levels.filter(isTold));
    const [met, missed] = [marked(told, 1), marked(told, -1)];
    const silent = marked(all, -1) >= constants.care_silent && !marked(all, 1);
    if (silent || (missed >= constants.care_needed && missed >= met)) return "low";
    if (missed || marked(all, -1) >= 2) return "some";
    return met ? "met" : null;
  }

  function balanceOf(levels, { kind, span, difference, direction }) {
    if (direction) return direction;
    const pairs = add(levels.map((level) => level.own.length));
    if (kind === "not-enough" || 2 * add(levels.map((level) => level.twins)) < pairs) return null;
    const side = (number) => (number > 0 ? "sharing" : "returning");
    if (Math.abs(difference) >= constants.leaning) return side(difference);
    if (!span.length) return null;
    const top = levels[span[span.length - 1]].difference;
    return Math.abs(top) >= constants.leaning_at_top ? side(top) : "even";
  }

  function fitOf({ kind, span }, wanted, care) {
    const wish = model.levels.findIndex((level) => level.id === wanted);
    if (wish < 0 || care === "low" || !["level", "between"].includes(kind) || span.length >= constants.wide) return null;
    if (span.every((level) => level < wish)) return "less";
    return span.every((level) => level > wish) ? "more" : "right";
  }

  const isClear = ({ kind, walked, best }) =>
    kind === "level" && [0, ...walked.totals.filter((_, i) => i !== best)].every((total) => total <= walked.highest - constants.clear_gap);

  const asksForSafety = (signals) =>
    signals.some((s) => s === "yes" || s === "unsure") || signals.filter((s) => s === "skip").length >= constants.open_signals;

  const idOf = (position) => (position === null ? null : model.levels[position].id);

  // A sheet looked at: what is counted, what lies underneath, and the kind that is shown.
  function look(sheet) {
    const { answers, signals, wanted } = read(sheet);
    const levels = count(answers);
    const placed = place(levels);
    const care = careMet(levels);
    return { wanted, levels, placed, care, kind: asksForSafety(signals) ? "safety" : care === "low" ? "care" : placed.kind };
  }

  function score(sheet) {
    const { wanted, levels, placed, care, kind } = look(sheet);
    return {
      kind,
      levels: placed.span.map(idOf),
      best: idOf(placed.best),
      sides: { sharing: idOf(placed.sides.sharing), returning: idOf(placed.sides.returning) },
      direction: placed.direction,
      balance: balanceOf(levels, placed),
      care,
      apart: placed.apart.map(idOf),
      fit: fitOf(placed, wanted, care),
      clear: isClear(placed),
    };
  }

  // ---- Up to three of the reader's own answers that tell why.

  // Sorting keeps the order of equals, so the earlier line comes first.
  const rising = (lines) => answered(lines).sort((a, b) => a.value - b.value);
  const falling = (lines) => answered(lines).sort((a, b) => b.value - a.value);
  const highest = (lines, least = -Infinity) => falling(lines).find((line) => line.value >= least);
  const lowest = (lines, most = Infinity) => rising(lines).find((line) => line.value <= most);

  // What speaks most against a level: its own lowest line, else what is not told at the next one.
  function against(levels, i) {
    const level = levels[i];
    return lowest([...level.own, ...level.their, ...level.care], -1) ?? lowest(telling(levels.slice(i + 1, i + 2)), 0);
  }

  function reasons(levels, { kind, span, sides, direction, apart }) {
    const at = (i) => telling(levels.slice(i, i + 1));
    const [low, high] = [span[0], span[span.length - 1]];
    const linesOf = { sharing: "own", returning: "their" };
    const side = (name, from = 0, to = levels.length - 1) => levels.slice(from, to + 1).flatMap((level) => level[linesOf[name]]);
    // The lines of a side at its own level, or all of them.
    const home = (name) => (sides[name] === null ? side(name) : side(name, sides[name], sides[name]));
    switch (kind) {
      case "care": {
        const [told, others] = [levels.filter(isTold), levels.filter((level) => !level.told)].map(careOf);
        const missed = [told, others].flatMap(rising).filter((line) => line.mark < 0);
        return [...missed.slice(0, 2), highest([...told, ...others], 1)];
      }
      case "level":
        return [highest(levels[low].own, 1), highest(levels[low].their, 1), against(levels, low)];
      case "between":
        return [highest(at(low), 1), highest(at(high), 1), against(levels, high)];
      case "one-sided": {
        const weak = direction === "sharing" ? "returning" : "sharing";
        const above = side(weak, (sides[weak] ?? -1) + 1, sides[direction]);
        const gap = lowest(above, 0);
        return [highest(home(direction)), gap, highest(home(weak).filter((line) => line !== gap))];
      }
      case "uneven":
        if (!apart.length) return [highest(home("sharing")), highest(home("returning"))];
        return [highest(at(apart[1])), lowest(at(apart[0])), highest(at(apart[0]), 1)];
      case "not-placed": {
        const [first, second] = rising(telling(levels));
        return [first, second, highest(telling(levels).filter((line) => line !== first && line !== second))];
      }
      default:
        return [];
    }
  }

  // As far as the marks go from all untrue to all true, in quarters; null where every line is open.
  const quarters = (lines, marks) => (answered(lines).length ? Math.round((2 * (marks + lines.length)) / lines.length) : null);

  // What stands behind a result, for showing it: per level the marks of each side and of care; the ids of the lines
  // that tell why; and of the lines on care that are not met.
  function explain(sheet) {
    const { levels, placed, kind } = look(sheet);
    const why = reasons(levels, { ...placed, kind }).filter(Boolean);
    return {
      levels: levels.map(({ id, own, their, sharing, returning, care }) => ({
        id,
        sharing: quarters(own, sharing),
        returning: quarters(their, returning),
        met: add(care.map((line) => line.mark)) > 0,
      })),
      why: [...new Set(why.map((line) => line.id))],
      unmet: careOf(levels).filter((line) => line.mark < 0).map((line) => line.id),
    };
  }

  return { score, explain };
}
