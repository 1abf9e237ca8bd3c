"""How the self-check decides, asked of the script itself: worked examples, promises that hold for every sheet,
and agreement in every field with a second, plain telling of the rule (reference.py)."""

from itertools import combinations, product

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import reference
from copies import ROOT
from sheets import ANSWERS, MAKES, SIDES, agree, calm, fill, ids, made, make_sheet, make_sheets
from tools import EVERYTHING

SCRIPT = ROOT / "overrides/assets/score.js"
OTHER_CONSTANTS = {"middle": 0.5, "answers_needed": 2.0, "mixed_gap": 0.7, "side_gap": 0.5, "side_gap_levels": 1.0, "margin": 0.3}

# Averages by level, or (sharing, response) by level; None is blank. What they come to: kind, levels by number, best.
EXAMPLES = {
    "a level": ([1.6, 1.2, 0.8, -0.6, -1.2], "level", [3], 3),
    "between two": ([1.5, 1.0, 0.4, -0.2, -1.4], "between", [3, 4], 3),
    "a jump": ([1.4, -0.8, 0.6, 1.2, -1.0], "mixed", [1, 3, 4], 4),
    "nothing either way": ([0, 0, 0, 0, 0], "not-placed", [], None),
    "all very true": ([2, 2, 2, 2, 2], "level", [5], 5),
    "all mostly true": ([1, 1, 1, 1, 1], "level", [5], 5),
    "all a little true": ([-1, -1, -1, -1, -1], "not-placed", [], None),
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
    "sides apart by just the side gap": ([(0.6, -0.1), (0.4, -0.4), (0.2, -0.4), -1, -1], "one-sided", [3], None),
    "sides apart by less": ([(0.6, -0.1), (0.4, -0.3), (0.2, -0.4), -1, -1], "between", [1, 2], 2),
    "the deeper side is the emptier": ([(-0.2, 2), (-0.2, 2), (0.2, 0), (0.3, 0), -1], "between", [3, 4], 4),
    "response ahead by two levels": ([1, (-1, 1), (-1, 1), -2, -2], "one-sided", [1, 3], 1),
    "response ahead by one level": ([1, (-1, 1), -1, -2, -2], "between", [1, 2], 1),
}


@pytest.fixture(scope="module")
def model(guide):
    return guide.scorer_model()


@pytest.fixture
def score(page, url):
    """Scores sheets, all in one go, by the built page's own script."""
    page.goto(f"{url}/self-check.html")
    return lambda *sheets: page.evaluate("sheets => sheets.map((sheet) => selfCheck.score(sheet))", list(sheets))


@pytest.fixture
def score_by(page):
    """Scores sheets by the script alone, about any model."""
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    script = "([model, sheets]) => sheets.map((sheet) => selfCheck.score(model, sheet))"
    return lambda model, *sheets: page.evaluate(script, [model, list(sheets)])


def calm_sheets(model):
    """Sheets of every make."""
    return st.builds(make_sheet, st.just(model), st.sampled_from(list(MAKES)), st.randoms())


def test_worked_examples(score_by, model):
    """With twenty statements a level each side can have every average of one decimal exactly."""
    found, expected = {}, {}
    for name, (averages, kind, levels, best) in EXAMPLES.items():
        example, answers = made(model, len(averages), 20), {}
        for average, level in zip(averages, example["levels"]):
            for side, value in zip(SIDES, average if isinstance(average, tuple) else (average, average)):
                own = [s["id"] for s in level["statements"] if s["side"] == side]
                low, rest = divmod(round((value or 0) * len(own)), len(own))
                answers |= {id_: None if value is None else low + (i < rest) for i, id_ in enumerate(own)}
        (result,) = score_by(example, calm(example, answers))
        found[name] = result["kind"], result["levels"], result["best"]
        expected[name] = kind, [f"level-{n}" for n in levels], best and f"level-{best}"
    assert found == expected


def test_a_blank_sheet_is_about_safety_and_a_missing_part_is_blank(score, model):
    blank = {"answers": fill(model, lambda *_: None), "signals": dict.fromkeys(model["signals"], "skip"), "wanted": None}
    results = score(blank, {}, {"answers": {}}, {"signals": {}}, {"wanted": None})
    assert results == [reference.score(model, blank)] * len(results)
    assert results[0]["kind"] == "safety"


@given(data=st.data())
def test_a_result_keeps_its_shape(score, model, data):
    """Levels are known and in order; each kind has the levels, best, direction, balance and fit that it can have."""
    (found,) = score(data.draw(calm_sheets(model)))
    kind, best, levels = found["kind"], found["best"], [ids(model).index(id_) for id_ in found["levels"]]
    assert set(found) == {"kind", "levels", "best", "direction", "balance", "fit", "firm"}
    assert levels == sorted(set(levels)) and best in (None, *ids(model))
    assert {
        **dict.fromkeys(("not-enough", "not-placed"), not levels and best is None),
        "mixed": bool(levels),
        "one-sided": len(levels) in (1, 2) and best == (found["levels"][0] if len(levels) == 2 else None),
        "between": best in found["levels"] and levels == [levels[0], levels[0] + 1],
        "level": found["levels"] == [best],
    }[kind]
    assert found["direction"] in (SIDES if kind == "one-sided" else [None])
    assert found["balance"] in ((*SIDES, "even") if levels else [None])
    assert found["fit"] in (("less", "right", "more", None) if kind in ("level", "between", "not-placed") else [None])


@settings(max_examples=10, phases=[Phase.generate])  # hundreds of sheets an example: shrinking would take minutes
@given(data=st.data())
def test_signals_overrule_everything_else(score, model, data):
    """Any Yes or Not sure, or any two left open, is about safety; one left open is not. No other field changes."""
    sheet = data.draw(calm_sheets(model))
    values = product(("no", "skip", "unsure", "yes", None), repeat=2)
    pairs = [{one: a, other: b} for (a, b), (one, other) in product(values, combinations(model["signals"], 2))]
    signals = [{id_: value for id_, value in {**sheet["signals"], **pair}.items() if value} for pair in pairs]
    plain, *results = score(sheet, *({**sheet, "signals": one} for one in signals))
    for pair, found in zip(pairs, results, strict=True):
        unsafe = {"yes", "unsure"} & set(pair.values()) or "no" not in pair.values()
        assert found == {**plain, "kind": "safety" if unsafe else plain["kind"]}, pair


@given(data=st.data())
def test_neither_the_order_of_answers_nor_unknown_ids_matter(score, model, data):
    """An id of another version, of a level, or a name that every object has says nothing."""
    sheet = data.draw(calm_sheets(model))
    unknown = data.draw(st.sampled_from(["of-another-version", "constructor", ids(model)[0]]))
    answers, signals = (dict(data.draw(st.permutations(list(sheet[part].items())))) for part in ("answers", "signals"))
    turned = {**sheet, "answers": answers, "signals": signals}
    more = {**sheet, "answers": {unknown: 2, **answers}, "signals": {unknown: "yes", **signals}, unknown: "yes"}
    plain, *others = score(sheet, turned, more)
    assert others == [plain, plain]


@given(values=st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=6), side=st.sampled_from(SIDES), count=st.integers(1, 2))
def test_a_missing_answer_takes_no_part_in_an_average(score_by, model, values, side, count):
    """Where a level's answers are all the same, one or two left out change nothing, be they null or not there at all."""
    other = made(model, len(values), 6, answers_needed=4.0)
    full = fill(other, lambda n, side: values[n - 1])
    own_side = [[s["id"] for s in level["statements"] if s["side"] == side] for level in other["levels"]]
    null = {**full, **{id_: None for own in own_side for id_ in own[:count]}}
    absent = {id_: value for id_, value in null.items() if value is not None}
    whole, *others = score_by(other, *(calm(other, answers, ids(other)[0]) for answers in (full, null, absent)))
    assert others == [{**whole, "firm": others[0]["firm"]}] * 2


@given(data=st.data())
def test_firm_says_whether_one_step_in_one_answer_changes_best(score, model, data):
    sheet = data.draw(calm_sheets(model))
    moves = [(id_, answer + step) for id_, answer in sheet["answers"].items() if answer is not None for step in (-1, 1)]
    moved = [{**sheet, "answers": {**sheet["answers"], id_: answer}} for id_, answer in moves if answer in ANSWERS]
    found, *others = score(sheet, *moved)
    assert found["firm"] is all(other["best"] == found["best"] for other in others)


def test_firm_moves_no_answer_beyond_its_range(score_by, model):
    """A jump that would be gone, and best with it, only if a 2 could become a 3."""
    small = made(model, 3, 3)
    answers = dict(zip(fill(small, lambda *_: 0), (-2, 2, -1, 0, 2, 2, 2, -2, -1), strict=True))
    assert [found["firm"] for found in score_by(small, calm(small, answers))] == [True]


def test_a_value_that_no_sheet_can_hold_is_an_error_that_names_its_place(page, score, model):
    sheet = calm(model, fill(model, lambda *_: 1))
    bad_answers = product(["answers"], sheet["answers"], (3, -3, 0.5, "1", "skip", True, [], float("nan")))
    bad_signals = product(["signals"], model["signals"], ("maybe", "Yes", "", 0, True, []))
    cases = [(id_, {**sheet, part: {**sheet[part], id_: value}}) for part, id_, value in (*bad_answers, *bad_signals)]
    cases += [("wanted", {**sheet, "wanted": value}) for value in ("somewhere", "", 1, model["signals"][0], [])]
    script = "sheets => sheets.map((one) => { try { selfCheck.score(one) } catch (error) { return error.message } return '' })"
    said = page.evaluate(script, [wrong for _, wrong in cases])
    assert [case for case, message in zip(cases, said, strict=True) if case[0] not in message] == []


def test_scoring_leaves_the_page_and_the_sheet_alone(page, score, model):
    """Nothing is shown, chosen, kept or changed, and the same sheet scores the same again."""
    script = """sheet => {
        const state = () => JSON.stringify([document.documentElement.outerHTML, document.querySelectorAll("input:checked").length,
            location.href, history.length, document.cookie, {...localStorage}, {...sessionStorage}, Object.keys(window), sheet]);
        return [state(), selfCheck.score(sheet), selfCheck.score(sheet), state()];
    }"""
    before, first, second, after = page.evaluate(script, calm(model, fill(model, lambda n, side: 2 if n == 1 else None)))
    assert (before, first) == (after, second)


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
    reached = {"direction": {*SIDES, None}, "balance": {*SIDES, "even", None}, "fit": {"less", "right", "more", None}}
    for field, values in {"kind": kinds, **reached, "firm": {True, False}}.items():
        assert {found[field] for found in results} == values
    assert {id_ for found in results for id_ in found["levels"]} == set(ids(model))
    mixed = [sheet for sheet, found in zip(sheets, results) if found["kind"] == "mixed"]
    no_jumps = {**model, "constants": {**model["constants"], "mixed_gap": 9}}
    assert {reference.score(no_jumps, sheet)["kind"] == "mixed" for sheet in mixed[:200] + mixed[-200:]} == {True, False}


def test_the_examples_of_the_scoring_page_have_the_results_that_it_tells(score, model, guide):
    found = score(*(calm(model, example.sheet) for example in guide.examples))

    told = {example.id: (example.kind, example.record.levels) for example in guide.examples}
    assert {example.id: (one["kind"], tuple(one["levels"])) for example, one in zip(guide.examples, found)} == told, "examples in docs/levels.yml"


# ---- The averages behind a result, as the result's table of levels shows them.


@pytest.fixture
def levels_by(page):
    """The levels of a sheet, by the script alone."""
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    return lambda model, sheet: page.evaluate("([model, sheet]) => selfCheck.levels(model, sheet)", [model, sheet])


def test_each_level_tells_its_averages_and_whether_it_counts_and_is_used(levels_by, model):
    small = made(model, 3, 4, answers_needed=3, middle=0.5)
    sheet = calm(small, {"statement-1-0": 2, "statement-1-1": 1, "statement-1-2": 1, "statement-2-0": -2, "statement-2-1": -2, "statement-2-3": 0, "statement-3-0": 2, "statement-3-2": 1, "statement-3-3": None})

    found = levels_by(small, sheet)

    told = [(one["id"], one["counts"], one["used"], one["sharing"], one["response"]) for one in found]
    assert [("level-1", True, True, 1.0, 0.5), ("level-2", True, True, -2.5, -1.5), ("level-3", False, False, 1.0, None)] == told
    assert pytest.approx([4 / 3 - 0.5, -4 / 3 - 0.5, 1.0]) == [one["average"] for one in found]


def test_no_level_is_used_where_the_first_does_not_count_or_the_sum_has_not_turned(levels_by, model):
    small = made(model, 3, 4, answers_needed=3)
    one = {f"statement-1-{i}": 1 for i in range(4)}
    two = {f"statement-2-{i}": 1 for i in range(4)}

    assert [False] * 3 == [level["used"] for level in levels_by(small, calm(small, two))]
    assert [False] * 3 == [level["used"] for level in levels_by(small, calm(small, {**one, **two}))]
    assert [None] * 3 == [level["average"] for level in levels_by(small, calm(small, {}))]
