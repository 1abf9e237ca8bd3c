"""Finding a result by hand: the printed key of the worksheet, followed line by line, with the numbers read
off the page.

It knows the page and nothing of the scorer.
"""

from fractions import Fraction


class Key:
    """The worksheet's key as it stands on the page."""

    def __init__(self, page):
        """page: a browser page that shows the worksheet."""
        self.points = {}
        for row in page.locator(".key tbody tr").all():
            label, points = row.locator("th, td").all_inner_texts()
            self.points[label] = Fraction(points)
        # Each part: the marks (A or B) of its lines, by the name of their boxes.
        self.parts = page.evaluate(
            """() => [...document.querySelectorAll('.grid tbody tr')].map((row, i) => {
                const screens = [...document.querySelectorAll('[data-screen]:has([data-statement])')];
                return [...screens[i].querySelectorAll('fieldset')].map(
                    (line) => [line.dataset.statement, line.querySelector('.side').textContent]);
            })"""
        )
        constants = {
            one.get_attribute("data-constant"): Fraction(one.text_content())
            for one in page.locator("[data-constant]").all()
        }
        self.needed, self.margin = constants["answers_needed"], constants["margin"]
        self.mixed_gap, self.side_gap = constants["mixed_gap"], constants["side_gap"]
        self.side_parts = constants["side_gap_levels"]

    def result(self, ticks):
        """(kind, parts counted from 0) for ticks: statement -> the label of the ticked box, or nothing."""
        rows = [self._row(lines, ticks) for lines in self.parts]
        counted = [row["counts"] for row in rows]
        used = rows[: counted.index(False)] if False in counted else rows
        if not used:
            return "not-enough", []
        all_, a, b = ([row[column] for row in used] for column in ("all", "A", "B"))
        sums = _sums(all_)
        if len(used) < len(rows) and max(sums) - sums[-1] < self.margin:
            return "not-enough", []
        strong = [i for i, average in enumerate(all_) if average >= 0]
        if any(
            low < 0 <= high and high - low >= self.mixed_gap
            for i, low in enumerate(all_)
            for high in all_[i + 1 :]
        ):
            return "mixed", strong
        high_a, high_b = _highest_above_zero(_sums(a)), _highest_above_zero(_sums(b))
        if abs(high_a - high_b) >= self.side_parts:
            rows_down = max(high_a, high_b)
            ahead = (sum(a[:rows_down]) - sum(b[:rows_down])) / rows_down
            if (ahead if high_a > high_b else -ahead) >= self.side_gap:
                return "one-sided", [part - 1 for part in sorted((high_a, high_b)) if part]
        if max(sums) <= 0:
            return "not-placed", []
        best = sums.index(max(sums))
        others = [i for i in range(len(sums)) if i != best]
        if others:
            following = max(others, key=lambda i: (sums[i], -i))
            if sums[best] - sums[following] < self.margin:
                return (
                    ("between", sorted((best, following)))
                    if abs(best - following) == 1
                    else ("mixed", strong)
                )
        return "level", [best]

    def _row(self, lines, ticks):
        given = [(mark, self.points[ticks[id_]]) for id_, mark in lines if ticks.get(id_) in self.points]
        by_side = {side: [points for mark, points in given if mark == side] for side in ("A", "B")}
        row = {side: _average(points) for side, points in by_side.items()}
        row["all"] = _average([points for _, points in given])
        row["counts"] = len(given) >= self.needed and all(by_side.values())
        return row


def _average(points):
    return sum(points) / len(points) if points else None


def _sums(averages):
    total, sums = Fraction(0), []
    for average in averages:
        total += average
        sums.append(total)
    return sums


def _highest_above_zero(sums):
    return sums.index(max(sums)) + 1 if max(sums) > 0 else 0
