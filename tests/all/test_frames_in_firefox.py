"""A frame of another site in a second engine: what hosts allow and what the exit may do differ most there."""

import pytest
from playwright.sync_api import expect

import tools
from frames import ACTIVATION_MS, HEARD, LEAST, SANDBOX, InFrame, frame_of, leave_by_shift, limits_hold
from walk import reader


@pytest.fixture
def in_firefox(playwright, host, guide):
    """Open a host's page with a frame of these rights: (the page, a reader in the frame)."""
    # Its driver reaches into a frame of another site only where both share a process.
    shared = {"fission.autostart": False, "fission.webContentIsolationStrategy": 0}
    how = {"channel": "moz-firefox", "executable_path": tools.need("firefox"), "firefox_user_prefs": shared}
    with playwright.firefox.launch(**how) as firefox:

        def open_(sandbox):
            page = firefox.new_page()
            page.goto(host.put("/", HEARD + host.script() + host.frame(sandbox)))
            return page, InFrame(frame_of(page), guide)

        yield open_


def test_in_firefox_the_least_sandbox_brings_a_result_and_an_exit_that_empties_it(in_firefox, host, guide):
    page, walk = in_firefox(LEAST)
    walk.take(*reader(guide, "level"))
    assert walk.kind() == "level" and page.evaluate("heard.length") == 1
    assert limits_hold(page.evaluate("document.querySelector('iframe').style.height"))
    leave_by_shift(page, walk.page)
    expect(walk.page.locator("body")).to_have_text(guide.words.shell.closed)
    assert page.url == f"{host.url}/"


def test_in_firefox_shift_leaves_the_whole_page_even_after_a_long_stillness(in_firefox, host):
    page, walk = in_firefox(SANDBOX)
    there = host.put("/elsewhere", "elsewhere")
    walk.page.locator('[data-action="exit"]').evaluate("(exit, there) => (exit.href = there)", there)
    walk.next()
    page.wait_for_timeout(ACTIVATION_MS)
    leave_by_shift(page, walk.page)
    page.wait_for_url(there)
