"""What the data files owe each other and the pages: ids that are unique and have their pages, references that hold.

Each check notes its problems in the DataFile it is given. Shape (types, lengths, known keys) is checked before, in shape.py.
"""

import itertools
import os
import re
from pathlib import Path

from markdown.extensions.toc import slugify

from problems import Problem, one_of
from shape import nearest

# Answers to "how close would you like it to be" that are no level, and the page that lists all levels or steps.
WISHES = ("apart", "unsure")
OVERVIEW = "index"
LEVELS_FOLDER, STEPS_FOLDER, PLACES_FOLDER = "levels", "reclaim", "help"
SIDES = ("sharing", "response")
# What a reader can answer, in the order of the words for it.
ANSWERS = {"answers": ("-2", "-1", "0", "1", "2", "skip"), "signal_answers": ("no", "unsure", "yes", "skip")}
IDS_OF_EVERY_PAGE = ("text", "menu", "exit", "search", "query", "search-hint", "rings")
# Ids that already mean something: to the rule, to a screen of the self-check, to every page, or to JavaScript.
TAKEN = {
    "levels": (*WISHES, OVERVIEW, "none", "start", "wanted", "review", "interruption", "signals"),
    "steps": (OVERVIEW, "none"),
    "places": IDS_OF_EVERY_PAGE,
    "sources": IDS_OF_EVERY_PAGE,
}
TAKEN_EVERYWHERE = ("constructor",)
# What texts may leave to be filled in, such as {name}. The names of the rule's constants come to these.
SLOTS = (
    "statements", "signals", "number", "of", "name", "other_number", "other_name", "title", "count", "noun", "side",
    "safety", "not_enough", "mixed", "one_sided_sharing", "one_sided_response", "not_placed",
)  # fmt: skip
# A heading, and the id that may stand behind it in braces.
_HEADING = re.compile(r"^#{1,6} +(.*?) *(?:\{:? *#([\w-]+)[^}\n]*\})? *#* *\r?$", re.M)
_SLOT = re.compile(r"\{\s*([A-Za-z_]+)\s*\}")
# A text that is shown only together with another, by the list that it stands in.
PAIRS = {
    ("suggestions",): (("page", "label"), ("label", "page"), ("stop", "welcome")),
    ("results", "safety", "parts"): (("page", "link"), ("link", "page")),
}


def check_levels(file, docs):
    """Check levels.yml against itself and the pages in `docs`, the Path of the words' folder."""
    for check in (_ids, _pages, _levels, _references, _pairs, _suggestions):
        check(file, docs)


def listed(values, *keys):
    """(path, dict) of every dict in a list that lies behind `keys`, in spite of what may be missing or wrong."""
    for key in keys:
        values = values.get(key) if isinstance(values, dict) else None
    for i, item in enumerate(values or ()):
        if isinstance(item, dict):
            yield (*keys, i), item


def _all_ids(file):
    """(path, id) of every id in levels.yml."""
    for key in ("levels", "signals", "relationships", "steps", "suggestions", "examples"):
        for path, item in listed(file.values, key):
            if item.get("id"):
                yield (*path, "id"), item["id"]
            for inner, statement in listed(item, "statements"):
                if statement.get("id"):
                    yield (*path, *inner, "id"), statement["id"]


def _ids(file, docs):
    _once(file, _all_ids(file))
    for path, id_ in _all_ids(file):
        if id_ in TAKEN_EVERYWHERE or (len(path) == 3 and id_ in TAKEN.get(path[0], ())):
            file.say(path, f'the id "{id_}", which has a meaning of its own', "another id; for a level or a step, also as the name of its page")


def check_slots(file, constants):
    """Check that each {slot} in the texts of levels.yml or words.yml is one that is filled in; any other would be shown as it stands.

    constants: the names of the rule's constants.
    """
    known = (*SLOTS, *constants)
    for path, text in _texts(file.values):
        for found in _SLOT.finditer(text):
            if found[0] != f"{{{found[1]}}}" or found[1] not in known:
                file.say(path, f'"{found[0]}"{nearest(found[1].lower(), known)}, which nothing fills in', "braces only around " + one_of(known).removeprefix("one of "))


def _texts(value, path=()):
    """(path, text) of every text in a file's values."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(inner, (*path, key))


def check_own_ids(file):
    """Check that the ids of helplines.yml or sources.yml are unique and free."""
    ids = []
    for key in ("places", "sources"):
        for path, item in listed(file.values, key):
            ids += [((*path, "id"), item.get("id"))]
            _free((*path, "id"), item, TAKEN[key], file)
            # The lines of a place stand on one page, below headings that have what a line is about for their ids.
            headings = {line.get("about") for _, line in listed(item, "lines")}
            for inner, line in listed(item, "lines"):
                ids.append(((*path, *inner, "id"), line.get("id")))
                _free((*path, *inner, "id"), line, {*TAKEN[key], *headings}, file)
    _once(file, ids)


def _free(path, item, taken, file):
    if item.get("id") and item["id"] in (*taken, *TAKEN_EVERYWHERE):
        file.say(path, f'the id "{item["id"]}", which has a meaning of its own', "another id")


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
        ids = {(*path, "id"): item.get("id") for path, item in listed(file.values, key)}
        for path, id_ in ids.items():
            page = f"{id_}.md"
            if id_ and not (page in pages and os.path.isfile(pages[page])):
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
    for path, level in listed(file.values, "levels"):
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
    ids = {key: [item["id"] for _, item in listed(values, key) if item.get("id")] for key in ("levels", "steps", "relationships")}

    def known(path, id_, key, also=()):
        if id_ and id_ not in (*ids[key], *also):
            file.say(path, f'"{id_}"{nearest(id_, ids[key])}', one_of([*ids[key], *also]))

    def page(path, item):
        _page(file, (*path, "page"), item.get("page"), docs)

    for path, item in listed(values, "suggestions"):
        known((*path, "step"), item.get("step"), "steps")
        page(path, item)
        when = item.get("when") or {}
        for key, also in (("best", ("none",)), ("wanted", (*WISHES, "none"))):
            for i, id_ in enumerate(when.get(key) or ()):
                known((*path, "when", key, i), id_, "levels", also)
    for path, item in listed(values, "examples"):
        for i, id_ in enumerate(item.get("levels") or ()):
            known((*path, "levels", i), id_, "levels")
        _example(file, path, item)
    for path, item in listed(values, "results", "safety", "parts"):
        page(path, item)
        for i, id_ in enumerate(item.get("relationships") or ()):
            known((*path, "relationships", i), id_, "relationships")


def _example(file, path, item):
    """Tell a made-up sheet that answers a level there is not, more statements than there are, none of a side, or that skips a level."""
    levels = {level.get("id"): level.get("statements") or [] for _, level in listed(file.values, "levels") if level.get("id")}
    answered = [one.get("level") for one in item.get("answers") or () if one]
    order = list(levels)
    last = max((order.index(id_) for id_ in answered if id_ in levels), default=-1)
    for id_ in order[: last + 1]:
        if id_ not in answered and file.whole:
            file.say((*path, "answers"), f"no answers to {id_}", "answers to it, too, since a level that is left open ends what counts")
    for i, one in enumerate(item.get("answers") or ()):
        if not one or not one.get("values") or one.get("level") is None:
            continue
        if one["level"] not in levels:
            file.say((*path, "answers", i, "level"), f'"{one["level"]}"{nearest(one["level"], list(levels))}', one_of(levels))
            continue
        statements, values = levels[one["level"]], one["values"]
        sides = {s.get("side") for s, _ in zip(statements, values) if isinstance(s, dict)}
        if len(values) > len(statements) or len(sides) < len(SIDES):
            found = f"{len(values)} answers to {one['level']}"
            file.say((*path, "answers", i, "values"), found, f"answers to statements of both sides, at most {len(statements)}")


def _page(file, path, page, docs):
    """Tell a page that the words' folder does not hold, or a #heading that the page does not have."""
    name, _, heading = (page or "").partition("#")
    if name and (name.startswith("/") or not os.path.isfile(docs / name)):
        file.say(path, f'"{page}"', f"a page that exists under {docs.name}/")
    elif name and heading and heading not in anchors((docs / name).read_text(encoding="utf-8", errors="replace")):
        file.say(path, f'"{page}"', f"a heading of {docs.name}/{name}; one in other words keeps its place by {{: #{heading} }} at its end")


def anchors(markdown):
    """The ids of a page's headings: those that are written behind them, and those that Markdown makes of the others."""
    return {id_ or slugify(title, "-") for title, id_ in _HEADING.findall(markdown)}


def _pairs(file, docs):
    for keys, pairs in PAIRS.items():
        for path, item in listed(file.values, *keys):
            for one, other in pairs:
                if item.get(one) and not item.get(other) and (*path, other) not in file.paths and file.whole:
                    file.say((*path, one), f'"{one}" without "{other}"', f"{other} beside it; the one is of no use without the other")


def check_words(file, docs):
    """Check the order of the answers in words.yml, and the page that it names."""
    start = (file.values.get("check") or {}).get("start") or {}
    _page(file, ("check", "start", "nobody_page"), start.get("nobody_page"), docs)
    for key, values in ANSWERS.items():
        answers = file.values.get(key) or []
        for i, (answer, value) in enumerate(zip(answers, values)):
            if answer and answer.get("value") and answer["value"] != value:
                file.say((key, i, "value"), f'"{answer["value"]}"', f'"{value}" in this place; the order is {", ".join(values)}')


def _suggestions(file, docs):
    entries = list(listed(file.values, "suggestions"))
    levels = [level.get("id") for _, level in listed(file.values, "levels")]
    unclear = any(problem.where == "levels" or problem.where.startswith("suggestions") for problem in file.problems)
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
