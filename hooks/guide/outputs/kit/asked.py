"""What a form of the kit asks, in its order: the same for every tool that collects.

Statements and the wish, and nothing about safety: whoever asks that has to answer the same day, and a form
cannot.
"""

from dataclasses import dataclass

from guide.model.guide import Guide
from guide.model.rule import INSTRUMENT, WISH
from guide.reading.slots import filled

PERSON, WAVE, ABOUT = "person", "wave", "about"
WAVES = ("1", "2")


@dataclass(frozen=True)
class Question:
    """One question; `choices` are (value, text), and none where something is typed."""

    name: str
    text: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Screen:
    """Statements that are asked together, each with the same answers."""

    name: str
    title: str
    stem: str
    statements: tuple[Question, ...]
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Form:
    """`label`: which version of the self-check it is, as each sheet tells it in the field INSTRUMENT;
    `record`: how the number of a sheet is called."""

    title: str
    notice: str
    label: str
    record: str
    instrument: Question
    first: tuple[Question, ...]
    screens: tuple[Screen, ...]
    wish: Question


def name_of(id_: str) -> str:
    """An id as the tools take names: with no hyphen."""
    return id_.replace("-", "_")


def form(guide: Guide, label: str) -> Form:
    """The form of a guide. label: the version of its self-check, with fingerprints."""
    words, check = guide.kit.form, guide.words.check
    answers = tuple((one.value, one.text) for one in guide.answers)
    stem = filled(check.statements.stem, {"noun": guide.relationships[-1].noun})
    screens = [
        Screen(
            f"screen_{number}",
            check.statements.title,
            f"{stem} {check.statements.hint}",
            tuple(Question(name_of(id_), guide.statement_by_id[id_].text) for id_ in ids),
            answers,
        )
        for number, ids in enumerate(guide.statement_screens, 1)
    ]
    about = tuple((name_of(one.id), one.name) for one in guide.relationships)
    levels = [(name_of(one.id), f"{one.name}. {one.summary}") for one in guide.levels]
    wishes = [(name_of(one.id), one.text) for one in guide.wishes]
    return Form(
        words.title,
        words.notice,
        label,
        words.record,
        Question(INSTRUMENT, words.instrument),
        (
            Question(PERSON, words.person, words.person_hint),
            Question(WAVE, words.wave, "", tuple(zip(WAVES, words.waves))),
            Question(ABOUT, check.start.about, "", about),
        ),
        tuple(screens),
        Question(WISH, check.wanted.stem, check.wanted.hint, (*levels, *wishes)),
    )
