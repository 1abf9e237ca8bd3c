"""What stands beside the guide for those who change it leads somewhere, is plain, and keeps readers safe."""

import re

import pytest
import yaml

import prose
from copies import ROOT

PAPERS = sorted(ROOT.glob("*.md"))
FORMS = ROOT / ".github/ISSUE_TEMPLATE"


def text_of(path):
    return path.read_text(encoding="utf-8")


def sections(paper):
    """{heading: text} of the second-level sections of a paper."""
    return {part.partition("\n")[0]: part for part in re.split(r"^## ", text_of(paper), flags=re.M)[1:]}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_paper_names_files_and_headings_that_exist_in_sentences_that_do_not_tire(paper):
    text = text_of(paper)
    files = r"`((?:docs|hooks|overrides|tests|\.github)/[\w./-]*|\w+\.(?:py|toml|yml|txt))`"
    rooms = [ROOT, ROOT / "docs", ROOT / "tests", *(ROOT / "hooks").rglob("")]
    missing = [one for one in re.findall(files, text) if not any((room / one).exists() for room in rooms)]
    assert missing == []
    for target in re.findall(r"\]\((?!https://)([^)]+)\)", text):
        file, _, anchor = target.partition("#")
        assert (ROOT / file).exists(), target
        headings = re.findall(r"^#+ (.+)$", text_of(ROOT / file if file else paper), re.M) if anchor else ()
        anchors = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
        assert not anchor or anchor in anchors, target
    # A sentence can begin with a name in code, which has no capital.
    assert list(prose.long_sentences(re.sub(r"`[^`\n]+`", "Code", text))) == []


def test_each_kind_of_change_names_the_test_or_the_build_that_will_tell():
    told = sections(ROOT / "CONTRIBUTING.md")
    others = ("The words we use", "The way of a text")
    changes = {one: told[one] for one in told if one.startswith(("A ", "The ")) and one not in others}
    assert {"A word on a page", "A level", "A step", "A helpline", "A kind of result"} <= changes.keys()
    teller = re.compile(r"`tests/\w+/(test_\w+\.py)?`|[Tt]he build (?:stops|checks)")
    assert [heading for heading, text in changes.items() if not teller.search(text)] == []
    locks = set(re.findall(r"-o (requirements\S*\.txt)", text_of(ROOT / "CONTRIBUTING.md")))
    assert locks == {lock.name for lock in ROOT.glob("requirements*.txt")}


def test_every_form_says_first_that_others_can_read_it_and_that_for_harm_asks_for_no_story():
    paths = [path for path in FORMS.glob("*.yml") if path.name != "config.yml"]
    forms = {path.stem: yaml.safe_load(text_of(path)) for path in paths}
    for name, form in forms.items():
        assert form["name"] and form["description"], name
        assert "Everyone can read" in form["body"][0]["attributes"]["value"].splitlines()[0], name
        ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
        assert len(set(ids)) == len(ids), name
    assert yaml.safe_load(text_of(FORMS / "config.yml"))["blank_issues_enabled"] is False
    said = forms["harm"]["body"][0]["attributes"]["value"]
    needed = ("Security", "Report a vulnerability", "no private details", "no names, no places", "Get help")
    assert [one for one in needed if one not in said] == []
    # A large field asks to be filled.
    assert "textarea" not in {part["type"] for part in forms["harm"]["body"]}
    assert "Report a vulnerability" in text_of(ROOT / "SECURITY.md")


def test_harm_is_taken_down_before_it_is_discussed():
    told = sections(ROOT / "MAINTENANCE.md")["When a reader reports harm"]
    assert re.findall(r"^\d\. \*\*(.+?)\*\*", told, re.M)[1].startswith("Take it down first")
