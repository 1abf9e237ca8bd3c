"""The pages of a built site as the chapters of a book, in the order of the menu."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from markupsafe import Markup

from guide.outputs.editions import articles
from guide.pages.site import Site
from guide.reading.page_files import SELF_CHECK_PAGE, SOURCES_PAGE

# The kind of a page that an author wrote, and of those made from data that follow it.
MADE = {"help": "place", "groups": "groups"}


@dataclass(frozen=True)
class Chapter:
    """A page. depth: how deep it lies in the contents; language: its own, if not that of the book."""

    name: str
    title: str
    depth: int
    language: str
    article: Element

    @property
    def slug(self) -> str:
        return articles.slug(self.name)

    @property
    def is_sources(self) -> bool:
        return self.name == SOURCES_PAGE


@dataclass(frozen=True)
class Written:
    """A chapter of one edition, with its text."""

    chapter: Chapter
    text: Markup


def read(site: Site, target: Path, nav: list) -> list[Chapter]:
    """The chapters of a book.

    target: the folder of the built site, of one language; nav: as mkdocs.yml has it.
    """
    made = []
    for name, depth in _order(site, site.navigation(nav), 0):
        meta = site.meta(name)
        if name == SELF_CHECK_PAGE:
            # In the place of what can be filled in on a screen.
            html = site.templates.edition("worksheet", name, {"title": meta["title"], "alone": False})
        else:
            html = (target / name.replace(".md", ".html")).read_text(encoding="utf-8")
        article = articles.clean(articles.parsed(html))
        made.append(Chapter(name, meta["title"], depth, meta["language"], article))
    # Where a reader looks for them.
    return sorted(made, key=lambda one: one.is_sources)


def _order(site: Site, nav: list, depth: int) -> Iterator[tuple[str, int]]:
    """(name, depth) of each page, each overview followed by what is made from data for it."""
    for item in nav:
        for child in item.values() if isinstance(item, dict) else (item,):
            if isinstance(child, list):
                first, *rest = child
                yield from _order(site, [first], depth)
                yield from _order(site, rest, depth + 1)
            elif child not in site.pages or site.pages[child].front.get("editions") != "no":
                yield child, depth
                made = MADE.get(site.meta(child)["kind"]) if child in site.pages else None
                yield from ((name, depth + 1) for name, page in site.made.items() if page.kind == made)


def write(
    chapters: list[Chapter], to: Callable[[str, str], str], site: str, lower: int = 1, method: str = "html"
) -> list[Written]:
    """The chapters as one edition has them. to, site: as `articles.lead` asks for; lower: its headings."""
    inside, made = {one.name for one in chapters}, []
    for one in chapters:
        article = copy.deepcopy(one.article)
        articles.lead(article, one.name, inside, to, site)
        articles.lower(article, lower)
        made.append(Written(one, Markup(articles.written(article, method))))
    return made


def tree(chapters: list[Chapter]) -> list[tuple[Chapter, list]]:
    """The contents: (chapter, those below it) of each."""
    root: list = []
    open_ = [root]
    for one in chapters:
        del open_[one.depth + 1 :]
        below: list = []
        open_[-1].append((one, below))
        open_.append(below)
    return root
