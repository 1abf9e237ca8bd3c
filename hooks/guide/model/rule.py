"""The rule of the self-check, told a second time: plainly, in whole numbers, with Python alone.

    python3 rule.py answers.csv > results.csv

It is written from the rule's text and shares no code with the page's script, so that each can be held
against the other.
Levels are numbered from 1, from the edge to the core; 0 stands for no level.

As a program it reads the answers that a study has collected, one sheet a row, as CSV or JSON: as REDCap,
ODK, Kobo and SurveyJS export them, or any table with a column for each statement and one for the wish.
A column may be called `my-chat`, `my_chat` or `screen_1/my_chat`; a value is -2 to 2, or `skip` or nothing
for a line that is open. Which statements there are stands in instrument.json beside this file.
Results hold nothing about safety, since no such question is in any file for a tool that collects.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import accumulate
from pathlib import Path

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
    levels: tuple[int, ...] = ()
    best: int = 0
    sides: tuple[int, int] = (0, 0)
    direction: str | None = None
    balance: str | None = None
    apart: tuple[int, ...] = ()
    clear: bool = False


def score(model: dict, sheet: dict) -> dict:
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


def find(model: dict, answers: dict[str, int | None]) -> Finding:
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


# What a table of answers is called beside the statements: the wish, and the version of what was asked.
WISH, INSTRUMENT = "wish", "instrument"
OPEN = ("", "skip")
# What stands between a column's name and the groups that a tool puts before it, and between columns.
GROUPS, DELIMITERS = "/.:-", ",;\t"


@dataclass(frozen=True)
class Row:
    """One sheet of a table: its line, what was answered, and what else stands there."""

    line: int
    sheet: dict
    more: dict[str, str]


class Unreadable(ValueError):
    """Every problem of a table, one a line."""


def instrument() -> dict:
    """What instrument.json beside this file says of the self-check."""
    return json.loads(Path(__file__).with_name("instrument.json").read_text(encoding="utf-8"))


def read(path: Path, known: dict) -> list[Row]:
    """The sheets of a file of answers. known: as `instrument` gives it.

    Raises Unreadable with every value that no sheet can hold.
    """
    text = Path(path).read_text(encoding="utf-8-sig")
    records = _from_json(text) if Path(path).suffix == ".json" else _from_csv(text)
    statements = [one["id"] for level in known["model"]["levels"] for one in level["statements"]]
    wishes = [*(level["id"] for level in known["model"]["levels"]), *WISHES]
    names, rows, problems = {_plain(id_): id_ for id_ in statements}, [], []
    columns = {column for _, record in records for column in record}
    called = {column: _name(column, {*names, WISH, INSTRUMENT}) for column in columns}
    for line, record in records:
        answers, wish, more = dict.fromkeys(statements), None, {}
        for column, value in record.items():
            name = called[column]
            value = "" if value is None else str(value).strip()
            expected = None
            if name in names:
                answers[names[name]], expected = _answer(value)
            elif name == WISH:
                wish = next((one for one in wishes if _plain(one) == _plain(value)), None)
                expected = None if wish or value in OPEN else ", ".join(map(_plain, wishes))
            else:
                more[column] = value
                if name == INSTRUMENT and value != known["label"]:
                    expected = known["label"]
            if expected:
                problems.append(f'{path}:{line}: {column}: "{value}". Expected: {expected}.')
        rows.append(Row(line, {"answers": answers, "wanted": wish}, more))
    if missing := [name for name in names if name not in called.values()]:
        problems.insert(0, f"{path}:1: no column {', '.join(missing)}. Expected: one for each statement.")
    if problems:
        raise Unreadable("\n".join(problems))
    return rows


def _from_csv(text: str) -> list[tuple[int, dict]]:
    first = text.partition("\n")[0]
    reader = csv.DictReader(
        StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), restkey=""
    )
    return [(reader.line_num, record) for record in reader]


def _from_json(text: str) -> list[tuple[int, dict]]:
    """Results of SurveyJS: a list of objects, with an object inside for each table of questions."""
    found = json.loads(text)
    return [*enumerate(map(dict, map(_flat, found if isinstance(found, list) else [found])), 1)]


def _flat(record: dict) -> Iterator[tuple[str, object]]:
    for key, value in record.items():
        yield from _flat(value) if isinstance(value, dict) else [(key, value)]


def _plain(name: str) -> str:
    """A name as every tool takes it: no tool but ours has hyphens in names."""
    return name.strip().lower().replace("-", "_")


def _name(column: str, known: Iterable[str]) -> str:
    """What of `known` a column is called, whatever groups a tool puts before it."""
    ends = [column, *(column.rpartition(mark)[2] for mark in GROUPS)]
    return next((_plain(end) for end in ends if _plain(end) in known), column)


def _answer(value: str) -> tuple[int | None, str | None]:
    """(answer, what was expected if this is none)"""
    if value in OPEN:
        return None, None
    try:
        number = float(value)
    except ValueError:
        number = None
    if number in ANSWERS:
        return int(number), None
    return None, f"{ANSWERS[0]} to {ANSWERS[-1]}, or skip or nothing for an open line"


def results(rows: Iterable[Row], model: dict) -> Iterator[dict[str, str]]:
    """What the rule makes of each sheet, as texts, behind what else stands in its row."""
    for row in rows:
        found = score(model, row.sheet)
        told = {
            **found,
            **found["sides"],
            "levels": " ".join(found["levels"]),
            "apart": " ".join(found["apart"]),
        }
        del told["sides"]
        told["clear"] = "yes" if found["clear"] else "no"
        yield row.more | {name: value or "" for name, value in told.items()}


def main(path: str) -> str | None:
    """Write the results of a file as CSV, or say what is wrong in it."""
    known = instrument()
    try:
        found = [*results(read(Path(path), known), known["model"])]
    except (OSError, ValueError) as problem:
        return str(problem)
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    columns = dict.fromkeys(name for one in found for name in one)
    writer = csv.DictWriter(sys.stdout, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) == 2 else "python3 rule.py answers.csv > results.csv")
