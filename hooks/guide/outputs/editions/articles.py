"""An article of a built page as a book can hold it: what only a screen or a script needs is gone, what was
folded is open, and its links and ids fit into one document with all others.

Parsed and written by a library of HTML. Knows nothing of MkDocs.
"""

import posixpath
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, tostring

import tinyhtml5

from guide.outputs.editions import pictures
from guide.reading.page_files import SOURCES_PAGE

GONE = {"button", "input", "noscript", "progress", "script", "select", "style", "template"}
# What a choice on the screen or a way to print stands in.
GONE_CLASSES = {"controls", "draw", "instead", "place"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def parsed(html: str) -> Element:
    """The article of a page, or all of a piece of one."""
    root = tinyhtml5.parse(html, namespace_html_elements=False)
    found = root.find(".//article")
    return root.find("body") if found is None else found


def clean(article: Element) -> Element:
    """The same article without what does nothing in a book."""
    for parent in list(article.iter()):
        for child in list(parent):
            if _is_gone(child):
                _drop(parent, child)
        label = parent.find("p[@class='eyebrow'][@title]")
        for child in list(parent):
            if child.tag == pictures.SVG + "svg":
                told = child.get("aria-label") or (label is not None and label.get("title"))
                pictures.draw(child, told) if told else _drop(parent, child)
    for one in article.iter():
        one.tag = {"details": "div", "summary": "p", "form": "div"}.get(one.tag, one.tag)
        if one.get("class") == "admonition ways":
            # The home page lays these out over its whole width.
            one.set("class", "admonition")
        for name in ("tabindex", "target", "title"):
            one.attrib.pop(name, None)
    return article


def _is_gone(one: Element) -> bool:
    given = set((one.get("class") or "").split())
    return one.tag in GONE or "hidden" in one.attrib or bool(given & GONE_CLASSES)


def _drop(parent: Element, child: Element) -> None:
    """Take an element away, and leave the text behind it."""
    i, tail = list(parent).index(child), child.tail or ""
    parent.remove(child)
    if i:
        parent[i - 1].tail = (parent[i - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail


def slug(page: str) -> str:
    """The name of a page inside an edition, and how its ids begin: `levels-index` of `levels/index.md`."""
    return posixpath.splitext(page)[0].replace("/", "-")


def anchor(page: str, id_: str = "") -> str:
    """The id of a page, or of what has this id on it, inside an edition."""
    return f"{slug(page)}--{id_}" if id_ else slug(page)


def inside_one(page: str, id_: str) -> str:
    """The address of a page, or of what has an id on it, where all of them stand in one document."""
    return f"#{anchor(page, id_)}"


def lead(article: Element, page: str, inside: set[str], to: Callable[[str, str], str], site: str) -> None:
    """Make ids and links of an article fit into an edition.

    page: its name, `levels/index.md`; inside: the names of the pages that the edition has;
    to(page, id): the address of one of them there, or of what has an id on it;
    site: what stands before the address of any other page, or nothing, where only its words stay.
    """
    for one in article.iter():
        if "id" in one.attrib:
            one.set("id", anchor(page, one.get("id")))
        if one.tag != "a" or "href" not in one.attrib:
            continue
        address = urlsplit(one.get("href"))
        if address.scheme:
            continue
        path = posixpath.join(posixpath.dirname(page), address.path) if address.path else page
        path = posixpath.normpath(path)
        name = path.removesuffix(".html").removesuffix(".md") + ".md"
        if name in inside:
            one.set("href", to(name, address.fragment))
            if name == SOURCES_PAGE and page != name:
                one.set("role", "doc-biblioref")
        elif site:
            one.set("href", site + path + (address.fragment and f"#{address.fragment}"))
        else:
            one.tag = "span"
            one.attrib.clear()


def lower(article: Element, by: int) -> None:
    """Let every heading of an article stand lower by so many."""
    for one in article.iter():
        if one.tag in HEADINGS:
            one.tag = HEADINGS[min(HEADINGS.index(one.tag) + by, len(HEADINGS) - 1)]


def with_class(article: Element, name: str) -> Iterator[Element]:
    """Every element of a class, in order."""
    return (one for one in article.iter() if name in (one.get("class") or "").split())


def written(article: Element, method: str = "html") -> str:
    """What stands inside an article, as html or xml."""
    holder = Element("div")
    holder.text = article.text
    holder.extend(article)
    whole = tostring(holder, encoding="unicode", method=method)
    return whole.partition(">")[2].rpartition("</")[0] if not whole.endswith("/>") else ""


def whole(one: Element) -> str:
    """An element with what stands inside, as html."""
    one.tail = None
    return tostring(one, encoding="unicode", method="html")
