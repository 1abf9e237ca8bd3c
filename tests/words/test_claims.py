"""The guide owes its article every claim: each has a place, and a reason where it is told in another way."""

import re
from collections import Counter

import pytest
import yaml
from markdown.extensions.toc import slugify

from authored import DOCS
from copies import ROOT

CLAIMS = yaml.safe_load((ROOT / "tests" / "claims.yml").read_text(encoding="utf-8"))
KEYS = {"claim", "page", "telling", "stance"}
OTHER_STANCES = {"softened", "corrected", "replaced"}


def sections(page):
    """The text under each heading of a page, by its anchor; under None what stands before, or all of data."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".yml":
        return {None: text}
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    first, *rest = re.split(r"^##+ +(.+)", text, flags=re.M)
    return {None: first} | {anchor(heading): told for heading, told in zip(rest[::2], rest[1::2])}


def anchor(heading):
    """The address of a heading: the one that it is given in braces, or its words."""
    given = re.search(r"\{:? #([\w-]+) \}$", heading)
    return given[1] if given else slugify(heading, "-")


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["claim"][:80])
def test_a_reader_finds_the_claim_where_the_list_says_or_why_it_is_told_otherwise(claim):
    assert KEYS <= claim.keys() <= KEYS | {"heading", "why"}
    assert claim["stance"] in OTHER_STANCES | {"kept"}
    assert bool(claim.get("why")) == (claim["stance"] in OTHER_STANCES)
    assert 2 <= len(claim["telling"].split()) <= 6
    said = sections(DOCS / claim["page"])[claim.get("heading")]
    assert " ".join(claim["telling"].split()) in " ".join(said.split())


def test_no_claim_is_listed_twice_and_they_are_spread_over_levels_and_steps(guide):
    claims = Counter(re.sub(r"\W+", " ", claim["claim"]).strip().lower() for claim in CLAIMS)
    assert [text for text, count in claims.items() if count > 1] == []
    # A level or step that the article does not have needs no claim of it.
    pages = {claim["page"] for claim in CLAIMS}
    for entries in (guide.levels, guide.steps):
        assert len([entry for entry in entries if entry.page in pages]) > len(entries) / 2
