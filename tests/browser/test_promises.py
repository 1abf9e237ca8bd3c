"""What the guide promises on every page: a strict policy, no request elsewhere, nothing stored, an exit, any
server."""

import base64
import hashlib
import re

import pytest
from playwright.sync_api import expect

from axe import axe
from copies import build
from frames import PAGE as FRAMED
from frames import leave_by_click, leave_by_shift
from html_page import makes_of, pages_of
from tools import EVERYTHING, also


@pytest.fixture(scope="module")
def pages(site):
    return pages_of(site)


@pytest.fixture(scope="module")
def makes(guide):
    return makes_of(guide)


def policy_of(page):
    return re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page.source)[1].replace(
        "&#39;", "'"
    )


def test_every_page_has_its_strict_policy_and_holds_only_what_it_lists(pages):
    used = set()
    for address, page in pages.items():
        policy = policy_of(page)
        assert policy == policy_of(pages[address if address == FRAMED else "index.html"]), address
        assert policy.startswith("default-src 'none'; ") and "unsafe-" not in policy, address
        assert "base-uri 'none'" in policy and "form-action 'none'" in policy, address
        assert page.source.index("Content-Security-Policy") < min(
            page.source.index(f"<{tag}") for tag in ("script", "style")
        ), address
        inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page.source, re.S)
        hashes = {
            f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}" for text in inline
        }
        assert [one for one in hashes if f"'{one}'" not in policy] == [], address
        used |= hashes
        for tag, attributes in page.elements:
            assert not [name for name in attributes if name == "style" or name.startswith("on")], (
                f"{address}: {tag} {attributes}"
            )
    guide, frame = (
        set(re.findall(r"'(sha256-[^']*)'", policy_of(pages[address]))) for address in ("index.html", FRAMED)
    )
    # A page of the guide allows nothing that only a frame needs, and nobody allows what no page holds.
    assert guide < frame == used


# What a page can keep, read at once.
KEPT = """() => [localStorage.length, sessionStorage.length, document.cookie.length,
    document.documentElement.scrollWidth]"""
# A phone as narrow as they come, and a screen; the others are as alike to these as two schemes and two
# widths can be.
WINDOWS = [(320, "light"), (1366, "dark"), *also((320, "dark"), (1366, "light"), (768, "light"))]


@pytest.mark.parametrize(("width", "scheme"), WINDOWS)
def test_a_page_is_one_request_keeps_nothing_fits_and_passes_axe(
    context_of, url, pages, makes, width, scheme
):
    """All that holds of every page as it opens, in one walk; its context hears what the browser has to
    say."""
    context, watch = context_of(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    for address in pages:
        watch.requests.clear()
        page.goto(f"{url}/{address}")
        *kept, wide = page.evaluate(KEPT)
        assert kept == [0, 0, 0] and wide <= width, address
        if width == 320 or EVERYTHING or address in makes:
            axe(page)
        # By now, a page would have fetched what it fetches late.
        assert [one for one in watch.requests if not one.startswith("data:")] == [f"{url}/{address}"]


def test_the_exit_is_a_plain_link_on_every_page(pages):
    for address, page in pages.items():
        exits = [one for one in page.elements_with("data-action") if one["data-action"] == "exit"]
        assert (
            len(exits) == 1 and exits[0]["href"].startswith("https://") and "noreferrer" in exits[0]["rel"]
        ), address


@pytest.fixture
def opened(context_of, url):
    """Open a page of the guide after its home page, in a tab where the exit leads to a stand-in; gives the
    tab and the exit's address."""

    def open_(address):
        context, watch = context_of()
        page = context.new_page()
        page.watch = watch
        page.goto(f"{url}/index.html")
        page.goto(f"{url}/{address}")
        elsewhere = page.locator('[data-action="exit"]').get_attribute("href")
        watch.allowed.append(elsewhere)
        context.route(
            elsewhere, lambda route: route.fulfill(body="<title>elsewhere</title>", content_type="text/html")
        )
        return page, elsewhere

    return open_


BROKEN = ["document.body, 'textContent'", "document, 'title'", "window, 'dispatchEvent'"]


@pytest.mark.parametrize("broken", BROKEN)
def test_the_exit_leaves_even_where_blanking_fails(opened, broken):
    page, elsewhere = opened("self-check.html")
    page.evaluate(
        f"Object.defineProperty({broken}, {{get() {{ throw Error() }}, set() {{ throw Error() }}}}), 0"
    )
    page.locator("#exit").click()
    page.wait_for_url(elsewhere)
    # The page tells what failed to whoever looks after it.
    page.watch.faults.clear()


@pytest.mark.parametrize("address", ["get-help.html", "self-check.html"])
def test_back_does_not_return_after_the_exit_from_places_in_a_page(opened, url, address):
    page, elsewhere = opened(address)
    page.evaluate(
        "document.querySelectorAll('.contents details').forEach((details) => (details.open = true))"
    )
    places = page.locator('a[href^="#"]:visible').all()
    assert len(places) > 1
    for place in places[:4]:
        # By keyboard, since some of them show only then.
        place.press("Enter")
        page.wait_for_function("place => location.hash === place", arg=place.get_attribute("href"))
    leave_by_click(page, page)
    page.wait_for_url(elsewhere)
    page.go_back()
    page.wait_for_url(f"{url}/index.html")


def test_a_place_in_a_page_can_be_opened_in_a_tab_of_its_own(opened):
    page, _ = opened("get-help.html")
    with page.context.expect_page() as tab:
        page.locator('.contents a[href^="#"]').last.evaluate(
            "one => one.dispatchEvent(new MouseEvent('click', {bubbles: true, ctrlKey: true}))"
        )
    assert "#" in tab.value.url and "#" not in page.url


def shift_with(*between):
    return lambda page: [page.keyboard.press(key) for key in between]


def shift_held_while(held):
    def press(page):
        page.keyboard.down(held)
        leave_by_shift(page, page)
        page.keyboard.up(held)

    return press


def shift_with_the_mouse(page):
    page.evaluate(
        "window.moved = 0, addEventListener('click', () => moved++), addEventListener('wheel', () => moved++)"
    )
    for step, move in enumerate([page.mouse.click, page.mouse.wheel] * 3):
        page.keyboard.down("Shift")
        move(1, 300)
        page.wait_for_function("(step) => moved > step", arg=step)
        page.keyboard.up("Shift")


OTHER_SHIFTS = {
    "typing": shift_with("Shift", "Shift", "a", "Shift", "Shift", "Shift+B", "Shift"),
    "Shift and Tab": shift_with(*["Shift+Tab"] * 3),
    **{f"a shortcut with {held}": shift_held_while(held) for held in ("Control", "Alt", "Meta")},
    "a click or a wheel": shift_with_the_mouse,
}


@pytest.mark.parametrize("what", OTHER_SHIFTS)
def test_three_shifts_count_only_by_themselves(page, url, what):
    page.goto(f"{url}/index.html")
    OTHER_SHIFTS[what](page)
    # Whatever leaves does so at once.
    expect(page.locator("h1")).to_be_visible()
    assert page.title() and page.url == f"{url}/index.html"


def test_shift_once_more_leaves_where_the_third_came_before_the_exit_was_there(opened):
    page, elsewhere = opened("index.html")
    page.evaluate(
        "window.link = document.querySelector('#exit'), window.place = link.parentElement, link.remove()"
    )
    leave_by_shift(page, page)
    page.evaluate("place.append(link)")
    page.keyboard.press("Shift")
    page.wait_for_url(elsewhere)


def test_a_page_that_suggests_closeness_says_at_once_whom_it_is_not_for(page, url, guide):
    overviews = ["intimacy.md", "when-it-is-hard.md", "levels/index.md", "reclaim/index.md"]
    for name in [*overviews, *(entry.page for entry in (*guide.levels, *guide.steps))]:
        page.goto(f"{url}/{name.replace('.md', '.html')}")
        bar = page.locator(".quick").bounding_box()["y"]
        links = page.locator('.caution a[href*="get-help.html"]')
        assert links.all(), f"{name} has no caution that leads to get-help.md"
        way_out = links.first.bounding_box()
        assert way_out["y"] + way_out["height"] <= bar, name


def test_a_phone_shows_all_four_ways_into_the_guide_on_its_first_screen(page, url):
    page.goto(f"{url}/index.html")
    bar = page.locator(".quick").bounding_box()["y"]
    ways = page.locator(".ways li")
    expect(ways).to_have_count(4)
    assert all(way.bounding_box()["y"] + way.bounding_box()["height"] <= bar for way in ways.all())


def test_without_javascript_every_page_serves_and_shows_no_button_in_vain(context_of, url, pages):
    context, _ = context_of(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    for address in pages:
        page.goto(f"{url}/{address}")
        expect(page.locator('article h1:visible, [data-action="exit"]:visible')).to_have_count(2)
        expect(page.locator("button[data-action]:visible")).to_have_count(0)
    page.goto(f"{url}/index.html")
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()
    page.locator(".top [popovertarget]").click()
    expect(page.locator("button:visible")).to_have_count(2)  # One opens the menu, one closes it.
    menu.get_by_role("link").nth(1).click()
    page.wait_for_url(lambda address: address != f"{url}/index.html")


@pytest.mark.parametrize("folder", ["", "levels", "reclaim"])
def test_where_a_folder_is_shown_without_its_slash_the_links_still_lead_on(page, url, site, folder):
    index = site / folder / "index.html"
    address = f"{url}/{folder}".rstrip("/")
    page.route(
        lambda asked: asked.startswith(f"{address}?"),
        lambda route: route.fulfill(body=index.read_bytes(), content_type="text/html"),
    )
    page.goto(f"{address}?a=b#text")
    page.wait_for_url(f"{address}/?a=b#text")
    page.locator("article").get_by_role("link").first.click()
    page.wait_for_url(lambda there: there.startswith(f"{url}/") and there != f"{address}/?a=b#text")
    expect(page.locator("#menu")).to_have_count(1)
    page.go_back()
    page.wait_for_url(f"{address}/?a=b#text")


def test_before_search_is_asked_for_a_page_has_no_field_for_a_browser_to_fill_in(page, url, guide):
    fields = "document.querySelectorAll('form, input').length"
    for address in ("index.html", guide.levels[0].page.replace(".md", ".html")):
        page.goto(f"{url}/{address}")
        assert page.evaluate(fields) == 0
        found = set()
        for _ in range(2):
            page.locator('[data-action="search"]').click()
            expect(page.locator("#query")).to_be_visible()
            found.add(page.evaluate(fields))
            page.keyboard.press("Escape")
            expect(page.locator("#search")).to_be_hidden()
        assert len(found) == 1


def test_a_word_without_a_page_does_not_empty_the_list_and_alone_says_so(page, url, guide):
    word = guide.levels[-1].name.split()[-1]
    page.goto(f"{url}/index.html")
    page.watch.requests.clear()
    page.locator('[data-action="search"]').click()
    hits = page.locator("[data-search-results] a")
    page.keyboard.type(word)
    hits.first.wait_for()
    alone = hits.all_text_contents()
    said = page.locator("[data-search-status]").text_content()
    page.locator("#query").fill("qqqq")
    expect(hits).to_have_count(0)
    expect(page.locator("[data-search-status]")).not_to_be_empty()
    expect(page.locator("[data-search-status]")).not_to_have_text(said)
    page.locator("#query").fill(f"qqqq {word}")
    expect(hits).to_have_text(alone)
    assert page.watch.requests == [f"{url}/assets/search.js"]


# A message arrives once everything that was asked for the frame is done.
AFTER_FIRST_FRAME = """requestAnimationFrame(() => {
    const root = document.documentElement;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { %s };
    port2.postMessage(null);
})"""


def test_a_remembered_theme_is_there_in_the_first_frame_so_that_nothing_flashes(context_of, url):
    context, _ = context_of(color_scheme="light")
    page = context.new_page()
    page.goto(f"{url}/index.html")
    page.evaluate("sessionStorage.setItem('scheme', 'dark')")
    page.add_init_script(AFTER_FIRST_FRAME % "root.dataset.inFirstFrame = getComputedStyle(root).colorScheme")
    for address in ("intimacy.html", "self-check.html"):
        page.goto(f"{url}/{address}")
        assert page.locator("html[data-in-first-frame]").get_attribute("data-in-first-frame") == "dark", (
            address
        )


def test_the_exit_leaves_from_the_first_frame_on(context_of, url):
    context, _ = context_of()
    page = context.new_page()
    # The page may not have come as far as its own exit by then.
    page.add_init_script(
        AFTER_FIRST_FRAME
        % """
        document.documentElement.insertAdjacentHTML("afterbegin", '<a data-action="exit" href="#left">');
        for (let i = 0; i < 3; i++) dispatchEvent(new KeyboardEvent("keyup", { key: "Shift" }));
    """
    )
    page.goto(f"{url}/intimacy.html")
    page.wait_for_url(f"{url}/intimacy.html#left")


@pytest.mark.parametrize("width", [320, 390])
def test_without_javascript_the_worksheet_does_not_scroll_sideways(context_of, url, width):
    context, _ = context_of(java_script_enabled=False, viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto(f"{url}/self-check.html")
    widest = max(
        box["x"] + box["width"]
        for one in page.locator("form, table, fieldset:visible").all()
        if (box := one.bounding_box())
    )
    assert widest <= width


@pytest.mark.parametrize("missing", ["nothing.html", "levels/nothing.html", "a/b/c/nothing"])
def test_a_page_that_is_not_there_finds_its_way_home_from_any_depth(context_of, url, missing):
    context, watch = context_of()
    page = context.new_page()
    assert page.goto(f"{url}/{missing}").status == 404
    # The browser itself reports the answer 404 for the page that was asked for.
    assert [one for one in watch.requests if not one.startswith("data:")] == [f"{url}/{missing}"]
    page.locator("article [data-home]").click()
    page.wait_for_url(f"{url}/index.html")
    watch.faults[:] = [fault for fault in watch.faults if "404" not in fault]


def test_the_site_is_the_same_bytes_when_it_is_built_twice_in_two_places(site, project, tmp_path):
    done = build(tmp_path / "again", project)
    assert done.returncode == 0, done.stdout
    again = {
        path.relative_to(tmp_path / "again"): path.read_bytes()
        for path in (tmp_path / "again").rglob("*")
        if path.is_file()
    }
    assert {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()} == again
