"""Links to a heading, or to something else with an id, on a page as it will be once its data is filled in."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from markdown import Markdown

from guide.reading.page_files import PageFile, anchors, without_code
from guide.reading.problems import Problem, nearest, shown

EXTENSIONS = ("toc", "tables", "fenced_code", "admonition", "attr_list")
_ID = re.compile(r"<[^>]*?\sid=\"([^\"]+)\"")


def problems(pages: dict[str, PageFile], markdown: Callable[[str], str], folder: str) -> Iterator[Problem]:
    """Each link in the pages to an id that is not there.

    markdown: gives a page's text with its data filled in; folder: the name of the folder of the words.
    """

    @cache
    def written(name: str) -> set[str]:
        page = pages.get(name)
        return anchors(without_code(page.markdown)) if page else set()

    @cache
    def built(name: str) -> set[str]:
        html = Markdown(extensions=list(EXTENSIONS)).convert(markdown(name))
        return set(_ID.findall(html))

    for page in pages.values():
        for link in page.links:
            # Most lead to a heading that an author wrote; only for others is a page worth laying out twice.
            if link.anchor not in written(link.page) and link.anchor not in built(link.page):
                near = nearest(link.anchor, written(link.page))
                found = f"{shown('#' + link.anchor)}, which is not on {link.page}{near}"
                yield Problem(
                    f"{folder}/{page.name}",
                    link.line,
                    "a link",
                    found,
                    "the id of a heading, or of an entry, on that page",
                )
