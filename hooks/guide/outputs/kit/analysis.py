"""What the answers of a study say about the self-check, in plain words and with what they would have to say.

    python3 analysis.py answers.csv

Python alone is enough. It reads what rule.py reads; the words stand in instrument.json.
`person` and `wave` tell who answered twice, `about` what kind of relationship it is. Where there are several
sheets, the first wave is looked at for all but retest.
A figure has its standard error, by leaving out a tenth of the people at a time. What it has to reach
counts as reached, or as missed, where it lies two standard errors beyond.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import sqrt
from pathlib import Path
from statistics import fmean

from rule import ANSWERS, CARE, FACETS, MARKS, RETURNING, SHARING, Finding, Row, find, instrument, read

# Parts into which people are put for standard errors, the fewest sheets for a figure, and "two or more".
GROUPS, FEWEST, SAME = 10, 40, 2


@dataclass(frozen=True)
class Figure:
    """What was found, with its standard error."""

    value: float
    error: float

    def verdict(self, at_least: str | None, at_most: str | None) -> str | None:
        """holds, fails or unclear; None where there is no goal."""
        if at_least is None and at_most is None:
            return None
        beyond = self.value - float(at_least) if at_least else float(at_most) - self.value
        return "holds" if beyond >= 2 * self.error else "fails" if beyond <= -2 * self.error else "unclear"


@dataclass(frozen=True)
class Sheet:
    """One sheet: the answers by facet and level, marks by the same, and what the rule finds."""

    person: str
    wave: str
    about: str
    lines: dict[str, list[int | None]]
    marks: dict[str, list[float | None]]
    found: Finding
    answers: dict[str, int | None]

    @classmethod
    def of(cls, model: dict, row: Row, number: int) -> "Sheet":
        answers, lines, marks = row.sheet["answers"], {}, {}
        for facet in FACETS:
            levels = [
                [answers[one["id"]] for one in level["statements"] if one["facet"] == facet]
                for level in model["levels"]
            ]
            lines[facet] = [answer for level in levels for answer in level]
            marks[facet] = [_mean([MARKS[one] for one in level if one is not None]) for level in levels]
        told = {key.lower().rpartition("/")[2]: value for key, value in row.more.items()}
        who = told.get("person") or told.get("record_id") or f"row {number}"
        wave = told.get("wave") or told.get("redcap_event_name") or "1"
        return cls(who, wave, told.get("about", ""), lines, marks, find(model, answers), answers)

    def score(self, *facets: str) -> float | None:
        """The mean of its answers to these facets, or None where half of them or more are open."""
        given = [one for facet in facets for one in self.lines[facet]]
        known = [one for one in given if one is not None]
        return fmean(known) if 2 * len(known) > len(given) else None

    @property
    def boxes(self) -> list[float] | None:
        """The mean mark of what is told at each level, or None where a side of one is left open."""
        both = [*zip(self.marks[SHARING], self.marks[RETURNING])]
        return None if any(None in pair for pair in both) else [sum(pair) for pair in both]


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def figures(model: dict, rows: list[Row]) -> dict[str, Figure]:
    """Every figure that these sheets can tell, by its name."""
    sheets = [Sheet.of(model, row, number) for number, row in enumerate(rows, 1)]
    waves = sorted({sheet.wave for sheet in sheets})
    by_wave = [{one.person: one for one in sheets if one.wave == wave} for wave in waves[:2]]
    once = [sheet for sheet in sheets if sheet.wave == waves[0]]
    twice = [(one, by_wave[1][who]) for who, one in by_wave[0].items() if who in by_wave[-1]]
    moved = {id(sheet): moves(model, sheet.answers) for sheet in once}
    asked: dict[str, tuple[Callable, list]] = {
        f"lines_{facet}": (lambda some, facet=facet: alpha([one.lines[facet] for one in some]), once)
        for facet in FACETS
    }
    asked |= {
        "ladder": (lambda some: scalability([one.boxes for one in some if one.boxes]), once),
        "order_sharing": (lambda some: least_drop([one.marks[SHARING] for one in some]), once),
        "order_returning": (lambda some: least_drop([one.marks[RETURNING] for one in some]), once),
        "order_everywhere": (everywhere, once),
        "twins": (farthest_twins, once),
        "care_flat": (lambda some: abs(_fall([one.marks[CARE] for one in some])), once),
        "care_apart": (lambda some: alike(some, (CARE,), (SHARING, RETURNING)), once),
        "sides_apart": (lambda some: alike(some, (SHARING,), (RETURNING,)), once),
        "step": (lambda some: fmean(moved[id(one)] for one in some), once),
        "open": (
            lambda some: fmean([*one.answers.values()].count(None) / len(one.answers) for one in some),
            once,
        ),
        "alike": (lambda some: fmean(_alike_all(one) for one in some), once),
    }
    if len(waves) > 1:
        asked |= {
            "again_total": (_again_total, twice),
            "again_near": (lambda some: fmean(abs(_best(a) - _best(b)) <= 1 for a, b in some), twice),
            "again_kappa": (lambda some: kappa([(_best(a), _best(b)) for a, b in some]), twice),
            "again_result": (lambda some: fmean(_result(a) == _result(b) for a, b in some), twice),
        }
    return {
        name: Figure(*_with_error(measure, some))
        for name, (measure, some) in asked.items()
        if len(some) >= FEWEST
    }


def _with_error(measure: Callable, some: list) -> tuple[float, float]:
    """(what it is for all, its standard error)"""
    parts = [
        measure([one for number, one in enumerate(some) if number % GROUPS != left]) for left in range(GROUPS)
    ]
    middle = fmean(parts)
    return measure(some), sqrt((GROUPS - 1) / GROUPS * sum((part - middle) ** 2 for part in parts))


def alpha(lines: list[list[int | None]]) -> float:
    """Cronbach's alpha, by all sheets that have both of two lines."""
    columns = [*zip(*lines)]
    own = sum(_covariance(column, column) for column in columns)
    shared = 2 * sum(_covariance(one, other) for one, other in combinations(columns, 2))
    return len(columns) / (len(columns) - 1) * shared / (own + shared) if own + shared > 0 else 0.0


def _covariance(one: Sequence[float | None], other: Sequence[float | None]) -> float:
    both = [(x, y) for x, y in zip(one, other) if x is not None and y is not None]
    if len(both) < 2:
        return 0.0
    total, others = (sum(column) for column in zip(*both))
    return (sum(x * y for x, y in both) - total * others / len(both)) / (len(both) - 1)


def scalability(boxes: list[list[float]]) -> float:
    """Loevinger's H of the levels: how they vary together, as a share of the most that they could."""
    columns = [*zip(*boxes)]
    pairs = [*combinations(range(len(columns)), 2)]
    most = sum(_covariance(sorted(columns[i]), sorted(columns[j])) for i, j in pairs)
    return sum(_covariance(columns[i], columns[j]) for i, j in pairs) / most if most else 0.0


def _means(marks: list[list[float | None]]) -> list[float]:
    return [_mean([one for one in column if one is not None]) or 0.0 for column in zip(*marks)]


def least_drop(marks: list[list[float | None]]) -> float:
    """By how much the mean mark falls from a level to the next, where it falls least."""
    return min(low - high for low, high in pairwise(_means(marks)))


def _fall(marks: list[list[float | None]]) -> float:
    means = _means(marks)
    return means[0] - means[-1]


def everywhere(some: list[Sheet]) -> float:
    """The least drop of all in any kind of relationship with enough sheets."""
    kinds = {sheet.about for sheet in some}
    groups = [[one.boxes for one in some if one.about == kind and one.boxes] for kind in kinds]
    return min(least_drop(boxes) for boxes in groups if len(boxes) >= FEWEST or len(kinds) == 1)


def farthest_twins(some: list[Sheet]) -> float:
    """How far the mean marks of two twins lie apart, where they do so most."""
    mine, theirs = (
        _means([[None if one is None else MARKS[one] for one in sheet.lines[facet]] for sheet in some])
        for facet in (SHARING, RETURNING)
    )
    return max(abs(one - other) for one, other in zip(mine, theirs))


def correlation(pairs: list[tuple[float, float]]) -> float:
    one, other = zip(*pairs)
    whole = sqrt(_covariance(one, one) * _covariance(other, other))
    return _covariance(one, other) / whole if whole else 0.0


def alike(some: list[Sheet], one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How two scores go together, as they would if each were told without error."""
    pairs = [(sheet.score(*one), sheet.score(*other)) for sheet in some]
    told = correlation([pair for pair in pairs if None not in pair])
    true = [
        alpha([sum((sheet.lines[facet] for facet in part), []) for sheet in some]) for part in (one, other)
    ]
    return told / sqrt(true[0] * true[1]) if min(true) > 0 else 1.0


def _again_total(some: list[tuple[Sheet, Sheet]]) -> float:
    pairs = [tuple(sheet.score(SHARING, RETURNING) for sheet in both) for both in some]
    return correlation([pair for pair in pairs if None not in pair])


def _best(sheet: Sheet) -> int:
    return sheet.found.best or 1


def _result(sheet: Sheet) -> tuple:
    found = sheet.found
    return "care" if found.care == "low" else found.kind, found.levels


def kappa(pairs: list[tuple[int, int]]) -> float:
    """Agreement beyond chance, where far apart counts more: Cohen's kappa with squared weights."""
    apart = fmean((one - other) ** 2 for one, other in pairs)
    first, second = zip(*pairs)
    by_chance = fmean((one - other) ** 2 for one in first for other in second)
    return 1 - apart / by_chance if by_chance else 0.0


def moves(model: dict, answers: dict[str, int | None]) -> bool:
    """Whether one answer, one step higher or lower, moves the best level by two or more."""
    before = find(model, answers).best or 1
    for id_, answer in answers.items():
        for step in (-1, 1) if answer is not None else ():
            if answer + step in ANSWERS and MARKS[answer + step] != MARKS[answer]:
                if abs((find(model, answers | {id_: answer + step}).best or 1) - before) >= SAME:
                    return True
    return False


def _alike_all(sheet: Sheet) -> bool:
    """Whether at most two answers differ from the one that was given most."""
    given = [one for one in sheet.answers.values() if one is not None]
    return len(given) - max((given.count(one) for one in ANSWERS), default=0) <= SAME


def report(known: dict, rows: list[Row]) -> str:
    """All figures in plain words."""
    words, people = known["words"], {row.more.get("person", str(row.line)) for row in rows}
    told = [words["begin"].format(sheets=len(rows), people=len(people), label=known["label"])]
    found, left = figures(known["model"], rows), []
    for name, about in words["figures"].items():
        if name not in found:
            left.append(f"  {about['asks']}")
            continue
        figure, goals = found[name], [about.get(goal) for goal in ("at_least", "at_most")]
        said = [words["found"].format(value=f"{figure.value:.2f}", error=f"{figure.error:.2f}")]
        said += [words[goal].format(goal=about[goal]) for goal in ("at_least", "at_most") if goal in about]
        verdict = figure.verdict(*goals)
        said += [words["unclear"] if verdict == "unclear" else about[verdict]] if verdict else []
        told.append("\n  ".join([about["asks"], *said]))
    if left:
        told.append("\n".join([words["left_out"], *left]))
    return "\n\n".join([*told, words["end"]])


def main(path: str) -> str | None:
    """Print the report about a file, or say what is wrong in it."""
    known = instrument()
    try:
        print(report(known, read(Path(path), known)))
    except (OSError, ValueError) as problem:
        return str(problem)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) == 2 else "python3 analysis.py answers.csv")
