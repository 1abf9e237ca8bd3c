"""How the self-check decides, asked of the script itself: worked examples, what it refuses, and agreement in
every field
with a second, plain telling of the rule (reference.py)."""

from itertools import product

import pytest

import reference
from copies import ROOT
from sheets import MAKES, SIDES, agree, calm, fill, ids, made, make_sheets
from tools import EVERYTHING

SCRIPT = ROOT / "overrides/components/self-check/score.js"
OTHER_CONSTANTS = {
    "middle": 0.5,
    "answers_needed": 2.0,
    "mixed_gap": 0.7,
    "side_gap": 0.5,
    "side_gap_levels": 1.0,
    "margin": 0.3,
}

# Averages by level, or (sharing, response) by level; None is blank. What they come to: kind, levels by
# number, best.
EXAMPLES = {
    "a level": ([1.6, 1.2, 0.8, -0.6, -1.2], "level", [3], 3),
    "between two": ([1.5, 1.0, 0.4, -0.2, -1.4], "between", [3, 4], 3),
    "a jump": ([1.4, -0.8, 0.6, 1.2, -1.0], "mixed", [1, 3, 4], 4),
    "nothing either way": ([0, 0, 0, 0, 0], "not-placed", [], None),
    "all very true": ([2, 2, 2, 2, 2], "level", [5], 5),
    "all not true": ([-2, -2, -2, -2, -2], "not-placed", [], None),
    "all blank": ([None, None, None, None, None], "not-enough", [], None),
    "one side only": ([(2, -2), (2, -2), (2, -2), (2, -2), (2, -2)], "one-sided", [5], None),
    "deeper levels left open": ([1.5, -0.6, -1.0, None, None], "level", [1], 1),
    "a blank is no zero": ([1.5, -0.6, -1.0, 0, 0], "mixed", [1, 4, 5], 1),
    "turned by just the margin": ([1.5, -0.5, None, None, None], "level", [1], 1),
    "turned by less": ([1.5, -0.4, None, None, None], "not-enough", [], None),
    "the first level left open": ([None, 2, 2, -2, -2], "not-enough", [], None),
    "second best by just the margin": ([1.2, 0.7, -0.5, -1, -1], "level", [2], 2),
    "two equal peaks, no neighbors": ([1.0, -0.4, 0.4, -1, -1], "mixed", [1, 3], 1),
    "a jump of just the mixed gap": ([1.8, -0.4, 0.6, -1, -1], "mixed", [1, 3], 3),
    "a jump of less": ([1.8, -0.7, 0.2, -1, -1], "level", [1], 1),
    "sides apart by just the side gap": (
        [(0.6, -0.1), (0.4, -0.4), (0.2, -0.4), -1, -1],
        "one-sided",
        [3],
        None,
    ),
    "sides apart by less": ([(0.6, -0.1), (0.4, -0.3), (0.2, -0.4), -1, -1], "between", [1, 2], 2),
    "the deeper side is the emptier": ([(-0.2, 2), (-0.2, 2), (0.2, 0), (0.3, 0), -1], "between", [3, 4], 4),
    "response ahead by two levels": ([1, (-1, 1), (-1, 1), -2, -2], "one-sided", [1, 3], 1),
    "response ahead by one level": ([1, (-1, 1), -1, -2, -2], "between", [1, 2], 1),
}


@pytest.fixture(scope="module")
def model(guide):
    return guide.scorer_model


@pytest.fixture
def score(page, url):
    """Scores sheets, all in one go, by the built page's own script."""
    page.goto(f"{url}/self-check.html")
    return lambda *sheets: page.evaluate(
        "sheets => sheets.map((sheet) => selfCheck.score(sheet))", list(sheets)
    )


@pytest.fixture
def score_by(page):
    """Scores sheets by the script alone, about any model; `what`: score, or levels."""
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    script = "([model, sheets, what]) => sheets.map((sheet) => scorer(model)[what](sheet))"
    return lambda model, *sheets, what="score": page.evaluate(script, [model, list(sheets), what])


def test_worked_examples(score_by, model):
    """With twenty statements a level each side can have every average of one decimal exactly."""
    found, expected = {}, {}
    for name, (averages, kind, levels, best) in EXAMPLES.items():
        example, answers = made(model, len(averages), 20), {}
        for average, level in zip(averages, example["levels"], strict=True):
            for side, value in zip(
                SIDES, average if isinstance(average, tuple) else (average, average), strict=True
            ):
                own = [s["id"] for s in level["statements"] if s["side"] == side]
                low, rest = divmod(round((value or 0) * len(own)), len(own))
                answers |= {id_: None if value is None else low + (i < rest) for i, id_ in enumerate(own)}
        (result,) = score_by(example, calm(example, answers))
        found[name] = result["kind"], result["levels"], result["best"]
        expected[name] = kind, [f"level-{n}" for n in levels], best and f"level-{best}"
    assert found == expected


def test_the_examples_of_the_scoring_page_have_the_results_that_it_tells(score, model, guide):
    found = score(*(calm(model, example.sheet) for example in guide.examples))
    told = [(sheet.kind, list(sheet.levels)) for sheet in guide.sheets]
    assert told == [(one["kind"], one["levels"]) for one in found]


@pytest.mark.parametrize("make", MAKES)
def test_the_page_agrees_with_the_reference(score, model, make):
    sheets = make_sheets(model, make, 1050 if EVERYTHING else 300)
    agree(model, sheets, score(*sheets))


def test_the_script_agrees_with_the_reference_about_other_models(score_by, model):
    for other in (made(model, 6, 4), made(model, 3, 10), made(model, 4, 6, **OTHER_CONSTANTS)):
        sheets = [sheet for make in MAKES for sheet in make_sheets(other, make, 150 if EVERYTHING else 40)]
        agree(other, sheets, score_by(other, *sheets))


def test_every_result_can_be_reached(score, model):
    """Every kind and level, mixed in both ways, and every direction, balance, fit and firmness."""
    sheets = [sheet for make in MAKES for sheet in make_sheets(model, make, 300 if EVERYTHING else 150)]
    results = score(*sheets)
    kinds = {"safety", "not-enough", "mixed", "one-sided", "not-placed", "between", "level"}
    reached = {
        "direction": {*SIDES, None},
        "balance": {*SIDES, "even", None},
        "fit": {"less", "right", "more", None},
    }
    for field, values in {"kind": kinds, **reached, "firm": {True, False}}.items():
        assert {found[field] for found in results} == values
    assert {id_ for found in results for id_ in found["levels"]} == set(ids(model))
    mixed = [sheet for sheet, found in zip(sheets, results, strict=True) if found["kind"] == "mixed"]
    no_jumps = {**model, "constants": {**model["constants"], "mixed_gap": 9}}
    assert {reference.score(no_jumps, sheet)["kind"] == "mixed" for sheet in mixed} == {True, False}


def test_signals_overrule_everything_else_and_change_no_other_field(score, model):
    """Any Yes or Not sure, or any two left open, is about safety; one left open is not."""
    (sheet,) = make_sheets(model, "people", 2)[1:]
    one, other, *rest = model["signals"]
    pairs = list(product(("no", "skip", "unsure", "yes"), repeat=2))
    plain, *results = score(
        sheet, *({**sheet, "signals": {**dict.fromkeys(rest, "no"), one: a, other: b}} for a, b in pairs)
    )
    for pair, found in zip(pairs, results, strict=True):
        unsafe = {"yes", "unsure"} & {*pair} or "no" not in pair
        assert found == {**plain, "kind": "safety" if unsafe else plain["kind"]}, pair


def test_what_is_missing_is_blank_and_what_is_unknown_says_nothing(score, model):
    blank = {
        "answers": fill(model, lambda *_: None),
        "signals": dict.fromkeys(model["signals"], "skip"),
        "wanted": None,
    }
    results = score(blank, {}, {"answers": {}}, {"signals": {}}, {"wanted": None})
    assert results == [reference.score(model, blank)] * len(results)
    (sheet,) = make_sheets(model, "people", 2)[1:]
    unknown = {"of-another-version": 2, ids(model)[0]: 2}
    more = {
        **sheet,
        "answers": {**unknown, **sheet["answers"]},
        "signals": {**unknown, **sheet["signals"]},
        "more": 1,
    }
    plain, same = score(sheet, more)
    assert same == plain


def test_a_value_that_no_sheet_can_hold_is_an_error_that_names_its_place(page, score, model):
    sheet = calm(model, fill(model, lambda *_: 1))
    bad_answers = product(["answers"], sheet["answers"], (3, -3, 0.5, "1", "skip", True, [], float("nan")))
    bad_signals = product(["signals"], model["signals"], ("maybe", "Yes", "", 0, True, []))
    cases = [
        (id_, {**sheet, part: {**sheet[part], id_: value}})
        for part, id_, value in (*bad_answers, *bad_signals)
    ]
    cases += [
        ("wanted", {**sheet, "wanted": value}) for value in ("somewhere", "", 1, model["signals"][0], [])
    ]
    script = """sheets => sheets.map((one) => {
        try { selfCheck.score(one); return "" } catch (error) { return error.message }
    })"""
    said = page.evaluate(script, [wrong for _, wrong in cases])
    assert [case for case, message in zip(cases, said, strict=True) if case[0] not in message] == []


def test_scoring_leaves_the_page_and_the_sheet_alone(page, score, model):
    """Nothing is shown, chosen, kept or changed, and the same sheet scores the same again."""
    script = """sheet => {
        const state = () => JSON.stringify([document.documentElement.outerHTML,
            document.querySelectorAll("input:checked").length,
            location.href, history.length, document.cookie, {...localStorage}, {...sessionStorage},
                Object.keys(window), sheet]);
        return [state(), selfCheck.score(sheet), selfCheck.score(sheet), state()];
    }"""
    before, first, second, after = page.evaluate(
        script, calm(model, fill(model, lambda n, side: 2 if n == 1 else None))
    )
    assert (before, first) == (after, second)


def test_each_level_tells_its_averages_and_whether_it_counts_and_is_used(score_by, model):
    small = made(model, 3, 4, answers_needed=3, middle=0.5)
    answers = {
        "statement-1-0": 2,
        "statement-1-1": 1,
        "statement-1-2": 1,
        "statement-2-0": -2,
        "statement-2-1": -2,
    }
    answers |= {"statement-2-3": 0, "statement-3-0": 2, "statement-3-2": 1, "statement-3-3": None}
    (found,) = score_by(small, calm(small, answers), what="levels")
    told = [(one["id"], one["counts"], one["used"], one["sharing"], one["response"]) for one in found]
    assert told == [
        ("level-1", True, True, 1.0, 0.5),
        ("level-2", True, True, -2.5, -1.5),
        ("level-3", False, False, 1.0, None),
    ]
    assert [one["average"] for one in found] == pytest.approx([4 / 3 - 0.5, -4 / 3 - 0.5, 1.0])
    # No level is used where the first does not count, or the sum has not turned.
    one, two = ({f"statement-{n}-{i}": 1 for i in range(4)} for n in (1, 2))
    for levels in score_by(small, *(calm(small, some) for some in (two, {**one, **two}, {})), what="levels"):
        assert [level["used"] for level in levels] == [False] * 3
