"""The guide as a project that needs no hook: pages, navigation, templates and settings with all that is
generated in place.

For the day when the generator of the day runs no hooks. Knows nothing of MkDocs but the names of its
settings.
"""

import shutil
import sys
from pathlib import Path

import yaml

from guide.outputs import hosts, news
from guide.pages.project import SETTINGS, Project
from guide.pages.site import Site
from guide.reading.problems import BadData

# A hook's work, and what only a preview of this project watches.
NOT_STAGED = ("hooks", "watch")


def write(folder: Path, out: Path, built: Path | None = None) -> None:
    """Write a project's inputs to the folder `out`, which must be new or empty.

    folder: the project's, with mkdocs.yml; built: the built site, whose search index is then taken along.
    Raises BadData with every mistake in the words, and FileExistsError where `out` holds something.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FileExistsError(f"{out}: something is there. Expected: a folder that is new or empty.")
    # In English alone, so that no other language is read.
    project = Project.at(folder, ())
    site, told, docs, templates = project.site, project.settings, project.docs, project.overrides

    shutil.copytree(docs, out / "docs", ignore=shutil.ignore_patterns("*.yml", "*.md"))
    for name in site.names():
        _write_page(out / "docs" / name, site.meta(name), site.markdown(name))
    (out / "docs/assets").mkdir(exist_ok=True)
    (out / "docs/assets/rings.svg").write_text(site.templates.mark(), encoding="utf-8")
    (out / "docs/assets/places.js").write_text(site.templates.places(), encoding="utf-8")
    for name, text in news.files(site, told.get("site_url") or "", told["theme"]["language"]).items():
        (out / "docs" / name).write_text(text, encoding="utf-8")
    if built:
        for made in ("assets/search.js", "embed/embed.js"):
            shutil.copy(built / made, out / "docs" / made)
        # Only there where the full address is known.
        if (built / hosts.OEMBED).exists():
            shutil.copy(built / hosts.OEMBED, out / "docs" / hosts.OEMBED)
    shutil.copytree(templates, out / "overrides", ignore=shutil.ignore_patterns("hosting", "*.css", "*.js"))
    _write_settings(out / SETTINGS, told, site)


def _write_page(target: Path, meta: dict[str, str | bool], markdown: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    front = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False)
    target.write_text(f"---\n{front}---\n{markdown}", encoding="utf-8")


def _write_settings(target: Path, told: dict, site: Site) -> None:
    kept = {name: value for name, value in told.items() if name not in NOT_STAGED}
    kept |= {
        "docs_dir": "docs",
        "theme": {**told["theme"], "custom_dir": "overrides"},
        "nav": site.navigation(told["nav"]),
        "extra": {**told.get("extra", {}), "guide": site.shell(told["theme"]["language"])},
    }
    target.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    project, out = map(Path, sys.argv[1:])
    try:
        write(project, out, project / "site")
    except (BadData, FileExistsError) as mistake:
        sys.exit(str(mistake))
    print(f"Done: {out}/{SETTINGS} is a project without hooks.")
