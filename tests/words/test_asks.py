"""Plans and cases ask for nobody's own life, hold what they promise, and are plain enough to say aloud."""

import re

import pytest
import yaml

import prose
from authored import texts
from copies import ROOT

ASKS = yaml.safe_load((ROOT / "tests/asks.yml").read_text(encoding="utf-8"))
NEVER = re.compile("|".join(ASKS["never"]), re.I)
WORDS_OF_A_CASE = range(60, 131)
KINDS = set("friends partners kin work faith distance disability queer old-age online".split())


@pytest.fixture(scope="module")
def cases(guide):
    return [case for chapter in guide.chapters for case in chapter.cases]


@pytest.fixture(scope="module")
def plans(guide):
    return [(audience, plan) for audience in guide.audiences for plan in audience.plans]


def test_what_would_show_a_real_relationship_to_others_is_caught():
    assert [one for one in ASKS["caught"] if not NEVER.search(one)] == []
    assert [one for one in ASKS["fine"] if NEVER.search(one)] == []


def test_no_task_and_no_question_asks_for_a_real_relationship_the_self_check_or_both_partners(plans, cases):
    asked = {text for _, plan in plans for turn in plan.turns for text in texts(turn.task)}
    asked |= {text for case in cases for text in case.questions}
    assert len(asked) > 100 and [one for one in asked if NEVER.search(one)] == []


def test_every_plan_says_first_what_is_reported_and_ends_with_help_and_a_calm_end(plans):
    # The same task begins each plan; the last two are those that its leader keeps when all else is left out.
    assert len({plan.turns[0].task.id for _, plan in plans}) == 1
    for audience, plan in plans:
        *_, sheet, end = plan.turns
        assert "help sheet" in sheet.task.name and "quiet" not in sheet.task.name, plan.page
        assert end.task.say[0] == "Nothing has to be decided today.", plan.page
        assert "emergency number" in audience.harm[0] and any("child" in one for one in audience.duties)


def test_a_case_that_holds_control_waits_until_there_is_time_and_never_shows_a_class_its_home(plans):
    for audience, plan in plans:
        held = [case for turn in plan.turns for _, case in turn.cases if case.holds in ("control", "harm")]
        assert not held or plan.minutes >= 45, plan.page
        assert audience.id != "class" or not any("kin" in case.about for case in held), plan.page


def test_there_are_cases_of_every_kind_with_nothing_wrong_with_control_and_with_someone_who_harms(cases):
    held = [case.holds for case in cases]
    assert len(cases) >= 16 and held.count("nothing") >= 4 and held.count("control") >= 4
    assert held.count("harm") == 1 and {one for case in cases for one in case.about} == KINDS
    for case in cases:
        words = len(prose.words(" ".join(case.text)))
        assert words in WORDS_OF_A_CASE, (case.id, words)


def test_what_learners_read_names_nothing_of_what_there_is_to_find(cases):
    telling = re.compile(r"\b(control\w*|abus\w+|harm\w*|groom\w*|coerc\w+|manipulat\w+|victim\w*)\b", re.I)
    told = {case.id: " ".join([case.title, *case.text, *case.questions]) for case in cases}
    assert [id_ for id_, text in told.items() if telling.search(text)] == []


def test_names_and_words_of_the_cases_leave_open_whether_someone_is_a_man_or_a_woman(cases):
    gendered = re.compile(
        r"\b(he|she|him|her|his|hers|husband|wife|mother|father|son|daughter|sister|brother)\b"
    )
    told = {case.id: " ".join(texts(case)) for case in cases}
    assert {id_: found[0] for id_, text in told.items() if (found := gendered.search(text))} == {}


def test_plans_cases_and_cards_can_be_read_by_most_people_and_said_aloud(guide, plans, cases):
    said = [
        " ".join(texts(value))
        for value in (*guide.audiences, *(turn.task for _, plan in plans for turn in plan.turns))
    ]
    said += [" ".join([*case.text, *case.questions, *texts(case.notes)]) for case in cases]
    assert prose.grade("\n\n".join(said)) <= prose.GRADE_OF_A_PAGE - 2
    every = [text for text in texts((guide.audiences, guide.chapters, guide.decks))]
    assert [one for text in every for one in prose.long_sentences(text)] == []
