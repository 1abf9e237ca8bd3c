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
# What can be answered to a question about safety, in this order: the rule knows each of them.
SIGNAL_ANSWERS = ("no", "unsure", "yes", SKIP)
# The sides of statements, in the order of their letters: the rule knows both.
SIDES = ("sharing", "response")
IDS_OF_EVERY_PAGE = ("text", "menu", "exit", "search", "query", "search-hint", "rings")
# Ids that already mean something: to the rule, to a screen of the self-check, to every page, or to
# JavaScript.
TAKEN = {
    "levels": (OVERVIEW, "none", "level", "start", "wanted", "review", "interruption", "signals"),
    "steps": (OVERVIEW, "none"),
    "places": IDS_OF_EVERY_PAGE,
    "sources": IDS_OF_EVERY_PAGE,
}
TAKEN_EVERYWHERE = ("constructor",)
# The lists whose entries readers have to tell apart, and the text by which they do.
TOLD_APART = (
    ("sides", "name"),
    ("sides", "letter"),
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
)
# A text that is shown only together with another.
PAIRS = (
    ("page", "link"),
    ("link", "page"),
    ("stop", "welcome"),
    ("label", "levels_of"),
    ("levels_of", "label"),
)


def check(files: dict[str, DataFile], docs: Path) -> None:
    """Check the data files against themselves, each other and the pages in `docs`.

    files: name -> DataFile.
    """
    if isinstance(files["levels"].values, dict):
        for one in (_ids, _names, _sides, _pages, _levels, _order, _constants, _references, _pairs):
            one(files["levels"], docs)
    if isinstance(files["words"].values, dict):
        start = (files["words"].values.get("check") or {}).get("start") or {}
        _page(files["words"], ("check", "start", "nobody_page"), start.get("nobody_page"), docs)
    for name in ("helplines", "sources"):
        if isinstance(files[name].values, dict):
            _own_ids(files[name])
            _names(files[name], docs)


def _all_ids(file: DataFile) -> Iterator[tuple[tuple, str]]:
    """(path, id) of every id in levels.yml that has to be unique."""
    for key in ("sides", "wishes", "levels", "signals", "relationships", "steps", "examples"):
        for path, item in file.listed(key):
            if item.get("id"):
                yield (*path, "id"), item["id"]
            for inner, statement in file.listed("statements", of=item):
                if statement.get("id"):
                    yield (*path, *inner, "id"), statement["id"]


def _ids(file: DataFile, docs: Path) -> None:
    _once(file, _all_ids(file))
    for path, id_ in _all_ids(file):
        if id_ in TAKEN_EVERYWHERE or (len(path) == 3 and id_ in TAKEN.get(path[0], ())):
            found = f'the id "{id_}", which has a meaning of its own'
            file.say(path, found, "another id; for a level or a step, also as the name of its page")
    for key in ("kinds", "result"):
        _once(file, [((*path, "id"), item.get("id")) for path, item in file.listed(key)])
    blocks = [
        ((*path, *inner, "id"), one.get("id"))
        for path, item in file.listed("result")
        for inner, one in file.listed("blocks", of=item)
    ]
    _once(file, blocks)


def _own_ids(file: DataFile) -> None:
    """Check that the ids of helplines.yml or sources.yml are unique and free."""
    ids = []
    for key in ("places", "sources"):
        for path, item in file.listed(key):
            ids += [((*path, "id"), item.get("id"))]
            _free((*path, "id"), item, TAKEN[key], file)
            # The lines of a place stand on one page, below headings that have what a line is about for their
            # ids.
            headings = {line.get("about") for _, line in file.listed("lines", of=item)}
            for inner, line in file.listed("lines", of=item):
                ids.append(((*path, *inner, "id"), line.get("id")))
                _free((*path, *inner, "id"), line, {*TAKEN[key], *headings}, file)
    _once(file, ids)


def _free(path: tuple, item: dict, taken: Iterable[str], file: DataFile) -> None:
    if item.get("id") and item["id"] in (*taken, *TAKEN_EVERYWHERE):
        file.say(path, f'the id "{item["id"]}", which has a meaning of its own', "another id")


def _once(file: DataFile, ids: Iterable[tuple[tuple, str | None]]) -> None:
    first: dict[str, tuple] = {}
    for path, id_ in ids:
        if id_ and id_ in first:
            found = f'the id "{id_}" a second time (first in line {file.line(first[id_])})'
            file.say(path, found, "an id that nothing else in the file has")
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
                    found = f"{shown(one[field])} a second time (first in line {file.line(first[text])})"
                    file.say(path, found, "words by which readers can tell the two apart")
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
    sides = [side["id"] for _, side in file.listed("sides") if side.get("id")]
    needed = (file.values.get("constants") or {}).get("answers_needed")
    for path, level in file.listed("levels"):
        statements = level.get("statements")
        if not isinstance(statements, list) or not file.whole or not sides:
            continue
        named = [one.get("side") for one in statements if isinstance(one, dict)]
        for inner, one in file.listed("statements", of=level):
            if one.get("side") and one["side"] not in sides:
                file.say(
                    (*path, *inner, "side"), f'"{one["side"]}"{nearest(one["side"], sides)}', one_of(sides)
                )
        for side in sides:
            if side not in named and None not in named:
                expected = f"at least one statement of each side, {' and '.join(sides)}"
                file.say((*path, "statements"), f"no statement of the side {side}", expected)
        if needed and len(statements) < needed:
            expected = f"at least as many as constants.answers_needed, which is {needed}"
            file.say((*path, "statements"), f"{len(statements)} statements", expected)


def _order(file: DataFile, docs: Path) -> None:
    """Tell answers that the rule does not know, or that stand in another order."""
    for (path, one), value in zip(file.listed("signal_answers"), SIGNAL_ANSWERS):
        if one.get("value") and one["value"] != value:
            expected = f'"{value}" in this place; the order is {", ".join(SIGNAL_ANSWERS)}'
            file.say((*path, "value"), f'"{one["value"]}"', expected)
    answers = [((*path, "value"), one["value"]) for path, one in file.listed("answers") if one.get("value")]
    points = [int(value) for _, value in answers if value != SKIP]
    for (path, value), ordered in zip(answers, [*map(str, sorted({*points})), SKIP]):
        if value != ordered:
            file.say(path, f'"{value}"', f'"{ordered}" in this place; answers rise, and "{SKIP}" is the last')
            break


def _sides(file: DataFile, docs: Path) -> None:
    """Tell sides that the rule does not know: no level would ever count."""
    for (path, side), id_ in zip(file.listed("sides"), SIDES, strict=False):
        if side.get("id") and side["id"] != id_:
            expected = f'"{id_}" in this place; the name beside it can be any'
            file.say((*path, "id"), shown(side["id"]), expected)


def _constants(file: DataFile, docs: Path) -> None:
    """Tell a constant by which some result could never come, whatever is answered."""
    constants = file.values.get("constants") or {}
    answers = [int(one["value"]) for _, one in file.listed("answers") if one.get("value") not in (None, SKIP)]
    levels = len(file.values.get("levels") or ())
    if not file.whole or not answers or not levels:
        return
    span, middle = max(answers) - min(answers), constants.get("middle") or 0
    if not min(answers) < middle < max(answers):
        expected = (
            f"a number between {min(answers)} and {max(answers)}, so that a level can be true or untrue"
        )
        file.say(("constants", "middle"), f'"{middle}"', expected)
        return
    most = {
        "mixed_gap": (span, "the answers lie no farther apart"),
        "side_gap": (span, "the answers lie no farther apart"),
        "balance_gap": (span, "the answers lie no farther apart"),
        "margin": (
            min(max(answers) - middle, middle - min(answers)),
            "no level adds or takes more than that",
        ),
        "side_gap_levels": (levels, "a side ends at a level, or at none"),
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
            _page(file, (*path, *inner, "page"), block.get("page"), docs)
    for path, item in file.listed("examples"):
        known((*path, "kind"), item.get("kind"), kinds)
        for i, id_ in enumerate(item.get("levels") or ()):
            known((*path, "levels", i), id_, levels)
        _example(file, path, item)


def _example(file: DataFile, path: tuple, item: dict) -> None:
    """Tell a made-up sheet whose answers do not fit the levels, or that skips one."""
    levels = {
        level["id"]: level.get("statements") or [] for _, level in file.listed("levels") if level.get("id")
    }
    answered = [one.get("level") for one in item.get("answers") or () if one]
    order = list(levels)
    last = max((order.index(id_) for id_ in answered if id_ in levels), default=-1)
    for id_ in order[: last + 1]:
        if id_ not in answered:
            expected = "answers to it, too, since a level that is left open ends what counts"
            file.say((*path, "answers"), f"no answers to {id_}", expected)
    for i, one in enumerate(item.get("answers") or ()):
        if not one or not one.get("values") or one.get("level") is None:
            continue
        if one["level"] not in levels:
            file.say(
                (*path, "answers", i, "level"),
                f'"{one["level"]}"{nearest(one["level"], order)}',
                one_of(levels),
            )
            continue
        statements, values = levels[one["level"]], one["values"]
        sides, met = (
            {one.get("side") for one in some if isinstance(one, dict)}
            for some in (statements, statements[: len(values)])
        )
        if len(values) > len(statements) or met < sides:
            found = f"{len(values)} answers to {one['level']}"
            expected = f"answers to statements of both sides, at most {len(statements)}"
            file.say((*path, "answers", i, "values"), found, expected)


def _page(file: DataFile, path: tuple, page: str | None, docs: Path) -> None:
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
