"""What a browser has to fetch: requests, bytes and script of a first load, and what a first search adds. Exact, not timed."""

import gzip
import re
from dataclasses import dataclass

from bench import peers

WORDS = "(document.querySelector('article') ?? document.querySelector('main') ?? document.body).innerText.split(/\\s+/).length"
# What a reader of each site presses before writing what they look for.
SEARCH = {
    peers.GUIDE: ('[data-action="search"]', "#query"),
    peers.STOCK: (".md-search__input", ".md-search__input"),
    peers.STARLIGHT: ("button[data-open-modal]", "#starlight__search input"),
}
SEARCH_FILE = re.compile(r"search|pagefind")


@dataclass(frozen=True)
class Load:
    """The first load of a page. `script`: bytes of script in it, compressed; `words`: how many its text has."""

    requests: int
    bytes: int
    script: int
    words: int


def first_load(browser, server, path):
    """The Load of a page in a fresh browser."""
    with _page(browser) as page:
        server.sent()
        page.goto(f"{server.address}/{path}", wait_until="networkidle")
        sent = server.sent()
        inline = page.evaluate("[...document.scripts].filter(s => !s.src && !/json/.test(s.type)).map(s => s.text).join('\\n')")
        script = sum(size for name, size in sent if name.partition("?")[0].endswith(".js"))
        script += len(gzip.compress(inline.encode(), 9)) if inline else 0
        return Load(len(sent), sum(size for _, size in sent), script, page.evaluate(WORDS))


def files(browser, server, path):
    """The paths that a browser asks for when it first opens a page."""
    with _page(browser) as page:
        server.sent()
        page.goto(f"{server.address}/{path}", wait_until="networkidle")
        return [name for name, _ in server.sent()]


def first_search(browser, server, path, site, query):
    """(requests, bytes before the reader asks, bytes in all) that are for search alone, up to the first list of hits."""
    start, field = SEARCH[site]
    with _page(browser) as page:
        server.sent()
        page.goto(f"{server.address}/{path}", wait_until="networkidle")
        before = _for_search(server.sent())
        page.locator(start).first.click()
        page.locator(field).first.fill(query)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1500)
        after = _for_search(server.sent())
        return len(before) + len(after), sum(before), sum(before) + sum(after)


def _for_search(sent):
    return [size for name, size in sent if SEARCH_FILE.search(name)]


class _page:
    """A page of a context of its own, so that nothing is in the browser's cache."""

    def __init__(self, browser):
        self.context = browser.new_context(viewport={"width": 1366, "height": 768})

    def __enter__(self):
        return self.context.new_page()

    def __exit__(self, *error):
        self.context.close()
