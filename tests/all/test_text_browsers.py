"""Pages as browsers for text show them, which run no script and know neither `hidden` nor `template`."""

import re
import subprocess

import pytest

import tools
from html_page import pages_of


def dump(browser, path):
    """The text of a page, its spaces made even."""
    done = subprocess.run([tools.need(browser), "-dump", path], capture_output=True, text=True, check=True)
    # lynx numbers the links.
    return " ".join(re.sub(r"\[\d+\]", "", done.stdout).split())


@pytest.mark.parametrize("browser", ["lynx", "w3m"])
def test_the_worksheet_has_one_key_and_nothing_that_only_scripts_need(site, guide, browser):
    check = guide.words.check
    said = dump(browser, site / "self-check.html")
    before, _, looked_up = said.partition(check.worksheet.results)
    assert check.worksheet.key in before and check.signals.paper in before
    blocks = [(part.id, one) for part in guide.result for one in part.blocks if one.text]
    # What fits is looked up once.
    found = {one.id: one.text for _, one in blocks}
    kinds = ("level", "uneven", "one-sided-sharing", "one-sided-returning", "not-placed", "not-enough")
    texts = [found[kind].format(number=3, told=guide.levels[2].told) for kind in kinds]
    assert [looked_up.count(text) for text in texts] == [1] * len(kinds)
    only = [one.text for part, one in blocks if part in ("notice", "give-and-take", "very-low")]
    only += [check.review.title, check.finish, check.clear, check.uneasy, check.signals.last, check.restart]
    only += [check.result.copy, check.result.copy_message, check.result.print, check.result.instead]
    only += [text for one in guide.signals for text in one.text_for.values()]
    assert len(only) > 12 and [text for text in only if text in said] == []


@pytest.mark.parametrize("browser", ["lynx", "w3m"])
def test_no_page_shows_the_search_that_it_cannot_have(site, guide, browser):
    for address in pages_of(site):
        said = dump(browser, site / address)
        assert guide.words.shell.site in said and guide.words.shell.search_hint not in said, address
