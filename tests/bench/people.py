"""Made-up people who answer the self-check at five levels, in three crowds.

- Stepped: with a level, a hole among their levels, or sides that differ. A statement is held or not, with a
  step between; care is one more line of the ladder, on the side of what they tell.
- Smooth: two correlated traits (what I tell, what they tell) and a third (care), and the further up a level
  lies, the less true its lines (a graded response model).
- Sketches of relationships, told level by level; care is told apart.

They say how the rule behaves if people answer like this; they say nothing about whether people do.
Every number here is an assumption, none was measured; together they make the noise `medium` of stepped people
about a just acceptable cumulative scale (over the levels at or above the middle: Loevinger's H near 0.44).
Means, deviations and cuts are in units of the noise of a single answer, whose deviation is 1.
"""

from bisect import bisect
from dataclasses import dataclass
from itertools import combinations, product
from math import exp, sqrt
from random import Random

from guide.model.rule import ANSWERS, FACETS

# The shares of people at each level.
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
# Smooth people and sketches, deviations: yes-saying, fondness for extreme answers (of its logarithm), the
# person at a level; of statements the effect and, for smooth people, the slope (of its logarithm).
YES_SAYING, EXTREME, AT_LEVEL, STATEMENT, SLOPE = 0.3, 0.25, 0.3, 0.35, 0.2
# How often a line is left open, by level and facet; people have habits, so these are multiplied by a number
# of the person's, whose mean is 1.
OPEN = [(0.03, theirs, theirs) for theirs in (0.05, 0.08, 0.12, 0.20, 0.25)]
# How often a sketch leaves care open where it tells little: a mean below 0.
CARE_OPEN = 0.6

# By level, from the first: what I tell, what they tell, how it is met.
CLOSE, FRIEND = (1.6, 1.5, 1.4, 1.3, 1.1), (1.5, 1.4, 1.1, 0.8, -0.4)
DISTANT, CONTEMPT = (1.2, 0.4, -0.8, -1.2, -1.5), (-0.4, -1.1, -1.2, -1.3, -1.2)
SKETCHES = {
    "contempt, much told": ((1.5, 1.3, 1.1, 0.9, 0.6), (1.5, 1.3, 1.1, 0.9, 0.6), CONTEMPT),
    "contempt, little told": (DISTANT, DISTANT, CONTEMPT),
    "unanswered": ((1.3, 1.1, 0.7, 0.2, -0.5), (-0.9, -1.0, -1.2, -1.4, -1.6), (0.0, -0.4, -0.6, -0.8, -0.8)),
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


def means(level):
    """The mean at each level of someone at a level."""
    return tuple(MEANS[max(-3, min(2, level - number))] for number, _ in enumerate(SHARES, 1))


def kinds():
    """(true level or MIXED, share, mean at each level) of stepped people with both sides alike."""
    placed = [(level, share * (1 - MIXED_SHARE), means(level)) for level, share in enumerate(SHARES, 1)]
    weights = {}
    for held in product((True, False), repeat=len(SHARES)):
        if pairs := sum(later and not earlier for earlier, later in combinations(held, 2)):
            at_levels = tuple(HELD if one else NOT_HELD for one in held)
            weights[at_levels] = MIXED_SHARE * (3 if held[0] else 1) / (1 + 0.3 * pairs)
    whole = sum(weights.values()) / MIXED_SHARE
    return placed + [(MIXED, weight / whole, at_levels) for at_levels, weight in weights.items()]


def effects(model, noise, seed):
    """Each statement's effect, by its id: one set a seed, centered halfway within each level."""
    random, found = Random(f"statements {seed}"), {}
    for level in model["levels"]:
        drawn = {statement["id"]: random.gauss(0, noise.statement) for statement in level["statements"]}
        half = sum(drawn.values()) / len(drawn) / 2
        found.update({id_: effect - half for id_, effect in drawn.items()})
    return found


def stepped(random, model, noise, effect, sharing, returning):
    """Somebody by the mean of what each side tells at each level. effect: of each statement."""
    lines = {id_: (noise.separation, shift) for id_, shift in effect.items()}
    means = (sharing, returning, returning)
    return _person(random, model, lines, means, noise.person, noise.level, slip=noise.slip)


def slopes_and_shifts(model, seed):
    """Each statement's (slope, shift) among smooth people, by its id: one set a seed."""
    random = Random(f"slopes and shifts {seed}")
    return {
        statement["id"]: (exp(random.gauss(0, SLOPE)), random.gauss(0, STATEMENT))
        for level in model["levels"]
        for statement in level["statements"]
    }


def smooth(random, model, lines):
    """(true level, somebody); the level is the last one that does not lie above the mean of both traits."""
    both = random.gauss(0, sqrt(SIDES_ALIKE))
    mine, theirs = (TRAIT * (both + random.gauss(0, sqrt(1 - SIDES_ALIKE))) for _ in range(2))
    care = CARE_ALIKE * (mine + theirs) / TRAIT / sqrt(2 + 2 * SIDES_ALIKE)
    care = CARE_MEAN + CARE_TRAIT * (care + random.gauss(0, sqrt(1 - CARE_ALIKE**2)))
    heights = [STEP * (number - len(SHARES) / 2 - 1) for number, _ in enumerate(SHARES, 1)]
    means = [[trait - height for height in heights] for trait in (mine, theirs)] + [[care] * len(heights)]
    truth = max(1, sum(height <= (mine + theirs) / 2 for height in heights))
    return truth, _styled(random, model, lines, means)


def _styled(random, model, lines, means):
    stretch = exp(random.gauss(0, EXTREME))
    return _person(random, model, lines, means, YES_SAYING, AT_LEVEL, stretch=stretch)


def _person(random, model, lines, means, as_a_whole, at_a_level, slip=0.0, stretch=1.0):
    """Somebody: called, they give the answers of a day, by the statements' ids; none is left open.

    lines: (slope, shift) by statement; means: by facet and level; then deviations of the person.
    """
    lift, centers = random.gauss(0, as_a_whole), {}
    for level, *own in zip(model["levels"], *means):
        at_level = lift + random.gauss(0, at_a_level)
        for statement in level["statements"]:
            slope, shift = lines[statement["id"]]
            mean = own[FACETS.index(statement["facet"])]
            centers[statement["id"]] = slope * mean + shift + at_level

    def answers():
        found = {}
        for id_, center in centers.items():
            found[id_] = ANSWERS[bisect(CUTS, stretch * (center + random.gauss(0, 1)))]
            if slip and random.random() < slip:
                found[id_] = random.choice(ANSWERS)
        return found

    return answers


def sketched(random, model, lines, name):
    """The answers of one of SKETCHES; where it tells little, it often cannot tell how things are met."""
    lines = {id_: (1, shift) for id_, (_, shift) in lines.items()}
    rates = [(0, 0, CARE_OPEN * (mean < 0)) for mean in SKETCHES[name][0]]
    return left_open(random, model, _styled(random, model, lines, SKETCHES[name])(), rates)


def left_open(random, model, given, rates=OPEN):
    """Answers with some lines left open, as by people who cannot tell or would rather not."""
    habit, found = random.gammavariate(2, 0.5) if rates is OPEN else 1, dict(given)
    for level, own in zip(model["levels"], rates):
        for statement in level["statements"]:
            if random.random() < habit * own[FACETS.index(statement["facet"])]:
                found[statement["id"]] = None
    return found
