"""Made-up answers with known truth: people with levels, and people who lack what the analysis looks for.

    python3 made_up.py 600 > answers.csv
    python3 made_up.py 600 ladder care again > answers.csv      leaves these three truths out

No person is in them. Each has a leaning to tell, one to be told, and one to be met with care; what is told
at a level grows rarer the further up it lies. Every number is an assumption.
"""

import csv
import sys
from bisect import bisect
from collections.abc import Iterator
from math import sqrt
from random import Random

from rule import ANSWERS, CARE, SHARING, instrument

# Deviations: of the leanings, of yes-saying, of a statement, of an answer given a second time.
LEANING, YES_SAYING, STATEMENT, NOISE = 1.2, 0.3, 0.15, 0.8
# How the two sides go together, and how care goes with them; care's mean; how far apart levels lie.
SIDES_ALIKE, CARE_ALIKE, CARE_MEAN, STEP = 0.75, 0.5, 0.8, 0.9
# Where what lies behind an answer is cut into the answers, and how often a line is left open.
CUTS, OPEN = (-1.5, -0.5, 0.5, 1.5), 0.04
ABOUT = ("partner", "friend", "family", "someone_else")
# What can be left out: that lines go together, that whoever tells much at one level does so at others, that
# levels grow rarer, that care is a thing of its own, and that a second day is like the first.
TRUTHS = ("lines", "ladder", "order", "care", "again")


def people(model: dict, count: int, without: tuple[str, ...] = ()) -> Iterator[dict[str, str]]:
    """Rows of answers: half of the people answer twice. without: of TRUTHS."""
    random = Random("made-up people")
    shift = {s["id"]: random.gauss(0, STATEMENT) for level in model["levels"] for s in level["statements"]}
    for number in range(1, count + 1):
        person = _person(random, model, without)
        for wave in ("1", "2")[: 1 + number % 2]:
            if wave == "2" and "again" in without:
                person = _person(random, model, without)
            truth, lift, centers = person
            row = {"person": f"made-up-{number}", "wave": wave, "about": ABOUT[number % len(ABOUT)]}
            for id_, center in centers.items():
                latent = center + lift + shift[id_] + random.gauss(0, NOISE)
                value = random.choice(ANSWERS) if "lines" in without else ANSWERS[bisect(CUTS, latent)]
                row[id_.replace("-", "_")] = "" if random.random() < OPEN else str(value)
            yield row | {"truth": truth}


def _person(random: Random, model: dict, without: tuple[str, ...]) -> tuple[str, float, dict[str, float]]:
    """(true level, yes-saying, what each statement is answered around)"""

    def two_sides() -> tuple[float, float]:
        both = random.gauss(0, sqrt(SIDES_ALIKE))
        return tuple(LEANING * (both + random.gauss(0, sqrt(1 - SIDES_ALIKE))) for _ in range(2))

    sides, levels = two_sides(), model["levels"]
    mean = sum(sides) / 2
    care = CARE_MEAN + CARE_ALIKE * mean + random.gauss(0, LEANING * sqrt(1 - CARE_ALIKE**2))
    step = 0 if "order" in without else STEP
    heights = [step * (number - (len(levels) - 1) / 2) for number, _ in enumerate(levels)]
    centers = {}
    for level, height in zip(levels, heights):
        own = [side - height for side in (two_sides() if "ladder" in without else sides)]
        for statement in level["statements"]:
            met = mean + CARE_MEAN if "care" in without else care
            told = own[statement["facet"] != SHARING]
            centers[statement["id"]] = met if statement["facet"] == CARE else told
    reached = max(1, sum(height <= mean for height in heights))
    truth = "" if {"ladder", "lines", "order"} & {*without} else levels[reached - 1]["id"]
    return truth, random.gauss(0, YES_SAYING), centers


def main(count: str, *without: str) -> None:
    """Write so many people as CSV."""
    known = instrument()
    rows = [row | {"instrument": known["label"]} for row in people(known["model"], int(count), without)]
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    writer = csv.DictWriter(sys.stdout, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


if __name__ == "__main__":
    if len(sys.argv) < 2 or not sys.argv[1].isdecimal() or {*sys.argv[2:]} - {*TRUTHS}:
        sys.exit(
            f"python3 made_up.py 600 > answers.csv; behind the number what is left out: {' '.join(TRUTHS)}"
        )
    main(*sys.argv[1:])
