"""What is made for paper: tagged PDF (PDF/UA-1) of the book, the worksheet, the exercises and each deck, for
A4 and for Letter.

Laid out by WeasyPrint, which needs Pango from the system, with letters that come along as packages: the same
bytes each time.
"""

import logging
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
import weasyprint
from markupsafe import Markup
from weasyprint.text.fonts import FontConfiguration

from guide.outputs.editions import articles, book
from guide.outputs.editions.book import Chapter
from guide.outputs.editions.edition import Edition
from guide.reading.page_files import SELF_CHECK_PAGE
from guide.reading.slots import filled

FONTS = {"serif": font_source_serif_pro, "sans": font_source_sans_pro}
PAPERS = ("a4", "letter")


def write(edition: Edition, chapters: list[Chapter], target: Path) -> list[dict[str, str]]:
    """Write every file into the folder `target`, and tell of each what editions.json lists."""
    listed = []
    for kind, name, file, template, given in _documents(edition, chapters):
        for paper in PAPERS:
            path = target / f"{file}-{paper}.pdf"
            _print(edition, template, {"paper": paper, **given}, path)
            listed.append({"kind": kind, "name": name, "format": "pdf", "paper": paper, "file": path.name})
    return listed


def _documents(edition: Edition, chapters: list[Chapter]) -> list[tuple]:
    """(kind, name, file, template, what that is given) of each document."""
    guide, own = edition.site.guide, edition.site.guide.words.editions
    whole = {
        "written": book.write(chapters, articles.inside_one, edition.site_url),
        "tree": book.tree(chapters),
        "to": articles.inside_one,
        "title": guide.words.shell.site,
    }
    sheet = edition.site.templates.edition("worksheet", SELF_CHECK_PAGE, {"alone": True, "title": ""})
    steps = [(step.name, _exercises(edition, chapters, step.page)) for step in guide.steps]
    made = [
        ("book", "", "five-levels", "book", whole),
        ("worksheet", "", "worksheet", "sheet", {"title": own.worksheet, "text": _alone(edition, sheet)}),
        ("exercises", "", "exercises", "exercises", {"title": own.exercises, "steps": steps}),
    ]
    for deck in guide.decks:
        title = filled(own.cards, {"name": deck.name})
        made.append(("cards", deck.name, f"cards-{deck.id}", "cards", {"title": title, "deck": deck}))
    return made


def _alone(edition: Edition, html: str) -> Markup:
    """A piece of a page that stands by itself: its links lead to the site, where that is known."""
    article = articles.clean(articles.parsed(html))
    articles.lead(article, SELF_CHECK_PAGE, set(), lambda page, id_: "", edition.site_url)
    return Markup(articles.written(article))


def _exercises(edition: Edition, chapters: list[Chapter], page: str) -> list[Markup]:
    """What a step's page warns of, and its exercises."""
    (chapter,) = (one for one in chapters if one.name == page)
    (one,) = book.write([chapter], lambda page, id_: "", edition.site_url)
    article = articles.parsed(one.text)
    parts = [*list(articles.with_class(article, "caution"))[:1], *articles.with_class(article, "exercise")]
    return [Markup(articles.whole(one)) for one in parts]


def _print(edition: Edition, template: str, given: dict[str, object], target: Path) -> None:
    folders = {name: Path(one.font_directory).as_uri() for name, one in FONTS.items()}
    style = edition.style("print/style") + edition.style(f"print/{template}")
    html = edition.filled(f"print/{template}", {**given, "style": style, "fonts": folders})
    config = FontConfiguration()
    document = weasyprint.HTML(string=html, base_url=None)
    identifier = f"{edition.id} {target.name}".encode()
    document.write_pdf(target, font_config=config, pdf_variant="pdf/ua-1", pdf_identifier=identifier)


# What it does not know of a style concerns screens.
logging.getLogger("weasyprint").setLevel(logging.ERROR)
