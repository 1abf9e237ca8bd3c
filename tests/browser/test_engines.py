"""The self-check and the promises in three browser engines, each situation told once.

Every other test runs in Chromium, without its window where there is one like that. In `dev.py test --all`,
Chromium with its window, Firefox, WebKit and the oldest Chromium that the guide is made for must do the same.
A plain run asks the one Chromium alone, with pages kept alive for Back as readers' browsers keep them.
"""

import time
from contextlib import closing
from types import SimpleNamespace

import pytest

import engines
import tools
from guide.model import rule
from serving import html, serving, soon
from sheets import MAKES, agree, make_sheets
from walk import READERS, reader, statement_screens, values

# What a page can keep, by its name: how much of each there is.
KEPT = """async () => ({
    localStorage: localStorage.length,
    sessionStorage: sessionStorage.length,
    cookies: document.cookie.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
})"""
# What the self-check holds of a reader, and the screens that it shows, or the kind of the result.
HELD = """() => [document.querySelectorAll("input:checked, [data-why] li, [data-result][data-kind]").length,
    ...[...document.querySelectorAll("[data-screen], [data-result]")]
        .filter((one) => one.checkVisibility()).map((one) => one.dataset.screen ?? one.dataset.kind)]"""
NOTHING = [0, "start"]
# Within these seconds, two presses are one.
ONE_PRESS = 0.8
OTHERS = ("chromium-window", "firefox", "webkit", "old-chromium")


@pytest.fixture(scope="module", params=["chromium", *tools.also(*OTHERS)])
def new_tab(request, playwright, browser_path, origin):
    """Open a tab of the engine."""
    if request.param == "webkit":
        with closing(engines.WebKitEngine()) as webkit:
            yield webkit.tab
    elif request.param == "old-chromium":
        with engines.old_chromium(engines.OLD_CHROMIUMS[-1]) as tab:
            yield tab
    elif request.param == "firefox":
        with engines.firefox(playwright, tools.need("firefox"), origin) as tab:
            yield tab
    else:
        path = tools.need("chromium") if request.param == "chromium-window" else browser_path
        with engines.chromium(playwright, path, origin) as tab:
            yield tab


@pytest.fixture
def elsewhere():
    """A page of somebody else, with no policy: its address, and (path, headers) of each request for it."""
    asked = []

    def answer(request):
        asked.append((request.path, dict(request.headers)))
        return html("<!doctype html><title>elsewhere</title><link rel=icon href=data:,>")

    with serving(answer) as address:
        yield SimpleNamespace(address=f"{address}/", asked=asked)


@pytest.fixture
def tab(new_tab, origin, elsewhere):
    """A tab; at the end it must have asked for nothing else."""
    made = new_tab()
    yield made
    made.close()
    known = (origin, elsewhere.address, "data:", "blob:", "file:", "about:")
    assert [one for one in made.requests if not one.startswith(known)] == [] and made.faults == []


def arrive(tab, address):
    """Wait until the tab is at the address and its page is ready."""
    tab.wait("(address) => location.href === address && document.readyState === 'complete'", address)


def kept(tab):
    """The names of what the page keeps."""
    return [name for name, count in tab.run(KEPT).items() if count]


@pytest.mark.parametrize("kind", READERS)
def test_each_kind_of_result_is_reached_and_nothing_is_kept_or_sent(tab, url, guide, kind):
    told = reader(guide, kind, guide.levels[-1].id)
    tab.open(f"{url}/self-check.html")
    state = "() => [location.href, document.title, history.length]"
    before, asked = tab.run(state), list(tab.requests)
    assert kept(tab) == []
    found = engines.take(tab, guide, *told)
    given, model = values(guide, *told), guide.scorer_model
    signals = {id_: given[id_] for id_ in model["signals"]}
    answers = {id_: int(value) for id_, value in given.items() if id_ not in (*signals, "wanted_closeness")}
    result = rule.score(model, {"answers": answers, "signals": signals})
    assert found == {"kind": kind, "levels": result["levels"]}
    assert kept(tab) == [] and tab.run(state) == before
    assert tab.requests == asked and f"{url}/self-check.html" in asked


def answer(tab, url, guide, far):
    """Answer everything by script, or one statement by the mouse and go on."""
    tab.open(f"{url}/self-check.html")
    if far:
        engines.take(tab, guide, *reader(guide, "level"))
        assert tab.run(HELD)[0] > 1
    else:
        tab.click('[data-action="next"]')
        choice = f'input[name="{guide.statement_screens[0][0]}"][value="2"]'
        # A press too soon after the last one does not count, and begins the wait anew.
        time.sleep(ONE_PRESS)
        tab.click(choice)
        assert soon(lambda: tab.run(HELD)[0] == 1)
        tab.click('[data-action="next"]')
        assert soon(lambda: tab.run(HELD) == [1, statement_screens(guide)[1]])


@pytest.mark.parametrize("far", [False, True], ids=["on-the-way", "at-the-result"])
def test_a_reload_and_a_way_back_come_to_a_self_check_with_nothing_answered(tab, url, guide, far):
    answer(tab, url, guide, far)
    tab.run("() => { window.old = true; location.reload(); }")
    tab.wait("() => !window.old && document.readyState === 'complete'")
    assert tab.run(HELD) == NOTHING
    answer(tab, url, guide, far)
    tab.open(f"{url}/intimacy.html")
    tab.back()
    arrive(tab, f"{url}/self-check.html")
    assert tab.run(HELD) == NOTHING


def test_a_page_is_one_request_and_nothing_is_kept_until_the_theme_is_switched(tab, url):
    for name in ("get-help", "scoring", "self-check", "index"):
        asked = len(tab.requests)
        tab.open(f"{url}/{name}.html")
        assert kept(tab) == [], name
        assert [one for one in tab.requests[asked:] if not one.startswith("data:")] == [f"{url}/{name}.html"]
    ground = "() => getComputedStyle(document.body).backgroundColor"
    before = tab.run(ground)
    tab.run("() => document.querySelector('[popovertarget]').click()")
    tab.click('[data-action="theme"]')
    switched = tab.wait(f"(before) => (now => now !== before && now)(({ground})())", before)
    # It is kept for this tab alone.
    assert kept(tab) == ["sessionStorage"] and tab.run(KEPT)["sessionStorage"] == 1
    tab.open(f"{url}/intimacy.html")
    assert tab.run(ground) == switched


# What a script sees right after it has pressed the exit: the link alone, to press again if nothing answers.
LEFT = "() => (exit.click(), [document.title, ...document.body.childNodes].map((one) => one.id ?? one))"


@pytest.mark.parametrize("way", ["click", "Shift", "script"])
def test_the_exit_blanks_the_page_and_leaves_and_back_does_not_return(tab, url, elsewhere, guide, way):
    tab.open(f"{url}/index.html")
    answer(tab, url, guide, far=False)
    # The exit's own address is out on the net; a page of this machine stands in for it.
    lead = "(address) => void (document.querySelector('[data-action=exit]').href = address)"
    tab.run(lead, elsewhere.address)
    if way == "click":
        tab.click('[data-action="exit"]')
    elif way == "Shift":
        tab.press("Shift", "Shift", "Shift")
    else:
        assert tab.run(LEFT) == [guide.words.shell.leaving, "exit"]
    arrive(tab, elsewhere.address)

    # The watch over requests sees what leaves the guide.
    assert elsewhere.address in tab.requests
    assert [headers for _, headers in elsewhere.asked if "Referer" in headers] == []
    tab.back()
    arrive(tab, f"{url}/index.html")
    tab.forward()
    arrive(tab, elsewhere.address)


# Whether a script put into the page runs, and how many things the policy stopped.
INJECT = """async (address) => {
    const stopped = [];
    addEventListener("securitypolicyviolation", (event) => stopped.push(event.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.head.append(script);
    document.body.setAttribute("onclick", "window.handled = true");
    document.body.click();
    const image = new Image();
    const loaded = new Promise((done) => (image.onload = image.onerror = done));
    image.src = address + "picture";
    const fetched = await fetch(address + "data", {mode: "no-cors"}).then(() => true, () => false);
    await Promise.race([loaded, new Promise((done) => setTimeout(done, 1000))]);
    // Older browsers tell of it a moment later.
    await new Promise((done) => setTimeout(done, 100));
    return {ran: "ran" in window, handled: "handled" in window, fetched, stopped: new Set(stopped).size};
}"""
KEEP_EVERYTHING = """async () => {
    localStorage.a = sessionStorage.a = document.cookie = "a=b";
    await caches.open("a");
    await new Promise((done) => (indexedDB.open("a").onsuccess = done));
}"""


def test_the_policy_stops_scripts_and_requests_that_are_put_into_the_page(tab, url, elsewhere):
    tab.open(f"{url}/self-check.html")
    found = tab.run(INJECT, elsewhere.address)
    assert found.pop("stopped") >= 3
    assert found == {"ran": False, "handled": False, "fetched": False} and elsewhere.asked == []

    # On a page without our promises the same does run, and what is kept is seen.
    tab.open(elsewhere.address)
    assert tab.run(INJECT, elsewhere.address) == {"ran": True, "handled": True, "fetched": True, "stopped": 0}
    assert {path for path, _ in elsewhere.asked} == {"/", "/picture", "/data"}
    tab.run(KEEP_EVERYTHING)
    assert kept(tab) == [*tab.run(KEPT)]
    # What the policy stopped the browser also complains of.
    tab.faults.clear()


def tab_to(tab, there):
    # The focus has moved by the time that a key is released.
    assert any(tab.press("Tab") or tab.run(there) for _ in range(60)), f"Tab does not come to {there}"


def test_the_menu_opens_closes_and_leads_on_by_keyboard(tab, url):
    tab.open(f"{url}/index.html")
    on_button = "document.activeElement === document.querySelector('.top [popovertarget]')"
    shown = "document.querySelector('#menu').checkVisibility()"
    # Where popovers are unknown, the menu is always there.
    if tab.run("() => 'popover' in HTMLElement.prototype"):
        tab_to(tab, f"() => {on_button} && !{shown}")
        tab.press("Enter")
        tab.wait(f"() => {shown}")
        tab.press("Escape")
        tab.wait(f"() => !{shown} && {on_button}")
        tab.press("Enter")
    tab.wait(f"() => {shown}")
    # By the active element: without a window in front, WebKit matches nothing to :focus.
    tab_to(tab, "() => document.activeElement.matches('#menu a:not([aria-current])')")
    there = tab.run("() => document.activeElement.href")
    tab.press("Enter")
    arrive(tab, there)
    assert there != f"{url}/index.html"


def search_for(tab, text):
    """Open the search by keyboard and type; the address of the first hit."""
    tab.run("() => document.querySelector('[data-action=search]').focus()")
    tab.press("Enter")
    tab.wait("() => document.activeElement.matches('dialog input')")
    tab.press(*text)
    return tab.wait("() => document.querySelector('[data-search-results] a')?.href")


CLOSED = "() => !document.querySelector('dialog').open && document.activeElement.dataset.action === 'search'"


@pytest.mark.parametrize("place", ["served", "from-disk"])
def test_search_opens_closes_and_leads_on_by_keyboard(tab, url, site, guide, place):
    base = url if place == "served" else site.as_uri()
    tab.open(f"{base}/get-help.html")
    asked = len(tab.requests)
    hit = search_for(tab, guide.levels[-1].name.split()[-1])
    assert hit.startswith(base) and hit != f"{base}/get-help.html"
    assert tab.run("() => document.querySelector('[data-search-status]').textContent") != ""
    tab.press("Escape")
    tab.wait(CLOSED)
    search_for(tab, "")
    tab.press("Enter")
    arrive(tab, hit)
    if place == "served":
        assert len(tab.requests[asked:]) == 2 and kept(tab) == []


def test_a_place_that_is_chosen_brings_numbers_that_call(tab, url, guide):
    tab.open(f"{url}/get-help.html")
    choose = "(id) => void Object.assign(document.querySelector('[data-place]'), {value: id})"
    tab.run(choose, guide.places[0].id)
    tab.run(
        "() => document.querySelector('[data-place]').dispatchEvent(new Event('change', {bubbles: true}))"
    )
    tab.wait(
        "() => [...document.querySelectorAll('.chosen [href^=tel]')].some((one) => one.checkVisibility())"
    )


# The entry is at the top of what is shown, or as far up as the end of the page lets it come.
IN_VIEW = """(id) => {
    const {top, bottom} = document.getElementById(id).getBoundingClientRect();
    const end = Math.abs(scrollY + innerHeight - document.documentElement.scrollHeight) < 2;
    return top >= 0 && (end ? bottom <= innerHeight : top < innerHeight / 4);
}"""


def test_a_link_to_a_source_comes_to_its_entry_from_another_page_and_from_the_same(tab, url, site, guide):
    """The list is long, and laid out as it comes near."""
    listed = (site / "sources.html").read_text(encoding="utf-8")
    sources = [source.id for source in guide.sources if f'id="{source.id}"' in listed]
    for one in (sources[0], sources[len(sources) // 2], sources[-1]):
        tab.open(f"{url}/about.html")
        tab.open(f"{url}/sources.html#{one}")
        tab.wait(IN_VIEW, one)
    for one in (sources[1], sources[-2], sources[len(sources) // 3]):
        tab.run("(id) => location.replace(`#${id}`)", one)
        tab.wait(IN_VIEW, one)


def test_from_disk_the_self_check_follows_the_rule_and_keeps_nothing(tab, site, guide):
    model = guide.scorer_model
    sheets = [sheet for make in MAKES for sheet in make_sheets(model, make, 50)]
    tab.open((site / "self-check.html").as_uri())
    agree(model, sheets, tab.run("(sheets) => sheets.map((sheet) => selfCheck.score(sheet))", sheets))
    found = engines.take(tab, guide, *reader(guide, "level"))
    assert found == {"kind": "level", "levels": [guide.levels[2].id]}
    assert tab.run("() => [localStorage.length, sessionStorage.length, document.cookie.length]") == [0, 0, 0]
