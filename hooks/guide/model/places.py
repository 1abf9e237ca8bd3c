"""What docs/helplines.yml and docs/sources.yml hold."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Emergency:
    """The emergency number of a place."""

    number: str
    note: str | None
    site: str | None
    checked: str


@dataclass(frozen=True)
class Line:
    """A helpline. `about` names its kind, `checked` the date of the copy that it was seen in."""

    id: str
    name: str
    about: str
    people: str
    any_gender: str
    under_18: str
    phone: str | None
    text: str | None
    chat: str | None
    site: str
    hours: str
    languages: str | None
    bill: str | None
    note: str | None
    checked: str
    seen: str


@dataclass(frozen=True)
class Place:
    """A country with its helplines; `page` is the file that the build makes for it."""

    id: str
    name: str
    emergency: Emergency
    lines: tuple[Line, ...]
    none: tuple[str, ...]
    page: str

    @property
    def groups(self) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """(what they are about, lines) in the order in which each kind first comes."""
        kinds = dict.fromkeys(line.about for line in self.lines)
        return tuple((about, tuple(line for line in self.lines if line.about == about)) for about in kinds)


@dataclass(frozen=True)
class Finder:
    """Somebody else's list of helplines, for places that are not here."""

    name: str
    site: str
    note: str
    checked: str
    seen: str


@dataclass(frozen=True)
class Source:
    """One reference: what was found, its limit, and how we know it."""

    id: str
    short: str
    kind: str
    reference: str
    url: str | None
    found: str
    limit: str
    seen: str
