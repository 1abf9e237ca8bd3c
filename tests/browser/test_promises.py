"""What the guide promises on every page: a strict policy, no request elsewhere, nothing stored, an exit."""

import base64
import hashlib
import re
from html import unescape
from threading import Event

import pytest
from playwright.sync_api import expect

from axe import axe
from copies import ROOT, build
from frames import PAGE as FRAMED
from frames import elsewhere, frame_of, leave_by_click, leave_by_shift
from guide.pages.assets import Assets
from html_page import PACKED, makes_of, pages_of, unlike
from serving import serving
from tools import EVERYTHING, also


@pytest.fixture(scope="module")
def pages(site):
    return pages_of(site)


def test_every_page_has_the_exit_a_strict_policy_and_only_what_it_lists(pages):
    written = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
    policies = {address: unescape(written.search(page.source)[1]) for address, page in pages.items()}
    assets, used = Assets(ROOT / "overrides/components"), set()
    for address, page in pages.items():
        policy = policies[address]
        assert policy.startswith("default-src 'none'; ") and "unsafe-" not in policy, address
        assert "base-uri 'none'" in policy and "form-action 'none'" in policy, address
        assert not re.search("<(script|style)", page.source.partition("Content-Security-Policy")[0]), address
        kind = {"self-check.html": "self_check", FRAMED: "frame", "get-help.html": "help"}.get(address)
        folders = {"help/": "place", "groups/cards-": "cards", "groups/": "groups"}
        starts = (folders[start] for start in folders if address.startswith(start))
        kind = kind or ("reading" if address == "groups/lead.html" else next(starts, "reading"))
        scripts = [assets.scripts[one] for one in (kind, *["not_found"] * (address == "404.html"))]
        # What a search engine reads is no script, and no browser asks the policy about it.
        held = re.findall(
            r"<(?:script|style)\b(?! type=.application/ld).*?</(?:script|style)>",
            PACKED.sub("", page.source),
            re.S,
        )
        wanted = [f"<style>{assets.styles[kind]}</style>", *(f"<script>{one}</script>" for one in scripts)]
        assert sorted(held) == sorted(wanted), address
        digests = [hashlib.sha256(text.encode()).digest() for text in (assets.styles[kind], *scripts)]
        hashes = {f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}
        # It allows what stands there and nothing else, and so does what hosts send with it.
        assert hashes == {*re.findall(r"'sha256-[^']*'", policy)}, address
        assert all(one in assets.sent["frame" if address == FRAMED else "guide"] for one in hashes), address
        used |= hashes
        names = {name for _, attributes in page.elements for name in attributes}
        assert [name for name in names if name == "style" or name.startswith("on")] == [], address
        (exit_,) = (one for one in page.elements_with("data-action") if one["data-action"] == "exit")
        assert exit_["href"].startswith("https://") and exit_["target"] == "_top", address
        assert "noreferrer" in exit_["rel"], address
    guide, frame = ({*re.findall(r"'sha256-[^']*'", assets.sent[one])} for one in ("guide", "frame"))
    # Hosts allow nothing for pages of the guide that only a frame needs, and nothing that no page holds.
    assert guide < frame == used


# What a page can keep, or have a browser fill in before it is asked for, and how wide it is.
KEPT = """() => [localStorage.length, sessionStorage.length, document.cookie.length,
    document.querySelectorAll("form:not([data-module]), input:not([type=radio])").length,
    document.documentElement.scrollWidth]"""
# The others are as alike to these as two schemes and two widths can be.
WINDOWS = [(320, "light"), (1366, "dark"), *also((320, "dark"), (1366, "light"), (768, "light"))]


@pytest.mark.parametrize(("width", "scheme"), WINDOWS)
def test_a_page_is_one_request_keeps_nothing_and_passes_axe(context_of, url, pages, guide, width, scheme):
    """All that holds of every page as it opens, in one walk; its context hears what the browser says."""
    context, watch = context_of(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page, makes = context.new_page(), makes_of(guide)
    for address in pages if EVERYTHING else unlike(pages) if width == 320 else makes:
        watch.requests.clear()
        page.goto(f"{url}/{address}")
        *kept, wide = page.evaluate(KEPT)
        assert not any(kept) and wide <= width, address
        # Pages in folders are made alike.
        if EVERYTHING or address in makes or "/" not in address:
            axe(page)
        # By now, a page would have fetched what it fetches late.
        assert [one for one in watch.requests if not one.startswith("data:")] == [f"{url}/{address}"]


def test_the_exit_leaves_even_where_blanking_fails(page, url):
    for broken in ("document.body, 'textContent'", "document, 'title'", "window, 'dispatchEvent'"):
        page.goto(f"{url}/self-check.html")
        there = elsewhere(page, page)
        fails = "{get() { throw Error() }, set() { throw Error() }}"
        page.evaluate(f"Object.defineProperty({broken}, {fails}), 0")
        page.locator("#exit").click()
        page.wait_for_url(there)
    # The page tells what failed to whoever looks after it.
    page.watch.faults.clear()


@pytest.mark.parametrize("address", ["get-help.html", "self-check.html"])
def test_back_does_not_return_after_the_exit_from_places_in_a_page(page, url, address):
    for one in ("index.html", address):
        page.goto(f"{url}/{one}")
    there = elsewhere(page, page)
    page.evaluate("document.querySelectorAll('.contents details').forEach((one) => (one.open = true))")
    places = page.locator('a[href^="#"]:visible').all()
    assert places
    # A place can be opened in a tab of its own, too.
    with page.context.expect_page() as tab:
        places[-1].evaluate(
            "one => one.dispatchEvent(new MouseEvent('click', {bubbles: true, ctrlKey: true}))"
        )
    tab.value.wait_for_url("**#*")
    assert "#" not in page.url
    for place in places[:4]:
        # By keyboard, since some of them show only then.
        place.press("Enter")
        page.wait_for_function("place => location.hash === place", arg=place.get_attribute("href"))
    leave_by_click(page, page)
    page.wait_for_url(there)
    page.go_back()
    page.wait_for_url(f"{url}/index.html")


def test_three_shifts_count_only_by_themselves(page, url):
    page.goto(f"{url}/index.html")
    for held in ("Control", "Alt", "Meta"):
        page.keyboard.down(held)
        leave_by_shift(page, page)
        page.keyboard.up(held)
    typing = "Shift Shift a Shift Shift Shift+B Shift Shift+Tab Shift+Tab Shift+Tab"
    for key in typing.split():
        page.keyboard.press(key)
    page.evaluate(
        "window.moved = 0; ['click', 'wheel'].forEach((one) => addEventListener(one, () => moved++))"
    )
    for step, move in enumerate([page.mouse.click, page.mouse.wheel] * 3):
        page.keyboard.down("Shift")
        move(1, 300)
        page.wait_for_function("(step) => moved > step", arg=step)
        page.keyboard.up("Shift")
    page.locator('[data-action="search"]').click()
    expect(page.locator("#query")).to_be_focused()
    leave_by_shift(page, page)
    # Whatever leaves does so at once.
    expect(page.locator("h1")).to_be_visible()
    assert page.title() and page.url == f"{url}/index.html"


def test_the_exit_shows_each_press_of_shift_that_counts_and_for_how_long(page, url):
    page.goto(f"{url}/index.html")
    for presses in ("1", "2"):
        page.keyboard.press("Shift")
        expect(page.locator("#exit")).to_have_attribute("data-presses", presses)
    expect(page.locator("#exit")).to_have_attribute("data-presses", "0")


def test_shift_once_more_leaves_where_the_third_came_before_the_exit_was_there(page, url):
    page.goto(f"{url}/index.html")
    there = elsewhere(page, page)
    link = "document.querySelector('#exit')"
    page.evaluate(f"window.link = {link}, window.place = link.parentElement, link.remove()")
    leave_by_shift(page, page)
    page.evaluate("place.append(link)")
    page.keyboard.press("Shift")
    page.wait_for_url(there)


@pytest.mark.parametrize(
    "leave", [lambda page, _: page.locator("#exit").dispatch_event("click"), leave_by_shift]
)
def test_an_exit_before_the_page_is_whole_leaves_and_the_rest_never_comes(page, site, guide, leave):
    source, rest, over = (site / "intimacy.html").read_bytes(), Event(), Event()
    middle = source.index(b"</h1>")

    def parts():
        try:
            yield source[:middle]
            rest.wait(30)
            yield source[middle:]
        finally:
            over.set()

    with serving(lambda request: (200, {"Content-Type": "text/html"}, parts())) as slow:
        page.watch.allowed.append(slow)
        page.goto(slow, wait_until="commit")
        page.locator("h1").wait_for()
        # The answer "no content" leaves the blank page standing.
        there = elsewhere(page, page, status=204)
        with page.expect_request(there):
            leave(page, page)
        rest.set()
        over.wait(30)
        page.wait_for_function("document.readyState === 'complete'")
        assert page.evaluate("document.body.innerText") == guide.words.shell.exit


# A message arrives once everything that was asked for the frame is done.
# The page may not have come as far as its own exit by then.
FIRST_FRAME = """requestAnimationFrame(() => {
    const root = document.documentElement;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
        root.dataset.first = getComputedStyle(root).colorScheme;
        if (location.pathname.endsWith("self-check.html")) return;
        root.insertAdjacentHTML("afterbegin", '<a data-action="exit" href="#left">');
        for (let i = 0; i < 3; i++) dispatchEvent(new KeyboardEvent("keyup", { key: "Shift" }));
    };
    port2.postMessage(null);
})"""


def test_from_the_first_frame_on_a_remembered_theme_shows_and_the_exit_leaves(page, url):
    page.goto(f"{url}/index.html")
    page.evaluate("sessionStorage.setItem('scheme', 'dark')")
    page.add_init_script(FIRST_FRAME)
    for address in ("self-check.html", "intimacy.html"):
        # The exit may stop the page before all of it is there.
        page.goto(f"{url}/{address}", wait_until="commit")
        expect(page.locator("html")).to_have_attribute("data-first", "dark")
    # What was stopped never counts as loaded.
    expect(page).to_have_url(f"{url}/intimacy.html#left")


def test_a_phone_shows_at_once_all_ways_in_and_whom_closeness_is_not_for(page, url, guide):
    overviews = ["intimacy.md", "when-it-is-hard.md", "levels/index.md", "reclaim/index.md"]
    close = [*overviews, *(entry.page for entry in (*guide.levels, *guide.steps))]
    ways = page.locator(".ways li:nth-child(4):last-child")
    caution = page.locator('.caution a[href*="get-help.html"]').first
    for name, last in (("index.md", ways), *((name, caution) for name in close)):
        page.goto(f"{url}/{name.replace('.md', '.html')}")
        box = last.bounding_box()
        assert box["y"] + box["height"] <= page.locator(".quick").bounding_box()["y"], name


WIDEST = """() => Math.max(...[...document.querySelectorAll("form, table, fieldset")]
    .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().right))"""


def test_without_javascript_every_page_serves_and_shows_no_button_in_vain(context_of, url, pages, host):
    context, watch = context_of(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    for address in pages if EVERYTHING else unlike(pages):
        page.goto(f"{url}/{address}")
        expect(page.locator('article h1:visible, [data-action="exit"]:visible')).to_have_count(2)
        expect(page.locator("button[data-action]:visible")).to_have_count(0)
        if address in ("self-check.html", FRAMED):
            assert page.evaluate(WIDEST) <= 320, "the worksheet scrolls sideways"
            expect(page.locator("[data-worksheet]:visible")).to_have_count(1)
            expect(page.locator("[data-statement]:not(:visible)")).to_have_count(0)
    page.goto(f"{url}/index.html")
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()
    page.locator(".top [popovertarget]").click()
    expect(page.locator("button:visible")).to_have_count(2)  # One opens the menu, one closes it.
    menu.get_by_role("link").nth(1).click()
    page.wait_for_url(lambda address: address != f"{url}/index.html")
    # In a frame of another site, the exit is a plain link out of it.
    page.watch, watch.allowed = watch, [*watch.allowed, host.url]
    page.goto(host.put("/", host.frame()))
    there = elsewhere(page, frame_of(page))
    leave_by_click(page, frame_of(page))
    page.wait_for_url(there)


def test_search_names_pages_and_sections_and_says_when_a_word_has_no_page(page, url, guide):
    word, address = guide.levels[-1].name.split()[-1], guide.levels[0].page.replace(".md", ".html")
    page.goto(f"{url}/{address}")
    page.watch.requests.clear()
    page.locator('[data-action="search"]').click()
    hits, status = page.locator("[data-search-results] a"), page.locator("[data-search-status]")
    page.keyboard.type(word)
    hits.first.wait_for()
    alone, said = hits.all_text_contents(), status.text_content()
    page.locator("#query").fill("qqqq")
    expect(hits).to_have_count(len(guide.search.always))
    expect(status).not_to_be_empty()
    expect(status).not_to_have_text(said)
    page.locator("#query").fill(f"qqqq {word}")
    expect(hits).to_have_text(alone)
    page.locator("#query").fill(guide.steps[0].name)
    expect(hits.first).to_have_text(guide.steps[0].name)
    assert page.watch.requests == [f"{url}/assets/search.js"]


@pytest.mark.parametrize("folder", ["", "levels", "reclaim"])
def test_where_a_folder_is_shown_without_its_slash_the_links_still_lead_on(page, url, site, folder):
    index = site / folder / "index.html"
    address = f"{url}/{folder}".rstrip("/")
    page.route(lambda asked: asked.startswith(f"{address}?"), lambda route: route.fulfill(path=index))
    page.goto(f"{address}?a=b#text")
    page.wait_for_url(f"{address}/?a=b#text")
    page.locator("article").get_by_role("link").first.click()
    page.wait_for_url(lambda there: there.startswith(f"{url}/") and there != f"{address}/?a=b#text")
    expect(page.locator("#menu")).to_have_count(1)
    page.go_back()
    page.wait_for_url(f"{address}/?a=b#text")


def test_a_page_that_is_not_there_finds_its_way_home_from_any_depth(page, url):
    for missing in ("nothing.html", "levels/nothing.html", "a/b/c/nothing"):
        page.watch.requests.clear()
        assert page.goto(f"{url}/{missing}").status == 404
        assert [one for one in page.watch.requests if not one.startswith("data:")] == [f"{url}/{missing}"]
        page.locator("article [data-home]").click()
        page.wait_for_url(f"{url}/index.html")
    # The browser itself reports the answer 404 for the page that was asked for.
    page.watch.faults[:] = [fault for fault in page.watch.faults if "404" not in fault]


def test_the_site_is_the_same_bytes_when_it_is_built_twice_in_two_places(site, project, tmp_path):
    done = build(tmp_path / "again", project)
    assert done.returncode == 0, done.stdout
    first, again = (
        {path.relative_to(top): path.read_bytes() for path in top.rglob("*") if path.is_file()}
        for top in (site, tmp_path / "again")
    )
    assert first == again
