"""Numbers in pages that the data could change come from the data, as {levels} or {minutes}."""

import re

from authored import DOCS

NUMBER = r"(\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
THINGS = "levels|rings|steps|statements|signals|minutes|examples|drawings|places with"
COUNTED = re.compile(
    rf"\b{NUMBER} (short |more )?({THINGS})\b"
    rf"|\b(at|for|reach|in) level {NUMBER}\b|\b(second|third) (drawing|example)\b",
    re.I,
)
# The guide's own name; what others wrote; how long something takes that is no part of the data.
NAMES = re.compile(r"the five levels\b(?! of communication)", re.I)
OF_OTHERS = re.compile(
    "between two levels|at least|article|popular|priest|its example for level 3|minutes this week"
    "|how many minutes|for two minutes|five minutes",
    re.I,
)


def test_a_count_of_what_the_data_holds_comes_from_the_data():
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md"))
    lines = [NAMES.sub("", line) for line in text.split("\n")]
    assert [one for one in lines if COUNTED.search(one) and not OF_OTHERS.search(one)] == []
