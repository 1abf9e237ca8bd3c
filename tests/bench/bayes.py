"""The best that any scorer could do with made-up people: one that knows every number they were made with."""

from functools import cache
from itertools import pairwise, product
from math import prod
from statistics import NormalDist

from bench import people
from guide.model.rule import CARE

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
        self._noise, self._effect, self._kinds = noise, effect, people.kinds()
        self._ids = [
            [statement["id"] for statement in level["statements"] if statement["facet"] != CARE]
            for level in model["levels"]
        ]
        self._chances, self._level = cache(self._chances_of), cache(self._level_of)

    def posterior(self, answers):
        """The chance of each truth, by level number or MIXED; they add up to one."""
        levels = [self._level(tuple((id_, answers[id_]) for id_ in ids)) for ids in self._ids]
        found = {}
        for truth, share, means in self._kinds:
            at_levels = zip(WEIGHTS, *(level[mean] for level, mean in zip(levels, means)))
            found[truth] = found.get(truth, 0.0) + share * sum(map(prod, at_levels))
        whole = sum(found.values())
        return {truth: chance / whole for truth, chance in found.items()}

    def _level_of(self, given):
        """By mean at the level: how likely its (statement, answer) are at each of the person's points."""
        found = {}
        for mean in {mean for _, _, means in self._kinds for mean in means}:
            chances = (self._chances(id_, mean)[answer] for id_, answer in given)
            grid = list(map(prod, zip(WEIGHTS * len(POINTS), *chances)))
            found[mean] = [sum(grid[i : i + len(POINTS)]) for i in range(0, len(grid), len(POINTS))]
        return found

    def _chances_of(self, statement, mean):
        """By answer: how likely it is at each point of the grid, those at the level within the person's."""
        noise, cdf, grid = self._noise, NormalDist().cdf, []
        for (person, _), (at_level, _) in product(POINTS, repeat=2):
            latent = noise.separation * mean + self._effect[statement]
            latent += noise.person * person + noise.level * at_level
            below = [0.0, *(cdf(cut - latent) for cut in people.CUTS), 1.0]
            slip = noise.slip / len(people.ANSWERS)
            grid.append([(1 - noise.slip) * (high - low) + slip for low, high in pairwise(below)])
        return dict(zip(people.ANSWERS, zip(*grid)))
