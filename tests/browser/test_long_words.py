"""Names of sixty letters without a blank, and twelve levels, fit on the narrowest phones, on every page."""

import itertools
import re
import shutil
from copy import deepcopy
from string import ascii_lowercase

import pytest

import copies
from authored import dump, values_of
from html_page import pages_of, unlike
from tools import EVERYTHING, also

LEVELS, LETTERS = 12, 60
WORD = "zusammengehörigkeitsgefühlsauseinandersetzungsbereitschaften"
NAMED = r"(?m)^( +(?:name|told|title): ).*$"
# Everything that is folded or waits for its turn is opened, since each of it may be too wide.
OPEN = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
# Each screen by itself, and of the result all at once that any sheet can come to: how wide each is.
WIDTHS = """() => {
    const screens = [...document.querySelectorAll("[data-screen], [data-result]")];
    document.querySelectorAll("[data-result] [hidden]").forEach((one) => { one.hidden = false; });
    return screens.map((shown) => {
        screens.forEach((one) => { one.hidden = one !== shown; });
        return document.scrollingElement.scrollWidth;
    });
}"""


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """The folder of a built guide whose names are as long, and whose levels are as many, as told."""
    project = copies.copy(tmp_path_factory.mktemp("long"))
    docs = project / "docs"
    files = {name: values_of(docs, name) for name in ("levels", "helplines")}
    levels = files["levels"]["levels"]
    model = levels[-1]
    for number in range(len(levels) + 1, LEVELS + 1):
        levels.append(deepcopy(model) | {"id": f"{model['id']}-{number}"})
        for statement in levels[-1]["statements"]:
            statement |= {key: f"{statement[key]}-{number}" for key in ("id", "text")}
        files["levels"]["screens"].append([one["id"] for one in levels[-1]["statements"]])
        shutil.copy(docs / f"levels/{model['id']}.md", docs / f"levels/{levels[-1]['id']}.md")
    pairs = itertools.product(ascii_lowercase, repeat=2)
    names = (f"{first}{second}{WORD}"[:LETTERS].capitalize() for first, second in pairs)
    for name, values in files.items():
        text = re.sub(NAMED, lambda found: f"{found[1]}{next(names)}", dump(values))
        (docs / f"{name}.yml").write_text(text, encoding="utf-8")
    done = copies.build(project / "site", project)
    assert done.returncode == 0, done.stdout
    return project / "site"


@pytest.mark.parametrize("width", [320, *also(360)])
def test_no_page_and_no_screen_of_the_self_check_is_wider_than_the_window(long, browser, width):
    page, wide = browser.new_page(viewport={"width": width, "height": 800}), {}
    for address in pages_of(long) if EVERYTHING else unlike(pages_of(long)):
        page.goto((long / address).as_uri())
        page.evaluate(OPEN)
        wide[address] = page.evaluate("document.scrollingElement.scrollWidth")
        if address == "self-check.html":
            screens = page.evaluate(WIDTHS)
            wide |= {f"screen {number}": found for number, found in enumerate(screens)}
    page.close()
    assert {where: found for where, found in wide.items() if found > width} == {} and len(screens) > LEVELS


def test_the_numbers_on_the_map_are_no_higher_than_their_rings(long, browser):
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto((long / "levels/index.html").as_uri())
    heights = page.locator(".map svg a").evaluate_all(
        "(all) => all.map((one) => [parseFloat(getComputedStyle(one.querySelector('text')).fontSize) * .75,"
        " +one.querySelector('circle').getAttribute('stroke-width')])"
    )
    page.close()
    assert len(heights) == LEVELS and all(letter <= ring for letter, ring in heights)
