"""What stands beside the guide for those who change it leads somewhere, is plain, and keeps readers safe."""

import re

import pytest
import yaml

import prose
from copies import ROOT

PAPERS = {path.name: path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("*.md"))}
_FORMS = (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")
FORMS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in _FORMS}


def sections(name):
    """{heading: text} of the second-level sections of a paper."""
    return {part.partition("\n")[0]: part for part in re.split(r"^## ", PAPERS[name], flags=re.M)[1:]}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_names_files_and_headings_that_exist_in_sentences_that_do_not_tire(name):
    text = PAPERS[name]
    files = r"`((?:docs|hooks|overrides|tests|\.github)/[\w./-]*|\w+\.(?:py|toml|yml|txt))`"
    rooms = [ROOT, ROOT / "docs", ROOT / "tests", *(ROOT / "hooks").rglob("")]
    assert [one for one in re.findall(files, text) if not any((room / one).exists() for room in rooms)] == []
    for target in re.findall(r"\]\((?!https://)([^)]+)\)", text):
        file, _, anchor = target.partition("#")
        assert (ROOT / file).exists(), target
        headings = re.findall(r"^#+ (.+)$", PAPERS[file or name], re.M) if anchor else ()
        anchors = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
        assert not anchor or anchor in anchors, target
    # A sentence can begin with a name in code, which has no capital.
    assert list(prose.long_sentences(re.sub(r"`[^`\n]+`", "Code", text))) == []


def test_each_kind_of_change_names_the_test_or_the_build_that_will_tell():
    others = ("The words we use", "The way of a text")
    told = sections("CONTRIBUTING.md").items()
    changes = {one: text for one, text in told if one.startswith(("A ", "The ")) and one not in others}
    assert {"A word on a page", "A level", "A step", "A helpline", "A kind of result"} <= changes.keys()
    teller = re.compile(r"`tests/\w+/(test_\w+\.py)?`|[Tt]he build (?:stops|checks)")
    assert [heading for heading, text in changes.items() if not teller.search(text)] == []
    locks = set(re.findall(r"-o (requirements\S*\.txt)", PAPERS["CONTRIBUTING.md"]))
    assert locks == {lock.name for lock in ROOT.glob("requirements*.txt")}


def test_a_form_says_first_that_others_can_read_it_and_for_harm_asks_for_no_story():
    for name, form in FORMS.items():
        if name != "config":
            assert "Everyone can read" in form["body"][0]["attributes"]["value"].splitlines()[0], name
    assert FORMS["config"]["blank_issues_enabled"] is False
    first, *asked = FORMS["harm"]["body"]
    needed = ("Security", "Report a vulnerability", "no private details", "no names, no places", "Get help")
    assert [one for one in needed if one not in first["attributes"]["value"]] == []
    # A large field asks to be filled.
    assert "textarea" not in {part["type"] for part in asked}
    assert "Report a vulnerability" in PAPERS["SECURITY.md"]
    # It is taken down before it is discussed.
    told = sections("MAINTENANCE.md")["When a reader reports harm"]
    assert re.findall(r"^\d\. \*\*(.+?)\*\*", told, re.M)[1].startswith("Take it down first")
