"""The guide: everything that an author writes as data, checked whole before anything is built."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import sqrt
from pathlib import Path

from guide.model import changes, composing, facts, groups, instrument, places, result, searching
from guide.model.example import Example, mark
from guide.model.facts import Facts
from guide.reading import checks, group_checks, slots
from guide.reading.checks import LEVELS_FOLDER, PLACES_FOLDER, STEPS_FOLDER
from guide.reading.data_file import DataFile
from guide.reading.problems import BadData
from guide.reading.records import namespace, record

# The code of the language that all others are translated from.
SOURCE = "en"
# How many statements and questions a reader answers in a minute, unhurried.
ANSWERS_A_MINUTE = 5
# How many statements of each facet in a level the constants of the rule were tried for.
TRIED = {"sharing": 2, "returning": 2, "care": 1}
FILES = (
    "levels",
    "words",
    "helplines",
    "sources",
    "wording",
    "search",
    "changes",
    "kit",
    "cases",
    "cards",
    "plans",
)


@dataclass(frozen=True)
class Guide:
    """What all pages, scripts and exports are made from. `words` are the small words, as words.yml names
    them; `language` is the code of the language of all of them.
    """

    version: str
    constants: instrument.Constants
    facets: tuple[instrument.Facet, ...]
    answers: tuple[instrument.Answer, ...]
    signal_answers: tuple[instrument.Answer, ...]
    wishes: tuple[instrument.Wish, ...]
    # The ids of the statements of each screen.
    statement_screens: tuple[tuple[str, ...], ...]
    levels: tuple[instrument.Level, ...]
    signals: tuple[instrument.Signal, ...]
    relationships: tuple[instrument.Relationship, ...]
    steps: tuple[instrument.Step, ...]
    kinds: tuple[instrument.Kind, ...]
    result: tuple[result.Part, ...]
    sheets: tuple[instrument.ExampleSheet, ...]
    # How old the copies may be in which helplines were seen, and the day on which all were looked through.
    months: places.Months
    looked_through: str
    places: tuple[places.Place, ...]
    elsewhere: tuple[places.Finder, ...]
    sources: tuple[places.Source, ...]
    # The line of each source's id in sources.yml.
    source_lines: dict[str, int]
    words: object
    search: searching.Search
    # The newest first.
    changes: tuple[changes.Change, ...]
    # The words of the kit for those who study the self-check, as kit.yml names them.
    kit: object
    # What those who lead groups work with; `cards` are the words on cards, as cards.yml names them.
    chapters: tuple[groups.Chapter, ...]
    decks: tuple[groups.Deck, ...]
    audiences: tuple[groups.Audience, ...]
    cards: object
    language: str = SOURCE

    @cached_property
    def home(self) -> str:
        """The language whose places are for readers of this guide: English where no place names its own."""
        named = any(self.language in one.first_for for one in self.places)
        return self.language if named else SOURCE

    def is_at_home(self, place: places.Place) -> bool:
        """Whether a place is one of those for readers of the guide's language."""
        return self.home in (place.first_for or (SOURCE,))

    @cached_property
    def place_by_page(self) -> dict[str, places.Place]:
        """The place that a page made by the build (such as `help/chile.md`) is for."""
        return {place.page: place for place in self.places}

    @cached_property
    def copies(self) -> tuple[tuple[str, str], ...]:
        """(date of the copy that it was seen in, id of a line, or of a place for its emergency number),
        oldest first.
        """
        lines = [(line.checked, line.id) for place in self.places for line in place.lines]
        return tuple(sorted([*lines, *((place.emergency.checked, place.id) for place in self.places)]))

    @cached_property
    def by_page(self) -> dict[str, instrument.Level | instrument.Step]:
        """The level or step that a page (such as `levels/hopes-and-dreams.md`) belongs to."""
        return {entry.page: entry for entry in (*self.levels, *self.steps)}

    @cached_property
    def statement_by_id(self) -> dict[str, instrument.Statement]:
        return {one.id: one for level in self.levels for one in level.statements}

    @cached_property
    def level_of(self) -> dict[str, instrument.Level]:
        """statement -> its level."""
        return {one.id: level for level in self.levels for one in level.statements}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """What marks the lines of a level on paper, without the number of the level, in their order."""
        longest = max(self.levels, key=lambda level: len(level.statements))
        own = sorted(self.codes[one.id] for one in longest.statements)
        return tuple(code.removeprefix(str(longest.number)) for code in own)

    @cached_property
    def codes(self) -> dict[str, str]:
        """statement -> what marks its line on paper: level, facet, and which of them if there are several."""
        letters, codes = {facet.id: facet.letter for facet in self.facets}, {}
        for level in self.levels:
            for facet in letters:
                own = [one.id for one in level.statements if one.facet == facet]
                for i, id_ in enumerate(own, 1):
                    codes[id_] = f"{level.number}{letters[facet]}{i if len(own) > 1 else ''}"
        return codes

    @cached_property
    def step_by_id(self) -> dict[str, instrument.Step]:
        return {step.id: step for step in self.steps}

    @cached_property
    def rings(self) -> tuple[tuple[instrument.Level, float, float], ...]:
        """(level, radius, width of stroke) of each ring, from the edge to the core, a disc; 100 across in
        all.
        """
        count = len(self.levels)
        step = 49 / count
        rings = [(49 - step * (i + 0.4), 0.8 * step) for i in range(count - 1)] + [(step / 2, step)]
        return tuple(
            (level, round(radius, 1), round(width, 1))
            for level, (radius, width) in zip(self.levels, rings, strict=True)
        )

    @cached_property
    def halves(self) -> tuple[tuple[instrument.Level, str, str, float, float, float], ...]:
        """(level, path of the left half, of the right half, width of stroke, how high the dot on its crown
        stands, and the number at its foot) of each ring of a result, 100 across in all. The halves rise from
        the foot.
        """
        step, gap = 44 / len(self.levels), 5
        drawn = []
        for i, level in enumerate(self.levels):
            radius = 49 - step * (i + 0.5)
            end = round(sqrt(radius**2 - gap**2), 1)
            left, right = (
                f"M{x} {end}A{radius:.1f} {radius:.1f} 0 0 {sweep} {x} {-end}"
                for x, sweep in ((-gap, 1), (gap, 0))
            )
            drawn.append((level, left, right, round(0.7 * step, 1), round(-radius, 1), round(radius, 1)))
        return tuple(drawn)

    @cached_property
    def screens(self) -> dict[str, int]:
        """The numbers of the self-check's parts after the statements, and how many parts there are."""
        names = ("wanted", "interruption", "signals")
        count = len(self.statement_screens)
        return {**{name: count + i for i, name in enumerate(names, 1)}, "of": count + len(names)}

    @cached_property
    def marks(self) -> tuple[tuple[instrument.Answer, int], ...]:
        """(answer, mark) of every answer, as the scorer counts it: 1, 0 or -1."""
        return tuple((one, 0 if one.value == checks.SKIP else mark(int(one.value))) for one in self.answers)

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        """The made-up sheets, worked through."""
        return tuple(Example(sheet, self.levels) for sheet in self.sheets)

    @cached_property
    def told_on_paper(self) -> tuple[result.Told, ...]:
        """What the worksheet has to look up, finding by finding."""
        return result.on_paper(self.result)

    @cached_property
    def findings(self) -> dict[str, str]:
        """The text of each finding, by its id as a slot writes it: `not_placed`."""
        return _findings(self.result)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The numbers that texts and pages can hold as {slots}, so that they follow the data."""
        statements = sum(len(level.statements) for level in self.levels)
        return {
            "levels": len(self.levels),
            "statements": statements,
            "signals": len(self.signals),
            "steps": len(self.steps),
            "examples": len(self.sheets),
            "places": len(self.places),
            "cases": sum(len(chapter.cases) for chapter in self.chapters),
            "plans": sum(len(audience.plans) for audience in self.audiences),
            "minutes": max(1, round((statements + len(self.signals) + 1) / ANSWERS_A_MINUTE)),
        }

    @property
    def untried(self) -> str | None:
        """A sentence on statements that the constants of the rule were not tried for, or None."""
        for level in self.levels:
            for facet, count in TRIED.items():
                found = sum(one.facet == facet for one in level.statements)
                if found != count:
                    return (
                        f"docs/levels.yml: {level.id} has {found} statements of {facet}. "
                        f"The constants of the rule were tried for {count}; try your own before you publish."
                    )
        return None

    @cached_property
    def scorer_model(self) -> dict:
        """What the browser's scorer knows: constants, answers, wishes, levels with statements and facets,
        signals.
        """
        return {
            "constants": dict(vars(self.constants)),
            "answers": [int(one.value) for one in self.answers if one.value != checks.SKIP],
            "signal_answers": [one.value for one in self.signal_answers],
            "wishes": [wish.id for wish in self.wishes],
            "levels": [
                {
                    "id": level.id,
                    "statements": [{"id": one.id, "facet": one.facet} for one in level.statements],
                }
                for level in self.levels
            ],
            "signals": [signal.id for signal in self.signals],
        }


def load(docs: Path) -> Guide:
    """The Guide in a folder of words, with its data files (FILES) and the pages.

    Raises BadData with every mistake of all files.
    """
    docs = Path(docs)
    files = {name: DataFile(docs, name) for name in FILES}
    checks.check(files, docs)
    group_checks.check(files, docs)
    _stop_at_mistakes(files)
    guide = _made(files)
    _stop_at_mistakes(files)
    return guide


def _stop_at_mistakes(files: dict[str, DataFile]) -> None:
    problems = [problem for file in files.values() for problem in file.problems]
    if problems:
        raise BadData(problems)


def _made(files: dict[str, DataFile]) -> Guide:
    data, helplines = files["levels"].values, files["helplines"].values
    months = record(places.Months, helplines["months"])

    def aged(one: dict) -> dict:
        return {**one, "old": places.months_between(one["checked"], helplines["version"]) > months.old}

    def dated(place: dict) -> dict:
        lines, emergency = [aged(line) for line in place["lines"]], aged(place["emergency"])
        page = f"{PLACES_FOLDER}/{place['id']}.md"
        return {**place, "lines": lines, "emergency": emergency, "page": page}

    levels = _entries(instrument.Level, data["levels"], LEVELS_FOLDER)
    relationships = record(tuple[instrument.Relationship, ...], data["relationships"])
    kinds = record(tuple[instrument.Kind, ...], data["kinds"])
    known = Facts(
        {kind.id: kind.facts for kind in kinds},
        [level.id for level in levels],
        [wish["id"] for wish in data["wishes"]],
        [relationship.id for relationship in relationships],
        int(data["constants"]["wide"]),
    )
    parts = composing.parts(files["levels"], levels, relationships, known)
    if not files["levels"].problems:
        facts.check(parts, known, files["levels"].say)
        _check_key(files["words"], data["constants"], parts)
    sources = files["sources"]
    chapters = groups.chapters(files["cases"].values)
    decks = groups.decks(files["cards"].values, levels)
    return Guide(
        version=data["version"],
        constants=record(instrument.Constants, data["constants"]),
        facets=record(tuple[instrument.Facet, ...], data["facets"]),
        answers=record(tuple[instrument.Answer, ...], data["answers"]),
        signal_answers=record(tuple[instrument.Answer, ...], data["signal_answers"]),
        wishes=record(tuple[instrument.Wish, ...], data["wishes"]),
        statement_screens=record(tuple[tuple[str, ...], ...], data["screens"]),
        levels=levels,
        signals=record(tuple[instrument.Signal, ...], data["signals"]),
        relationships=relationships,
        steps=_entries(instrument.Step, data["steps"], STEPS_FOLDER),
        kinds=kinds,
        result=parts,
        sheets=record(tuple[instrument.ExampleSheet, ...], data["examples"]),
        months=months,
        looked_through=helplines["version"],
        places=tuple(record(places.Place, dated(place)) for place in helplines["places"]),
        elsewhere=tuple(record(places.Finder, aged(finder)) for finder in helplines["elsewhere"]),
        sources=record(tuple[places.Source, ...], sources.values["sources"]),
        source_lines={item["id"]: sources.line((*path, "id")) for path, item in sources.listed("sources")},
        words=namespace("Words", files["words"].values),
        search=record(searching.Search, files["search"].values),
        changes=record(tuple[changes.Change, ...], files["changes"].values["changes"]),
        kit=namespace("Kit", files["kit"].values),
        chapters=chapters,
        decks=decks,
        audiences=groups.audiences(files["plans"].values, chapters, decks),
        cards=namespace("Cards", {key: files["cards"].values[key] for key in ("may_pass", "numbers")}),
    )


def _check_key(words: DataFile, constants: dict, parts: tuple[result.Part, ...]) -> None:
    """Tell a slot in the key of the worksheet that names no constant and no finding."""
    known = [*constants, *_findings(parts)]
    sheet = ("check", "worksheet")
    worksheet = words.values["check"]["worksheet"]
    texts = {(*sheet, "safety_line"): worksheet["safety_line"]}
    texts |= {(*sheet, "key_lines", i): text for i, text in enumerate(worksheet["key_lines"])}
    for path, text in texts.items():
        for found, expected in slots.unknown(text, known):
            words.say(path, found, expected)


def _findings(parts: tuple[result.Part, ...]) -> dict[str, str]:
    """The text of each finding, by its id as a slot writes it: `not_placed`."""
    blocks = [block for part in parts if part.paper == composing.HEADING for block in part.blocks]
    return {block.id.replace("-", "_"): block.text for block in blocks if block.id}


def _entries(kind: type, values: list[dict], folder: str) -> tuple:
    return tuple(
        record(kind, {**one, "number": Decimal(number), "page": f"{folder}/{one['id']}.md"})
        for number, one in enumerate(values, 1)
    )
