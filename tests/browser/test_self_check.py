"""The self-check as readers meet it: by mouse, by keyboard, without JavaScript, and when they come back."""

import math
import re
import threading
import time

import pytest
from playwright.sync_api import expect

from axe import axe
from hand import Key
from serving import serving
from sheets import MAKES, calm, make_sheets
from tools import EVERYTHING, also
from walk import READERS, Walk, by_level, is_told_in_a_copy, pasted, reader, statement_screens, values

# What a worksheet may take: as many sheets of paper for as many statements.
SHEETS, STATEMENTS_ON_THEM = 6, 25
PHONE = {"width": 390, "height": 844}
# Windows in which different things come to lie where Next was.
SIZES = [(320, 568), (1280, 600)]
SIZES += also((360, 640), (360, 740), (375, 667), (390, 664), (390, 844), (412, 732), (768, 1024))
SIZES += also((1024, 768), (1536, 730), (1920, 1080))
# Milliseconds from the first half of a double press to the second, from each press of a shaking hand to the
# next, and until a reader has looked around.
TWICE, SHAKING, CALM = 120, 400, 900


@pytest.fixture
def walk(page, url, guide):
    return Walk(page, url, guide)


@pytest.fixture
def checked(page):
    """The answers that are chosen."""
    return page.locator("input:checked")


def way(guide):
    """Every screen, in order, where something is left open."""
    return ["start", *statement_screens(guide), "wanted", "review", "interruption", "signals"]


@pytest.fixture
def worksheet(context_of, url):
    context, _ = context_of(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/self-check.html")
    return page


def test_the_printed_key_gives_the_same_result_as_the_script(worksheet, walk, guide):
    key, model = Key(worksheet), guide.scorer_model
    labels = {one.value: one.text for one in guide.answers}
    made = [sheet for make in MAKES for sheet in make_sheets(model, make, 250 if EVERYTHING else 70)]
    sheets = [calm(model, sheet["answers"]) for sheet in made]
    scored = walk.page.evaluate("sheets => sheets.map((sheet) => selfCheck.score(sheet))", sheets)
    for sheet, found in zip(sheets, scored, strict=True):
        told = {id_: "skip" if value is None else str(value) for id_, value in sheet["answers"].items()}
        kind, parts = key.result({id_: labels[value] for id_, value in told.items()})
        levels = [] if kind == "care" else found["levels"]
        assert (found["kind"], levels) == (kind, [guide.levels[part].id for part in parts]), sheet
    assert {found["kind"] for found in scored} == {*READERS} - {"safety"}
    expect(worksheet.locator("[data-worksheet] .key")).to_be_visible()


def pages_of_paper(page, paper):
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format=paper)))


def test_the_blank_worksheet_prints_on_few_pages_and_a_result_on_one(walk, guide):
    page, lines = walk.page, walk.page.locator("fieldset[data-statement]:visible")
    statements = sum(len(level.statements) for level in guide.levels)
    for paper in ("A4", "Letter"):
        assert pages_of_paper(page, paper) <= SHEETS * math.ceil(statements / STATEMENTS_ON_THEM)
    page.emulate_media(media="print")
    expect(lines).to_have_count(statements)
    # What is asked about safety is read on paper, and never ticked.
    expect(page.locator("[data-signal] legend:visible")).to_have_count(len(guide.signals))
    expect(page.locator("[data-signal] input:visible")).to_have_count(0)
    page.emulate_media(media="null")
    walk.take(by_level(guide, [2, 1, 1, -1, -2]), wanted=guide.levels[3].id)
    before = page.content()
    assert pages_of_paper(page, "A4") == 1 and page.content() == before
    page.emulate_media(media="print")
    expect(page.locator("fieldset:visible, circle:visible")).to_have_count(0)
    expect(page.locator(".notice")).to_be_visible()


def test_the_form_sends_nothing_and_asks_the_browser_to_remember_nothing(worksheet, url):
    radio = worksheet.locator("[data-statement] input").first
    radio.check()
    radio.press("Enter")
    # Where it would lead, it would lead at once: what is asked for next comes later.
    expect(radio).to_be_checked()
    assert worksheet.url == f"{url}/self-check.html"
    form = worksheet.locator('form[data-module="self-check"][autocomplete="off"][method="dialog"]')
    expect(form).to_have_count(1)
    expect(form.locator('input:not([type="radio"]), textarea, select[name]')).to_have_count(0)


@pytest.fixture
def half_page(context_of, site):
    """(page, rest): a self-check that stops coming in after its first screen until the event `rest`."""
    text = (site / "self-check.html").read_bytes()
    end, rest = text.index(b"<section", text.index(b'data-screen="start"')), threading.Event()

    def answer(request):
        yield text[:end]
        rest.wait(30)
        yield text[end:]

    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(text))}
    with serving(lambda request: (200, headers, answer(request))) as address:
        context, watch = context_of(viewport=PHONE)
        watch.allowed.append(address)
        page = context.new_page()
        page.goto(f"{address}/self-check.html", wait_until="commit")
        yield page, rest
        rest.set()


@pytest.mark.parametrize("presses", [0, 1, 3])
def test_a_first_screen_shows_at_once_stays_and_acts_once_on_what_is_pressed(half_page, guide, presses):
    page, rest = half_page
    start, kind = page.locator('[data-screen="start"]'), guide.relationships[0]
    way_on = start.locator('[data-action="next"]')
    expect(way_on).to_be_visible()
    expect(page.locator(".worksheet:visible")).to_have_count(0)
    place, last = start.bounding_box(), way_on.bounding_box()
    assert last["y"] + last["height"] <= 1.5 * PHONE["height"]
    for _ in range(presses):
        page.get_by_label(kind.name, exact=True).check()
        way_on.click()
    expect(start).to_be_visible()
    rest.set()
    page.wait_for_load_state("load")
    if not presses:
        assert start.bounding_box() == place
        return
    # On its way when the page became whole.
    page.mouse.click(195, 420)
    screen, checked = page.locator("[data-screen]:visible"), page.locator("input:checked")
    expect(screen).to_have_attribute("data-screen", statement_screens(guide)[0])
    expect(screen).to_contain_text(kind.noun)
    expect(screen).not_to_contain_text(guide.relationships[-1].noun)
    expect(checked).to_have_count(1)
    expect(checked).to_have_value(kind.id)


def middle(target):
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def pressing(page, target, touch=False, times=1, every=TWICE):
    """Press several times where something lies before the first; a slow machine makes no slow hand."""
    spot, start = middle(target), time.monotonic()
    for number in range(times):
        page.wait_for_timeout(max(0, every * number - 1000 * (time.monotonic() - start)))
        (page.touchscreen.tap if touch else page.mouse.click)(*spot)


@pytest.mark.parametrize("letters", [1, *also(1.3)])
@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
def test_a_double_press_moves_one_screen_on_and_answers_nothing(context_of, url, guide, touch, letters):
    walks, answers = [], 0
    for width, height in SIZES:
        context, _ = context_of(viewport={"width": width, "height": height}, has_touch=touch, bypass_csp=True)
        walks.append(Walk(context.new_page(), url, guide))
        walks[-1].page.add_style_tag(content=f"html {{ font-size: {letters * 112.5}% }}")
    # All windows wait together.
    for place in way(guide):
        answered = bool(walks[0].screen.locator(".choices").count())
        answers += answered
        for walk in walks:
            walk.at(place)
            if answered:
                # An unhurried press counts.
                label = walk.screen.locator(".choices label").first
                pressing(walk.page, label, touch)
                expect(label.locator("input")).to_be_checked()
            pressing(walk.page, walk.screen.locator('[data-action="next"]'), touch, times=2)
        walks[-1].page.wait_for_timeout(CALM)
        for walk in walks:
            expect(walk.page.locator("input:checked")).to_have_count(answers)
    assert {(walk.place, walk.page.url) for walk in walks} == {("result", f"{url}/self-check.html")}


def test_presses_of_a_shaking_hand_are_one_wherever_they_fall(walk, guide, checked):
    page = walk.page
    for place in walk.screens(None):
        if place == "review":
            break

    def shake(target):
        pressing(page, target, times=3, every=SHAKING)
        page.wait_for_timeout(CALM)

    shake(walk.screen.locator('[data-action="back"]'))
    walk.at("wanted")
    walk.next()
    shake(walk.screen.locator("[data-open] button").first)
    walk.at(statement_screens(guide)[0])
    expect(checked).to_have_count(0)
    walk.take(1)
    shake(page.locator('[data-action="restart"]'))
    walk.at("start")
    expect(checked).to_have_count(0)


# Fields, buttons and elements of extensions, before and after all that stands in the form, in each group and
# at the end of the page; each text that is asked or said in an element of its own, as translations do it.
INJECT = """() => {
    const FIELDS = `<input type="text" value="injected"><input type="checkbox" checked>
        <textarea>injected</textarea><select><option>injected</option></select><button>injected</button>`;
    const form = document.querySelector("form[data-at]");
    for (const one of [form, ...form.querySelectorAll("fieldset")])
        for (const place of ["afterbegin", "beforeend"]) one.insertAdjacentHTML(place, FIELDS);
    document.body.insertAdjacentHTML("beforeend", "<some-extension>injected</some-extension>");
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), all = [];
    while (texts.nextNode()) if (texts.currentNode.data.trim()) all.push(texts.currentNode);
    for (const text of all) {
        if (text.parentElement.closest("script, style, svg, option, textarea")) continue;
        const wrapper = document.createElement("font");
        wrapper.textContent = text.data;
        text.replaceWith(wrapper);
    }
}"""
CHANGE = """() => document.querySelectorAll("input:not([type=radio]), select, textarea").forEach((one) =>
    one.dispatchEvent(new Event("change", {bubbles: true})))"""


def test_what_extensions_put_into_the_page_changes_nothing(walk, guide):
    walk.page.evaluate(INJECT)
    walk.page.evaluate(CHANGE)
    expect(walk.screen).to_contain_text(guide.words.check.start.title)
    walk.page.get_by_label(guide.relationships[0].name, exact=True).check()
    walk.next()
    expect(walk.screen).to_contain_text(guide.relationships[0].noun)
    walk.screen.locator("[data-statement] [type=radio]").first.check()
    walk.screen.locator('[data-action="clear"]:visible').first.press("Enter")
    walk.take(*reader(guide, "level"))
    walk.page.evaluate(CHANGE)
    assert walk.kind() == "level"
    text = walk.copied()
    assert "injected" not in text and is_told_in_a_copy(walk, text)


# Where the focus is: what is still to be answered, with its values in order, or what is to be pressed.
FOCUS = """() => {
    const {name, dataset} = document.activeElement;
    const line = [...document.querySelectorAll(`input[name="${name}"]`)];
    return [line.some((one) => one.checked) ? "" : name, line.map((one) => one.value), dataset.action];
}"""


@pytest.mark.parametrize("kind", READERS if EVERYTHING else ["level", "safety"])
def test_by_keyboard_alone_at_full_speed_a_reader_comes_to_a_result(walk, guide, kind):
    told, keyboard = values(guide, *reader(guide, kind)), walk.page.keyboard
    walk.screen.locator("h2").focus()
    for _ in range(60 * len(guide.levels)):
        keyboard.press("Tab")
        name, in_order, action = walk.page.evaluate(FOCUS)
        if name in told:
            keyboard.press("Space")
            for _ in range(in_order.index(told[name])):
                keyboard.press("ArrowDown")
        elif action == "next":
            keyboard.press("Enter")
            if walk.place == "result":
                break
    expect(walk.result).to_have_attribute("data-kind", kind)


# The text of each label and button that is lower than a finger needs.
LOW = """() => [...document.querySelectorAll(".choices label, form[data-at] button")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
    .map((one) => one.textContent)"""


@pytest.mark.parametrize("scheme", ["light", *also("dark")])
def test_each_screen_has_one_way_on_and_is_read_well_by_everyone(walk, guide, checked, scheme):
    """In one walk: the order, progress, focus, targets, names, and no level named before its time."""
    walk.page.emulate_media(color_scheme=scheme)
    expect(checked).to_have_count(0)
    seen, of = [], len(guide.statement_screens) + 3
    for place in walk.screens(1):
        axe(walk.page)
        assert walk.page.evaluate(LOW) == []
        if place == "result":
            break
        seen.append(place)
        screen = walk.screen
        expect(screen).to_have_count(1)
        expect(screen.locator('[data-action="next"]:visible')).to_have_count(1)
        expect(screen.locator('[data-action="back"]:visible')).to_have_count(int(place != "start"))
        if place != "start":
            expect(walk.page.locator("h2:focus")).to_have_count(1)
            # On each part there is a quiet way to stop.
            expect(screen.get_by_text(guide.words.check.uneasy)).to_be_visible()
        if place in statement_screens(guide):
            assert [level.name for level in guide.levels if level.name in screen.inner_text()] == []
        if screen.locator("progress").count():
            number = len([one for one in seen if one not in ("start", "review")])
            assert screen.locator("progress").evaluate("one => [one.value, one.max]") == [number, of]
            told = screen.locator(".progress").inner_text().strip()
            assert {str(number), str(of)} <= {*re.findall(r"\d+", told)}
            # Two parts may have the same heading.
            expect(screen.locator("h2")).to_have_accessible_description(told)
        # axe asks for names; those of groups have to be their questions.
        tree = walk.page.locator("form[data-at]").aria_snapshot().replace('\\"', '"')
        legends = [" ".join(one.split()) for one in screen.locator("legend").all_inner_texts()]
        assert [one for one in legends if f'- group "{one}"' not in tree] == []
        assert tree.count("- heading") == 1
    assert seen == [place for place in way(guide) if place != "review" or "review" in seen]
    expect(walk.result.locator(":focus")).to_have_count(1)
    assert walk.result.aria_snapshot().count("[level=2]") == 1


def test_a_screen_of_statements_gives_no_level_away(guide):
    for screen in guide.statement_screens:
        levels = [guide.level_of[id_].number for id_ in screen]
        assert {*levels} == {level.number for level in guide.levels}
        assert not any(one == other for one, other in zip(levels, levels[1:])), levels


# Answer what is shown, and stay there.
ANSWER = """values => [...document.querySelectorAll("[data-screen] input")]
    .filter((one) => one.checkVisibility() && values[one.name] === one.value).forEach((one) => one.click())"""


@pytest.mark.parametrize(("size", "most"), [((1280, 900), 9450), ((390, 844), 15637)])
def test_answering_takes_little_scrolling_and_nothing_moves_by_an_answer(page, url, guide, size, most):
    """All screens with everything answered, as high as they are together, in pixels."""
    page.set_viewport_size(dict(zip(("width", "height"), size)))
    walk, heights = Walk(page, url, guide), []
    for place in walk.screens(1, wanted=guide.levels[0].id):
        height = "() => document.documentElement.scrollHeight"
        before = page.evaluate(height)
        walk.page.evaluate(ANSWER, values(guide, wanted=guide.levels[0].id))
        assert page.evaluate(height) == before, place
        heights += [before] if place != "result" else []
    assert sum(heights) <= most, heights


def test_a_question_about_safety_is_asked_in_the_words_for_the_relationship(walk, guide):
    for one in guide.relationships:
        walk.screen.locator(f'input[value="{one.id}"]').check()
        asked = walk.page.locator("[data-signal] legend").evaluate_all(
            "all => all.map((one) => [...one.childNodes].filter((part) => !part.hidden)[0].textContent)"
        )
        wanted = [signal.text_for.get(one.id, signal.text) for signal in guide.signals]
        assert [text.strip() for text in asked] == wanted


@pytest.mark.parametrize("kind", ["safety", "care"])
def test_a_place_brings_its_numbers_and_start_again_forgets_it_and_all_answers(walk, guide, checked, kind):
    walk.take(*reader(guide, kind))
    place, far = (
        next(one for one in guide.places if guide.is_at_home(one) == at_home) for at_home in (True, False)
    )
    # Of a place where another language is at home there is the emergency number, and a way to the rest.
    walk.result.locator("select").select_option(far.id)
    expect(walk.result.locator(f'a[href="{far.page.replace(".md", ".html")}"]')).to_be_visible()
    lines = walk.result.locator("[aria-live=polite]").locator("[data-at-place]:visible")
    expect(lines).to_contain_text(guide.words.helplines.place_far)
    number = walk.result.get_by_role("link", name=far.emergency.number, exact=True)
    expect(number).to_be_visible(visible=kind == "safety")
    walk.result.locator("select").select_option(place.id)
    lines = walk.result.locator(f'[data-at-place="{place.id}"]')
    expect(lines.locator('a[href^="tel:"]:visible').first).to_be_visible()
    expect(lines.get_by_text(guide.words.helplines.emergency)).to_be_visible(visible=kind == "safety")
    expect(walk.result.locator("[data-at-place]:visible")).to_have_count(1)
    walk.page.locator('[data-action="restart"]:visible').press("Enter")
    walk.at("start")
    expect(checked).to_have_count(0)
    assert walk.kind() is None
    expect(walk.page.locator("[data-why] li")).to_have_count(0)
    walk.take(*reader(guide, kind))
    expect(walk.result.locator("[data-at-place]:visible")).to_have_count(0)


def test_the_picture_is_drawn_by_the_answers_and_said_in_a_table(walk, guide):
    told = by_level(guide, [2, 1, 1, -1, -2])
    care = {level.id: value for level, value in zip(guide.levels, [1, 1, 1, 0, 0])}
    walk.take(lambda level, facet, id_: care[level] if facet == "care" else told(level, facet, id_))
    told = guide.words.check.result.picture
    rows = walk.result.locator("table tbody tr")
    for i, level in enumerate(guide.levels):
        ring = walk.result.locator(f'[data-ring="{level.id}"]')
        reach = 4 if i < 3 else 0
        for half in (".own", ".their"):
            expect(ring.locator(half)).to_have_attribute("data-reach", str(reach))
        expect(rows.nth(i)).to_contain_text(told.reach[reach])
        expect(rows.nth(i)).to_contain_text(told.met if i < 3 else told.not_met)
    # One press hides it.
    walk.result.locator("summary:visible").press("Enter")
    expect(walk.result.locator("svg:visible, table:visible")).to_have_count(0)


def test_a_held_key_moves_one_screen_and_back_keeps_answers_until_they_are_cleared(walk, guide, checked):
    walk.screen.locator('[data-action="next"]').focus()
    for _ in range(5):
        walk.page.keyboard.down("Enter")
    walk.page.keyboard.up("Enter")
    walk.at(statement_screens(guide)[0])
    expect(walk.screen.locator("h2")).to_be_focused()
    first = walk.screen.locator("fieldset").first
    answer, clear = first.locator('input[value="2"]'), first.locator('[data-action="clear"]')
    answer.press("Space")
    walk.next()
    walk.screen.locator('[data-action="back"]').press("Enter")
    expect(answer).to_be_checked()
    clear.press("Enter")
    expect(checked).to_have_count(0)
    expect(clear).to_be_hidden()
    expect(first.locator("input:focus")).to_have_count(1)


def test_only_where_too_little_was_answered_back_leads_from_the_result_to_the_answers(walk, guide, checked):
    walk.take(*reader(guide, "not-enough"))
    answers, back = checked.count(), walk.page.locator('[data-action="back"]:visible')
    back.press("Enter")
    walk.at("signals")
    expect(checked).to_have_count(answers)
    expect(walk.result).to_be_hidden()
    for place in way(guide)[-2::-1]:
        back.press("Enter")
        walk.at(place)
    walk.take(*reader(guide, "level"))
    assert walk.kind() == "level"
    expect(back).to_have_count(0)


def test_lines_left_open_are_listed_once_and_lead_back_to_their_place(walk, guide):
    left = guide.statement_screens[-1][0]
    for place in walk.screens(lambda level, facet, id_: None if id_ == left else 1):
        if place == "review":
            break
    lines = walk.screen.locator("li:visible")
    expect(lines).to_have_count(1)
    lines.get_by_role("button").press("Enter")
    walk.at(statement_screens(guide)[-1])
    expect(walk.page.locator("input:focus")).to_have_attribute("name", left)


@pytest.mark.parametrize("signals", ["yes", "unsure", "skip", None])
def test_safety_speaks_in_three_voices_and_names_no_level(walk, guide, signals):
    walk.take(2, signals, guide.levels[-1].id)
    assert (walk.kind(), walk.levels()) == ("safety", [guide.levels[-1].id])
    (voices,) = ([one for one in part.blocks if one.when] for part in guide.result if part.id == "voices")
    shown = [one.when["voice"] for one in voices if walk.result.get_by_text(one.text).is_visible()]
    assert shown == [(signals if signals in ("yes", "unsure") else "open",)]
    said = walk.result.inner_text()
    assert [level.name for level in guide.levels if level.name in said] == []
    assert [one.text for one in guide.signals if one.text in said] == []
    expect(walk.result.locator("svg:visible, button:visible")).to_have_count(0)


def test_one_question_about_safety_left_open_brings_no_step_to_tell(walk, guide):
    walk.take(by_level(guide, [2, 1, 1, -1, -2]), {guide.signals[0].id: None}, guide.levels[-1].id)
    assert walk.kind() == "level"
    expect(walk.result.locator(".support:visible")).to_have_count(1)
    expect(walk.result.locator("[data-choose] > :visible")).to_have_attribute("data-when", '{"open":["one"]}')
    expect(walk.result.locator(".message:visible")).to_have_count(0)


def test_a_result_names_its_level_and_what_is_copied_holds_nothing_about_safety(walk, guide):
    walk.take(by_level(guide, [2, 1, 1, -1, -2]), wanted=guide.levels[2].id)
    level = guide.levels[2]
    assert walk.levels() == [level.id]
    expect(walk.result.locator("h2:visible")).to_contain_text(level.told)
    expect(walk.result.locator("[data-why]:visible li")).to_have_count(3)
    text = walk.copied()
    assert level.name in text and is_told_in_a_copy(walk, text)
    assert [one.text for one in guide.signals if one.text in text] == []
    message = walk.result.locator(".message:visible")
    message.get_by_role("button").press("Enter")
    expect(message.get_by_role("status")).to_have_text(guide.words.check.result.copied)
    assert pasted(walk.page) in [block.message for part in guide.result for block in part.blocks]


def test_copying_works_over_plain_http_and_what_cannot_be_copied_is_marked(
    playwright, browser_path, url, guide
):
    # A name that browsers do not know as this machine's is not trusted without encryption.
    names = ["--host-resolver-rules=MAP guide.test 127.0.0.1"]
    with playwright.chromium.launch(executable_path=browser_path, args=names) as chromium:
        walk = Walk(chromium.new_context().new_page(), url.replace("127.0.0.1", "guide.test"), guide)
        assert not walk.page.evaluate("isSecureContext")
        walk.take(*reader(guide, "uneven"))
        before = walk.page.content()
        assert is_told_in_a_copy(walk, walk.copied())
        status = walk.result.get_by_role("status").filter(visible=True)
        # Nothing else has changed.
        said = status.inner_text()
        status.evaluate("one => (one.textContent = '')")
        assert (walk.page.content(), said) == (before, guide.words.check.result.copied)
        assert walk.page.evaluate("String(getSelection())") == ""
        walk.page.evaluate("document.execCommand = () => false")
        walk.result.locator('[data-action="copy-result"]').press("Enter")
        expect(status).to_have_text(guide.words.check.result.marked)
        assert guide.version in walk.page.evaluate("String(getSelection())")


# Of those that differ most in what they show; the others have no part of their own.
@pytest.mark.parametrize("kind", READERS if EVERYTHING else ["level", "one-sided", "safety"])
def test_each_kind_of_result_passes_axe_unfolded_and_gives_way_to_a_plain_page(
    walk, guide, url, checked, kind
):
    walk.take(*reader(guide, kind))
    assert walk.kind() == kind
    walk.page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    for scheme in ("dark", *also("light")):
        walk.page.emulate_media(color_scheme=scheme)
        axe(walk.page)
    walk.result.locator('[data-action="instead"]').press("Enter")
    expect(walk.page).to_have_url(f"{url}/levels/index.html")
    walk.page.go_back()
    walk.at("start")
    expect(checked).to_have_count(0)
