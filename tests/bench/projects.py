"""Projects to build: this guide and a stock Material site with the same pages, as they are or grown to many times their number."""

import json
import shutil
from pathlib import Path

from mkdocs.utils.yaml import yaml_load

ROOT = Path(__file__).parents[2]


def guide(folder, staged, copies=0):
    """Lay the guide's project into `folder`, with so many more sections of the same pages.

    staged: what staged.pages_and_nav() gave. Returns the path of the configuration.
    """
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    _write(folder / "docs", _copied(staged, copies))
    with open(folder / "mkdocs.yml", encoding="utf-8") as file:
        nav = yaml_load(file)["nav"]
    return _configured(folder, {"INHERIT": "mkdocs.yml", "nav": nav + _sections(staged, copies)})


def stock(folder, staged, copies=0):
    """Lay out the same pages as a site of Material as it comes; parameters and result as for `guide`."""
    pages, nav = staged
    _write(folder / "docs", [*pages, *_copied(staged, copies)])
    settings = {
        "site_name": "The same words",
        "theme": {"name": "material", "font": False},
        "plugins": ["search"],
        # The Markdown is written for these two.
        "markdown_extensions": ["admonition", "attr_list"],
        "use_directory_urls": False,
        "nav": nav + _sections(staged, copies),
    }
    return _configured(folder, settings)


def page_count(staged, copies):
    """How many pages such a project has."""
    return len(staged[0]) + copies * len(names(staged[1]))


def _configured(folder, settings):
    path = folder / "bench.yml"
    # JSON is YAML.
    path.write_text(json.dumps(settings), encoding="utf-8")
    return path


def _write(docs, pages):
    for page in pages:
        path = docs / page.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text(), encoding="utf-8")


def names(nav):
    """The file names in a menu, in its order."""
    if isinstance(nav, str):
        return [nav]
    return [name for item in (nav.values() if isinstance(nav, dict) else nav) for name in names(item)]


def _section(number):
    return f"section-{number}"


def _copied(staged, copies):
    pages, nav = staged
    listed = set(names(nav))
    return [page.within(_section(i)) for i in range(copies) for page in pages if page.name in listed]


def _sections(staged, copies):
    return [{f"Section {i}": [f"{_section(i)}/{name}" for name in names(staged[1])]} for i in range(copies)]
