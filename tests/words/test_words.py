"""The words are plain, kind and backed: readable, without what the guide never says, and each claim with its source."""

import re
import subprocess
import sys

import pytest
import yaml

import pages
import prose
from conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
DATA = sorted(DOCS.glob("*.yml"))
MEAN_GRADE = 6.5
GRADES = ("Good evidence.", "Some evidence.", "Mixed evidence.", "Expert advice.", "Tradition.")
EVIDENCE = re.compile(r"((?:^[^\n]+\n)+)\{: \.evidence \}", re.M)

named = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())


def text_of(path):
    """A page's words without its blocks of code, which show authors what to write."""
    return re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)


@named
def test_a_page_can_be_read_by_most_people_and_has_no_long_sentence(path):
    page = text_of(path)
    if prose.paragraphs(page):
        assert prose.grade(page) <= prose.GRADE_OF_A_PAGE
    assert list(prose.long_sentences(page)) == []


def test_the_pages_are_easy_to_read_on_average():
    grades = [prose.grade(text_of(path)) for path in PAGES if prose.paragraphs(text_of(path))]
    assert sum(grades) / len(grades) <= MEAN_GRADE


def test_the_texts_of_the_data_have_no_long_sentence(guide):
    from test_site import texts

    told = [text for part in (guide.data.results, guide.data.notes, guide.words) for text in texts(part)]
    told += [
        text
        for one in (*guide.data.levels, *guide.data.suggestions, *guide.data.steps)
        for text in texts(one)
    ]
    long = [
        s for text in told for s in prose.sentences(text) if len(prose.words(s)) > prose.WORDS_IN_A_SENTENCE
    ]
    assert long == []


def lines_of_words(path):
    """(number, line) of a page without addresses, code and comments."""
    for number, line in enumerate(text_of(path).splitlines(), 1):
        if not (path.suffix == ".yml" and line.lstrip().startswith("#")) and "!!! " not in line:
            yield number, re.sub(r"<!--.*?-->|`[^`]*`|\]\([^)]*\)|https?://\S+|!\[", " ", line)


def test_nothing_is_said_that_the_guide_never_says():
    never = yaml.safe_load(text_of(DOCS / "wording.yml"))["never"]
    found = []
    for path in [*PAGES, *(one for one in DATA if one.name != "wording.yml")]:
        name = path.relative_to(DOCS).as_posix()
        for number, line in lines_of_words(path):
            for entry in never:
                word = re.escape(entry["word"])
                pattern = rf"(?<!\w){word}(?!\w)" if entry["word"][0].isalpha() else word
                if name not in entry.get("quoted", ()) and re.search(pattern, line, re.I):
                    found.append(f'{name}:{number}: "{entry["word"]}". Say: {entry["instead"]}')
    assert found == []


@named
def test_each_paragraph_of_evidence_begins_with_its_grade_and_links_to_a_source(path):
    for paragraph in EVIDENCE.findall(text_of(path)):
        assert paragraph.lstrip().startswith(tuple(f"**{grade}**" for grade in GRADES)), paragraph
        assert "sources.md#" in paragraph, paragraph


@named
def test_a_paragraph_that_names_a_grade_is_marked_as_evidence(path):
    if path.name == "about.md":
        return
    text = text_of(path)
    assert len(re.findall(r"^\*\*(?:" + "|".join(map(re.escape, GRADES)) + r")\*\*", text, re.M)) == len(
        EVIDENCE.findall(text)
    )


def test_every_grade_is_explained_once():
    told = text_of(DOCS / "about.md")
    assert [grade for grade in GRADES if told.count(f"- **{grade}**") != 1] == []


def test_every_level_or_step_says_first_for_whom_it_is_not_and_where_help_is(guide):
    for entry in (*guide.levels, *guide.steps):
        first = text_of(DOCS / entry.page).split("\n\n")[0]
        assert first.startswith("!!! caution"), entry.id
        assert "../get-help.md" in first, entry.id


@pytest.mark.parametrize("name", ["levels/index.md", "reclaim/index.md", "when-it-is-hard.md"])
def test_an_overview_that_suggests_closeness_says_so_before_its_first_section(name):
    before = text_of(DOCS / name).split("\n## ")[0]
    assert "!!! caution" in before and "get-help.md" in before


def test_each_exercise_carries_its_own_line_of_safety():
    for path in PAGES:
        for exercise in re.findall(r"^!!! exercise.*\n((?:(?:    .*)?\n)+)", text_of(path), re.M):
            assert "**Safety:**" in exercise, f"{path.name}: {exercise[:80]}"


def test_each_step_page_has_two_exercises(guide):
    for step in guide.steps:
        assert text_of(DOCS / step.page).count("!!! exercise") >= 2, step.id


def test_each_level_page_has_three_exchanges(guide):
    for level in guide.levels:
        assert text_of(DOCS / level.page).count("!!! exchange") >= 3, level.id


def test_one_sentence_stands_on_a_line():
    found = []
    for path in PAGES:
        for number, line in lines_of_words(path):
            if len(line) > 320:
                found.append(f"{path.name}:{number}")
    assert found == []


def test_each_place_has_a_line_for_any_gender_and_the_young_or_says_none_is_known(guide):
    for place in guide.helplines.places:
        any_gender = [
            line
            for line in place.lines
            if line.any_gender == "yes" and line.about in ("anyone", "partner", "family")
        ]
        young = [line for line in place.lines if line.under_18 == "yes"]
        assert (any_gender and young) or place.none, place.id


def test_the_words_are_spelled_as_in_the_united_states():
    done = subprocess.run(
        [sys.executable, "-m", "codespell_lib", "--builtin", "clear,rare,en-GB_to_en-US",
         # Titles and names are spelled as their owners spell them.
         "--ignore-regex", r"\b(?:reference|name): .*", DOCS, ROOT / "README.md"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout == ""


def test_every_marker_has_a_template_and_every_template_is_used():
    import fill

    used = {name for path in PAGES for name in pages.MARKER.findall(text_of(path))}
    # The pages of places are made by the build, with this one marker.
    used.add("place")
    assert used == fill.markers()
