"""The second telling of the rule (reference.py), held against examples that were worked out by hand."""

import re

import pytest

from reference import FACETS, score
from sheets import MAKES, calm, fill, made, make_sheets

# A name and the wished level; two pairs of twins (sharing, returning) and care by level, of which the last
# repeats, where a point is a line left open; then the fields of the result that are not null or empty, with
# levels by number (`sides`: sharing, returning).
EXAMPLES = {
    name: (wish, sheet, result)
    for name, wish, sheet, result in re.findall(
        r"^(\S.*); (.)\n +(.+)\n +(.+)$",
        """
open up to the middle; 3
    2 2 2 1 2/1 2 1 1 1/2 1 1 1 1/-1 -2 -1 -1 ./-2 -2 -1 -2 .
    level 3 best=3 sides=33 balance=even care=met fit=right clear
two levels alike, and less than is wished; 5
    2 2 1 2 2/1 1 1 1 1/1 1 1 0 1/0 -1 1 0 1/-1 -2 0 -1 .
    between 34 best=3 sides=43 balance=sharing care=met fit=less
a slow start; 3
    1 1 1 1 1/1 0 0 0 1/0 0 0 0 1/1 0 0 0 1/-1 -1 -1 -1 0
    between 234 best=4 sides=41 balance=even care=met fit=right
only I greet; 1
    2 -2 2 -2 ./-2 -2 -2 -2 .
    one-sided sides=1. direction=sharing balance=sharing
only I greet, hardly more; 2
    1 -2 1 -2 ./0 -2 0 -2 ./-2 -2 -2 -2 .
    one-sided sides=1. direction=sharing balance=sharing
a gulf at the last level; 5
    2 2 2 2 2/2 2 2 2 2/2 2 2 2 2/2 2 2 2 2/2 -2 2 -1 2
    between 45 best=4 sides=54 balance=sharing care=met fit=right
they tell, I do not; 2
    2 2 1 2 2/-1 2 -1 1 1/-2 2 -2 2 ./-2 2 -2 1 .
    one-sided 12345 best=1 sides=15 direction=returning balance=returning care=met
one level half open; 5
    2 2 2 2 2/2 2 2 2 2/2 2 2 2 2/2 . 2 . 2/2 2 2 2 2
    level 5 best=5 sides=55 balance=even care=met fit=right clear
a hole at the second level; 5
    2 2 2 2 2/-1 0 -1 0 1/2 . 2 . 2/2 2 2 2 2
    uneven 5 best=5 sides=55 balance=even care=met apart=24
next to nothing, and that at the end; 1
    0 0 0 0 0/0 0 0 0 0/0 0 0 0 0/0 0 0 0 0/1 0 0 0 0
    between 12345 best=5 balance=even
partly true throughout; 1
    0 0 0 0 0
    not-placed
mostly true throughout, and they partly; 3
    1 0 1 0 1
    one-sided 5 best=5 sides=5. direction=sharing balance=sharing care=met
a deeper level before a lighter one; 3
    2 2 1 2 2/-1 -2 -1 -1 1/2 1 1 2 2/1 -1 0 -1 1/-2 -2 -1 -2 .
    uneven 1234 best=1 sides=41 balance=sharing care=met apart=23
much told, and met with contempt; 4
    2 2 2 2 ./2 2 1 1 -2/1 2 1 0 -1/1 2 0 1 -2/0 2 0 1 -2
    care 5 best=5 sides=45 balance=even care=low
little told, and met with care; 2
    2 2 1 1 2/1 1 0 -1 2/-1 -1 0 -2 2/-1 -2 -1 -1 2/-2 -2 -1 -2 2
    between 12 best=2 sides=21 balance=even care=met fit=right
only the own side told; 2
    2 . 2 . 2/2 . 1 . 1/1 . 1 . ./-1 . -1 . ./-2 . -2 . .
    level 3 best=3 sides=3. care=met fit=more
four lines and no more; -
    2 1 . . ./1 1 . . ./. . . . .
    not-enough
sides that cross; -
    2 -2 2 -2 ./-2 2 -2 2 ./-2 -2 -2 -2 .
    uneven sides=1.
mocked in deep matters; 5
    2 2 1 2 2/1 1 1 1 1/1 1 0 1 0/1 1 0 1 -1/0 1 0 0 -2
    care 45 best=5 sides=45 balance=even care=low
one line not met; 3
    2 2 1 2 2/1 1 1 1 -1/1 1 0 1 1/-1 -1 -1 0 ./-2 -2 -1 -2 .
    level 3 best=3 sides=33 balance=even care=some fit=right
I tell a little, and they nothing; 2
    1 -2 0 -1 ./0 -2 -1 -2 ./-2 -2 -2 -2 .
    not-placed balance=sharing
""",
        re.M,
    )
}


@pytest.fixture(scope="module")
def model(guide):
    return made(guide.scorer_model, 5)


def answers_of(model, told):
    rows = [row.split() for row in told.split("/")]
    rows += rows[-1:] * (len(model["levels"]) - len(rows))
    lines = {
        n: {"sharing": [a, c], "returning": [b, d], "care": [e]} for n, (a, b, c, d, e) in enumerate(rows, 1)
    }
    told = fill(model, lambda n, facet: lines[n][facet].pop(0))
    return {id_: None if answer == "." else int(answer) for id_, answer in told.items()}


def result_of(told):
    def ids(numbers):
        return [None if number == "." else f"level-{number}" for number in numbers]

    kind, *rest = told.split()
    fields = dict(field.partition("=")[::2] for field in rest)
    numbers = next((field for field in fields if field.isdigit()), "")
    (best,) = ids(fields.get("best", "."))
    return {
        "kind": kind,
        "levels": ids(numbers),
        "best": best,
        "sides": dict(zip(FACETS, ids(fields.get("sides", "..")))),
        **{name: fields.get(name) for name in ("direction", "balance", "care", "fit")},
        "apart": ids(fields.get("apart", "")),
        "clear": "clear" in fields,
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_worked_example(model, name):
    wish, told, result = EXAMPLES[name]
    sheet = calm(model, answers_of(model, told), None if wish == "-" else f"level-{wish}")
    assert score(model, sheet) == result_of(result)


def test_support_comes_first_and_changes_no_other_field(model):
    """One Yes or Not sure, or two questions left open; one left open does not."""
    _, told, result = EXAMPLES["open up to the middle"]
    sheet, plain = calm(model, answers_of(model, told)), result_of(result) | {"fit": None}
    one, other, *_ = model["signals"]
    for signals in ({}, {one: "skip"}):
        assert score(model, sheet | {"signals": sheet["signals"] | signals}) == plain
    for signals in ({one: "unsure"}, {one: "yes"}, {one: "skip", other: "skip"}):
        found = score(model, sheet | {"signals": sheet["signals"] | signals})
        assert found == plain | {"kind": "safety"}
    assert score(model, {})["kind"] == "safety"


def test_where_little_is_told_four_unkind_lines_are_enough_unless_one_is_met(model):
    for care, kind, told in (
        ([-1, -1, -2, -2, 0], "care", "low"),
        ([-1, -1, -2, 0, 0], "not-placed", "some"),
        ([-1, -1, -2, -2, 1], "not-placed", "some"),
        ([-1, 0, None, 0, 0], "not-placed", None),
    ):
        answers = fill(model, lambda n, facet, own=care: own[n - 1] if facet == "care" else -2)
        found = score(model, calm(model, answers))
        assert (found["kind"], found["care"]) == (kind, told), care


def test_what_no_sheet_can_hold_is_an_error_and_what_is_unknown_says_nothing(model):
    sheet = calm(model, fill(model, lambda *_: 1), "level-1")
    plain = score(model, sheet)
    unknown = {"of-another-version": 9, "level-1": "?"}
    more = {**sheet, "answers": sheet["answers"] | unknown, "signals": sheet["signals"] | unknown, "more": 1}
    assert score(model, more) == plain
    wrong = [("answers", id_, 3) for id_ in sheet["answers"]] + [
        ("signals", id_, 0) for id_ in sheet["signals"]
    ]
    for part, id_, value in (*wrong, ("answers", "statement-1-0", True), ("answers", "statement-1-0", 0.5)):
        with pytest.raises(ValueError):
            score(model, {**sheet, part: {**sheet[part], id_: value}})
    with pytest.raises(ValueError):
        score(model, {**sheet, "wanted": "statement-1-0"})


def test_the_makes_of_sheets_reach_every_result(model):
    """So that whoever is held against this telling by them is held by all of it."""
    other = made(model, 4, pairs=3, care=2)
    for size in (model, other):
        found = [score(size, sheet) for make in MAKES for sheet in make_sheets(size, make, 400)]
        kinds = {"safety", "care", "not-enough", "uneven", "one-sided", "not-placed", "between", "level"}
        sides = {"sharing", "returning", None}
        reached = {
            "kind": kinds,
            "direction": sides,
            "balance": sides | {"even"},
            "care": {"low", "some", "met", None},
            "fit": {"less", "right", "more", None},
            "clear": {True, False},
            "best": {None, *(level["id"] for level in size["levels"])},
        }
        for field, values in reached.items():
            assert {one[field] for one in found} == values, field
        uneven = [one["apart"] for one in found if one["kind"] == "uneven"]
        assert [] in uneven and max(map(len, uneven)) == 2
