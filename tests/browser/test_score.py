"""How the self-check decides, asked of the script itself: what it refuses, why it says what it says, results
that were worked out by hand, and agreement in every field with a second, plain telling (guide.model.rule)."""

import json
from itertools import product

import pytest

from authored import table
from copies import ROOT
from guide.model import rule
from sheets import MAKES, agree, calm, fill, ids, made, make_sheets
from tools import EVERYTHING

SCRIPT = ROOT / "overrides/components/self-check/score.js"


@pytest.fixture(scope="module")
def model(guide):
    return guide.scorer_model


@pytest.fixture
def score(page, url):
    """Scores sheets, all in one go, by the built page's own script."""
    page.goto(f"{url}/self-check.html")
    # As text, since to hand over thousands of objects takes longer than to score them.
    script = "(sheets) => JSON.stringify(JSON.parse(sheets).map((sheet) => selfCheck.score(sheet)))"
    return lambda *sheets: json.loads(page.evaluate(script, json.dumps(sheets)))


@pytest.fixture(scope="module")
def score_by(browser):
    """Scores sheets by the script alone, about any model; `what`: score, or explain."""
    page = browser.new_page()
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    script = "([model, sheets, what]) => sheets.map((sheet) => scorer(model)[what](sheet))"
    yield lambda model, *sheets, what="score": page.evaluate(script, [model, list(sheets), what])
    page.close()


# The place in a made model of what stands in a line of the table: mine, theirs, again both, and care.
PLACES = {"A": 0, "B": 3, "C": 1, "D": 4, "E": 2}


def answers_of(told):
    """Answers to five levels; the last line told repeats."""
    rows = [row.split() for row in told.split("/")]
    return {
        f"statement-{n}-{place}": None if value == "." else int(value)
        for n, row in enumerate((rows + rows[-1:] * 5)[:5], 1)
        for place, value in zip(PLACES.values(), row)
    }


# The fields of a result that the table leaves out.
BLANK = dict.fromkeys(("best", "direction", "balance", "care", "fit"))
BLANK |= {"levels": [], "apart": [], "sides": [None, None], "clear": False}


def result_of(told):
    result = {**BLANK, **told, "best": [told.get("best")]}
    for field in ("levels", "best", "sides", "apart"):
        result[field] = [number and f"level-{number}" for number in result[field]]
    return result | {"best": result["best"][0], "sides": dict(zip(rule.FACETS, result["sides"]))}


@pytest.mark.parametrize(("wish", "told", "result", "why"), table("rule"))
def test_a_sheet_has_the_result_and_the_reasons_that_were_worked_out(
    score_by, model, wish, told, result, why
):
    five = made(model, 5)
    sheet = calm(five, answers_of(told), wish and f"level-{wish}")
    assert [rule.score(five, sheet)] == score_by(five, sheet) == [result_of(result)]
    if why is not None:
        wanted = [f"statement-{level}-{PLACES[letter]}" for level, letter in why.split()]
        assert score_by(five, sheet, what="explain")[0]["why"] == wanted


def test_the_examples_of_the_scoring_page_have_the_results_that_it_tells(score, model, guide):
    found = score(*(calm(model, example.sheet) for example in guide.examples))
    told = [(sheet.kind, list(sheet.levels)) for sheet in guide.sheets]
    assert told == [(one["kind"], one["levels"]) for one in found]


def test_the_page_agrees_with_the_reference_on_sheets_that_reach_every_result(score, model, guide):
    sheets = [sheet for make in MAKES for sheet in make_sheets(model, make, 1050 if EVERYTHING else 300)]
    results = score(*sheets)
    agree(model, sheets, results)
    sides = {"sharing", "returning"}
    reached = {
        "kind": {kind.id for kind in guide.kinds},
        "direction": {*sides, None},
        "balance": {*sides, "even", None},
        "care": {"low", "some", "met", None},
        "fit": {"less", "right", "more", None},
        "clear": {True, False},
        "best": {None, *ids(model)},
    }
    for field, values in reached.items():
        assert {found[field] for found in results} == values, field
    assert {len(found["apart"]) for found in results if found["kind"] == "uneven"} == {0, 2}


def test_the_script_agrees_with_the_reference_about_other_models(score_by, model):
    sizes = made(model, 3, 1, 1, wide=3), made(model, 7, 3, 2)
    for other in (*sizes, made(model, 4, near=2, uneven_gap=2, own_reach=1)):
        sheets = [sheet for make in MAKES for sheet in make_sheets(other, make, 150 if EVERYTHING else 40)]
        agree(other, sheets, score_by(other, *sheets))


def test_every_answer_to_the_signals_decides_as_it_is_told(score, model):
    """All of them: any Yes or Not sure, or any two left open, brings support first, and changes no other
    field."""
    (sheet,) = make_sheets(model, "people", 2)[1:]
    answers = [
        dict(zip(model["signals"], one))
        for one in product(model["signal_answers"], repeat=len(model["signals"]))
    ]
    plain, *results = score(sheet, *({**sheet, "signals": one} for one in answers))
    assert plain["kind"] != "safety" and len(results) == 4 ** len(model["signals"])
    for one, found in zip(answers, results, strict=True):
        unsafe = {"yes", "unsure"} & {*one.values()} or [*one.values()].count("skip") >= 2
        assert found == {**plain, "kind": "safety" if unsafe else plain["kind"]}, one


def test_what_is_missing_is_blank_and_what_is_unknown_says_nothing(score, model):
    blank = calm(model, fill(model, lambda *_: None)) | {"signals": dict.fromkeys(model["signals"], "skip")}
    results = score(blank, {}, {"answers": {}}, {"signals": {}}, {"wanted": None})
    assert results == [rule.score(model, blank)] * len(results)
    (sheet,) = make_sheets(model, "people", 2)[1:]
    unknown = {"of-another-version": 2, ids(model)[0]: 2}
    more = {part: {**unknown, **sheet[part]} for part in ("answers", "signals")}
    plain, same = score(sheet, {**sheet, **more, "more": 1})
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
    sheet = calm(model, fill(model, lambda n, side: 2 if n == 1 else None))
    before, first, second, after = page.evaluate(script, sheet)
    assert (before, first) == (after, second)


def test_a_picture_shows_how_far_each_side_goes_and_what_is_met(score_by, model):
    small = made(model, 3)
    answers = {"statement-1-0": 2, "statement-1-1": 1, "statement-1-2": 2, "statement-1-3": -2}
    answers |= {"statement-2-0": -1, "statement-2-2": -2, "statement-2-4": 0}
    (found,) = score_by(small, calm(small, answers), what="explain")
    told = [(one["sharing"], one["returning"], one["met"]) for one in found["levels"]]
    # In quarters, from all untrue to all true; None where every line is open.
    assert told == [(4, 1, True), (1, 2, False), (None, None, False)]
    assert found["unmet"] == ["statement-2-2"]
