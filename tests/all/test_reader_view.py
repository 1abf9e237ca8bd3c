"""A reader view asks first for what a message would show, which is the same for all pages."""

import tools
from html_page import pages_of

PARSE = "html => new Readability(new DOMParser().parseFromString(html, 'text/html')).parse().title"


def test_the_reader_view_of_firefox_gives_each_page_the_title_of_its_own(site, guide, page):
    page.goto("about:blank")
    page.evaluate((tools.need_module("@mozilla/readability") / "Readability.js").read_text(encoding="utf-8"))
    shown = {name: page.evaluate(PARSE, built.source) for name, built in pages_of(site).items()}
    titles = {place.page: guide.words.helplines.title.format(name=place.name) for place in guide.places}
    titles |= {entry.page: entry.name for entry in guide.by_page.values()}
    wanted = {name.replace(".md", ".html"): title for name, title in titles.items()}
    assert wanted.items() <= shown.items()
    assert guide.words.shell.site == shown["index.html"] != shown["get-help.html"]
