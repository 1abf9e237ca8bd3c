"""The guide's data as frozen objects, checked whole before anything is built.

Knows the files under docs/ and nothing of MkDocs, HTML or scoring.
"""

import itertools
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from data_file import DataFile, Record, frozen
from problems import BadData, Problem
from shape import nearest

# Answers to "how close would you like it to be" that are no level, and the page that lists all levels or steps.
WISHES = ("apart", "unsure")
OVERVIEW = "index"
LEVELS_FOLDER, STEPS_FOLDER, PLACES_FOLDER = "levels", "reclaim", "help"
SIDES = ("sharing", "response")
# What a reader can answer, in the order of the words for it.
ANSWERS = {"answers": ("-2", "-1", "0", "1", "2", "skip"), "signal_answers": ("no", "unsure", "yes", "skip")}
# Ids that already mean something: to the rule, to a screen of the self-check, to every page, or to JavaScript.
TAKEN = {
    "levels": (*WISHES, OVERVIEW, "none", "start", "wanted", "review", "interruption", "signals"),
    "steps": (OVERVIEW, "none"),
    "places": ("text", "menu", "exit", "search", "query", "search-hint"),
    "sources": ("text", "menu", "exit", "search", "query", "search-hint"),
}
TAKEN_EVERYWHERE = ("constructor",)
# A text that is shown only together with another, by the list that it stands in.
PAIRS = {
    ("suggestions",): (("page", "label"), ("label", "page"), ("stop", "welcome")),
    ("results", "safety", "parts"): (("page", "link"), ("link", "page")),
}


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
        """(level, radius) of each ring in a square of 100 by 100, from the edge to the core."""
        count = len(self.levels)
        return tuple((level, round(47 * (count - i) / count, 2)) for i, level in enumerate(self.levels))

    @cached_property
    def neighbors(self):
        """Each level with the next one up."""
        return tuple(itertools.pairwise(self.levels))

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
    def statement_count(self):
        return sum(len(level.statements) for level in self.levels)

    def scorer_model(self):
        """What the browser's scorer knows: constants, levels with statements and sides, signals."""
        return {
            "version": self.data.version,
            "constants": {name: float(value) for name, value in self.data.constants.as_dict().items()},
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
        for check in (_ids, _pages, _levels, _references, _pairs, _suggestions):
            check(levels, docs)
    if isinstance(files["words"].values, dict):
        _words(files["words"], docs)
    for name in ("helplines", "sources"):
        if isinstance(files[name].values, dict):
            _own_ids(files[name])
    problems = [problem for file in files.values() for problem in file.problems]
    if problems:
        raise BadData(problems)
    return Guide(
        data=frozen(levels.values),
        words=frozen(files["words"].values),
        helplines=frozen(files["helplines"].values),
        sources=frozen(files["sources"].values["sources"]),
        source_lines={item["id"]: files["sources"].line((*path, "id")) for path, item in _listed(files["sources"].values, "sources")},
    )


def _listed(values, *keys):
    """(path, dict) of every dict in a list that lies behind `keys`, in spite of what may be missing or wrong."""
    for key in keys:
        values = values.get(key) if isinstance(values, dict) else None
    for i, item in enumerate(values or ()):
        if isinstance(item, dict):
            yield (*keys, i), item


def _all_ids(file):
    """(path, id) of every id in levels.yml."""
    for key in ("levels", "signals", "relationships", "steps", "suggestions"):
        for path, item in _listed(file.values, key):
            if item.get("id"):
                yield (*path, "id"), item["id"]
            for inner, statement in _listed(item, "statements"):
                if statement.get("id"):
                    yield (*path, *inner, "id"), statement["id"]


def _ids(file, docs):
    _once(file, _all_ids(file))
    for path, id_ in _all_ids(file):
        if id_ in TAKEN_EVERYWHERE or (len(path) == 3 and id_ in TAKEN.get(path[0], ())):
            file.say(path, f'the id "{id_}", which has a meaning of its own', "another id; for a level or a step, also as the name of its page")


def _own_ids(file):
    ids = []
    for key in ("places", "sources"):
        for path, item in _listed(file.values, key):
            ids += [((*path, "id"), item.get("id"))]
            ids += [((*path, *inner, "id"), line.get("id")) for inner, line in _listed(item, "lines")]
            if item.get("id") in (*TAKEN[key], *TAKEN_EVERYWHERE):
                file.say((*path, "id"), f'the id "{item["id"]}", which has a meaning of its own', "another id")
    _once(file, ids)


def _once(file, ids):
    first = {}
    for path, id_ in ids:
        if id_ and id_ in first:
            file.say(path, f'the id "{id_}" a second time (first in line {file.line(first[id_])})', "an id that nothing else in the file has")
        first.setdefault(id_, path)


def _pages(file, docs):
    for key, folder in (("levels", LEVELS_FOLDER), ("steps", STEPS_FOLDER)):
        # Names from the folder's listing, since some systems find a file by a name in other letters too.
        pages = {path.relative_to(docs / folder).as_posix(): path for path in markdown_files(docs / folder)}
        ids = {(*path, "id"): item.get("id") for path, item in _listed(file.values, key)}
        for path, id_ in ids.items():
            page = f"{id_}.md"
            if id_ and not (page in pages and pages[page].is_file()):
                file.say(path, f'"{id_}", which has no page', f"a page {docs.name}/{folder}/{page}; write it, or correct the id")
        if not file.whole or not isinstance(file.values.get(key), list):
            continue
        for page in pages.keys() - {f"{id_}.md" for id_ in (*ids.values(), OVERVIEW)}:
            name, id_ = f"{docs.name}/{folder}/{page}", page.removesuffix(".md")
            file.problems.append(Problem(name, 1, "the page", f'a page, but {key} in {file.name} has no id "{id_}"', f"an entry in {file.name}, or no such page"))


def markdown_files(folder):
    """The paths of all pages in a folder and in those inside it, in order, hidden ones left out as MkDocs does."""
    paths = sorted(Path(folder).rglob("*.md"))
    return [path for path in paths if not any(part.startswith(".") for part in path.relative_to(folder).parts)]


def _levels(file, docs):
    constants = file.values.get("constants") or {}
    needed = constants.get("answers_needed")
    for path, level in _listed(file.values, "levels"):
        statements = level.get("statements")
        if not isinstance(statements, list) or not file.whole:
            continue
        sides = [s.get("side") for s in statements if isinstance(s, dict)]
        for side in SIDES:
            if side not in sides and None not in sides:
                file.say((*path, "statements"), f"no statement of the side {side}", "at least one statement of each side, sharing and response")
        if needed and len(statements) < needed:
            file.say((*path, "statements"), f"{len(statements)} statements", f"at least as many as constants.answers_needed, which is {needed}")


def _references(file, docs):
    values = file.values
    if not file.whole:
        # What is referred to may stand in the part that could not be read.
        return
    ids = {key: [item["id"] for _, item in _listed(values, key) if item.get("id")] for key in ("levels", "steps", "relationships")}

    def known(path, id_, key, also=()):
        if id_ and id_ not in (*ids[key], *also):
            file.say(path, f'"{id_}"{nearest(id_, ids[key])}', f"one of {', '.join([*ids[key], *also])}")

    def page(path, item):
        _page(file, (*path, "page"), item.get("page"), docs)

    for path, item in _listed(values, "suggestions"):
        known((*path, "step"), item.get("step"), "steps")
        page(path, item)
        when = item.get("when") or {}
        for key, also in (("best", ("none",)), ("wanted", (*WISHES, "none"))):
            for i, id_ in enumerate(when.get(key) or ()):
                known((*path, "when", key, i), id_, "levels", also)
    for path, item in _listed(values, "results", "safety", "parts"):
        page(path, item)
        for i, id_ in enumerate(item.get("relationships") or ()):
            known((*path, "relationships", i), id_, "relationships")


def _page(file, path, page, docs):
    """Tell a page (with or without its #heading) that the words' folder does not hold."""
    name = (page or "").partition("#")[0]
    if name and (name.startswith("/") or not (docs / name).is_file()):
        file.say(path, f'"{page}"', f"a page that exists under {docs.name}/")


def _pairs(file, docs):
    for keys, pairs in PAIRS.items():
        for path, item in _listed(file.values, *keys):
            for one, other in pairs:
                if item.get(one) and not item.get(other) and (*path, other) not in file.paths and file.whole:
                    file.say((*path, one), f'"{one}" without "{other}"', f"{other} beside it; the one is of no use without the other")


def _words(file, docs):
    start = (file.values.get("check") or {}).get("start") or {}
    _page(file, ("check", "start", "nobody_page"), start.get("nobody_page"), docs)
    for key, values in ANSWERS.items():
        answers = file.values.get(key) or []
        for i, (answer, value) in enumerate(zip(answers, values)):
            if answer and answer.get("value") and answer["value"] != value:
                file.say((key, i, "value"), f'"{answer["value"]}"', f'"{value}" in this place; the order is {", ".join(values)}')


def _suggestions(file, docs):
    entries = list(_listed(file.values, "suggestions"))
    levels = [level.get("id") for _, level in _listed(file.values, "levels")]
    unclear = any(problem.where.startswith("suggestions") for problem in file.problems)
    if not entries or not levels or None in levels or unclear or not file.whole:
        return
    conditions = [{key: values for key, values in (item.get("when") or {}).items() if values} for _, item in entries]
    reached = set()
    for facts in _combinations(levels):
        for i, when in enumerate(conditions):
            if all(facts[key] in values for key, values in when.items()):
                reached.add(i)
                break
        else:
            told = ", ".join(f"{key} {value}" for key, value in facts.items())
            file.say(("suggestions",), f"no suggestion for {told}", "a last suggestion without conditions")
            return
    for i, (path, item) in enumerate(entries):
        if i not in reached:
            file.say(path, f'the suggestion "{item["id"]}", which is never shown', "conditions that an earlier suggestion does not take, and that can hold together")


def _combinations(levels):
    """Every set of facts that a result other than safety can have (the rule's own limits kept, so none is impossible by its kind)."""
    placed = [*levels, "none"]
    for kind in ("not-enough", "mixed", "one-sided", "not-placed", "between", "level"):
        bests = {"not-enough": ["none"], "not-placed": ["none"], "between": levels, "level": levels}.get(kind, placed)
        directions = SIDES if kind == "one-sided" else ["none"]
        balances = ["none"] if kind in ("not-enough", "not-placed") else [*SIDES, "even"]
        for best, direction, balance, wanted, open_ in itertools.product(bests, directions, balances, [*placed, *WISHES], ["one", "none"]):
            if kind in ("mixed", "one-sided", "not-enough") or wanted not in levels:
                fits = ["none"]
            else:
                fits = ["less"] if kind == "not-placed" else ["less", "right", "more"]
            for fit in fits:
                yield {"kind": kind, "best": best, "direction": direction, "balance": balance, "fit": fit, "wanted": wanted, "open": open_}
