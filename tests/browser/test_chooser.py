"""Get help shows the numbers of a place that is chosen there, and keeps and tells nothing of the choice."""

import pytest
from playwright.sync_api import expect

from guide.pages.templates import tel

SHOWN = "[data-at-place]:visible"


@pytest.fixture
def helps(page, url):
    page.goto(f"{url}/get-help.html")
    return page


def test_a_chosen_place_brings_numbers_that_call_and_one_request_that_names_no_place(helps, url, guide):
    for place in (guide.places[0], guide.places[-1]):
        helps.locator("[data-place]").select_option(place.id)
        expect(helps.locator(SHOWN)).to_have_count(1)
        calls = [tel(line.phone) for line in place.first_lines if line.phone]
        shown = helps.locator(f"{SHOWN} a")
        expect(shown).to_have_count(len(calls) + 1)
        found = shown.evaluate_all("all => all.map((one) => one.getAttribute('href'))")
        assert found == [tel(place.emergency.number), *calls]
        expect(helps.locator(".places > li:visible > a")).to_have_text([place.name])
    assert helps.watch.requests[1:] == [f"{url}/assets/places.js"]
    assert helps.evaluate("localStorage.length + sessionStorage.length + history.length") == 2
    assert helps.url == f"{url}/get-help.html"


def test_the_choice_is_gone_when_the_page_comes_back(helps, guide):
    helps.locator("[data-place]").select_option(guide.places[0].id)
    expect(helps.locator(SHOWN)).to_have_count(1)
    helps.reload()
    expect(helps.locator("[data-place]")).to_have_value("")
    helps.locator("[data-place]").select_option(guide.places[0].id)
    helps.locator(".places > li:visible > a").click()
    helps.wait_for_url("**/help/*.html")
    helps.go_back()
    expect(helps.locator("[data-place]")).to_have_value("")
    expect(helps.locator(SHOWN)).to_have_count(0)


def test_where_the_numbers_do_not_come_the_way_to_them_stays_and_they_are_asked_for_again(helps, guide):
    helps.route("**/assets/places.js", lambda route: route.abort())
    first, second = guide.places[:2]
    helps.locator("[data-place]").select_option(first.id)
    expect(helps.locator(".places > li:visible > a")).to_have_text([first.name])
    helps.wait_for_selector("[data-lines]")
    helps.watch.faults.clear()
    helps.unroute("**/assets/places.js")
    helps.locator("[data-place]").select_option(second.id)
    expect(helps.locator(f"{SHOWN} a").first).to_be_visible()


def test_from_disk_the_numbers_come_too(page, site, guide):
    page.goto((site / "get-help.html").as_uri())
    page.locator("[data-place]").select_option(guide.places[0].id)
    expect(page.locator(f"{SHOWN} a").first).to_be_visible()


def test_without_scripts_every_place_is_a_link_and_there_is_nothing_to_choose(context_of, url, guide):
    context, _ = context_of(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/get-help.html")
    expect(page.locator("[data-place]")).to_be_hidden()
    expect(page.locator(".places > li > a:visible")).to_have_text([place.name for place in guide.places])
