"""The self-check in a frame of another site: every result, the exit, the height, and hosts that mean harm."""

import itertools
import json
import re

import pytest
from playwright.sync_api import expect

import frames
from axe import axe
from frames import HEARD, LEAST, PAGE, SANDBOX, InFrame, elsewhere, frame_of, leave_by_click, leave_by_shift
from html_page import pages_of
from serving import soon
from tools import EVERYTHING, also
from walk import READERS, is_told_in_a_copy, reader

# One page of each kind: the last ones are made for no frame, but somebody may put them into one.
PAGES = [
    PAGE,
    "self-check.html",
    "levels/index.html",
    "get-help.html",
    "help/usa.html",
    "index.html",
    "404.html",
]
MARKUP = "document.documentElement.outerHTML"


@pytest.fixture
def at_host(page, host):
    """Open a page of the host, after another one of it."""
    page.watch.allowed.append(host.url)

    def open_(body, policy=None):
        page.goto(host.put("/before", "before"))
        page.goto(host.put("/", body, policy))

    return open_


@pytest.fixture
def visit(page, at_host, host, guide):
    """Open a page of the host, and stand in front of the self-check in it."""

    def open_(body=None, sandbox=SANDBOX, query="", width=390, height=844):
        page.set_viewport_size({"width": width, "height": height})
        at_host(body or HEARD + host.script() + host.frame(sandbox, query))
        return InFrame(frame_of(page), guide)

    return open_


def assert_it_stayed(page, host):
    """The host's page is still there; nothing is forgiven but what the browser says about that."""
    page.wait_for_timeout(300)
    assert page.url == f"{host.url}/"
    blocked = re.compile("initiate navigation|Location|Blocked (opening|script)")
    page.watch.faults[:] = [fault for fault in page.watch.faults if not blocked.search(fault)]


def height_given(page):
    """How high the frame may become, once it has been told."""
    given = page.wait_for_function("() => document.querySelector('iframe').style.height").json_value()
    return int(frames.GIVEN.fullmatch(given)[1])


def answer_one(walk):
    walk.next()
    walk.page.locator("[data-statement] input:visible").first.press("Space")
    expect(walk.page.locator("input:checked")).to_have_count(1)


def test_it_is_the_same_self_check_with_the_same_exit_and_each_link_of_it_leaves_it(site):
    pages = pages_of(site)
    page, own = pages[PAGE], pages["self-check.html"].source
    # In the frame alone, numbers stand where scripts do not run.
    shown = re.sub("<noscript>.*?</noscript>\n", "", page.source.replace('href="../', 'href="'), flags=re.S)
    for part in ("<form [^>]*data-module.*?data-worksheet.*?</form>", '<a id="exit".*?</a>'):
        found = re.findall(part, shown, re.S)
        assert found == re.findall(part, own, re.S) != []
    assert ("base", {"target": "_top"}) in page.elements
    assert {one["target"] for one in page.elements_with("target")} == {"_top"}
    assert [link for link in page.links if link.startswith("#")] == []
    assert {"../index.html", "../get-help.html"} <= set(page.links)
    assert "dialog" not in [tag for tag, _ in page.elements] and not page.elements_with("popovertarget")
    # What hosts are told to write lets no script of theirs read it, even on the same server.
    assert {"allow-scripts", "allow-top-navigation"} <= {
        *SANDBOX.split()
    } and "allow-same-origin" not in SANDBOX
    # The self-check in the guide has no link to another site that would have to leave a frame.
    outside = [link for link in pages["self-check.html"].links if link.startswith("http")]
    assert outside == [one["href"] for one in page.elements_with("data-leaving")]
    # Nothing leads into it.
    assert [address for address, page in pages.items() if any("embed/" in link for link in page.links)] == []
    assert "embed/" not in (site / "assets" / "search.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", READERS if EVERYTHING else ["level", "safety"])
@pytest.mark.parametrize("sandbox", [SANDBOX, LEAST], ids=["sandbox", "least"])
def test_the_host_hears_the_same_one_message_whatever_the_result(page, visit, guide, kind, sandbox):
    walk = visit(sandbox=sandbox)
    given = height_given(page)
    heard, visited = page.evaluate("heard"), page.evaluate("history.length")
    walk.take(*reader(guide, kind, guide.levels[-1].id))
    assert walk.kind() == kind
    # A frame that measured itself again would say so now.
    page.set_viewport_size({"width": 320, "height": 700})
    walk.page.evaluate("new Promise((done) => setTimeout(done, 200))")
    assert page.evaluate("heard") == heard and height_given(page) == given
    assert len(heard) == 1 and json.loads(heard[0]).keys() == {"type", "height"}
    assert page.evaluate("[history.length, frames[0].length]") == [visited, 0]


def test_the_frame_is_as_high_as_its_longest_screen_but_not_than_the_window(page, visit, host, guide):
    # A border takes nothing away from what is inside.
    around = "<style>* { box-sizing: border-box } iframe { border: 20px solid }</style>"
    walk = visit(around + host.script() + host.frame(), width=700, height=4500)
    frame, given = page.locator("iframe"), height_given(page)
    for place in walk.screens(1, wanted=guide.levels[0].id):
        if place != "result":
            assert walk.page.evaluate("document.documentElement.scrollHeight <= innerHeight"), place
    assert frame.evaluate("frame => frame.offsetHeight") == given
    page.set_viewport_size({"width": 700, "height": 600})
    page.wait_for_function("document.querySelector('iframe').getBoundingClientRect().height <= 600")


def test_on_every_screen_nothing_scrolls_sideways_and_help_and_exit_stay_in_sight(page, visit, guide):
    walk, left = visit(), guide.levels[1].statements[0].id
    frame, _ = page.locator("iframe"), height_given(page)
    for place in walk.screens(lambda level, side, id_: None if id_ == left else 2):
        for width in (320, 1200, 390):
            frame.evaluate("(one, width) => (one.style.width = `${width}px`)", width)
            walk.page.wait_for_function("width => innerWidth === width", arg=width)
            assert walk.page.evaluate("document.documentElement.scrollWidth") <= width, place
        frame.evaluate("one => one.scrollIntoView()")
        for box in (link.bounding_box() for link in walk.page.locator(".quick a").all()):
            assert 0 <= box["y"] <= page.viewport_size["height"] - box["height"] and box["height"] >= 44


@pytest.mark.parametrize("cut", [-60, 30, 300])
def test_the_next_screen_begins_in_sight_and_moves_the_host_little(page, visit, host, cut):
    above, below = (f'<div style="height: {height}px"></div>' for height in (1000, 2000))
    walk = visit(host.script() + above + host.frame() + below)
    height_given(page)
    page.evaluate(f"scrollTo(0, 1000 + {cut})")
    walk.page.evaluate("scrollTo(0, 1e5)")
    walk.next()
    heading = walk.page.locator("h2:focus")
    expect(heading).to_have_count(1)
    edge = page.locator("iframe").bounding_box()["y"]
    assert -5 <= edge <= max(0, -cut) + 10
    assert edge <= heading.bounding_box()["y"] < edge + 200


@pytest.mark.parametrize("width", [390, 1280])
def test_under_a_fixed_header_each_heading_is_whole_where_the_host_tells_its_height(page, visit, host, width):
    header = '<header style="position: sticky; inset-block-start: 0; block-size: 90px; background: silver">'
    above, below = (f'<div style="height: {height}px"></div>' for height in (1000, 2000))
    walk = visit(
        frames.UNDER_A_HEADER + header + "</header>" + host.script() + above + host.frame() + below,
        width=width,
    )
    height_given(page)
    page.evaluate("scrollTo(0, 1300)")
    walk.page.evaluate("scrollTo(0, 1e5)")
    heading = walk.page.locator("h2:focus")
    for _ in range(2):
        walk.next()
        expect(heading).to_have_count(1)
        assert soon(lambda: 90 <= heading.bounding_box()["y"] < 400, seconds=3), heading.bounding_box()


def test_one_tag_alone_is_enough_and_keeps_the_height_that_the_host_wrote(page, at_host, host, guide):
    at_host(frames.TAG.replace("https://guide.example", host.guide_url))
    assert page.locator("iframe").bounding_box()["height"] >= 640
    walk = InFrame(frame_of(page), guide)
    walk.take(*reader(guide, "level"))
    expect(walk.result).to_be_visible()


@pytest.mark.parametrize("scheme", ["dark", *also("light")])
def test_axe_finds_nothing_in_a_frame(page, host, server_root, origin, guide, scheme):
    # axe looks into frames of the same origin only.
    body = f"<main><h1>Host</h1>{host.frame(None, f'?scheme={scheme}')}</main>"
    (server_root / "same-origin.html").write_text(frames.HEAD + body)
    page.goto(f"{origin}/same-origin.html")
    walk = InFrame(frame_of(page), guide)
    expect(walk.page.locator(f'html[data-scheme="{scheme}"]')).to_have_count(1)
    for _ in walk.screens(1):
        axe(page, context="iframe")


# Whatever touches storage says so in the console, which no page may.
TRAP = """for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
    Object.defineProperty(window, name, {get() { console.error('touched ' + name) }});
const cookie = () => { console.error('touched cookie'); return '' };
Object.defineProperty(Document.prototype, 'cookie', {get: cookie, set: cookie});"""


def framed(lets_go, *usual):
    """The frames of frames.FRAMES and the pages in them: these pairs, or each with each."""
    return [(one, page) for one in frames.FRAMES[lets_go] for page in PAGES] if EVERYTHING else usual


LETTING_GO = framed(
    True,
    ("plain", PAGE),
    ("ours", PAGE),
    ("on activation", PAGE),
    ("plain in plain", "levels/index.html"),
    ("plain", "self-check.html"),
)
KEEPING = framed(
    False,
    ("least", PAGE),
    ("wordpress", "get-help.html"),
    ("same origin", "404.html"),
    ("ours in least", "self-check.html"),
)


@pytest.mark.parametrize(("around", "address"), LETTING_GO)
@pytest.mark.parametrize("leave", [leave_by_click, leave_by_shift])
def test_where_the_host_lets_go_the_exit_leaves_it(page, at_host, host, guide, around, address, leave):
    page.add_init_script(TRAP)
    at_host(frames.FRAMES[True][around](host, address))
    frame = frame_of(page, address)
    if address in PAGES[:2]:
        InFrame(frame, guide).take(1)
    if address not in (PAGE, "404.html"):
        # Moving on within the frame leaves nothing behind, either.
        frame.evaluate("document.querySelector('a[href$=\"about.html\"]').click()")
        frame.wait_for_url("**/about.html")
    there = elsewhere(page, frame)
    frame.locator("h1").click()
    leave(page, frame)
    page.wait_for_url(there)
    # The trap works: a page that nobody made for a frame looks whether it keeps a theme.
    assert any("touched" in fault for fault in page.watch.faults) == (address != PAGE)
    page.watch.faults[:] = [fault for fault in page.watch.faults if "touched sessionStorage" not in fault]
    # Back does not return.
    page.go_back()
    page.wait_for_url(f"{host.url}/before")


@pytest.mark.parametrize(("around", "address"), KEEPING)
@pytest.mark.parametrize("leave", [leave_by_click, leave_by_shift])
def test_where_it_does_not_the_exit_leaves_an_empty_frame(page, at_host, host, guide, around, address, leave):
    at_host(frames.FRAMES[False][around](host, address))
    frame = frame_of(page, address)
    frame.locator("h1").click()
    leave(page, frame)
    expect(frame.locator("body > *")).to_have_count(0)
    expect(frame.locator("body")).to_have_text(guide.words.shell.closed)
    assert frame.evaluate("document.title") == guide.words.shell.leaving
    assert_it_stayed(page, host)


SAME_ORIGIN = [PAGE, *also(*PAGES[1:])]


@pytest.mark.parametrize("address", SAME_ORIGIN)
def test_the_exit_leaves_a_page_of_the_same_server_too(page, server_root, origin, host, address):
    (server_root / "same.html").write_text(frames.HEAD + host.frame(None, page=address))
    page.goto(f"{origin}/same.html")
    there = elsewhere(page, frame_of(page, address))
    leave_by_click(page, frame_of(page, address))
    page.wait_for_url(there)


@pytest.mark.parametrize("opener", ['[data-action="search"]', '.top [popovertarget="menu"]'])
def test_in_a_low_frame_all_works_without_storage_and_the_exit_leaves_what_is_open(
    page, at_host, host, opener
):
    page.set_viewport_size({"width": 600, "height": 320})
    at_host(
        f"<style>body {{ margin: 0 }} iframe {{ height: 320px }}</style>{host.frame(LEAST, page=PAGES[2])}"
    )
    frame = frame_of(page, PAGES[2])
    frame.locator(opener).click()
    if "search" in opener:
        page.keyboard.type("trust")
        frame.locator("#search li a").first.click()
    else:
        frame.locator('[data-action="theme"]').click()
        expect(frame.locator("html[data-scheme]")).to_have_count(1)
        frame.locator("#menu a").last.click()
    # Pages of the guide lead to each other inside the frame.
    frame.wait_for_url(lambda url: url.startswith(host.guide_url) and PAGES[2] not in url)
    frame.locator(opener).click()
    leave_by_click(page, frame)
    expect(frame.locator("body > *")).to_have_count(0)
    assert_it_stayed(page, host)


# What leads out: of the page that is made for a frame, all links; of any other, those to another site.
TO_HELP, TO_OTHERS = (PAGE, ".quick > a"), ("get-help.html", "article a[rel~=nofollow]")
POPUPS = f"{LEAST} allow-popups"
LEADING_OUT = [(TO_HELP, LEAST, None), (TO_HELP, SANDBOX, "page"), (TO_OTHERS, POPUPS, "tab")]
LEADING_OUT += also((TO_OTHERS, LEAST, None), (TO_OTHERS, None, "page"), (TO_HELP, POPUPS, "tab"))


@pytest.mark.parametrize(("link", "sandbox", "opened"), LEADING_OUT)
def test_a_link_that_leads_out_opens_or_tells_its_address(page, at_host, host, guide, link, sandbox, opened):
    address, link = link
    page.set_viewport_size({"width": 320, "height": 700})
    at_host(host.frame(sandbox, page=address))
    frame = frame_of(page, address)
    there = frame.locator(link).first.evaluate("link => link.href")
    page.watch.allowed.append(there)
    page.context.route(there, lambda route: route.fulfill(body="there", content_type="text/html"))
    if opened == "tab":
        with page.context.expect_page() as tab:
            frame.locator(link).first.click()
        tab.value.wait_for_url(there)
        assert tab.value.evaluate("[opener, document.referrer]") == [None, ""]
    else:
        frame.locator(link).first.click()
    if opened == "page":
        return page.wait_for_url(there)
    sheet = frame.locator(".quick > div")
    expect(sheet).to_contain_text(there)
    assert sheet.evaluate("sheet => sheet.getBoundingClientRect().right <= innerWidth")
    if address == PAGE:
        # Help is read there, too, and each number calls.
        place = next(place for place in guide.places if place.first_lines)
        sheet.locator("select").select_option(place.id)
        expect(sheet.locator(f'[data-at-place="{place.id}"]')).to_contain_text(place.emergency.number)
        expect(sheet.locator("a[href^='tel:']:visible").first).to_be_visible()
    # Whatever is pressed next puts it away.
    frame.locator("h1").click()
    expect(sheet).to_have_count(0)
    assert_it_stayed(page, host)


def test_without_scripts_the_worksheet_and_the_numbers_of_each_place_can_be_read(page, at_host, host, guide):
    at_host(host.frame(""))
    frame = page.frame_locator("iframe")
    numbers = frame.locator(".numbers")
    for place in guide.places:
        expect(numbers).to_contain_text(place.name)
        expect(numbers).to_contain_text(place.emergency.number)
        if guide.is_at_home(place):
            expect(numbers).to_contain_text(place.first_lines[0].name)
    expect(frame.locator("[data-statement]:visible")).to_have_count(
        sum(len(one.statements) for one in guide.levels)
    )
    # Of what a result says, nothing else.
    expect(frame.locator("[data-result]")).to_have_count(0)
    expect(frame.locator('[data-action="exit"]')).to_be_visible()
    assert_it_stayed(page, host)


@pytest.mark.parametrize("sandbox", [SANDBOX, frames.ON_ACTIVATION])
def test_shift_leaves_after_a_long_stillness_or_else_empties_the_frame(page, visit, host, guide, sandbox):
    frame = visit(sandbox=sandbox).page
    frame.locator("h2:visible").click()
    there = elsewhere(page, frame)
    page.wait_for_timeout(frames.ACTIVATION_MS)
    leave_by_shift(page, frame)
    if sandbox == frames.ON_ACTIVATION:
        expect(frame.locator("body")).to_have_text(guide.words.shell.closed)
        assert_it_stayed(page, host)
    else:
        page.wait_for_url(there)


def test_the_host_can_ask_for_a_light_or_a_dark_frame(page, visit):
    grounds = []
    for scheme, system in itertools.product(("light", "dark"), repeat=2):
        page.emulate_media(color_scheme=system)
        shown = visit(query=f"?scheme={scheme}").page
        grounds.append(shown.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert grounds[0] == grounds[1] != grounds[2] == grounds[3]


STRANGE = """?scheme=darkzzqq ?scheme=%E0%A4%Azzqq ?scheme=%22%3E%3Cscript%3Ealert('zzqq')%3C/script%3E
?zzqq=1&kind=safety&data-at=result #scheme=dark&zzqq ?scheme=Dark ?scheme[]=dark
?scheme=dark&scheme=dark"""


def test_anything_else_in_the_address_does_nothing_and_is_never_written(visit):
    usual = visit().page.evaluate(MARKUP)
    for query in STRANGE.split():
        assert visit(query=query).page.evaluate(MARKUP) == usual, query


JUNK = [None, 1, "x", [], {}, "guide:exit", {"action": "restart"}, {"scheme": "dark"}]
JUNK += [{"type": "five-levels:height", "height": 1}]
SEND = "(junk) => junk.forEach((one) => frames[0].postMessage(one, '*'))"
ARRIVED = "new Promise((done) => addEventListener('message', ({data}) => data === 'last' && done()))"


def test_a_flood_of_messages_to_the_frame_changes_nothing_in_it(page, visit):
    walk = visit()
    answer_one(walk)
    before = walk.page.evaluate(MARKUP)
    walk.page.evaluate(f"window.arrived = {ARRIVED}; 0")
    page.evaluate(SEND, [*JUNK * 300, "last"])
    walk.page.evaluate("window.arrived")
    assert walk.page.evaluate(MARKUP) == before
    expect(walk.page.locator("input:checked")).to_have_count(1)
    assert page.evaluate("heard.length") == 1


def test_copying_works_in_a_frame_that_is_given_no_clipboard(visit, guide):
    walk = visit()
    walk.take(*reader(guide, "level"))
    assert is_told_in_a_copy(walk, walk.copied())


# At its first screen, with nothing answered.
EMPTY = 'form[data-at="start"]:not(:has(input:checked))'


def test_a_frame_gets_its_height_when_shown_and_comes_back_empty(page, visit, host, guide):
    walk = visit(HEARD + host.script() + f'<div style="display: none">{host.frame()}</div>')
    assert page.evaluate("heard") == []
    page.evaluate("document.querySelector('div').style.display = 'block'")
    assert height_given(page)
    answer_one(walk)
    # One made small keeps its place.
    page.evaluate("Object.assign(document.querySelector('iframe').style, {width: 0, height: 0})")
    page.evaluate("document.querySelector('iframe').removeAttribute('style')")
    expect(walk.page.locator("input:checked")).to_have_count(1)
    assert page.evaluate("heard.length") == 1
    page.evaluate("document.body.append(document.querySelector('iframe'))")
    page.wait_for_function("heard.length === 2")
    assert len(set(page.evaluate("heard"))) == 1 and height_given(page)
    expect(frame_of(page).locator(EMPTY)).to_have_count(1)
    answer_one(InFrame(frame_of(page), guide))
    page.goto(f"{host.url}/before")
    page.go_back()
    expect(frame_of(page).locator(EMPTY)).to_have_count(1)


def test_a_host_with_a_strict_policy_allows_the_script_and_the_frame_alone(page, at_host, host, origin):
    policy = f"default-src 'none'; script-src {origin}; frame-src {origin}; img-src data:"
    at_host(host.script() + host.frame(), policy)
    assert height_given(page)


SAY = "(height) => parent.postMessage({type: 'five-levels:height', height}, '*')"


def test_messages_of_anyone_else_move_no_frame(page, visit, host):
    others = [host.put(f"/{PAGE}", "<title>pretends</title>"), host.put("/other", "")]
    shown = "".join(f'<iframe src="{one}" width="100%" height="500"></iframe>' for one in others)
    visit(HEARD + host.script() + host.frame() + shown)
    heights = "[...document.querySelectorAll('iframe')].map((frame) => frame.style.height)"
    height_given(page)
    before = page.evaluate(heights)
    for frame in (page.main_frame, *(one for one in page.frames if one.url in others)):
        frame.evaluate(SAY, 400)
    page.wait_for_function("heard.length === 4")
    assert page.evaluate(heights) == before == [before[0], "", ""]


def test_the_height_that_the_frame_asks_for_is_a_number_kept_within_limits(page, visit):
    walk = visit()
    height_given(page)
    least, most = frames.LOWEST, frames.HIGHEST
    asked = [(400, 400), (1, least), (-5, least), (10**6, most), (10**300, most)]
    # What is no whole number moves nothing.
    asked += [(one, most) for one in (450.5, "450", [450], True, None, {"valueOf": 450})]
    for number, (height, given_then) in enumerate(asked, 2):
        walk.page.evaluate(SAY, height)
        page.wait_for_function("number => heard.length === number", arg=number)
        assert height_given(page) == given_then, height
