"""How the self-check's rule places made-up people, beside the best that any scorer could do.

    python tests/bench/simulation.py        prints the figures and writes them to tests/bench/simulation.md

Takes about three minutes on two cores.
"""

import platform
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
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
# The crowds. A pair is stepped people with the levels of sharing and returning; yes-saying is half a step.
STEPPED, YES_SAYING, SMOOTH, ARCHETYPES = "stepped", "yes-saying", "smooth", "archetypes"
LIFT = 0.5
# Smooth people and archetypes have one noise.
ONE_NOISE = "1.0"
# Someone truly at this level or below should not be told of the highest level.
LOW = 2


@dataclass(frozen=True)
class Placed:
    """A person, and what the rule says; what it says on another day, of fewer lines, and where mine and
    theirs are far apart at the last level; and Bayes's posterior. None where it was not asked.
    """

    person: people.Person
    of: int  # levels
    finding: reference.Finding
    again: reference.Finding | None = None
    less: reference.Finding | None = None
    posterior: dict | None = None
    gulf: reference.Finding | None = None

    @property
    def truth(self):
        return self.person.truth

    @property
    def best(self):
        return self.finding.best or 1


def placed(model, noise, count, scored, crowd, seed):
    """`count` people of a crowd, the first `scored` of stepped ones placed by Bayes too."""
    random = Random(f"{crowd} {noise} {seed}")
    if crowd == ARCHETYPES:
        return _archetypes(random, model, count, seed)
    if crowd == SMOOTH:
        return _smooth(random, model, count, seed)
    of, noise = len(model["levels"]), people.NOISES[noise]
    effect = people.effects(model, noise, seed)
    bayes = Bayes(model, noise, effect)
    if crowd in (STEPPED, YES_SAYING):
        kinds = people.kinds(of)
        chosen = random.choices(kinds, [kind.share for kind in kinds], k=count)
        drawn = [(kind.truth, kind.means, kind.means) for kind in chosen]
    else:
        drawn = [(None, *(people.means(level, of) for level in crowd))] * count
    found = []
    for one in drawn:
        person = people.stepped(random, model, noise, effect, *one, lift=LIFT * (crowd == YES_SAYING))
        answers = people.answers(random, person)
        extra = {}
        if crowd == STEPPED:
            extra["again"] = reference.find(model, people.answers(random, person))
            extra["posterior"] = bayes.posterior(answers) if len(found) < scored else None
        found.append(Placed(person, of, reference.find(model, answers), **extra))
    return found


def _smooth(random, model, count, seed):
    found, lines = [], people.slopes_and_shifts(model, seed)
    for _ in range(count):
        person = people.smooth(random, model, lines)
        answers = people.answers(random, person)
        gulf = {
            s["id"]: 2 if s["facet"] == reference.SHARING else -2 for s in model["levels"][-1]["statements"]
        }
        sheets = {
            "finding": answers,
            "again": people.answers(random, person),
            "less": people.left_open(random, model, answers),
            "gulf": answers | gulf,
        }
        told = {name: reference.find(model, sheet) for name, sheet in sheets.items()}
        found.append(Placed(person, len(model["levels"]), **told))
    return found


def _archetypes(random, model, count, seed):
    found, lines = [], people.slopes_and_shifts(model, seed)
    for number in range(count):
        name = list(people.ARCHETYPES)[number % len(people.ARCHETYPES)]
        person = people.archetype(random, model, lines, name)
        answers = people.care_left_open(random, model, people.answers(random, person), name)
        found.append(Placed(person, len(model["levels"]), reference.find(model, answers)))
    return found


def share(crowd, holds):
    """From 0 to 1, or None where nobody is counted."""
    return sum(map(holds, crowd)) / len(crowd) if crowd else None


def everyone(crowd):
    return crowd


def leveled(crowd):
    return [one for one in crowd if one.truth != MIXED]


def mixed(crowd):
    return [one for one in crowd if one.truth == MIXED]


def scored(crowd):
    return [one for one in crowd if one.posterior]


def compared(crowd):
    """Those whose `best` is held against a true level: results that give no single place are set aside."""
    return [one for one in leveled(crowd) if one.finding.kind not in ("one-sided", "not-enough")]


def clear(crowd):
    return [one for one in crowd if one.finding.clear]


def sides_apart(least, most):
    """Those whose sides are truly so many levels apart."""
    return lambda crowd: [
        one for one in crowd if least <= abs(one.person.sides[0] - one.person.sides[1]) <= most
    ]


def kind(name, of=everyone):
    """The row underneath; the row about care is set aside."""
    return lambda crowd: share(of(crowd), lambda one: one.finding.kind == name)


def shown(one):
    return "care" if one.finding.care == "low" else one.finding.kind


def leaning(one):
    return one.finding.balance in (reference.SHARING, reference.RETURNING)


def seen(one):
    """That it is not mutual is told: as care, as one-sided, or by the balance."""
    return shown(one) == "care" or leaning(one)


def accused(one):
    """Told that the other one does not treat it with care, or gives little back."""
    return shown(one) == "care" or (shown(one), one.finding.direction) == ("one-sided", reference.SHARING)


def headline(finding):
    return finding.kind, finding.levels


def changes(part, of=everyone):
    """How often a part of the finding is another one on another day."""
    return lambda crowd: share(of(crowd), lambda one: part(one.finding) != part(one.again))


def exact(crowd):
    return share(compared(crowd), lambda one: one.best == one.truth)


def within_one(crowd):
    return share(compared(crowd), lambda one: abs(one.best - one.truth) <= 1)


def covered(crowd):
    """The true level lies in the span; without one, the first level stands for it."""
    return share(compared(crowd), lambda one: one.truth in (one.finding.levels or (1,)))


def exact_by_bayes(crowd):
    """The likeliest level is held against the true one, whatever the chance of being mixed."""

    def likeliest(one):
        return max((truth for truth in one.posterior if truth != MIXED), key=one.posterior.get)

    return share(compared(scored(crowd)), lambda one: likeliest(one) == one.truth)


def share_of_bayes(crowd):
    return exact(scored(crowd)) / exact_by_bayes(crowd) if exact_by_bayes(crowd) else None


def from_low(crowd):
    """Of those whose `best` is the highest level, the share that is truly low."""
    return share([one for one in compared(crowd) if one.best == one.of], lambda one: one.truth <= LOW)


def even_over_a_gulf(crowd):
    """Of those whose span ends at the last level, though the two are as far apart as can be there."""
    reached = [one for one in crowd if one.of in one.gulf.levels]
    return share(reached, lambda one: one.gulf.balance == "even")


@dataclass(frozen=True, eq=False)
class Measure:
    """A figure of one crowd; `goals` by noise, at least or at most."""

    name: str
    crowd: str | tuple
    figure: Callable
    goals: dict = field(default_factory=dict)
    at_most: bool = False

    @property
    def noises(self):
        return (ONE_NOISE,) if self.crowd in (SMOOTH, ARCHETYPES) else tuple(people.NOISES)


def of_archetypes(names, holds):
    return lambda crowd: share([one for one in crowd if one.truth in names], holds)


PAIRS = {(5, 2): (0.90, 0.64), (5, 1): (0.95, 0.80), (1, 4): (0.92, 0.68), (4, 2): ()}


def for_stepped():
    def one(name, figure, *goals, crowd=STEPPED, at_most=False):
        return Measure(name, crowd, figure, dict(zip(people.NOISES, goals)), at_most)

    one_sided, uneven = partial(kind, "one-sided"), partial(kind, "uneven")
    return (
        one("exact level", exact, 0.87, 0.66, 0.46),
        one("within one level", within_one, 0.99, 0.92, 0.78),
        one("exact level, Bayes-optimal scorer, same people and lines", exact_by_bayes),
        one("exact level, as a share of Bayes", share_of_bayes, 0.96, 0.93, 0.88),
        one("true level in the span", covered, 0.96, 0.86, 0.70),
        one("uneven found", uneven(mixed), 0.88, 0.70, 0.52),
        one("uneven, of people with a level", uneven(leveled), 0.02, 0.09, 0.21, at_most=True),
        one("one-sided, of balanced people", one_sided(leveled), 0.04, 0.08, 0.10, at_most=True),
        *(one(f"one-sided found, {pair}", one_sided(), *goals, crowd=pair) for pair, goals in PAIRS.items()),
        one(f"truly at level {LOW} or below, of all whose `best` is the highest", from_low),
        one("another day: another kind", changes(lambda finding: finding.kind)),
        one("another day: another `best`", changes(lambda finding: finding.best)),
        one("another day: another kind or level", changes(headline)),
        one("yes-saying: exact level", exact, crowd=YES_SAYING),
        one("yes-saying: uneven, of people with a level", uneven(leveled), crowd=YES_SAYING),
    )


def with_one_goal(crowd, name, figure, at_least=None, at_most=None):
    goal = at_least if at_most is None else at_most
    return Measure(name, crowd, figure, {} if goal is None else {ONE_NOISE: goal}, at_most is not None)


def for_smooth():
    one = partial(with_one_goal, SMOOTH)

    def of(holds, which=everyone):
        return lambda crowd: share(which(crowd), holds)

    same = sides_apart(0, 0)
    return (
        one("exact level", exact, at_least=0.52),
        one("within one level", within_one),
        one("true level in the span", covered),
        one("one-sided, sides two or more levels apart", kind("one-sided", sides_apart(2, 9))),
        one("one-sided, sides at the same level", kind("one-sided", same)),
        one("leaning, sides at the same level", of(leaning, same)),
        one("uneven", kind("uneven")),
        one("not placed", kind("not-placed")),
        one("care shown", of(lambda person: shown(person) == "care")),
        one("another day: another kind", changes(lambda finding: finding.kind)),
        one("another day: another `best`", changes(lambda finding: finding.best), at_most=0.52),
        one("another day: another kind or level", changes(headline)),
        one("clear", of(lambda person: person.finding.clear)),
        one("clear, and another day another kind or level", changes(headline, clear)),
        one("lines left open: too few", of(lambda person: person.less.kind == "not-enough"), at_most=0.06),
        one("lines left open: the same `best`", of(lambda person: person.less.best == person.finding.best)),
        one("as far apart as can be at the last level reached, and told even", even_over_a_gulf, at_most=0),
    )


def for_archetypes():
    def one(name, names, holds, **goal):
        return with_one_goal(ARCHETYPES, name, of_archetypes(names, holds), **goal)

    care, one_sided = SHOWN["care"], SHOWN["one-sided"]
    private = "private reader, kind open partner"
    return (
        one("contempt, much told: care", ["contempt, much told"], care, at_least=0.85),
        one("contempt, little told: care", ["contempt, little told"], care, at_least=0.45),
        one("ordinary people: care", people.ORDINARY, care, at_most=0.05),
        one("unanswered: one-sided, care or leaning", ["unanswered"], seen, at_least=0.75),
        one("I give, little comes back: the same", ["I give, little comes back"], seen),
        one(f"{private}: one-sided", [private], one_sided, at_least=0.72),
        one("quiet carer: accused", ["quiet carer"], accused, at_most=0.10),
    )


# What archetypes are shown; the last two lie across the others.
SHOWN = {
    "care": lambda one: shown(one) == "care",
    "one-sided": lambda one: shown(one) == "one-sided",
    "level or between": lambda one: shown(one) in ("level", "between"),
    "uneven": lambda one: shown(one) == "uneven",
    "not placed": lambda one: shown(one) == "not-placed",
    "*leaning or one-sided*": leaning,
    "*some care not met*": lambda one: one.finding.care == "some",
}
MEASURES = (*for_stepped(), *for_smooth(), *for_archetypes())
BY_ARCHETYPE = {
    name: [Measure(column, ARCHETYPES, of_archetypes([name], holds)) for column, holds in SHOWN.items()]
    for name in people.ARCHETYPES
}
EVERYTHING = tuple((one, noise) for one in MEASURES for noise in one.noises)


@dataclass(frozen=True)
class Figure:
    """A measure over the people of all seeds, its standard error by their spread, and its goal."""

    value: float
    error: float
    goal: float | None
    at_most: bool

    @property
    def reached(self):
        """By two standard errors, so that other seeds would say the same."""
        if self.goal is None:
            return True
        low, high = self.value - 2 * self.error, self.value + 2 * self.error
        return high <= self.goal if self.at_most else low >= self.goal

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
    sizes = (
        "+".join(str([s["facet"] for s in level["statements"]].count(facet)) for facet in reference.FACETS)
        for level in model["levels"]
    )
    constants = ", ".join(f"{name} {value:g}" for name, value in model["constants"].items())
    return f"Levels with {', '.join(sizes)} statements; the rule's constants: {constants}."


def table(head, rows):
    """Rows of cells as Markdown; one without any cell is left out."""
    rows = [head, ["---"] * len(head), *(row for row in rows if any(row[1:]))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def report(model, found):
    """The whole of simulation.md."""

    def rows(*crowds, noises=(ONE_NOISE,)):
        chosen = [one for one in MEASURES if one.crowd in crowds]
        return [[one.name, *(str(found.get((one, noise), "")) for noise in noises)] for one in chosen]

    head = ["made-up people", "share"]
    noises = tuple(people.NOISES)
    stepped = table(
        [head[0], *(f"{noise} noise" for noise in noises)], rows(STEPPED, YES_SAYING, *PAIRS, noises=noises)
    )
    shown_to = [
        [name, *(f"{found[one, ONE_NOISE].value:.2f}" for one in columns)]
        for name, columns in BY_ARCHETYPE.items()
    ]
    return f"""# How the rule places made-up people

Every figure is of made-up people.
It shows how the rule behaves if people answer like this, not that people do.

- Made by `python tests/bench/simulation.py` with Python {platform.python_version()}.
  Seeds {SEEDS[0]} to {SEEDS[-1]}, {PEOPLE:,} people for each seed, noise and crowd; every signal is *no*.
- {asked(model)}
- In a cell: the figure ± its standard error (from the spread between seeds), and in brackets the goal.
  A goal counts as reached where the figure is better by two standard errors.
- How people are made: people.py. Bayes scores the same people as the rule, by the lines that count for the
  level.
- Held against the true level is `best`, or the first level without one.
  Results without a single place are set aside.

## People with a level, or a hole

Care is one more line of the ladder, on the side of what they tell; the row about care is set aside.
Yes-saying: everyone half a step high. (5, 2): sharing as at level 5, returning as at level 2.
Balanced people: those with a level.

{stepped}

## People with two traits, and one for care

What I tell and what they tell go together by {people.SIDES_ALIKE}; the true level is that of their mean.
The row about care is set aside.

{table(head, rows(SMOOTH))}

## Sketches of relationships

Where the reader tells little, care is left open with {people.CARE_OPEN}.
Ordinary people: {", ".join(people.ORDINARY)}.
Accused: shown care, or one-sided with more sharing.

{table(head, rows(ARCHETYPES))}

What each is shown; the last two columns lie across the others.

{table([head[0], *SHOWN], shown_to)}

No rule on closeness can see that the teen is groomed.
"""


def model_of(guide):
    """The guide's rule on as many levels as the made-up people have; one more does not change the figures."""
    model = guide.scorer_model
    return {**model, "levels": model["levels"][: len(people.SHARES)]}


def main():
    model = model_of(load(ROOT / "docs"))
    columns = [*chain(*BY_ARCHETYPE.values())]
    found = run(model, wanted=[*EVERYTHING, *((one, ONE_NOISE) for one in columns)])
    text = report(model, found)
    print(text)
    (ROOT / "tests" / "bench" / "simulation.md").write_text(text, encoding="utf-8")
    missed = [f"{one.name} ({noise} noise)" for (one, noise), figure in found.items() if not figure.reached]
    return f"Goals missed: {', '.join(missed)}" if missed else 0


if __name__ == "__main__":
    sys.exit(main())
