"""Finding a result by hand: the printed key of the worksheet, followed line by line, with answers and numbers
read off the page.

It knows the page and nothing of the scorer.
"""

import re
from itertools import accumulate

CODE = re.compile(r"(\d+)(\D)(\d*)")


class Key:
    """The worksheet's key as it stands on the page."""

    def __init__(self, page):
        """page: a browser page that shows the worksheet."""
        first = page.locator(".key li").first.inner_text()
        plus, minus = (re.findall("“(.+?)”", part) for part in first.split("plus", 1))
        self.marks = dict.fromkeys(plus, 1) | dict.fromkeys(minus, -1)
        # Statement → its place in the grid, such as (3, A, 1).
        self.places = {
            id_: CODE.fullmatch(code).groups()
            for id_, code in page.locator("fieldset[data-statement]").evaluate_all(
                "all => all.map((one) => [one.dataset.statement, one.querySelector('.code').textContent])"
            )
        }
        self.rows = page.locator(".grid tbody tr").count()
        self.number = {
            one.get_attribute("data-constant"): int(one.text_content())
            for one in page.locator(".key [data-constant]").all()
        }
        # The answer that is no tick.
        self.none = page.locator(".rest label").first.inner_text().strip()

    def result(self, ticks):
        """(kind, rows counted from 0) for ticks: statement -> the label of the ticked box, or nothing."""
        grid = [{"A": {}, "B": {}, "C": {}} for _ in range(self.rows)]
        for id_, (row, letter, which) in self.places.items():
            ticked = ticks.get(id_) not in (None, self.none)
            grid[int(row) - 1][letter][which] = self.marks.get(ticks[id_], 0) if ticked else None
        a, b = ([_sum(row[letter]) for row in grid] for letter in "AB")
        boxes = [sum(both) for both in zip(a, b)]
        totals = list(accumulate(boxes))
        place = []
        if max(totals) > 0:
            circled = [i for i, total in enumerate(totals) if max(totals) - total <= self.number["near"]]
            place = list(range(circled[0], circled[-1] + 1))
        if self._care(grid, a, b):
            # A result that begins with support names no level on paper.
            return "care", []
        if self._few(grid) or any(self._few([grid[i]]) for i in place):
            return "not-enough", []
        gap = self.number["uneven_gap"]
        if any(
            low < 0 < high and high - low >= gap for i, low in enumerate(boxes) for high in boxes[i + 1 :]
        ):
            return "uneven", place
        pairs = [
            mark - row["B"][which]
            for row in grid
            for which, mark in row["A"].items()
            if mark is not None and row["B"][which] is not None
        ]
        alone = {side: max(accumulate(marks)) for side, marks in (("A", a), ("B", b))}
        ahead = alone["A" if sum(pairs) > 0 else "B"] if sum(pairs) else 0
        if ahead >= self.number["own_reach"] and (abs(sum(pairs)) >= self.number["one_sided"] or not place):
            return "one-sided", place
        if not place:
            reached = max(boxes) > 0 or max(alone.values()) >= self.number["own_reach"]
            return "uneven" if reached else "not-placed", []
        return "between" if len(place) > 1 else "level", place

    def _care(self, grid, a, b):
        told = [row for row, *both in zip(grid, a, b) if max(both) >= 0]
        minus, plus = ([mark for row in told for mark in row["C"].values()].count(one) for one in (-1, 1))
        if minus >= self.number["care_needed"] and minus >= plus:
            return True
        every = [mark for row in grid for mark in row["C"].values()]
        return every.count(-1) >= self.number["care_silent"] and not every.count(1)

    def _few(self, rows):
        marks = [mark for row in rows for letter in "AB" for mark in row[letter].values()]
        return 2 * sum(mark is not None for mark in marks) < len(marks)


def _sum(marks):
    return sum(mark or 0 for mark in marks.values())
