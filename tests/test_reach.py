"""What is said of a million readers agrees with the arithmetic, and its bytes with the built site."""

import re
from dataclasses import asdict, fields, replace

import pytest

from bench import reach
from conftest import ROOT

# A word more or less does not make the page wrong.
TOLERANCE = 0.1
SIZES = reach.Measured(1000, 2000, 3000, 100, 10_000, 20_000, 30_000)
READER = reach.Reader("one", pages=4, searches=0.5, self_checks=0.25)


@pytest.fixture(scope="module")
def printed():
    return (ROOT / "tests/bench/reach.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def printed_sizes(printed):
    found = {}
    for field in fields(reach.Measured):
        row = re.search(rf"^\| {field.name.replace('_', ' ')} \| ([\d,]+) \|$", printed, re.M)
        found[field.name] = int(row[1].replace(",", ""))
    return reach.Measured(**found)


def test_the_page_is_what_the_arithmetic_gives_for_the_bytes_it_names(printed, printed_sizes):
    assert printed == reach.report(printed_sizes), "Run: python tests/bench/reach.py"


def test_the_bytes_are_those_of_the_built_site(printed_sizes, site):
    now = asdict(reach.measured(site))
    off = {name: value for name, value in asdict(printed_sizes).items() if abs(value / now[name] - 1) > TOLERANCE}
    assert off == {}, "Run: python3 dev.py build, then python tests/bench/reach.py"


def test_a_reader_moves_what_is_asked_for_the_headers_and_a_connection_for_each_request():
    assert reach.requests(READER) == 4.75
    assert reach.bytes_moved(READER, SIZES) == 4 * 1000 + 0.5 * 3000 + 0.25 * 2000 + 475 + 4.75 * reach.HANDSHAKE
    assert reach.bytes_moved(READER, SIZES, compressed=False) == 40_000 + 15_000 + 5_000 + 475 + 4.75 * reach.HANDSHAKE


def test_the_cost_is_that_of_the_bytes_and_that_of_the_requests():
    sizes = replace(SIZES, page=1_000_000, headers=0)
    moved = reach.READERS * reach.bytes_moved(READER, sizes)
    assert reach.cost(READER, sizes, reach.Price("bytes", 0.5, 0)) == pytest.approx(moved / 1_000_000_000 / 2)
    assert reach.cost(READER, sizes, reach.Price("requests", 0, 3)) == pytest.approx(reach.READERS * 4.75 * 3 / 10_000)
