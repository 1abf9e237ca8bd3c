"""What a reader finds who types what people type: the page that answers, and help before all else."""

import itertools
import json

import pytest
import yaml
from playwright.sync_api import expect

from authored import OVERRIDES
from copies import ROOT
from guide.outputs.search_index import compact, searched
from guide.pages.assets import Assets
from guide.pages.templates import COMPONENTS

# By language: English, and each that has a list of its own.
ASKED = {
    path.stem.partition("-")[2]: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in (ROOT / "tests").glob("searches*.yml")
}
FIRST, AMONG_THREE = 0.80, 0.95
ASK = """(asked) => asked.map((text) => {
  const query = document.querySelector("#query");
  query.value = text;
  query.dispatchEvent(new Event("input"));
  const links = [...document.querySelectorAll("#search a[href]")];
  return links.map((link) => link.getAttribute("href").replace("./", ""));
})"""
HITS, STATUS = "[data-search-results] a", "[data-search-status]"


@pytest.fixture
def search(page, url):
    """Opens the search on the start page; gives what finds: texts -> for each, the addresses found."""
    page.goto(f"{url}/index.html")
    page.locator('[data-action="search"]').click()
    page.locator("#query").fill("help")
    page.locator(HITS).first.wait_for()
    return lambda texts: page.evaluate(ASK, texts)


@pytest.fixture(params=ASKED, ids=lambda code: code or "en")
def asked(request, page, origin, published):
    """(a list, what finds) in each language."""
    page.goto(f"{origin}/{published.name}/{request.param}/index.html")
    page.locator('[data-action="search"]').click()
    page.locator("#query").fill("e")
    page.locator(HITS).first.wait_for()
    return ASKED[request.param], lambda texts: page.evaluate(ASK, texts)


def address(page):
    return page.replace(".md", ".html")


def fits(found, wanted):
    """Whether an address is a page that was wanted, or the heading of it that was."""
    return found == address(wanted) or found.partition("#")[0] == address(wanted)


def test_what_people_type_finds_the_page_that_answers_it_first_or_among_three(asked):
    listed, search = asked
    questions = listed["questions"]
    missed, first = [], 0
    for one, found in zip(questions, search([one["ask"] for one in questions]), strict=True):
        ranks = [i for i, place in enumerate(found[:3]) if any(fits(place, page) for page in one["pages"])]
        first += ranks[:1] == [0]
        missed += [] if ranks else [f"{one['ask']}: {found[:3]}, not {one['pages']}"]
    assert len(questions) - len(missed) >= AMONG_THREE * len(questions), "\n".join(missed)
    assert first >= FIRST * len(questions), first / len(questions)


def test_who_may_be_in_danger_finds_help_first_and_nothing_that_asks_to_open_up(asked, guide):
    listed, search = asked
    crisis = listed["crisis"]
    asks_to_open_up = {address(page) for page in (*guide.by_page, "self-check.md", "intimacy.md")}
    wrong = []
    for one, found in zip(crisis, search([one["ask"] for one in crisis]), strict=True):
        rest = {place.partition("#")[0] for place in found}
        named = any(place in rest for place in map(address, guide.place_by_page))
        if (
            not found
            or not any(fits(found[0], page) for page in one["help"])
            or named
            or rest & asks_to_open_up
        ):
            wrong.append(f"{one['ask']}: {found[:3]}, not {one['help']}")
    assert wrong == [], "\n".join(wrong)


def test_each_row_of_words_of_danger_brings_its_help_first_alone_and_in_a_sentence(search, guide):
    idle = []
    for one in guide.search.crisis:
        rows = [[word.split("|") for word in row.split() if word != "…"] for row in one.say]
        # A form may be an ordinary one by another list, or have words of a group above.
        brings = [False] * len(rows)
        for end, frame in itertools.product((0, -1), ("{}", "zz {} qq")):
            found = search([frame.format(" ".join(words[end] for words in row)) for row in rows])
            brings = [was or address(one.help[0]) in places[:8] for was, places in zip(brings, found)]
        idle += [row for row, brought in zip(one.say, brings, strict=True) if not brought]
    assert idle == []


def test_ordinary_questions_that_only_look_like_danger_find_no_crisis_part_first(asked, guide):
    listed, search = asked
    helping = {address(part) for one in guide.search.crisis for part in one.help}
    found = dict(zip(listed["ordinary"], search(listed["ordinary"]), strict=True))
    assert [ask for ask, places in found.items() if places and {*places[:2]} <= helping] == []


def test_words_that_no_page_has_are_named_and_an_empty_answer_offers_help(search, page, guide):
    words = guide.words.shell
    page.locator("#query").fill("qqqq")
    expect(page.locator(STATUS)).to_have_text(words.search_none)
    assert [address(one) for one in guide.search.always] == search(["qqqq"])[0]
    page.locator("#query").fill(f"qqqq {guide.levels[-1].name}")
    expect(page.locator(STATUS)).to_contain_text(words.search_left.format(words="qqqq"))
    assert search([f"qqqq {guide.levels[-1].name}"]) == search([guide.levels[-1].name])


def test_a_hit_shows_its_section_its_page_and_the_first_sentence(search, page, guide):
    search([guide.levels[0].name])
    first = page.locator("[data-search-results] li").first
    expect(first).to_contain_text(guide.levels[0].name)
    expect(first).to_contain_text(guide.levels[0].summary.partition(". ")[0])


TALK = {
    "small": ["the"],
    "endings": ["s", "ed", "ing", "e", "y", "ous", "ousy", "ment"],
    "names": [{"say": "mum,old lady", "mean": ["parent"]}],
    "answers": [{"page": "1.html", "say": "house full"}],
    "crisis": [{"help": ["2.html"], "say": "dont … wake|sleep", "unless": "wake the cat"}],
    "with_help": ["0.html"],
    "always": ["2.html"],
}
PAGES = ("jealous jealousy argue neighbor stop Zürich", "a parent 愛している", "help", "the cat woke")
FINDS = {
    "jealous": 0,
    "jelous": 0,
    "jealuosy": 0,
    "arguments arguing": 0,
    "neighbour": 0,
    "stopped": 0,
    "zurich": 0,
    "Zur": 0,
    "mum": 1,
    "my old lady": 1,
    "愛": 1,
    "している": 1,
    "a full neighbor house": 1,
    "I don’t wake": 2,
    "I don't ever sleep": 2,
    "don't wake the cat": 3,
}


@pytest.mark.parametrize(("typed", "number"), FINDS.items())
def test_other_forms_spellings_names_and_scripts_find_the_same(page, typed, number):
    index = compact((f"{i}.html", "", searched(f"<article>{text}</article>")) for i, text in enumerate(PAGES))
    code = Assets(OVERRIDES / COMPONENTS).scripts["search"]
    page.set_content(
        "<dialog id='search' data-base='.'>"
        "<form data-search><input id='query'><p id='search-hint'></p></form>"
        "<p data-search-status data-some='{count}' data-none='' data-left='{words}'></p>"
        "<ol data-search-results></ol></dialog>"
    )
    page.add_script_tag(content=f"const INDEX={json.dumps({'talk': TALK, **index})};{code}")
    assert page.evaluate(ASK, [typed])[0][0] == f"{number}.html"
