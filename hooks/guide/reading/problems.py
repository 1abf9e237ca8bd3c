"""A mistake in a file, told to its author: `file:line: where: what is there. Expected: what should be.`"""

from dataclasses import dataclass

LONGEST_SHOWN = 60
# More would scroll away what comes first, and say little that the first do not.
MOST_TOLD = 200
MOST_NAMED = 30


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake. `line` counts from 1; `where` is a path such as `levels[0].name`."""

    file: str
    line: int
    where: str
    found: str
    expected: str

    def __str__(self):
        return _printable(f"{self.file}:{self.line}: {self.where}: {self.found}. Expected: {self.expected.rstrip('.')}.")


class BadData(Exception):
    """The authored files hold mistakes: `problems`, in the order of files and lines. The message tells the first of them."""

    def __init__(self, problems):
        self.problems = tuple(sorted(set(problems)))
        lines = [str(problem) for problem in self.problems[:MOST_TOLD]]
        if rest := self.problems[MOST_TOLD:]:
            lines.append(str(Problem(rest[0].file, rest[0].line, "the files", f"{len(rest)} more mistakes from here on", "those above mended first")))
        super().__init__("\n".join(lines))


def _printable(text):
    """A text in one line, in which what cannot be seen is told by its number. (Names of files, too, can hold anything.)"""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def one_of(names):
    """The names that could stand somewhere, as an author may see them: `one of a, b, c`."""
    names = list(names)
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"one of {', '.join(names[:MOST_NAMED])}{more}"


def visible(value):
    """A value as an author may see it in a message: on one line, not too long, nothing invisible."""
    text = _printable(value[: LONGEST_SHOWN + 1])
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def shown(value):
    """The same in quotation marks."""
    return f'"{visible(value)}"'
