"""What those who lead groups print and show: notes apart from learners, sheets that fit, and cards."""

import re

import pytest
from playwright.sync_api import expect

from authored import texts
from html_page import pages_of
from tools import EVERYTHING

PAPERS = ("A4", "Letter")
# In points of 1/72 inch, as CSS has 96 pixels an inch.
LEAST = 14 * 96 / 72


def address(page):
    return page.replace(".md", ".html")


def pages_of_paper(page, paper):
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format=paper)))


@pytest.fixture(scope="module")
def pages(site):
    return pages_of(site)


def test_nothing_of_the_notes_reaches_a_learner_by_page_menu_or_search(site, pages, guide):
    notes = {address(chapter.notes_page) for chapter in guide.chapters}
    search = (site / "assets/search.js").read_text(encoding="utf-8")
    for chapter in guide.chapters:
        told = {
            text
            for case in chapter.cases
            for text in texts((case.notes.see, case.notes.unsaid, case.notes.lead))
        }
        held = {getattr(guide.words.groups.notes.holds, case.holds) for case in chapter.cases}
        assert [text for text in told if text not in pages[address(chapter.notes_page)].article_text] == []
        learners = pages[address(chapter.page)]
        assert [text for text in told | held if text in learners.text or text in learners.source] == []
        assert [text for text in told if text in search] == []
        assert not any(one.rpartition("/")[2].startswith("notes-") for one in learners.links), chapter.id
    # Only who chooses a plan or cases is led to them.
    for name, page in pages.items():
        led = any(
            link.partition("#")[0].endswith(one.rpartition("/")[2]) for link in page.links for one in notes
        )
        assert not led or name == "groups/index.html" or name.startswith("groups/plan-"), name
    assert [one for one in notes if one in search] == []


def test_each_plan_prints_on_two_sheets_and_the_help_sheet_of_each_place_on_one(page, url, guide):
    plans = [plan for audience in guide.audiences for plan in audience.plans]
    longest = sorted(guide.places, key=lambda place: len(place.lines))[-3:]
    places = guide.places if EVERYTHING else longest
    most = {address(plan.page): 2 for plan in plans if EVERYTHING or plan.minutes == plans[-1].minutes}
    most |= {address(place.page): 1 for place in places}
    for name, sheets in most.items():
        page.goto(f"{url}/{name}")
        assert [paper for paper in PAPERS if pages_of_paper(page, paper) > sheets] == [], name
    page.emulate_media(media="print")
    expect(page.get_by_text(guide.words.helplines.person)).to_be_visible()


def test_each_case_prints_on_a_sheet_of_its_own(page, url, guide):
    for chapter in guide.chapters:
        page.goto(f"{url}/{address(chapter.page)}")
        assert [pages_of_paper(page, paper) for paper in PAPERS] == [len(chapter.cases)] * 2


CARDS = """() => [...document.querySelectorAll(".sheet > .card")].map((card) => {
    const { x, y, width, height } = card.getBoundingClientRect();
    const sizes = [...card.querySelectorAll("p")].map((text) => parseFloat(getComputedStyle(text).fontSize));
    const fits = card.scrollHeight <= card.clientHeight + 1 && card.scrollWidth <= card.clientWidth + 1;
    const top = card.parentElement.getBoundingClientRect().y;
    return { at: [x, y - top, width, height].map(Math.round), sizes, fits, text: card.textContent };
})"""


def test_cards_print_nine_to_a_sheet_large_enough_to_read_with_their_backs_behind_them(page, url, guide):
    for deck in guide.decks:
        page.goto(f"{url}/{address(deck.page)}")
        for place in (guide.places[0], guide.places[-1]):
            page.locator("[data-numbers]").select_option(place.id)
        assert [pages_of_paper(page, paper) for paper in PAPERS] == [2 * len(deck.sheets)] * 2
        page.emulate_media(media="print")
        cards = page.evaluate(CARDS)
        assert [card["text"] for card in cards if not card["fits"]] == []
        assert min(size for card in cards for size in card["sizes"]) >= LEAST - 0.1
        # Nine places on a sheet, the same on each side: a card and its back lie on one another.
        assert len({tuple(card["at"]) for card in cards}) == 9
        page.emulate_media(media="null")


@pytest.fixture
def deck(page, url, guide):
    page.goto(f"{url}/{address(guide.decks[-1].page)}")
    return page


def test_a_card_is_drawn_passed_and_put_away_and_nothing_is_kept(deck, guide):
    drawn, level = deck.locator("[data-drawn]"), guide.levels[1]
    closed = drawn.text_content()
    deck.locator("[data-depth]").select_option(str(level.number))
    prompts = [text for one in guide.levels[: level.number] for text in one.prompts]
    seen = []
    for i in range(len(prompts)):
        deck.locator(f'[data-action="{("draw", "pass")[i % 2]}"]').click()
        seen.append(drawn.locator("p").nth(1).text_content())
    # Each of them once, and none from further in.
    assert sorted(seen) == sorted(prompts)
    deck.locator('[data-action="enough"]').click()
    expect(drawn).to_contain_text(
        next(card.title for card in guide.decks[-1].sheets[-2].front if card and card.id == "enough")
    )
    assert deck.evaluate("localStorage.length + sessionStorage.length + history.length") == 2
    assert deck.url.endswith(".html") and len(deck.watch.requests) == 1
    deck.reload()
    expect(drawn).to_have_text(closed)
    expect(deck.locator("[data-depth]")).to_have_value("1")


def test_a_place_fills_in_the_card_of_each_person_and_without_scripts_there_are_lines(
    deck, context_of, guide
):
    place = next(one for one in guide.places if len(one.on_a_card) == 3)
    deck.locator("[data-numbers]").select_option(place.id)
    cards = deck.locator("[data-place-numbers]")
    assert cards.count() == 9
    for number in (place.emergency.number, *(line.phone for line in place.on_a_card.values())):
        expect(cards.last).to_contain_text(number)
    deck.locator("[data-numbers]").select_option("")
    expect(cards.last).not_to_contain_text(place.on_a_card["harm"].phone)
    context, _ = context_of(java_script_enabled=False)
    page = context.new_page()
    page.goto(deck.url)
    expect(page.locator(".draw, [data-numbers]").locator("visible=true")).to_have_count(0)
    page.emulate_media(media="print")
    # A line for each number, and one for a person nearby.
    expect(page.locator("[data-place-numbers]").last.locator(".blank")).to_have_count(5)
