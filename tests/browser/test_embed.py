"""The self-check in a frame of another site: every result, the exit, the height, and hosts that mean harm."""

import gzip
import json
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

import tools
from axe import axe
from frames import (
    ACTIVATION_MS, GIVEN, HEAD, HEARD, HIGHEST, LEAST, LOWEST, ON_ACTIVATION, PAGE, SANDBOX, SCRIPT,
    InFrame, frame_of, leave_by_shift, limits_hold,
)  # fmt: skip
from html_page import pages_of
from walk import READERS

WINDOW = {"width": 390, "height": 844}
SCRIPT_OF_THE_HOST = 1_000


@pytest.fixture
def same_origin_host(server_root, origin):
    """Lay a host's page beside the guide, on the same server, and return its address."""

    def put(body):
        (server_root / "same-origin.html").write_text(HEAD + body)
        return f"{origin}/same-origin.html"

    yield put
    (server_root / "same-origin.html").unlink(missing_ok=True)


@pytest.fixture
def visit(context_of, host, guide):
    """Open a page of the host, and stand in front of the self-check in it."""

    def open_(body=None, sandbox=SANDBOX, query="", window=WINDOW, policy=None, **of_context):
        context, watch = context_of(viewport=window, **of_context)
        watch.allowed += [host.url]
        page = context.new_page()
        page.watch = watch
        page.goto(host.put("/before", "before"))
        page.goto(host.put("/", body or HEARD + host.script() + host.frame(sandbox, query), policy))
        return page, InFrame(frame_of(page), guide)

    return open_


def elsewhere(page, frame):
    """The address that the exit leads to, made to answer."""
    address = frame.locator('[data-action="exit"]').get_attribute("href")
    page.watch.allowed.append(address)
    page.context.route(address, lambda route: route.fulfill(body="<title>elsewhere</title>", content_type="text/html"))
    return address


def forget_blocked_leaving(page):
    """Take out what the browser says about a page that may not leave; nothing else is forgiven."""
    page.watch.faults[:] = [fault for fault in page.watch.faults if "initiate navigation" not in fault]


def height_given(page):
    return page.evaluate("document.querySelector('iframe').style.height")


def leave_by_click(page, frame):
    frame.locator('[data-action="exit"]').click()


# ---- The page


@pytest.fixture(scope="module")
def pages(site):
    return pages_of(site)


def form_of(page):
    return re.search(r"<form [^>]*data-module.*?</form>", page.source, re.S)[0].replace('href="../', 'href="')


def test_it_is_the_same_self_check_word_for_word_and_worksheet_and_all(pages):
    assert form_of(pages[PAGE]) == form_of(pages["self-check.html"])
    assert "data-worksheet" in form_of(pages[PAGE])


def test_no_page_and_no_search_leads_into_the_frame(site, pages):
    assert [address for address, page in pages.items() if any("embed/" in link for link in page.links)] == []
    assert "embed/" not in (site / "assets" / "search.js").read_text(encoding="utf-8")


def test_it_has_no_menu_and_no_search_but_help_and_a_way_to_the_whole_guide(pages):
    page = pages[PAGE]
    assert "dialog" not in [tag for tag, _ in page.elements] and not page.elements_with("popovertarget")
    assert {"../index.html", "../get-help.html"} <= set(page.links)


def test_its_exit_is_the_exit_of_every_page(pages):
    def exits(page):
        return [one for one in page.elements_with("data-action") if one["data-action"] == "exit"]

    assert exits(pages[PAGE]) == exits(pages["self-check.html"]) != []


def test_each_link_leaves_the_frame(pages):
    page = pages[PAGE]
    assert [attributes for tag, attributes in page.elements if tag == "base"] == [{"target": "_top"}]
    assert [one for one in page.elements_with("target") if one != {"target": "_top"}] == []
    within = [one for tag, one in page.elements if tag == "a" and one["href"].startswith("#")]
    assert within == []


def test_it_is_no_heavier_than_the_self_check_and_the_script_of_the_host_is_tiny(site):
    def weight(name):
        return len(gzip.compress((site / name).read_bytes(), 9))

    assert weight(PAGE) <= weight("self-check.html")
    assert 0 < weight(SCRIPT) < SCRIPT_OF_THE_HOST


def test_without_javascript_the_frame_shows_the_worksheet_and_a_plain_link_out(context_of, host, url, guide):
    context, watch = context_of(java_script_enabled=False, viewport={"width": 320, "height": 640})
    watch.allowed += [host.url]
    page = context.new_page()
    page.goto(host.put("/", host.frame()))
    frame = frame_of(page)
    page.watch = watch
    assert frame.locator("[data-statement]:visible").count() == guide.statement_count
    assert frame.locator("[data-worksheet]").is_visible()
    address = elsewhere(page, frame)
    leave_by_click(page, frame)
    page.wait_for_url(address)


# ---- What a reader does in it


@pytest.mark.parametrize("kind", ["level", "safety", *tools.also(*READERS)])
def test_each_kind_of_result_is_reached_and_the_host_hears_the_same_one_message(visit, guide, kind):
    page, walk = visit()
    page.wait_for_function("heard.length")
    heard, given, visited = page.evaluate("heard"), height_given(page), page.evaluate("history.length")
    walk.take(READERS.get(kind, lambda guide: 1)(guide), "yes" if kind == "safety" else "no", guide.levels[-1].id)
    assert walk.kind() == kind
    # A frame that measured itself again would say so now.
    page.set_viewport_size({"width": 320, "height": 700})
    walk.page.evaluate("new Promise((done) => setTimeout(done, 200))")
    assert page.evaluate("heard") == heard and height_given(page) == given
    assert len(heard) == 1 and json.loads(heard[0]).keys() == {"type", "height"}
    assert page.evaluate("[history.length, frames[0].length]") == [visited, 0]


def test_the_least_sandbox_without_any_storage_brings_a_result(visit, guide):
    page, walk = visit(sandbox=LEAST)
    assert walk.page.evaluate("(() => { try { return sessionStorage.length } catch (error) { return error.name } })()") == "SecurityError"
    walk.take(READERS["level"](guide))
    assert walk.kind() == "level"


# Whatever touches storage says so in the console, which no page may.
TRAP = """for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
    Object.defineProperty(window, name, {get() { console.error('touched ' + name) }});
const cookie = () => { console.error('touched cookie'); return '' };
Object.defineProperty(Document.prototype, 'cookie', {get: cookie, set: cookie});"""


def test_no_storage_is_touched_from_the_first_screen_to_the_exit(visit, url, guide):
    page, _ = visit(sandbox=None)
    page.context.add_init_script(TRAP)
    page.goto(f"{url}/index.html")
    page.locator("html.js").wait_for()
    assert any("touched" in fault for fault in page.watch.faults), "the trap does not work"
    page.watch.faults.clear()
    page.goto(f"{url}/{PAGE}")
    walk = InFrame(page.main_frame, guide)
    address = elsewhere(page, page.main_frame)
    walk.take(1)
    leave_by_click(page, page.main_frame)
    page.wait_for_url(address)
    assert page.watch.faults == []


def test_the_frame_is_as_high_as_its_longest_screen_but_never_higher_than_the_window(visit, guide):
    page, walk = visit(window={"width": 700, "height": 4500})
    page.wait_for_function("heard.length")
    asked = json.loads(page.evaluate("heard[0]"))["height"]
    while walk.result.is_hidden():
        walk.answer_screen(1, "no", guide.levels[0].id)
        assert walk.page.evaluate("document.documentElement.scrollHeight <= innerHeight"), walk.screen.get_attribute("data-screen")
        walk.next()
    box = page.locator("iframe").evaluate("frame => frame.getBoundingClientRect().height")
    assert asked <= box < asked + 10
    page.set_viewport_size({"width": 700, "height": 600})
    page.wait_for_function("document.querySelector('iframe').getBoundingClientRect().height <= 600")


def test_a_frame_that_is_shown_later_gets_its_height_then(visit, host):
    page, walk = visit(HEARD + host.script() + f'<div id="fold" style="display: none">{host.frame()}</div>')
    assert page.evaluate("heard") == []
    page.evaluate("document.querySelector('#fold').style.display = 'block'")
    page.wait_for_function("heard.length")
    assert height_given(page).startswith("min(")


def test_help_and_exit_stay_in_sight_of_the_host_window_on_every_screen(visit):
    page, walk = visit()
    page.wait_for_function("document.querySelector('iframe').style.height")
    while True:
        page.evaluate("document.querySelector('iframe').scrollIntoView()")
        for link in walk.page.locator(".quick a").all():
            box = link.bounding_box()
            assert 0 <= box["y"] and box["y"] + box["height"] <= WINDOW["height"] and box["height"] >= 44
        if walk.result.is_visible():
            break
        walk.next()


@pytest.mark.parametrize("cut", [-60, 30, 300])
def test_the_next_screen_begins_in_sight_and_moves_the_host_no_further_than_needed(visit, host, cut):
    page, walk = visit(f'{host.script()}<div style="height: 1000px"></div>{host.frame()}<div style="height: 2000px"></div>')
    page.wait_for_function("document.querySelector('iframe').style.height")
    page.evaluate(f"scrollTo(0, 1000 + {cut})")
    button = walk.page.locator('[data-action="next"]:visible')
    walk.page.evaluate("scrollTo(0, 1e5)")
    # By the mouse itself, since asking for a click moves the page too; the mouse finds what was painted.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    box = button.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(walk.page.locator("h2:focus")).to_have_count(1)
    heading = walk.page.locator("h2:focus").bounding_box()
    edge = page.locator("iframe").bounding_box()["y"]
    assert -5 <= edge <= max(0, -cut) + 10
    assert edge <= heading["y"] < edge + 200


@pytest.mark.parametrize("width", [320, 390, 1200])
def test_no_screen_and_no_result_scrolls_sideways_in_a_frame(visit, host, guide, width):
    body = f'{host.script()}{host.frame().replace("100%", str(width))}'
    page, walk = visit(f"<style>iframe {{ border: 0 }}</style>{body}", window={"width": 1400, "height": 700})
    for _ in walk.screens(2, wanted=guide.levels[0].id):
        assert walk.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_wide_frame_gives_the_text_a_column_as_wide_as_in_the_guide(visit, page, url):
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto(f"{url}/self-check.html")
    _, walk = visit(window={"width": 1400, "height": 900})
    assert walk.page.locator("form[data-at]").bounding_box()["width"] >= page.locator("form[data-at]").bounding_box()["width"] - 1


@pytest.mark.parametrize("scheme", ["dark", *tools.also("light")])
def test_axe_finds_nothing_in_the_frame_from_the_start_to_the_result(context_of, host, same_origin_host, guide, scheme):
    context, watch = context_of(viewport=WINDOW)
    watch.allowed += [host.url]
    page = context.new_page()
    # axe looks into frames of the same origin only.
    page.goto(same_origin_host("<main><h1>Host</h1>" + host.frame(None, f"?scheme={scheme}") + "</main>"))
    walk = InFrame(frame_of(page), guide)
    assert walk.page.evaluate("document.documentElement.dataset.scheme") == scheme
    for _ in walk.screens(1):
        axe(page, context="iframe")


# ---- The exit


@pytest.mark.parametrize("sandbox", [None, SANDBOX, ON_ACTIVATION])
def test_where_the_host_lets_go_the_exit_leaves_it_and_back_does_not_return(visit, sandbox, host, guide):
    page, walk = visit(sandbox=sandbox)
    walk.take(1)
    address = elsewhere(page, walk.page)
    leave_by_click(page, walk.page)
    page.wait_for_url(address)
    page.go_back()
    page.wait_for_url(f"{host.url}/before")


def test_shift_leaves_the_whole_page_even_when_the_reader_has_been_still_for_long(visit):
    page, walk = visit()
    walk.next()
    address = elsewhere(page, walk.page)
    page.wait_for_timeout(ACTIVATION_MS)
    leave_by_shift(page, walk.page)
    page.wait_for_url(address)


@pytest.mark.parametrize("leave", [leave_by_click, leave_by_shift])
def test_where_the_host_does_not_let_go_the_exit_leaves_an_empty_frame(visit, host, guide, leave):
    page, walk = visit(sandbox=LEAST)
    walk.take(1)
    leave(page, walk.page)
    expect(walk.page.locator("body > *")).to_have_count(1)
    expect(walk.page.locator("body")).to_have_text(guide.words.shell.exit)
    assert walk.page.evaluate("document.title") == guide.words.shell.leaving
    page.wait_for_timeout(300)
    assert page.url == f"{host.url}/"
    page.goto(f"{host.url}/before")
    page.go_back()
    again = InFrame(frame_of(page), guide)
    again.at("start")
    assert again.page.locator("input:checked").count() == 0
    forget_blocked_leaving(page)


def test_where_shift_may_only_empty_the_frame_the_link_that_stays_leaves(visit, host):
    page, walk = visit(sandbox=ON_ACTIVATION)
    walk.next()
    address = elsewhere(page, walk.page)
    page.wait_for_timeout(ACTIVATION_MS)
    leave_by_shift(page, walk.page)
    expect(walk.page.locator("form")).to_have_count(0)
    page.wait_for_timeout(300)
    assert page.url == f"{host.url}/"
    walk.page.locator('[data-action="exit"]').press("Enter")
    page.wait_for_url(address)
    forget_blocked_leaving(page)


def test_the_exit_empties_the_frame_before_the_next_page_answers(visit, guide):
    page, walk = visit()
    walk.take(1)
    address = elsewhere(page, walk.page)
    page.context.unroute(address)
    waiting = []
    page.context.route(address, lambda route: waiting.append(route))
    left = walk.page.evaluate("document.querySelector('[data-action=exit]').click(), document.body.innerText.trim()")
    assert left == guide.words.shell.exit
    for route in waiting:
        route.abort()


def test_in_a_frame_within_a_frame_the_exit_leaves_all_of_it(visit, host):
    inner = host.put("/inner", host.script() + host.frame())
    page, walk = visit(f'<iframe src="{inner}" width="100%" height="700"></iframe>')
    address = elsewhere(page, walk.page)
    leave_by_click(page, walk.page)
    page.wait_for_url(address)


def test_after_leaving_the_host_and_coming_back_the_frame_is_empty(visit, host, guide):
    page, walk = visit()
    walk.take(1)
    page.goto(f"{host.url}/before")
    page.go_back()
    again = InFrame(frame_of(page), guide)
    again.at("start")
    assert again.page.locator("input:checked").count() == 0


def test_help_opens_in_the_place_of_the_host_and_not_inside_the_frame(visit, url):
    page, walk = visit()
    walk.page.locator(".quick a").first.click()
    page.wait_for_url(f"{url}/get-help.html")
    expect(page.locator("article h1")).to_be_visible()
    assert len(page.frames) == 1


# ---- The address


GROUND = "getComputedStyle(document.body).backgroundColor"


def test_the_host_can_ask_for_a_light_or_a_dark_frame(visit):
    grounds = {}
    for scheme in ("light", "dark"):
        for system in ("light", "dark"):
            _, walk = visit(query=f"?scheme={scheme}", color_scheme=system)
            grounds.setdefault(scheme, set()).add(walk.page.evaluate(GROUND))
    assert len(grounds["light"]) == len(grounds["dark"]) == 1 and grounds["light"] != grounds["dark"]


MARK = "zzqq"
HOSTILE = [
    f"?scheme={MARK}",
    f"?scheme=dark{MARK}",
    f"?scheme=dark%00{MARK}",
    f"?scheme=%E0%A4%A{MARK}",
    f"?scheme={MARK * 5000}",
    f"?scheme=%22%3E%3Cscript%3Ealert('{MARK}')%3C/script%3E",
    f"?{MARK}=1&kind=safety&data-at=result",
    f"#scheme=dark&{MARK}",
    "?scheme=",
    "?scheme=Dark",
    "?SCHEME=dark",
    "?scheme=%20dark",
    "?scheme[]=dark",
    "?scheme=constructor",
    "?__proto__[scheme]=dark",
    "?scheme=dark&scheme=light",
    "?scheme=dark&scheme=dark",
]


def test_anything_else_in_the_address_does_nothing_and_is_never_written(visit, host, guide):
    page, plain = visit(color_scheme="light")
    usual = plain.page.evaluate("document.documentElement.outerHTML")
    for query in HOSTILE:
        page.goto(host.put("/", HEARD + host.script() + host.frame(query=query)))
        assert InFrame(frame_of(page), guide).page.evaluate("document.documentElement.outerHTML") == usual, query[:40]
        assert page.evaluate("heard.length") <= 1


# ---- Hosts that mean harm


JUNK = """() => {
    const frame = document.querySelector('iframe').contentWindow;
    const junk = [null, 1, 'x', [], {}, {toString: 1}, new Uint8Array(1000), 'guide:exit', {action: 'restart'}, {scheme: 'dark'},
        {type: 'five-levels:height', height: 1}, {type: 'five-levels:exit'}, {type: 'show', screen: 'result'}];
    for (let i = 0; i < 300; i++) for (const one of junk) frame.postMessage(one, '*');
    frame.postMessage('last', '*');
}"""


def test_a_flood_of_messages_to_the_frame_changes_nothing_in_it(visit):
    page, walk = visit()
    walk.next()
    walk.page.locator("[data-statement] input:visible").first.check()
    before = walk.page.evaluate("document.documentElement.outerHTML")
    arrived = "new Promise((done) => addEventListener('message', ({data}) => data === 'last' && done()))"
    walk.page.evaluate(f"window.arrived = {arrived}; 0")
    page.evaluate(JUNK)
    walk.page.evaluate("window.arrived")
    assert walk.page.evaluate("document.documentElement.outerHTML") == before
    assert walk.page.locator("input:checked").count() == 1
    assert page.evaluate("heard.length") == 1


@pytest.mark.parametrize("same_origin", [False, True])
def test_the_host_cannot_read_the_frame_even_where_both_lie_on_one_server(visit, host, same_origin_host, guide, same_origin):
    page, walk = visit()
    if same_origin:
        page.goto(same_origin_host(host.frame()))
        walk = InFrame(frame_of(page), guide)
    walk.next()
    read = """(what) => { const one = document.querySelector('iframe');
        try { return String(what === 'document' ? one.contentDocument : one.contentWindow[what]) } catch (error) { return error.name } }"""
    assert page.evaluate(read, "document") == "null"
    assert {page.evaluate(read, name) for name in ("selfCheck", "localStorage", "name", "history")} == {"SecurityError"}
    page.watch.faults[:] = [fault for fault in page.watch.faults if "Blocked a frame" not in fault]


def test_a_frame_put_back_is_empty_and_one_made_small_keeps_its_place(visit, guide):
    page, walk = visit()
    walk.next()
    walk.page.locator("[data-statement] input:visible").first.check()
    page.evaluate("Object.assign(document.querySelector('iframe').style, {width: 0, height: 0})")
    page.evaluate("document.querySelector('iframe').removeAttribute('style')")
    assert walk.page.locator("input:checked").count() == 1
    assert page.evaluate("heard.length") == 1
    page.evaluate("(() => { const one = document.querySelector('iframe'); one.remove(); document.body.append(one) })()")
    page.wait_for_function("heard.length === 2")
    again = InFrame(frame_of(page), guide)
    again.at("start")
    assert again.page.locator("input:checked").count() == 0
    first, second = page.evaluate("heard")
    assert first == second and height_given(page).startswith("min(")


def test_names_that_the_host_gives_the_frame_or_the_window_do_nothing(visit, host):
    _, plain = visit()
    usual = plain.page.evaluate("document.documentElement.outerHTML")
    for name in ("selfCheck", "parent", "onExit", "<img src=x onerror=alert(1)>", "__proto__"):
        more = f'name="{name.replace("<", "&lt;")}"'
        own = "<script>name = opener = 'x'; var selfCheck = {score: 1}</script>"
        page, walk = visit(own + host.script() + host.frame(more=more))
        assert walk.page.evaluate("document.documentElement.outerHTML") == usual
        page.wait_for_function("document.querySelector('iframe').style.height")


def test_a_host_with_a_strict_policy_allows_the_script_and_the_frame_alone(visit, host, url):
    origin = "/".join(url.split("/")[:3])
    policy = f"default-src 'none'; script-src {origin}; frame-src {origin}; img-src data:"
    page, walk = visit(host.script() + host.frame(), policy=policy)
    page.wait_for_function("document.querySelector('iframe').style.height")
    assert height_given(page).startswith("min(")


# ---- The script for the host, against messages of all kinds

@pytest.fixture
def two_frames(visit, host):
    """A host with the self-check and a frame of its own that pretends to be it."""
    host.put(f"/{PAGE}", "<title>pretends</title>")
    impostor = f'<iframe id="impostor" src="/{PAGE}" width="100%" height="500"></iframe>'
    page, walk = visit(HEARD + host.script() + host.frame() + impostor)
    page.wait_for_function("document.querySelector('iframe').style.height")
    return page, walk


def test_the_frame_does_not_scroll_for_a_border_of_its_own(visit, host):
    around = "<style>* { box-sizing: border-box } iframe { border: 20px solid }</style>"
    page, walk = visit(around + HEARD + host.script() + host.frame(), window={"width": 800, "height": 8000})
    page.wait_for_function("document.querySelector('iframe').style.height")
    assert page.evaluate("document.querySelector('iframe').clientHeight") == int(GIVEN.fullmatch(height_given(page))[1])


def test_messages_of_anyone_else_move_no_frame(two_frames, host):
    page, _ = two_frames
    before = height_given(page)
    good = {"type": "five-levels:height", "height": 400}
    impostor = next(frame for frame in page.frames if frame.url == f"{host.url}/{PAGE}")
    impostor.evaluate("good => parent.postMessage(good, '*')", good)
    page.evaluate("good => postMessage(good, '*')", good)
    page.evaluate(
        """good => { const frame = document.createElement('iframe'); frame.sandbox = 'allow-scripts';
        frame.srcdoc = `<script>parent.postMessage(${JSON.stringify(good)}, '*')</script>`; document.body.append(frame) }""",
        good,
    )
    page.wait_for_function("heard.length === 4")
    assert page.evaluate("[...document.querySelectorAll('iframe')].map((frame) => frame.style.height)") == [before, "", ""]


def test_a_frame_that_was_led_to_another_site_moves_nothing(visit, host):
    page, _ = visit(sandbox=None)
    page.wait_for_function("document.querySelector('iframe').style.height")
    before = height_given(page)
    host.put("/other", "<script>parent.postMessage({type: 'five-levels:height', height: 400}, '*')</script>")
    page.evaluate("frames[0].location = '/other'")
    page.wait_for_function("heard.length === 2")
    assert height_given(page) == before


def test_the_height_that_the_frame_asks_for_is_a_number_kept_within_limits(two_frames):
    page, walk = two_frames
    asked = [(400, 400), (1, LOWEST), (-5, LOWEST), (10**6, HIGHEST), (10**300, HIGHEST)]
    # What is no whole number moves nothing.
    asked += [(one, HIGHEST) for one in (450.5, "450", [450], True, None, {"valueOf": 450})]
    for number, (height, given_then) in enumerate(asked, 2):
        walk.page.evaluate("height => parent.postMessage({type: 'five-levels:height', height}, '*')", height)
        page.wait_for_function("number => heard.length === number", arg=number)
        assert height_given(page) == f"min({given_then}px, 90svh)", height


numbers = st.one_of(st.integers(-(2**53), 2**53), st.floats())
json_like = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["type", "height", "data", "__proto__", "x"]), inner, max_size=4),
    ),
    max_leaves=8,
)
messages = st.one_of(
    json_like,
    st.fixed_dictionaries({"type": st.just("five-levels:height"), "height": st.one_of(st.integers(0, 6000), numbers, json_like)}),
    st.fixed_dictionaries({"type": json_like, "height": st.integers(0, 6000)}),
)


def test_whatever_the_frame_says_its_height_stays_within_limits_and_nothing_breaks(two_frames):
    page, walk = two_frames
    page.evaluate("window.given = []; addEventListener('message', () => given.push(document.querySelector('iframe').style.height)); 0")
    changed = set()

    @settings(max_examples=60 if tools.EVERYTHING else 15)
    @example([{"type": "five-levels:height", "height": 777}])
    @given(st.lists(messages, min_size=1, max_size=20))
    def try_out(some):
        before = page.evaluate("heard.length")
        walk.page.evaluate("some => some.forEach((one) => parent.postMessage(one, '*'))", some)
        page.wait_for_function("count => heard.length === count", arg=before + len(some))
        found = page.evaluate("given.splice(0)")
        assert [one for one in found if not limits_hold(one)] == []
        assert page.locator("iframe").first.evaluate("frame => frame.getBoundingClientRect().height") <= WINDOW["height"]
        changed.update(found)

    try_out()
    assert len(changed) > 1, "no message ever moved the frame"
    assert page.watch.faults == []
