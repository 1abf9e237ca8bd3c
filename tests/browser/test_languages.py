"""The guide in two languages that nobody speaks, one from the right to the left: all is there, and works."""

import re
import shutil

import pytest

import copies
import pseudo
from axe import axe
from html_page import makes_of, pages_of
from sheets import MAKES, make_sheets
from tools import EVERYTHING, also
from walk import READERS, Walk, reader

pytestmark = pytest.mark.usefixtures("folder")
# With an answer, there is a way to clear it.
ANSWER = """() => [...document.querySelectorAll("fieldset :last-child > [type=radio]")]
    .filter((one) => one.checkVisibility()).forEach((one) => one.click())"""
# Broken words of answers and of the table in a result; texts of one question that lie over each other; and
# what the bar with help and the exit lies over where it stands beside the text.
UNTIDY = r"""() => {
    const shown = (where, root = document) =>
        [...root.querySelectorAll(where)].filter((one) => one.checkVisibility());
    const lines = (node, from = 0, to = node.childNodes.length) => {
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, to);
        return [...range.getClientRects()].filter(({width}) => width > 1);
    };
    const meet = (one, other) => one.left + 1 < other.right && other.left + 1 < one.right
        && one.top + 1 < other.bottom && other.top + 1 < one.bottom;
    const broken = shown(".scale label, details td, thead th").flatMap((one) => {
        const text = [...one.childNodes].find((node) => node.data?.trim());
        const rows = (at, word) => lines(text, at, at + word.length).map(({top}) => Math.round(top));
        const words = [...(text?.data ?? "").matchAll(/\S+/g)];
        return words.filter(({index, 0: word}) => new Set(rows(index, word)).size > 1).map(String);
    });
    const over = shown("fieldset").filter((question) => {
        const texts = shown("legend, label, .link", question).map((one) => lines(one));
        const others = (i) => texts.slice(i + 1).flat();
        return texts.some((text, i) => others(i).some((other) => text.some((line) => meet(line, other))));
    });
    const bar = document.querySelector(".quick").getBoundingClientRect();
    const under = shown(bar.width < innerWidth / 2 ? ".column, .menu" : "no-such")
        .filter((one) => meet(bar, one.getBoundingClientRect()));
    return [...broken, ...[...over, ...under].map((one) => one.textContent.trim().slice(0, 60))];
}"""
# From where the bar stands beside the text, to far wider.
NARROW_AND_WIDE = [(320, 640), (1060, 700), *also((390, 844), (1280, 640), (1600, 900))]
# Latin letters under a code whose script runs from the right, and under another. No place is theirs.
CODES = ("ar", *also("de"))
# What a page is made of, as it is counted in each language: it may not lose any of it.
PARTS = {
    "cautions": r'class="admonition caution"',
    "messages": r'class="admonition message"',
    "exercises": r'class="admonition exercise"',
    "exchanges": r'class="admonition exchange"',
    "evidence": r'class="evidence"',
    "statements": r"data-statement=",
    "signals": r"data-signal=",
    "headings": r"<h[1-4]",
    "paragraphs": r"<p\b",
    "links": r"<a\b",
    "numbers that call": r'href="tel:',
}


@pytest.fixture(scope="module")
def folder(server_root, tmp_path_factory):
    """The folder of a site in English and both languages."""
    project, target = copies.copy(tmp_path_factory.mktemp("project")), server_root / "languages"
    if target.exists():
        shutil.rmtree(target)
    for code in CODES:
        pseudo.write(project / "docs", code, reader="")
    copies.change(project / "mkdocs.yml", "languages: []", f"languages: [{', '.join(CODES)}]")
    done = copies.build(target, project)
    assert done.returncode == 0, done.stdout
    return target


@pytest.fixture(scope="module")
def english(folder):
    return {
        address: one
        for address, one in pages_of(folder).items()
        if not address.startswith(tuple(f"{code}/" for code in CODES))
    }


@pytest.mark.parametrize("code", CODES)
def test_a_language_has_every_page_with_all_its_parts_and_no_english(folder, english, code, guide):
    pages = pages_of(folder / code)
    assert pages.keys() == english.keys()
    for address, page in pages.items():
        twin = english[address]
        counted = {name: len(re.findall(part, page.source)) for name, part in PARTS.items()}
        # The self-check says that no native reader has read it, with a link.
        more = dict.fromkeys(("links", "paragraphs"), int("self-check" in address))
        for name, part in PARTS.items():
            assert counted[name] == len(re.findall(part, twin.source)) + more.get(name, 0), (address, name)
        assert page.ids == twin.ids, address
        (html,) = (one for one in page.elements_with("lang") if "dir" in one)
        assert (html["lang"], html["dir"]) == (code, "rtl" if code == "ar" else "ltr")
        assert guide.words.shell.help not in page.text or "<pre" in page.source
    # Each word of the language has an accent where English has a vowel; names and addresses have none.
    said = re.sub(r"\S*[./@-]\S*|\b[A-Z]\S*", "", pages["levels/feelings-and-fears.html"].article_text)
    assert re.findall(r"\b[a-z]*[aeiou][a-z]*\b", said) == []


@pytest.mark.parametrize("code", CODES)
def test_every_page_leads_to_its_twins_and_they_lead_back(folder, english, code):
    for address, page in pages_of(folder / code).items():
        if address == "404.html" or address.startswith("embed/"):
            continue
        up = "../" * address.count("/")
        assert {f"{up}../{address}"} <= {*page.links}, address
        assert f"{up}{code}/{address}" in english[address].links
        told = {
            one["hreflang"]: one["href"] for tag, one in page.elements if tag == "link" and "hreflang" in one
        }
        assert told == {other: f"{up}../{other}/{address}" for other in CODES if other != code} | {
            "en": f"{up}../{address}"
        }


@pytest.mark.parametrize("code", CODES)
def test_at_320_pixels_nothing_runs_over_and_everyone_can_use_it(context_of, origin, guide, code):
    context, _ = context_of(viewport={"width": 320, "height": 640})
    page = context.new_page()
    for address in makes_of(guide):
        page.goto(f"{origin}/languages/{code}/{address}")
        assert page.evaluate("getComputedStyle(document.body).direction") == (
            "rtl" if code == "ar" else "ltr"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        axe(page)
    page.goto(f"{origin}/languages/{code}/index.html")
    brand, search = (page.locator(one).bounding_box() for one in (".brand", '[data-action="search"]'))
    assert (brand["x"] > search["x"]) == (code == "ar")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("width", "height"), NARROW_AND_WIDE)
def test_no_word_of_an_answer_breaks_and_nothing_lies_over_a_text(page, origin, guide, code, width, height):
    page.set_viewport_size({"width": width, "height": height})
    walk = Walk(page, f"{origin}/languages/{code}", guide)
    for place in walk.screens(*reader(guide, "level")):
        page.evaluate(ANSWER)
        assert page.evaluate(UNTIDY) == [], place


@pytest.mark.parametrize("code", CODES)
def test_the_same_answers_come_to_the_same_result_in_each_language(page, origin, guide, code):
    model = guide.scorer_model
    sheets = [sheet for make in MAKES for sheet in make_sheets(model, make, 50)]
    scored = "(sheets) => sheets.map((sheet) => selfCheck.score(sheet))"
    walk = Walk(page, f"{origin}/languages", guide)
    wanted = page.evaluate(scored, sheets)
    walk = Walk(page, f"{origin}/languages/{code}", guide)
    assert page.evaluate(scored, sheets) == wanted
    unread = pseudo.told_text(guide.words.languages.unread)
    assert unread in walk.screen.inner_text()
    for kind in READERS if EVERYTHING else ("level", "safety"):
        walk = Walk(page, f"{origin}/languages/{code}", guide)
        walk.take(*reader(guide, kind))
        assert walk.kind() == kind
        # Never with a result.
        assert unread not in page.inner_text("body")


def test_a_search_finds_in_its_own_language(page, origin, guide):
    page.goto(f"{origin}/languages/{CODES[0]}/index.html")
    page.locator('[data-action="search"]').click()
    page.locator("#query").fill(pseudo.told_text(guide.steps[0].name.split()[0]))
    first = page.locator("[data-search-results] a").first
    first.wait_for()
    assert first.get_attribute("href").endswith(guide.steps[0].page.replace(".md", ".html").split("/")[-1])
