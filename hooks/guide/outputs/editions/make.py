"""Make all editions of a built site: python -m guide.outputs.editions.make PROJECT SITE OUT MOMENT

Each language has a folder of its own in OUT, with a list of what lies there.
"""

import json
import shutil
import sys
import tomllib
from pathlib import Path

from guide.model.guide import SOURCE
from guide.outputs.editions import articles, book, epub
from guide.outputs.editions.edition import Edition
from guide.pages.project import Project
from guide.pages.site import LISTED
from guide.reading.problems import BadData

EPUB, PAGE = "five-levels.epub", "five-levels.html"


def write(folder: Path, built: Path, out: Path, moment: int, printed: bool = True) -> None:
    """Make the editions of each published language of the project in a folder.

    built: the site; out: the folder to write to, which is made anew; printed: whether to make what is for
    paper, too, which needs more than the packages of the site.
    """
    version = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    project = Project.at(folder)
    shutil.rmtree(out, ignore_errors=True)
    address, leave = project.settings.get("site_url") or "", project.settings["extra"]["exit"]
    for code in (one.code for one in project.others if not one.is_ready):
        print(f"{code}: no editions, since its self-check or help is not ready.", file=sys.stderr)
    for code, site in project.ready.items():
        inner = "" if code == SOURCE else f"{code}/"
        edition = Edition(site, code, moment, version, address and address + inner, leave)
        _write(edition, built / inner, project.settings["nav"], out / code, printed)


def _write(edition: Edition, built: Path, nav: list, target: Path, printed: bool) -> None:
    target.mkdir(parents=True)
    chapters = book.read(edition.site, built, nav)
    listed = [
        {"kind": "epub", "format": "epub", "file": EPUB},
        {"kind": "page", "format": "html", "file": PAGE},
    ]
    epub.write(edition, chapters, target / EPUB)
    one_page(edition, chapters, target / PAGE)
    if printed:
        from guide.outputs.editions import paper

        listed += paper.write(edition, chapters, target)
    for one in listed:
        size = (target / one["file"]).stat().st_size
        one |= {"kilobytes": -(-size // 1000), "date": edition.day, "version": edition.version}
    listed = [{"name": "", "paper": "", **one} for one in listed]
    (target / LISTED).write_text(json.dumps(listed, indent=1, ensure_ascii=False), encoding="utf-8")


def one_page(edition: Edition, chapters: list[book.Chapter], target: Path) -> None:
    """Write all on one page of the site. What it leaves out stands one folder above."""
    to = articles.inside_one
    given = {"written": book.write(chapters, to, "../"), "tree": book.tree(chapters), "to": to}
    edition.write(target, "one-page", given)


if __name__ == "__main__":
    project, built, out, moment = sys.argv[1:]
    try:
        write(Path(project), Path(built), Path(out), int(moment))
    except BadData as bad:
        sys.exit(bad.told)
