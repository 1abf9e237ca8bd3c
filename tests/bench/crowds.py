"""Crowds of made-up people, each of them placed by the self-check's rule and some by the Bayes-optimal scorer."""

from dataclasses import dataclass
from fractions import Fraction
from random import Random

import reference
from bench import people
from bench.bayes import Bayes

# Crowds of people with a level, some of them mixed: complete sheets, answers left out at random, everyone half a step high.
COMPLETE, SKIPPED, YES_SAYING = "complete", "skipped", "yes-saying"
CHANGES = {COMPLETE: {}, SKIPPED: {"skip": 0.12}, YES_SAYING: {"lift": 0.5}}


@dataclass(frozen=True)
class Placed:
    """One person: the true level (MIXED, or None for two sides that differ) `of` so many, what the rule says and what Bayes.

    posterior: None where Bayes was not asked.
    """

    truth: int | str | None
    of: int
    finding: reference.Finding
    posterior: dict | None


def rule(model):
    """A function that places answers: the rule of reference.py without safety, wish and firmness (every signal *no*)."""
    constants = {name: Fraction(str(value)) for name, value in model["constants"].items()}
    return lambda answers: reference.find(model, constants, answers)


def placed(model, noise, count, scored, crowd, seed):
    """`count` people of a crowd.

    noise: a name of people.NOISES; crowd: a name of CHANGES, or the levels of sharing and of response of all its people;
    scored: how many Bayes scores, in the crowd with complete sheets only.
    Statements have the same effects in every crowd of a seed.
    """
    random, of = Random(f"{crowd} {noise} {seed}"), len(model["levels"])
    noise = people.NOISES[noise]
    effect, place = people.effects(model, noise, seed), rule(model)
    bayes = Bayes(model, noise, effect)
    found = []
    for truth, sharing, response in _drawn(random, of, count, crowd):
        answers = people.sheet(random, model, noise, effect, sharing, response, **CHANGES.get(crowd, {}))
        asked = crowd == COMPLETE and len(found) < scored
        found.append(Placed(truth, of, place(answers), bayes.posterior(answers) if asked else None))
    return found


def _drawn(random, of, count, crowd):
    """(true level, means of sharing, means of response) of each of `count` people."""
    if crowd in CHANGES:
        kinds = people.kinds(of)
        drawn = random.choices(kinds, [kind.share for kind in kinds], k=count)
        return [(kind.truth, kind.means, kind.means) for kind in drawn]
    return [(None, *(people.means(level, of) for level in crowd))] * count
