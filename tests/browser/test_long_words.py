"""Names of sixty letters without a blank, and twelve levels, fit on the narrowest phones, on every page."""

import itertools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from string import ascii_lowercase

import pytest

ROOT = Path(__file__).parents[2]
LEVELS, LETTERS = 12, 60
WORD = "zusammengehörigkeitsgefühlsauseinandersetzungsbereitschaften"
SEEN = "() => [document.scrollingElement.scrollWidth, innerWidth]"
# Everything that is folded or waits for its turn is opened, since each of it may be too wide.
OPENED = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"


def long_names():
    """Words of sixty letters, no two of them alike."""
    pairs = itertools.product(ascii_lowercase, ascii_lowercase)
    return (f"{first}{second}{WORD}"[:LETTERS].capitalize() for first, second in pairs)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The built pages of a guide whose names are as long, and whose levels are as many, as told."""
    project = tmp_path_factory.mktemp("long")
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", project)
    data, names = project / "docs/levels.yml", long_names()
    head, levels, rest = re.split(r"(?m)^(?=levels:|signals:)", data.read_text(encoding="utf-8"))
    count = len(re.findall(r"(?m)^  - id: ", levels))
    model = re.split(r"(?m)^(?=  - id: )", levels)[-1].split("\n#")[0].rstrip()
    page = re.search(r"id: (\S+)", model)[1]
    for number in range(count + 1, LEVELS + 1):
        fresh = re.sub(r"\bid: (\S+)", rf"id: \1-{number}", model)
        fresh = re.sub(r"(?m)^( {8}text: .*)$", rf"\1 ({number})", fresh)
        levels = f"{levels.rstrip()}\n{fresh}\n\n"
        shutil.copy(project / f"docs/levels/{page}.md", project / f"docs/levels/{page}-{number}.md")
    text = re.sub(
        r"(?m)^    (name|topic|title): .*$",
        lambda found: f"    {found[1]}: {next(names)}",
        head + levels + rest,
    )
    data.write_text(text, encoding="utf-8")
    places = project / "docs/helplines.yml"
    text = re.sub(
        r"(?m)^( +)name: .*$", lambda found: f"{found[1]}name: {next(names)}", places.read_text("utf-8")
    )
    places.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    quiet = {**os.environ, "PYTHONPATH": str(project / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=project, env=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert done.returncode == 0, done.stdout
    return sorted((project / "site").rglob("*.html"))


def too_wide(page, where):
    """What is wider than the window, as a text, or nothing."""
    page.evaluate(OPENED)
    wide, window = page.evaluate(SEEN)
    return [f"{where}: {wide} of {window}"] if wide > window else []


@pytest.mark.parametrize("width", [320, 360])
def test_no_page_is_wider_than_the_window(pages, browser, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    found = []
    for path in pages:
        page.goto(path.as_uri())
        found += too_wide(page, path.name)
    page.close()
    assert found == []


@pytest.mark.parametrize("width", [320, 360])
def test_no_screen_of_the_self_check_is_wider_than_the_window(pages, browser, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(
        next(path for path in pages if path.name == "self-check.html" and path.parent.name == "site").as_uri()
    )
    found = too_wide(page, "the start")
    screens = page.locator("[data-screen], [data-result]")
    count = screens.count()
    # Each screen is shown by itself, and of the result all at once that any sheet can come to.
    for number in range(count):
        screens.evaluate_all("(all, shown) => all.forEach((one, i) => { one.hidden = i !== shown; })", number)
        page.locator("[data-result] [hidden]").evaluate_all(
            "(all) => all.forEach((one) => { one.hidden = false; })"
        )
        found += too_wide(page, f"screen {number}")
    page.close()
    assert found == [] and count > 2


def test_the_numbers_on_the_map_are_no_higher_than_their_rings(pages, browser):
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(
        next(path for path in pages if path.parent.name == "levels" and path.name == "index.html").as_uri()
    )
    heights = page.locator(".map svg a").evaluate_all(
        "(all) => all.map((one) => [parseFloat(getComputedStyle(one.querySelector('text')).fontSize) * .75,"
        " +one.querySelector('circle').getAttribute('stroke-width')])"
    )
    page.close()
    assert len(heights) == LEVELS and all(letter <= ring for letter, ring in heights)
