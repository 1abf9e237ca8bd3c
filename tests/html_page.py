"""A built page as a reader or a link meets it: its text, its ids, its links."""

from html.parser import HTMLParser
from pathlib import Path

_SILENT = {"script", "style", "template", "head"}
_VOID = {"area", "base", "br", "circle", "col", "hr", "img", "input", "link", "meta", "path", "wbr"}


class HtmlPage(HTMLParser):
    """`text` (spaces made even), `ids`, `links` and `elements`, a list of (tag, attributes)."""

    def __init__(self, path):
        super().__init__()
        self.path, self.source = Path(path), Path(path).read_text(encoding="utf-8")
        self.ids, self.links, self.elements, self._said, self._open = [], [], [], [], []
        self.article, self._in_article = [], 0
        self.feed(self.source)
        self.text = " ".join("".join(self._said).split())
        self.article_text = " ".join("".join(self.article).split())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.elements.append((tag, attributes))
        if tag not in _VOID:
            self._open.append(tag)
        self._in_article += tag == "article"
        self._said.append(" " if tag not in ("a", "b", "em", "span", "strong", "q", "code") else "")
        if self._in_article:
            self.article.append(self._said[-1])
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])

    def handle_endtag(self, tag):
        self._in_article -= tag == "article"
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data):
        if not _SILENT.intersection(self._open):
            self._said.append(data)
            if self._in_article:
                self.article.append(data)

    def rings(self):
        """(radius, width of its stroke) of each ring, for every picture of the rings on the page."""
        found = []
        for tag, attributes in self.elements:
            if tag == "svg" and "rings" in attributes.get("class", "").split():
                found.append([])
            elif tag == "circle" and found and "stroke-width" in attributes:
                found[-1].append((float(attributes["r"]), float(attributes["stroke-width"])))
        return found

    def elements_with(self, attribute):
        """The attributes of every element that has this one."""
        return [attributes for _, attributes in self.elements if attribute in attributes]


def pages_of(site):
    """Every page of a built site, by its address: `levels/index.html`."""
    return {path.relative_to(site).as_posix(): HtmlPage(path) for path in sorted(Path(site).rglob("*.html"))}


def makes_of(guide):
    """The addresses of one page of each make."""
    entries = (guide.levels[0], guide.levels[-1], guide.steps[0], guide.places[0])
    names = (
        "index",
        "levels/index",
        "self-check",
        "get-help",
        "scoring",
        "404",
        *(one.page.removesuffix(".md") for one in entries),
    )
    return [f"{name}.html" for name in names]
