"""Browsers of some years ago: what they do not know leaves the guide readable and the self-check working."""

import pytest

import engines
from walk import reader


@pytest.fixture(scope="module")
def tab():
    """A tab of WebKit with its popovers turned off, as in Safari before 17: neither attribute nor selector is
    known. Chromium and Firefox can no longer be without, so their older versions are not tried."""
    made = engines.WebKitEngine()
    tab = made.tab(popover=False)
    yield tab
    tab.close()
    made.close()


# The words that something else lies upon when they are in the middle of the window.
COVERED = """() => [...document.querySelectorAll("article :is(h1, h2, p)")].filter((one) => {
    if (!one.checkVisibility()) return false;
    one.scrollIntoView({block: "center"});
    const {left, top, width, height} = one.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return !there || !document.querySelector("article").contains(there);
}).map((one) => one.textContent)"""


def test_where_popovers_are_unknown_the_menu_is_there_and_covers_no_words(tab, url):
    tab.open(f"{url}/index.html")
    assert not tab.run("() => 'popover' in HTMLElement.prototype || CSS.supports('selector(:popover-open)')")
    assert tab.run("() => document.querySelectorAll('article p').length") > 0
    assert tab.run(COVERED) == []
    # Only what is shown takes the focus.
    tab.run("() => document.querySelector('nav li a:not([aria-current])').focus()")
    there = tab.run("() => document.activeElement.href")
    tab.press("Enter")
    tab.wait("(there) => location.href === there", there)


def test_where_popovers_are_unknown_the_self_check_comes_to_its_result(tab, url, guide):
    tab.open(f"{url}/self-check.html")
    assert engines.take(tab, guide, *reader(guide, "level"))["kind"] == "level"
