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


def words():
    """({name: text}, nav): each page of the guide with its markers filled in, and the whole menu."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "staged"
        stage.write(ROOT, out)
        nav = yaml.safe_load((out / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
        docs = out / "docs"
        found = sorted(docs.rglob("*.md"))
        return {path.relative_to(docs).as_posix(): _plain(path.read_text("utf-8")) for path in found}, nav


def _plain(text):
    """A page with no more front matter than any generator knows."""
    _, front, markdown = text.split("---\n", 2)
    return f"---\ntitle: {json.dumps(yaml.safe_load(front)['title'])}\n---\n{markdown}"


def guide(folder, staged, copies=0):
    """Lay the guide's project into `folder`, with more sections of `words()`; the path of its settings."""
    nav = yaml.safe_load((copy(folder) / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    return _configured(folder, {"INHERIT": "mkdocs.yml", "nav": nav}, {}, staged, copies)


def stock(folder, staged, copies=0):
    """Lay out the same pages as a site of Material as it comes; as `guide`."""
    settings = {"site_name": "The same words", "theme": {"name": "material", "font": False}}
    # The Markdown is written for these two.
    settings |= {"plugins": ["search"], "markdown_extensions": ["admonition", "attr_list"]}
    settings |= {"use_directory_urls": False, "nav": staged[1]}
    return _configured(folder, settings, staged[0], staged, copies)


def _configured(folder, settings, written, staged, copies):
    written, nav = dict(written), list(settings["nav"])
    for number in range(copies):
        section = {f"section-{number}/{name}": text for name, text in staged[0].items()}
        written.update(section)
        nav.append({f"Section {number}": list(section)})
    for name, text in written.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    # JSON is YAML.
    (folder / "bench.yml").write_text(json.dumps({**settings, "nav": nav}), encoding="utf-8")
    return folder / "bench.yml"


def build(configuration, target):
    """Build a project from nothing; the seconds of processor time it took."""
    shutil.rmtree(target, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(configuration), "-d", str(target)]
    _, status, used = os.wait4(os.posix_spawn(sys.executable, command, QUIET), 0)
    if status:
        raise RuntimeError(f"{configuration.name} could not be built")
    return used.ru_utime + used.ru_stime
