"""Made-up answers for the scorer: sheets of many makes, and models of other sizes."""

import random

from guide.model import rule
from guide.model.rule import ANSWERS, CARE, FACETS, RETURNING, SHARING, WISHES


def made(model, levels, pairs=2, care=1, **constants):
    """A model of other sizes: each level has so many pairs of twins and care lines. Their order is not the
    guide's."""
    facets = [SHARING] * pairs + [CARE] * care + [RETURNING] * pairs
    statements = [
        [{"id": f"statement-{n}-{i}", "facet": facet} for i, facet in enumerate(facets)]
        for n in range(1, levels + 1)
    ]
    levels = [{"id": f"level-{n}", "statements": own} for n, own in enumerate(statements, 1)]
    return {**model, "levels": levels, "constants": {**model["constants"], **constants}}


def ids(model):
    return [level["id"] for level in model["levels"]]


def fill(model, answer):
    """Answers to all statements, each `answer(number of the level, facet)`."""
    return {
        s["id"]: answer(n, s["facet"])
        for n, level in enumerate(model["levels"], 1)
        for s in level["statements"]
    }


def calm(model, answers, wanted=None):
    """A sheet on which every signal is No."""
    return {"answers": answers, "signals": dict.fromkeys(model["signals"], "no"), "wanted": wanted}


def people(draw, model, blank=0.0, sure=0, **facets):
    """Answers of somebody with a true level, who leaves answers above the level `sure` open at the rate
    `blank`.

    facets: a true level of one facet's own; the others have the same.
    """
    true = dict.fromkeys(FACETS, any_level(draw, model)) | facets
    slope, noise = draw.choice([0.5, 1, 1.5, 2]), draw.choice([0, 0.4, 0.8, 1.2])

    def answer(n, facet):
        value = round(slope * (true[facet] - n) + draw.gauss(0, noise))
        return None if n > sure and draw.random() < blank else max(ANSWERS[0], min(ANSWERS[-1], value))

    return fill(model, answer)


def any_level(draw, model):
    """In halves, from below the first to above the last."""
    return draw.randint(0, 2 * len(model["levels"]) + 2) / 2


def contempt(draw, model):
    """Whatever is told: hardly a care line is true."""
    told = people(draw, model, draw.choice([0, 0.2]), returning=any_level(draw, model))
    care = {s["id"] for level in model["levels"] for s in level["statements"] if s["facet"] == CARE}
    return {
        id_: draw.choice([-2, -2, -1, -1, -1, 0, 1, None]) if id_ in care else answer
        for id_, answer in told.items()
    }


MAKES = {
    "anything": lambda draw, model: fill(model, lambda *_: draw.choice([*ANSWERS, *ANSWERS, None])),
    "people": people,
    "much left open": lambda draw, model: people(draw, model, draw.uniform(0.1, 0.7)),
    "depths open": lambda draw, model: people(
        draw, model, draw.choice([0.5, 1]), draw.randint(1, len(model["levels"]))
    ),
    "sides apart": lambda draw, model: people(draw, model, returning=any_level(draw, model)),
    "near ties": lambda draw, model: fill(
        model, lambda n, facet: draw.choice([-1, 0, 0, 0, 1, None]) if n > 1 else 1
    ),
    "contempt": contempt,
    "unanswered": lambda draw, model: people(draw, model, returning=0, care=draw.choice([0, 0.5, 1, 2])),
}


def make_sheets(model, make, count):
    """Sheets of one make, the same in every run; on every tenth some signals are not No."""
    draw = random.Random(make)
    wishes = [*ids(model), *WISHES, None]
    sheets = [calm(model, MAKES[make](draw, model), draw.choice(wishes)) for _ in range(count)]
    for sheet in sheets[::10]:
        told = [id_ for id_ in model["signals"] if draw.random() < 0.9]
        sheet["signals"] = {id_: draw.choice([*["no"] * 9, "skip", "unsure", "yes"]) for id_ in told}
    return sheets


def agree(model, sheets, results):
    for sheet, found in zip(sheets, results, strict=True):
        assert found == rule.score(model, sheet), sheet
