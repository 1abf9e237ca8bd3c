"""Sheets that no page would make: of wrong types, with traps in them, with a hundred thousand answers."""

from pathlib import Path

import pytest

from conftest import ROOT

SCRIPT = ROOT / "overrides/assets/score.js"
SHEETS = (Path(__file__).parent / "fuzz/sheets.js").read_text(encoding="utf-8")
MILLISECONDS = 3000


@pytest.fixture
def ask(page, guide):
    """Runs a script with the scorer and the model at hand: `model` is its first argument."""
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    return lambda script, *values: page.evaluate(f"(values) => ({script})(...values)", [guide.scorer_model(), *values])


@pytest.mark.parametrize("seed", range(2))
def test_any_sheet_is_scored_or_refused_with_a_reason(ask, seed):
    found = ask(SHEETS, seed, 800, MILLISECONDS)

    assert found["faults"] == []
    assert all(count > 30 for count in found["ends"].values()), found["ends"]


@pytest.mark.parametrize("sheet", ["undefined", "null", "5", "'a'", "Symbol('s')", "() => 1"])
def test_what_is_no_sheet_is_refused_in_words(ask, sheet):
    said = ask(f"(model) => {{ try {{ return selfCheck.score(model, {sheet}) }} catch (error) {{ return error.message }} }}")

    assert said.startswith("self-check: the sheet is ") and "expected" in said


VALUES = [("Object.create(null)", "object"), ("{ toString() { throw 1 } }", "object"), ("'x'.repeat(1e6)", "x" * 60), ("Symbol('s')", "Symbol(s)"), ("7", "7")]


@pytest.mark.parametrize(("value", "shown"), VALUES)
def test_a_value_that_cannot_be_shown_is_refused_at_its_place_and_briefly(ask, guide, value, shown):
    id_ = guide.levels[0].statements[0].id
    script = f"(model, id) => {{ try {{ return selfCheck.score(model, {{ answers: {{ [id]: {value} }} }}) }} catch (error) {{ return error.message }} }}"

    said = ask(script, id_)

    assert said.startswith(f'self-check: answer to "{id_}" is {shown}; expected ') and len(said) < 300


def test_answers_that_an_object_only_inherits_are_no_answers(ask, guide):
    ids = [statement.id for level in guide.levels for statement in level.statements]
    script = """(model, ids) => {
        const inherited = Object.create(Object.fromEntries(ids.map((id) => [id, 2])));
        return [selfCheck.score(model, { answers: inherited }), selfCheck.score(model, {})];
    }"""

    found, blank = ask(script, ids)

    assert found == blank
