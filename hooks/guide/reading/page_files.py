"""What the Markdown pages say about themselves: front matter, markers, headings and links to sources.

Reads the pages and reports mistakes; knows nothing of MkDocs or HTML.
"""

import bisect
import re
from dataclasses import replace
from pathlib import Path

import yaml_tree
from checks import markdown_files
from data_file import bytes_of
from problems import BadData, Problem, one_of, shown
from shape import can_be_seen, nearest

# A name has its limit so that even a page of nothing but beginnings of markers is read in an instant.
MARKER = re.compile(r"<!--\s*+guide:\s*+(.{0,60}?)\s*-->")
_ALMOST_MARKER = re.compile(r"<!--\s*guides?\b", re.I)
_SOURCE_LINK = re.compile(r"sources\.md#([^)\s\"]+)")
SOURCES_PAGE, SELF_CHECK_PAGE = "sources.md", "self-check.md"

# What a page may say in its front matter.
FRONT_MATTER_KEYS = ("title", "description", "script", "template", "search")

# These as MkDocs reads them: front matter, the older kind of it that needs no ---, and the line that begins a block of code.
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:\.{3}|---)[ \t]*\n", re.S)
_FRONT_MATTER_START = re.compile(r"---[ \t]*(\n|\Z)")
_OLD_FRONT_MATTER = re.compile(r" {0,3}[A-Za-z0-9_-]+:")
_FENCE = re.compile(r"~{3,}|`{3,}")
_HEADING = re.compile(r"^#(?!#)[ \t]*(?P<title>\S.*)$|^(?P<underlined>\S.*)\n=+[ \t]*$|^<h1\b", re.M)

# Where each marker belongs. A level's page gets those it lacks at its end, under a heading from words.yml.
OF_A_LEVEL = ("statements", "opening", "prompts")
REQUIRED = {
    "levels/index.md": ("levels",),
    "reclaim/index.md": ("steps",),
    "self-check.md": ("self-check",),
    "embed/self-check.md": ("self-check",),
    "scoring.md": ("constants",),
    "get-help.md": ("emergency", "helplines", "elsewhere"),
    SOURCES_PAGE: ("sources",),
}


def check(docs, guide, known_markers):
    """Check every page and return (cited, titles).

    cited: source id -> tuple of the pages that link to it, such as `levels/index.md`; titles: page -> its title.
    docs: Path of the words' folder; guide: the Guide; known_markers: names that the build can fill in.
    Raises BadData with every mistake.
    """
    docs = Path(docs)
    problems, cited, titles = [], {source.id: [] for source in guide.sources}, {}
    for path in markdown_files(docs):
        page = _Page(docs, path)
        titles[page.name] = guide.by_page[page.name].name if page.name in guide.by_page else page.title()
        page.check_markers(known_markers, of_a_level=guide.by_page.get(page.name) in guide.levels)
        if page.name in guide.by_page:
            page.check_heading()
        for place, id_ in page.source_links():
            if id_ not in cited:
                page.say(place, "a link to a source", shown(id_), f"the id of an entry in {docs.name}/sources.yml")
            # Pages come one after another, so the last one tells.
            elif page.name not in cited[id_][-1:]:
                cited[id_].append(page.name)
        problems += page.problems
    for page in REQUIRED.keys() - titles.keys():
        problems.append(Problem(f"{docs.name}/{page}", 1, "the page", "no such page", "a page with this name, which others lead to"))
    for id_, pages in cited.items():
        if not pages:
            line = guide.source_lines.get(id_, 1)
            problems.append(Problem(f"{docs.name}/sources.yml", line, "sources", f"{shown(id_)}, which no page cites", f"a link to {SOURCES_PAGE}#{id_} on some page, or no such entry"))
    if problems:
        raise BadData(problems)
    return {id_: tuple(pages) for id_, pages in cited.items()}, titles


class _Page:
    """A page's text, and the problems found in it. `prose` is the text with front matter and code left blank."""

    def __init__(self, docs, path):
        self.name, self.problems, self.front = path.relative_to(docs).as_posix(), [], {}
        self.file = f"{docs.name}/{self.name}"
        self.text = self._read(docs, path)
        self._line_starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        self.prose = self.text
        if _FRONT_MATTER_START.match(self.text):
            self._front_matter()
        elif _OLD_FRONT_MATTER.match(self.text):
            self.say(0, "the page", "a first line that starts with a word and a colon", "another first line, since this one would not be shown")
        self.prose = without_code(self.prose)

    def say(self, place, where, found, expected):
        """Note a problem at a place: how many characters stand before it."""
        self.problems.append(Problem(self.file, bisect.bisect(self._line_starts, place), where, found, expected))

    def _read(self, docs, path):
        try:
            data = bytes_of(path, docs)
        except OSError as error:
            return self._unread(1, f"nothing that can be read ({error.strerror or error})", "a file of the project")
        if len(data) > yaml_tree.LARGEST:
            return self._unread(1, f"more than {yaml_tree.LARGEST:,} bytes", "a page that someone can read; split it")
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
            return self._unread(line, "a byte that is not UTF-8", "UTF-8; save the file with this encoding")

    def _unread(self, line, found, expected):
        self.problems.append(Problem(self.file, line, "the page", found, expected))
        return ""

    def _front_matter(self):
        found = _FRONT_MATTER.match(self.text)
        if not found:
            self.say(0, "front matter", "no end of it", "a second line of ---")
            return
        tree = yaml_tree.read(found[1].encode(), self.file)
        self.problems += [replace(problem, line=problem.line + 1, where="front matter") for problem in tree.problems]
        if isinstance(tree.root, yaml_tree.Mapping):
            for key, value in tree.root.items:
                self._front_value(key, value)
        elif not tree.problems:
            self.say(0, "front matter", "no set of keys", "keys such as title, each with a colon and its value")
        self.prose = _blank(found) + self.text[found.end() :]

    def _front_value(self, key, value):
        """Note one key of the front matter with its value, and what is wrong with either."""

        def say(found, expected):
            # The line of the three dashes comes before.
            self.problems.append(Problem(self.file, key.line + 1, "front matter", found, expected))

        if key.value not in FRONT_MATTER_KEYS:
            say(f"the unknown key {shown(key.value)}{nearest(key.value, FRONT_MATTER_KEYS)}", one_of(FRONT_MATTER_KEYS))
        elif isinstance(value, yaml_tree.Unread):
            return
        elif not isinstance(value, yaml_tree.Text) or value.null or not can_be_seen(value.value):
            say(f"no text for {key.value}", f"{key.value}: and a text behind it")
        elif value.cut:
            say(f"{shown(value.value)} and then a comment", "quotation marks around a text with a #, or a line of its own for a comment")
        else:
            self.front[key.value] = value.value

    def title(self):
        """The title in the front matter, else the first heading, else the file's name."""
        heading = _HEADING.search(self.prose)
        return self.front.get("title") or (heading and (heading["title"] or heading["underlined"])) or self.name

    def source_links(self):
        """(place, id) of each link to a source."""
        return [(found.start(), found[1]) for found in _SOURCE_LINK.finditer(self.prose)]

    def check_markers(self, known, of_a_level):
        """Check each marker's name and place, and that those which the page must have are there."""
        seen = set()
        for almost in _ALMOST_MARKER.finditer(self.prose):
            place = almost.start()
            marker = MARKER.match(self.prose, place)
            if not marker:
                self.say(place, "a marker", shown(self.prose[place : place + 100].split("\n")[0]), "<!-- guide: name -->, in one line")
                continue
            name = marker[1]
            if name not in known:
                self.say(place, "a marker", shown(name), one_of(sorted(known)))
            elif name in OF_A_LEVEL and not of_a_level:
                self.say(place, "a marker", f"{shown(name)} on a page that is not a level's", "a page that levels.yml has an id for")
            elif name in seen:
                self.say(place, "a marker", f"{shown(name)} a second time", "each marker once on a page")
            elif not _alone(self.prose, marker):
                self.say(place, "a marker", f"{shown(name)} beside other text", "the marker on a line of its own, not indented")
            seen.add(name)
        for name in REQUIRED.get(self.name, ()):
            if name not in seen:
                self.say(0, "the page", f"no marker <!-- guide: {name} -->", "the marker, on a line of its own")

    def check_heading(self):
        """Check that the page of a level or a step leaves its first-level heading to the data."""
        if heading := _HEADING.search(self.prose):
            self.say(heading.start(), "the page", "a first-level heading", f"none; the name comes from {self.file.split('/')[0]}/levels.yml")


def _blank(found):
    """A match with all but its line ends left blank, so that what follows keeps its place and line."""
    return re.sub(r"[^\n]", " ", found[0])


def without_code(text):
    """A page's text with its blocks of code left blank, each from a fence to the next line that is the same fence."""
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


def _alone(text, found):
    """Whether a match has a line for itself, from the line's start."""
    end = text.find("\n", found.end())
    after = text[found.end() : end if end >= 0 else None]
    return text[found.start() - 1 : found.start()] in ("", "\n") and not after.strip()


def completed(markdown, headings, onward, links):
    """The Markdown of a level's or step's page with what its author left out, each part under its heading.

    headings: marker name -> heading, in the order in which they are to stand;
    onward: the heading over `links`, a list of (title, address), which follow where the page does not lead to the self-check.
    """
    present = set(MARKER.findall(without_code(markdown)))
    missing = [f"\n\n## {_plain(heading)}\n\n<!-- guide: {name} -->" for name, heading in headings.items() if name not in present]
    if SELF_CHECK_PAGE not in markdown:
        missing += [f"\n\n## {_plain(onward)}\n", *(f"\n- [{_plain(title)}]({address})" for title, address in links)]
    return markdown + "".join(missing)


def parted(text):
    """(front matter, Markdown) of a page's text: the front matter without its lines of ---, empty where there is none."""
    found = _FRONT_MATTER.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def filled(markdown, part):
    """A page's Markdown with each marker outside of code replaced by what `part` makes of its name."""
    made, done = [], 0
    for marker in MARKER.finditer(without_code(markdown)):
        made += [markdown[done : marker.start()], part(marker[1])]
        done = marker.end()
    return "".join([*made, markdown[done:]])


def _plain(text):
    """A text as Markdown that shows just this text."""
    text = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\`*_{}\[\]()>#+\-.!])", r"\\\1", text)
