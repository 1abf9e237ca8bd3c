"""The self-check as a measuring instrument: what would change its results, as two short numbers.

`python tests/instrument.py` prints both for an entry in INSTRUMENT.md.
`questions` changes with what a reader is asked; `rule` with what the rule makes of the same made-up answers.
"""

import hashlib
import json
import re
import sys
from pathlib import Path

import reference

ROOT = Path(__file__).parent.parent
CHANGELOG = ROOT / "INSTRUMENT.md"
SHEETS = 300
# Levels and signals that no author can change, so that only the rule and its constants show.
LEVELS, SIGNALS = 5, 7
FACETS = ("sharing", "returning") * 2 + ("care",)


def fingerprints(guide):
    """{"questions", "rule"}: a number for each, of 16 hexadecimal digits."""
    rule = results(guide.scorer_model["constants"])
    return {"questions": short(_questions(guide)), "rule": short(rule)}


def entries(text):
    """[(version, text)] of a changelog, the newest first."""
    return re.findall(r"^## (\d\S*)\n(.*?)(?=^## |\Z)", text, re.M | re.S)


def recorded(entry):
    """The fingerprints that an entry of the changelog gives, those of `fingerprints`."""
    return dict(re.findall(r"\b(questions|rule) `([0-9a-f]{16})`", entry))


def _questions(guide):
    return {
        "levels": [
            [level.id, *([one.id, one.facet, one.text] for one in level.statements)] for level in guide.levels
        ],
        "screens": guide.statement_screens,
        "signals": [[one.id, one.text, one.hint, one.text_for] for one in guide.signals],
        "answers": [
            [answer.value, answer.text] for part in (guide.answers, guide.signal_answers) for answer in part
        ],
    }


def results(constants):
    """What the rule makes of the made-up answers with these constants."""
    levels = [
        {"id": f"level-{i}", "statements": [{"id": f"{i}-{j}", "facet": one} for j, one in enumerate(FACETS)]}
        for i in range(LEVELS)
    ]
    model = {"constants": constants, "levels": levels, "signals": [f"signal-{i}" for i in range(SIGNALS)]}
    return [reference.score(model, _sheet(model, number)) for number in range(SHEETS)]


def _sheet(model, number):
    """A made-up sheet, the same on every machine. Each person has a height, and answers lie around it."""

    def draw(name, choices):
        digest = hashlib.sha256(f"{number} {name}".encode()).digest()
        return choices[int.from_bytes(digest[:4], "big") % len(choices)]

    uneven = draw("uneven", (True, False, False))
    names = {facet: facet if uneven or facet == "care" else "both" for facet in FACETS}
    heights = {facet: draw(name, range(LEVELS + 1)) for facet, name in names.items()}
    # Some leave much open.
    often = draw("open", (0, 0, 0, 6))
    answers = {}
    for place, level in enumerate(model["levels"]):
        for one in level["statements"]:
            likely = (1, 2, 2, 0, -1) if place < heights[one["facet"]] else (-1, -2, -2, 0, 1)
            answers[one["id"]] = draw(one["id"], (*likely, None, *[None] * often))
    signals = {id_: draw(id_, ("no",) * 30 + ("unsure", "yes", "skip")) for id_ in model["signals"]}
    wanted = draw("wanted", [*(level["id"] for level in model["levels"]), "apart", "unsure", None])
    return {"answers": answers, "signals": signals, "wanted": wanted}


def short(value):
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "hooks"))
    from guide.model.guide import load

    guide = load(ROOT / "docs")
    told = (f"{name} `{number}`" for name, number in fingerprints(guide).items())
    print(f"version {guide.version}: {', '.join(told)}")
