"""What docs/search.yml holds: what people call things, and where someone in danger is led."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """What people type (`say`), and the words by which the guide calls it (`mean`)."""

    say: tuple[str, ...]
    mean: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What people ask (`say`: the words of a question, in any order) that is answered on one `page`."""

    page: str
    say: tuple[str, ...]


@dataclass(frozen=True)
class Crisis:
    """Words after which help comes first: the parts of pages named in `help`, in this order.

    A text of `say` counts only as it is written, alone or inside a question, unless one of `unless` is there.
    In both, "…" stands for up to four words, and a word with one other name for that name.
    """

    help: tuple[str, ...]
    say: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True)
class Search:
    """`small`: words that say nothing of what is looked for. `endings`: what words of one stem end in.

    `apart`: pages on which each heading stands for itself. `later`: pages that come after those for readers.
    `with_help`: the only pages that follow where help comes first. `always`: what an empty answer offers.
    """

    small: tuple[str, ...]
    endings: tuple[str, ...]
    names: tuple[Name, ...]
    answers: tuple[Answer, ...]
    crisis: tuple[Crisis, ...]
    apart: tuple[str, ...]
    later: tuple[str, ...]
    with_help: tuple[str, ...]
    always: tuple[str, ...]
