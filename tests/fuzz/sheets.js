// Scores sheets that no page would make, and tells what the scorer may never do: hang, change anything, or fail without saying why.
(model, seed, count, limit) => {
  const TRAP = new Error("a trap of the sheet");
  const trap = () => {
    throw TRAP;
  };
  let state = seed;
  const below = (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const any = (list) => list[below(list.length)];
  const statements = model.levels.flatMap((level) => level.statements.map((statement) => statement.id));
  const levels = model.levels.map((level) => level.id);

  const ODD = [
    () => undefined, () => null, () => NaN, () => Infinity, () => -0, () => 1e308, () => 2 ** 53, () => 0.5, () => 3, () => 1n, () => "", () => "2", () => "YES",
    () => true, () => false, () => [], () => [1], () => ({}), () => Object.create(null), () => Symbol("s"), () => () => 1, () => new Date(0), () => new Map([["a", 1]]),
    () => new Number(1), () => new String("no"), () => ({ toString: trap }), () => ({ valueOf: () => 1, toString: () => "1" }), () => new Proxy({}, { get: trap }),
    () => "x".repeat(1e6), () => Array(1e5).fill(1), () => "__proto__", () => "constructor", () => "toString",
  ];
  const NAMES = ["__proto__", "constructor", "hasOwnProperty", "toString", "length", "", "0", "levels"];

  const part = (ids, good) => {
    const made = below(4) ? {} : JSON.parse(`{"__proto__": {"${ids[0]}": 7}}`);
    for (const id of ids) if (below(8)) made[id] = any(good);
    if (!below(3)) made[any(ids)] = any(ODD)();
    if (!below(4)) made[any(NAMES)] = any(ODD)();
    if (!below(6)) Object.defineProperty(made, any(ids), { get: trap, enumerable: true, configurable: true });
    if (!below(40)) for (let i = 0; i < 1e5; i++) made[`unknown-${i}`] = 2;
    if (!below(6)) return Object.create(Object.fromEntries(ids.map((id) => [id, any(ODD)()])), Object.getOwnPropertyDescriptors(made));
    if (!below(10)) return new Proxy(made, { get: trap });
    if (!below(10)) return Object.freeze(made);
    return below(10) ? made : any(ODD)();
  };
  const sheetOf = () => {
    if (!below(12)) return any(ODD)();
    const sheet = { wanted: below(3) ? any([...levels, "apart", "unsure", null]) : any(ODD)() };
    if (below(10)) sheet.answers = part(statements, [-2, -1, 0, 1, 2, null]);
    if (below(10)) sheet.signals = part(model.signals, ["no", "no", "no", "unsure", "yes", "skip"]);
    if (!below(10)) Object.defineProperty(sheet, any(["answers", "signals", "wanted"]), { get: trap });
    return sheet;
  };

  const nature = () => JSON.stringify([Object, Array, String, Map].map((one) => Object.getOwnPropertyNames(one.prototype)));
  const before = nature();
  const faults = [];
  const ends = { scored: 0, refused: 0, trapped: 0 };
  const fields = "balance,best,direction,firm,fit,kind,levels";
  for (let i = 0; i < count; i++) {
    const sheet = sheetOf();
    const begun = performance.now();
    for (const rule of [selfCheck.score, selfCheck.levels]) {
      try {
        const found = rule(model, sheet);
        ends.scored++;
        if (rule === selfCheck.score && Object.keys(found).sort().join() !== fields) faults.push(`${i}: a result with ${Object.keys(found)}`);
      } catch (error) {
        if (error === TRAP) ends.trapped++;
        else if (error instanceof Error && error.message.startsWith("self-check: ") && error.message.length < 400) ends.refused++;
        else faults.push(`${i}: ${String(error).slice(0, 200)}`);
      }
    }
    if (performance.now() - begun > limit) faults.push(`${i}: took ${performance.now() - begun} ms`);
  }
  if (nature() !== before) faults.push("built-in objects were changed");
  return { faults, ends };
}
