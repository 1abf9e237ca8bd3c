"""The pages by keyboard, enlarged, spaced out, in a reader's own colors, from right to left."""

import re

import pytest
from playwright.sync_api import expect

import copies
from axe import axe
from html_page import makes_of, pages_of
from tools import EVERYTHING, also


@pytest.fixture(scope="module")
def makes(guide):
    return makes_of(guide)


FITS = """() => {
    const bottom = (one) => one.getBoundingClientRect().bottom;
    const cuts = (one) => one.matches(":not(svg)") && /hidden|clip/.test(getComputedStyle(one).overflowY);
    const texts = (one) => [...one.querySelectorAll("p, h1, h2, li")];
    const cut = (one) => texts(one).some((text) => bottom(text) > bottom(one) + 1);
    const all = [...document.querySelectorAll("body *")];
    return document.documentElement.scrollWidth <= innerWidth
        && !all.some((one) => one.checkVisibility() && cuts(one) && cut(one));
}"""


def fits(page):
    """Whether the page needs no scrolling sideways, and cuts no text off."""
    return page.evaluate(FITS)


# ---- By keyboard


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
def test_tab_walks_in_reading_order_and_what_takes_focus_is_never_hidden(context_of, url, makes, width):
    context, _ = context_of(viewport={"width": width, "height": 640})
    page = context.new_page()
    for address in makes:
        page.goto(f"{url}/{address}")
        before, walked = -1, 0
        while True:
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            if focus is None or focus["seen"] > 1:
                break
            walked += 1
            told = f"{address}: {focus['name']}"
            assert focus["left"] >= 0 and focus["right"] <= width + 1, f"{told} is off the screen"
            assert focus["shown"], f"{told} is covered"
            assert focus["place"] > before, f"{told} comes out of order"
            before = focus["place"]
        assert walked > 3, address
        page.reload()
        for key in ("Tab", "Tab", "Enter"):
            page.keyboard.press(key)
        # The second link skips to the exit.
        page.wait_for_url(f"{url}/{address}#exit")


@pytest.mark.parametrize(
    ("opener", "width"),
    [(".top [popovertarget]", 320), ('[data-action="search"]', 320), ('[data-action="search"]', 1366)],
)
def test_the_exit_is_in_reach_while_the_menu_or_the_search_is_open(context_of, url, opener, width):
    context, _ = context_of(viewport={"width": width, "height": 640})
    page = context.new_page()
    page.goto(f"{url}/index.html")
    page.locator(opener).click()
    expect(page.locator("#menu:popover-open, #search[open]")).to_have_count(1)
    on_top = """() => {
      const box = document.querySelector('[data-action="exit"]').getBoundingClientRect();
      return document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2).dataset.action;
    }"""
    assert page.evaluate(on_top) == "exit"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_where_light_dark_is_not_known_nothing_is_see_through(context_of, url, site, scheme):
    context, _ = context_of(color_scheme=scheme, viewport={"width": 390, "height": 844})
    page = context.new_page()
    source = (site / "index.html").read_text(encoding="utf-8")
    older = re.sub(r"<meta http-equiv[^>]*>", "", source).replace("light-dark(", "not-known(")
    assert older.count("not-known(") > 2
    page.route(f"{url}/index.html", lambda route: route.fulfill(body=older, content_type="text/html"))
    page.goto(f"{url}/index.html")
    clear = """() => ["#menu", "#search", ".quick"].filter((selector) =>
        /^rgba\\(.*, 0\\)$/.test(getComputedStyle(document.querySelector(selector)).backgroundColor))"""
    assert page.evaluate(clear) == []
    primary = """() => { const made = document.body.appendChild(document.createElement("button"));
        made.className = "primary";
        const { color, backgroundColor } = getComputedStyle(made); return [color, backgroundColor] }"""
    assert len(set(page.evaluate(primary))) == 2


def test_search_closes_when_the_focus_leaves_it_so_that_it_covers_nothing(page, url):
    page.goto(f"{url}/index.html")
    page.locator('[data-action="search"]').click()
    expect(page.locator("#query")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    expect(page.locator("#search")).to_be_hidden()


def test_in_a_result_found_by_search_the_page_and_its_section_are_named(page, url, guide):
    page.goto(f"{url}/{guide.levels[0].page.replace('.md', '.html')}")
    heading = page.locator("article h2[id]").nth(1).inner_text()
    page.locator('[data-action="search"]').click()
    page.keyboard.type(heading)
    first = page.locator("[data-search-results] li").filter(has=page.locator("span")).first
    expect(first.locator("a")).not_to_be_empty()
    expect(first.locator("span")).not_to_be_empty()


def test_when_search_cannot_be_loaded_it_says_so_and_tries_again_the_next_time(context_of, url, guide):
    context, watch = context_of()
    page = context.new_page()
    page.goto(f"{url}/index.html")
    context.route("**/assets/search.js", lambda route: route.abort())
    page.locator('[data-action="search"]').click()
    expect(page.locator("[data-search-status]")).to_have_text(guide.words.shell.search_failed)
    watch.faults.clear()
    context.unroute("**/assets/search.js")
    page.keyboard.press("Escape")
    page.locator('[data-action="search"]').click()
    page.keyboard.type("trust")
    page.locator("[data-search-results] a").first.wait_for()


# ---- Enlarged and spaced out


SPACED = """p { margin-block-end: 2em !important }
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"""


@pytest.mark.parametrize(
    ("width", "style"), [(320, SPACED), (1366, SPACED), (1366, "html { font-size: 225% !important }")]
)
def test_with_wider_spacing_or_larger_text_nothing_is_cut_off(context_of, url, makes, width, style):
    context, _ = context_of(viewport={"width": width, "height": 640}, bypass_csp=True)
    page = context.new_page()
    for address in makes:
        page.goto(f"{url}/{address}")
        page.add_style_tag(content=style)
        assert fits(page), address


def test_at_400_percent_menu_search_theme_and_exit_open_and_close_by_keyboard(context_of, url):
    # 1280 by 1024 pixels at 400 % leave 320 by 256.
    context, watch = context_of(viewport={"width": 320, "height": 256})
    page = context.new_page()
    page.goto(f"{url}/levels/index.html")
    for opener, opened in ((".top [popovertarget]", "#menu"), ('[data-action="search"]', "#search")):
        page.locator(opener).press("Enter")
        expect(page.locator(opened)).to_be_visible()
        assert fits(page)
        page.keyboard.press("Escape")
        expect(page.locator(opened)).to_be_hidden()
    page.locator(".top [popovertarget]").press("Enter")
    page.locator('[data-action="theme"]').press("Enter")
    expect(page.locator("html[data-scheme]")).to_have_count(1)
    page.keyboard.press("Escape")
    exit_ = page.locator('[data-action="exit"]')
    watch.allowed.append(exit_.get_attribute("href"))
    context.route(exit_.get_attribute("href"), lambda route: route.fulfill(body="elsewhere"))
    exit_.press("Enter")
    page.wait_for_function("document.body.textContent === 'elsewhere'")


# ---- In their own colors


def test_in_forced_colors_ring_current_page_and_chosen_answer_stand_out(context_of, url, guide):
    context, _ = context_of(viewport={"width": 1366, "height": 800}, forced_colors="active")
    page = context.new_page()
    page.goto(f"{url}/{guide.levels[1].page.replace('.md', '.html')}")
    stroke = "one => [getComputedStyle(one).stroke, getComputedStyle(one).strokeWidth]"
    lit, other = page.locator(".head .lit"), page.locator(".head circle:not(.lit)").first
    assert (
        lit.evaluate(stroke)[0] != other.evaluate(stroke)[0]
        and lit.evaluate(stroke)[1] != other.evaluate(stroke)[1]
    )
    outline = "one => getComputedStyle(one).outlineStyle"
    assert page.locator("#menu [aria-current]").evaluate(outline) == "solid"
    page.goto(f"{url}/self-check.html")
    first = page.locator("form label:visible").first
    first.locator("input").check()
    expect(first.locator("input")).to_be_checked()
    assert first.evaluate(outline) == "solid"


# ---- Every state, and from right to left


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), *also((320, "dark"), (1366, "light"), (1366, "dark"))]
)
def test_axe_finds_nothing_with_menu_or_search_open_or_on_the_blank_page(
    context_of, url, guide, width, scheme
):
    context, watch = context_of(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{url}/{guide.levels[0].page.replace('.md', '.html')}")
    if width == 320:
        page.locator(".top [popovertarget]").click()
        axe(page)
        page.keyboard.press("Escape")
    page.locator('[data-action="search"]').click()
    axe(page)
    page.keyboard.type("trust")
    page.locator("[data-search-results] a").first.wait_for()
    axe(page)
    page.keyboard.press("Escape")
    elsewhere = page.locator('[data-action="exit"]').get_attribute("href")
    watch.allowed.append(elsewhere)
    # The answer "no content" leaves the blank page standing.
    context.route(elsewhere, lambda route: route.fulfill(status=204))
    page.evaluate("document.querySelector('[data-action=exit]').click()")
    # An empty page needs no landmark and no heading, only a title and a language.
    axe(page, leave_out=["best-practice"])


@pytest.fixture(scope="module")
def from_right_to_left(tmp_path_factory, server_root, origin):
    """The address of a copy of the guide that is built for a language written from right to left."""
    project = copies.copy(tmp_path_factory.mktemp("rtl"))
    copies.change(project / "mkdocs.yml", "language: en", "language: ar")
    done = copies.build(server_root / "rtl", project)
    assert done.returncode == 0, done.stdout
    return f"{origin}/rtl"


@pytest.mark.parametrize("width", [320, *also(1366)])
def test_from_right_to_left_every_page_fits_passes_axe_and_is_mirrored(
    context_of, from_right_to_left, server_root, makes, width
):
    context, _ = context_of(viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    for address in pages_of(server_root / "rtl") if EVERYTHING else makes:
        page.goto(f"{from_right_to_left}/{address}")
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        assert fits(page), address
        if EVERYTHING and address in makes:
            axe(page)
    page.goto(f"{from_right_to_left}/index.html")
    brand, search = (
        page.locator(".brand").bounding_box(),
        page.locator('[data-action="search"]').bounding_box(),
    )
    assert brand["x"] > search["x"]


def test_without_the_style_the_page_still_reads_from_top_to_bottom(context_of, url, makes):
    context, _ = context_of(bypass_csp=True)
    page = context.new_page()
    for address in makes:
        page.goto(f"{url}/{address}")
        page.evaluate("document.querySelectorAll('style').forEach((one) => one.remove())")
        expect(page.locator('article h1:visible, [data-action="exit"]:visible')).to_have_count(2)
