"""Figures as Markdown, and a file of them whose parts can be measured one at a time."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One table with its title and what there is to say about it. `missed` names the goals that were not reached."""

    title: str
    about: str
    header: tuple
    rows: tuple
    missed: tuple = ()

    def text(self):
        text = f"## {self.title}\n\n{self.about}\n"
        lines = [self.header, ["---"] * len(self.header), *self.rows]
        table = "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)
        return f"{text}\n{table}" if self.rows else text


def goal(name, value, most):
    """(text, missed): a figure with the most that it may be, and its name if it is more."""
    return f"{value:,.2f} (≤ {most:g})", () if value <= most else (f"{name}: {value:,.2f}, not {most:g} or less",)


def ratio(value, base):
    """A figure as a multiple of another."""
    return f"{value / base:.2f} ×" if base else "-"


def merged(path, opening, sections):
    """Write `opening` and the sections to a file; a section that was measured before and is not among these stays as it is."""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    parts = {part.split("\n", 1)[0]: f"## {part.strip()}\n" for part in re.split(r"^## ", old, flags=re.M)[1:]}
    parts.update({section.title: section.text() for section in sections})
    path.write_text("\n".join([opening, *parts.values()]), encoding="utf-8")
