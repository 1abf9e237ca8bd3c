"""The guide in other languages: each a whole site, made from the same folder of words and a catalog.

What a language does not have yet stands there in English, marked as such, and a whole page at a time.
Only texts about safety have no such way: while one of them is open, that language has no self-check.
"""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from guide.model.guide import SOURCE
from guide.pages.site import Site
from guide.pages.templates import link
from guide.reading import catalog, units
from guide.reading.problems import BadData, Problem, one_of, shown
from guide.reading.units import SAFETY, Unit

# Stands in a text of the data that a language has not, so that each page which shows it can be told.
# It is never seen.
OPEN = "\u034f"
# The kinds of pages that are not there without all texts about safety.
KINDS_WITHHELD = ("self_check", "help", "place")
# The folder that the words of languages lie in, if any.
_folders: list[TemporaryDirectory] = []
# How many open texts about safety are told by their lines.
MOST_TOLD = 10


@dataclass(frozen=True)
class Wanted:
    """What mkdocs.yml says of languages.

    codes: of those to publish; need_reader: whether self-check and help wait for a native reader.
    """

    codes: tuple[str, ...]
    need_reader: bool = False

    @classmethod
    def of(cls, extra: dict) -> "Wanted":
        """As the settings under `extra` have it."""
        return cls(tuple(map(str, extra.get("languages") or ())), bool(extra.get("languages_need_reader")))


@dataclass(frozen=True)
class Language:
    """A language with a catalog.

    site: its pages, or None where not even the words around them are there; docs: the folder of its words;
    open: the units that it has not.
    """

    code: str
    docs: Path
    site: Site | None
    open: tuple[Unit, ...]

    @property
    def is_ready(self) -> bool:
        """Whether its self-check and its help are there."""
        left = self.site.left if self.site else ()
        withheld = any(self.site.english.meta(name)["kind"] in KINDS_WITHHELD for name in left)
        return self.site is not None and not withheld

    @property
    def told(self) -> str:
        """What is not there, for the author, or nothing; texts about safety with file and line."""
        if not self.open:
            return ""
        safety = [unit for unit in self.open if unit.kind == SAFETY]
        told = [f"{self.code}: open texts: {len(self.open)}"]
        if self.site is None:
            told.append("some stand on every page, so this language is not built")
        elif safety:
            told.append(f"{len(safety)} about safety, so its self-check and help are withheld")
        where = [f"  docs/{one.file}:{one.line}: {one.context}: {one.text}" for one in safety[:MOST_TOLD]]
        return "\n".join([", ".join(told) + f" (dev.py translate {self.code} names them).", *where])


def read(english: Site, docs: Path, overrides: Path, wanted: Wanted) -> list[Language]:
    """Each language that is wanted. docs: the folder of the English words.

    Its own words lie in a folder of this process, until it reads them once more: several may build at once.

    Raises BadData with every mistake of all their catalogs, and where one has none.
    """
    made, problems = [], []
    while _folders:
        _folders.pop().cleanup()
    _folders.append(TemporaryDirectory(prefix="guide-"))
    work = Path(_folders[0].name)
    asked = units.of(docs) if wanted.codes else []
    for code in wanted.codes:
        path = docs / catalog.FOLDER / f"{code}.po"
        if not path.is_file():
            known = one_of(one.stem for one in catalog.catalogs(docs))
            problems.append(Problem("mkdocs.yml", 1, "extra.languages", shown(code), known))
            continue
        try:
            target = work / code / docs.name
            made.append(_read(english, docs, overrides, path, asked, target, wanted.need_reader))
        except BadData as bad:
            problems += bad.problems
    if problems:
        raise BadData(problems)
    return made


def _read(
    english: Site,
    docs: Path,
    overrides: Path,
    path: Path,
    wanted: list[Unit],
    target: Path,
    need_reader: bool,
) -> Language:
    translation = catalog.read(path, wanted)
    _write(docs, target, wanted, translation)
    editions = english.editions and english.editions.with_name(path.stem)
    try:
        site = Site.read(target, overrides, english.course, path.stem, not translation.reader, editions)
    except BadData as bad:
        # What is wrong in a language stands in the line of its English.
        raise BadData(replace(one, where=f"in {path.stem}: {one.where}") for one in bad.problems) from None
    words = site.guide.words
    if any(OPEN in text for group in (words.shell, words.languages) for text in vars(group).values()):
        return Language(path.stem, target, None, translation.open)
    site = replace(site, english=english)
    withheld = any(unit.kind == SAFETY for unit in translation.open) or (
        need_reader and not translation.reader
    )
    return Language(
        path.stem, target, replace(site, left=_left(site, translation, withheld)), translation.open
    )


def _left(site: Site, translation: catalog.Translation, withheld: bool) -> frozenset[str]:
    """The pages that a language leaves to English."""
    open_ = {unit.file for unit in translation.open}
    return frozenset(
        name
        for name in site.names()
        if name in open_
        or OPEN in site.markdown(name) + "".join(map(str, site.meta(name).values()))
        or (withheld and site.meta(name)["kind"] in KINDS_WITHHELD)
    )


def _write(docs: Path, target: Path, wanted: list[Unit], translation: catalog.Translation) -> None:
    """Write the folder of the words in another language, lines and all."""
    by_file: dict[str, list[Unit]] = {}
    for unit in wanted:
        by_file.setdefault(unit.file, []).append(unit)
    shutil.copytree(docs, target, ignore=shutil.ignore_patterns(catalog.FOLDER))
    for file, own in by_file.items():
        told = {unit.key: translation.told.get(unit.key) or _marked(unit) for unit in own}
        text = units.written((docs / file).read_text(encoding="utf-8"), own, told)
        (target / file).write_text(text, encoding="utf-8")


def _marked(unit: Unit) -> str:
    """An open text in English, marked where pages may show it: not longer than it was."""
    if unit.form != "scalar":
        return unit.text
    spots = (
        i
        for i, c in enumerate(unit.text)
        if c.isalpha() and unit.text.rfind("{", 0, i) <= unit.text.rfind("}", 0, i)
    )
    letter = next(spots, None)
    if letter is None:
        # Nothing but slots and signs.
        return OPEN + unit.text
    return unit.text[:letter] + OPEN + unit.text[letter + 1 :]


def twins(site: Site, languages: list[Language], here: Language | None) -> dict[str, list[dict[str, str]]]:
    """The twins of each page, by its name: {code, name, link} of each other language that has it.

    site: the pages of `here`, which is English where there is none.
    """
    others = {one.code: one.site for one in languages if one.site and one is not here}
    if not others and not here:
        return {}
    up = "../" if here else ""
    # The folder of each, as seen from the one of `here`.
    roots = {up + f"{code}/": (code, other) for code, other in others.items()}
    if here:
        roots = {up: (SOURCE, site.english), **roots}
    return {
        page: [
            {"code": code, "name": other.guide.words.languages.name, "link": link(page, root + page)}
            for root, (code, other) in roots.items()
            if page not in other.left
        ]
        for page in site.names()
    }
