"""How much a reader has to wait for: bytes as a server sends them with gzip, its headers counted."""

from copies import ROOT
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
    "assets/places.js": 5_000,
    "embed/embed.js": 1_000,
}
# Where words are longer and have more forms: what stock Material sends for a search in English is 104,000.
TRANSLATED = {**OTHERS, "sources.html": 44_000, "assets/search.js": 104_000}


def test_in_each_language_a_page_arrives_in_the_first_round_trip_and_no_file_is_heavy(published, languages):
    most = dict.fromkeys(pages_of(published), FIRST_ROUND_TRIP)
    # Each language has files of its own.
    most |= OTHERS | {f"{code}/{name}": size for code in languages for name, size in TRANSLATED.items()}
    sent = {address: (published / f"{address}.gz").stat().st_size + HEADERS for address in most}
    assert {address: size for address, size in sent.items() if size > most[address]} == {}
    assert sent["embed/self-check.html"] <= sent["self-check.html"]
    # Little script stands in a page before the reader acts.
    scripts = Assets(ROOT / "overrides/components").scripts
    assert len(packed((scripts["reading"] + scripts["not_found"]).encode())) <= 3_000
