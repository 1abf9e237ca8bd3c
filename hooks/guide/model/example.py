"""A made-up sheet, worked through for the page on scoring: averages, running sums, and where their drawing goes."""

import itertools
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

COLUMNS = ("all", "sharing", "response")
# The drawing is this wide and high, and keeps this far from its edges.
WIDTH, HEIGHT, MARGIN = 320, 150, 14


@dataclass(frozen=True)
class Example:
    """`record`: title, text, kind, levels and answers of the example; `guide`: the Guide it belongs to."""

    record: object
    guide: object

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.record, name)

    @cached_property
    def sheet(self):
        """The answers as the scorer takes them: statement -> value."""
        answers = {one.level: one.values for one in self.record.answers}
        return {
            statement.id: int(value) for level in self.guide.levels for statement, value in zip(level.statements, answers.get(level.id, ()))
        }

    @cached_property
    def levels(self):
        """The levels that the sheet answers, from the first."""
        answered = {one.level for one in self.record.answers}
        return [level for level in self.guide.levels if level.id in answered]

    @cached_property
    def averages(self):
        """column -> the average of each level above the middle, as a Fraction."""
        sides = {"all": ("sharing", "response"), "sharing": ("sharing",), "response": ("response",)}
        return {column: [self._average(level, sides[column]) for level in self.levels] for column in COLUMNS}

    def _average(self, level, sides):
        values = [self.sheet[s.id] for s in level.statements if s.side in sides and s.id in self.sheet]
        return Fraction(sum(values), len(values)) - Fraction(self.guide.data.constants.middle)

    @cached_property
    def sums(self):
        """column -> the running sums from the first level."""
        return {column: list(itertools.accumulate(self.averages[column])) for column in COLUMNS}

    @property
    def one_sided(self):
        return self.record.kind == "one-sided"

    @property
    def columns(self):
        """What the drawing and the table show: both sides of a one-sided sheet, else all lines together."""
        return COLUMNS[1:] if self.one_sided else COLUMNS[:1]

    @property
    def rows(self):
        """(level, ((average, sum, whether it is the highest), ...)) of each level, numbers as text."""
        for i, level in enumerate(self.levels):
            yield level, tuple((_text(self.averages[c][i]), _text(self.sums[c][i]), i == self.peak(c)) for c in self.columns)

    def peak(self, column):
        """The position of the highest sum, the lower one of equals."""
        return self.sums[column].index(max(self.sums[column]))

    @property
    def lines(self):
        """(column, points of a polyline, (x, y) of its peak) of each column drawn."""
        drawn = [value for column in self.columns for value in self.sums[column]] + [0]
        low, high = min(drawn), max(drawn)
        for column in self.columns:
            points = [(self._x(i), self._y(value, low, high)) for i, value in enumerate(self.sums[column])]
            yield column, " ".join(f"{x},{y}" for x, y in points), points[self.peak(column)]

    @property
    def size(self):
        """(width, height) of the drawing."""
        return WIDTH, HEIGHT

    def _x(self, i):
        return round(MARGIN + i * (WIDTH - 2 * MARGIN) / max(1, len(self.levels) - 1), 1)

    def _y(self, value, low, high):
        return round(HEIGHT - MARGIN - float(value - low) / float(high - low or 1) * (HEIGHT - 2 * MARGIN), 1)


def _text(number):
    """A number with one or two places, as a reader would write it."""
    return f"{float(number):.2f}".removesuffix("0")
