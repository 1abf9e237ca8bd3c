"""The averages behind a result, as the result's table of levels shows them."""

import pytest

from test_score import SCRIPT, calm, made, model  # noqa: F401


@pytest.fixture
def levels_by(page):
    """The levels of a sheet, by the script alone."""
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    return lambda model, sheet: page.evaluate("([model, sheet]) => selfCheck.levels(model, sheet)", [model, sheet])


def test_each_level_tells_its_averages_and_whether_it_counts_and_is_used(levels_by, model):  # noqa: F811
    small = made(model, 3, 4, answers_needed=3, middle=0.5)
    sheet = calm(small, {"statement-1-0": 2, "statement-1-1": 1, "statement-1-2": 1, "statement-2-0": -2, "statement-2-1": -2, "statement-2-3": 0, "statement-3-0": 2, "statement-3-2": 1, "statement-3-3": None})

    found = levels_by(small, sheet)

    told = [(one["id"], one["counts"], one["used"], one["sharing"], one["response"]) for one in found]
    assert [("level-1", True, True, 1.0, 0.5), ("level-2", True, True, -2.5, -1.5), ("level-3", False, False, 1.0, None)] == told
    assert pytest.approx([4 / 3 - 0.5, -4 / 3 - 0.5, 1.0]) == [one["average"] for one in found]


def test_no_level_is_used_where_the_first_does_not_count_or_the_sum_has_not_turned(levels_by, model):  # noqa: F811
    small = made(model, 3, 4, answers_needed=3)
    one = {f"statement-1-{i}": 1 for i in range(4)}
    two = {f"statement-2-{i}": 1 for i in range(4)}

    assert [False] * 3 == [level["used"] for level in levels_by(small, calm(small, two))]
    assert [False] * 3 == [level["used"] for level in levels_by(small, calm(small, {**one, **two}))]
    assert [None] * 3 == [level["average"] for level in levels_by(small, calm(small, {}))]
