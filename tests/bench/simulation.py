"""How the self-check's rule places made-up people, beside the best that any scorer could do.

    python tests/bench/simulation.py        prints the figures and writes them to tests/bench/simulation.md

Takes about three minutes on two cores.
"""

import platform
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, cycle, islice
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
PEOPLE = 400
# The crowds. A pair is stepped people with the levels of sharing and returning; yes-saying is half a step.
STEPPED, YES_SAYING, SMOOTH, ARCHETYPES = "stepped", "yes-saying", "smooth", "archetypes"
LIFT = 0.5
# Smooth people and archetypes have one noise.
ONE_NOISE = "1.0"


@dataclass(frozen=True)
class Placed:
    """A person, and what the rule says; what it says on another day, of fewer lines, and where mine and
    theirs are far apart at the last level; and Bayes's posterior. None where it was not asked.
    """

    truth: int | str | None
    sides: tuple | None
    of: int  # levels
    finding: reference.Finding
    again: reference.Finding | None = None
    less: reference.Finding | None = None
    gulf: reference.Finding | None = None
    posterior: dict | None = None

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
        sheets = {"finding": people.answers(random, person)}
        chances = bayes.posterior(sheets["finding"]) if crowd == STEPPED and len(found) < scored else None
        if crowd == STEPPED:
            sheets["again"] = people.answers(random, person)
        found.append(_placed(model, person, sheets, chances))
    return found


def _placed(model, person, sheets, posterior=None):
    told = {name: reference.find(model, answers) for name, answers in sheets.items()}
    return Placed(person.truth, person.sides, len(model["levels"]), **told, posterior=posterior)


def _smooth(random, model, count, seed):
    found, lines = [], people.slopes_and_shifts(model, seed)
    last = model["levels"][-1]["statements"]
    gulf = {one["id"]: 2 if one["facet"] == reference.SHARING else -2 for one in last}
    for _ in range(count):
        person = people.smooth(random, model, lines)
        answers, again = (people.answers(random, person) for _ in range(2))
        less = people.left_open(random, model, answers)
        sheets = {"finding": answers, "again": again, "less": less, "gulf": answers | gulf}
        found.append(_placed(model, person, sheets))
    return found


def _archetypes(random, model, count, seed):
    found, lines = [], people.slopes_and_shifts(model, seed)
    for name in islice(cycle(people.ARCHETYPES), count):
        person = people.archetype(random, model, lines, name)
        answers = people.care_left_open(random, model, people.answers(random, person), name)
        found.append(_placed(model, person, {"finding": answers}))
    return found


# Whom a figure is about.
def everyone(one):
    return True


def leveled(one):
    return one.truth != MIXED


def mixed(one):
    return one.truth == MIXED


def compared(one):
    """Those whose `best` is held against a true level: results that give no single place are set aside."""
    return leveled(one) and one.finding.kind not in ("one-sided", "not-enough")


def spanned(one):
    return compared(one) and one.finding.levels


def scored(one):
    return compared(one) and one.posterior is not None


def at_last_level(one):
    """What I tell and what they tell are as far apart as can be there, and the span reaches it."""
    return one.of in one.gulf.levels


def sides_apart(least, most):
    """Those whose sides are truly so many levels apart."""
    return lambda one: least <= abs(one.sides[0] - one.sides[1]) <= most


def named(*names):
    return lambda one: one.truth in names


# What may hold of them.
def exact(one):
    return one.best == one.truth


def within_one(one):
    return abs(one.best - one.truth) <= 1


def covered(one):
    return one.truth in one.finding.levels


def covered_or_first(one):
    return one.truth in (one.finding.levels or (1,))


def exact_by_bayes(one):
    """The likeliest level is held against the true one, whatever the chance of being mixed."""
    return one.truth == max((truth for truth in one.posterior if truth != MIXED), key=one.posterior.get)


def clear(one):
    return one.finding.clear


def leaning(one):
    return one.finding.balance in (reference.SHARING, reference.RETURNING)


def shown(*kinds):
    return lambda one: ("care" if one.finding.care == "low" else one.finding.kind) in kinds


def seen(one):
    """That it is not mutual shows: as care, as one-sided, or in the balance."""
    return shown("care")(one) or leaning(one)


def accused(one):
    """Told that they do not treat it with care, or give little back."""
    return shown("care")(one) or one.finding.direction == reference.SHARING


def kind(name):
    """The row underneath; the row about care is set aside."""
    return lambda one: one.finding.kind == name


def other(*parts):
    """A part of the finding is another one on another day."""
    return lambda one: any(getattr(one.finding, part) != getattr(one.again, part) for part in parts)


@dataclass(frozen=True, eq=False)
class Measure:
    """The share of a crowd's people of whom something holds; where `beside` is given, as a share of those of
    whom that holds. Goals: one for each noise of the crowd.
    """

    name: str
    crowd: str | tuple
    holds: Callable
    whom: Callable = everyone
    at_least: tuple = ()
    at_most: tuple = ()
    beside: Callable = everyone

    @property
    def noises(self):
        return (ONE_NOISE,) if self.crowd in (SMOOTH, ARCHETYPES) else tuple(people.NOISES)

    @property
    def goals(self):
        return dict(zip(self.noises, self.at_least or self.at_most))

    def figure(self, crowd):
        """None where nobody is counted."""
        chosen = [one for one in crowd if self.whom(one)]
        whole = sum(map(self.beside, chosen))
        return sum(map(self.holds, chosen)) / whole if whole else None


PAIRS = {(5, 2): (0.90, 0.64), (5, 1): (0.95, 0.80), (1, 4): (0.92, 0.68), (4, 2): ()}
PRIVATE, SEEN = "private reader, kind open partner", "one-sided, care or leaning"
MEASURES = (
    Measure("exact level", STEPPED, exact, compared, (0.87, 0.66, 0.46)),
    Measure("within one level", STEPPED, within_one, compared, (0.99, 0.92, 0.78)),
    Measure("exact level, Bayes-optimal scorer, same people and lines", STEPPED, exact_by_bayes, scored),
    Measure("exact, as a share of Bayes", STEPPED, exact, scored, (0.96, 0.93, 0.88), beside=exact_by_bayes),
    Measure("true level in the span, where there is one", STEPPED, covered, spanned, (0.96, 0.86, 0.70)),
    Measure("true level in the span, or the first level without one", STEPPED, covered_or_first, compared),
    Measure("uneven found", STEPPED, kind("uneven"), mixed, (0.88, 0.70, 0.52)),
    Measure("uneven, of people with a level", STEPPED, kind("uneven"), leveled, at_most=(0.02, 0.09, 0.21)),
    Measure("one-sided, of balanced people", STEPPED, kind("one-sided"), leveled, at_most=(0.04, 0.08, 0.10)),
    *(
        Measure(f"one-sided found, {pair}", pair, kind("one-sided"), at_least=goals)
        for pair, goals in PAIRS.items()
    ),
    Measure("another day: another kind", STEPPED, other("kind")),
    Measure("another day: another `best`", STEPPED, other("best")),
    Measure("another day: another kind or level", STEPPED, other("kind", "levels")),
    Measure("yes-saying: exact level", YES_SAYING, exact, compared),
    Measure("exact level", SMOOTH, exact, compared, (0.52,)),
    Measure("within one level", SMOOTH, within_one, compared),
    Measure("true level in the span, where there is one", SMOOTH, covered, spanned),
    Measure("one-sided, sides two or more levels apart", SMOOTH, kind("one-sided"), sides_apart(2, 9)),
    Measure("one-sided, sides at the same level", SMOOTH, kind("one-sided"), sides_apart(0, 0)),
    Measure("leaning, sides at the same level", SMOOTH, leaning, sides_apart(0, 0)),
    Measure("uneven", SMOOTH, kind("uneven")),
    Measure("not placed", SMOOTH, kind("not-placed")),
    Measure("care, which is counted in none of the others", SMOOTH, shown("care")),
    Measure("another day: another kind", SMOOTH, other("kind")),
    Measure("another day: another `best`", SMOOTH, other("best"), at_most=(0.52,)),
    Measure("another day: another kind or level", SMOOTH, other("kind", "levels")),
    Measure("clear", SMOOTH, clear),
    Measure("clear, and another kind or level another day", SMOOTH, other("kind", "levels"), clear),
    Measure("lines open: too few", SMOOTH, lambda one: one.less.kind == "not-enough", at_most=(0.06,)),
    Measure("lines open: `best` as with all", SMOOTH, lambda one: one.less.best == one.finding.best),
    Measure(
        "as far apart as can be at the last level reached, and told even",
        SMOOTH,
        lambda one: one.gulf.balance == "even",
        at_last_level,
        at_most=(0,),
    ),
    Measure("contempt, much told: care", ARCHETYPES, shown("care"), named("contempt, much told"), (0.85,)),
    Measure(
        "contempt, little told: care", ARCHETYPES, shown("care"), named("contempt, little told"), (0.45,)
    ),
    Measure("ordinary people: care", ARCHETYPES, shown("care"), named(*people.ORDINARY), at_most=(0.05,)),
    Measure(f"unanswered: {SEEN}", ARCHETYPES, seen, named("unanswered"), (0.75,)),
    Measure(f"I give, little comes back: {SEEN}", ARCHETYPES, seen, named("I give, little comes back")),
    Measure(f"{PRIVATE}: one-sided", ARCHETYPES, shown("one-sided"), named(PRIVATE), (0.72,)),
    Measure("quiet carer: accused", ARCHETYPES, accused, named("quiet carer"), at_most=(0.10,)),
)
# What the rule does not reach with these people, who are not made to suit it; the report says so.
NOT_REACHED = ("contempt, little told: care",)
# What archetypes are shown; the last two lie across the others.
SHOWN = {
    "care": shown("care"),
    "one-sided": shown("one-sided"),
    "level or between": shown("level", "between"),
    "uneven": shown("uneven"),
    "not placed": shown("not-placed"),
    "*leaning or one-sided*": leaning,
    "*some care not met*": lambda one: one.finding.care == "some",
}
BY_ARCHETYPE = {
    name: [Measure(column, ARCHETYPES, holds, named(name)) for column, holds in SHOWN.items()]
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
                found[one, noise] = Figure(
                    one.figure(together), error, one.goals.get(noise), bool(one.at_most)
                )
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
    missed = [f"*{one.name}*, {noise} noise" for (one, noise), figure in found.items() if not figure.reached]
    return f"""# How the rule places made-up people

Every figure is of made-up people.
It shows how the rule behaves if people answer like this, not that people do.

- Made by `python tests/bench/simulation.py` with Python {platform.python_version()}.
  Seeds {SEEDS[0]} to {SEEDS[-1]}, {PEOPLE:,} people for each seed, noise and crowd; every signal is *no*.
- {asked(model)}
- In a cell: the figure ± its standard error (from the spread between seeds), and in brackets the goal.
  A goal counts as reached where the figure is better by two standard errors.
- Not reached: {"; ".join(missed) or "none"}.
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
    missed = {one.name for (one, _), figure in found.items() if not figure.reached}
    return f"Goals missed: {', '.join(missed)}" if missed - {*NOT_REACHED} else 0


if __name__ == "__main__":
    sys.exit(main())
