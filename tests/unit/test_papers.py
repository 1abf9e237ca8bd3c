"""What stands beside the guide for those who change it and look after it: it leads somewhere, is plain, and keeps readers safe."""

import re
import subprocess
import sys

import pytest
import yaml

import prose
from conftest import ROOT

PAPERS = sorted(ROOT.glob("*.md"))
FORMS = ROOT / ".github/ISSUE_TEMPLATE"

each = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)


def text_of(path):
    return path.read_text(encoding="utf-8")


def sections(paper):
    """{heading: text} of the second-level sections of a paper."""
    return {part.partition("\n")[0]: part for part in re.split(r"^## ", text_of(paper), flags=re.M)[1:]}


def test_all_papers_are_there():
    named = set(re.findall(r"\]\(([A-Z]+\.md)\)", text_of(ROOT / "README.md")))
    assert {"README.md", *named} == {paper.name for paper in PAPERS}


@each
def test_every_file_that_a_paper_names_exists(paper):
    named = re.findall(
        r"`((?:docs|hooks|overrides|tests|\.github)/[\w./-]*|\w+\.(?:py|toml|yml|txt))`", text_of(paper)
    )
    folders = ("", "docs", "hooks", "tests")
    missing = [name for name in named if not any((ROOT / folder / name).exists() for folder in folders)]
    assert missing == []


@each
def test_every_link_of_a_paper_leads_to_a_file_and_a_heading(paper):
    for target in re.findall(r"\]\(([^)]+)\)", text_of(paper)):
        if not target.startswith("https://"):
            file, _, anchor = target.partition("#")
            assert (ROOT / file).is_file(), target
            if anchor:
                headings = re.findall(r"^#+ (.+)$", text_of(ROOT / file if file else paper), re.M)
                assert anchor in {
                    re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings
                }, target


@each
def test_a_paper_has_no_sentence_that_tires(paper):
    # A sentence can begin with a name in code, which has no capital.
    assert list(prose.long_sentences(re.sub(r"`[^`\n]+`", "Code", text_of(paper)))) == []


def test_the_papers_and_forms_are_spelled_as_in_the_united_states():
    command = [
        sys.executable,
        "-m",
        "codespell_lib",
        "--builtin",
        "clear,rare,en-GB_to_en-US",
        *PAPERS,
        *FORMS.iterdir(),
    ]
    assert subprocess.run(command, capture_output=True, text=True).stdout == ""


def test_each_kind_of_change_names_the_test_or_the_build_that_will_tell():
    told = sections(ROOT / "CONTRIBUTING.md")
    changes = {
        heading: told[heading]
        for heading in told
        if heading.startswith(("A ", "The ")) and heading != "The words we use"
    }
    assert {
        "A word on a page",
        "A level",
        "A step",
        "A helpline",
        "A kind of result",
        "A dependency",
    } <= changes.keys()
    teller = re.compile(r"`tests/\w+/test_\w+\.py`|[Tt]he build (?:stops|checks)")
    assert [heading for heading, text in changes.items() if not teller.search(text)] == []


def test_the_commands_that_make_the_locks_name_every_lock():
    told = set(re.findall(r"-o (requirements\S*\.txt)", text_of(ROOT / "CONTRIBUTING.md")))
    assert told == {lock.name for lock in ROOT.glob("requirements*.txt")}


def forms():
    return {
        path.name: yaml.safe_load(text_of(path)) for path in FORMS.glob("*.yml") if path.name != "config.yml"
    }


def test_every_form_says_first_that_others_can_read_it():
    assert forms()
    for name, form in forms().items():
        first = form["body"][0]
        assert (
            first["type"] == "markdown"
            and "Everyone can read" in first["attributes"]["value"].splitlines()[0]
        ), name
        assert form["name"] and form["description"], name
        assert all({"type", "attributes"} <= part.keys() for part in form["body"]), name
        ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
        assert len(set(ids)) == len(ids), name
    assert yaml.safe_load(text_of(FORMS / "config.yml"))["blank_issues_enabled"] is False


def test_the_form_for_harm_offers_a_private_way_and_help_and_asks_for_no_story():
    form = forms()["harm.yml"]
    said = form["body"][0]["attributes"]["value"]
    for needed in (
        "Security",
        "Report a vulnerability",
        "no private details",
        "no names, no places",
        "Get help",
    ):
        assert needed in said, needed
    # A large field asks to be filled.
    assert "textarea" not in {part["type"] for part in form["body"]}
    (promise,) = (part for part in form["body"] if part["type"] == "checkboxes")
    assert [option["required"] for option in promise["attributes"]["options"]] == [True]
    assert "Report a vulnerability" in text_of(ROOT / "SECURITY.md")


def test_harm_is_taken_down_before_it_is_discussed():
    steps = re.findall(
        r"^\d\. \*\*(.+?)\*\*", sections(ROOT / "MAINTENANCE.md")["When a reader reports harm"], re.M
    )
    assert steps[1].startswith("Take it down first")
