"""The built pages hold what the authors wrote, and lead where they say."""

import gzip
import json
import posixpath
import re
from collections import Counter
from html import unescape
from urllib.parse import unquote, urlsplit

import pytest

from authored import DOCS, texts
from guide.pages.templates import month, tel
from guide.reading.folders import in_kit
from html_page import PACKED, pages_of


@pytest.fixture(scope="module")
def pages(site):
    return pages_of(site)


def missing(wanted, said):
    """The texts that are not said, apart from what the build fills in, such as {name}."""
    parts = (part for text in wanted if text for part in re.split(r"\{[a-z_]+\}", " ".join(text.split())))
    return [part for part in parts if part.strip() and part.strip() not in said]


def address(page):
    return page.replace(".md", ".html")


def target_of(here, link):
    """The address that a link of the page `here` leads to, as seen from the root."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(urlsplit(link).path)))


# ---- What the authors wrote.


def test_every_page_of_the_authors_is_built_and_those_that_are_made_from_data(guide, pages):
    names = (path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
    written = {address(name) for name in names if not in_kit(name)}
    plans = (plan for audience in guide.audiences for plan in audience.plans)
    made = {address(one.page) for one in (*guide.places, *plans, *guide.chapters, *guide.decks)}
    made |= {address(chapter.notes_page) for chapter in guide.chapters}
    assert written | made | {"404.html"} == set(pages)


def test_each_page_has_one_article_one_main_heading_and_a_title_and_ids_of_its_own(pages):
    titles = Counter(re.search(r"<title>(.*?)</title>", page.source)[1] for page in pages.values())
    assert max(titles.values()) == 1, titles
    for name, page in pages.items():
        tags = Counter(tag for tag, _ in page.elements)
        assert (tags["article"], tags["h1"], len(page.ids)) == (1, 1, len({*page.ids})), name


def test_what_a_browser_remembers_of_help_and_questions_tells_nothing(guide, pages):
    told = {text for one in guide.search.crisis for text in one.say if " " not in text}
    for name, page in pages.items():
        if name.startswith(("get-help", "help/", "questions/")):
            title = re.search("<title>(.*?)</title>", page.source)[1]
            # A reader view cuts a title at a lone dash or bar.
            assert not re.search(r" [-–—|/>»] ", title), title
            remembered = re.findall("[a-z]+", " ".join([name, title, *page.ids]).lower())
            assert told.isdisjoint(remembered), name


def test_what_is_only_for_scripts_is_packed_away_from_browsers_that_run_none(pages):
    for name, page in pages.items():
        there = PACKED.sub("", page.source)
        # Browsers for text show both.
        assert "<template" not in there, name
        assert re.findall(r"<(?!div hidden>)[^>]* hidden[ >]", there) == [], name


def test_the_self_check_shows_every_text_of_what_is_asked_and_said(guide, pages):
    asked = (guide.signals, guide.wishes, guide.answers)
    wanted = [text for level in guide.levels for text in (level.told, *(s.text for s in level.statements))]
    wanted += [one.text for some in asked for one in some] + [signal.hint for signal in guide.signals]
    wanted += [text for signal in guide.signals for text in signal.text_for.values()]
    wanted += [one.name for one in guide.relationships]
    for part in guide.result:
        wanted += [part.heading, part.foot]
        for block in (one for written in part.blocks for one in written.instances):
            wanted += [block.heading, block.text, block.message, block.welcome, block.stop]
            wanted += [block.link]
    assert missing(wanted, pages["self-check.html"].article_text) == []


def test_every_word_of_the_shell_and_the_self_check_is_used_somewhere(guide, pages, site):
    made = [(site / name).read_text(encoding="utf-8") for name in ("changes.xml", "hosting/five-levels.php")]
    said = " ".join(unescape(" ".join([*made, *(page.source for page in pages.values())])).split())
    # A kind that no entry has, the address of a page, and what only a course platform, other languages or
    # editions show, are not there.
    words, start = guide.words, guide.words.check.start
    kinds = (
        words.helplines.about,
        words.sources.kinds,
        start.nobody_page,
        start.course,
        words.languages,
        words.editions,
    )
    assert missing(set(texts(guide.words)) - set(texts(kinds)), said) == []


def test_each_level_page_takes_its_texts_from_the_data(guide, pages):
    for level in guide.levels:
        wanted = [level.name, level.summary, *level.prompts, *texts(level.opening)]
        wanted += [one.text for one in level.statements] + [facet.name for facet in guide.facets]
        assert missing(wanted, pages[address(level.page)].article_text) == [], level.id


def test_every_helpline_and_every_source_is_on_its_page(guide, pages):
    helps, sources = pages["get-help.html"], pages["sources.html"]
    for place in guide.places:
        said = pages[address(place.page)].article_text
        assert address(place.page) in helps.links and place.emergency.number in helps.article_text
        for line in place.lines:
            hours = guide.words.helplines.always if line.hours == "always" else line.hours
            wanted = (line.name, line.people, line.phone, line.text, hours, line.bill, line.note)
            seen = month(line.checked, guide.words.helplines.months)
            assert missing((*wanted, seen), said) == [], line.id
            assert not line.phone or tel(line.phone) in pages[address(place.page)].links, line.id
        emergency = tel(place.emergency.number)
        assert emergency and emergency in pages[address(place.page)].links and emergency in helps.links
    links = [link for page in pages.values() for link in page.links]
    cited = {link.partition("sources.html#")[2] for link in links}
    for source in guide.sources:
        # What the kit alone cites stands in the kit alone.
        assert (source.id in sources.ids) == (source.id in cited), source.id
        assert source.id not in cited or not missing([source.reference], sources.article_text), source.id


def test_a_source_names_every_page_that_cites_it(pages):
    links = [(name, link) for name, page in pages.items() for link in page.links if "sources.html#" in link]
    entries = re.split(r'(?= id="([a-z][a-z0-9-]*)")', pages["sources.html"].source)
    told = dict(zip(entries[1::2], entries[2::2]))
    assert [one for one in links if f'href="{one[0]}"' not in told[one[1].partition("#")[2]]] == []


def test_the_scoring_page_prints_every_constant_of_the_rule(guide, pages):
    constants = vars(guide.constants).items()
    wanted = [f"{getattr(guide.words.constants, name)} {value}" for name, value in constants]
    assert missing(wanted, pages["scoring.html"].article_text) == []


def test_the_page_hands_the_script_what_the_data_say(guide, pages):
    page = pages["self-check.html"]
    assert [json.loads(one["data-model"]) for one in page.elements_with("data-model")] == [guide.scorer_model]
    keys = ("data-level", "data-statement", "data-facet")
    fieldsets = [tuple(one[key] for key in keys) for one in page.elements_with("data-statement")]
    asked = [guide.statement_by_id[id_] for screen in guide.statement_screens for id_ in screen]
    assert fieldsets == [(guide.level_of[one.id].id, one.id, one.facet) for one in asked]
    radios = [one for one in page.elements_with("name") if one.get("type") == "radio"]
    assert [one for one in radios if "checked" in one] == []
    answers = {id_: guide.answers for _, id_, _ in fieldsets}
    answers |= {signal.id: guide.signal_answers for signal in guide.signals}
    for id_, some in answers.items():
        assert [one["value"] for one in radios if one["name"] == id_] == [answer.value for answer in some]


# ---- Pictures.


def test_the_rings_lie_side_by_side_from_edge_to_core_one_for_each_level(guide, pages):
    drawn = [rings for page in pages.values() for rings in page.rings()]
    assert drawn and {len(rings) for rings in drawn} == {len(guide.levels)}
    for rings in drawn:
        bounds = [(radius - width / 2, radius + width / 2) for radius, width in rings]
        assert bounds[0][1] <= 50 and abs(bounds[-1][0]) < 0.2, "from the edge to the core, which is a disc"
        assert all(inner > outer for (inner, _), (_, outer) in zip(bounds, bounds[1:])), bounds


def test_each_worked_example_is_drawn_as_far_as_its_answers_go(guide, pages):
    pictures = re.findall(r'<svg class="halves"(.*?)</svg>', pages["scoring.html"].source, re.S)
    for example, picture in zip(guide.examples, pictures, strict=True):
        rings = dict(re.findall(r'data-ring="(.*?)"(.*?)</g>', picture, re.S))
        for id_, (*halves, met) in example.reach.items():
            drawn = [int(reach) for reach in re.findall(r'data-reach="(\d)"', rings[id_])]
            assert drawn == [one for one in halves if one is not None], (example.record.id, id_)
            assert ('class="met"' in rings[id_]) == met, (example.record.id, id_)


# ---- Links.


def test_the_menu_leads_to_every_level_on_their_own_pages_else_to_their_overview(guide, pages):
    for here in pages.keys() - {"404.html", "embed/self-check.html"}:
        menu = pages[here].source.partition('id="menu"')[2].partition("</nav>")[0]
        led = [target_of(here, link) for link in re.findall(r'href="([^"#]*)', menu)]
        for entries in (guide.levels, guide.steps):
            overview = f"{posixpath.dirname(entries[0].page)}/index.html"
            section = [overview, *(address(entry.page) for entry in entries)]
            wanted = section if here in section else [overview]
            assert [one for one in led if one in section] == wanted, here


def test_every_link_inside_the_guide_leads_to_a_page_and_a_place_on_it(pages):
    broken = []
    for here, page in pages.items():
        for link in page.links if here != "404.html" else ():
            parts = urlsplit(link)
            target = target_of(here, link) if parts.path else here
            known = target in pages and (not parts.fragment or parts.fragment in pages[target].ids)
            if link.startswith("/") or not (parts.scheme or parts.netloc or known):
                broken.append(f"{here}: {link}")
    assert broken == [], "\n".join(broken)


def test_links_that_leave_the_guide_are_secure_and_tell_the_other_site_nothing(pages):
    for name, page in pages.items():
        links = [one for one in page.links if urlsplit(one).scheme not in ("", "tel")]
        assert [one for one in links if not one.startswith("https://")] == [], name
        assert '<meta name="referrer" content="no-referrer">' in page.source, name


def test_text_files_lie_compressed_beside_themselves_and_unpack_to_the_same(site):
    for path in site.rglob("*.html"):
        assert gzip.decompress(path.with_name(path.name + ".gz").read_bytes()) == path.read_bytes()
