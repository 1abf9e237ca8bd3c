"""What must hold whatever an author, an editor or a failing disk leaves in the folder of words.

Reading ends soon, in little memory. It hands over a Guide that can be laid out, or BadData, and then every
mistake is one line of bounded length: `file:line: where: what is there. Expected: what should be.`
"""

import contextlib
import copy
import functools
import re
from html import unescape
from pathlib import Path
from unittest import mock

import fill
import levels
import pages
from fuzz import small
from problems import BadData

LONGEST_LINE = 2_500
MOST_LINES = 500
_LINE = re.compile(r"(docs/[^\n]+?):([1-9][0-9]*): [^\n]+: [^\n]+\. Expected: [^\n]+\.")


# Its templates are compiled once; the build, too, has one environment for all pages.
_environment = functools.cache(fill.environment)


class Broken(AssertionError):
    """Something happened that never may."""


class Room:
    """A small guide in a folder of its own, in which one file after another is damaged."""

    def __init__(self, folder):
        """folder: Path of an empty folder."""
        self.docs = Path(folder) / "docs"
        small.write(self.docs)
        if problems := told(self.docs):
            raise Broken(f"the small guide itself has mistakes: {problems}")
        guide = levels.load(self.docs)
        self.files = ("levels.yml", "words.yml", "helplines.yml", "sources.yml", "about.md", guide.levels[0].page, "scoring.md", "sources.md")
        self.good = {name: (self.docs / name).read_bytes() for name in self.files}

    def told(self, name, data):
        """The problems told of the guide with `data` (bytes) for the file `name`. Raises Broken, or what reading raised and never may."""
        path = self.docs / name
        try:
            path.write_bytes(data)
            problems = told(self.docs)
        finally:
            path.write_bytes(self.good[name])
        last = len(re.findall(rb"\r\n|\r|\n", data)) + 1
        for problem in problems:
            if problem.file == f"docs/{name}" and problem.line > last:
                raise Broken(f"line {problem.line} of a file with {last}: {problem}")
        return problems

    @contextlib.contextmanager
    def remembering(self):
        """Let levels.py read a data file that is not damaged only once, which makes a run several times as fast."""
        plain, kept = levels.DataFile, {}

        def data_file(docs, name):
            if (docs / f"{name}.yml").read_bytes() != self.good[f"{name}.yml"]:
                return plain(docs, name)
            if name not in kept:
                kept[name] = plain(docs, name)
            file = copy.copy(kept[name])
            file.problems = list(file.problems)
            return file

        with mock.patch.object(levels, "DataFile", data_file):
            yield


def told(docs):
    """The problems of everything under a folder of words called `docs`; none, once all of it could be laid out too."""
    try:
        guide = levels.load(docs)
        cited, titles = pages.check(docs, guide, fill.markers())
    except BadData as bad:
        check_message(bad)
        return bad.problems
    lay_out(guide, cited, titles)
    return ()


def check_message(bad):
    """Raise Broken where a BadData does not speak in lines as promised."""
    lines = str(bad).split("\n")
    if not bad.problems or len(lines) > MOST_LINES:
        raise Broken(f"{len(lines)} lines about {len(bad.problems)} problems")
    for line in lines:
        if not _LINE.fullmatch(line) or not line.isprintable() or len(line) > LONGEST_LINE:
            raise Broken(f"a message of {len(line)} characters: {line[:300]!r}")
        line.encode()


def lay_out(guide, cited, titles):
    """Fill every marker of a guide, as the build would."""
    filler = fill.Filler(guide, cited, titles)
    filler.env = _environment()
    here = [guide.levels[0].page, guide.steps[0].page, guide.places[0].page, "index.md"]
    for marker in sorted(fill.markers()):
        page = {"place": here[2], "steps": here[1]}.get(marker, here[0] if marker in pages.OF_A_LEVEL else here[3])
        filler.page(f"<!-- guide: {marker} -->", page)
    filler.mark()
    filler.small_mark()
    guide.scorer_model()


def check_texts(text, values):
    """Raise Broken where filling a text's slots loses or adds anything. values: name -> text of it."""
    filled = fill.put(text, **values)
    # Every second part is a name in braces.
    parts = re.split(r"\{([a-z_]+)\}", text)
    expected = "".join(values.get(part, f"{{{part}}}") if i % 2 else part for i, part in enumerate(parts))
    if filled != expected:
        raise Broken(f"put({text!r}, {values}) is {filled!r}")
    html = str(fill.slots(text))
    if unescape(re.sub(r'<span data-slot="([a-z_]+)"></span>', r"{\1}", html)) != unescape(html_of(text)):
        raise Broken(f"slots({text!r}) is {html!r}")
    if not re.fullmatch(r"(tel:\+?[0-9]+)?", fill.tel(text)):
        raise Broken(f"tel({text!r}) is {fill.tel(text)!r}")
    made = pages.completed(text, {"prompts": text}, text, [(text, "a.md")])
    if not made.startswith(text):
        raise Broken(f"completed({text!r}) is {made!r}")


def html_of(text):
    """A text with the characters escaped that HTML gives a meaning."""
    return str(fill.escape(text))
