"""The self-check as readers meet it: by mouse, by keyboard, without JavaScript, and when they come back."""

import math
import random
import re
import threading

import pytest
from playwright.sync_api import expect

import tools
from axe import axe

from hand import Key
from serving import serving
from walk import READERS, Walk, by_level


@pytest.fixture
def walk(page, url, guide):
    return Walk(page, url, guide)


# What a worksheet may take: as many sheets of paper for as many statements.
SHEETS, STATEMENTS_ON_THEM = 4, 25


def checked(page):
    return page.locator("input:checked").count()


# ---- Without JavaScript


@pytest.fixture
def worksheet(context_of, url):
    context, _ = context_of(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/self-check.html")
    return page


def test_the_printed_key_gives_the_same_result_as_the_script(worksheet, page, url, guide):
    key = Key(worksheet)
    page.goto(f"{url}/self-check.html")
    draw = random.Random(20)
    statements = [s.id for level in guide.levels for s in level.statements]
    values = [answer.value for answer in guide.words.answers]
    labels = {answer.value: answer.text for answer in guide.words.answers}
    signals = {signal.id: "no" for signal in guide.data.signals}
    sheets = []
    for number in range(1500 if tools.EVERYTHING else 400):
        # Some sheets are full, some have gaps, and some end where a reader stopped.
        end = len(statements) if number % 3 else draw.randrange(len(statements) + 1)
        pool = values[:-1] if number % 2 else [*values, values[-1]]
        sheets.append({id_: draw.choice(pool) for id_ in statements[:end]})
    asked = [{"answers": {id_: None if v == "skip" else int(v) for id_, v in one.items()}, "signals": signals} for one in sheets]
    scored = page.evaluate("sheets => sheets.map(sheet => selfCheck.score(sheet))", asked)
    ids = [level.id for level in guide.levels]
    for sheet, found in zip(sheets, scored, strict=True):
        kind, parts = key.result({id_: labels[value] for id_, value in sheet.items()})
        assert (found["kind"], found["levels"]) == (kind, [ids[part] for part in parts]), sheet
    assert {found["kind"] for found in scored} == set(READERS)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_blank_worksheet_fits_on_four_pages_with_safety_on_a_sheet_of_its_own(context_of, url, paper, guide):
    context, _ = context_of()
    page = context.new_page()
    page.goto(f"{url}/self-check.html")
    page.emulate_media(media="print")
    shown = page.locator("fieldset[data-statement]:visible").count()
    pages = len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format=paper)))

    assert shown == guide.statement_count
    assert pages <= SHEETS * math.ceil(guide.statement_count / STATEMENTS_ON_THEM)


def test_a_result_prints_alone_on_one_page(walk, guide):
    walk.take(by_level(guide, [2, 1, 1, -1, -2]), wanted=guide.levels[3].id)
    pages = len(re.findall(rb"/Type\s*/Page[^s]", walk.page.pdf(format="A4")))
    walk.page.emulate_media(media="print")

    assert pages == 1
    assert walk.page.locator("fieldset:visible").count() == 0


def test_without_javascript_the_key_prints_the_points_of_each_answer(worksheet, guide):
    key = worksheet.locator("[data-worksheet] .key table").inner_text()
    for answer in guide.words.answers:
        assert (answer.text in key) == (answer.value != "skip")


def test_without_javascript_enter_on_an_answer_puts_nothing_into_the_address(worksheet, url):
    radio = worksheet.locator("[data-statement] input").first
    radio.check()
    radio.press("Enter")
    # Where it would lead, it would lead at once: what is asked for next comes later.
    expect(radio).to_be_checked()
    assert worksheet.url == f"{url}/self-check.html"


# ---- While the page still comes in


@pytest.fixture
def halting(site):
    """(address, rest): a self-check that stops coming in after its first screen, until the Event `rest` is set."""
    text = (site / "self-check.html").read_bytes()
    end = text.index(b"<section", text.index(b'data-screen="start"'))
    rest = threading.Event()

    def answer(request):
        yield text[:end]
        rest.wait(30)
        yield text[end:]

    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(text))}
    with serving(lambda request: (200, headers, answer(request))) as address:
        yield f"{address}/self-check.html", rest
        rest.set()


@pytest.fixture
def half_page(context_of, halting):
    """The self-check with only its first screen there."""
    context, watch = context_of(viewport={"width": 390, "height": 844})
    watch.allowed.append(halting[0])
    page = context.new_page()
    page.goto(halting[0], wait_until="commit")
    return page


def test_the_first_screen_and_its_button_show_while_the_rest_still_comes_in(half_page, halting):
    start = half_page.locator('[data-screen="start"]')
    expect(start.locator('[data-action="next"]')).to_be_visible()
    expect(half_page.locator(".worksheet:visible")).to_have_count(0)
    place = start.bounding_box()
    halting[1].set()
    half_page.wait_for_load_state("load")
    assert start.bounding_box() == place


def test_what_is_pressed_before_the_page_is_whole_acts_once_it_is(half_page, halting, guide):
    kind = guide.data.relationships[0]
    half_page.get_by_label(kind.name, exact=True).check()
    half_page.locator('[data-screen="start"] [data-action="next"]').press("Enter")
    expect(half_page.locator('[data-screen="start"]')).to_be_visible()
    halting[1].set()
    first = half_page.locator(f'[data-screen="{guide.levels[0].id}"]')
    expect(first).to_be_visible()
    expect(first.locator("h2")).to_be_focused()
    expect(first.locator('[data-slot="noun"]').first).to_have_text(kind.noun)
    assert [one.get_attribute("value") for one in half_page.locator("input:checked").all()] == [kind.id]
    assert half_page.locator("[data-screen]:visible").count() == 1


# ---- The way through


def test_each_screen_shows_one_way_on_and_moves_only_when_asked(walk, guide):
    seen = []
    for _ in walk.screens(1, wanted=guide.levels[0].id):
        if walk.result.is_hidden():
            expect(walk.screen).to_have_count(1)
            expect(walk.page.locator('[data-action="next"]:visible')).to_have_count(1)
            seen.append(walk.screen.get_attribute("data-screen"))
            walk.answer_screen(1, "no", guide.levels[0].id)
            walk.at(seen[-1])
    assert seen == ["start", *(level.id for level in guide.levels), "wanted", "interruption", "signals"]


def test_nothing_is_chosen_at_the_start_and_the_levels_are_not_named_while_answering(walk, guide):
    assert checked(walk.page) == 0
    for _ in guide.levels:
        walk.next()
        said = walk.screen.inner_text()
        assert [level.name for level in guide.levels if level.name in said] == []


def test_sides_alternate_so_that_sharing_never_comes_all_at_once(guide):
    for level in guide.levels:
        sides = [statement.side for statement in level.statements]
        assert all(sides[i : i + 3] != ["sharing"] * 3 for i in range(len(sides))), level.id


def test_progress_is_told_in_words_and_by_a_progress_element(walk, guide):
    walk.next()
    of = len(guide.levels) + 3
    assert walk.screen.locator("progress").evaluate("one => [one.value, one.max]") == [1, of]
    assert str(of) in walk.screen.locator(".progress").inner_text()


def test_focus_goes_to_the_heading_of_each_new_screen_and_of_the_result(walk):
    while walk.result.is_hidden():
        walk.next()
        expect(walk.page.locator("h2:focus")).to_have_count(1)
    expect(walk.result.locator("h2:focus")).to_have_count(1)


def test_back_keeps_the_answers_and_an_answer_can_be_cleared(walk):
    walk.next()
    first = walk.screen.locator("fieldset").first
    first.locator('input[value="2"]').check()
    walk.next()
    walk.back()
    expect(first.locator('input[value="2"]')).to_be_checked()
    first.locator('[data-action="clear"]').press("Enter")
    expect(walk.page.locator("input:checked")).to_have_count(0)
    expect(first.locator('[data-action="clear"]')).to_be_hidden()
    expect(first.locator("input:focus")).to_have_count(1)


def test_lines_left_open_are_listed_once_and_lead_back_to_their_place(walk, guide):
    left = guide.levels[1].statements[0].id
    while walk.screen.get_attribute("data-screen") != "wanted":
        walk.answer_screen(lambda level, side, id_: None if id_ == left else 1, "no", None)
        walk.next()
    walk.next()
    walk.at("review")
    open_lines = walk.screen.locator("li:visible")
    expect(open_lines).to_have_count(1)
    open_lines.get_by_role("button").click()
    walk.at(guide.levels[1].id)
    expect(walk.page.locator("input:focus")).to_have_attribute("name", left)


def test_the_noun_follows_the_relationship_that_was_chosen(walk, guide):
    one = guide.data.relationships[0]
    walk.screen.locator(f'input[value="{one.id}"]').check()
    walk.next()
    assert one.noun in walk.screen.inner_text()
    assert guide.data.relationships[-1].noun not in walk.screen.inner_text()


FOCUS = """() => {
    const one = document.activeElement, line = one.closest('fieldset');
    return {type: one.type, action: one.dataset.action, values: line && [...line.querySelectorAll('input')].map((input) => input.value),
        answered: line && line.querySelector(':checked') !== null, ...(line && line.dataset)};
}"""


@pytest.mark.parametrize("kind", ["level", "safety", *tools.also(*READERS)])
def test_by_keyboard_alone_a_reader_comes_to_each_kind_of_result(walk, guide, kind):
    answers = READERS.get(kind, lambda guide: lambda *_: 1)(guide)
    page = walk.page
    page.locator('[data-screen="start"] h2').focus()
    for _ in range(60 * len(guide.levels)):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["type"] == "radio" and not focus["answered"]:
            if "statement" in focus:
                value = answers(focus["level"], focus["side"], focus["statement"])
            else:
                value = ("yes" if kind == "safety" else "no") if "signal" in focus else None
            if value is not None:
                page.keyboard.press("Space")
                for _ in range(focus["values"].index(str(value))):
                    page.keyboard.press("ArrowDown")
        elif focus["action"] == "next":
            page.keyboard.press("Enter")
        if walk.result.is_visible():
            break
    assert walk.kind() == kind


def test_each_screen_names_its_groups_answers_and_buttons_for_screen_readers(walk, guide):
    while walk.result.is_hidden():
        tree = walk.page.locator('form[data-module="self-check"]').aria_snapshot()
        for role in ("group", "radio", "progressbar", "button", "heading", "link"):
            assert [line for line in tree.splitlines() if re.fullmatch(rf"\s*- {role}(:.*)?", line)] == []
        legends = walk.screen.locator("legend").all_inner_texts()
        assert [one for one in legends if f'- group "{" ".join(one.split())}"' not in tree.replace('\\"', '"')] == []
        assert tree.count("- heading") == 1
        walk.answer_screen(1, "no", None)
        walk.next()
    tree = walk.result.aria_snapshot()
    assert tree.count("[level=2]") == 1 and "- heading" in tree


def test_the_start_takes_no_more_than_a_phone_screen_and_a_half(walk):
    box = walk.screen.locator('[data-action="next"]').bounding_box()
    assert box["y"] + box["height"] <= 1.5 * walk.page.viewport_size["height"]


def test_every_target_is_at_least_44_pixels_high(walk):
    for _ in walk.screens(1):
        sizes = walk.page.evaluate(
            """() => [...document.querySelectorAll('.choices label, form button')].filter(one => one.checkVisibility())
            .map(one => [one.textContent, one.getBoundingClientRect().height])"""
        )
        assert [size for size in sizes if size[1] < 44] == []


@pytest.mark.parametrize("width", [320, 390])
def test_no_screen_and_no_result_scrolls_sideways(context_of, url, guide, width):
    context, _ = context_of(viewport={"width": width, "height": 700})
    walk = Walk(context.new_page(), url, guide)
    for _ in walk.screens(2, wanted=guide.levels[0].id):
        assert walk.page.evaluate("document.documentElement.scrollWidth") <= width


# ---- Results


def test_the_page_shows_what_the_scorer_says(walk, guide):
    walk.take(by_level(guide, [2, 1, 1, -1, -2]), wanted=guide.levels[3].id)
    said = walk.result.inner_text()
    best = guide.levels[2]
    assert walk.levels() == [best.id]
    assert best.name in walk.result.locator("h2").inner_text()
    assert guide.data.notes.wish.less in said
    assert guide.data.notes.wish.more not in said
    assert walk.result.locator("[data-why] li").count() == 3


@pytest.mark.parametrize(("signals", "voice"), [("yes", "yes"), ("unsure", "unsure"), ("skip", "open"), (None, "open")])
def test_safety_speaks_in_three_voices_and_names_no_level(walk, guide, signals, voice):
    walk.take(2, signals, guide.levels[-1].id)
    said = walk.result.inner_text()
    voices = guide.data.results.safety.voices
    assert walk.kind() == "safety"
    assert walk.levels() == [guide.levels[-1].id]
    assert [name for name in ("yes", "unsure", "open") if getattr(voices, name) in said] == [voice]
    walk.result.locator("details:visible summary").click()
    expect(walk.result.locator("details:visible")).to_have_attribute("open", "")
    said = walk.result.inner_text()
    assert [level.name for level in guide.levels if level.name in said] == []
    assert walk.result.locator("svg:visible").count() == 0
    assert walk.result.locator("button:visible").count() == 0
    assert [s.text for s in guide.data.signals if s.text in said] == []


def test_one_open_question_about_safety_brings_support_and_no_step_to_share(walk, guide):
    first = guide.data.signals[0].id
    walk.take(by_level(guide, [2, 1, 1, -1, -2]), {first: None}, guide.levels[-1].id)
    assert walk.kind() == "level"
    assert guide.data.notes.one_open in walk.result.inner_text()
    shown = walk.result.locator("[data-if]:visible")
    assert shown.locator(".message").count() == 0
    assert shown.get_attribute("data-if") == "open:one"


def test_all_the_same_answers_bring_a_gentle_note(walk, guide):
    walk.take(2)
    assert guide.data.notes.same in walk.result.inner_text()


def test_deep_levels_left_open_still_give_a_result(walk, guide):
    walk.take(by_level(guide, [2, -1, -1, None]))
    assert walk.levels() == [guide.levels[0].id]
    assert guide.data.notes.early in walk.result.inner_text()


def copied_by(walk, action):
    """What lies in the clipboard once a button was pressed."""
    walk.page.evaluate("navigator.clipboard.writeText('')")
    walk.result.locator(f'[data-action="{action}"]:visible').click()
    return walk.page.wait_for_function("navigator.clipboard.readText()").json_value()


def test_a_message_can_be_copied_with_nothing_around_it(context_of, url, guide):
    context, _ = context_of(permissions=["clipboard-read", "clipboard-write"])
    walk = Walk(context.new_page(), url, guide)
    walk.take(by_level(guide, [2, 1, 1, -1, -2]), wanted=guide.levels[2].id)
    copied = copied_by(walk, "copy-message")
    assert copied in [one.message for one in guide.suggestions]


def test_the_copied_result_holds_the_version_and_no_question_about_safety(context_of, url, guide):
    context, _ = context_of(permissions=["clipboard-read", "clipboard-write"])
    walk = Walk(context.new_page(), url, guide)
    walk.take(by_level(guide, [2, 1, 1, -1, -2]))
    copied = copied_by(walk, "copy-result")
    assert guide.levels[2].name in copied and guide.data.version in copied
    assert [s.text for s in guide.data.signals if s.text in copied] == []


@pytest.mark.parametrize("scheme", ["light", *tools.also("dark")])
def test_axe_finds_nothing_on_the_way_to_a_result(walk, guide, scheme):
    walk.page.emulate_media(color_scheme=scheme)
    for _ in walk.screens(1):
        axe(walk.page)


@pytest.mark.parametrize("kind", [*READERS, "safety"])
def test_axe_finds_nothing_on_any_kind_of_result_with_all_unfolded(walk, guide, kind):
    walk.take(READERS.get(kind, lambda guide: 1)(guide), "yes" if kind == "safety" else "no")
    walk.page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
    for scheme in ("dark", *tools.also("light")):
        walk.page.emulate_media(color_scheme=scheme)
        axe(walk.page)
    assert walk.kind() == kind


# ---- Nothing stays


def test_start_again_empties_everything(walk):
    walk.take(1)
    walk.page.locator('[data-action="restart"]:visible').click()
    walk.at("start")
    assert checked(walk.page) == 0
    assert walk.result.get_attribute("data-kind") is None
    assert walk.page.locator("[data-why] li").count() == 0


def test_the_form_asks_the_browser_to_remember_nothing(page, url):
    page.goto(f"{url}/self-check.html")
    form = page.locator('form[data-module="self-check"]')
    assert form.get_attribute("autocomplete") == "off"
    assert form.get_attribute("method") == "dialog"
    assert form.locator('input:not([type="radio"]), textarea, select').count() == 0
