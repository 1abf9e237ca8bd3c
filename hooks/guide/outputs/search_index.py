"""The search as one script: page titles, headings, which word stands on which page, and what finds in it."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from guide.pages.site import Site

_WORD = re.compile(r"[^\W_]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST_SHARED = len(_DIGITS) - 1

# What stands in a page and is not read, and tags inside a word or sentence; all others part words.
_SILENT = {"script", "style", "template"}
_WITHIN = set("a abbr b cite code em i q s small span strong sub sup u wbr".split())
_HEADINGS = {f"h{number}" for number in range(1, 7)}


@dataclass
class Searched:
    """A page as the search knows it: title, headings as [anchor, text], and all its words as one text."""

    title: str = ""
    headings: list[list[str]] = field(default_factory=list)
    text: str = ""


def script(target: Path, site: Site, code: str) -> str:
    """assets/search.js, which holds the index and finds in it.

    target: the folder of the built site, whose pages are read; code: what finds, without the index.
    """
    names = [
        *sorted((page.name for page in site.pages.values() if page.is_searched), key=_order),
        *site.generated(),
    ]
    addresses = [name.removesuffix(".md") + ".html" for name in names]
    pages = [(address, searched((target / address).read_text(encoding="utf-8"))) for address in addresses]
    index = json.dumps(compact(pages), ensure_ascii=False, separators=(",", ":"))
    return f"const INDEX={index};\n{code}"


def _order(name: str) -> tuple[str, bool, str]:
    """The order of pages that fit as well: by folder, each folder's overview first."""
    folder, _, page = name.rpartition("/")
    return folder, page != "index.md", page


class _Article(HTMLParser):
    def __init__(self):
        super().__init__()
        self.page, self.heading, self.open = Searched(), None, []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT or tag == "article":
            self.open.append(tag)
        if tag in _HEADINGS and "article" in self.open:
            self.heading = (tag, dict(attributes).get("id"), len(self.page.text))
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag == self.open[-1]:
            self.open.pop()
        if self.heading and tag == self.heading[0]:
            text = " ".join(self.page.text[self.heading[2] :].split())
            if tag == "h1":
                self.page.title = text
            elif self.heading[1]:
                self.page.headings.append([self.heading[1], text])
            self.heading = None
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if self.open == ["article"]:
            self.page.text += data

    def _part(self, tag: str) -> None:
        if tag not in _WITHIN:
            self.page.text += " "


def searched(html: str) -> Searched:
    """What the search knows of a built page: what stands in its article, but for scripts and templates."""
    article = _Article()
    article.feed(html)
    return article.page


def compact(pages: Iterable[tuple[str, Searched]]) -> dict[str, object]:
    """{pages, words} of the pages, in their order.

    In the result, pages: [address, title, [anchor, heading], ...] of each page.
    words: one line a word: how much it shares with the line before, the rest, and the pages in base 36.
    """
    listed, where = [], {}
    for number, (address, page) in enumerate(pages):
        listed.append([address, page.title, *page.headings])
        for word in {*_words(page.title), *_words(page.text)}:
            where.setdefault(word, []).append(number)
    # A word on more than half of the pages finds nothing.
    telling = {
        word: numbers
        for word, numbers in where.items()
        if len(word) > 1 and len(numbers) <= max(2, len(listed) // 2)
    }
    lines, before = [], ""
    for word in sorted(telling):
        shared = 0
        while shared < min(len(word), len(before), LONGEST_SHARED) and word[shared] == before[shared]:
            shared += 1
        lines.append(f"{_base36(shared)}{word[shared:]} {','.join(map(_base36, telling[word]))}")
        before = word
    return {"pages": listed, "words": "\n".join(lines)}


def _words(text: str) -> list[str]:
    if not text.isascii():
        # All marks, as the script of the search does: the vowel signs of some scripts do not count as
        # combining.
        text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c)[0] != "M")
    return _WORD.findall(text.lower())


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits
