"""The search as one script: the sections of each page, which word stands in which, and what finds in it."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from guide.model.searching import Search
from guide.pages.site import Site

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile("['’]")
# Writing without blanks, as the script of the search has it: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
_SENTENCE = re.compile(r".+?[.?!…。？！][”’\"')]*(?=\s|$)")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST_SHARED = len(_DIGITS) - 1
LONGEST_LEAD = 90
# A word in more sections than this, and in more than this share of all, counts only where it leads one.
MANY, COMMON = 4, 0.01

# What stands in a page and is not read, and tags inside a word or sentence; all others part words.
_SILENT = {"script", "style", "template"}
_WITHIN = set("a abbr b cite code em i q s small span strong sub sup u wbr".split())
_HEADINGS = {f"h{number}" for number in range(1, 7)}
_PROSE = {"p", "li", "dd"}


@dataclass
class Section:
    """What stands under one heading: `lead` is its first sentence, `text` all its words with the heading's.

    The first section of a page has neither anchor nor heading.
    """

    anchor: str = ""
    heading: str = ""
    lead: str = ""
    text: str = ""


@dataclass
class Searched:
    """A page as the search knows it."""

    title: str = ""
    sections: list[Section] = field(default_factory=lambda: [Section()])


def script(target: Path, site: Site, code: str) -> str:
    """assets/search.js, which holds the index and finds in it.

    target: the folder of the built site, whose pages are read; code: what finds, without the index.
    """
    names = sorted((page.name for page in site.pages.values() if page.is_searched), key=_order)
    search, pages = site.guide.search, []
    kinds = dict.fromkeys(search.later, "later") | dict.fromkeys(search.apart, "apart")
    for name in (*names, *site.guide.place_by_page):
        page = searched((target / _address(name)).read_text(encoding="utf-8"))
        page.sections[0].lead = _lead(site.meta(name)["description"])
        if place := site.guide.place_by_page.get(name):
            # By the names of its lines: which country counts is the reader's to choose.
            page.sections = [Section(text=" ".join(line.name for line in place.lines))]
        elif name in search.later or site.meta(name)["kind"] == "self_check":
            # By headings: what hosts read is found by its subjects, and no reader sees all of a result.
            for section in page.sections:
                section.text = section.heading
            for section in page.sections[1:]:
                section.lead = ""
        pages.append((_address(name), kinds.get(name, ""), page))
    small = {word for text in search.small for word in _words(text)}
    index = {"talk": _talk(search), **compact(pages, small)}
    return f"const INDEX={json.dumps(index, ensure_ascii=False, separators=(',', ':'))};\n{code}"


def _address(name: str) -> str:
    """The address of a page or of one of its headings: `get-help.html#part-1`."""
    return name.replace(".md", ".html")


def _talk(search: Search) -> dict[str, object]:
    """What the script knows of search.yml, with pages by their addresses, and lists of words as one text."""
    talk = asdict(search)
    for name in ("with_help", "always"):
        talk[name] = [*map(_address, talk[name])]
    for one in talk["crisis"]:
        one["help"] = [*map(_address, one["help"])]
    for one in talk["answers"]:
        one["page"] = _address(one["page"])
    # No text has a comma in it; joined, they weigh less than in quotation marks.
    for one in (*talk["names"], *talk["answers"], *talk["crisis"]):
        one.update({name: ",".join(one[name]) for name in ("say", "unless") if name in one})
    # What the script does not ask for stands in the pages' kinds.
    return {name: value for name, value in talk.items() if name not in ("apart", "later")}


def _order(name: str) -> tuple[str, bool, str]:
    """The order of pages that fit as well: by folder, each folder's overview first."""
    folder, _, page = name.rpartition("/")
    return folder, page != "index.md", page


class _Article(HTMLParser):
    def __init__(self):
        super().__init__()
        self.page, self.heading, self.open = Searched(), None, []
        # Where a paragraph of the section begins that may give its lead, and how deep in boxes it lies.
        self.prose, self.boxes = None, []

    @property
    def section(self) -> Section:
        return self.page.sections[-1]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag in _SILENT or tag == "article":
            self.open.append(tag)
        if tag == "div":
            self.boxes.append("admonition" in (given.get("class") or "").split())
        if tag in _HEADINGS and "article" in self.open:
            if tag != "h1" and given.get("id"):
                self.page.sections.append(Section(given["id"]))
            self.heading = (tag, given.get("id"), len(self.section.text))
        if tag in _PROSE and not given.get("class") and not any(self.boxes):
            self.prose = (tag, len(self.section.text))
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag == self.open[-1]:
            self.open.pop()
        if tag == "div" and self.boxes:
            self.boxes.pop()
        if self.heading and tag == self.heading[0]:
            text = self._since(self.heading[2])
            if tag == "h1":
                self.page.title = text
            elif self.heading[1]:
                self.section.heading = text
            self.heading = None
        if self.prose and tag == self.prose[0]:
            self.section.lead = self.section.lead or _lead(self._since(self.prose[1]))
            self.prose = None
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if self.open == ["article"]:
            self.section.text += data

    def _part(self, tag: str) -> None:
        if tag not in _WITHIN:
            self.section.text += " "

    def _since(self, start: int) -> str:
        return " ".join(self.section.text[start:].split())


def _lead(text: str) -> str:
    """The first sentence of a text, or as many whole words of it as a line or two can hold."""
    found = _SENTENCE.match(text)
    lead = found[0] if found else text
    return lead if len(lead) <= LONGEST_LEAD else lead[:LONGEST_LEAD].rpartition(" ")[0] + " …"


def searched(html: str) -> Searched:
    """What the search knows of a built page: what stands in its article, but for scripts and templates."""
    article = _Article()
    article.feed(html)
    return article.page


def compact(pages: Iterable[tuple[str, str, Searched]], small: Iterable[str] = ()) -> dict[str, object]:
    """{pages, words, at} of the pages, in their order.

    pages: (address, kind, page), where a kind is later, apart or nothing; small: words that find nothing.
    In the result, pages: [address, title, kind, [anchor, heading, lead], ...] of each page.
    words, parted by blanks: how much a word shares with the one before, and the rest.
    at: for each of them the sections that have it, as the steps from one to the next; sections are counted
    through all pages. Numbers are in base 36. Apart, the two pack better than in turns.
    """
    listed, where, leading, number = [], {}, {}, 0
    for address, kind, page in pages:
        listed.append([address, page.title, kind, *([s.anchor, s.heading, s.lead] for s in page.sections)])
        for i, section in enumerate(page.sections):
            first = {*(() if i else _words(page.title)), *_words(section.heading), *_words(section.lead)}
            for word in first.union(_words(section.text)).difference(small):
                where.setdefault(word, []).append(number)
                if word in first:
                    leading.setdefault(word, []).append(number)
            number += 1
    for word, numbers in where.items():
        if len(numbers) > max(MANY, number * COMMON):
            where[word] = leading.get(word, numbers[:1])
    words, at, before = [], [], ""
    for word in sorted(where):
        shared = 0
        while shared < min(len(word), len(before), LONGEST_SHARED) and word[shared] == before[shared]:
            shared += 1
        words.append(f"{_base36(shared)}{word[shared:]}")
        steps = (_base36(this - last) for last, this in zip([0, *where[word]], where[word]))
        at.append(",".join(steps))
        before = word
    return {"pages": listed, "words": " ".join(words), "at": " ".join(at)}


def _words(text: str) -> list[str]:
    text = _APOSTROPHES.sub("", text)
    if not text.isascii():
        # All marks, as the script of the search does: the vowel signs of some scripts do not count as
        # combining.
        text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c)[0] != "M")
        text = _UNSPACED.sub(_pairs, text)
    return _WORD.findall(text.lower())


def _pairs(run: re.Match) -> str:
    """Writing without blanks as pairs of characters, each of which can be asked for."""
    return f" {' '.join(run[0][i : i + 2] for i in range(max(1, len(run[0]) - 1)))} "


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits
