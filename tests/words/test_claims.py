"""The guide owes its article every claim: each has a place, and a reason where the guide tells it in another way."""

import re
from collections import Counter

import pytest
import yaml
from markdown.extensions.toc import slugify

from conftest import ROOT

DOCS = ROOT / "docs"
CLAIMS = yaml.safe_load((ROOT / "tests" / "claims.yml").read_text(encoding="utf-8"))
KEYS = {"claim", "page", "telling", "stance"}
OTHER_STANCES = {"softened", "corrected", "replaced"}
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
HEADING = re.compile(r"^##+ +(.+)", re.M)

each = pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["claim"])


def plain(text):
    return " ".join(text.split())


def sections(page):
    """The text under each heading of a page, by its anchor; under None what stands before, or all of a data file."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".yml":
        return {None: text}
    first, *rest = HEADING.split(FRONT_MATTER.sub("", text))
    return {None: first} | {slugify(heading, "-"): told for heading, told in zip(rest[::2], rest[1::2])}


@each
def test_a_reader_finds_the_claim_where_the_list_says(claim):
    page = DOCS / claim["page"]
    assert page.is_file(), f"there is no page {claim['page']}"
    told = sections(page)
    assert claim.get("heading") in told, f"{claim['page']} has no heading {claim.get('heading')}"
    assert plain(claim["telling"]) in plain(told[claim.get("heading")]), f"not told there: {claim['telling']}"


@each
def test_a_claim_that_is_not_told_as_in_the_article_says_why(claim):
    assert KEYS <= claim.keys() <= KEYS | {"heading", "why"}
    assert claim["stance"] in OTHER_STANCES | {"kept"}
    assert bool(claim.get("why")) == (claim["stance"] in OTHER_STANCES)
    assert 2 <= len(claim["telling"].split()) <= 6


def test_no_claim_is_listed_twice():
    claims = Counter(re.sub(r"\W+", " ", claim["claim"]).strip().lower() for claim in CLAIMS)
    assert [text for text, count in claims.items() if count > 1] == []


def test_the_claims_are_spread_over_levels_and_steps(guide):
    # A level or step that the article does not have needs no claim of it.
    pages = {claim["page"] for claim in CLAIMS}
    for entries in (guide.levels, guide.steps):
        assert len([entry for entry in entries if entry.page in pages]) > len(entries) / 2
