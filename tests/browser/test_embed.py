"""The self-check in a frame of another site: every result, the exit, the height, and hosts that mean harm."""

import json
import re

import pytest
from playwright.sync_api import expect

from axe import axe
from frames import (
    ACTIVATION_MS,
    GIVEN,
    HEAD,
    HEARD,
    HIGHEST,
    LEAST,
    LOWEST,
    ON_ACTIVATION,
    PAGE,
    SANDBOX,
    InFrame,
    frame_of,
    leave_by_click,
    leave_by_shift,
)
from html_page import pages_of
from tools import also
from walk import reader

WINDOW = {"width": 390, "height": 844}
GIVEN_HEIGHT = "document.querySelector('iframe').style.height"
# Pages that nobody made for a frame, but that somebody may put into one.
ANY_PAGE = ["levels/index.html", "self-check.html"]


@pytest.fixture
def same_origin_host(server_root, origin):
    """Lay a host's page beside the guide, on the same server, and return its address."""

    def put(body):
        (server_root / "same-origin.html").write_text(HEAD + body)
        return f"{origin}/same-origin.html"

    yield put
    (server_root / "same-origin.html").unlink(missing_ok=True)


@pytest.fixture
def visit_host(context_of, host):
    """Open a page of the host after another one of it."""

    def open_(body, policy=None, **of_context):
        context, watch = context_of(**{"viewport": WINDOW, **of_context})
        watch.allowed += [host.url]
        page = context.new_page()
        page.watch = watch
        page.goto(host.put("/before", "before"))
        page.goto(host.put("/", body, policy))
        return page

    return open_


@pytest.fixture
def visit(visit_host, host, guide):
    """Open a page of the host, and stand in front of the self-check in it."""

    def open_(body=None, sandbox=SANDBOX, query="", **more):
        page = visit_host(body or HEARD + host.script() + host.frame(sandbox, query), **more)
        return page, InFrame(frame_of(page), guide)

    return open_


def elsewhere(page, frame):
    """The address that the exit leads to, made to answer."""
    address = frame.locator('[data-action="exit"]').get_attribute("href")
    page.watch.allowed.append(address)
    answer = {"body": "<title>elsewhere</title>", "content_type": "text/html"}
    page.context.route(address, lambda route: route.fulfill(**answer))
    return address


def forget_blocked_leaving(page):
    """Take out what the browser says about a page that may not leave; nothing else is forgiven."""
    page.watch.faults[:] = [
        fault for fault in page.watch.faults if "initiate navigation" not in fault and "Location" not in fault
    ]


def height_given(page):
    page.wait_for_function(GIVEN_HEIGHT)
    return page.evaluate(GIVEN_HEIGHT)


def answer_one(walk):
    walk.next()
    walk.page.locator("[data-statement] input:visible").first.press("Space")
    expect(walk.page.locator("input:checked")).to_have_count(1)


# ---- The page


@pytest.fixture(scope="module")
def pages(site):
    return pages_of(site)


def test_it_is_the_same_self_check_word_for_word_with_the_same_exit(pages):
    form, exit_ = re.compile(r"<form [^>]*data-module.*?</form>", re.S), re.compile(r'<a id="exit".*?</a>')
    framed, own = (
        pages[address].source.replace('href="../', 'href="') for address in (PAGE, "self-check.html")
    )
    assert form.findall(framed) == form.findall(own) and "data-worksheet" in form.search(own)[0]
    assert exit_.findall(framed) == exit_.findall(own) != []


def test_nothing_leads_into_the_frame_and_each_link_of_it_leaves_it(site, pages):
    assert [address for address, page in pages.items() if any("embed/" in link for link in page.links)] == []
    assert "embed/" not in (site / "assets" / "search.js").read_text(encoding="utf-8")
    page = pages[PAGE]
    assert [attributes for tag, attributes in page.elements if tag == "base"] == [{"target": "_top"}]
    assert {one["target"] for one in page.elements_with("target")} == {"_top"}
    assert [link for link in page.links if link.startswith("#")] == []
    assert {"../index.html", "../get-help.html"} <= set(page.links)
    assert "dialog" not in [tag for tag, _ in page.elements] and not page.elements_with("popovertarget")


def test_without_javascript_the_frame_shows_the_worksheet_and_a_plain_link_out(visit_host, host, guide):
    page = visit_host(host.frame(), java_script_enabled=False, viewport={"width": 320, "height": 640})
    frame = frame_of(page)
    expect(frame.locator("[data-statement]:visible")).to_have_count(guide.numbers["statements"])
    expect(frame.locator("[data-worksheet]")).to_be_visible()
    address = elsewhere(page, frame)
    leave_by_click(page, frame)
    page.wait_for_url(address)


# ---- What a reader does in it


@pytest.mark.parametrize(
    "kind", ["level", "safety", *also("between", "mixed", "one-sided", "not-placed", "not-enough")]
)
@pytest.mark.parametrize("sandbox", [SANDBOX, LEAST], ids=["sandbox", "least"])
def test_the_host_hears_the_same_one_message_whatever_the_result(visit, guide, kind, sandbox):
    page, walk = visit(sandbox=sandbox)
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


def test_the_frame_is_as_high_as_its_longest_screen_but_not_than_the_window(visit, guide):
    page, walk = visit(viewport={"width": 700, "height": 4500})
    asked = int(GIVEN.fullmatch(height_given(page))[1])
    for place in walk.screens(1, wanted=guide.levels[0].id):
        if place != "result":
            assert walk.page.evaluate("document.documentElement.scrollHeight <= innerHeight"), place
    box = page.locator("iframe").evaluate("frame => frame.getBoundingClientRect().height")
    assert asked <= box < asked + 10
    page.set_viewport_size({"width": 700, "height": 600})
    page.wait_for_function("document.querySelector('iframe').getBoundingClientRect().height <= 600")


def test_a_frame_that_is_shown_later_gets_its_height_then(visit, host):
    page, _ = visit(HEARD + host.script() + f'<div id="fold" style="display: none">{host.frame()}</div>')
    assert page.evaluate("heard") == []
    page.evaluate("document.querySelector('#fold').style.display = 'block'")
    assert height_given(page).startswith("min(")


def test_help_and_exit_stay_in_sight_of_the_host_window_on_every_screen(visit):
    page, walk = visit()
    height_given(page)
    for _ in walk.screens(None, None):
        page.evaluate("document.querySelector('iframe').scrollIntoView()")
        for link in walk.page.locator(".quick a").all():
            box = link.bounding_box()
            assert 0 <= box["y"] and box["y"] + box["height"] <= WINDOW["height"] and box["height"] >= 44


@pytest.mark.parametrize("cut", [-60, 30, 300])
def test_the_next_screen_begins_in_sight_and_moves_the_host_little(visit, host, cut):
    page, walk = visit(
        f'{host.script()}<div style="height: 1000px"></div>{host.frame()}<div style="height: 2000px"></div>'
    )
    height_given(page)
    page.evaluate(f"scrollTo(0, 1000 + {cut})")
    walk.page.evaluate("scrollTo(0, 1e5)")
    walk.next()
    heading = walk.page.locator("h2:focus")
    expect(heading).to_have_count(1)
    edge = page.locator("iframe").bounding_box()["y"]
    assert -5 <= edge <= max(0, -cut) + 10
    assert edge <= heading.bounding_box()["y"] < edge + 200


@pytest.mark.parametrize("width", [320, 390, 1200])
def test_no_screen_and_no_result_scrolls_sideways_in_a_frame(visit, host, guide, width):
    body = f"{host.script()}<style>iframe {{ border: 0 }}</style>{host.frame().replace('100%', str(width))}"
    _, walk = visit(body, viewport={"width": 1400, "height": 700})
    for place in walk.screens(2, wanted=guide.levels[0].id):
        assert walk.page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_a_wide_frame_gives_the_text_a_column_as_wide_as_in_the_guide(visit, page, url):
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto(f"{url}/self-check.html")
    _, walk = visit(viewport={"width": 1400, "height": 900})
    width = "document.querySelector('form[data-at]').getBoundingClientRect().width"
    walk.page.wait_for_function(f"own => {width} >= own - 1", arg=page.evaluate(width))


@pytest.mark.parametrize("scheme", ["dark", *also("light")])
def test_axe_finds_nothing_in_the_frame_from_the_start_to_the_result(
    visit_host, host, same_origin_host, guide, scheme
):
    page = visit_host("")
    # axe looks into frames of the same origin only.
    page.goto(same_origin_host(f"<main><h1>Host</h1>{host.frame(None, f'?scheme={scheme}')}</main>"))
    walk = InFrame(frame_of(page), guide)
    expect(walk.page.locator(f'html[data-scheme="{scheme}"]')).to_have_count(1)
    for _ in walk.screens(1):
        axe(page, context="iframe")


# ---- The exit


@pytest.mark.parametrize("sandbox", [None, SANDBOX, ON_ACTIVATION])
def test_where_the_host_lets_go_the_exit_leaves_it_and_back_does_not_return(visit, sandbox, host):
    page, walk = visit(sandbox=sandbox)
    walk.take(1)
    address = elsewhere(page, walk.page)
    leave_by_click(page, walk.page)
    page.wait_for_url(address)
    page.go_back()
    page.wait_for_url(f"{host.url}/before")


@pytest.mark.parametrize("address", ANY_PAGE)
@pytest.mark.parametrize("leave", [leave_by_click, leave_by_shift])
def test_the_exit_of_any_page_in_a_frame_leaves_the_whole_window(
    visit_host, host, same_origin_host, address, leave
):
    page = visit_host("")
    page.goto(same_origin_host(host.frame(None, page=address)))
    frame = frame_of(page, address)
    there = elsewhere(page, frame)
    frame.locator("h1").click()
    leave(page, frame)
    page.wait_for_url(there)
    page.go_back()
    page.wait_for_url(f"{host.url}/")


def test_without_javascript_the_exit_of_a_framed_page_leaves_the_whole_window(visit_host, host):
    page = visit_host(host.frame(page=ANY_PAGE[0]), java_script_enabled=False)
    frame = frame_of(page, ANY_PAGE[0])
    there = elsewhere(page, frame)
    leave_by_click(page, frame)
    page.wait_for_url(there)


def test_shift_leaves_the_whole_page_even_when_the_reader_has_been_still_for_long(visit):
    page, walk = visit()
    walk.page.locator("h2:visible").click()
    address = elsewhere(page, walk.page)
    page.wait_for_timeout(ACTIVATION_MS)
    leave_by_shift(page, walk.page)
    page.wait_for_url(address)


@pytest.mark.parametrize("address", [PAGE, *ANY_PAGE])
@pytest.mark.parametrize("leave", [leave_by_click, leave_by_shift])
def test_where_the_host_does_not_let_go_the_exit_leaves_an_empty_frame(
    visit_host, host, guide, address, leave
):
    page = visit_host(host.frame(LEAST, page=address))
    frame = frame_of(page, address)
    frame.locator("h1").click()
    leave(page, frame)
    expect(frame.locator("body > *")).to_have_count(1)
    expect(frame.locator("body")).to_have_text(guide.words.shell.exit)
    expect(frame.locator("#exit")).to_be_focused()
    assert frame.evaluate("document.title") == guide.words.shell.leaving
    page.wait_for_timeout(300)
    assert page.url == f"{host.url}/"
    forget_blocked_leaving(page)


def test_where_shift_may_only_empty_the_frame_the_link_that_stays_leaves(visit, host):
    page, walk = visit(sandbox=ON_ACTIVATION)
    walk.page.locator("h2:visible").click()
    address = elsewhere(page, walk.page)
    page.wait_for_timeout(ACTIVATION_MS)
    leave_by_shift(page, walk.page)
    expect(walk.page.locator("form")).to_have_count(0)
    page.wait_for_timeout(300)
    assert page.url == f"{host.url}/"
    walk.page.locator('[data-action="exit"]').press("Enter")
    page.wait_for_url(address)
    forget_blocked_leaving(page)


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
    expect(again.page.locator("input:checked")).to_have_count(0)


def test_help_opens_in_the_place_of_the_host_and_not_inside_the_frame(visit, url):
    page, walk = visit()
    walk.page.locator(".quick a").first.click()
    page.wait_for_url(f"{url}/get-help.html")
    expect(page.locator("article h1")).to_be_visible()


# ---- The address


def test_the_host_can_ask_for_a_light_or_a_dark_frame(visit):
    grounds = {}
    for scheme in ("light", "dark"):
        for system in ("light", "dark"):
            _, walk = visit(query=f"?scheme={scheme}", color_scheme=system)
            ground = walk.page.evaluate("getComputedStyle(document.body).backgroundColor")
            grounds.setdefault(scheme, set()).add(ground)
    assert len(grounds["light"]) == len(grounds["dark"]) == 1 and grounds["light"] != grounds["dark"]


MARK = "zzqq"
STRANGE = [
    f"?scheme=dark{MARK}",
    f"?scheme=%E0%A4%A{MARK}",
    f"?scheme=%22%3E%3Cscript%3Ealert('{MARK}')%3C/script%3E",
    f"?{MARK}=1&kind=safety&data-at=result",
    f"#scheme=dark&{MARK}",
    "?scheme=Dark",
    "?scheme[]=dark",
    "?scheme=dark&scheme=dark",
]


def test_anything_else_in_the_address_does_nothing_and_is_never_written(visit, host, guide):
    page, plain = visit(color_scheme="light")
    usual = plain.page.evaluate("document.documentElement.outerHTML")
    for query in STRANGE:
        page.goto(host.put("/", HEARD + host.script() + host.frame(query=query)))
        found = InFrame(frame_of(page), guide).page.evaluate("document.documentElement.outerHTML")
        assert found == usual, query


# ---- Hosts that mean harm, or do not care


JUNK = """() => {
    const frame = document.querySelector('iframe').contentWindow;
    const junk = [null, 1, 'x', [], {}, 'guide:exit', {action: 'restart'}, {scheme: 'dark'},
        {type: 'five-levels:height', height: 1}];
    for (let i = 0; i < 300; i++) for (const one of junk) frame.postMessage(one, '*');
    frame.postMessage('last', '*');
}"""


def test_a_flood_of_messages_to_the_frame_changes_nothing_in_it(visit):
    page, walk = visit()
    answer_one(walk)
    before = walk.page.evaluate("document.documentElement.outerHTML")
    arrived = "new Promise((done) => addEventListener('message', ({data}) => data === 'last' && done()))"
    walk.page.evaluate(f"window.arrived = {arrived}; 0")
    page.evaluate(JUNK)
    walk.page.evaluate("window.arrived")
    assert walk.page.evaluate("document.documentElement.outerHTML") == before
    expect(walk.page.locator("input:checked")).to_have_count(1)
    assert page.evaluate("heard.length") == 1


def test_the_host_cannot_read_the_frame_even_where_both_lie_on_one_server(
    visit, host, same_origin_host, guide
):
    read = """(what) => { const one = document.querySelector('iframe');
        try { return String(what === 'document' ?
            one.contentDocument : one.contentWindow[what]) } catch (error) { return error.name } }"""
    page, walk = visit()
    for address in (page.url, same_origin_host(host.frame())):
        page.goto(address)
        InFrame(frame_of(page), guide).next()
        assert page.evaluate(read, "document") == "null"
        assert {page.evaluate(read, name) for name in ("selfCheck", "localStorage", "name")} == {
            "SecurityError"
        }
    page.watch.faults[:] = [fault for fault in page.watch.faults if "Blocked a frame" not in fault]


def test_a_frame_put_back_is_empty_and_one_made_small_keeps_its_place(visit, guide):
    page, walk = visit()
    answer_one(walk)
    page.evaluate("Object.assign(document.querySelector('iframe').style, {width: 0, height: 0})")
    page.evaluate("document.querySelector('iframe').removeAttribute('style')")
    expect(walk.page.locator("input:checked")).to_have_count(1)
    assert page.evaluate("heard.length") == 1
    page.evaluate(
        "(() => { const one = document.querySelector('iframe'); one.remove(); document.body.append(one) })()"
    )
    page.wait_for_function("heard.length === 2")
    again = InFrame(frame_of(page), guide)
    again.at("start")
    expect(again.page.locator("input:checked")).to_have_count(0)
    first, second = page.evaluate("heard")
    assert first == second and height_given(page).startswith("min(")


def test_a_host_with_a_strict_policy_allows_the_script_and_the_frame_alone(visit, host, url):
    origin = "/".join(url.split("/")[:3])
    policy = f"default-src 'none'; script-src {origin}; frame-src {origin}; img-src data:"
    page, _ = visit(host.script() + host.frame(), policy=policy)
    assert height_given(page).startswith("min(")


def test_the_frame_does_not_scroll_for_a_border_of_its_own(visit, host):
    around = "<style>* { box-sizing: border-box } iframe { border: 20px solid }</style>"
    page, _ = visit(around + HEARD + host.script() + host.frame(), viewport={"width": 800, "height": 8000})
    given = int(GIVEN.fullmatch(height_given(page))[1])
    assert page.evaluate("document.querySelector('iframe').clientHeight") == given


# ---- The script for the host, against messages of all kinds

SAY = "(height) => parent.postMessage({type: 'five-levels:height', height}, '*')"


def test_messages_of_anyone_else_move_no_frame(visit, host):
    host.put(f"/{PAGE}", "<title>pretends</title>")
    host.put("/other", "")
    pretends, other = (
        f'<iframe src="{path}" width="100%" height="500"></iframe>' for path in (f"/{PAGE}", "/other")
    )
    page, _ = visit(HEARD + host.script() + host.frame() + pretends + other)
    before = height_given(page)
    for frame in (
        page.main_frame,
        *(one for one in page.frames if one.url in (f"{host.url}/{PAGE}", f"{host.url}/other")),
    ):
        frame.evaluate(SAY, 400)
    page.wait_for_function("heard.length === 4")
    heights = page.evaluate("[...document.querySelectorAll('iframe')].map((frame) => frame.style.height)")
    assert heights == [before, "", ""]


def test_the_height_that_the_frame_asks_for_is_a_number_kept_within_limits(visit):
    page, walk = visit()
    height_given(page)
    asked = [(400, 400), (1, LOWEST), (-5, LOWEST), (10**6, HIGHEST), (10**300, HIGHEST)]
    # What is no whole number moves nothing.
    asked += [(one, HIGHEST) for one in (450.5, "450", [450], True, None, {"valueOf": 450})]
    for number, (height, given_then) in enumerate(asked, 2):
        walk.page.evaluate(SAY, height)
        page.wait_for_function("number => heard.length === number", arg=number)
        assert page.evaluate(GIVEN_HEIGHT) == f"min({given_then}px, 90svh)", height
