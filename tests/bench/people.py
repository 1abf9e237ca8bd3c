"""Made-up people who answer the self-check, in three crowds.

- Stepped: with a level, a hole among their levels, or sides that differ. A statement is held or not, with a
  step between; care is one more line of the ladder, on the side of what they tell.
- Smooth: two correlated traits (what I tell, what they tell) and a third (care), and the further up a level
  lies, the less true its lines (a graded response model).
- Archetypes: sketches of relationships, told level by level; care is told apart.

They say how the rule behaves if people answer like this; they say nothing about whether people do.
Every number here is an assumption, none was measured; together they make the noise `medium` of stepped people
about a just acceptable cumulative scale (over the levels at or above the middle: Loevinger's H near 0.44).
Means, deviations and cuts are in units of the noise of a single answer, whose deviation is 1.
"""

from bisect import bisect
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from math import exp, sqrt
from random import Random

from reference import ANSWERS, CARE, FACETS, SHARING

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
# Smooth people: the deviation of what I tell and what they tell, and how they go together; care's mean and
# deviation, and how it goes with both; how far apart levels lie.
TRAIT, SIDES_ALIKE = 1.2, 0.75
CARE_MEAN, CARE_TRAIT, CARE_ALIKE = 1.0, 0.8, 0.5
STEP = 1.0
# Smooth people and archetypes, deviations: yes-saying, fondness for extreme answers (of its logarithm), the
# person at a level; of statements the effect and, for smooth people, the slope (of its logarithm).
YES_SAYING, EXTREME, AT_LEVEL, STATEMENT, SLOPE = 0.3, 0.25, 0.3, 0.35, 0.2
# How often a line is left open: what I tell, and anything of theirs by level (further up, as at the end);
# people have habits, so these are multiplied by a number of the person's, whose mean is 1.
OPEN_OF_MINE, OPEN_OF_THEIRS = 0.03, (0.05, 0.08, 0.12, 0.20, 0.25)
# How often an archetype leaves care open where it tells little: a mean below 0.
CARE_OPEN = 0.6

# By level, from the first: what I tell, what they tell, how it is met.
CLOSE, FRIEND = (1.6, 1.5, 1.4, 1.3, 1.1), (1.5, 1.4, 1.1, 0.8, -0.4)
DISTANT, CONTEMPT = (1.2, 0.4, -0.8, -1.2, -1.5), (-0.4, -1.1, -1.2, -1.3, -1.2)
ARCHETYPES = {
    "contempt, much told": ((1.5, 1.3, 1.1, 0.9, 0.6), (1.5, 1.3, 1.1, 0.9, 0.6), CONTEMPT),
    "contempt, little told": (DISTANT, DISTANT, CONTEMPT),
    "unanswered": ((1.3, 1.1, 0.7, 0.2, -0.5), (-0.9, -1.0, -1.2, -1.4, -1.6), (0.0, -0.4, -0.6, -0.8, -0.8)),
    "I give, little comes back": (
        (1.5, 1.4, 1.2, 1.0, 0.4),
        (0.6, -0.2, -0.8, -1.1, -1.4),
        (0.6, 0.2, -0.1, -0.3, -0.4),
    ),
    "private reader, kind open partner": (
        (0.9, 0.2, -0.8, -1.3, -1.5),
        (1.5, 1.3, 1.2, 1.0, 0.6),
        (1.5, 1.4, 1.4, 1.4, 1.3),
    ),
    "quiet carer": ((1.3, 0.8, -0.6, -1.1, -1.5), (1.1, 0.5, -0.9, -1.3, -1.6), (1.5, 1.4, 1.4, 1.4, 1.4)),
    "groomed teen": ((1.5, 1.4, 1.3, 1.3, 1.3), (1.5, 1.4, 1.3, 1.2, 1.2), (1.5, 1.4, 1.4, 1.4, 1.4)),
    "acquaintance": ((1.0, -0.4, -1.3, -1.6, -1.7), (1.0, -0.4, -1.3, -1.6, -1.7), (1.1, 0.9, 0.3, 0.2, 0.2)),
    "coworker": ((1.3, 0.8, -0.7, -1.3, -1.6), (1.3, 0.8, -0.7, -1.3, -1.6), (1.2, 1.0, 0.5, 0.4, 0.3)),
    "activity friend": ((1.4, 1.0, 0.4, -0.8, -1.3), (1.4, 1.0, 0.4, -0.8, -1.3), (1.3, 1.2, 0.9, 0.7, 0.7)),
    "good friend": (FRIEND, FRIEND, (1.5, 1.4, 1.3, 1.3, 1.2)),
    "close partner": (CLOSE, CLOSE, (1.5, 1.4, 1.4, 1.4, 1.3)),
    "estranged": (
        (-0.7, -1.0, -1.4, -1.6, -1.7),
        (-0.7, -1.0, -1.4, -1.6, -1.7),
        (-0.4, -0.7, -0.8, -0.8, -0.8),
    ),
}
# Of whom nobody would say that they are met without kindness or respect.
ORDINARY = ("quiet carer", "acquaintance", "coworker", "activity friend", "good friend", "close partner")


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
    """Stepped people of one sort: their true level (a number, or MIXED), their share, their mean at each
    level."""

    truth: int | str
    share: float
    means: tuple


@dataclass(frozen=True)
class Person:
    """What answers are drawn from, on this day and on another: `centers` by the statements' ids.

    truth: a level, MIXED, the name of an archetype, or None; sides: the true level of each, where known.
    """

    truth: int | str | None
    centers: dict
    sides: tuple | None = None
    slip: float = 0.0
    stretch: float = 1.0


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


def stepped(random, model, noise, effect, truth, sharing, returning, lift=0.0):
    """sharing, returning: the person's mean at each level; effect: of each statement; lift: how much higher
    the person answers than others."""
    person, centers = random.gauss(lift, noise.person), {}
    for level, mine, theirs in zip(model["levels"], sharing, returning):
        at_level = person + random.gauss(0, noise.level)
        for statement in level["statements"]:
            mean = noise.separation * (mine if statement["facet"] == SHARING else theirs)
            centers[statement["id"]] = mean + effect[statement["id"]] + at_level
    return Person(truth, centers, slip=noise.slip)


def slopes_and_shifts(model, seed):
    """Each statement's (slope, shift) among smooth people and archetypes, by its id: one set a seed."""
    random = Random(f"slopes and shifts {seed}")
    return {
        statement["id"]: (exp(random.gauss(0, SLOPE)), random.gauss(0, STATEMENT))
        for level in model["levels"]
        for statement in level["statements"]
    }


def smooth(random, model, lines):
    """The true level of a trait, and of the mean of both: the last one that does not lie above it."""
    count, both = len(model["levels"]), random.gauss(0, sqrt(SIDES_ALIKE))
    mine, theirs = (TRAIT * (both + random.gauss(0, sqrt(1 - SIDES_ALIKE))) for _ in range(2))
    care = CARE_ALIKE * (mine + theirs) / TRAIT / sqrt(2 + 2 * SIDES_ALIKE)
    care = CARE_MEAN + CARE_TRAIT * (care + random.gauss(0, sqrt(1 - CARE_ALIKE**2)))
    heights = [STEP * (number - count / 2 - 1) for number in range(1, count + 1)]

    def level_of(trait):
        return max(1, sum(height <= trait for height in heights))

    means = [[mine - height for height in heights], [theirs - height for height in heights], [care] * count]
    sides = level_of(mine), level_of(theirs)
    return _styled(random, model, lines, level_of((mine + theirs) / 2), means, sides)


def archetype(random, model, lines, name):
    """A person of a name in ARCHETYPES. Their statements differ in height only."""
    return _styled(
        random, model, {id_: (1, shift) for id_, (_, shift) in lines.items()}, name, ARCHETYPES[name]
    )


def _styled(random, model, lines, truth, means, sides=None):
    """Somebody with styles of answering. means: by facet and level."""
    lift, stretch, centers = random.gauss(0, YES_SAYING), exp(random.gauss(0, EXTREME)), {}
    for level, *own in zip(model["levels"], *means):
        at_level = lift + random.gauss(0, AT_LEVEL)
        for statement in level["statements"]:
            slope, shift = lines[statement["id"]]
            mean = own[FACETS.index(statement["facet"])]
            centers[statement["id"]] = slope * mean + shift + at_level
    return Person(truth, centers, sides, stretch=stretch)


def answers(random, person):
    """The answers of one day, by the statements' ids; none is left open."""
    found = {}
    for id_, center in person.centers.items():
        found[id_] = ANSWERS[bisect(CUTS, person.stretch * (center + random.gauss(0, 1)))]
        if person.slip and random.random() < person.slip:
            found[id_] = random.choice(ANSWERS)
    return found


def left_open(random, model, given):
    """Answers with some lines left open, as by people who cannot tell or would rather not."""
    found, habit = {}, random.gammavariate(2, 0.5)
    for number, level in enumerate(model["levels"]):
        theirs = OPEN_OF_THEIRS[min(number, len(OPEN_OF_THEIRS) - 1)]
        for statement in level["statements"]:
            rate = habit * (OPEN_OF_MINE if statement["facet"] == SHARING else theirs)
            found[statement["id"]] = None if random.random() < rate else given[statement["id"]]
    return found


def care_left_open(random, model, given, name):
    """An archetype's answers: where it tells little, it often cannot tell how things are met."""
    found = dict(given)
    for level, mean in zip(model["levels"], ARCHETYPES[name][0]):
        for statement in level["statements"]:
            if statement["facet"] == CARE and mean < 0 and random.random() < CARE_OPEN:
                found[statement["id"]] = None
    return found
