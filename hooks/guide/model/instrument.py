"""What docs/levels.yml holds beside results: levels, statements, answers, signals, steps and constants."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Constants:
    """The numbers of the rule, as scoring.md explains them."""

    near: int
    uneven_gap: int
    one_sided: int
    own_reach: int
    leaning: int
    leaning_at_top: int
    care_needed: int
    care_silent: int
    clear_gap: int
    wide: int
    open_signals: int


@dataclass(frozen=True)
class Facet:
    """What a statement is about; `letter` marks its lines on paper."""

    id: str
    name: str
    letter: str


@dataclass(frozen=True)
class Answer:
    """One of the answers to a statement or to a signal. `value` is the text that its radio carries."""

    value: str
    text: str


@dataclass(frozen=True)
class Wish:
    """An answer to "how close would you like it to be" that is no level."""

    id: str
    text: str


@dataclass(frozen=True)
class Statement:
    """One line that a reader finds true or not. `facet` is the id of a Facet."""

    id: str
    facet: str
    text: str


@dataclass(frozen=True)
class Opening:
    """A small thing to do or say first, and when to stop."""

    action: str
    message: str | None
    welcome: str
    stop: str


@dataclass(frozen=True)
class Level:
    """One level: `number` counts from 1 at the edge, `page` is its file under docs/."""

    id: str
    name: str
    told: str
    summary: str
    meaning: str
    enough: str
    statements: tuple[Statement, ...]
    prompts: tuple[str, ...]
    opening: Opening
    number: int
    page: str


@dataclass(frozen=True)
class Step:
    """One step for reclaiming closeness: `number` counts from 1, `page` is its file under docs/."""

    id: str
    name: str
    summary: str
    number: int
    page: str


@dataclass(frozen=True)
class Signal:
    """One question about safety; `text_for` has other words for it, by kind of relationship."""

    id: str
    text: str
    hint: str | None
    text_for: dict[str, str]


@dataclass(frozen=True)
class Relationship:
    """Whom the self-check can be about; `noun` stands for the person in sentences."""

    id: str
    name: str
    noun: str


@dataclass(frozen=True)
class Kind:
    """A kind of result, and the values that each of its facts can have; `level` and `pair` stand for any."""

    id: str
    facts: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Answered:
    """The answers of a made-up sheet to the statements of one level, in their order."""

    level: str
    values: tuple[Decimal, ...]


@dataclass(frozen=True)
class ExampleSheet:
    """A made-up sheet for the page on scoring, and what comes of it."""

    id: str
    title: str
    text: str
    kind: str
    levels: tuple[str, ...]
    answers: tuple[Answered, ...]
