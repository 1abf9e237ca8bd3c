"""Made-up people who answer the self-check: with a level, a hole among their levels, or sides that differ.

They say how the rule behaves if people answer like this; they say nothing about whether people do.
Every number here is an assumption, none was measured; together they make the noise `medium` about a just
acceptable cumulative scale (over the levels at or above the middle: Loevinger's H near 0.44).
"""

from bisect import bisect
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from random import Random

from reference import ANSWERS

# The shares of people at each of five levels; `shares` spreads them over another number of levels.
SHARES = (0.14, 0.20, 0.25, 0.23, 0.18)
# The mean of a statement by how far the person's level lies above its own; further off, as at the ends.
MEANS = {2: 1.45, 1: 1.25, 0: 0.90, -1: -0.70, -2: -1.15, -3: -1.50}
# People with a hole: how many they are, and the mean of statements of levels that they hold and do not hold.
MIXED = "mixed"
MIXED_SHARE = 0.15
HELD, NOT_HELD = 1.10, -0.90
# Where what lies behind an answer is cut into the answers.
CUTS = (-1.5, -0.5, 0.5, 1.5)


@dataclass(frozen=True)
class Noise:
    """`separation` multiplies all means; `slip` is how often an answer is any; the others are deviations."""

    separation: float
    person: float
    level: float
    statement: float
    slip: float


NOISES = {
    "low": Noise(1.25, 0.25, 0.25, 0.25, 0.02),
    "medium": Noise(1.00, 0.45, 0.45, 0.30, 0.05),
    "high": Noise(0.75, 0.60, 0.60, 0.35, 0.08),
}


@dataclass(frozen=True)
class Kind:
    """People of one sort: their true level (a number, or MIXED), their share, their mean at each level."""

    truth: int | str
    share: float
    means: tuple


def shares(count):
    """The shares of people at each of `count` levels."""
    edges = [len(SHARES) * number / count for number in range(count + 1)]
    return [
        sum(share * max(0.0, min(high, i + 1) - max(low, i)) for i, share in enumerate(SHARES))
        for low, high in pairwise(edges)
    ]


def means(level, count):
    """The mean at each of `count` levels of someone at a level."""
    return tuple(MEANS[max(min(MEANS), min(max(MEANS), level - number))] for number in range(1, count + 1))


def kinds(count):
    """Every kind of people over `count` levels, both sides alike; the shares add up to one."""
    placed = [Kind(level, share, means(level, count)) for level, share in enumerate(shares(count), 1)]
    weights = {}
    for held in product((True, False), repeat=count):
        pairs = sum(later and not earlier for earlier, later in combinations(held, 2))
        if pairs:
            weights[held] = (3 if held[0] else 1) / (1 + 0.3 * pairs)
    whole = sum(weights.values())
    return [Kind(kind.truth, kind.share * (1 - MIXED_SHARE), kind.means) for kind in placed] + [
        Kind(MIXED, MIXED_SHARE * weight / whole, tuple(HELD if one else NOT_HELD for one in held))
        for held, weight in weights.items()
    ]


def effects(model, noise, seed):
    """Each statement's effect, by its id: one set a seed, centered halfway within each level."""
    random, found = Random(f"statements {seed}"), {}
    for level in model["levels"]:
        drawn = {statement["id"]: random.gauss(0, noise.statement) for statement in level["statements"]}
        half = sum(drawn.values()) / len(drawn) / 2
        found.update({id_: effect - half for id_, effect in drawn.items()})
    return found


def sheet(random, model, noise, effect, sharing, response, lift=0.0, skip=0.0):
    """The answers of one person, by the statements' ids; None for one that is skipped.

    sharing, response: the person's mean at each level; effect: of each statement; lift: how much higher the
    person answers than others; skip: how often an answer is left out.
    """
    answers = {}
    person = random.gauss(lift, noise.person)
    for level, *own in zip(model["levels"], sharing, response):
        at_level = person + random.gauss(0, noise.level)
        for statement in level["statements"]:
            mean = noise.separation * own[statement["side"] == "response"]
            answer = ANSWERS[bisect(CUTS, mean + effect[statement["id"]] + at_level + random.gauss(0, 1))]
            if random.random() < noise.slip:
                answer = random.choice(ANSWERS)
            answers[statement["id"]] = None if random.random() < skip else answer
    return answers
