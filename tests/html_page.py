"""A built page as a reader or a link meets it: its text, its ids, its links."""

import re
from html.parser import HTMLParser
from pathlib import Path

_SILENT = {"script", "style", "template", "head"}
# What a script of the page unpacks, so that nobody without it meets it.
PACKED = re.compile('<script type="text/html"[^>]*>(.*?)</script>', re.DOTALL)
_WITHIN = {"a", "b", "em", "span", "strong", "q", "code"}


class HtmlPage(HTMLParser):
    """`text` and `article_text` (spaces made even), `ids`, `links`, and `elements` as (tag, attributes)."""

    def __init__(self, path):
        super().__init__()
        self.source = Path(path).read_text(encoding="utf-8")
        self.elements, self._said, self._in_article, self._open = [], [], [], []
        self.feed(PACKED.sub(r"\1", self.source))
        self.text = " ".join("".join(self._said).split())
        self.article_text = " ".join("".join(self._in_article).split())
        self.ids = [one["id"] for one in self.elements_with("id")]
        self.links = [one["href"] for tag, one in self.elements if tag == "a" and "href" in one]

    @property
    def policy(self):
        """The policy that the page itself brings."""
        (policy,) = (one for one in self.elements_with("http-equiv") if "Policy" in one["http-equiv"])
        return policy["content"]

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self._open.append(tag)
        self._say("" if tag in _WITHIN else " ")

    def handle_endtag(self, tag):
        # What is never closed, such as an image, ends with what is around it.
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data):
        if not _SILENT.intersection(self._open):
            self._say(data)

    def _say(self, text):
        self._said.append(text)
        if "article" in self._open:
            self._in_article.append(text)

    def rings(self):
        """(radius, width of its stroke) of each ring, for every picture of the rings on the page."""
        found = []
        for tag, its in self.elements:
            if tag == "svg" and "rings" in its.get("class", "").split():
                found.append([])
            elif tag == "circle" and found and "stroke-width" in its:
                found[-1].append((float(its["r"]), float(its["stroke-width"])))
        return found

    def elements_with(self, attribute):
        """The attributes of every element that has this one."""
        return [attributes for _, attributes in self.elements if attribute in attributes]


def pages_of(site):
    """Every page of a built site, by its address: `levels/index.html`."""
    return {path.relative_to(site).as_posix(): HtmlPage(path) for path in sorted(Path(site).rglob("*.html"))}


# What the addresses of pages begin with that the build makes from data, many of one make.
MADE = ("help/", *(f"groups/{make}-" for make in ("plan", "cases", "notes", "cards")))


def unlike(addresses):
    """Of the addresses of pages those that an author wrote, and the first of each make of the others."""
    seen, makes = set(), ((one, next(filter(one.startswith, MADE), one)) for one in addresses)
    return [one for one, make in makes if not (make in seen or seen.add(make))]


def makes_of(guide):
    """The addresses of one page of each make."""
    entries = (guide.levels[0], guide.levels[-1], guide.steps[0], guide.places[0])
    names = ("index", "levels/index", "self-check", "get-help", "scoring", "404")
    return [f"{name}.html" for name in (*names, *(one.page.removesuffix(".md") for one in entries))]
