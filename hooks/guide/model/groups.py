"""What docs/plans.yml, docs/cases.yml and docs/cards.yml hold, for those who lead groups."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from guide.model.instrument import Level
from guide.reading.checks import GROUPS_FOLDER
from guide.reading.records import record

# How many cards stand in a row of a sheet, and how many rows on it.
ACROSS, DOWN = 3, 3


@dataclass(frozen=True)
class Task:
    """Something that a group does for some minutes: what the leader does (`do`), and words to `say`."""

    id: str
    name: str
    do: tuple[str, ...]
    say: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """An invented case. `text` and `questions` are for learners, `holds` and `notes` for the leader alone."""

    id: str
    title: str
    about: tuple[str, ...]
    fits: tuple[str, ...]
    text: tuple[str, ...]
    questions: tuple[str, ...]
    holds: str
    notes: "Notes"


@dataclass(frozen=True)
class Notes:
    """What a leader sees in a case, leaves unsaid, and where it leads."""

    see: tuple[str, ...]
    unsaid: tuple[str, ...]
    lead: tuple[str, ...]
    more: tuple["More", ...]


@dataclass(frozen=True)
class More:
    """A page that a case leads to, and the words of the link."""

    page: str
    link: str


@dataclass(frozen=True)
class Chapter:
    """Cases about one kind of people: `page` is for learners, `notes_page` for the leader alone."""

    id: str
    name: str
    cases: tuple[Case, ...]
    page: str
    notes_page: str


@dataclass(frozen=True)
class Turn:
    """A task at its time in a plan: from and until which minute, with which cases and cards."""

    task: Task
    begin: int
    end: int
    cases: tuple[tuple[Chapter, Case], ...]
    deck: "Deck | None"


@dataclass(frozen=True)
class Audience:
    """Whom plans are for, and what holds in each of them: what the leader has to report (`duties`) and says
    of it first, what to have ready, when to stop, and what to do if someone tells of harm.
    """

    id: str
    name: str
    about: str
    duties: tuple[str, ...]
    say: tuple[str, ...]
    prepare: tuple[str, ...]
    stop: tuple[str, ...]
    harm: tuple[str, ...]
    plans: tuple["Plan", ...] = ()


@dataclass(frozen=True)
class Plan:
    """A plan of some minutes; `page` is the file that the build makes for it."""

    minutes: int
    aim: str
    turns: tuple[Turn, ...]
    page: str


@dataclass(frozen=True)
class Card:
    """A card to print: a prompt of a level, `deep` where it says that one may pass; or one with an id and a
    title of its own, whose text is None where numbers for help stand on it.
    """

    text: str | None
    id: str | None = None
    title: str | None = None
    level: Level | None = None
    deep: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet of paper: the cards on its front, and the same as they lie on its back, row by row turned."""

    front: tuple[Card | None, ...]
    back: tuple[Card | None, ...]


@dataclass(frozen=True)
class Deck:
    """Cards up to a level; `page` is the file that the build makes for it."""

    id: str
    name: str
    about: str
    levels: tuple[Level, ...]
    sheets: tuple[Sheet, ...]
    page: str


def chapters(values: dict) -> tuple[Chapter, ...]:
    """The chapters of cases.yml, with the pages that the build makes for them."""
    pages = {"page": "cases", "notes_page": "notes"}
    return tuple(
        record(Chapter, one | {key: f"{GROUPS_FOLDER}/{kind}-{one['id']}.md" for key, kind in pages.items()})
        for one in values["chapters"]
    )


def decks(values: dict, levels: tuple[Level, ...]) -> tuple[Deck, ...]:
    """The decks of cards.yml: prompts, the cards that every deck has, and a sheet of numbers for help."""
    ids = [level.id for level in levels]
    deep = levels[ids.index(values["deep"]) :]
    fixed = [Card(one["text"], one["id"], one["title"]) for one in values["fixed"]]
    numbers = [Card(None, None, values["numbers"]["title"])] * ACROSS * DOWN
    made = []
    for one in values["decks"]:
        own = levels[: ids.index(one["last"]) + 1]
        prompts = [Card(text, level=level, deep=level in deep) for level in own for text in level.prompts]
        page = f"{GROUPS_FOLDER}/cards-{one['id']}.md"
        paper = (*sheets([*prompts, *fixed]), *sheets(numbers))
        made.append(Deck(one["id"], one["name"], one["about"], own, paper, page))
    return tuple(made)


def sheets(cards: Iterable[Card]) -> tuple[Sheet, ...]:
    """Cards as sheets for both sides of paper that is turned over its long edge."""
    cards, size, made = tuple(cards), ACROSS * DOWN, []
    for start in range(0, len(cards), size):
        front = (cards[start : start + size] + (None,) * size)[:size]
        rows = [front[i : i + ACROSS] for i in range(0, size, ACROSS)]
        made.append(Sheet(front, tuple(card for row in rows for card in reversed(row))))
    return tuple(made)


def audiences(values: dict, chapters: tuple[Chapter, ...], decks: tuple[Deck, ...]) -> tuple[Audience, ...]:
    """The audiences of plans.yml with their plans, each task at its time."""
    tasks = {one["id"]: record(Task, one) for one in values["tasks"]}
    cases = {case.id: (chapter, case) for chapter in chapters for case in chapter.cases}
    by_id = {deck.id: deck for deck in decks}

    def plan(audience: dict, one: dict) -> Plan:
        turns, begin = [], 0
        for timed in one["tasks"]:
            end = begin + int(timed["minutes"])
            used = tuple(cases[id_] for id_ in timed.get("cases") or ())
            turns.append(Turn(tasks[timed["task"]], begin, end, used, by_id.get(timed.get("deck"))))
            begin = end
        page = f"{GROUPS_FOLDER}/plan-{audience['id']}-{one['minutes']}.md"
        return Plan(int(one["minutes"]), one["aim"], tuple(turns), page)

    made = []
    for one in values["audiences"]:
        told = {"stop": [*one["stop"], *values["stop"]], "harm": values["harm"][one["harm"]], "plans": ()}
        plans = tuple(plan(one, inner) for inner in one["plans"])
        made.append(replace(record(Audience, one | told), plans=plans))
    return tuple(made)
