"""The self-check in a second browser engine, where one is installed: each kind of result, and nothing left behind.

Chromium is where every other test runs, always. Firefox is looked for and named as missing where it is not.
"""

import pytest

import tools
from test_promises import STORED
from walk import READERS, Walk


@pytest.fixture(scope="module")
def firefox(playwright):
    made = playwright.firefox.launch(channel="moz-firefox", executable_path=tools.need("firefox"))
    yield made
    made.close()


@pytest.fixture
def walk(firefox, url, guide):
    page = firefox.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield Walk(page, url, guide)
    page.close()
    assert faults == []


@pytest.mark.parametrize("kind", [*READERS, "safety"])
def test_each_kind_of_result_is_reached_and_nothing_is_kept(walk, guide, kind):
    answers = READERS.get(kind, lambda guide: 1)(guide)
    walk.take(answers, "yes" if kind == "safety" else "no", guide.levels[-1].id)
    assert walk.kind() == kind
    assert walk.page.evaluate(STORED) == [0, 0, 0]
    walk.page.reload()
    assert walk.page.locator("input:checked").count() == 0
