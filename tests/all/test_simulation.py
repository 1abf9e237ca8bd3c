"""Made-up people: the rule reaches its goals, and the people and the Bayes-optimal scorer are what they are said to be.

No person has been asked: this says how the rule behaves if people answer like this. All figures: bench/simulation.md.
"""

from itertools import pairwise
from random import Random
from statistics import fmean

import pytest

import reference
from bench import bayes, crowds, figures, people, simulation
from bench.measures import MEASURES
from conftest import ROOT

# People for each seed, and how many of them Bayes scores: by noise, as few as tell a figure apart from its goal.
SIZES = {"low": (100, 60), "medium": (simulation.PEOPLE, 60), "high": (300, 0)}
GOALS = [(measure, noise) for measure in MEASURES for noise in measure.goals]


@pytest.fixture(scope="module")
def model(guide):
    return simulation.model_of(guide)


@pytest.fixture(scope="module")
def found(model):
    found = {}
    for noise, size in SIZES.items():
        found.update(simulation.run(model, *size, [goal for goal in GOALS if goal[1] == noise]))
    return found


@pytest.mark.parametrize(
    ("measure", "noise"), GOALS, ids=[f"{measure.name}, {noise} noise" for measure, noise in GOALS]
)
def test_the_rule_reaches_its_goal(found, measure, noise):
    figure = found.get((measure, noise))
    assert figure is None or figure.reached, str(figure)


def test_the_printed_figures_are_of_this_rule(model):
    printed = (ROOT / "tests/bench/simulation.md").read_text(encoding="utf-8")
    assert simulation.asked(model) in printed, "Run: python tests/bench/simulation.py"


def test_people_are_placed_as_the_whole_rule_places_them(model):
    random, noise, kinds = Random("sheets"), people.NOISES["high"], people.kinds(len(model["levels"]))
    place, effect = crowds.rule(model), people.effects(model, noise, 1)
    ids, signals = [None, *(level["id"] for level in model["levels"])], dict.fromkeys(model["signals"], "no")
    seen = set()
    for _ in range(400):
        sharing, response = (kind.means for kind in random.choices(kinds, k=2))
        answers = people.sheet(random, model, noise, effect, sharing, response, skip=random.choice((0, 0.2)))
        whole, one = reference.score(model, {"answers": answers, "signals": signals}), place(answers)
        assert (whole["kind"], whole["best"]) == (one.kind, ids[one.best])
        assert whole["levels"] == [ids[number] for number in one.levels]
        seen.add(one.kind)
    assert seen == {"not-enough", "mixed", "one-sided", "not-placed", "between", "level"}


def test_everyone_is_of_one_kind():
    for count in (3, 5, 6):
        kinds = people.kinds(count)
        assert sum(kind.share for kind in kinds) == pytest.approx(1)
        assert sum(kind.share for kind in kinds if kind.truth == people.MIXED) == pytest.approx(
            people.MIXED_SHARE
        )
        assert {len(kind.means) for kind in kinds} == {count}
    assert people.shares(len(people.SHARES)) == pytest.approx(people.SHARES)


def test_people_with_a_hole_hold_a_later_level_without_an_earlier_one():
    for kind in people.kinds(len(people.SHARES)):
        if kind.truth == people.MIXED:
            assert any(earlier < later for earlier, later in pairwise(kind.means))


def test_the_effects_of_statements_lie_halfway_to_the_middle_of_their_level(model):
    noise = people.NOISES["medium"]
    effect = people.effects(model, noise, 1)
    drawn = Random("statements 1")
    for level in model["levels"]:
        raw = [drawn.gauss(0, noise.statement) for _ in level["statements"]]
        own = [effect[statement["id"]] for statement in level["statements"]]
        assert own == pytest.approx([one - fmean(raw) / 2 for one in raw])


def test_people_answer_alike_from_the_same_seed(model):
    first, again, other = (crowds.placed(model, "low", 20, 0, crowds.SKIPPED, seed) for seed in (1, 1, 2))
    assert first == again != other


def test_bayes_integrates_over_a_standard_normal():
    for power, moment in {0: 1, 2: 1, 4: 3, 6: 15, 8: 105, 10: 945, 12: 10395}.items():
        assert sum(weight * point**power for point, weight in bayes.POINTS) == pytest.approx(moment)


def test_bayes_is_as_often_right_as_it_says(model):
    """Five-way and mixed: the chance it gives to what it holds likeliest, against how often that is so."""
    crowd = [
        one for seed in range(10) for one in crowds.placed(model, "medium", 200, 200, crowds.COMPLETE, seed)
    ]
    likeliest = [max(one.posterior, key=one.posterior.get) for one in crowd]
    right = fmean(truth == one.truth for truth, one in zip(likeliest, crowd))
    assert right == pytest.approx(fmean(max(one.posterior.values()) for one in crowd), abs=0.025)
    assert figures.exact_by_bayes(crowd) > figures.exact(crowd)
