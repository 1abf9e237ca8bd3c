"""A frame of another site in a second engine, and in Chromium with its window.

What hosts allow and what the exit may do differ most there.
"""

import pytest
from playwright.sync_api import expect

import frames
import tools
from frames import (
    ACTIVATION_MS,
    HEARD,
    LEAST,
    PAGE,
    SANDBOX,
    InFrame,
    frame_of,
    leave_by_click,
    leave_by_shift,
)
from walk import reader


@pytest.fixture(params=["firefox", "chromium"])
def in_another(request, playwright, host):
    """Open a host's page: (the page, the frame in it, where its exit leads)."""
    how = {"executable_path": tools.need(request.param)}
    if request.param == "firefox":
        # Its driver reaches into a frame of another site only where both share a process.
        shared = {"fission.autostart": False, "fission.webContentIsolationStrategy": 0}
        how |= {"channel": "moz-firefox", "firefox_user_prefs": shared}
    with getattr(playwright, request.param).launch(**how) as browser:

        def open_(body, address=PAGE):
            page = browser.new_page()
            page.goto(host.put("/", HEARD + host.script() + body))
            frame, there = frame_of(page, address), host.put("/elsewhere", "elsewhere")
            frame.locator('[data-action="exit"]').evaluate("(exit, there) => (exit.href = there)", there)
            frame.locator("h1").click()
            return page, frame, there

        yield open_


def test_the_least_sandbox_brings_a_result_and_an_exit_that_empties_it(in_another, host, guide):
    page, frame, _ = in_another(host.frame(LEAST))
    walk = InFrame(frame, guide)
    walk.take(*reader(guide, "level"))
    assert walk.kind() == "level" and page.evaluate("heard.length") == 1
    assert frames.limits_hold(page.evaluate("document.querySelector('iframe').style.height"))
    leave_by_shift(page, frame)
    expect(frame.locator("body")).to_have_text(guide.words.shell.closed)
    assert page.url == f"{host.url}/"


@pytest.mark.parametrize("address", [PAGE, "get-help.html"])
@pytest.mark.parametrize("leave", [leave_by_click, leave_by_shift])
def test_the_exit_of_any_frame_leaves_or_empties_it(in_another, host, guide, address, leave):
    for lets_go, known in frames.FRAMES.items():
        for made in known.values():
            page, frame, there = in_another(made(host, address), address)
            leave(page, frame)
            if lets_go:
                page.wait_for_url(there)
            else:
                expect(frame.locator("body")).to_have_text(guide.words.shell.closed)
            page.close()


@pytest.mark.parametrize("sandbox", [SANDBOX, frames.ON_ACTIVATION, None])
def test_shift_leaves_after_a_long_stillness_or_empties_the_frame(in_another, host, guide, sandbox):
    page, frame, there = in_another(host.frame(sandbox))
    page.wait_for_timeout(ACTIVATION_MS)
    leave_by_shift(page, frame)
    # Without a sandbox, Chromium lets whoever was pressed once go; Firefox wants a press of late.
    in_firefox = page.context.browser.browser_type.name == "firefox"
    if sandbox == SANDBOX or (sandbox is None and not in_firefox):
        page.wait_for_url(there)
    else:
        expect(frame.locator("body")).to_have_text(guide.words.shell.closed)


def test_a_link_to_help_tells_its_address_and_numbers_where_no_frame_lets_go(in_another, host, guide):
    _, frame, _ = in_another(host.frame(LEAST))
    frame.locator(".quick > a").first.click()
    sheet, place = frame.locator(".quick > div"), guide.places[0]
    expect(sheet).to_contain_text(f"{host.guide_url}/get-help.html")
    sheet.locator("select").select_option(place.id)
    expect(sheet.locator(f'[data-at-place="{place.id}"]')).to_contain_text(place.emergency.number)


def test_search_and_menu_work_in_a_frame_without_storage(in_another, host):
    page, frame, _ = in_another(host.frame(LEAST, page="index.html"), "index.html")
    frame.locator('[data-action="search"]').click()
    page.keyboard.type("trust")
    frame.locator("#search li a").first.click()
    frame.wait_for_url(lambda url: url.startswith(host.guide_url) and "index" not in url)
