"""A made-up sheet, worked through for the page on scoring: marks, boxes and running totals."""

import itertools
from dataclasses import dataclass
from functools import cached_property

from guide.model.instrument import ExampleSheet, Level

SHARING, RETURNING, CARE = "sharing", "returning", "care"


def mark(value: int) -> int:
    """What an answer counts: 1 if it is above the middle, -1 if below, else 0."""
    return (value > 0) - (value < 0)


@dataclass(frozen=True)
class Example:
    """`record`: the sheet; `levels`: all levels of the guide."""

    record: ExampleSheet
    levels: tuple[Level, ...]

    @cached_property
    def sheet(self) -> dict[str, int]:
        """The answers as the scorer takes them: statement -> value."""
        answers = {one.level: one.values for one in self.record.answers}
        return {
            one.id: int(value)
            for level in self.levels
            for one, value in zip(level.statements, answers.get(level.id, ()))
        }

    def marks(self, level: Level, facet: str) -> int:
        """The marks of a level's statements of one facet, added up."""
        return sum(mark(self.sheet.get(one.id, 0)) for one in level.statements if one.facet == facet)

    @cached_property
    def rows(self) -> tuple[tuple[Level, int, int, int, int, int], ...]:
        """(level, marks of sharing, of returning, both together, total so far, marks of care), level by
        level.
        """
        sides = [(self.marks(level, SHARING), self.marks(level, RETURNING)) for level in self.levels]
        totals = itertools.accumulate(sum(both) for both in sides)
        return tuple(
            (level, *both, sum(both), total, self.marks(level, CARE))
            for level, both, total in zip(self.levels, sides, totals, strict=True)
        )

    @property
    def highest(self) -> int | None:
        """The highest total, if it is above 0."""
        highest = max(total for *_, total, _ in self.rows)
        return highest if highest > 0 else None

    @property
    def reach(self) -> dict[str, tuple[int | None, int | None, bool]]:
        """level -> how far each half of its ring is drawn, in quarters, and whether its dot is filled."""
        return {
            level.id: (self._quarters(level, SHARING), self._quarters(level, RETURNING), care > 0)
            for level, *_, care in self.rows
        }

    def _quarters(self, level: Level, facet: str) -> int | None:
        """From 0, all untrue, to 4, all true; None where all is open."""
        own = [one.id for one in level.statements if one.facet == facet]
        if not self.sheet.keys() & {*own}:
            return None
        # Half a quarter is rounded up, as the script does.
        return (4 * (self.marks(level, facet) + len(own)) + len(own)) // (2 * len(own))
