"""A mistake in a file, told to its author: `file:line: where: what is there. Expected: what should be.`"""

from dataclasses import dataclass

LONGEST_SHOWN = 60


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake. `line` counts from 1; `where` is a path such as `levels[0].name`."""

    file: str
    line: int
    where: str
    found: str
    expected: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.where}: {self.found}. Expected: {self.expected.rstrip('.')}."


class BadData(Exception):
    """The authored files hold mistakes: `problems`, in the order of files and lines."""

    def __init__(self, problems):
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def visible(value):
    """A value as an author may see it in a message: on one line, not too long, nothing invisible."""
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value[: LONGEST_SHOWN + 1])
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def shown(value):
    """The same in quotation marks."""
    return f'"{visible(value)}"'
