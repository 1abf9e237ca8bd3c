"""The built pages hold what the authors wrote, and lead where they say."""

import json
import posixpath
import re
from html import unescape
from urllib.parse import unquote, urlsplit

import pytest

from conftest import ROOT
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
    elif hasattr(value, "as_dict"):
        yield from texts(tuple(value.as_dict().values()))


def shown_parts(text):
    """What stands between the places that the build fills in, such as {name}."""
    return [part for part in re.split(r"\{[a-z_]+\}", " ".join(text.split())) if part.strip()]


def test_every_page_of_the_authors_is_built_and_one_for_each_place_with_helplines(guide, pages):
    words = {path.relative_to(ROOT / "docs").with_suffix(".html").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    places = {place.page.replace(".md", ".html") for place in guide.places}

    assert words | places | {"404.html"} == set(pages)


def test_each_page_has_one_article_one_main_heading_and_a_title_of_its_own(pages):
    for address, page in pages.items():
        tags = [tag for tag, _ in page.elements]
        assert tags.count("article") == 1, address
        assert tags.count("h1") == 1, address
    titles = [re.search(r"<title>(.*?)</title>", page.source)[1] for page in pages.values()]
    assert len(set(titles)) == len(titles)


def test_each_page_describes_itself_for_search_engines_in_one_sentence_or_two(pages):
    for address, page in pages.items():
        if address != "404.html":
            described = [one["content"] for one in page.elements_with("name") if one["name"] == "description"]
            assert described and 30 <= len(described[0]) <= 200, address


def test_the_self_check_shows_every_text_of_levels_signals_results_and_suggestions(guide, pages):
    said = pages["self-check.html"].article_text
    data = guide.data
    wanted = [s.text for level in guide.levels for s in level.statements]
    wanted += [level.topic for level in guide.levels] + [text for s in data.signals for text in (s.text, s.hint) if text]
    wanted += [one.name for one in data.relationships]
    wanted += [text for part in (data.results, data.notes) for text in texts(part)]
    wanted += [text for one in data.suggestions for text in (one.text, one.message, one.welcome, one.stop, one.label) if text]
    not_prose = {item for part in data.results.safety.parts for item in (*texts(part.voices), *texts(part.relationships), part.page) if item}

    missing = [part for text in wanted if text not in not_prose for part in shown_parts(text) if part.strip() not in said]

    assert missing == []


def test_every_word_of_the_shell_and_the_self_check_is_used_somewhere(guide, pages):
    said = " ".join(unescape(page.source) for page in pages.values())
    said = " ".join(said.split())

    # A kind of helpline or source that no entry has, and the address of a page, are not shown.
    kinds = {*texts(guide.words.helplines.about), *texts(guide.words.sources.kinds), guide.words.check.start.nobody_page}

    assert [part for text in texts(guide.words) if text not in kinds for part in shown_parts(text) if part.strip() not in said] == []


def test_each_level_page_takes_its_texts_from_the_data(guide, pages):
    for level in guide.levels:
        said = pages[f"levels/{level.id}.html"].article_text
        wanted = [level.name, level.summary, *level.prompts, *texts(level.opening), *(s.text for s in level.statements)]
        assert [text for text in wanted if text not in said] == [], level.id


def menu_of(address, page):
    """The addresses that a page's menu leads to, as seen from the root."""
    menu = page.source[page.source.index('id="menu"') : page.source.index("</nav>", page.source.index('id="menu"'))]
    return [posixpath.normpath(posixpath.join(posixpath.dirname(address), one)) for one in re.findall(r'href="([^"#]*)', menu)]


def test_the_menu_leads_to_every_level_on_their_own_pages_else_to_their_overview(guide, pages):
    for address, page in pages.items():
        if address in WITHOUT_MENU:
            continue
        led = menu_of(address, page)
        for entries in (guide.levels, guide.steps):
            overview = posixpath.dirname(entries[0].page) + "/index.html"
            section = [overview, *(entry.page.replace(".md", ".html") for entry in entries)]
            wanted = section if address in section else [overview]
            assert [one for one in led if one in section] == wanted, address


def test_level_and_step_pages_lead_to_each_other_and_to_the_self_check(guide, pages):
    for entries, others in ((guide.levels, guide.steps), (guide.steps, guide.levels)):
        overview = others[0].page.split("/")[0] + "/index.html"
        wanted = {overview, *(other.page.replace(".md", ".html") for other in others)}
        for entry in entries:
            page = pages[entry.page.replace(".md", ".html")]
            article = page.source[page.source.index("<article") : page.source.index("</article>")]
            led = {posixpath.normpath(posixpath.join(posixpath.dirname(entry.page), one)) for one in re.findall(r'href="([^"#]*)', article)}
            assert "self-check.html" in led and led & wanted, f"{entry.page} leads to no self-check, or to none of {sorted(wanted)}"


def test_every_helpline_and_every_source_is_on_its_page(guide, pages):
    sources = pages["sources.html"]
    for place in guide.places:
        page = place.page.replace(".md", ".html")
        assert page in pages["get-help.html"].links
        assert place.emergency.number in pages["get-help.html"].article_text
        for line in place.lines:
            wanted = (line.name, line.people, line.phone, line.text, line.hours, line.bill, line.note, line.checked)
            assert [one for one in wanted if one and one not in pages[page].article_text] == [], line.id
    for source in guide.sources:
        assert source.id in sources.ids
        assert " ".join(source.reference.split()) in sources.article_text


def test_the_scoring_page_prints_every_constant_of_the_rule(guide, pages):
    said = pages["scoring.html"].article_text
    for name, value in guide.data.constants.as_dict().items():
        assert f"{guide.words.constants.get(name)} {value}" in said


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
        lines = [[tuple(map(float, point.split(","))) for point in line.split()] for line in re.findall(r'points="([^"]*)"', inside)]
        peaks = [tuple(map(float, peak)) for peak in re.findall(r'cx="([^"]*)" cy="([^"]*)"', inside)]
        for line, peak in zip(lines, peaks, strict=True):
            assert [x for x, _ in line] == sorted({x for x, _ in line}), example.id
            assert all(0 < x < int(width) and 0 < y < int(height) for x, y in line), example.id
            assert peak in line and peak[1] == min(y for _, y in line), example.id


def test_a_source_names_every_page_that_cites_it(pages):
    cited = {(address, link.partition("#")[2]) for address, page in pages.items() for link in page.links if "sources.html#" in link}
    entries = re.split(r'(?= id="([a-z][a-z0-9-]*)")', pages["sources.html"].source)
    told = dict(zip(entries[1::2], entries[2::2]))
    assert cited and [one for one in sorted(cited) if f'href="{one[0]}"' not in told[one[1]]] == []


def test_every_link_inside_the_guide_leads_to_a_page_and_a_place_on_it(pages):
    broken = []
    for address, page in pages.items():
        if address == "404.html":
            continue
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(parts.path))) if parts.path else address
            if target not in pages or (parts.fragment and parts.fragment not in pages[target].ids):
                broken.append(f"{address}: {link}")
    assert broken == [], "\n".join(broken)


def test_no_address_is_rooted_and_no_id_stands_twice(pages):
    for address, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), address
        if address != "404.html":
            assert [link for link in page.links if link.startswith("/")] == [], address


def test_links_that_leave_the_guide_are_secure_and_tell_the_other_site_nothing(pages):
    for address, page in pages.items():
        for tag, attributes in page.elements:
            link = attributes.get("href", "")
            if tag == "a" and urlsplit(link).scheme not in ("", "tel"):
                assert link.startswith("https://"), f"{address}: {link}"
        assert '<meta name="referrer" content="no-referrer">' in page.source, address


def test_the_page_hands_the_scorer_what_the_data_say(guide, pages):
    page, model = pages["self-check.html"], guide.scorer_model()
    assert [json.loads(one["data-constants"]) for one in page.elements_with("data-constants")] == [model["constants"]]
    statements = [(level["id"], one["id"], one["side"]) for level in model["levels"] for one in level["statements"]]
    assert [(one["data-level"], one["data-statement"], one["data-side"]) for one in page.elements_with("data-statement")] == statements
    assert [one["data-signal"] for one in page.elements_with("data-signal")] == model["signals"]


def test_each_statement_and_signal_keeps_its_contract(guide, pages):
    page = pages["self-check.html"]
    fieldsets = {one["data-statement"]: (one["data-level"], one["data-side"]) for one in page.elements_with("data-statement")}
    radios = {}
    for one in page.elements_with("name"):
        if one.get("type") == "radio":
            radios.setdefault(one["name"], []).append(one["value"])
            assert "checked" not in one

    assert fieldsets == {s.id: (level.id, s.side) for level in guide.levels for s in level.statements}
    for id_ in fieldsets:
        assert radios[id_] == [answer.value for answer in guide.words.answers]
    for signal in guide.data.signals:
        assert radios[signal.id] == [answer.value for answer in guide.words.signal_answers]


def test_text_files_lie_compressed_beside_themselves_and_unpack_to_the_same(site):
    import gzip

    for path in site.rglob("*.html"):
        packed = path.with_name(path.name + ".gz")
        assert gzip.decompress(packed.read_bytes()) == path.read_bytes()
