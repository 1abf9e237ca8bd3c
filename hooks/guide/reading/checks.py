"""What the data files owe each other and the pages: ids that are unique and have their pages, references that
hold.

Each check notes its problems in the DataFile it is given. Shape (types, lengths, known keys) is checked
before, in shape.py.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from guide.reading.data_file import DataFile
from guide.reading.page_files import anchors
from guide.reading.problems import Problem, nearest, one_of, shown
from guide.reading.text_file import markdown_files

# The answer that has no points, and the page that lists all levels or steps.
SKIP = "skip"
OVERVIEW = "index"
LEVELS_FOLDER, STEPS_FOLDER, PLACES_FOLDER = "levels", "reclaim", "help"
GROUPS_FOLDER = "groups"
# What can be answered to a question about safety, in this order: the rule knows each of them.
SIGNAL_ANSWERS = ("no", "unsure", "yes", SKIP)
# The facets of statements, in the order of their letters: the rule knows each of them.
FACETS = ("sharing", "returning", "care")
IDS_OF_EVERY_PAGE = ("text", "menu", "exit", "search", "query", "search-hint", "rings")
# Ids that already mean something: to the rule, to a screen of the self-check, to every page, or to
# JavaScript.
TAKEN = {
    "levels": (OVERVIEW, "none", "level", "pair"),
    "steps": (OVERVIEW, "none"),
    "places": IDS_OF_EVERY_PAGE,
    "sources": IDS_OF_EVERY_PAGE,
}
TAKEN_EVERYWHERE = ("constructor",)
# The lists whose entries readers have to tell apart, and the text by which they do.
TOLD_APART = (
    ("facets", "name"),
    ("facets", "letter"),
    ("answers", "text"),
    ("signal_answers", "text"),
    ("wishes", "text"),
    ("levels", "name"),
    ("levels", "statements", "text"),
    ("signals", "text"),
    ("relationships", "name"),
    ("steps", "name"),
    ("examples", "title"),
    ("places", "name"),
    ("sources", "reference"),
    ("tasks", "name"),
    ("audiences", "name"),
    ("chapters", "name"),
    ("chapters", "cases", "title"),
    ("decks", "name"),
)
# A text that is shown only together with another.
PAIRS = (
    ("page", "link"),
    ("link", "page"),
    ("stop", "welcome"),
)


def check(files: dict[str, DataFile], docs: Path) -> None:
    """Check the data files against themselves, each other and the pages in `docs`.

    files: name -> DataFile.
    """
    if isinstance(files["levels"].values, dict):
        for one in (
            _ids,
            _names,
            _facets,
            _pages,
            _levels,
            _screens,
            _order,
            _constants,
            _references,
            _pairs,
        ):
            one(files["levels"], docs)
    if isinstance(files["words"].values, dict):
        start = (files["words"].values.get("check") or {}).get("start") or {}
        page_is_there(files["words"], ("check", "start", "nobody_page"), start.get("nobody_page"), docs)
    if isinstance(files["search"].values, dict):
        _searched_pages(files["search"], docs)
    for name in ("helplines", "sources"):
        if isinstance(files[name].values, dict):
            _own_ids(files[name])
    for name in ("helplines", "sources", "cases", "cards", "plans"):
        if isinstance(files[name].values, dict):
            _names(files[name], docs)
    if isinstance(files["changes"].values, dict):
        _changes(files["changes"])


def _changes(file: DataFile) -> None:
    """Tell a change that is older than the next, and two of a kind on one day, which would be one entry."""
    days: dict[tuple, tuple] = {}
    newer = None
    for path, one in file.listed("changes"):
        if newer and one.get("date") and one["date"] > newer:
            file.say((*path, "date"), f'"{one["date"]}" behind "{newer}"', "the newest first")
        newer = one.get("date") or newer
        day = (one.get("date"), one.get("kind"))
        if all(day) and day in days:
            found = f'"{day[1]}" a second time on {day[0]}'
            file.say((*path, "kind"), found, "one entry a day and kind, which says it all", days[day])
        days.setdefault(day, (*path, "kind"))


def _searched_pages(file: DataFile, docs: Path) -> None:
    """Tell each page or heading that search.yml names and that is not there."""
    lists = [((key,), file.values.get(key)) for key in ("apart", "later", "with_help", "always")]
    lists += [((*path, "help"), one.get("help")) for path, one in file.listed("crisis")]
    for path, pages in lists:
        for i, page in enumerate(pages or ()):
            page_is_there(file, (*path, i), page, docs)
    for path, one in file.listed("answers"):
        page_is_there(file, (*path, "page"), one.get("page"), docs)


def _all_ids(file: DataFile) -> Iterator[tuple[tuple, str]]:
    """(path, id) of every id in levels.yml that has to be unique."""
    for key in ("facets", "wishes", "levels", "signals", "relationships", "steps", "examples"):
        for path, item in file.listed(key):
            if item.get("id"):
                yield (*path, "id"), item["id"]
            for inner, statement in file.listed("statements", of=item):
                if statement.get("id"):
                    yield (*path, *inner, "id"), statement["id"]


def _ids(file: DataFile, docs: Path) -> None:
    once(file, _all_ids(file))
    for path, id_ in _all_ids(file):
        if id_ in TAKEN_EVERYWHERE or (len(path) == 3 and id_ in TAKEN.get(path[0], ())):
            found = f'the id "{id_}", which has a meaning of its own'
            file.say(path, found, "another id; for a level or a step, also as the name of its page")
    for key in ("kinds", "result"):
        once(file, [((*path, "id"), item.get("id")) for path, item in file.listed(key)])
    blocks = [
        ((*path, *inner, "id"), one.get("id"))
        for path, item in file.listed("result")
        for inner, one in file.listed("blocks", of=item)
    ]
    once(file, blocks)


def _own_ids(file: DataFile) -> None:
    """Check that the ids of helplines.yml or sources.yml are unique and free."""
    ids = []
    for key in ("places", "sources"):
        for path, item in file.listed(key):
            ids += [((*path, "id"), item.get("id"))]
            _free((*path, "id"), item, TAKEN[key], file)
            for inner, line in file.listed("lines", of=item):
                ids.append(((*path, *inner, "id"), line.get("id")))
    once(file, ids)


def _free(path: tuple, item: dict, taken: Iterable[str], file: DataFile) -> None:
    if item.get("id") and item["id"] in (*taken, *TAKEN_EVERYWHERE):
        file.say(path, f'the id "{item["id"]}", which has a meaning of its own', "another id")


def once(file: DataFile, ids: Iterable[tuple[tuple, str | None]]) -> None:
    first: dict[str, tuple] = {}
    for path, id_ in ids:
        if id_ and id_ in first:
            found = f'the id "{id_}" a second time'
            file.say(path, found, "an id that nothing else in the file has", first[id_])
        first.setdefault(id_, path)


def _names(file: DataFile, docs: Path) -> None:
    """Tell two things of a kind that readers cannot tell apart, since both are called the same."""
    for keys in TOLD_APART:
        *outer, key, field = keys
        for around, item in file.listed(*outer) if outer else [((), None)]:
            first: dict[str, tuple] = {}
            for inner, one in file.listed(key, of=item):
                path, text = (*around, *inner, field), " ".join((one.get(field) or "").casefold().split())
                if text and text in first:
                    found = f"{shown(one[field])} a second time"
                    file.say(path, found, "words by which readers can tell the two apart", first[text])
                first.setdefault(text, path)


def _pages(file: DataFile, docs: Path) -> None:
    for key, folder in (("levels", LEVELS_FOLDER), ("steps", STEPS_FOLDER)):
        # Names from the folder's listing, since some systems find a file by a name in other letters too.
        pages = {path.relative_to(docs / folder).as_posix(): path for path in markdown_files(docs / folder)}
        ids = {(*path, "id"): item.get("id") for path, item in file.listed(key)}
        for path, id_ in ids.items():
            page = f"{id_}.md"
            if id_ and not (page in pages and pages[page].is_file()):
                expected = f"a page {docs.name}/{folder}/{page}; write it, or correct the id"
                file.say(path, f'"{id_}", which has no page', expected)
        if not file.whole or not isinstance(file.values.get(key), list):
            continue
        for page in pages.keys() - {f"{id_}.md" for id_ in (*ids.values(), OVERVIEW)}:
            name, id_ = f"{docs.name}/{folder}/{page}", page.removesuffix(".md")
            found = f'a page, but {key} in {file.name} has no id "{id_}"'
            file.problems.append(
                Problem(name, 1, "the page", found, f"an entry in {file.name}, or no such page")
            )


def _levels(file: DataFile, docs: Path) -> None:
    """Tell a level whose statements the rule cannot count."""
    for path, level in file.listed("levels"):
        if not file.whole or not isinstance(level.get("statements"), list):
            continue
        for inner, one in file.listed("statements", of=level):
            if one.get("facet") and one["facet"] not in FACETS:
                found = f'"{one["facet"]}"{nearest(one["facet"], FACETS)}'
                file.say((*path, *inner, "facet"), found, one_of(FACETS))
        named = [one.get("facet") for one in level["statements"] if isinstance(one, dict)]
        if not set(named) <= {*FACETS}:
            continue
        sharing, returning, care = (named.count(facet) for facet in FACETS)
        if sharing != returning or not sharing:
            found = f"{sharing} of sharing and {returning} of returning"
            expected = "as many of the one as of the other, one or more, since they are compared in pairs"
            file.say((*path, "statements"), found, expected)
        if not care:
            file.say((*path, "statements"), "no statement of care", "one or more, since care comes first")


def _screens(file: DataFile, docs: Path) -> None:
    """Tell a statement that no screen asks, or that two do."""
    if not file.whole:
        return
    ids = [
        one.get("id") for _, level in file.listed("levels") for _, one in file.listed("statements", of=level)
    ]
    asked = [
        (("screens", i, j), id_)
        for i, screen in enumerate(file.values.get("screens") or ())
        for j, id_ in enumerate(screen or ())
        if id_
    ]
    first: dict[str, tuple] = {}
    for path, id_ in asked:
        if id_ not in ids:
            file.say(path, f'"{id_}"{nearest(id_, ids)}', "the id of a statement")
        elif id_ in first:
            found = f'"{id_}" a second time'
            file.say(path, found, "each statement on one screen", first[id_])
        first.setdefault(id_, path)
    if asked and (missing := [id_ for id_ in dict.fromkeys(ids) if id_ and id_ not in first]):
        file.say(("screens",), f"no screen for {', '.join(missing)}", "each statement on one screen")


def _order(file: DataFile, docs: Path) -> None:
    """Tell answers that the rule does not know, or that stand in another order."""
    for (path, one), value in zip(file.listed("signal_answers"), SIGNAL_ANSWERS):
        if one.get("value") and one["value"] != value:
            expected = f'"{value}" in this place; the order is {", ".join(SIGNAL_ANSWERS)}'
            file.say((*path, "value"), f'"{one["value"]}"', expected)
    answers = [((*path, "value"), one["value"]) for path, one in file.listed("answers") if one.get("value")]
    points = [int(value) for _, value in answers if value != SKIP]
    if points and file.whole and not min(points) < 0 < max(points):
        found = f"values from {min(points)} to {max(points)}"
        file.say(("answers",), found, "values below 0 and above 0, so that a line can be true or untrue")
    for (path, value), ordered in zip(answers, [*map(str, sorted({*points})), SKIP]):
        if value != ordered:
            file.say(path, f'"{value}"', f'"{ordered}" in this place; answers rise, and "{SKIP}" is the last')
            break


def _facets(file: DataFile, docs: Path) -> None:
    """Tell facets that the rule does not know: no statement would count."""
    for (path, facet), id_ in zip(file.listed("facets"), FACETS, strict=False):
        if facet.get("id") and facet["id"] != id_:
            expected = f'"{id_}" in this place; the name beside it can be any'
            file.say((*path, "id"), shown(facet["id"]), expected)


def _constants(file: DataFile, docs: Path) -> None:
    """Tell a constant by which some result could never come, whatever is answered."""
    constants = file.values.get("constants") or {}
    levels = [level for _, level in file.listed("levels")]
    if not file.whole or not levels:
        return
    named = [[one.get("facet") for _, one in file.listed("statements", of=level)] for level in levels]
    count = {facet: [facets.count(facet) for facets in named] for facet in FACETS}
    pairs, care = sum(count["sharing"]), sum(count["care"])
    top = max(2 * sharing for sharing in count["sharing"])
    most = {
        "uneven_gap": (2 * top, "no two levels lie farther apart"),
        "one_sided": (2 * pairs, "the sides differ by no more than two for each pair"),
        "own_reach": (pairs, "a side alone comes no higher"),
        "leaning": (2 * pairs, "the sides differ by no more than two for each pair"),
        "leaning_at_top": (top, "the sides of a level differ by no more"),
        "care_needed": (care, "there are no more statements of care"),
        "care_silent": (care, "there are no more statements of care"),
        "clear_gap": (top, "a total changes by no more from level to level"),
        "wide": (len(levels), "there are no more levels"),
        "open_signals": (len(file.values.get("signals") or ()), "there are no more questions about safety"),
    }
    for name, (limit, why) in most.items():
        if constants.get(name) is not None and constants[name] > limit:
            file.say(("constants", name), f'"{constants[name]}"', f"at most {limit}, since {why}")


def _references(file: DataFile, docs: Path) -> None:
    if not file.whole:
        # What is referred to may stand in the part that could not be read.
        return
    steps, levels, kinds = (
        [item["id"] for _, item in file.listed(key) if item.get("id")] for key in ("steps", "levels", "kinds")
    )

    def known(path: tuple, id_: str | None, ids: list[str]) -> None:
        if id_ and id_ not in ids:
            file.say(path, f'"{id_}"{nearest(id_, ids)}', one_of(ids))

    for path, part in file.listed("result"):
        for inner, block in file.listed("blocks", of=part):
            known((*path, *inner, "step"), block.get("step"), steps)
            page_is_there(file, (*path, *inner, "page"), block.get("page"), docs)
    relationships = [item["id"] for _, item in file.listed("relationships") if item.get("id")]
    for path, signal in file.listed("signals"):
        for id_ in signal.get("text_for") or {}:
            known((*path, "text_for", id_), id_, relationships)
    for path, item in file.listed("examples"):
        known((*path, "kind"), item.get("kind"), kinds)
        for i, id_ in enumerate(item.get("levels") or ()):
            known((*path, "levels", i), id_, levels)
        _example(file, path, item)


def _example(file: DataFile, path: tuple, item: dict) -> None:
    """Tell a made-up sheet whose answers do not fit the levels."""
    levels = {
        level["id"]: level.get("statements") or [] for _, level in file.listed("levels") if level.get("id")
    }
    for i, one in enumerate(item.get("answers") or ()):
        if not one or not one.get("values") or one.get("level") is None:
            continue
        if one["level"] not in levels:
            found = f'"{one["level"]}"{nearest(one["level"], levels)}'
            file.say((*path, "answers", i, "level"), found, one_of(levels))
        elif len(one["values"]) > len(levels[one["level"]]):
            found = f"{len(one['values'])} answers to {one['level']}"
            file.say((*path, "answers", i, "values"), found, f"at most {len(levels[one['level']])}")


def page_is_there(file: DataFile, path: tuple, page: str | None, docs: Path) -> None:
    """Tell a page that the words' folder does not hold, or a #heading that the page does not have."""
    name, _, heading = (page or "").partition("#")
    if name and (name.startswith("/") or not (docs / name).is_file()):
        file.say(path, f'"{page}"', f"a page that exists under {docs.name}/")
    elif (
        name
        and heading
        and heading not in anchors((docs / name).read_text(encoding="utf-8", errors="replace"))
    ):
        keeps = f"one in other words keeps its place by {{: #{heading} }} at its end"
        expected = f"a heading of {docs.name}/{name}; {keeps}"
        file.say(path, f'"{page}"', expected)


def _pairs(file: DataFile, docs: Path) -> None:
    for path, part in file.listed("result"):
        for inner, block in file.listed("blocks", of=part):
            for one, other in PAIRS:
                if (
                    block.get(one)
                    and not block.get(other)
                    and (*path, *inner, other) not in file.lines
                    and file.whole
                ):
                    expected = f"{other} beside it; the one is of no use without the other"
                    file.say((*path, *inner, one), f'"{one}" without "{other}"', expected)
