"""The self-check as readers meet it: by mouse, by keyboard, without JavaScript, and when they come back."""

import math
import random
import re
import threading

import pytest
from playwright.sync_api import expect

from axe import axe
from hand import Key
from serving import serving
from tools import EVERYTHING, also
from walk import READERS, Walk, by_level, reader, values

# What a worksheet may take: as many sheets of paper for as many statements.
SHEETS, STATEMENTS_ON_THEM = 4, 25
PHONE = {"width": 390, "height": 844}
# Windows in which different things come to lie where Next was.
SIZES = [(320, 568), (360, 640), (390, 844), (1280, 600)]
# Milliseconds: from the first half of a double press to the second, and until a reader has looked at what is
# there.
TWICE, CALM = 120, 600


@pytest.fixture
def walk(page, url, guide):
    return Walk(page, url, guide)


@pytest.fixture
def checked(page):
    """The answers that are chosen."""
    return page.locator("input:checked")


def way(guide):
    """Every screen, in order, where something is left open."""
    return ["start", *(level.id for level in guide.levels), "wanted", "review", "interruption", "signals"]


# ---- Without JavaScript, and on paper


@pytest.fixture
def worksheet(context_of, url):
    context, _ = context_of(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/self-check.html")
    return page


def test_the_printed_key_gives_the_same_result_as_the_script(worksheet, walk, guide):
    key, draw = Key(worksheet), random.Random(20)
    statements = [one.id for level in guide.levels for one in level.statements]
    labels = {one.value: one.text for one in guide.answers}
    signals = {signal.id: "no" for signal in guide.signals}
    sheets = []
    for number in range(1500 if EVERYTHING else 400):
        # Some sheets are full, some have gaps, and some end where a reader stopped.
        end = len(statements) if number % 3 else draw.randrange(len(statements) + 1)
        pool = [value for value in labels if number % 2 == 0 or value != "skip"]
        sheets.append({id_: draw.choice(pool) for id_ in statements[:end]})
    asked = [
        {"answers": {id_: None if v == "skip" else int(v) for id_, v in one.items()}, "signals": signals}
        for one in sheets
    ]
    scored = walk.page.evaluate("sheets => sheets.map((sheet) => selfCheck.score(sheet))", asked)
    for sheet, found in zip(sheets, scored, strict=True):
        kind, parts = key.result({id_: labels[value] for id_, value in sheet.items()})
        assert (found["kind"], found["levels"]) == (kind, [guide.levels[part].id for part in parts]), sheet
    assert {found["kind"] for found in scored} == {*READERS} - {"safety"}


def pages_of_paper(page, paper):
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format=paper)))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_blank_worksheet_prints_on_few_pages_and_a_result_on_one(walk, guide, paper):
    page, lines = walk.page, walk.page.locator("fieldset[data-statement]:visible")
    statements = sum(len(level.statements) for level in guide.levels)
    assert pages_of_paper(page, paper) <= SHEETS * math.ceil(statements / STATEMENTS_ON_THEM)
    page.emulate_media(media="print")
    expect(lines).to_have_count(statements)
    page.emulate_media(media="null")
    walk.take(by_level(guide, [2, 1, 1, -1, -2]), wanted=guide.levels[3].id)
    assert pages_of_paper(page, "A4") == 1
    page.emulate_media(media="print")
    expect(page.locator("fieldset:visible")).to_have_count(0)


def test_without_javascript_the_key_prints_the_points_of_each_answer(worksheet, guide):
    key = worksheet.locator("[data-worksheet] .key table")
    expect(key).to_be_visible()
    said = key.inner_text()
    assert [one.value for one in guide.answers if one.text not in said] == ["skip"]


def test_without_javascript_enter_on_an_answer_puts_nothing_into_the_address(worksheet, url):
    radio = worksheet.locator("[data-statement] input").first
    radio.check()
    radio.press("Enter")
    # Where it would lead, it would lead at once: what is asked for next comes later.
    expect(radio).to_be_checked()
    assert worksheet.url == f"{url}/self-check.html"


# ---- While the page still comes in


@pytest.fixture
def half_page(context_of, site):
    """(page, rest) of a self-check that stops coming in after its first screen, until the Event `rest` is
    set."""
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


def test_the_first_screen_shows_at_once_and_stays_where_it_is(half_page):
    page, rest = half_page
    start = page.locator('[data-screen="start"]')
    expect(start.locator('[data-action="next"]')).to_be_visible()
    expect(page.locator(".worksheet:visible")).to_have_count(0)
    place = start.bounding_box()
    rest.set()
    page.wait_for_load_state("load")
    assert start.bounding_box() == place


@pytest.mark.parametrize("presses", [1, 2, 3])
def test_what_is_pressed_early_acts_once_when_the_page_is_whole(half_page, guide, presses):
    page, rest = half_page
    kind, first = guide.relationships[0], guide.levels[0].id
    page.get_by_label(kind.name, exact=True).check()
    for _ in range(presses):
        page.locator('[data-screen="start"] [data-action="next"]').click()
    expect(page.locator('[data-screen="start"]')).to_be_visible()
    rest.set()
    page.wait_for_load_state("load")
    # On its way when the page became whole.
    page.mouse.click(195, 420)
    expect(page.locator("[data-screen]:visible")).to_have_attribute("data-screen", first)
    expect(page.locator(f'[data-screen="{first}"] [data-noun]').first).to_have_text(kind.noun)
    expect(page.locator("input:checked")).to_have_count(1)
    expect(page.locator("input:checked")).to_have_value(kind.id)


# ---- One press, one screen


def middle(target):
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_double_press_moves_one_screen_on_and_answers_nothing(context_of, url, guide, size, touch):
    context, _ = context_of(viewport={"width": size[0], "height": size[1]}, has_touch=touch)
    page = context.new_page()
    walk, seen, answers = Walk(page, url, guide), [], 0
    press = page.touchscreen.tap if touch else page.mouse.click
    while (place := walk.place) != "result":
        seen.append(place)
        for label in walk.screen.locator(".choices label").all()[:1]:
            # An unhurried press counts.
            press(*middle(label))
            answers += 1
            expect(label.locator("input")).to_be_checked()
        spot = middle(walk.screen.locator('[data-action="next"]'))
        for _ in range(2):
            press(*spot)
            page.wait_for_timeout(TWICE)
        page.wait_for_timeout(CALM)
        expect(page.locator("input:checked")).to_have_count(answers)
    assert seen == way(guide)
    expect(walk.result.locator("details[open]")).to_have_count(0)
    assert page.url == f"{url}/self-check.html"


FOCUS = """() => {
    const one = document.activeElement, line = one.closest("fieldset"),
        form = document.querySelector("form[data-at]");
    const open = one.type === "radio" && !line.querySelector(":checked");
    return {at: form.dataset.at, action: one.dataset.action, name: open ? one.name : null,
        values: line && [...line.querySelectorAll("input")].map((input) => input.value)};
}"""


@pytest.mark.parametrize(
    "kind", ["level", "safety", *also("between", "mixed", "one-sided", "not-placed", "not-enough")]
)
def test_by_keyboard_alone_at_full_speed_a_reader_comes_to_a_result(walk, guide, kind):
    told = values(guide, *reader(guide, kind))
    keyboard = walk.page.keyboard
    walk.screen.locator("h2").focus()
    for _ in range(60 * len(guide.levels)):
        keyboard.press("Tab")
        focus = walk.page.evaluate(FOCUS)
        if focus["name"] in told:
            keyboard.press("Space")
            for _ in range(focus["values"].index(told[focus["name"]])):
                keyboard.press("ArrowDown")
        elif focus["action"] == "next":
            keyboard.press("Enter")
            if walk.place == "result":
                break
    expect(walk.result).to_have_attribute("data-kind", kind)


def test_a_key_held_down_moves_one_screen(walk, guide):
    walk.screen.locator('[data-action="next"]').focus()
    for _ in range(5):
        walk.page.keyboard.down("Enter")
    walk.at(guide.levels[0].id)
    expect(walk.screen.locator("h2")).to_be_focused()


# ---- The way through


def test_each_screen_has_one_way_on_fits_and_is_read_well(walk, guide, checked):
    """In one walk: the order, progress, focus, targets, names for screen readers, and no level named before
    its time."""
    expect(checked).to_have_count(0)
    seen, names, of = [], [level.name for level in guide.levels], len(guide.levels) + 3
    for place in walk.screens(1):
        if place == "result":
            break
        seen.append(place)
        screen = walk.screen
        expect(screen).to_have_count(1)
        expect(screen.locator('[data-action="next"]:visible')).to_have_count(1)
        expect(screen.locator('[data-action="back"]:visible')).to_have_count(int(place != "start"))
        if place != "start":
            expect(walk.page.locator("h2:focus")).to_have_count(1)
        if place in (level.id for level in guide.levels):
            assert [name for name in names if name in screen.inner_text()] == []
        if screen.locator("progress").count():
            number = len([one for one in seen if one not in ("start", "review")])
            assert screen.locator("progress").evaluate("one => [one.value, one.max]") == [number, of]
            assert {str(number), str(of)} <= {*re.findall(r"\d+", screen.locator(".progress").inner_text())}
        assert low_targets(walk.page) == []
        assert_named(screen, walk.page.locator('form[data-module="self-check"]').aria_snapshot())
    assert seen == [place for place in way(guide) if place != "review" or "review" in seen]
    expect(walk.result.locator("h2:focus")).to_have_count(1)
    assert walk.result.aria_snapshot().count("[level=2]") == 1
    assert low_targets(walk.page) == []


def low_targets(page):
    """The text of each label and button that is lower than a finger needs."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".choices label, form[data-at] button")]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
            .map((one) => one.textContent)"""
    )


def assert_named(screen, tree):
    """Each group, answer, button and heading has a name for screen readers, and each group that of its
    legend."""
    roles = "group|radio|progressbar|button|heading|link"
    assert [line for line in tree.splitlines() if re.fullmatch(rf"\s*- ({roles})(:.*)?", line)] == []
    legends = [" ".join(one.split()) for one in screen.locator("legend").all_inner_texts()]
    assert [one for one in legends if f'- group "{one}"' not in tree.replace('\\"', '"')] == []
    assert tree.count("- heading") == 1


def test_sides_alternate_so_that_sharing_never_comes_all_at_once(guide):
    for level in guide.levels:
        sides = [statement.side for statement in level.statements]
        assert all(sides[i : i + 3] != ["sharing"] * 3 for i in range(len(sides))), level.id


def test_back_keeps_the_answers_and_an_answer_can_be_cleared(walk, checked):
    walk.next()
    first = walk.screen.locator("fieldset").first
    answer, clear = first.locator('input[value="2"]'), first.locator('[data-action="clear"]')
    answer.press("Space")
    walk.next()
    walk.back()
    expect(answer).to_be_checked()
    clear.press("Enter")
    expect(checked).to_have_count(0)
    expect(clear).to_be_hidden()
    expect(first.locator("input:focus")).to_have_count(1)


def test_lines_left_open_are_listed_once_and_lead_back_to_their_place(walk, guide):
    left = guide.levels[1].statements[0].id
    for place in walk.screens(lambda level, side, id_: None if id_ == left else 1):
        if place == "review":
            break
    lines = walk.screen.locator("li:visible")
    expect(lines).to_have_count(1)
    lines.get_by_role("button").press("Enter")
    walk.at(guide.levels[1].id)
    expect(walk.page.locator("input:focus")).to_have_attribute("name", left)


def test_the_noun_follows_the_relationship_that_was_chosen(walk, guide):
    one = guide.relationships[0]
    walk.screen.locator(f'input[value="{one.id}"]').check()
    walk.next()
    expect(walk.screen).to_contain_text(one.noun)
    expect(walk.screen).not_to_contain_text(guide.relationships[-1].noun)


def test_the_start_takes_no_more_than_a_phone_screen_and_a_half(walk):
    box = walk.screen.locator('[data-action="next"]').bounding_box()
    assert box["y"] + box["height"] <= 1.5 * PHONE["height"]


@pytest.mark.parametrize("width", [320, 390])
def test_no_screen_and_no_result_scrolls_sideways(context_of, url, guide, width):
    context, _ = context_of(viewport={"width": width, "height": 700})
    walk = Walk(context.new_page(), url, guide)
    for place in walk.screens(2, wanted=guide.levels[0].id):
        assert walk.page.evaluate("document.documentElement.scrollWidth") <= width, place


# ---- Results


def test_the_page_shows_what_the_scorer_says(walk, guide):
    walk.take(by_level(guide, [2, 1, 1, -1, -2]), wanted=guide.levels[3].id)
    assert walk.levels() == [guide.levels[2].id]
    expect(walk.result.locator("h2:visible")).to_contain_text(guide.levels[2].name)
    expect(walk.result.locator("[data-why] li")).to_have_count(3)


def test_deep_levels_left_open_still_give_a_result(walk, guide):
    walk.take(by_level(guide, [2, -1, -1, None]))
    assert walk.levels() == [guide.levels[0].id]


@pytest.mark.parametrize(
    ("signals", "voice"), [("yes", "yes"), ("unsure", "unsure"), ("skip", "open"), (None, "open")]
)
def test_safety_speaks_in_three_voices_and_names_no_level(walk, guide, signals, voice):
    walk.take(2, signals, guide.levels[-1].id)
    assert (walk.kind(), walk.levels()) == ("safety", [guide.levels[-1].id])
    (voices,) = (part for part in guide.result if part.id == "voices")
    shown = [
        block.when["voice"] for block in voices.blocks if walk.result.get_by_text(block.text).is_visible()
    ]
    assert shown == [(voice,)]
    walk.result.locator("details:visible summary").press("Enter")
    expect(walk.result.locator("details:visible")).to_have_attribute("open", "")
    said = walk.result.inner_text()
    assert [level.name for level in guide.levels if level.name in said] == []
    assert [one.text for one in guide.signals if one.text in said] == []
    expect(walk.result.locator("svg:visible, button:visible")).to_have_count(0)


def test_one_question_about_safety_left_open_brings_no_step_to_share(walk, guide):
    walk.take(by_level(guide, [2, 1, 1, -1, -2]), {guide.signals[0].id: None}, guide.levels[-1].id)
    assert walk.kind() == "level"
    expect(walk.result.locator(".support:visible")).to_have_count(1)
    expect(walk.result.locator("[data-choose] > :visible")).to_have_attribute("data-when", '{"open":["one"]}')
    expect(walk.result.locator(".message:visible")).to_have_count(0)


@pytest.mark.parametrize("action", ["copy-message", "copy-result"])
def test_what_is_copied_holds_no_question_about_safety(context_of, url, guide, action):
    context, _ = context_of(permissions=["clipboard-read", "clipboard-write"])
    walk = Walk(context.new_page(), url, guide)
    walk.take(by_level(guide, [2, 1, 1, -1, -2]), wanted=guide.levels[2].id)
    walk.page.evaluate("navigator.clipboard.writeText('')")
    walk.result.locator(f'[data-action="{action}"]:visible').press("Enter")
    copied = walk.page.wait_for_function("navigator.clipboard.readText()").json_value()
    if action == "copy-message":
        assert copied in [block.message for part in guide.result for block in part.blocks]
    else:
        assert guide.levels[2].name in copied and guide.version in copied
    assert [one.text for one in guide.signals if one.text in copied] == []


@pytest.mark.parametrize("kind", READERS)
def test_axe_finds_nothing_on_any_kind_of_result_with_all_unfolded(walk, guide, kind):
    walk.take(*reader(guide, kind))
    assert walk.kind() == kind
    walk.page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    for scheme in ("dark", *also("light")):
        walk.page.emulate_media(color_scheme=scheme)
        axe(walk.page)


@pytest.mark.parametrize("scheme", ["light", *also("dark")])
def test_axe_finds_nothing_on_the_way_to_a_result(walk, scheme):
    walk.page.emulate_media(color_scheme=scheme)
    for _ in walk.screens(1):
        axe(walk.page)


# ---- Nothing stays


def test_start_again_empties_everything(walk, checked):
    walk.take(1)
    walk.page.locator('[data-action="restart"]:visible').press("Enter")
    walk.at("start")
    expect(checked).to_have_count(0)
    assert walk.kind() is None
    expect(walk.page.locator("[data-why] li")).to_have_count(0)


def test_the_form_asks_the_browser_to_remember_nothing(walk):
    form = walk.page.locator('form[data-module="self-check"]')
    expect(form).to_have_attribute("autocomplete", "off")
    expect(form).to_have_attribute("method", "dialog")
    expect(form.locator('input:not([type="radio"]), textarea, select')).to_have_count(0)
