"""Made-up answers for the scorer: sheets of many makes, and models of other sizes."""

import random

import reference

ANSWERS = (-2, -1, 0, 1, 2)
SIDES = ("sharing", "response")


def made(model, levels, size, **constants):
    """A model of other sizes, in which statements of the two sides take turns."""
    statements = [
        [{"id": f"statement-{n}-{i}", "side": SIDES[i % 2]} for i in range(size)]
        for n in range(1, levels + 1)
    ]
    levels = [{"id": f"level-{n}", "statements": own} for n, own in enumerate(statements, 1)]
    return {**model, "levels": levels, "constants": {**model["constants"], **constants}}


def ids(model):
    return [level["id"] for level in model["levels"]]


def fill(model, answer):
    """Answers to all statements, each `answer(number of the level, side)`."""
    return {
        s["id"]: answer(n, s["side"])
        for n, level in enumerate(model["levels"], 1)
        for s in level["statements"]
    }


def calm(model, answers, wanted=None):
    """A sheet on which every signal is No."""
    return {"answers": answers, "signals": dict.fromkeys(model["signals"], "no"), "wanted": wanted}


def people(draw, model, blank=0.0, sure=0, apart=False):
    """Answers of somebody with a true level, or one on each side, who leaves answers above the level `sure`
    blank."""
    sharing, response = (draw.randint(0, 2 * len(model["levels"]) + 2) / 2 for _ in SIDES)
    true = {"sharing": sharing, "response": response if apart else sharing}
    slope, noise = draw.choice([0.5, 1, 1.5, 2]), draw.choice([0, 0.4, 0.8, 1.2])

    def answer(n, side):
        value = round(slope * (true[side] - n) + draw.gauss(0, noise))
        return None if n > sure and draw.random() < blank else max(ANSWERS[0], min(ANSWERS[-1], value))

    return fill(model, answer)


MAKES = {
    "anything": lambda draw, model: fill(model, lambda n, side: draw.choice([*ANSWERS, *ANSWERS, None])),
    "people": people,
    "much left open": lambda draw, model: people(draw, model, blank=draw.uniform(0.1, 0.7)),
    "depths left open": lambda draw, model: people(
        draw, model, draw.choice([0.5, 1]), draw.randint(1, len(model["levels"]))
    ),
    "sides apart": lambda draw, model: people(draw, model, apart=True),
    "near ties": lambda draw, model: fill(
        model, lambda n, side: draw.choice([-1, 0, 0, 0, 1, None]) if n > 1 else 1
    ),
}


def make_sheet(model, make, draw):
    return calm(model, MAKES[make](draw, model), draw.choice([*ids(model), "apart", "unsure", None]))


def make_sheets(model, make, count):
    """Sheets of one make, the same in every run; on every tenth some signals are not No."""
    draw = random.Random(make)
    sheets = [make_sheet(model, make, draw) for _ in range(count)]
    for sheet in sheets[::10]:
        told = [id_ for id_ in model["signals"] if draw.random() < 0.9]
        sheet["signals"] = {id_: draw.choice([*["no"] * 9, "skip", "unsure", "yes"]) for id_ in told}
    return sheets


def agree(model, sheets, results):
    for sheet, found in zip(sheets, results, strict=True):
        assert found == reference.score(model, sheet), sheet
