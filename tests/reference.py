"""A second, plain telling of the self-check's rule, in exact fractions.

It is written from the rule's text and shares no code with the page's script, so that each can be held
against the other.
Levels are numbered from 1, from the edge to the core; 0 stands for no level.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, combinations

ANSWERS = (-2, -1, 0, 1, 2)


@dataclass(frozen=True)
class Finding:
    """What the rule says before safety, wish and firmness are looked at."""

    kind: str
    levels: tuple = ()
    best: int = 0
    direction: str | None = None
    balance: str | None = None


def score(model, sheet):
    """The result of a sheet, as the page's script tells it. Raises ValueError for a value that no sheet can
    hold.

    model: `Guide.scorer_model`; sheet: `answers`, `signals` and `wanted`, each of which may be missing.
    """
    constants = {name: Fraction(str(value)) for name, value in model["constants"].items()}
    ids = [level["id"] for level in model["levels"]]
    statements = [statement["id"] for level in model["levels"] for statement in level["statements"]]
    answers = {id_: sheet.get("answers", {}).get(id_) for id_ in statements}
    signals = {id_: sheet.get("signals", {}).get(id_, "skip") for id_ in model["signals"]}
    wanted = sheet.get("wanted")
    allowed = (*ANSWERS, None), ("no", "unsure", "yes", "skip"), (*ids, "apart", "unsure", None)
    for values, these in zip((answers.values(), signals.values(), [wanted]), allowed, strict=True):
        if any(value not in these for value in values):
            raise ValueError(sheet)
    given = list(signals.values())
    unsafe = "yes" in given or "unsure" in given or given.count("skip") >= 2
    finding = find(model, constants, answers)
    return {
        "kind": "safety" if unsafe else finding.kind,
        "levels": [ids[number - 1] for number in finding.levels],
        "best": ids[finding.best - 1] if finding.best else None,
        "direction": finding.direction,
        "balance": finding.balance,
        "fit": _fit(finding, ids.index(wanted) + 1 if wanted in ids else 0),
        "firm": all(find(model, constants, moved).best == finding.best for moved in _moved(answers)),
    }


def find(model, constants, answers):
    """Rows 2 to 7 of the rule: the first that holds."""
    used = _levels_used(model, constants, answers)
    if not used:
        return Finding("not-enough")
    averages, sharing, response = zip(*used, strict=True)
    differences = [s - r for s, r in zip(sharing, response, strict=True)]
    best, sharing_peak, response_peak = _peak(averages), _peak(sharing), _peak(response)
    upper = tuple(number for number, average in enumerate(averages, 1) if average >= 0)

    def finding(kind, levels, best, direction=None):
        gap = _mean(differences[: levels[-1] + 1])  # up to one above the highest
        balance = (
            "sharing"
            if gap >= constants["balance_gap"]
            else "response"
            if gap <= -constants["balance_gap"]
            else "even"
        )
        return Finding(kind, levels, best, direction, balance)

    for earlier, later in combinations(averages, 2):
        if earlier < 0 <= later and later - earlier >= constants["mixed_gap"]:
            return finding("mixed", upper, best)

    low, high = sorted((sharing_peak, response_peak))
    if high - low >= constants["side_gap_levels"]:
        gap = _mean(differences[:high])
        direction, more = ("sharing", gap) if sharing_peak == high else ("response", -gap)
        if more >= constants["side_gap"]:
            return finding("one-sided", (low, high) if low else (high,), low, direction)

    if not best:
        return Finding("not-placed")
    totals = dict(enumerate(accumulate(averages), 1))
    highest = totals.pop(best)
    second = max(totals, key=totals.get, default=None)  # the first, so the lower, of two equals
    if second is None or highest - totals[second] >= constants["margin"]:
        return finding("level", (best,), best)
    if abs(best - second) == 1:
        return finding("between", tuple(sorted((best, second))), best)
    return finding("mixed", upper, best)


def _levels_used(model, constants, answers):
    """Each used level's averages: of all, of sharing, of response. None where there are too few answers."""
    used = []
    for level in model["levels"]:
        given = [(s["side"], answers[s["id"]]) for s in level["statements"] if answers[s["id"]] is not None]
        sharing, response = (
            [answer for side, answer in given if side == one] for one in ("sharing", "response")
        )
        if len(given) < constants["answers_needed"] or not sharing or not response:
            totals = list(accumulate(averages[0] for averages in used))
            return used if used and max(totals) - totals[-1] >= constants["margin"] else None
        used.append(
            [_mean(values) - constants["middle"] for values in (sharing + response, sharing, response)]
        )
    return used


def _peak(averages):
    """The level of the highest total, the lower of two equals; 0 where no total is above zero."""
    totals = list(accumulate(averages))
    return totals.index(max(totals)) + 1 if max(totals) > 0 else 0


def _fit(finding, wanted):
    """How the finding lies to the wanted level; None where the two cannot be compared."""
    if not wanted or finding.kind in ("mixed", "one-sided", "not-enough"):
        return None
    if all(number < wanted for number in finding.levels):
        return "less"
    return "more" if all(number > wanted for number in finding.levels) else "right"


def _moved(answers):
    """The answers with one that was given moved by one step, in every possible way."""
    for id_, answer in answers.items():
        if answer is not None:
            yield from ({**answers, id_: moved} for moved in (answer - 1, answer + 1) if moved in ANSWERS)


def _mean(values):
    return Fraction(sum(values), len(values))
