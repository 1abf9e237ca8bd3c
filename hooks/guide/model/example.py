"""A made-up sheet, worked through for the page on scoring: averages, running sums, and their drawing."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from guide.model.instrument import ExampleSheet, Level

# All lines together; the other columns are the sides.
ALL = "all"
# The drawing is this wide and high, and keeps this far from its edges.
WIDTH, HEIGHT, MARGIN = 320, 150, 14


@dataclass(frozen=True)
class Example:
    """`record`: the sheet; `every_level`: all levels of the guide; `middle`: the middle of the answers.

    one_sided: whether its kind of result tells a side with more, so that each side is shown by itself.
    """

    record: ExampleSheet
    every_level: tuple[Level, ...]
    middle: Decimal
    one_sided: bool

    @cached_property
    def sheet(self) -> dict[str, int]:
        """The answers as the scorer takes them: statement -> value."""
        answers = {one.level: one.values for one in self.record.answers}
        return {
            one.id: int(value)
            for level in self.every_level
            for one, value in zip(level.statements, answers.get(level.id, ()))
        }

    @cached_property
    def levels(self) -> list[Level]:
        """The levels that the sheet answers, from the first."""
        answered = {one.level for one in self.record.answers}
        return [level for level in self.every_level if level.id in answered]

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """The sides of the statements, in the order in which they first come."""
        return tuple(dict.fromkeys(one.side for level in self.every_level for one in level.statements))

    @property
    def columns(self) -> tuple[str, ...]:
        """What the drawing and the table show: both sides of a one-sided sheet, else all lines together."""
        return self.sides if self.one_sided else (ALL,)

    @cached_property
    def averages(self) -> dict[str, list[Fraction]]:
        """column -> the average of each level above the middle."""
        return {
            column: [self._average(level, column) for level in self.levels] for column in (ALL, *self.sides)
        }

    def _average(self, level: Level, column: str) -> Fraction:
        values = [
            self.sheet[one.id]
            for one in level.statements
            if column in (ALL, one.side) and one.id in self.sheet
        ]
        return Fraction(sum(values), len(values)) - Fraction(self.middle)

    @cached_property
    def sums(self) -> dict[str, list[Fraction]]:
        """column -> the running sums from the first level."""
        return {column: list(itertools.accumulate(averages)) for column, averages in self.averages.items()}

    @property
    def rows(self) -> Iterator[tuple[Level, tuple[tuple[str, str, bool], ...]]]:
        """(level, ((average, sum, whether it is the highest), ...)) of each level, numbers as text."""
        for i, level in enumerate(self.levels):
            yield (
                level,
                tuple(
                    (_text(self.averages[c][i]), _text(self.sums[c][i]), i == self.peak(c))
                    for c in self.columns
                ),
            )

    def peak(self, column: str) -> int:
        """The position of the highest sum, the lower one of equals."""
        return self.sums[column].index(max(self.sums[column]))

    @property
    def lines(self) -> Iterator[tuple[str, str, tuple[float, float]]]:
        """(column, points of a polyline, (x, y) of its peak) of each column drawn."""
        drawn = [value for column in self.columns for value in self.sums[column]] + [Fraction(0)]
        low, high = min(drawn), max(drawn)
        for column in self.columns:
            points = [(self._x(i), self._y(value, low, high)) for i, value in enumerate(self.sums[column])]
            yield column, " ".join(f"{x},{y}" for x, y in points), points[self.peak(column)]

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the drawing."""
        return WIDTH, HEIGHT

    def _x(self, i: int) -> float:
        return round(MARGIN + i * (WIDTH - 2 * MARGIN) / max(1, len(self.levels) - 1), 1)

    def _y(self, value: Fraction, low: Fraction, high: Fraction) -> float:
        return round(HEIGHT - MARGIN - float(value - low) / float(high - low or 1) * (HEIGHT - 2 * MARGIN), 1)


def _text(number: Fraction) -> str:
    """A number with one or two places, as a reader would write it."""
    return f"{float(number):.2f}".removesuffix("0")
