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
SOURCES = 40_000
SEARCH = 24_000
SCRIPT_BEFORE_THE_READER_ACTS = 1_500


def packed(text):
    return len(gzip.compress(text.encode(), 9))


@pytest.fixture(scope="module")
def pages(site):
    return pages_of(site)


def test_every_reading_page_arrives_in_the_first_round_trip(pages):
    heavy = {address: packed(page.source) + HEADERS for address, page in pages.items() if "data-module" not in page.source}
    assert heavy.pop("sources.html") <= SOURCES
    assert {address: size for address, size in heavy.items() if size > READING_PAGE} == {}


def test_search_comes_in_one_light_file(site):
    assert packed((site / "assets" / "search.js").read_text(encoding="utf-8")) + HEADERS <= SEARCH


def test_little_script_stands_in_a_page_before_the_reader_acts(pages):
    inline = assets.Inline(ROOT / "overrides" / "assets")
    assert max(packed(inline.shell), packed(inline.frame)) <= SCRIPT_BEFORE_THE_READER_ACTS
    for address, page in pages.items():
        scripts = re.findall(r"<script>(.*?)</script>", page.source, re.S)
        shell = inline.frame if address.startswith("embed/") else inline.shell
        assert shell in scripts and "<script src" not in page.source, address
        assert len(scripts) == 1 or "data-module" in page.source, address
