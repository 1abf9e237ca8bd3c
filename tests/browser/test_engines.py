"""The self-check and the promises in three browser engines, each situation told once.

Every other test runs in Chromium. In `dev.py test --all`, Firefox and WebKit must do the same here.
A plain run asks Chromium alone, with pages kept alive for Back as readers' browsers keep them.
"""

from types import SimpleNamespace

import pytest

import engines
import reference
import tools
from serving import html, serving, soon
from sheets import MAKES, agree, make_sheets
from walk import READERS, reader

SHEETS = 300
# What a page can keep, by its name: how much of each there is.
KEPT = """async () => ({
    localStorage: localStorage.length,
    sessionStorage: sessionStorage.length,
    cookies: document.cookie.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
})"""
SHOWN_TEXTS = """selector => [...document.querySelectorAll(selector)]
    .filter((one) => one.checkVisibility()).map((one) => one.textContent)"""
CHECKED = "() => document.querySelectorAll('input:checked').length"
# What the self-check holds of a reader: how many answers, on which screen, of which kind the result is.
HELD = """() => ({
    answers: document.querySelectorAll("input:checked").length,
    screens: [...document.querySelectorAll("[data-screen]")]
        .filter((one) => one.checkVisibility()).map((one) => one.dataset.screen),
    kind: document.querySelector("[data-result]").dataset.kind ?? null,
    result: document.querySelector("[data-result]").checkVisibility(),
    shown: document.querySelectorAll("[data-why] li").length,
})"""
NOTHING = {"answers": 0, "screens": ["start"], "kind": None, "result": False, "shown": 0}


@pytest.fixture(scope="module", params=["chromium", *tools.also("firefox", "webkit")])
def engine(request, origin):
    if request.param == "webkit":
        made = engines.WebKitEngine()
    elif request.param == "firefox":
        path = tools.need("firefox")
        made = engines.FirefoxEngine(request.getfixturevalue("playwright"), path, origin)
    else:
        made = engines.ChromiumEngine(
            request.getfixturevalue("playwright"), request.getfixturevalue("browser_path"), origin
        )
    yield made
    made.close()


@pytest.fixture
def elsewhere():
    """A page of somebody else, with no policy: (its address, the path and the headers of each request for
    it)."""
    asked = []

    def answer(request):
        asked.append((request.path, dict(request.headers)))
        return html("<!doctype html><title>elsewhere</title><link rel=icon href=data:,>")

    with serving(answer) as address:
        yield SimpleNamespace(address=f"{address}/", asked=asked)


@pytest.fixture
def tab_of(engine, origin):
    """Open a tab; at the end it must have asked for nothing outside the guide, or for what `allowed` names
    alone."""
    made = []

    def make(*allowed, **settings):
        made.append((engine.tab(**settings), allowed))
        return made[-1][0]

    yield make
    strays = []
    for tab, allowed in made:
        tab.close()
        strays += [
            one
            for one in tab.requests
            if not one.startswith((origin, "data:", "blob:", "file:", "about:", *allowed))
        ]
    assert strays == [] and [fault for tab, _ in made for fault in tab.faults] == []


@pytest.fixture
def tab(tab_of):
    return tab_of()


def arrive(tab, address):
    """Wait until the tab is at the address and its page is ready."""
    tab.wait("(address) => location.href === address && document.readyState === 'complete'", address)


# ---- The self-check


@pytest.mark.parametrize("kind", READERS)
def test_each_kind_of_result_is_reached_and_nothing_is_kept_or_sent(tab, url, guide, kind):
    answers, signals, wanted = told = reader(guide, kind, guide.levels[-1].id)
    tab.open(f"{url}/self-check.html")
    state = "() => [location.href, document.title, history.length]"
    before, asked = tab.run(state), list(tab.requests)
    assert set(tab.run(KEPT).values()) == {0}
    found = engines.take(tab, guide, *told)
    model = guide.scorer_model
    given = {
        s.id: answers(level.id, s.side, s.id) if callable(answers) else answers
        for level in guide.levels
        for s in level.statements
    }
    rule = reference.score(model, {"answers": given, "signals": dict.fromkeys(model["signals"], signals)})
    assert found == {"kind": kind, "levels": rule["levels"]}
    assert set(tab.run(KEPT).values()) == {0} and tab.run(state) == before
    assert tab.requests == asked and f"{url}/self-check.html" in asked


def test_a_press_of_the_mouse_answers_and_leads_on(tab, url, guide):
    tab.open(f"{url}/self-check.html")
    tab.click('[data-action="next"]')
    name = guide.levels[0].statements[0].id
    choice = f'input[name="{name}"][value="2"]'

    def pressed():
        tab.click(choice)
        return tab.run("(choice) => document.querySelector(choice).checked", choice)

    # A press too soon after the last one does not count.
    assert soon(pressed)
    tab.click('[data-action="next"]')
    tab.wait(
        "(at) => document.querySelector('form[data-at]').getAttribute('data-at') === at", guide.levels[1].id
    )


def test_the_same_random_sheets_have_the_results_that_the_rule_gives(tab, url, guide):
    model = guide.scorer_model
    sheets = [sheet for make in MAKES for sheet in make_sheets(model, make, SHEETS // len(MAKES))]
    tab.open(f"{url}/self-check.html")
    agree(model, sheets, tab.run("(sheets) => sheets.map((sheet) => selfCheck.score(sheet))", sheets))
    assert len(sheets) == SHEETS


@pytest.mark.parametrize("far", [False, True], ids=["at-the-start", "at-the-result"])
def test_a_reload_leaves_nothing_answered(tab, url, guide, far):
    answer(tab, url, guide, far)
    tab.run("() => void (window.old = true)")
    tab.reload()
    tab.wait("() => !window.old && document.readyState === 'complete'")
    assert tab.run(HELD) == NOTHING


@pytest.mark.parametrize("far", [False, True], ids=["at-the-start", "at-the-result"])
def test_back_comes_to_a_self_check_with_nothing_answered(tab, url, guide, far):
    answer(tab, url, guide, far)
    tab.open(f"{url}/intimacy.html")
    tab.back()
    arrive(tab, f"{url}/self-check.html")
    assert tab.run(HELD) == NOTHING


def answer(tab, url, guide, far):
    """Answer one question, or everything."""
    tab.open(f"{url}/self-check.html")
    if far:
        engines.take(tab, guide, *reader(guide, "level"))
    else:
        tab.click('[data-screen="start"] fieldset label:first-child input')
    assert tab.run(CHECKED) >= 1


def test_printing_shows_changes_and_keeps_nothing(tab, url, guide):
    """What a browser tells a page around printing; the paper itself is looked at in Chromium alone."""
    answer(tab, url, guide, far=True)
    state = "() => [document.documentElement.outerHTML, document.title, location.href, history.length]"
    before, held = tab.run(state), tab.run(HELD)
    during = tab.run(f"() => (dispatchEvent(new Event('beforeprint')), ({state})())")
    after = tab.run(f"() => (dispatchEvent(new Event('afterprint')), ({state})())")
    assert before == during == after
    assert tab.run(HELD) == held and set(tab.run(KEPT).values()) == {0}


def test_without_javascript_the_worksheet_shows_every_statement(tab_of, url, guide):
    tab = tab_of(javascript=False)
    tab.open(f"{url}/self-check.html")
    shown = tab.run(SHOWN_TEXTS, "legend")
    asked = [statement.text for level in guide.levels for statement in level.statements] + [
        signal.text for signal in guide.signals
    ]
    assert [text for text in asked if not any(text in legend for legend in shown)] == []
    assert tab.run("() => document.querySelector('[data-worksheet]').checkVisibility()")
    assert tab.run(SHOWN_TEXTS, "form button") == []
    assert tab.run("() => typeof selfCheck") == "undefined"


# ---- The promises


def test_opening_a_page_keeps_nothing_and_asks_for_that_page_alone(tab, url):
    for address in (
        f"{url}/index.html",
        f"{url}/get-help.html",
        f"{url}/scoring.html",
        f"{url}/self-check.html",
    ):
        asked = len(tab.requests)
        tab.open(address)
        assert set(tab.run(KEPT).values()) == {0}, address
        assert [one for one in tab.requests[asked:] if not one.startswith("data:")] == [address]


def test_what_a_page_keeps_would_be_seen(tab_of, elsewhere):
    """A page without our promises, so that the other situations cannot pass by looking past what is kept."""
    tab = tab_of(elsewhere.address)
    tab.open(elsewhere.address)
    tab.run(
        """async () => {
            localStorage.setItem("a", "b");
            sessionStorage.setItem("a", "b");
            document.cookie = "a=b";
            await caches.open("a");
            const opening = indexedDB.open("a");
            await new Promise((done) => (opening.onsuccess = done));
            opening.result.close();
        }"""
    )
    assert [name for name, count in tab.run(KEPT).items() if not count] == []


def test_the_theme_is_kept_for_this_tab_alone_and_only_once_it_was_switched(tab, url):
    tab.open(f"{url}/index.html")
    ground = "() => getComputedStyle(document.body).backgroundColor"
    before = tab.run(ground)
    tab.run("() => document.querySelector('[popovertarget]').click()")
    tab.click('[data-action="theme"]')
    switched = tab.wait(f"(before) => (now => now !== before && now)(({ground})())", before)

    assert [name for name, count in tab.run(KEPT).items() if count] == ["sessionStorage"]
    assert tab.run("() => sessionStorage.length") == 1
    tab.open(f"{url}/intimacy.html")
    assert tab.run(ground) == switched


def leave_by_click(tab):
    tab.click('[data-action="exit"]')


def leave_by_shift(tab):
    tab.press("Shift", "Shift", "Shift")


@pytest.mark.parametrize("leave", [leave_by_click, leave_by_shift])
def test_the_exit_leaves_and_back_does_not_come_to_the_page_that_was_left(
    tab_of, url, elsewhere, guide, leave
):
    tab = tab_of(elsewhere.address)
    tab.open(f"{url}/index.html")
    answer(tab, url, guide, far=False)
    lead_exit_to(tab, elsewhere.address)
    leave(tab)
    arrive(tab, elsewhere.address)

    # The watch over requests sees what leaves the guide.
    assert elsewhere.address in tab.requests
    assert [headers for _, headers in elsewhere.asked if "Referer" in headers] == []
    tab.back()
    arrive(tab, f"{url}/index.html")
    tab.forward()
    arrive(tab, elsewhere.address)


def test_the_exit_blanks_the_page_and_its_title_at_once(tab_of, url, elsewhere, guide):
    tab = tab_of(elsewhere.address)
    answer(tab, url, guide, far=False)
    lead_exit_to(tab, elsewhere.address)
    left, title = tab.run(
        "() => (document.querySelector('#exit').click(), [document.body.childNodes.length, document.title])"
    )
    assert (left, title) == (0, guide.words.shell.leaving)
    arrive(tab, elsewhere.address)


def lead_exit_to(tab, address):
    """The exit's own address is out on the net; a page of this machine stands in for it."""
    tab.run("(address) => void (document.querySelector('[data-action=exit]').href = address)", address)


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
    return {ran: "ran" in window, handled: "handled" in window, fetched, stopped: new Set(stopped).size};
}"""


def test_the_policy_stops_scripts_and_requests_that_are_put_into_the_page(tab_of, url, elsewhere):
    tab = tab_of(elsewhere.address)
    tab.open(f"{url}/self-check.html")
    found = tab.run(INJECT, elsewhere.address)
    # What the policy stopped the browser also complains of.
    tab.faults.clear()
    assert found.pop("stopped") >= 3
    assert found == {"ran": False, "handled": False, "fetched": False}
    assert elsewhere.asked == []

    # The same does run where no policy stands.
    tab.open(elsewhere.address)
    assert tab.run(INJECT, elsewhere.address) == {"ran": True, "handled": True, "fetched": True, "stopped": 0}
    assert {path for path, _ in elsewhere.asked} == {"/", "/picture", "/data"}
    tab.faults.clear()


# ---- Menu and search


def test_the_menu_opens_closes_and_leads_on_by_keyboard(tab, url):
    tab.open(f"{url}/index.html")
    button = "document.querySelector('[popovertarget]:not([popovertargetaction])')"
    menu = f"document.getElementById({button}.getAttribute('popovertarget'))"
    assert not tab.run(f"() => {menu}.checkVisibility()")
    tab_to(tab, f"() => document.activeElement === {button}")
    tab.press("Enter")
    tab.wait(f"() => {menu}.checkVisibility()")
    tab.press("Escape")
    tab.wait(f"() => !{menu}.checkVisibility() && document.activeElement === {button}")
    tab.press("Enter")
    tab.wait(f"() => {menu}.checkVisibility()")
    # By the active element: without a window in front, WebKit matches nothing to :focus.
    inside = f"{menu}.contains(document.activeElement)"
    tab_to(tab, f"() => {inside} && document.activeElement.matches('a:not([aria-current])')")
    there = tab.run("() => document.activeElement.href")
    tab.press("Enter")
    arrive(tab, there)
    assert there != f"{url}/index.html"


def tab_to(tab, there):
    for _ in range(60):
        tab.press("Tab")  # The focus has moved by the time that a key is released.
        if tab.run(there):
            return
    raise AssertionError(f"Tab does not come to {there}")


def search_for(tab, text):
    """Open the search by keyboard and type; the address of the first hit."""
    tab.run("() => document.querySelector('[data-action=search]').focus()")
    tab.press("Enter")
    tab.wait("() => document.activeElement.matches('dialog input')")
    tab.press(*text)
    return tab.wait("() => document.querySelector('[data-search-results] a')?.href")


def test_search_opens_closes_and_leads_on_by_keyboard(tab, url, guide):
    tab.open(f"{url}/get-help.html")
    asked = len(tab.requests)
    hit = search_for(tab, guide.levels[-1].name.split()[-1])
    assert tab.run("() => document.querySelector('[data-search-status]').textContent")
    tab.press("Escape")
    tab.wait(
        "() => !document.querySelector('dialog').open && document.activeElement.dataset.action === 'search'"
    )
    search_for(tab, "")
    tab.press("Enter")
    tab.wait("(left) => location.href !== left && document.readyState === 'complete'", f"{url}/get-help.html")
    assert tab.address() == hit
    assert len(tab.requests[asked:]) == 2 and set(tab.run(KEPT).values()) == {0}


# ---- A long list, laid out as it comes near

# The entry is at the top of what is shown, or as far up as the end of the page lets it come.
IN_VIEW = """(id) => {
    const {top, bottom} = document.getElementById(id).getBoundingClientRect();
    const end = Math.abs(scrollY + innerHeight - document.documentElement.scrollHeight) < 2;
    return top >= 0 && (end ? bottom <= innerHeight : top < innerHeight / 4);
}"""


def test_a_link_to_a_source_comes_to_its_entry_from_another_page_and_from_the_same(tab, url, guide):
    sources = [source.id for source in guide.sources]
    for one in (sources[0], sources[len(sources) // 2], sources[-1]):
        tab.open(f"{url}/about.html")
        tab.open(f"{url}/sources.html#{one}")
        tab.wait(IN_VIEW, one)
    for one in (sources[1], sources[-2], sources[len(sources) // 3]):
        tab.run("(id) => location.replace(`#${id}`)", one)
        tab.wait(IN_VIEW, one)


# ---- From disk


def test_from_disk_the_search_and_the_self_check_work(tab, site, guide):
    level = guide.levels[1]
    tab.open((site / "index.html").as_uri())
    hit = search_for(tab, level.name.split()[-1])
    tab.press("Enter")
    arrive(tab, hit)
    assert hit.startswith(site.as_uri())
    tab.open((site / "self-check.html").as_uri())
    found = engines.take(tab, guide, *reader(guide, "level"))
    assert found == {"kind": "level", "levels": [guide.levels[2].id]}
    assert tab.run("() => [localStorage.length, sessionStorage.length, document.cookie.length]") == [0, 0, 0]
