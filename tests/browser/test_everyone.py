"""The pages by keyboard, enlarged, spaced out, in a reader's own colors, from right to left."""

import re

import pytest
from playwright.sync_api import expect

from axe import axe
from frames import elsewhere
from html_page import makes_of, pages_of
from tools import EVERYTHING, also
from walk import READERS, Walk, reader

MENU, SEARCH = ".top [popovertarget]", '[data-action="search"]'
# Whether the page needs no scrolling sideways, and cuts no text off.
FITS = """() => {
    const bottom = (one) => one.getBoundingClientRect().bottom;
    const cuts = (one) => one.matches(":not(svg)") && /hidden|clip/.test(getComputedStyle(one).overflowY);
    const texts = (one) => [...one.querySelectorAll("p, h1, h2, li")];
    const cut = (one) => texts(one).some((text) => bottom(text) > bottom(one) + 1);
    const all = [...document.querySelectorAll("body *")];
    return document.documentElement.scrollWidth <= innerWidth
        && !all.some((one) => one.checkVisibility() && cuts(one) && cut(one));
}"""


FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    one.dataset.seen = (Number(one.dataset.seen) || 0) + 1;
    const {left, right} = one.getBoundingClientRect();
    const line = (part) => part.closest("label, li");
    const shown = [...one.getClientRects()].filter((part) => part.width && part.height).some((part) => {
        const top = document.elementFromPoint(part.left + part.width / 2, part.top + part.height / 2);
        return top && (one.contains(top) || top.contains(one) || line(top) === line(one));
    });
    return {name: one.textContent.trim().slice(0, 40) || one.tagName, seen: Number(one.dataset.seen),
        left, right, shown, place: [...document.querySelectorAll("*")].indexOf(one)};
}"""


@pytest.mark.parametrize("width", [320, 1366])
def test_tab_walks_in_reading_order_and_what_takes_focus_is_never_hidden(page, url, guide, width):
    page.set_viewport_size({"width": width, "height": 640})
    for address in makes_of(guide):
        page.goto(f"{url}/{address}")
        before, walked = -1, []
        while True:
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            if focus is None or focus["seen"] > 1:
                break
            walked.append(focus["name"])
            told = f"{address}: {focus['name']}"
            assert focus["left"] >= 0 and focus["right"] <= width + 1, f"{told} is off the screen"
            assert focus["shown"], f"{told} is covered"
            assert focus["place"] > before, f"{told} comes out of order"
            before = focus["place"]
        # Behind a link that skips to the text, and one to help.
        assert guide.words.shell.exit in walked[:3], address


EXIT_ON_TOP = """() => {
    const {x, y, width, height} = document.querySelector('[data-action="exit"]').getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2).dataset.action === "exit";
}"""
# Whether, in a dialog, what was found stands in sight with the field; and how much the bar at the foot takes.
IN_SIGHT = """() => {
    const [dialog, ...parts] = ["#search", "#query", "[data-search-results] a"].map((one) =>
        document.querySelector(one).getBoundingClientRect());
    return parts.every(({top, bottom}) => top >= dialog.top && top + 24 <= Math.min(bottom, dialog.bottom));
}"""
BAR = "document.querySelector('.quick').offsetHeight / innerHeight"
MOST_OF_BAR = 0.3
# 1280 by 720 pixels at 400 % leave 320 by 180.
WINDOWS = [(320, 180, "light"), (1366, 640, "dark"), *also((320, 800, "dark"), (1366, 800, "light"))]


@pytest.mark.parametrize(("width", "height", "scheme"), WINDOWS)
def test_menu_search_theme_and_exit_work_by_keyboard_and_pass_axe(page, url, width, height, scheme):
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{url}/levels/index.html")
    openers = ((MENU, "#menu:popover-open"), (SEARCH, "#search[open]"))
    for opener, opened in openers if page.locator(MENU).is_visible() else openers[1:]:
        page.locator(opener).press("Enter")
        expect(page.locator(opened)).to_be_visible()
        assert page.evaluate(FITS) and page.evaluate(EXIT_ON_TOP) and page.evaluate(BAR) <= MOST_OF_BAR
        axe(page)
        if opener == SEARCH:
            page.keyboard.type("trust")
            page.locator("[data-search-results] a").first.wait_for()
            page.wait_for_function(IN_SIGHT)
            axe(page)
        page.keyboard.press("Escape")
        expect(page.locator(opened)).to_be_hidden()
    if page.locator(MENU).is_visible():
        page.locator(MENU).press("Enter")
    page.locator('[data-action="theme"]').press("Enter")
    expect(page.locator("html[data-scheme]")).to_have_count(1)
    page.keyboard.press("Escape")
    # The answer "no content" leaves the blank page standing.
    there = elsewhere(page, page, status=204)
    page.locator('[data-action="exit"]').focus()
    with page.expect_request(there):
        page.keyboard.press("Enter")
    # An empty page needs no landmark and no heading, only a title and a language.
    axe(page, leave_out=["best-practice"])


IN_MENU = """() => {
    const [menu, here] = ["#menu", "#menu [aria-current]"].map((one) => document.querySelector(one));
    const [all, own] = [menu, here].map((one) => one.getBoundingClientRect());
    return menu.scrollHeight > menu.clientHeight && all.top <= own.top && own.bottom <= all.bottom;
}"""


def test_beside_the_text_a_long_menu_shows_the_page_that_is_open(page, url, guide):
    page.set_viewport_size({"width": 1366, "height": 640})
    for name in (guide.search.apart[0], guide.search.apart[-1], guide.steps[-1].page):
        page.goto(f"{url}/{name.replace('.md', '.html')}")
        page.wait_for_function(IN_MENU)
        assert page.evaluate("scrollY") == 0


def test_search_closes_when_the_focus_leaves_it_and_says_when_it_cannot_be_loaded(page, url, guide):
    page.goto(f"{url}/index.html")
    page.route("**/assets/search.js", lambda route: route.abort())
    page.locator(SEARCH).click()
    expect(page.locator("[data-search-status]")).to_have_text(guide.words.shell.search_failed)
    page.watch.faults.clear()
    page.unroute("**/assets/search.js")
    expect(page.locator("#query")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    expect(page.locator("#search")).to_be_hidden()
    # It tries again the next time.
    page.locator(SEARCH).click()
    page.keyboard.type("trust")
    page.locator("[data-search-results] a").first.wait_for()


SPACED = """p { margin-block-end: 2em !important }
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"""
TWICE = "html { font-size: 225% !important }"
STYLES = [(320, 640, SPACED), (360, 740, TWICE), (320, 180, "p {}")]
STYLES += also((1366, 640, SPACED), (1366, 640, TWICE))


@pytest.mark.parametrize(("width", "height", "style"), STYLES)
def test_spaced_out_doubled_or_at_four_times_the_size_nothing_is_cut_off(
    context_of, url, guide, site, width, height, style
):
    context, _ = context_of(viewport={"width": width, "height": height}, bypass_csp=True)
    page = context.new_page()
    for address in pages_of(site) if EVERYTHING else makes_of(guide):
        page.goto(f"{url}/{address}")
        page.add_style_tag(content=style)
        assert page.evaluate(FITS), address
    for kind in ("level", *also("safety")):
        walk = Walk(page, url, guide)
        page.add_style_tag(content=style)
        for place in walk.screens(*reader(guide, kind)):
            assert page.evaluate(FITS), place


# Headings and titles that are shown with no text below that is shown, too.
BARE = """() => {
    const HEADINGS = "h1, h2, h3, h4, summary, dt, .label";
    const rank = (one) => Number(one.tagName.match(/^H(\\d)$/)?.[1] ?? 5);
    const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    const bare = [];
    let above = null;
    while (texts.nextNode()) {
        const {data, parentElement} = texts.currentNode, heading = parentElement.closest(HEADINGS);
        if (!data.trim() || !parentElement.checkVisibility() || (above && heading === above)) continue;
        if (above && heading && rank(heading) <= rank(above)) bare.push(above.textContent);
        above = heading;
    }
    return above ? [...bare, above.textContent] : bare;
}"""


@pytest.mark.parametrize("kind", READERS)
def test_a_result_prints_no_heading_without_its_text(page, url, guide, kind):
    walk = Walk(page, url, guide)
    walk.take(*reader(guide, kind, guide.levels[-1].id))
    page.emulate_media(media="print")
    assert page.evaluate(BARE) == []
    # Nor where a reader has closed what can be closed.
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = false))")
    assert page.evaluate(BARE) == []


def test_no_page_prints_a_heading_without_its_text(page, url, guide, site):
    page.emulate_media(media="print")
    for address in pages_of(site) if EVERYTHING else [*makes_of(guide), "questions/index.html"]:
        page.goto(f"{url}/{address}")
        assert page.evaluate(BARE) == [], address


# Whatever covers others and has a ground that lets them through.
CLEAR = """() => ["#menu", "#search", ".quick"].filter((selector) =>
    /^rgba\\(.*, 0\\)$/.test(getComputedStyle(document.querySelector(selector)).backgroundColor))"""
PRIMARY = """() => { const made = document.body.appendChild(document.createElement("button"));
    made.className = "primary";
    const { color, backgroundColor } = getComputedStyle(made); return [color, backgroundColor] }"""


def test_where_light_dark_is_not_known_nothing_is_see_through(page, url, site):
    source = (site / "index.html").read_text(encoding="utf-8")
    older = re.sub(r"<meta http-equiv[^>]*>", "", source).replace("light-dark(", "not-known(")
    assert older.count("not-known(") > 2
    page.route(f"{url}/index.html", lambda route: route.fulfill(body=older, content_type="text/html"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{url}/index.html")
        assert page.evaluate(CLEAR) == []
        assert len(set(page.evaluate(PRIMARY))) == 2


def test_in_forced_colors_ring_current_page_and_chosen_answer_stand_out(page, url, guide):
    page.set_viewport_size({"width": 1366, "height": 800})
    page.emulate_media(forced_colors="active")
    page.goto(f"{url}/{guide.levels[1].page.replace('.md', '.html')}")
    stroke = "one => [getComputedStyle(one).stroke, getComputedStyle(one).strokeWidth]"
    lit, other = page.locator(".head .lit"), page.locator(".head circle:not(.lit)").first
    assert all(one != another for one, another in zip(lit.evaluate(stroke), other.evaluate(stroke)))
    outline = "one => getComputedStyle(one).outlineStyle"
    assert page.locator("#menu [aria-current]").evaluate(outline) == "solid"
    page.goto(f"{url}/self-check.html")
    first = page.locator("form label:visible").first
    first.locator("input").check()
    expect(first.locator("input")).to_be_checked()
    assert first.evaluate(outline) == "solid"
