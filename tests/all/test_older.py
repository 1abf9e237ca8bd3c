"""The browsers that people have: from the versions that docs/host-it.md names, all of the guide works.

Before them a page is all that it says, with a worksheet and a plain exit, and there is nothing in between.
What each browser can do is MDN's to tell, and tried in real ones of some years ago.
"""

import json
import re
import subprocess
from contextlib import closing

import pytest
import yaml

import engines
import tools
from copies import ROOT
from html_page import makes_of, pages_of
from walk import reader

*BELOW, LOWEST = engines.OLD_CHROMIUMS
COMPONENTS = ROOT / "overrides/components"
# The file that asks whether a browser is one of these.
LIMIT = "shell/limit.js"
NAMES = {"chrome": "Chrome", "safari": "Safari", "firefox": "Firefox", "samsunginternet_android": "Samsung"}


@pytest.fixture(scope="module")
def features(site):
    """{feature: (its first version by browser, where it stands)} of all that is delivered."""
    for package in ("acorn", "css-tree", "@mdn/browser-compat-data"):
        tools.need_module(package)
    asked = {
        what: {
            path.relative_to(COMPONENTS).as_posix(): path.read_text("utf-8")
            for path in COMPONENTS.rglob(name)
        }
        for what, name in {"scripts": "*.js", "styles": "*.css"}.items()
    }
    pages = pages_of(site).items()
    asked["markup"] = {address: [(tag, [*its]) for tag, its in page.elements] for address, page in pages}
    command = [tools.need("node"), tools.NPM / "features.mjs"]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = {}
    for name, told in sorted(json.loads(done.stdout).items()):
        since = {browser: float("inf") if one is None else one for browser, one in told["since"].items()}
        found[name] = since, told["where"]
    lines = [f"{name}\t{json.dumps(since)}\t{' '.join(where)}\n" for name, (since, where) in found.items()]
    (ROOT / ".cache").mkdir(exist_ok=True)
    (ROOT / ".cache/features.txt").write_text("".join(lines), encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def limit(features):
    """The first version of each browser that has what LIMIT asks for."""
    asked = [since for since, where in features.values() if any(one.startswith(LIMIT) for one in where)]
    return {browser: max(since[browser] for since in asked) for browser in asked[0]}


def test_what_the_lowest_browsers_lack_is_known_with_what_happens_then(features, limit):
    told = yaml.safe_load((ROOT / "tests/browsers.yml").read_text(encoding="utf-8"))
    newer = {}
    for name, (since, where) in features.items():
        late = [f"{browser} {since[browser]}" for browser, least in limit.items() if since[browser] > least]
        if late:
            newer[name] = (
                f"{where[0]}: {name} comes with {', '.join(late)}. Expected: {limit}, or tests/browsers.yml."
            )
    known = {*told["without"], *told["ours"]}
    unknown = [line for name, line in newer.items() if name not in known]
    assert not unknown, "\n".join(unknown)
    assert known - newer.keys() == set()


def test_hosts_are_told_the_lowest_versions_and_the_lowest_chromium_is_tried(limit):
    page = (ROOT / "docs/host-it.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (.*) \| ([\d.]+) \|$", page, re.M))
    told = {name: float(version) for name in NAMES.values() for row, version in rows.items() if name in row}
    assert told == {name: limit[one] for one, name in NAMES.items()}
    assert limit["safari"] == limit["safari_ios"]
    assert limit["chrome"] == LOWEST == BELOW[-1] + 1


@pytest.fixture(scope="module", params=BELOW)
def old_tab(request):
    with engines.old_chromium(request.param) as new_tab:
        yield new_tab()


@pytest.fixture(scope="module")
def tab():
    """A tab of WebKit with its popovers turned off, as in Safari before 17: neither attribute nor selector is
    known."""
    with closing(engines.WebKitEngine()) as webkit, closing(webkit.tab(popover=False)) as tab:
        yield tab


# The words that something else lies upon when they are in the middle of the window.
COVERED = """(words) => [...document.querySelectorAll(words)].filter((one) => {
    if (!one.checkVisibility()) return false;
    one.scrollIntoView({block: "center"});
    const {left, top, width, height} = one.getBoundingClientRect();
    // In some lists a line is one link.
    const own = one.closest("li") || one;
    return [0.1, 0.3, 0.5, 0.7, 0.9].some((part) => {
        const there = document.elementFromPoint(left + width * part, top + height / 2);
        return !there || !(own.contains(there) || there.contains(own));
    });
}).map((one) => one.textContent)"""
WORDS = "article h1, article h2, article p, .brand"
# What only a script could make work, and what lies upon a page.
NEEDLESS = "button, select, progress, dialog, .quick small"
SHOWN = "(what) => [...document.querySelectorAll(what)].filter((one) => one.checkVisibility()).length"


def test_below_the_limit_a_page_is_all_its_words_and_a_plain_exit(old_tab, url, guide):
    for address in (*makes_of(guide), "embed/self-check.html"):
        old_tab.open(f"{url}/{address}")
        assert old_tab.run("() => document.documentElement.className") == "no-js", address
        # Some below the limit know no dialog, and would show it.
        old_tab.run("() => [...document.querySelectorAll('dialog')].map((one) => (one.open = true))")
        assert (old_tab.run(COVERED, WORDS), old_tab.run(SHOWN, NEEDLESS)) == ([], 0), address
        ground = "() => getComputedStyle(document.querySelector('.quick')).backgroundColor"
        assert old_tab.run(ground) == "rgb(255, 255, 255)", address
        # The exit's own address is out on the net.
        old_tab.run("(there) => void (document.querySelector('#exit').href = there)", f"{url}/sources.html")
        old_tab.click("#exit")
        old_tab.wait("(there) => location.href === there", f"{url}/sources.html")


def test_below_the_limit_the_worksheet_and_the_helplines_are_there(old_tab, url, guide):
    old_tab.open(f"{url}/self-check.html")
    statements = sum(len(level.statements) for level in guide.levels)
    assert old_tab.run(SHOWN, "[data-statement]") == statements
    assert old_tab.run(SHOWN, "[data-worksheet] li") > 0 == old_tab.run(SHOWN, "[data-result]")
    old_tab.open(f"{url}/get-help.html")
    assert old_tab.run(SHOWN, ".places > li > a") == len(guide.places)
    old_tab.open(f"{url}/{guide.places[0].page.removesuffix('.md')}.html")
    assert old_tab.run(SHOWN, 'a[href^="tel:"]') > 1


def test_where_popovers_are_unknown_the_menu_is_there_and_covers_no_words(tab, url):
    tab.open(f"{url}/index.html")
    assert not tab.run("() => 'popover' in HTMLElement.prototype || CSS.supports('selector(:popover-open)')")
    assert tab.run("() => document.querySelectorAll('article p').length") > 0
    assert tab.run(COVERED, WORDS) == []
    # Only what is shown takes the focus.
    tab.run("() => document.querySelector('nav li a:not([aria-current])').focus()")
    there = tab.run("() => document.activeElement.href")
    tab.press("Enter")
    tab.wait("(there) => location.href === there", there)


def test_where_popovers_are_unknown_the_self_check_comes_to_its_result(tab, url, guide):
    tab.open(f"{url}/self-check.html")
    assert engines.take(tab, guide, *reader(guide, "level"))["kind"] == "level"
