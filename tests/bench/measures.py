"""What is measured on made-up people, and the goals. Measures without a goal are there to be seen."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bench import figures
from bench.crowds import COMPLETE, SKIPPED, YES_SAYING

# Levels of sharing and of response in people whose sides differ.
PAIRS = ((5, 2), (5, 1), (4, 2), (1, 4))


@dataclass(frozen=True)
class Goal:
    """At least a figure, or with `at_most` at most it."""

    figure: float
    at_most: bool = False

    def reached(self, figure):
        return figure <= self.figure if self.at_most else figure >= self.figure

    def __str__(self):
        return f"{'≤' if self.at_most else '≥'} {self.figure:.2f}"


@dataclass(frozen=True, eq=False)
class Measure:
    """A figure of one crowd, for a pair the people whose sides differ so; `goals` are by noise."""

    name: str
    crowd: str | tuple
    figure: Callable
    goals: dict = field(default_factory=dict)


MEASURES = (
    Measure("exact level", COMPLETE, figures.exact, {"low": Goal(0.90), "medium": Goal(0.70), "high": Goal(0.50)}),
    Measure("within one level", COMPLETE, figures.within_one, {"low": Goal(0.99), "medium": Goal(0.94), "high": Goal(0.80)}),
    Measure("exact level, Bayes-optimal scorer, same people", COMPLETE, figures.exact_by_bayes),
    Measure("exact level, as a share of Bayes", COMPLETE, figures.share_of_bayes, {"low": Goal(0.95), "medium": Goal(0.95)}),
    Measure("mixed found", COMPLETE, figures.mixed_found, {"medium": Goal(0.80)}),
    Measure("mixed false, of people with a level", COMPLETE, figures.mixed_false, {"medium": Goal(0.11, at_most=True)}),
    Measure("mixed found by Bayes with as many false", COMPLETE, figures.mixed_found_by_bayes),
    Measure("one-sided found, (5, 2)", (5, 2), figures.one_sided, {"medium": Goal(0.70)}),
    *(Measure(f"one-sided found, {pair}", pair, figures.one_sided) for pair in PAIRS[1:]),
    Measure("one-sided false, of balanced people", COMPLETE, figures.one_sided_false, {"medium": Goal(0.05, at_most=True)}),
    Measure(
        f"truly at level {figures.LOW} or below, of those shown the highest level alone",
        COMPLETE, figures.highest_alone_from_low, {"medium": Goal(0.01, at_most=True)},
    ),
    Measure(
        f"truly at level {figures.LOW} or below, of all whose `best` is the highest",
        COMPLETE, figures.highest_best_from_low,
    ),
    Measure("answers skipped: exact level", SKIPPED, figures.exact),
    Measure("answers skipped: within one level", SKIPPED, figures.within_one),
    Measure("answers skipped: mixed false", SKIPPED, figures.mixed_false),
    Measure("answers skipped: not enough answers", SKIPPED, figures.not_enough),
    Measure("yes-saying: exact level", YES_SAYING, figures.exact),
    Measure("yes-saying: within one level", YES_SAYING, figures.within_one),
    Measure("yes-saying: mixed found", YES_SAYING, figures.mixed_found),
    Measure("yes-saying: mixed false", YES_SAYING, figures.mixed_false),
)
