"""What plans.yml, cases.yml and cards.yml owe each other: minutes that add up, and ids that are there.

Each check notes its problems in the DataFile it is given.
"""

from collections.abc import Iterable
from pathlib import Path

from guide.reading.checks import once, page_is_there
from guide.reading.data_file import DataFile
from guide.reading.problems import nearest, one_of

# The cards by which anyone can end a round, which every deck has.
WAYS_OUT = ("stop", "enough")


def check(files: dict[str, DataFile], docs: Path) -> None:
    """Check the three files against each other, levels.yml and the pages in `docs`.

    files: name -> DataFile.
    """
    plans, cases, cards = (files[name] for name in ("plans", "cases", "cards"))
    for file, key in ((plans, "tasks"), (plans, "audiences"), (cases, "chapters"), (cards, "decks")):
        once(file, [((*path, "id"), one.get("id")) for path, one in file.listed(key)])
    once(cards, [((*path, "id"), one.get("id")) for path, one in cards.listed("fixed")])
    every = _cases(cases)
    once(cases, [((*path, "id"), one.get("id")) for path, one in every])
    for path, one in every:
        for inner, more in cases.listed("notes", "more", of=one):
            page_is_there(cases, (*path, *inner, "page"), more.get("page"), docs)
    if not all(file.whole and isinstance(file.values, dict) for file in (plans, cases, cards)):
        # What is referred to may stand in the part that could not be read.
        return
    fits = {one["id"]: one.get("fits") or () for _, one in every if one.get("id")}
    audiences = [one.get("id") for _, one in plans.listed("audiences")]
    for path, one in every:
        for i, id_ in enumerate(one.get("fits") or ()):
            _known(cases, (*path, "fits", i), id_, audiences)
    decks = [one.get("id") for _, one in cards.listed("decks")]
    _plans(plans, fits, decks)
    _ways_out(cards)
    # A mistake there is told there, and not once more in each file that leads to it.
    if not files["levels"].problems:
        levels = [one.get("id") for _, one in files["levels"].listed("levels")]
        _known(cards, ("deep",), cards.values.get("deep"), levels)
        for path, deck in cards.listed("decks"):
            _known(cards, (*path, "last"), deck.get("last"), levels)


def _cases(cases: DataFile) -> list[tuple[tuple, dict]]:
    """(path, case) of every case, whatever its chapter."""
    return [
        ((*path, *inner), one)
        for path, chapter in cases.listed("chapters")
        for inner, one in cases.listed("cases", of=chapter)
    ]


def _known(file: DataFile, path: tuple, id_: str | None, ids: Iterable[str | None]) -> None:
    known = [one for one in ids if one]
    if id_ and id_ not in known:
        file.say(path, f'"{id_}"{nearest(id_, known)}', one_of(known))


def _plans(plans: DataFile, fits: dict[str, Iterable[str]], decks: list[str | None]) -> None:
    """Tell minutes that do not add up, what a plan names and is not there, and a task that no plan uses."""
    tasks = {one["id"]: path for path, one in plans.listed("tasks") if one.get("id")}
    used = set()
    for path, audience in plans.listed("audiences"):
        lengths = []
        for inner, plan in plans.listed("plans", of=audience):
            at = (*path, *inner)
            lengths.append(((*at, "minutes"), str(plan.get("minutes") or "")))
            for deeper, timed in plans.listed("tasks", of=plan):
                used.add(timed.get("task"))
                _known(plans, (*at, *deeper, "task"), timed.get("task"), tasks)
                _known(plans, (*at, *deeper, "deck"), timed.get("deck"), decks)
                for i, id_ in enumerate(timed.get("cases") or ()):
                    _known(plans, (*at, *deeper, "cases", i), id_, fits)
                    if id_ in fits and audience.get("id") and audience["id"] not in fits[id_]:
                        expected = f"a case that names {audience['id']} under fits"
                        plans.say((*at, *deeper, "cases", i), f'"{id_}", which is not for them', expected)
            _sum(plans, at, plan)
        _once_each(plans, lengths)
    for id_, path in tasks.items():
        if id_ not in used:
            plans.say(
                (*path, "id"), f'"{id_}", which no plan uses', "a task that a plan names, or no such task"
            )


def _sum(plans: DataFile, path: tuple, plan: dict) -> None:
    minutes = [timed.get("minutes") for _, timed in plans.listed("tasks", of=plan)]
    if plan.get("minutes") and minutes and None not in minutes and sum(minutes) != plan["minutes"]:
        found = f"{plan['minutes']} minutes, while the tasks add up to {sum(minutes)}"
        plans.say((*path, "minutes"), found, "tasks whose minutes add up to those of the plan")


def _once_each(plans: DataFile, lengths: list[tuple[tuple, str]]) -> None:
    seen = set()
    for path, length in lengths:
        if length and length in seen:
            plans.say(path, f"a second plan of {length} minutes", "one plan of each length for an audience")
        seen.add(length)


def _ways_out(cards: DataFile) -> None:
    """Tell a card that is missing by which anyone can end a round."""
    fixed = [one.get("id") for _, one in cards.listed("fixed")]
    for id_ in WAYS_OUT:
        if isinstance(cards.values.get("fixed"), list) and id_ not in fixed:
            cards.say(("fixed",), f'no card "{id_}"', f"a card with the id {id_}, by which anyone can end it")
