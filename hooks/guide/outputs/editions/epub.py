"""The guide as an e-book, EPUB 3: a zip of pages, the same bytes each time."""

import zipfile
from pathlib import Path

from guide.outputs import archive
from guide.outputs.editions import articles, book
from guide.outputs.editions.book import Chapter
from guide.outputs.editions.edition import Edition

TYPE = "application/epub+zip"
FOLDER = "EPUB"
PAGES = ("package.opf", "cover.svg", "cover.xhtml", "front.xhtml", "nav.xhtml")


def to(page: str, id_: str) -> str:
    """The address of a page in the book, or of what has an id on it."""
    return f"{articles.slug(page)}.xhtml" + (id_ and f"#{articles.anchor(page, id_)}")


def write(edition: Edition, chapters: list[Chapter], target: Path) -> None:
    """Write the book to the file `target`."""
    written = book.write(chapters, to, edition.site_url, lower=0, method="xml")
    given = {"written": written, "tree": book.tree(chapters), "to": to}
    files = {"META-INF/container.xml": edition.filled("epub/container.xml", given)}
    files |= {f"{FOLDER}/{name}": edition.filled(f"epub/{name}", given) for name in PAGES}
    for one in written:
        files[f"{FOLDER}/{to(one.chapter.name, '')}"] = edition.filled("epub/chapter", {**given, "one": one})
    files[f"{FOLDER}/style.css"] = edition.style("epub/style")
    with zipfile.ZipFile(target, "w") as packed:
        # Readers look for its type before they unpack anything.
        packed.writestr(archive.entry("mimetype", edition.moment), TYPE)
        for name, text in sorted(files.items()):
            kind = zipfile.ZIP_DEFLATED
            packed.writestr(archive.entry(name, edition.moment), text.encode(), kind, compresslevel=9)
