"""A second, plain telling of the self-check's rule, in whole numbers.

It is written from the rule's text and shares no code with the page's script, so that each can be held
against the other.
Levels are numbered from 1, from the edge to the core; 0 stands for no level.
"""

from dataclasses import dataclass
from itertools import accumulate

FACETS = SHARING, RETURNING, CARE = "sharing", "returning", "care"
# What a sheet can hold beside the ids of levels, and nothing (None) for a line or wish that is left open.
ANSWERS = (-2, -1, 0, 1, 2)
WISHES = ("apart", "unsure")
# Each answer's mark; an open line never counts against anyone.
MARKS = {-2: -1, -1: -1, 0: 0, 1: 1, 2: 1, None: 0}


@dataclass(frozen=True)
class Finding:
    """What the rule says before safety and the wish are looked at: `kind` is of rows 3 to 9, row 2 is told by
    `care`."""

    kind: str
    care: str | None
    levels: tuple = ()
    best: int = 0
    sides: tuple = (0, 0)
    direction: str | None = None
    balance: str | None = None
    apart: tuple = ()
    clear: bool = False


def score(model, sheet):
    """The result of a sheet, as the page's script tells it.

    model: `Guide.scorer_model`; sheet: `answers`, `signals` and `wanted`, each of which may be missing.
    """
    ids = [level["id"] for level in model["levels"]]
    signals = [sheet.get("signals", {}).get(id_, "skip") for id_ in model["signals"]]
    wanted = sheet.get("wanted")
    finding = find(model, sheet.get("answers", {}))
    unsafe = {"yes", "unsure"} & {*signals} or signals.count("skip") >= model["constants"]["open_signals"]
    wish = ids.index(wanted) + 1 if wanted in ids else 0
    name = dict(enumerate(ids, 1)).get
    return {
        "kind": "safety" if unsafe else "care" if finding.care == "low" else finding.kind,
        "levels": [name(number) for number in finding.levels],
        "best": name(finding.best),
        "sides": dict(zip((SHARING, RETURNING), map(name, finding.sides))),
        "direction": finding.direction,
        "balance": finding.balance,
        "care": finding.care,
        "apart": [name(number) for number in finding.apart],
        "fit": _fit(finding, wish, model["constants"]["wide"]),
        "clear": finding.clear,
    }


def find(model, answers):
    """The Finding of answers by statement id; what is missing is open."""
    constants = model["constants"]
    mark = MARKS.__getitem__
    tellings, own, theirs, differences, care_lines, told_care_lines = [], [], [], [], [], []
    twins = twins_given = 0
    for level in model["levels"]:
        sharing, returning, care = lines = [], [], []
        for statement in level["statements"]:
            lines[FACETS.index(statement["facet"])].append(answers.get(statement["id"]))
        tellings.append(sharing + returning)
        own.append(sum(map(mark, sharing)))
        theirs.append(sum(map(mark, returning)))
        pairs = [
            mark(mine) - mark(other) for mine, other in zip(sharing, returning) if None not in (mine, other)
        ]
        twins += len(sharing)
        twins_given += len(pairs)
        differences.append(sum(pairs))
        care_lines += map(mark, care)
        if own[-1] >= 0 or theirs[-1] >= 0:
            told_care_lines += map(mark, care)

    boxes = [mine + other for mine, other in zip(own, theirs)]
    totals = list(accumulate(boxes))
    best = _highest(boxes, least=1)
    near = [n for n, total in enumerate(totals, 1) if best and total >= max(totals) - constants["near"]]
    span = tuple(range(near[0], near[-1] + 1)) if near else ()
    care = _care(constants, care_lines, told_care_lines)

    all_lines = [answer for lines in tellings for answer in lines]
    if _mostly_open(all_lines) or any(_mostly_open(tellings[number - 1]) for number in span):
        return Finding("not-enough", care)

    sides = tuple(_highest(side, constants["own_reach"]) for side in (own, theirs))
    whole = sum(differences)
    more, level_of_more = _with_more(whole), sides[whole < 0]
    apart = _apart(boxes, constants["uneven_gap"])
    if apart:
        kind = "uneven"
    elif more and level_of_more and (abs(whole) >= constants["one_sided"] or not best):
        kind = "one-sided"
    elif not best and max(boxes) <= 0 and not any(sides):
        kind = "not-placed"
    elif not best:
        kind = "uneven"
    else:
        kind = "between" if len(span) > 1 else "level"

    if kind == "one-sided":
        balance = more
    elif 2 * twins_given < twins:
        balance = None
    elif abs(whole) >= constants["leaning"]:
        balance = more
    elif span and abs(differences[span[-1] - 1]) >= constants["leaning_at_top"]:
        balance = _with_more(differences[span[-1] - 1])
    else:
        balance = "even" if span else None

    others = [0, *(total for number, total in enumerate(totals, 1) if number != best)]
    clear = kind == "level" and max(totals) - max(others) >= constants["clear_gap"]
    direction = more if kind == "one-sided" else None
    return Finding(kind, care, span, best, sides, direction, balance, apart, clear)


def _highest(steps, least):
    """Walking up: the level of the highest total, the first of equals; 0 where that is below `least`."""
    totals = list(accumulate(steps))
    return totals.index(max(totals)) + 1 if max(totals) >= least else 0


def _mostly_open(lines):
    return 2 * lines.count(None) > len(lines)


def _with_more(difference):
    """The side with more, by the own marks less theirs."""
    return SHARING if difference > 0 else RETURNING if difference < 0 else None


def _care(constants, marks, told):
    """marks: of all care lines; told: of those of levels that are told."""
    not_met, met = told.count(-1), told.count(1)
    silent = marks.count(-1) >= constants["care_silent"] and 1 not in marks
    if (not_met >= constants["care_needed"] and not_met >= met) or silent:
        return "low"
    if not_met or marks.count(-1) >= 2:
        return "some"
    return "met" if met else None


def _apart(boxes, gap):
    """The levels (low, high) of row 4's pair that is farthest apart; () where none is `gap` apart."""
    pairs = [
        (low - high, number, above)  # so that the first of these is the one that is asked for
        for number, low in enumerate(boxes, 1)
        for above, high in enumerate(boxes[number:], number + 1)
        if low < 0 < high and high - low >= gap
    ]
    return min(pairs)[1:] if pairs else ()


def _fit(finding, wish, wide):
    """How the levels lie to the one that is wished for; None where the two cannot be compared."""
    placed = finding.kind in ("level", "between") and finding.care != "low"
    if not wish or not placed or len(finding.levels) >= wide:
        return None
    if finding.levels[-1] < wish:
        return "less"
    return "more" if finding.levels[0] > wish else "right"
