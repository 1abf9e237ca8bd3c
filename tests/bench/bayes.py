"""The best that any scorer could do with made-up people: one that knows every number they were made with."""

from functools import cache
from itertools import pairwise, product
from math import prod
from operator import mul
from statistics import NormalDist

from bench import people
from reference import CARE

# Gauss-Hermite with 7 points for a standard normal, exact up to the 13th power: Abramowitz and Stegun,
# table 25.10, with points times the square root of 2 and weights divided by that of pi.
_HALF = (
    (1.154405394739968, 0.2401231786050127),
    (2.366759410734541, 0.0307571239675865),
    (3.750439717725742, 0.0005482688559722),
)
POINTS = ((0.0, 0.4571428571428571), *_HALF, *((-point, weight) for point, weight in _HALF))
WEIGHTS = tuple(weight for _, weight in POINTS)


class Bayes:
    """The posterior of each true level, and of MIXED, given every line of telling; like the rule, it does not
    ask care for the level.

    The person's effects, as a whole and at each level, are integrated out; those of statements are known.
    """

    def __init__(self, model, noise, effect):
        self._noise = noise
        self._ids = [
            [statement["id"] for statement in level["statements"] if statement["facet"] != CARE]
            for level in model["levels"]
        ]
        self._effects = [[effect[id_] for id_ in ids] for ids in self._ids]
        self._kinds = people.kinds(len(self._ids))
        self._means = sorted({mean for kind in self._kinds for mean in kind.means})
        self._chances = cache(self._chances_of)
        self._joint = cache(self._joint_of)
        self._likelihoods = cache(self._likelihoods_of)

    def posterior(self, answers):
        """The chance of each truth, by level number or MIXED; they add up to one."""
        levels = [self._likelihoods(i, tuple(answers[id_] for id_ in ids)) for i, ids in enumerate(self._ids)]
        found = {}
        for kind in self._kinds:
            at_levels = [level[mean] for level, mean in zip(levels, kind.means)]
            found[kind.truth] = found.get(kind.truth, 0.0) + kind.share * sum(
                map(prod, zip(WEIGHTS, *at_levels))
            )
        whole = sum(found.values())
        return {truth: chance / whole for truth, chance in found.items()}

    def _likelihoods_of(self, level, answers):
        """By mean at the level: how likely the level's answers are at each of the person's points."""
        given = tuple(enumerate(answers))
        # Two halves, since these recur far more often than the whole.
        start, rest = given[: len(given) // 2], given[len(given) // 2 :]
        found = {}
        for mean in self._means:
            grid = list(
                map(mul, self._joint(level, mean, start, True), self._joint(level, mean, rest, False))
            )
            found[mean] = [sum(grid[i : i + len(POINTS)]) for i in range(0, len(grid), len(POINTS))]
        return found

    def _joint_of(self, level, mean, given, weighted):
        """How likely some (statement, answer) are together at each point of the grid, weighted or not."""
        weights = (WEIGHTS if weighted else [1.0] * len(POINTS)) * len(POINTS)
        return list(
            map(
                prod,
                zip(weights, *(self._chances(level, statement, mean)[answer] for statement, answer in given)),
            )
        )

    def _chances_of(self, level, statement, mean):
        """By answer: how likely it is at each point of the grid, those at the level within the person's."""
        noise, cdf = self._noise, NormalDist().cdf
        center = noise.separation * mean + self._effects[level][statement]
        grid = []
        for (person, _), (at_level, _) in product(POINTS, repeat=2):
            latent = center + noise.person * person + noise.level * at_level
            below = [0.0, *(cdf(cut - latent) for cut in people.CUTS), 1.0]
            grid.append(
                [
                    (1 - noise.slip) * (high - low) + noise.slip / len(people.ANSWERS)
                    for low, high in pairwise(below)
                ]
            )
        return dict(zip(people.ANSWERS, zip(*grid)))
