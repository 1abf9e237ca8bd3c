"""Numbers in pages that the data could change come from the data, as {levels} or {minutes}."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
NUMBER = r"(\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
COUNTED = re.compile(
    rf"\b{NUMBER} (short |more )?(levels|rings|steps|statements|signals|minutes|examples|drawings"
    r"|places with)\b"
    rf"|\b(at|for|reach|in) level {NUMBER}\b|\b(second|third) (drawing|example)\b",
    re.I,
)
# The guide's own name; what others wrote; how long something takes that is no part of the data.
NAMES = re.compile(r"the five levels\b(?! of communication)", re.I)
OF_OTHERS = (
    "between two levels",
    "at least",
    "article",
    "popular",
    "priest",
    "its example for level 3",
    "minutes this week",
    "how many minutes",
    "for two minutes",
    "five minutes",
)


@pytest.mark.parametrize(
    "path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.relative_to(DOCS).as_posix()
)
def test_a_count_of_what_the_data_holds_comes_from_the_data(path):
    lines = [NAMES.sub("", line) for line in path.read_text(encoding="utf-8").split("\n")]
    of_ours = [line for line in lines if not any(words in line.lower() for words in OF_OTHERS)]
    assert [line for line in of_ours if COUNTED.search(line)] == []
