"""Words in braces, such as {name}, that are filled in: what a field declares, its text has to hold."""

import re
from collections.abc import Callable, Iterable

from guide.reading.problems import nearest, one_of

# What looks like a slot, well written or not, and one that is.
_BRACES = re.compile(r"\{\s*([A-Za-z_]+)\s*\}")
SLOT = re.compile(r"\{([a-z_]+)\}")


def filled(text: str, values: dict[str, object]) -> str:
    """`text` with {name} replaced for each of the values; all other braces stay as they are."""
    return SLOT.sub(lambda found: str(values.get(found[1], found[0])), text)


def held(text: str) -> set[str]:
    """The names of the slots that a text holds."""
    return set(SLOT.findall(text))


def unknown(text: str, known: Iterable[str]) -> list[tuple[str, str]]:
    """(what is there, what is expected) for each word in braces that nothing fills in."""
    known = tuple(known)
    expected = (
        f"braces only around {one_of(known).removeprefix('one of ')}" if known else "no word in braces here"
    )
    return [
        (f'"{found[0]}"{nearest(found[1].lower(), known)}, which nothing fills in', expected)
        for found in _BRACES.finditer(text)
        if found[0] != f"{{{found[1]}}}" or found[1] not in known
    ]


def check(texts: Iterable[tuple[tuple, str]], path: tuple, declared: Iterable[str], say: Callable) -> None:
    """Tell each slot that nothing fills, and each declared one that the texts of a field dropped.

    texts: (path, text) of the field, or of each item of a list; path: the field itself; say(path, found,
    expected).
    """
    declared, seen = tuple(declared), set()
    for place, text in texts:
        seen |= held(text)
        for found, expected in unknown(text, declared):
            say(place, found, expected)
    for name in declared:
        if name not in seen:
            say(path, f'no "{{{name}}}"', f"{{{name}}} where the text is to be filled in")
