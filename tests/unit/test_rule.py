"""What holds of the rule on every sheet: more truth never lowers a result.

Tried on the second telling (guide.model.rule), with which the page's script agrees: on every sheet of a small
model, and on random ones of the guide's own.
"""

from dataclasses import replace
from itertools import product
from random import Random

from guide.model.rule import ANSWERS, CARE, RETURNING, SHARING, find
from sheets import MAKES, made
from tools import EVERYTHING

PLACED = ("uneven", "one-sided", "between", "level")
# The answers of one sheet are raised one by one, at most so often.
RAISES = 12


def worse(before, after, care):
    """What of the promises the raise of an answer breaks; care: whether it is one about care."""
    if care:
        bare = [replace(one, care=None) for one in (before, after)]
        broken = {
            "care appears": before.care != "low" and after.care == "low",
            "something underneath changes": bare[0] != bare[1],
        }
    elif "not-enough" in (before.kind, after.kind):
        broken = {}
    else:
        ends = [(one.levels[0], one.levels[-1]) if one.levels else (0, 0) for one in (before, after)]
        broken = {
            "best falls": after.best < before.best,
            "an end of the span falls": any(high < low for low, high in zip(*ends)),
            "a side falls": any(high < low for low, high in zip(before.sides, after.sides)),
            "no place is left": before.kind in PLACED and after.kind == "not-placed",
        }
    return [name for name, holds in broken.items() if holds]


def climbs(model, draw, sheets):
    """(before, after, whether the raised answer is about care) of random sheets."""
    care = care_lines(model)
    for number in range(sheets):
        answers = MAKES[list(MAKES)[number % len(MAKES)]](draw, model)
        before = find(model, answers)
        low = [id_ for id_, answer in answers.items() if answer is not None and answer < ANSWERS[-1]]
        for id_ in draw.sample(low, min(RAISES, len(low))):
            answers[id_] = draw.randint(answers[id_] + 1, ANSWERS[-1])
            after = find(model, answers)
            yield before, after, id_ in care
            before = after


def care_lines(model):
    return {s["id"] for level in model["levels"] for s in level["statements"] if s["facet"] == CARE}


def test_a_truer_answer_never_lowers_a_result_on_any_sheet_of_a_small_model(guide):
    """Three levels of one pair and one care line, so three of these are enough; marks stand for answers.
    Lines left open are in the whole run."""
    model = made(guide.scorer_model, 3, pairs=1, care_silent=3)
    ids = [s["id"] for level in model["levels"] for s in level["statements"]]
    care = care_lines(model)
    numbers, found = {}, {}
    all_marks = (-1, 0, 1, None) if EVERYTHING else (-1, 0, 1)
    for marks in product(all_marks, repeat=len(ids)):
        found[marks] = numbers.setdefault(find(model, dict(zip(ids, marks))), len(numbers))
    pairs, seen = 0, set()
    for marks, number in found.items():
        for place, mark in enumerate(marks):
            for higher in () if mark is None else range(mark + 1, 2):
                pairs += 1
                seen.add((number, found[*marks[:place], higher, *marks[place + 1 :]], ids[place] in care))
    findings = list(numbers)
    assert {one.kind for one in findings} == {*PLACED, "not-placed", *(["not-enough"] * EVERYTHING)}
    assert [one for one in seen if worse(findings[one[0]], findings[one[1]], one[2])] == []
    assert pairs == 3 * len(ids) * len(all_marks) ** (len(ids) - 1)


def test_as_far_apart_as_can_be_at_the_last_level_is_never_even(guide):
    model, draw, reached = guide.scorer_model, Random("gulf"), 0
    last = {
        one["id"]: {SHARING: 2, RETURNING: -2}.get(one["facet"]) for one in model["levels"][-1]["statements"]
    }
    for make in [*MAKES.values()] * 100:
        found = find(model, make(draw, model) | last)
        reached += len(model["levels"]) in found.levels
        assert found.balance != "even" or len(model["levels"]) not in found.levels
    assert reached


def test_a_truer_answer_never_lowers_a_result_on_random_sheets(guide):
    pairs, draw = 0, Random("climbs")
    while pairs < (1_000_000 if EVERYTHING else 20_000):
        for before, after, care in climbs(guide.scorer_model, draw, 100):
            assert not worse(before, after, care), (before, after)
            pairs += 1
