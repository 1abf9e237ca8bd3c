"""The words are plain, kind and backed: nothing that the guide never says, and each claim with a source."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import prose
from authored import DOCS, OVERRIDES, texts
from copies import ROOT
from guide.pages.templates import markers
from guide.reading.page_files import MARKER

PAGES = sorted(DOCS.rglob("*.md"))
MEAN_GRADE = 6.5
GRADES = (
    "Good evidence.",
    "Some evidence.",
    "Mixed evidence.",
    "Theory, partly tested.",
    "Expert advice.",
    "Tradition.",
)
GRADED = re.compile(r"^\*\*(?:" + "|".join(map(re.escape, GRADES)) + r")\*\*", re.M)
EVIDENCE = re.compile(r"((?:^[^\n]+\n)+)\{: \.evidence \}", re.M)


# What stands there are words of readers, misspelled and hard ones too.
OTHERS_WORDS = ("wording.yml", "search.yml")
QUESTION = re.compile(r"^## ([^\n]+) \{ #(q\d+) \}\n(.+?)(?=^## |\Z)", re.M | re.S)
WORDS_IN_AN_ANSWER = range(60, 151)


def name_of(path):
    return path.relative_to(DOCS).as_posix()


named = pytest.mark.parametrize("path", PAGES, ids=name_of)


def text_of(path):
    """A page's words without its blocks of code, which show authors what to write."""
    return re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)


@named
def test_a_page_can_be_read_by_most_people_and_has_no_long_sentence(path):
    page = text_of(path)
    assert not prose.paragraphs(page) or prose.grade(page) <= prose.GRADE_OF_A_PAGE
    assert list(prose.long_sentences(page)) == []


def test_the_pages_are_easy_to_read_on_average():
    grades = [prose.grade(text_of(path)) for path in PAGES if prose.paragraphs(text_of(path))]
    assert sum(grades) / len(grades) <= MEAN_GRADE


def test_the_pages_hedge_and_deny_seldom():
    pages = [path.read_text(encoding="utf-8") for path in PAGES]
    assert prose.in_a_thousand(prose.HEDGES, pages) <= prose.HEDGES_IN_A_THOUSAND
    assert prose.in_a_thousand(prose.NEGATIONS, pages) <= prose.NEGATIONS_IN_A_THOUSAND


def strings(value):
    """Every text in what a YAML file holds, however deep."""
    if isinstance(value, (dict, list)):
        return [
            one for inner in (value.values() if isinstance(value, dict) else value) for one in strings(inner)
        ]
    return [value] if isinstance(value, str) else []


def test_no_straight_quotation_mark_apostrophe_or_three_dots_reach_a_reader():
    found = []
    for path in (*PAGES, *sorted(DOCS.glob("*.yml"))):
        text = path.read_text(encoding="utf-8")
        data, page = (
            (text, "")
            if path.suffix == ".yml"
            else re.match(r"(?s)(?:---\n(.*?)\n---\n)?(.*)", text).groups()
        )
        for told in (*strings(yaml.safe_load(data or "")), page):
            found += [f"{name_of(path)}: {one}" for one in prose.typed(told)]
    assert found == [], "Expected: “ ” ’ …"


def test_what_only_a_program_reads_keeps_its_straight_marks():
    read = [
        '!!! message "When you are late"',
        '[a](b.md "c")',
        "```sh\necho '...'\n```",
        '`"`',
        '<i class="a">',
    ]
    assert prose.typed("\n".join(read)) == []
    assert len(prose.typed('!!! note "It\'s"\n\nWait...\n\n“Say "no"”')) == 3


def test_the_texts_of_the_data_have_no_long_sentence(guide):
    for text in texts((guide.result, guide.words, guide.levels, guide.steps, guide.signals)):
        lengths = [len(prose.words(sentence)) for sentence in prose.sentences(text)]
        assert max(lengths, default=0) <= prose.WORDS_IN_A_SENTENCE, text


def lines_of_words(path):
    """(number, line) of a file without addresses, code and comments."""
    for number, line in enumerate(text_of(path).splitlines(), 1):
        if not (path.suffix == ".yml" and line.lstrip().startswith("#")) and "!!! " not in line:
            yield number, re.sub(r"<!--.*?-->|`[^`]*`|\]\([^)]*\)|https?://\S+|!\[", " ", line)


def test_nothing_is_said_that_the_guide_never_says():
    never, found = yaml.safe_load(text_of(DOCS / "wording.yml"))["never"], []
    for path in (*PAGES, *(one for one in sorted(DOCS.glob("*.yml")) if one.name not in OTHERS_WORDS)):
        for entry in (one for one in never if name_of(path) not in one.get("quoted", ())):
            word = re.escape(entry["word"])
            pattern = rf"(?<!\w){word}(?!\w)" if entry["word"][0].isalpha() else word
            lines = (number for number, line in lines_of_words(path) if re.search(pattern, line, re.I))
            found += [f"{name_of(path)}:{one}: {entry['word']}. Say: {entry['instead']}" for one in lines]
    assert found == []


@named
def test_each_paragraph_of_evidence_begins_with_its_grade_and_links_to_a_source(path):
    paragraphs = EVIDENCE.findall(text_of(path))
    assert [one for one in paragraphs if not GRADED.match(one.lstrip()) or "sources.md#" not in one] == []
    assert path.name == "about.md" or len(GRADED.findall(text_of(path))) == len(paragraphs)


def test_every_grade_is_explained_once():
    assert [one for one in GRADES if text_of(DOCS / "about.md").count(f"- **{one}**") != 1] == []


def test_a_page_that_suggests_closeness_says_first_for_whom_it_is_not_and_where_help_is(guide):
    for entry in (*guide.levels, *guide.steps):
        first = text_of(DOCS / entry.page).split("\n\n")[0]
        assert first.startswith("!!! caution") and "../get-help.md" in first, entry.id
    for name in ("levels/index.md", "reclaim/index.md", "when-it-is-hard.md"):
        before = text_of(DOCS / name).split("\n## ")[0]
        assert "!!! caution" in before and "get-help.md" in before, name


def test_each_level_page_has_three_exchanges_and_each_step_page_two_safe_exercises(guide):
    counts = {"exchange": (guide.levels, 3), "exercise": (guide.steps, 2)}
    for kind, (entries, least) in counts.items():
        assert min(text_of(DOCS / one.page).count(f"!!! {kind}") for one in entries) >= least, kind
    exercise = re.compile(r"^!!! exercise.*\n((?:(?:    .*)?\n)+)", re.M)
    for path in PAGES:
        assert [one for one in exercise.findall(text_of(path)) if "**Safety:**" not in one] == [], path


def test_each_question_has_a_short_answer_that_leads_on_and_stands_in_the_list(guide):
    listed = (DOCS / "questions/index.md").read_text(encoding="utf-8")
    found = {}
    for page in guide.search.apart:
        for asked, anchor, answer in QUESTION.findall(text_of(DOCS / page)):
            found[anchor] = f"[{asked}]({Path(page).name}#{anchor})" in listed
            said = prose.words(re.sub(r" *\([^()]*(?:\([^)]*\)[^()]*)+\)|\]\([^)]*\)", " ", answer))
            assert (len(said) in WORDS_IN_AN_ANSWER, ".md" in answer) == (True, True), (asked, len(said))
    assert len(found) >= 36 and all(found.values()), found


def test_level_and_step_pages_lead_to_each_other_and_to_the_self_check(guide):
    for entries, others in ((guide.levels, guide.steps), (guide.steps, guide.levels)):
        wanted = ("(../self-check.md", f"(../{others[0].page.split('/')[0]}/")
        for text in (text_of(DOCS / entry.page) for entry in entries):
            assert all(link in text for link in wanted), text


def test_one_sentence_stands_on_a_line_and_each_page_describes_itself(guide):
    for path in PAGES:
        assert [number for number, line in lines_of_words(path) if len(line) > 320] == [], path
        described = re.search(r"^description: .{30,200}$", text_of(path), re.M)
        assert described or name_of(path) in guide.by_page, path


def test_each_place_has_a_line_for_any_gender_and_the_young_or_says_none_is_known(guide):
    for place in guide.places:
        about = ("anyone", "partner", "family")
        any_gender = [line for line in place.lines if line.any_gender == "yes" and line.about in about]
        assert (any_gender and any(line.under_18 == "yes" for line in place.lines)) or place.none, place.id


def test_the_words_are_spelled_as_in_the_united_states():
    # Titles and names are spelled as their owners spell them.
    options = ["--builtin", "clear,rare,en-GB_to_en-US", "--ignore-regex", r"\b(?:reference|name): .*"]
    options += ["--skip", "search.yml,*.po"]
    files = [DOCS, *ROOT.glob("*.md"), ROOT / ".github/ISSUE_TEMPLATE"]
    command = [sys.executable, "-m", "codespell_lib", *options, *files]
    assert subprocess.run(command, capture_output=True, text=True).stdout == ""


def test_every_template_that_a_marker_can_bring_is_used():
    assert {name for path in PAGES for name in MARKER.findall(text_of(path))} == {*markers(OVERRIDES)}
