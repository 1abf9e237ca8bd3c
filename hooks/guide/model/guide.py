"""The guide's data as frozen objects, checked whole before anything is built.

Knows the files under docs/ and nothing of MkDocs, HTML or scoring.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import checks
from checks import LEVELS_FOLDER, PLACES_FOLDER, STEPS_FOLDER
from data_file import DataFile, Record, frozen
from example import Example
from problems import BadData


@dataclass(frozen=True)
class Entry:
    """A level or a step with its place among the others: `number` counts from 1, `of` is how many there are."""

    values: Record
    number: int
    of: int
    page: str

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.values, name)


@dataclass(frozen=True)
class Guide:
    """Everything that an author writes as data."""

    data: Record
    words: Record
    helplines: Record
    sources: tuple
    # The line of each source's id in sources.yml.
    source_lines: dict = field(default_factory=dict)

    @cached_property
    def levels(self):
        return _entries(self.data.levels, LEVELS_FOLDER)

    @cached_property
    def steps(self):
        return _entries(self.data.steps, STEPS_FOLDER)

    @cached_property
    def places(self):
        """The places with helplines, each with the `page` that the build makes for it and its lines in `groups`."""
        return tuple(
            Record({**place.as_dict(), "page": f"{PLACES_FOLDER}/{place.id}.md", "groups": _grouped(place.lines)})
            for place in self.helplines.places
        )

    @cached_property
    def place_by_page(self):
        return {place.page: place for place in self.places}

    @cached_property
    def by_page(self):
        """The level or step that a page (such as `levels/hopes-and-dreams.md`) belongs to."""
        return {entry.page: entry for entry in (*self.levels, *self.steps)}

    @cached_property
    def rings(self):
        """(level, radius, width of stroke) of each ring, from the edge to the core, which is a disc; 100 across in all."""
        count = len(self.levels)
        step = 49 / count
        rings = [(49 - step * (i + 0.4), 0.8 * step) for i in range(count - 1)] + [(step / 2, step)]
        return tuple((level, round(radius, 1), round(width, 1)) for level, (radius, width) in zip(self.levels, rings, strict=True))

    @cached_property
    def parts(self):
        """The numbers of the self-check's parts after the levels, and how many parts there are."""
        names = ("wanted", "interruption", "signals")
        count = len(self.levels)
        return {**{name: count + i for i, name in enumerate(names, 1)}, "of": count + len(names)}

    @cached_property
    def suggestions(self):
        """The suggestions, each with its `step` (an Entry or None) and its `conditions` as the browser reads them."""
        steps = {step.id: step for step in self.steps}
        return tuple(
            Record({**one.as_dict(), "step": steps.get(one.step), "conditions": _conditions(one.when)}) for one in self.data.suggestions
        )

    @cached_property
    def points(self):
        """(answer, points) of every answer that has points: its value minus the middle, as the scorer counts it."""
        return tuple((answer, Decimal(answer.value) - self.data.constants.middle) for answer in self.words.answers if answer.value != "skip")

    @cached_property
    def examples(self):
        """The made-up sheets, each with `rows` (level, averages, sums) and `lines` of its running sums for a drawing."""
        return tuple(Example(record, self) for record in self.data.examples)

    @cached_property
    def statement_count(self):
        return sum(len(level.statements) for level in self.levels)

    def scorer_model(self):
        """What the browser's scorer knows: constants, levels with statements and sides, signals."""
        return {
            "constants": {name: int(value) if value == int(value) else float(value) for name, value in self.data.constants.as_dict().items()},
            "levels": [
                {"id": level.id, "statements": [{"id": s.id, "side": s.side} for s in level.statements]} for level in self.levels
            ],
            "signals": [signal.id for signal in self.data.signals],
        }


def _grouped(lines):
    """(what they are about, lines) in the order in which each kind first comes."""
    groups = {}
    for line in lines:
        groups.setdefault(line.about, []).append(line)
    return tuple((about, tuple(some)) for about, some in groups.items())


def _conditions(when):
    """Conditions as the page's script reads them: `kind:mixed|between fit:less`."""
    return " ".join(f"{key}:{'|'.join(values)}" for key, values in when.as_dict().items() if values) if when else ""


def _entries(records, folder):
    return tuple(Entry(r, number, len(records), f"{folder}/{r.id}.md") for number, r in enumerate(records, 1))


def load(docs):
    """The Guide in a folder of words.

    docs: Path of the folder with levels.yml, words.yml, helplines.yml, sources.yml and the pages.
    Raises BadData with every mistake of all files.
    """
    docs = Path(docs)
    files = {name: DataFile(docs, name) for name in ("levels", "words", "helplines", "sources")}
    levels = files["levels"]
    if isinstance(levels.values, dict):
        checks.check_levels(levels, docs)
    if isinstance(files["words"].values, dict):
        checks.check_words(files["words"], docs)
    if isinstance(levels.values, dict) and levels.values["constants"]:
        for name in ("levels", "words"):
            checks.check_slots(files[name], levels.values["constants"])
    for name in ("helplines", "sources"):
        if isinstance(files[name].values, dict):
            checks.check_own_ids(files[name])
    problems = [problem for file in files.values() for problem in file.problems]
    if problems:
        raise BadData(problems)
    return Guide(
        data=frozen(levels.values),
        words=frozen(files["words"].values),
        helplines=frozen(files["helplines"].values),
        sources=frozen(files["sources"].values["sources"]),
        source_lines={item["id"]: files["sources"].line((*path, "id")) for path, item in checks.listed(files["sources"].values, "sources")},
    )
