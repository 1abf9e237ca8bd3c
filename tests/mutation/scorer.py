"""The scorer's tests, asked of a mutant without building the guide: its own file alone, in a browser that all mutants share.

pytest collects it only where mutate.py names it. MUTATION_BROWSER is the address of that browser.
"""

import json
import os

import pytest
from playwright.sync_api import sync_playwright

import test_score
from conftest import ROOT
from test_score import *  # noqa: F403
from test_score_hostile import ask, test_answers_that_an_object_only_inherits_are_no_answers, test_what_is_no_sheet_is_refused_in_words  # noqa: F401
from test_score_hostile import test_a_value_that_cannot_be_shown_is_refused_at_its_place_and_briefly  # noqa: F401
from test_score_levels import *  # noqa: F403

SCRIPT = test_score.SCRIPT = ROOT / "overrides/assets/score.js"


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        yield playwright.chromium.connect_over_cdp(os.environ["MUTATION_BROWSER"])


@pytest.fixture
def page(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def score(page, guide):
    """As the page has it: the scorer with the guide's model put in."""
    page.add_script_tag(content=f"{SCRIPT.read_text(encoding='utf-8')}\nconst rule = selfCheck; window.selfCheck = {{ score: (sheet) => rule.score({json.dumps(guide.scorer_model())}, sheet) }};")
    return lambda *sheets: page.evaluate("sheets => sheets.map((sheet) => selfCheck.score(sheet))", list(sheets))


def test_scoring_leaves_the_page_and_the_sheet_alone():
    """Left out: a page that was never loaded has no storage to look at."""
