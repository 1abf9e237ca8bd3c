"""How much a reader has to wait for: bytes as a server sends them with gzip, its headers counted."""

import re

import pytest

from conftest import ROOT
from guide.outputs.compress import packed
from guide.pages.assets import Assets
from html_page import pages_of

# What nginx sends before the page itself.
HEADERS = 277
# What a server may send before the first answer comes back: ten packets.
FIRST_ROUND_TRIP = 14_600
OTHERS = {
    "sources.html": 40_000,
    "self-check.html": 32_000,
    "embed/self-check.html": 32_000,
    "assets/search.js": 60_000,
}
SCRIPT_OF_THE_HOST = 1_000
SCRIPT_BEFORE_THE_READER_ACTS = 3_000


@pytest.fixture(scope="module")
def pages(site):
    return pages_of(site)


@pytest.fixture(scope="module")
def assets():
    return Assets(ROOT / "overrides/components")


def test_every_reading_page_arrives_in_the_first_round_trip_and_no_file_is_heavy(site, pages):
    most = {**dict.fromkeys(pages, FIRST_ROUND_TRIP), **OTHERS, "embed/embed.js": SCRIPT_OF_THE_HOST}
    sent = {address: (site / f"{address}.gz").stat().st_size + HEADERS for address in most}
    assert {address: size for address, size in sent.items() if size > most[address]} == {}
    assert sent["embed/self-check.html"] <= sent["self-check.html"]


def kind_of(address):
    return {"self-check.html": "self_check", "embed/self-check.html": "frame"}.get(address, "reading")


def test_a_page_holds_the_style_and_script_of_its_kind_and_no_other(pages, assets):
    for address, page in pages.items():
        kind = kind_of(address)
        scripts = [assets.scripts[kind], *([assets.scripts["not_found"]] if address == "404.html" else [])]
        assert re.findall(r"<script\b[^>]*>.*?</script>", page.source, re.S) == [
            f"<script>{one}</script>" for one in scripts
        ], address
        assert re.findall(r"<style\b[^>]*>.*?</style>", page.source, re.S) == [
            f"<style>{assets.styles[kind]}</style>"
        ], address


def test_little_script_stands_in_a_page_before_the_reader_acts(assets):
    assert (
        len(packed((assets.scripts["reading"] + assets.scripts["not_found"]).encode()))
        <= SCRIPT_BEFORE_THE_READER_ACTS
    )
