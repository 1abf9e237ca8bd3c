"""The built pages hold what the authors wrote, and lead where they say."""

import gzip
import json
import posixpath
import re
from collections import Counter
from dataclasses import fields, is_dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

import pytest

from copies import ROOT
from html_page import pages_of

WITHOUT_MENU = ("404.html", "embed/self-check.html")


@pytest.fixture(scope="module")
def pages(site):
    return pages_of(site)


def texts(value):
    """Every text inside data, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts(inner)
    elif hasattr(value, "values"):
        yield from texts(tuple(value.values()))
    elif is_dataclass(value):
        yield from texts(tuple(getattr(value, field.name) for field in fields(value)))


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


def test_every_page_of_the_authors_is_built_and_one_for_each_place_with_helplines(guide, pages):
    docs = ROOT / "docs"
    written = {address(path.relative_to(docs).as_posix()) for path in docs.rglob("*.md")}

    assert written | {address(place.page) for place in guide.places} | {"404.html"} == set(pages)


def test_each_page_has_one_article_one_main_heading_and_a_title_of_its_own(pages):
    tags = {name: Counter(tag for tag, _ in page.elements) for name, page in pages.items()}
    assert {name: (1, 1) for name in pages} == {name: (of["article"], of["h1"]) for name, of in tags.items()}
    titles = Counter(re.search(r"<title>(.*?)</title>", page.source)[1] for page in pages.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_the_self_check_shows_every_text_of_what_is_asked_and_said(guide, pages):
    wanted = [text for level in guide.levels for text in (level.topic, *(s.text for s in level.statements))]
    wanted += [text for s in guide.signals for text in (s.text, s.hint)]
    wanted += [one.name for one in guide.relationships] + [
        one.text for one in (*guide.wishes, *guide.answers)
    ]
    for part in guide.result:
        wanted += [part.heading, part.foot]
        for block in (one for written in part.blocks for one in written.instances):
            wanted += [block.heading, block.text, block.label, block.message, block.welcome, block.stop]
            wanted += [block.link]

    assert missing(wanted, pages["self-check.html"].article_text) == []


def test_every_word_of_the_shell_and_the_self_check_is_used_somewhere(guide, pages):
    said = " ".join(" ".join(unescape(page.source) for page in pages.values()).split())
    # A kind of helpline or source that no entry has, and the address of a page, are not shown.
    kinds = (guide.words.helplines.about, guide.words.sources.kinds, guide.words.check.start.nobody_page)

    assert missing(set(texts(guide.words)) - set(texts(kinds)), said) == []


def test_each_level_page_takes_its_texts_from_the_data(guide, pages):
    for level in guide.levels:
        wanted = [level.name, level.summary, *level.prompts, *texts(level.opening)]
        wanted += [one.text for one in level.statements] + [side.name for side in guide.sides]
        assert missing(wanted, pages[address(level.page)].article_text) == [], level.id


def test_every_helpline_and_every_source_is_on_its_page(guide, pages):
    helps, sources = pages["get-help.html"], pages["sources.html"]
    for place in guide.places:
        page = pages[address(place.page)]
        assert address(place.page) in helps.links and place.emergency.number in helps.article_text
        for line in place.lines:
            wanted = (line.name, line.people, line.phone, line.text, line.hours, line.bill, line.note)
            assert missing((*wanted, line.checked), page.article_text) == [], line.id
    for source in guide.sources:
        assert source.id in sources.ids and not missing([source.reference], sources.article_text), source.id


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
    model = guide.scorer_model
    assert [json.loads(one["data-model"]) for one in page.elements_with("data-model")] == [model]
    fieldsets = [
        (one["data-level"], one["data-statement"], one["data-side"])
        for one in page.elements_with("data-statement")
    ]
    assert fieldsets == [(level.id, one.id, one.side) for level in guide.levels for one in level.statements]
    radios = {}
    for one in page.elements_with("name"):
        if one.get("type") == "radio":
            radios.setdefault(one["name"], []).append(one["value"])
            assert "checked" not in one
    for asked, answers in ((fieldsets, guide.answers), (guide.signals, guide.signal_answers)):
        for id_ in (one[1] if asked is fieldsets else one.id for one in asked):
            assert radios[id_] == [answer.value for answer in answers]


# ---- Pictures.


def test_the_rings_lie_side_by_side_from_edge_to_core_one_for_each_level(guide, pages):
    drawn = [rings for page in pages.values() for rings in page.rings()]
    assert drawn and {len(rings) for rings in drawn} == {len(guide.levels)}
    for rings in drawn:
        bounds = [(radius - width / 2, radius + width / 2) for radius, width in rings]
        assert bounds[0][1] <= 50 and abs(bounds[-1][0]) < 0.2, "from the edge to the core, which is a disc"
        assert all(inner > outer for (inner, _), (_, outer) in zip(bounds, bounds[1:])), bounds


def test_a_worked_example_is_drawn_within_its_frame_with_its_peak_on_top(guide, pages):
    pictures = re.findall(r'<svg viewBox="0 0 (\d+) (\d+)"(.*?)</svg>', pages["scoring.html"].source, re.S)
    assert len(pictures) == len(guide.examples)
    for example, (width, height, inside) in zip(guide.examples, pictures):
        lines = [
            [tuple(map(float, point.split(","))) for point in line.split()]
            for line in re.findall(r'points="([^"]*)"', inside)
        ]
        peaks = [tuple(map(float, peak)) for peak in re.findall(r'cx="([^"]*)" cy="([^"]*)"', inside)]
        for line, peak in zip(lines, peaks, strict=True):
            assert [x for x, _ in line] == sorted({x for x, _ in line}), example.record.id
            assert all(0 < x < int(width) and 0 < y < int(height) for x, y in line), example.record.id
            assert peak in line and peak[1] == min(y for _, y in line), example.record.id


# ---- Links.


def test_the_menu_leads_to_every_level_on_their_own_pages_else_to_their_overview(guide, pages):
    for here, page in pages.items():
        if here in WITHOUT_MENU:
            continue
        menu = page.source.partition('id="menu"')[2].partition("</nav>")[0]
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


def test_no_id_stands_twice_on_a_page(pages):
    twice = {name: [one for one, n in Counter(page.ids).items() if n > 1] for name, page in pages.items()}
    assert {name: ids for name, ids in twice.items() if ids} == {}


def test_links_that_leave_the_guide_are_secure_and_tell_the_other_site_nothing(pages):
    for name, page in pages.items():
        links = [one for one in page.links if urlsplit(one).scheme not in ("", "tel")]
        assert [one for one in links if not one.startswith("https://")] == [], name
        assert '<meta name="referrer" content="no-referrer">' in page.source, name


def test_text_files_lie_compressed_beside_themselves_and_unpack_to_the_same(site):
    for path in site.rglob("*.html"):
        assert gzip.decompress(path.with_name(path.name + ".gz").read_bytes()) == path.read_bytes()
