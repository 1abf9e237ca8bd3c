"""How the self-check decides, asked of the script itself: what it refuses, why it says what it says, and
agreement in every field with a second, plain telling of the rule (reference.py)."""

from itertools import product

import pytest

import reference
from copies import ROOT
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
    return lambda *sheets: page.evaluate(
        "sheets => sheets.map((sheet) => selfCheck.score(sheet))", list(sheets)
    )


@pytest.fixture
def score_by(page):
    """Scores sheets by the script alone, about any model; `what`: score, or explain."""
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    script = "([model, sheets, what]) => sheets.map((sheet) => scorer(model)[what](sheet))"
    return lambda model, *sheets, what="score": page.evaluate(script, [model, list(sheets), what])


def test_the_examples_of_the_scoring_page_have_the_results_that_it_tells(score, model, guide):
    found = score(*(calm(model, example.sheet) for example in guide.examples))
    told = [(sheet.kind, list(sheet.levels)) for sheet in guide.sheets]
    assert told == [(one["kind"], one["levels"]) for one in found]


@pytest.mark.parametrize("make", MAKES)
def test_the_page_agrees_with_the_reference(score, model, make):
    sheets = make_sheets(model, make, 1050 if EVERYTHING else 300)
    agree(model, sheets, score(*sheets))


def test_the_script_agrees_with_the_reference_about_other_models(score_by, model):
    others = (
        made(model, 3, 1, 1, wide=3),
        made(model, 7, 3, 2),
        made(model, 4, near=2, uneven_gap=2, own_reach=1),
    )
    for other in others:
        sheets = [sheet for make in MAKES for sheet in make_sheets(other, make, 150 if EVERYTHING else 40)]
        agree(other, sheets, score_by(other, *sheets))


def test_every_result_can_be_reached(score, model, guide):
    sheets = [sheet for make in MAKES for sheet in make_sheets(model, make, 300 if EVERYTHING else 150)]
    results = score(*sheets)
    sides = {"sharing", "returning"}
    reached = {
        "kind": {kind.id for kind in guide.kinds},
        "direction": {*sides, None},
        "balance": {*sides, "even", None},
        "care": {"low", "some", "met", None},
        "fit": {"less", "right", "more", None},
        "clear": {True, False},
    }
    for field, values in reached.items():
        assert {found[field] for found in results} == values, field
    assert {id_ for found in results for id_ in found["levels"]} == set(ids(model))


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


# Sheets, and the lines that tell why, by level and place.
# The places of a level: what I tell, what they tell, again both, and care.
NEVER = "-2 -2 -2 -2 ."
WHY = {
    "a level": ("2 2 2 1 2/1 2 1 1 1/2 1 1 1 1/-1 -2 -1 -1 ./-2 -2 -1 -2 .", "3A 3B 4B"),
    "between": ("2 2 2 2 2/2 2 2 2 2/2 2 2 2 2/2 2 2 2 2/2 -2 2 -1 2", "4A 5A 5B"),
    "the unanswered": ("/".join(["2 -2 2 -2 .", *[NEVER] * 4]), "1A 1B 1D"),
    "they tell": ("2 2 1 2 2/-1 2 -1 1 1/-2 2 -2 2 ./-2 2 -2 1 ./-2 2 -2 1 .", "5B 3A 1A"),
    "uneven": ("2 2 2 2 2/-1 0 -1 0 1/2 . 2 . 2/2 2 2 2 2/2 2 2 2 2", "4A 2A"),
    "crossed": ("/".join(["2 -2 2 -2 .", "-2 2 -2 2 .", *[NEVER] * 3]), "1A 2B"),
    "contempt": ("2 2 1 2 2/1 1 1 1 1/1 1 0 1 0/1 1 0 1 -1/0 1 0 0 -2", "5E 4E 1E"),
    "nothing": ("/".join(["1 -2 0 -1 .", "0 -2 -1 -2 .", *[NEVER] * 3]), "1B 2B 1A"),
    "too few": ("2 1 . . ./1 1 . . .", ""),
}


@pytest.mark.parametrize("told", WHY)
def test_a_result_says_why_by_the_answers_that_carry_it_and_speak_against_it(score_by, model, told):
    sheet, why = WHY[told]
    five = made(model, 5)
    place = {letter: i for letter, i in zip("ACEBD", range(5))}
    answers = {
        f"statement-{n}-{place[letter]}": None if value == "." else int(value)
        for n, level in enumerate(sheet.split("/"), 1)
        for letter, value in zip("ABCDE", level.split())
    }
    (found,) = score_by(five, calm(five, answers), what="explain")
    assert found["why"] == [f"statement-{one[0]}-{place[one[1]]}" for one in why.split()]


def test_a_picture_shows_how_far_each_side_goes_and_what_is_met(score_by, model):
    small = made(model, 3)
    answers = {"statement-1-0": 2, "statement-1-1": 1, "statement-1-2": 2, "statement-1-3": -2}
    answers |= {"statement-2-0": -1, "statement-2-2": -2, "statement-2-4": 0}
    (found,) = score_by(small, calm(small, answers), what="explain")
    told = [(one["sharing"], one["returning"], one["met"]) for one in found["levels"]]
    # In quarters, from all untrue to all true; None where every line is open.
    assert told == [(4, 1, True), (1, 2, False), (None, None, False)]
    assert found["unmet"] == ["statement-2-2"]
