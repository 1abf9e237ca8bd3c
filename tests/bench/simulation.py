"""How the self-check's rule places made-up people, beside the best that any scorer could do.

    python tests/bench/simulation.py        prints the figures and writes them to tests/bench/simulation.md

Takes about three minutes on two cores.
"""

import platform
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from itertools import chain, product
from math import sqrt
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import stdev

# Where the modules lie when this runs as a program.
sys.path.extend(str(Path(__file__).parents[2] / room) for room in ("hooks", "tests"))

import reference
from bench import people
from bench.bayes import Bayes
from bench.people import MIXED
from guide.model.guide import load

ROOT = Path(__file__).parents[2]
# Many seeds rather than many people a seed: what the statements' effects happen to be moves the share of
# one-sided people that are found more than who answers does.
SEEDS = range(1, 101)
PEOPLE = 600
# Complete sheets, answers left out at random, everyone half a step high. A pair is
# the levels of sharing and response.
COMPLETE, SKIPPED, YES_SAYING = "complete", "skipped", "yes-saying"
CHANGES = {COMPLETE: {}, SKIPPED: {"skip": 0.12}, YES_SAYING: {"lift": 0.5}}
# Someone truly at this level or below should not be told of the highest level.
LOW = 2


@dataclass(frozen=True)
class Placed:
    """The true level (MIXED, or None for a pair) `of` so many, what the rule says, and Bayes where asked."""

    truth: int | str | None
    of: int
    finding: reference.Finding
    posterior: dict | None

    @property
    def best(self):
        return self.finding.best or 1


def placed(model, noise, count, scored, crowd, seed):
    """`count` people of a crowd, the first `scored` of complete sheets placed by Bayes too."""
    random, of = Random(f"{crowd} {noise} {seed}"), len(model["levels"])
    noise = people.NOISES[noise]
    effect = people.effects(model, noise, seed)
    bayes = Bayes(model, noise, effect)
    constants = {name: Fraction(str(value)) for name, value in model["constants"].items()}
    if crowd in CHANGES:
        kinds = people.kinds(of)
        chosen = random.choices(kinds, [kind.share for kind in kinds], k=count)
        drawn = [(kind.truth, kind.means, kind.means) for kind in chosen]
    else:
        drawn = [(None, *(people.means(level, of) for level in crowd))] * count
    found = []
    for truth, *sides in drawn:
        answers = people.sheet(random, model, noise, effect, *sides, **CHANGES.get(crowd, {}))
        asked = crowd == COMPLETE and len(found) < scored
        finding = reference.find(model, constants, answers)
        found.append(Placed(truth, of, finding, bayes.posterior(answers) if asked else None))
    return found


def share(crowd, holds):
    """From 0 to 1, or None where nobody is counted."""
    return sum(map(holds, crowd)) / len(crowd) if crowd else None


def kind(name, of=lambda crowd: crowd):
    return lambda crowd: share(of(crowd), lambda one: one.finding.kind == name)


def scored(crowd):
    return [one for one in crowd if one.posterior]


def leveled(crowd):
    return [one for one in crowd if one.truth != MIXED]


def mixed(crowd):
    return [one for one in crowd if one.truth == MIXED]


def compared(crowd):
    """Those whose `best` is held against a true level: results that give no single place are set aside."""
    return [one for one in leveled(crowd) if one.finding.kind not in ("one-sided", "not-enough")]


def exact(crowd):
    return share(compared(crowd), lambda one: one.best == one.truth)


def within_one(crowd):
    return share(compared(crowd), lambda one: abs(one.best - one.truth) <= 1)


def exact_by_bayes(crowd):
    """The likeliest level is held against the true one, whatever the chance of being mixed."""

    def likeliest(one):
        return max((truth for truth in one.posterior if truth != MIXED), key=one.posterior.get)

    return share(compared(scored(crowd)), lambda one: likeliest(one) == one.truth)


def share_of_bayes(crowd):
    return exact(scored(crowd)) / exact_by_bayes(crowd) if exact_by_bayes(crowd) else None


def mixed_found_by_bayes(crowd):
    """Found when as many people with a level as the rule calls mixed are called so: those likeliest to be."""
    asked = scored(crowd)
    chances = sorted((one.posterior[MIXED] for one in leveled(asked)), reverse=True)
    false = sum(one.finding.kind == "mixed" for one in leveled(asked))
    return share(mixed(asked), lambda one: one.posterior[MIXED] > chances[false])


def from_low(crowd, shown):
    """Of those shown the highest level, the share that is truly low."""
    return share([one for one in compared(crowd) if shown(one)], lambda one: one.truth <= LOW)


@dataclass(frozen=True, eq=False)
class Measure:
    """A figure of one crowd; `goals` by noise, at least or at most."""

    name: str
    crowd: str | tuple
    figure: Callable
    goals: dict = field(default_factory=dict)
    at_most: bool = False


LOW_SHOWN = f"truly at level {LOW} or below, of "
MEASURES = (
    Measure("exact level", COMPLETE, exact, {"low": 0.90, "medium": 0.70, "high": 0.50}),
    Measure("within one level", COMPLETE, within_one, {"low": 0.99, "medium": 0.94, "high": 0.80}),
    Measure("exact level, Bayes-optimal scorer, same people", COMPLETE, exact_by_bayes),
    Measure("exact level, as a share of Bayes", COMPLETE, share_of_bayes, {"low": 0.95, "medium": 0.95}),
    Measure("mixed found", COMPLETE, kind("mixed", mixed), {"medium": 0.80}),
    Measure("mixed false, of people with a level", COMPLETE, kind("mixed", leveled), {"medium": 0.11}, True),
    Measure("mixed found by Bayes with as many false", COMPLETE, mixed_found_by_bayes),
    Measure("one-sided found, (5, 2)", (5, 2), kind("one-sided"), {"medium": 0.70}),
    *(Measure(f"one-sided found, {pair}", pair, kind("one-sided")) for pair in ((5, 1), (4, 2), (1, 4))),
    Measure(
        "one-sided false, of balanced people", COMPLETE, kind("one-sided", leveled), {"medium": 0.05}, True
    ),
    Measure(
        f"{LOW_SHOWN}those shown the highest level alone",
        COMPLETE,
        lambda crowd: from_low(crowd, lambda one: one.finding.levels == (one.of,)),
        {"medium": 0.01},
        True,
    ),
    Measure(
        f"{LOW_SHOWN}all whose `best` is the highest",
        COMPLETE,
        lambda crowd: from_low(crowd, lambda one: one.best == one.of),
    ),
    Measure("answers skipped: exact level", SKIPPED, exact),
    Measure("answers skipped: within one level", SKIPPED, within_one),
    Measure("answers skipped: mixed false", SKIPPED, kind("mixed", leveled)),
    Measure("answers skipped: not enough answers", SKIPPED, kind("not-enough")),
    Measure("yes-saying: exact level", YES_SAYING, exact),
    Measure("yes-saying: within one level", YES_SAYING, within_one),
    Measure("yes-saying: mixed found", YES_SAYING, kind("mixed", mixed)),
    Measure("yes-saying: mixed false", YES_SAYING, kind("mixed", leveled)),
)
EVERYTHING = tuple(product(MEASURES, people.NOISES))


@dataclass(frozen=True)
class Figure:
    """A measure over the people of all seeds, its standard error by their spread, and its goal."""

    value: float
    error: float
    goal: float | None
    at_most: bool

    @property
    def reached(self):
        return self.goal is None or (self.value <= self.goal if self.at_most else self.value >= self.goal)

    def __str__(self):
        goal = "" if self.goal is None else f" ({'≤' if self.at_most else '≥'} {self.goal:.2f})"
        return f"{self.value:.3f} ± {self.error:.3f}{goal}"


def run(model, count=PEOPLE, scored=PEOPLE, wanted=EVERYTHING):
    """The Figures that are wanted, by (Measure, noise), made on every core.

    count: how many people there are for each seed, noise and crowd; scored: how many of them Bayes scores.
    Pairs of sides with a level that the model does not have are left out.
    """
    cells, found = {}, {}
    for one, noise in wanted:
        if isinstance(one.crowd, str) or max(one.crowd) <= len(model["levels"]):
            cells.setdefault((one.crowd, noise), []).append(one)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for (crowd, noise), measures in cells.items():
            by_seed = list(pool.map(partial(placed, model, noise, count, scored, crowd), SEEDS))
            together = list(chain(*by_seed))
            for one in measures:
                apart = [figure for figure in map(one.figure, by_seed) if figure is not None]
                error = stdev(apart) / sqrt(len(apart))
                found[one, noise] = Figure(one.figure(together), error, one.goals.get(noise), one.at_most)
    return found


def asked(model):
    """What of the guide's data the figures hang on."""
    sizes = ", ".join(str(len(level["statements"])) for level in model["levels"])
    constants = ", ".join(f"{name} {value:g}" for name, value in model["constants"].items())
    return f"Levels with {sizes} statements; the rule's constants: {constants}."


def report(model, found):
    """The whole of simulation.md: a row a measure, a column a noise."""
    rows = [
        ["made-up people", *(f"{noise} noise" for noise in people.NOISES)],
        ["---"] * (len(people.NOISES) + 1),
    ]
    named = {one: [str(found.get((one, noise), "")) for noise in people.NOISES] for one in MEASURES}
    rows += [[one.name, *cells] for one, cells in named.items() if any(cells)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"""# How the rule places made-up people

Every figure is of made-up people.
It shows how the rule behaves if people answer like this, not that people do.

- Made by `python tests/bench/simulation.py` with Python {platform.python_version()}.
  Seeds {SEEDS[0]} to {SEEDS[-1]}, {PEOPLE:,} people for each seed, noise and crowd; every signal is *no*.
- {asked(model)}
- In a cell: the figure ± its standard error (from the spread between seeds), and in brackets the goal.
- How people are made: people.py. Bayes scores the same people as the rule.
- Held against the true level is `best`, or the first level without one.
  Results without a single place are set aside.
- Answers skipped: 12 % at random. Yes-saying: everyone half a step high.
  (5, 2): sharing as at level 5, response as at level 2.
- Balanced people: those with a level and complete sheets.

{table}
"""


def model_of(guide):
    """The guide's rule on as many levels as the made-up people have; one more does not change the figures."""
    model = guide.scorer_model
    return {**model, "levels": model["levels"][: len(people.SHARES)]}


def main():
    model = model_of(load(ROOT / "docs"))
    found = run(model)
    text = report(model, found)
    print(text)
    (ROOT / "tests" / "bench" / "simulation.md").write_text(text, encoding="utf-8")
    missed = [f"{one.name} ({noise} noise)" for (one, noise), figure in found.items() if not figure.reached]
    return f"Goals missed: {', '.join(missed)}" if missed else 0


if __name__ == "__main__":
    sys.exit(main())
