"""How much a reader has to wait for: bytes as a server sends them with gzip, its headers counted."""

import gzip
import re

import pytest

import assets
from conftest import ROOT
from html_page import pages_of

# What nginx sends before the page itself.
HEADERS = 277
READING_PAGE = 12_000
READING_PAGE_WORDS = 1_200
# What a server may send before the first answer comes back: ten packets.
FIRST_ROUND_TRIP = 14_600
SOURCES = 40_000
# The page of the self-check by itself, for as many statements as the guide has; more of them may weigh more.
SELF_CHECK = 20_000
STATEMENTS = 25
SEARCH = 24_000
SCRIPT_BEFORE_THE_READER_ACTS = 1_500


def packed(text):
    return len(gzip.compress(text.encode(), 9))


@pytest.fixture(scope="module")
def pages(site):
    return pages_of(site)


def test_every_reading_page_arrives_in_the_first_round_trip(pages):
    reading = {address: page for address, page in pages.items() if "data-module" not in page.source}
    heavy = {address: packed(page.source) + HEADERS for address, page in reading.items()}
    assert heavy.pop("sources.html") <= SOURCES
    assert {address: size for address, size in heavy.items() if size > FIRST_ROUND_TRIP} == {}
    usual = {address for address in heavy if len(reading[address].article_text.split()) <= READING_PAGE_WORDS}
    assert usual and {address: heavy[address] for address in usual if heavy[address] > READING_PAGE} == {}


def test_the_self_check_is_light_on_its_page_and_in_a_frame(site, pages, guide):
    most = SELF_CHECK * max(1, guide.statement_count / STATEMENTS)
    checks = {address: page for address, page in pages.items() if "data-module" in page.source}
    assert checks and {address: packed(page.source) for address, page in checks.items() if packed(page.source) > most} == {}
    sent = {address: (site / f"{address}.gz").stat().st_size + HEADERS for address in checks}
    assert {address: size for address, size in sent.items() if size > most} == {}


# How many elements of the page a stylesheet applies to; states such as a pointer over a link aside.
APPLIES_TO = """(css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    const within = (rules) => [...rules].flatMap((rule) => (rule.cssRules?.length ? within(rule.cssRules) : [rule.selectorText]));
    const selectors = within(sheet.cssRules).map((one) => one.replace(/::?(?:before|after|hover|focus-visible|target)/g, ""));
    return selectors.flatMap((one) => [...document.querySelectorAll(one)]).length;
}"""


def test_what_only_a_few_pages_need_stands_in_these_and_in_no_other(page, pages, url):
    inline = assets.Inline(ROOT / "overrides/assets")
    few = inline.full_style.removeprefix(inline.style)
    reading = {address: f"<style>{inline.full_style}</style>" in one.source for address, one in pages.items() if "data-module" not in one.source}
    assert 0 < sum(reading.values()) < len(reading) / 2
    for address, has in reading.items():
        page.goto(f"{url}/{address}")
        assert bool(page.evaluate(APPLIES_TO, few)) == has, address


def test_search_comes_in_one_light_file(site):
    assert packed((site / "assets" / "search.js").read_text(encoding="utf-8")) + HEADERS <= SEARCH


def test_little_script_stands_in_a_page_before_the_reader_acts(pages):
    folder = ROOT / "overrides" / "assets"
    inline = assets.Inline(folder)
    assert packed(inline.reading + inline.not_found) <= SCRIPT_BEFORE_THE_READER_ACTS
    # What the frame has besides the self-check itself, not even shortened.
    besides = "\n".join((folder / name).read_text(encoding="utf-8") for name in assets.SCRIPTS["frame"] if name not in assets.SCRIPTS["self-check"])
    assert packed(assets.squeezed_script((folder / "exit.js").read_text(encoding="utf-8") + besides)) <= SCRIPT_BEFORE_THE_READER_ACTS
    whole = {"404.html": [inline.reading, inline.not_found], "self-check.html": [inline.self_check], "embed/self-check.html": [inline.frame]}
    for address, page in pages.items():
        scripts = re.findall(r"<script\b[^>]*>.*?</script>", page.source, re.S)
        assert scripts == [f"<script>{text}</script>" for text in whole.get(address, [inline.reading])], address
