"""What the Markdown pages say about themselves: front matter, markers, headings, numbers and links to
sources.

Reads the pages and reports mistakes; knows nothing of MkDocs or HTML.
"""

import bisect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from markdown.extensions.toc import slugify

from guide.reading import folders, links, slots, text_file, yaml_tree
from guide.reading.links import Link
from guide.reading.problems import BadData, Problem, nearest, one_of, shown
from guide.reading.shape import can_be_seen

MARKER = re.compile(r"<!--\s*guide:\s*(.*?)\s*-->")
_ALMOST_MARKER = re.compile(r"<!--\s*guides?\b", re.I)
_SOURCE_LINK = re.compile(r"sources\.md#([^)\s\"]+)")
SOURCES_PAGE, SELF_CHECK_PAGE = "sources.md", "self-check.md"
SELF_CHECK, HELPLINES = "self-check", "helplines"
# What pages of the kit can hold as {slots} beside the numbers, and the page of sources that the kit makes.
KIT_SLOTS = (
    "version",
    "label",
    "statement_list",
    "answer_list",
    "wish_list",
    "field_list",
    "signal_list",
    "goal_list",
)
KIT_SOURCES = f"{folders.KIT}/{SOURCES_PAGE}"
FOR_GROUPS = ("plans", "cases", "decks")

# What a page may say in its front matter; None stands for any text.
FRONT_MATTER: dict[str, tuple[str, ...] | None] = {
    "title": None,
    "description": None,
    "template": ("embed.html",),
    "search": ("yes", "no"),
    "feed": ("yes", "no"),
    "editions": ("yes", "no"),
}

# These as MkDocs reads them: front matter, the older kind of it that needs no ---, and the line that begins a
# block of code.
FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:\.{3}|---)[ \t]*\n", re.S)
_FRONT_MATTER_START = re.compile(r"---[ \t]*(\n|\Z)")
_OLD_FRONT_MATTER = re.compile(r" {0,3}[A-Za-z0-9_-]+:")
_FENCE = re.compile(r"~{3,}|`{3,}")
_FIRST_HEADING = re.compile(r"^#(?!#)[ \t]*(?P<title>\S.*)$|^(?P<underlined>\S.*)\n=+[ \t]*$|^<h1\b", re.M)
# A heading, and the id that may stand behind it in braces.
HEADING = re.compile(r"^#{1,6} +(?P<title>.*?) *(?:\{:? *#(?P<id>[\w-]+)[^}\n]*\})? *#* *\r?$", re.M)

# Where markers belong: on every page of a level, and on these pages.
OF_A_LEVEL = ("statements", "opening", "prompts")
REQUIRED = {
    "levels/index.md": ("levels",),
    "reclaim/index.md": ("steps",),
    SELF_CHECK_PAGE: (SELF_CHECK,),
    "embed/self-check.md": (SELF_CHECK,),
    "scoring.md": ("constants",),
    "get-help.md": ("emergency", HELPLINES, "elsewhere"),
    SOURCES_PAGE: ("sources",),
    "groups/index.md": FOR_GROUPS,
}


@dataclass(frozen=True)
class Known:
    """What the data says that pages can lead to or be made of.

    entries: page -> name of its level or step; levels: the pages of levels; sources: id -> its line in
    sources.yml;
    markers: names that the build can fill in; numbers: slots that pages can hold, with their values;
    made: the pages that the build makes.
    """

    entries: dict[str, str]
    levels: frozenset[str]
    sources: dict[str, int]
    markers: frozenset[str]
    numbers: dict[str, int]
    made: frozenset[str]


@dataclass(frozen=True)
class PageFile:
    """One page: `name` as `levels/index.md`, its front matter, its Markdown without it, and what it links to.

    cites: ids of sources; links: those to a heading, or to something else with an id, on a page other than
    that of sources.
    """

    name: str
    title: str
    front: dict[str, str]
    markdown: str
    markers: frozenset[str]
    cites: tuple[str, ...]
    links: tuple[Link, ...]

    @property
    def kind(self) -> str:
        """What its marker makes of it: the self-check, help with the lines of places, a choice for those who
        lead groups, or a page to read.
        """
        if SELF_CHECK in self.markers:
            return "self_check"
        if self.markers.intersection(FOR_GROUPS):
            return "groups"
        return "help" if HELPLINES in self.markers else "reading"

    @property
    def is_searched(self) -> bool:
        return self.front.get("search") != "no"


def read(docs: Path, known: Known) -> dict[str, PageFile]:
    """name -> PageFile of every page in the folder of words. Raises BadData with every mistake."""
    docs, problems, pages = Path(docs), [], {}
    files = {*folders.published(docs), *known.made}
    for path in text_file.markdown_files(docs):
        reader = _Reader(docs, path, known, files)
        pages[reader.name] = reader.page()
        problems += reader.problems
    for page in REQUIRED.keys() - pages.keys():
        problems.append(
            Problem(
                f"{docs.name}/{page}",
                1,
                "the page",
                "no such page",
                "a page with this name, which others lead to",
            )
        )
    cited = {id_ for page in pages.values() for id_ in page.cites}
    if unused := {id_: line for id_, line in known.sources.items() if id_ not in cited}:
        # In one line, since a guide with pages of its own may leave most of them.
        found = f"{len(unused)} that no page cites ({', '.join(unused)})"
        expected = f"a link to {SOURCES_PAGE}#id on some page, or no such entry"
        problems.append(Problem(f"{docs.name}/sources.yml", min(unused.values()), "sources", found, expected))
    if problems:
        raise BadData(problems)
    return pages


class _Reader:
    """Reads a page's text and notes what is wrong in it.

    `prose`: the text, front matter and code left blank.
    """

    def __init__(self, docs: Path, path: Path, known: Known, files: set[str]):
        self.name, self.known, self.files = path.relative_to(docs).as_posix(), known, files
        self.slots: tuple[str, ...] = tuple(known.numbers)
        if folders.in_kit(self.name):
            pages = text_file.markdown_files(docs / folders.KIT)
            self.files = {KIT_SOURCES, *(page.relative_to(docs).as_posix() for page in pages)}
            self.slots += KIT_SLOTS
        self.problems: list[Problem] = []
        self.front: dict[str, str] = {}
        self.file = f"{docs.name}/{self.name}"
        self.text = self._read(path)
        self._line_starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        self.prose, self.begin = self.text, 0
        if _FRONT_MATTER_START.match(self.text):
            self._front_matter()
        elif _OLD_FRONT_MATTER.match(self.text):
            expected = "another first line, since this one would not be shown"
            self.say(0, "the page", "a first line that starts with a word and a colon", expected)
        self.prose = without_code(self.prose)

    def page(self) -> PageFile:
        """The page, with all that is wrong in it noted."""
        markers = self._markers()
        if self.name in self.known.entries and (heading := _FIRST_HEADING.search(self.prose)):
            expected = f"none; the name comes from {self.file.split('/')[0]}/levels.yml"
            self.say(heading.start(), "the page", "a first-level heading", expected)
        for found, expected, place in self._slots():
            self.say(place, "the page", found, expected)
        title = self.known.entries.get(self.name) or self._title()
        return PageFile(
            self.name,
            title,
            self.front,
            self.text[self.begin :],
            frozenset(markers),
            tuple(self._cites()),
            tuple(self._links()),
        )

    def say(self, place: int, where: str, found: str, expected: str) -> None:
        """Note a problem at a place: how many characters stand before it."""
        self.problems.append(Problem(self.file, self._line(place), where, found, expected))

    def _line(self, place: int) -> int:
        return bisect.bisect(self._line_starts, place)

    def _read(self, path: Path) -> str:
        try:
            data = text_file.bytes_of(path)
        except OSError as error:
            found = f"nothing that can be read ({error.strerror or error})"
            self.problems.append(Problem(self.file, 1, "the page", found, "a file of the project"))
            return ""
        text, problems = text_file.read(data, self.file, "the page", underlined=True)
        self.problems += problems
        return text or ""

    def _front_matter(self) -> None:
        found = FRONT.match(self.text)
        if not found:
            self.say(0, "front matter", "no end of it", "a second line of ---")
            return
        self.begin = found.end()
        tree = yaml_tree.read(found[1].encode(), self.file)
        self.problems += [
            replace(problem, line=problem.line + 1, where="front matter") for problem in tree.problems
        ]
        if isinstance(tree.root, yaml_tree.Mapping):
            for key, value in tree.root.items:
                self._front_value(key, value)
        elif not tree.problems:
            self.say(
                0, "front matter", "no set of keys", "keys such as title, each with a colon and its value"
            )
        self.prose = _blank(found) + self.text[found.end() :]

    def _front_value(self, key: yaml_tree.Text, value: yaml_tree.Node) -> None:
        """Note one key of the front matter with its value, and what is wrong with either."""

        def say(found: str, expected: str) -> None:
            # The line of the three dashes comes before.
            self.problems.append(Problem(self.file, key.line + 1, "front matter", found, expected))

        if key.value not in FRONT_MATTER:
            say(f"the unknown key {shown(key.value)}{nearest(key.value, FRONT_MATTER)}", one_of(FRONT_MATTER))
        elif isinstance(value, yaml_tree.Unread):
            return
        elif not isinstance(value, yaml_tree.Text) or value.null or not can_be_seen(value.value):
            say(f"no text for {key.value}", f"{key.value}: and a text behind it")
        elif (allowed := FRONT_MATTER[key.value]) and value.value not in allowed:
            say(
                f"{key.value}: {shown(value.value)}{nearest(value.value, allowed)}",
                f"{key.value}: and {one_of(allowed)}",
            )
        elif value.cut:
            expected = "quotation marks around a text with a #, or a line of its own for a comment"
            say(f"{shown(value.value)} and then a comment", expected)
        else:
            for found, expected in slots.unknown(value.value, self.known.numbers):
                say(found, expected)
            self.front[key.value] = slots.filled(value.value, self.known.numbers)

    def _title(self) -> str:
        """The title in the front matter, else the first heading, else the file's name."""
        heading = _FIRST_HEADING.search(self.prose)
        return (
            self.front.get("title") or (heading and (heading["title"] or heading["underlined"])) or self.name
        )

    def _cites(self) -> Iterable[str]:
        """The ids of the sources that the page links to; a link to none is noted."""
        ids: dict[str, None] = {}
        for found in _SOURCE_LINK.finditer(self.prose):
            if found[1] in self.known.sources:
                ids[found[1]] = None
            else:
                expected = f"the id of an entry in {self.file.split('/')[0]}/sources.yml"
                self.say(found.start(), "a link to a source", shown(found[1]), expected)
        return ids

    def _links(self) -> Iterable[Link]:
        """The links that ask for an id on a page; those that lead nowhere are noted."""
        for place, found, expected in links.problems(self.prose, self.name, self.files):
            self.say(place, "a link", found, expected)
        for target in links.targets(self.prose)[0]:
            if links.wrong(target, self.name, self.files) or not (led := links.led_to(target, self.name)):
                continue
            # The ids on the page of sources are looked up as sources.
            if led[1] and led[0].endswith(".md") and led[0] != SOURCES_PAGE:
                yield Link(self._line(target.place), *led)

    def _slots(self) -> Iterable[tuple[str, str, int]]:
        """(what is there, what is expected, place) of each word in braces that is no number of the data."""
        for line_start in self._line_starts:
            end = self.prose.find("\n", line_start)
            for found, expected in slots.unknown(
                self.prose[line_start : end if end >= 0 else None], self.slots
            ):
                yield found, expected, line_start

    def _markers(self) -> set[str]:
        """The names of the page's markers; a wrong name or place, and those that are missing, are noted."""
        seen: set[str] = set()
        for almost in _ALMOST_MARKER.finditer(self.prose):
            place = almost.start()
            marker = MARKER.match(self.prose, place)
            if not marker:
                found = shown(self.prose[place : place + 100].split("\n")[0])
                self.say(place, "a marker", found, "<!-- guide: name -->, in one line")
                continue
            if problem := self._wrong(marker, seen):
                self.say(place, "a marker", *problem)
            seen.add(marker[1])
        needed = OF_A_LEVEL if self.name in self.known.levels else REQUIRED.get(self.name, ())
        for name in needed:
            if name not in seen:
                self.say(
                    0, "the page", f"no marker <!-- guide: {name} -->", "the marker, on a line of its own"
                )
        return seen

    def _wrong(self, marker: re.Match, seen: set[str]) -> tuple[str, str] | None:
        """(what is there, what is expected) where something is wrong with a marker."""
        name = marker[1]
        if name not in self.known.markers:
            return shown(name), one_of(sorted(self.known.markers))
        if name in OF_A_LEVEL and self.name not in self.known.levels:
            return f"{shown(name)} on a page that is not a level's", "a page that levels.yml has an id for"
        if name in seen:
            return f"{shown(name)} a second time", "each marker once on a page"
        if not _alone(self.prose, marker):
            return f"{shown(name)} beside other text", "the marker on a line of its own, not indented"
        return None


def anchors(markdown: str) -> set[str]:
    """The ids of a page's headings: those behind them, and those that Markdown makes of the others."""
    return {id_of(heading) for heading in HEADING.finditer(markdown)}


def id_of(heading: re.Match) -> str:
    """The id that a heading has: its own, or the one that Markdown makes of its words."""
    return heading["id"] or slugify(heading["title"], "-")


def _blank(found: re.Match) -> str:
    """A match with all but its line ends left blank, so that what follows keeps its place and line."""
    return re.sub(r"[^\n]", " ", found[0])


def without_code(text: str) -> str:
    """A page's text with its blocks of code left blank, each from a fence to the next line like it."""
    lines = text.split("\n")
    closing = {line.rstrip(" "): i for i, line in enumerate(lines) if _FENCE.match(line)}
    i = 0
    while i < len(lines):
        fence = _FENCE.match(lines[i])
        begin, i = i, i + 1
        # A fence that nothing closes begins no code.
        if fence and closing.get(fence[0], 0) > begin:
            while lines[i].rstrip(" ") != fence[0]:
                i += 1
            i += 1
            lines[begin:i] = [" " * len(line) for line in lines[begin:i]]
    return "\n".join(lines)


def _alone(text: str, found: re.Match) -> bool:
    """Whether a match has a line for itself, from the line's start."""
    end = text.find("\n", found.end())
    after = text[found.end() : end if end >= 0 else None]
    return text[found.start() - 1 : found.start()] in ("", "\n") and not after.strip()


def filled(markdown: str, part: Callable[[str], str], numbers: dict[str, int]) -> str:
    """A page's Markdown, numbers filled in and each marker replaced by what `part` makes of its name; code
    stays.
    """
    shadow, made, done = without_code(markdown), [], 0
    found = sorted([*MARKER.finditer(shadow), *slots.SLOT.finditer(shadow)], key=lambda one: one.start())
    for one in found:
        new = part(one[1]) if one.re is MARKER else str(numbers.get(one[1], one[0]))
        made += [markdown[done : one.start()], new]
        done = one.end()
    return "".join([*made, markdown[done:]])
