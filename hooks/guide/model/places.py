"""What docs/helplines.yml and docs/sources.yml hold."""

import unicodedata
from dataclasses import dataclass

# What the lines are about that a short list of a place tells, in this order: harm, very low moods, the young.
FIRST = ("partner", "family", "anyone", "sexual", "low", "young")
HARM = ("partner", "family", "anyone")


@dataclass(frozen=True)
class Months:
    """How many months a copy may be old: `old`, before it is told as long ago; `release`, in a release."""

    old: int
    release: int


@dataclass(frozen=True)
class Emergency:
    """The emergency number of a place. `checked`, `seen` and `old` as of a line."""

    number: str
    note: str | None
    site: str | None
    checked: str
    seen: str | None
    old: bool


@dataclass(frozen=True)
class Line:
    """A helpline. `about` names its kind, `checked` the date of the copy that it was seen in, `seen` which
    copy that was; `card` tells whether a small card names it, and `old` whether `checked` was long ago on
    the day on which the list was looked through.
    """

    id: str
    name: str
    about: str
    people: str
    any_gender: str
    under_18: str
    card: str | None
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
    old: bool

    @property
    def named(self) -> bool:
        """Whether a short list says what it is about: all that it does not say is about harm, or for whom."""
        return self.about in ("sexual", "low")

    @property
    def whom(self) -> str | None:
        """Whom it is for, where it is not for people of any gender and any age."""
        return self.people if self.any_gender == "no" or self.under_18 == "yes" else None


@dataclass(frozen=True)
class Place:
    """A country with its helplines; `page` is the file that the build makes for it, and `first_for` names the
    languages in which it stands before others.
    """

    id: str
    name: str
    first_for: tuple[str, ...]
    emergency: Emergency
    lines: tuple[Line, ...]
    none: tuple[str, ...]
    page: str

    @property
    def groups(self) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """(what they are about, lines) in the order in which each kind first comes."""
        kinds = dict.fromkeys(line.about for line in self.lines)
        return tuple((about, tuple(line for line in self.lines if line.about == about)) for about in kinds)

    @property
    def first_lines(self) -> tuple[Line, ...]:
        """The lines of a short list, in the order of FIRST."""
        lines = [line for line in self.lines if line.about in FIRST]
        return tuple(sorted(lines, key=lambda line: FIRST.index(line.about)))

    @property
    def on_a_card(self) -> dict[str, Line]:
        """What a small card names, such as `low`: its line. The line is for everyone, as there is no room to
        say more.
        """
        kinds = {"harm": HARM, "low": ("low",), "young": ("young",)}
        lines = [line for line in self.lines if line.card]
        return {key: line for key, about in kinds.items() for line in lines if line.about in about}

    @property
    def seen_on_a_card(self) -> str:
        """The date of the oldest copy in which something on the card was seen."""
        return min([self.emergency.checked, *(line.checked for line in self.on_a_card.values())])


def in_order(places: tuple[Place, ...], language: str) -> tuple[Place, ...]:
    """Places as a reader of a language looks for them: those of the language first, each part by name."""

    def by_name(place: Place) -> str:
        letters = unicodedata.normalize("NFD", place.name.casefold())
        return "".join(letter for letter in letters if not unicodedata.combining(letter))

    return tuple(sorted(places, key=lambda place: (language not in place.first_for, by_name(place))))


@dataclass(frozen=True)
class Finder:
    """Somebody else's list of helplines, for places that are not here."""

    name: str
    site: str
    note: str
    checked: str
    seen: str
    old: bool


def months_between(first: str, second: str) -> int:
    """How many months lie between two dates such as 2026, 2026-11 or 2026-11-23. A year alone is its
    January.
    """
    months = [12 * int(date[:4]) + int(date[5:7] or 1) for date in (first, second)]
    return months[1] - months[0]


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
