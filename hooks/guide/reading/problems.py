"""A mistake in a file, told to its author: `file:line: where: what is there. Expected: what should be.`"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_SHOWN = 60
MOST_NAMED = 30


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake. `line` counts from 1; `where` is a path such as `levels[0].name`; `first`: the line
    in which the same stands first, if it is there twice.
    """

    file: str
    line: int
    where: str
    found: str
    expected: str
    first: int = 0

    def __str__(self) -> str:
        found = self.found + f" (first in line {self.first})" * bool(self.first)
        told = f"{self.file}:{self.line}: {self.where}: {found}. Expected: {self.expected.rstrip('.')}."
        return _printable(told)


class BadData(Exception):
    """The authored files hold mistakes: `problems`, in the order of files and lines, all in the message."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    @property
    def told(self) -> str:
        """All mistakes below a line that counts them."""
        count = len(self.problems)
        return f"The guide was not built: {count} mistake{'s' * (count > 1)} found.\n{self}"


def _printable(text: str) -> str:
    """A text in one line, in which what cannot be seen is told by its number."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def one_of(names: Iterable[str]) -> str:
    """The names that could stand somewhere, as an author may see them: `one of a, b, c`."""
    names = list(names)
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"one of {', '.join(names[:MOST_NAMED])}{more}"


def visible(value: str) -> str:
    """A value as an author may see it in a message: on one line, not too long, nothing invisible."""
    text = _printable(value[: LONGEST_SHOWN + 1])
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def shown(value: str) -> str:
    """The same in quotation marks."""
    return f'"{visible(value)}"'


def nearest(value: str, known: Iterable[str]) -> str:
    """The known name that is most like a value, as ` (did you mean "name"?)`, or nothing where none is."""
    near = difflib.get_close_matches(value, known, 1)
    return f" (did you mean {shown(near[0])}?)" if near else ""
