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
from guide.reading.problems import BadData, Problem, one_of, shown, visible
from guide.reading.units import SAFETY, Unit

# A language is also read with marks: each text of the data that it has not bears one of its own there, by
# which the pages that show it are found. These characters have no other use, and none gets into a page.
FIRST_MARK = 0xF0000
# How the contexts of the words begin that stand around each page.
AROUND_PAGES = ("words.yml: shell.", "words.yml: languages.")
# The kinds of pages that are not there without all texts about safety.
KINDS_WITHHELD = ("self_check", "help", "place")
# The folder that the words of languages lie in, if any.
_folders: list[TemporaryDirectory] = []
# How many open texts are told by their lines.
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
    translation: what its catalog says; everywhere: the units around each page that it has not; waiting: page
    that has all its own -> those of the data that it shows and the language has not.
    """

    code: str
    docs: Path
    site: Site | None
    translation: catalog.Translation
    everywhere: tuple[Unit, ...]
    waiting: dict[str, tuple[Unit, ...]]

    @property
    def open(self) -> tuple[Unit, ...]:
        """The units that it has not."""
        return self.translation.open

    @property
    def is_ready(self) -> bool:
        """Whether its self-check and its help are there."""
        left = self.site.left if self.site else ()
        withheld = any(self.site.english.meta(name)["kind"] in KINDS_WITHHELD for name in left)
        return self.site is not None and not withheld

    @property
    def told(self) -> str:
        """What is not there, for the author, or nothing; what holds most back by its lines."""
        if not self.open:
            return ""
        safety = [unit for unit in self.open if unit.kind == SAFETY]
        told = [f"{self.code}: open texts: {len(self.open)}"]
        if self.everywhere:
            told.append(f"{len(self.everywhere)} around each page, so this language is not built")
        elif safety:
            told.append(f"{len(safety)} about safety, so its self-check and help are withheld")
        told = [f"{', '.join(told)} (dev.py translate {self.code} tells where they stand)."]
        lines = self.translation.lines
        for one in (self.everywhere or safety)[:MOST_TOLD]:
            line = lines.get(one.key)
            place = f"{self.translation.file}:{line}" if line else f"docs/{one.file}:{one.line}"
            told.append(f"  {place}: {one.context}: {one.text}")
        return "\n".join(told)


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
    editions = english.editions and english.editions.with_name(path.stem)

    def site_in(folder: Path, told: dict[tuple[str, str], str]) -> Site:
        _write(docs, folder, wanted, told)
        try:
            return Site.read(folder, overrides, english.course, path.stem, not translation.reader, editions)
        except BadData as bad:
            raise BadData(_placed(one, docs, wanted, translation) for one in bad.problems) from None

    site, shown = site_in(target, translation.told), {}
    if translation.open:
        marks = {chr(FIRST_MARK + i): unit for i, unit in enumerate(translation.open)}
        told = {unit.key: _marked(unit.text, mark) for mark, unit in marks.items() if unit.form == "scalar"}
        shown = _shown(site_in(target.parent / "marked" / docs.name, translation.told | told), marks)
    everywhere = tuple(unit for unit in translation.open if unit.context.startswith(AROUND_PAGES))
    open_ = {unit.file for unit in translation.open}
    safe = not any(unit.kind == SAFETY for unit in translation.open)
    withheld = not safe or (need_reader and not translation.reader)
    left = frozenset(
        name
        for name in site.names()
        if name in open_ or name in shown or (withheld and site.meta(name)["kind"] in KINDS_WITHHELD)
    )
    waiting = {name: its for name, its in shown.items() if name in site.pages and name not in open_}
    there = None if everywhere else replace(site, english=english, left=left)
    return Language(path.stem, target, there, translation, everywhere, waiting)


def _shown(marked: Site, marks: dict[str, Unit]) -> dict[str, tuple[Unit, ...]]:
    """The open texts that each page shows, by the marks that they bear; pages without any are left out."""
    held = {
        name: {*marked.markdown(name), *"".join(map(str, marked.meta(name).values()))}
        for name in marked.names()
    }
    found = {name: tuple(unit for mark, unit in marks.items() if mark in its) for name, its in held.items()}
    return {name: its for name, its in found.items() if its}


def _placed(problem: Problem, docs: Path, wanted: list[Unit], translation: catalog.Translation) -> Problem:
    """A mistake in the words of a language, told where it can be mended: in the line of the catalog."""
    told, lines = translation.told, translation.lines

    def there(line: int) -> list[Unit]:
        place = (problem.file, line)
        return [one for one in wanted if (f"{docs.name}/{one.file}", one.line) == place and one.key in lines]

    units = there(problem.line)
    if not units:
        return replace(problem, where=f"in {translation.code}: {problem.where}")
    # Several may stand in one line.
    unit = next((one for one in units if visible(told.get(one.key, one.text)) in problem.found), units[0])
    first = next((lines[one.key] for one in there(problem.first) if one.context != unit.context), 0)
    return Problem(
        translation.file, lines[unit.key], shown(unit.text), problem.found, problem.expected, first
    )


def _write(docs: Path, target: Path, wanted: list[Unit], told: dict[tuple[str, str], str]) -> None:
    """Write the folder of the words in another language, lines and all; what is not told stays as it is."""
    by_file: dict[str, list[Unit]] = {}
    for unit in wanted:
        by_file.setdefault(unit.file, []).append(unit)
    shutil.copytree(docs, target, ignore=shutil.ignore_patterns(catalog.FOLDER))
    for file, own in by_file.items():
        text = units.written((docs / file).read_text(encoding="utf-8"), own, told)
        (target / file).write_text(text, encoding="utf-8")


def _marked(text: str, mark: str) -> str:
    """A text with a mark in the place of one letter, where pages may show it: not longer than it was."""
    spots = (i for i, c in enumerate(text) if c.isalpha() and text.rfind("{", 0, i) <= text.rfind("}", 0, i))
    letter = next(spots, None)
    if letter is None:
        # Nothing but slots and signs.
        return mark + text
    return text[:letter] + mark + text[letter + 1 :]


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
