"""Projects to build: this guide and stock Material with the same pages, as they are or many times as many."""

import json
import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from copies import QUIET, ROOT, copy
from guide.outputs import stage

GUIDE, STOCK = "this guide", "stock Material"


def words():
    """({name: text}, nav): each page of the guide with its markers filled in, and the whole menu."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "staged"
        stage.write(ROOT, out)
        docs = out / "docs"
        found = sorted(docs.rglob("*.md"))
        pages = {path.relative_to(docs).as_posix(): _plain(path.read_text("utf-8")) for path in found}
        return pages, yaml.safe_load((out / "mkdocs.yml").read_text("utf-8"))["nav"]


def _plain(text):
    """A page with no more front matter than any generator knows."""
    _, front, markdown = text.split("---\n", 2)
    return f"---\ntitle: {json.dumps(yaml.safe_load(front)['title'])}\n---\n{markdown}"


def guide(folder, section, sections=0):
    """Lay the guide's project into `folder`, with more sections of such pages; the path of its settings."""
    nav = yaml.safe_load((copy(folder) / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    return _configured(folder, {"INHERIT": "mkdocs.yml", "nav": nav}, section, sections)


def both(folder, pages, nav, sections=0):
    """{name: its settings} of the guide, and of a site with its pages of Material as it comes."""
    settings = {"site_name": "The same words", "theme": {"name": "material", "font": False}, "nav": nav}
    # The Markdown is written for these two.
    settings |= {"plugins": ["search"], "markdown_extensions": ["admonition", "attr_list"]}
    settings["use_directory_urls"] = False
    _write(folder / STOCK / "docs", pages)
    stock = _configured(folder / STOCK, settings, pages, sections)
    return {GUIDE: guide(folder / GUIDE, pages, sections), STOCK: stock}


def _configured(folder, settings, section, sections):
    nav = list(settings["nav"])
    for name in (f"section-{number}" for number in range(sections)):
        _write(folder / "docs" / name, section)
        nav.append({name: [f"{name}/{page}" for page in section]})
    # JSON is YAML.
    (folder / "bench.yml").write_text(json.dumps({**settings, "nav": nav}), encoding="utf-8")
    return folder / "bench.yml"


def _write(docs, pages):
    for name, text in pages.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")


def build(configuration, target):
    """Build a project from nothing; the seconds of processor time it took."""
    shutil.rmtree(target, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(configuration), "-d", str(target)]
    _, status, used = os.wait4(os.posix_spawn(sys.executable, command, QUIET), 0)
    if status:
        raise RuntimeError(f"{configuration.name} could not be built")
    return used.ru_utime + used.ru_stime
