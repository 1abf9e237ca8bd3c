"""Figures of a crowd of placed people, each from 0 to 1 (None where nobody is counted).

Where `best` is held against the true level, only people with a level are counted, no `best` counts as the first level, and
results that give no single place are set aside, for the rule and for Bayes alike.
"""

from bench.people import MIXED

SET_ASIDE = ("one-sided", "not-enough")
# Someone truly at this level or below should not be told of the highest level.
LOW = 2


def exact(crowd):
    return _share(_compared(crowd), lambda one: _best(one) == one.truth)


def within_one(crowd):
    return _share(_compared(crowd), lambda one: abs(_best(one) - one.truth) <= 1)


def exact_by_bayes(crowd):
    """The likeliest level is held against the true one, whatever the chance of being mixed."""
    return _share(_compared(_scored(crowd)), lambda one: max(_levels(one), key=one.posterior.get) == one.truth)


def share_of_bayes(crowd):
    """The rule's share of exact levels by that of Bayes, on the people that Bayes scored."""
    scored = _scored(crowd)
    return exact(scored) / exact_by_bayes(scored) if exact_by_bayes(scored) else None


def mixed_found(crowd):
    return kind(_mixed(crowd), "mixed")


def mixed_false(crowd):
    return kind(_with_level(crowd), "mixed")


def mixed_found_by_bayes(crowd):
    """Found when as many people with a level as the rule calls mixed are called so: those likeliest to be."""
    scored = _scored(crowd)
    chances = sorted((one.posterior[MIXED] for one in _with_level(scored)), reverse=True)
    false = sum(one.finding.kind == "mixed" for one in _with_level(scored))
    return _share(_mixed(scored), lambda one: one.posterior[MIXED] > chances[false])


def one_sided_false(crowd):
    return kind(_with_level(crowd), "one-sided")


def highest_alone_from_low(crowd):
    """Of those shown the highest level and no other."""
    return _share([one for one in _compared(crowd) if one.finding.levels == (one.of,)], lambda one: one.truth <= LOW)


def highest_best_from_low(crowd):
    """Of all whose `best` is the highest level, those shown it beside another or as mixed included."""
    return _share([one for one in _compared(crowd) if _best(one) == one.of], lambda one: one.truth <= LOW)


def not_enough(crowd):
    return kind(crowd, "not-enough")


def one_sided(crowd):
    return kind(crowd, "one-sided")


def kind(crowd, name):
    """The share of all results that are of this kind."""
    return _share(crowd, lambda one: one.finding.kind == name)


def _scored(crowd):
    return [one for one in crowd if one.posterior]


def _with_level(crowd):
    return [one for one in crowd if one.truth != MIXED]


def _mixed(crowd):
    return [one for one in crowd if one.truth == MIXED]


def _compared(crowd):
    return [one for one in _with_level(crowd) if one.finding.kind not in SET_ASIDE]


def _best(one):
    return one.finding.best or 1


def _levels(one):
    return [truth for truth in one.posterior if truth != MIXED]


def _share(crowd, holds):
    return sum(map(holds, crowd)) / len(crowd) if crowd else None
