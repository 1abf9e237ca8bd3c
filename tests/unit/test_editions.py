"""What readers can take along, as far as it needs nothing but the packages of the tests: the page that offers
it, the e-book, and all on one page.
"""

import json
import re
import zipfile
from collections import Counter
from urllib.parse import urldefrag
from xml.etree import ElementTree

import pytest

from conftest import ROOT
from guide.outputs.editions import make
from guide.pages.site import LISTED, Site
from html_page import HtmlPage

MOMENT, DAY = 1_700_000_000, "November 14, 2023"
XHTML = "{http://www.w3.org/1999/xhtml}"
# What people meet in pages, by the class that says what it is.
PARTS = ("caution", "exercise", "exchange", "evidence", "message")
ONLY_ON_SCREENS = {"script", "form", "input", "button", "select", "template", "details", "iframe"}


@pytest.fixture(scope="module")
def made(in_english, site, tmp_path_factory):
    """The folder of the English editions that need no more than a plain run has."""
    out = tmp_path_factory.mktemp("editions")
    make.write(in_english, site, out, MOMENT, printed=False)
    return out / "en"


@pytest.fixture(scope="module")
def one_page(made):
    return HtmlPage(made / make.PAGE)


@pytest.fixture(scope="module")
def chapters(made):
    """{name: root} of every page of the e-book."""
    with zipfile.ZipFile(made / make.EPUB) as book:
        names = [name for name in book.namelist() if name.endswith(".xhtml")]
        return {name.rpartition("/")[2]: ElementTree.fromstring(book.read(name)) for name in names}


def parts(elements):
    """How often each of PARTS stands among (tag, attributes)."""
    found = Counter()
    for _, attributes in elements:
        found.update(set(PARTS).intersection(attributes.get("class", "").split()))
    return found


def flat(chapters):
    return [(one.tag.removeprefix(XHTML), one.attrib) for root in chapters.values() for one in root.iter()]


def test_a_copy_without_files_says_so_and_one_with_files_offers_each_with_format_size_and_date(made, site):
    plain = HtmlPage(site / "take-it.html")
    offering = Site.read(ROOT / "docs", ROOT / "overrides", editions=made)
    words, told = offering.guide.words.editions, offering.markdown("take-it.md")

    assert words.none in plain.text and not [one for one in plain.links if one.startswith("editions/")]
    listed = json.loads((made / LISTED).read_text(encoding="utf-8"))
    for one in listed:
        size = words.kilobytes.replace("{number}", str(-(-(made / one["file"]).stat().st_size // 1000)))
        line = re.search(rf'<a href="editions/{one["file"]}">.*', told)[0]
        assert size in line and vars(words.formats)[one["format"]] in line
    assert DAY in told and words.none not in told


def test_the_book_holds_every_page_of_the_menu_but_those_for_hosts(chapters, site, guide):
    menu = {urldefrag(one)[0] for one in HtmlPage(site / "index.html").links if ".html" in one}
    pages = Site.read(ROOT / "docs", ROOT / "overrides").pages
    left = {
        name.replace(".md", ".html") for name, page in pages.items() if page.front.get("editions") == "no"
    }
    wanted = {one.replace("/", "-").replace(".html", ".xhtml") for one in menu - left if "://" not in one}
    assert wanted <= chapters.keys()
    assert {one.replace(".html", ".xhtml") for one in left}.isdisjoint(chapters)
    assert {f"help-{place.id}.xhtml" for place in guide.places} <= chapters.keys()


def test_no_caution_exercise_exchange_or_message_is_lost_on_the_way(chapters, one_page, site, guide):
    names = [name.removesuffix(".xhtml") for name in chapters]
    pages = {path.relative_to(site).as_posix(): path for path in site.rglob("*.html")}
    taken = [path for name, path in pages.items() if name.replace("/", "-").removesuffix(".html") in names]
    # The self-check stands there as a worksheet.
    site_has = sum((parts(HtmlPage(path).elements) for path in taken if path.stem != "self-check"), Counter())
    assert site_has.keys() >= {"caution", "exercise", "exchange", "evidence"}
    assert parts(flat(chapters)) == parts(one_page.elements) == site_has
    for kind, ids in (("statement", guide.statement_by_id), ("signal", [one.id for one in guide.signals])):
        told = [one[f"data-{kind}"] for one in one_page.elements_with(f"data-{kind}")]
        assert sorted(told) == sorted(ids)


def test_nothing_that_only_a_screen_or_a_script_needs_is_in_it(chapters, one_page):
    assert not ONLY_ON_SCREENS.intersection(tag for tag, _ in flat(chapters))
    inside = one_page.source.partition("<article")[2].partition("</article>")[0]
    assert not re.findall(rf"<({'|'.join(ONLY_ON_SCREENS)})\b", inside)


def test_every_link_in_the_book_leads_to_something(chapters):
    ids = {name: {one.get("id") for one in root.iter()} for name, root in chapters.items()}
    broken = []
    for name, root in chapters.items():
        for link in root.iter(f"{XHTML}a"):
            address, anchor = urldefrag(link.get("href"))
            if ":" not in address and (address not in ids or (anchor and anchor not in ids[address])):
                broken.append((name, link.get("href")))
    assert broken == []


def test_every_link_of_the_one_page_leads_inside_it_or_to_the_site(one_page, site):
    inside = [one for one in one_page.links if one.startswith("#")]
    assert {one[1:] for one in inside} <= set(one_page.ids) and len(one_page.ids) == len(set(one_page.ids))
    others = [one for one in one_page.links if one not in inside and ":" not in one]
    assert (
        others
        and [one for one in others if not (site / "editions" / urldefrag(one)[0]).resolve().exists()] == []
    )


def test_the_one_page_has_the_policy_and_the_exit_of_every_page(one_page, site):
    page = HtmlPage(site / "about.html")
    assert one_page.policy == page.policy
    (exit_,) = (one for one in one_page.elements_with("data-action") if one["data-action"] == "exit")
    assert exit_ in page.elements_with("data-action")


def test_no_name_title_or_description_tells_what_a_reader_fears(made, guide):
    with zipfile.ZipFile(made / make.EPUB) as book:
        package = book.read("EPUB/package.opf").decode()
    told = package.partition("<manifest>")[0] + " ".join(path.name for path in made.iterdir())
    shown = re.compile(r"\b(fear|afraid|harm|violen|abus|danger|safe|help|crisis|partner)", re.I)
    assert not shown.search(told)
    assert f"<dc:title>{guide.words.shell.site}</dc:title>" in package and "2023-11-14" in package


def test_the_first_page_says_what_it_is_and_where_help_is(chapters, guide):
    front, own = " ".join("".join(chapters["front.xhtml"].itertext()).split()), guide.words.editions
    for line in (own.afraid, own.untested, own.left_out, own.dated, guide.words.shell.license, DAY):
        assert line in front
    links = [one.get("href") for one in chapters["front.xhtml"].iter(f"{XHTML}a")]
    assert "get-help.xhtml" in links
