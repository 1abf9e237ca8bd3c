"""How the self-check's rule places made-up people, beside the best that any scorer could do.

    python tests/bench/simulation.py        prints the figures and writes them to tests/bench/simulation.md

Takes about three minutes on two cores.
"""

import platform
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, product
from math import sqrt
from multiprocessing import get_context
from pathlib import Path
from statistics import stdev

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

import levels
from bench import crowds, people
from bench.measures import MEASURES, Goal

# Many seeds rather than many people a seed: what the statements' effects happen to be moves the share of one-sided people
# that are found more than who answers does (standard deviations of 0.04 and 0.01 at medium noise with 2,500 people a seed).
SEEDS = range(1, 101)
PEOPLE = 600
EVERYTHING = tuple(product(MEASURES, people.NOISES))


@dataclass(frozen=True)
class Figure:
    """A measure under one noise, over the people of all seeds, with its standard error by the spread between seeds."""

    value: float
    error: float
    goal: Goal | None

    @property
    def reached(self):
        return self.goal is None or self.goal.reached(self.value)

    def __str__(self):
        return f"{self.value:.3f} ± {self.error:.3f}" + (f" ({self.goal})" if self.goal else "")


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
            by_seed = list(pool.map(partial(crowds.placed, model, noise, count, scored, crowd), SEEDS))
            together = list(chain(*by_seed))
            for one in measures:
                apart = [figure for figure in map(one.figure, by_seed) if figure is not None]
                found[one, noise] = Figure(one.figure(together), stdev(apart) / sqrt(len(apart)), one.goals.get(noise))
    return found


def table(found):
    """The figures as Markdown: a row a measure, a column a noise."""
    rows = [["made-up people", *(f"{noise} noise" for noise in people.NOISES)], ["---"] * (len(people.NOISES) + 1)]
    for one in MEASURES:
        if any((one, noise) in found for noise in people.NOISES):
            rows.append([one.name, *(str(found.get((one, noise), "")) for noise in people.NOISES)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def asked(model):
    """What of the guide's data the figures hang on."""
    sizes = ", ".join(str(len(level["statements"])) for level in model["levels"])
    constants = ", ".join(f"{name} {value:g}" for name, value in model["constants"].items())
    return f"Levels with {sizes} statements; the rule's constants: {constants}."


def report(model, found):
    """The whole of simulation.md."""
    return f"""# How the rule places made-up people

Every figure is of made-up people. It shows how the rule behaves if people answer like this, not that people do.

- Made by `python tests/bench/simulation.py` with Python {platform.python_version()}.
  Seeds {SEEDS[0]} to {SEEDS[-1]}, {PEOPLE:,} people for each seed, noise and crowd; every signal is *no*.
- {asked(model)}
- In a cell: the figure ± its standard error (from the spread between seeds), and in brackets the goal.
- How people are made: people.py. What is counted: figures.py. Bayes scores the same people as the rule.
- Answers skipped: 12 % at random. Yes-saying: everyone half a step high. (5, 2): sharing as at level 5, response as at level 2.
  Balanced people: those with a level and complete sheets.

{table(found)}
"""


def model_of(guide):
    """The guide's rule on as many levels as the made-up people have; a level beyond them does not change the figures."""
    model = guide.scorer_model()
    return {**model, "levels": model["levels"][: len(people.SHARES)]}


def main():
    model = model_of(levels.load(ROOT / "docs"))
    found = run(model)
    text = report(model, found)
    print(text)
    (ROOT / "tests" / "bench" / "simulation.md").write_text(text, encoding="utf-8")
    missed = [f"{one.name} ({noise} noise)" for (one, noise), figure in found.items() if not figure.reached]
    return f"Goals missed: {', '.join(missed)}" if missed else 0


if __name__ == "__main__":
    sys.exit(main())
