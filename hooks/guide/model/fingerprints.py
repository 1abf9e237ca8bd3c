"""The self-check as a measuring instrument: what would change its results, as two short numbers.

`questions` changes with what a reader is asked; `rule` with what the rule makes of the same made-up answers.
"""

import hashlib
import json

from guide.model import rule
from guide.model.guide import Guide

SHEETS = 300
# Levels and signals that no author can change, so that only the rule and its constants show.
LEVELS, SIGNALS = 5, 7
FACETS = ("sharing", "returning") * 2 + ("care",)


def fingerprints(guide: Guide) -> dict[str, str]:
    """{"questions", "rule"}: a number for each, of 16 hexadecimal digits."""
    found = results(guide.scorer_model["constants"])
    return {"questions": short(_questions(guide)), "rule": short(found)}


def _questions(guide: Guide) -> dict:
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


def results(constants: dict[str, int]) -> list[dict]:
    """What the rule makes of the made-up answers with these constants."""
    levels = [
        {"id": f"level-{i}", "statements": [{"id": f"{i}-{j}", "facet": one} for j, one in enumerate(FACETS)]}
        for i in range(LEVELS)
    ]
    model = {"constants": constants, "levels": levels, "signals": [f"signal-{i}" for i in range(SIGNALS)]}
    return [rule.score(model, _sheet(model, number)) for number in range(SHEETS)]


def _sheet(model: dict, number: int) -> dict:
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


def short(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
