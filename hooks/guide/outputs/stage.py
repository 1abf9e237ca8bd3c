"""The guide as a project that needs no hook: pages, navigation, templates and settings with all that is generated in place.

For the day when the generator of the day runs no hooks. Knows nothing of MkDocs but the names of its settings.
"""

import re
import shutil
import sys
from pathlib import Path

import yaml

import assets
import completion
import fill
import levels
import pages
from data_file import Record
from problems import BadData

SETTINGS = "mkdocs.yml"
# A hook's work, and what only a preview of this project watches.
NOT_STAGED = ("hooks", "watch")

# The templates ask for these names, which the hook gives them in a build.
_NAMES = """\
{%- set guide = {"by_page": {}} -%}
{%- set words = config.extra.guide.words -%}
{%- set inline = config.extra.guide.inline -%}
{%- set few = config.extra.guide.few -%}
{%- set policies = config.extra.guide.policies -%}
{%- set mark = config.extra.guide.mark -%}
{%- set rings_mark = config.extra.guide.rings_mark | safe -%}
{%- set nav = nav.items -%}
{%- if not page or not page.meta -%}{%- set page = none -%}{%- endif -%}
{%- macro put(text, title="", name="") -%}
{{ text | replace("{title}", title) | replace("{name}", name) | e }}
{%- endmacro -%}
"""


def write(project, out, site=None):
    """Write a project's inputs to the folder `out`, which must be new or empty.

    project: Path of the folder with mkdocs.yml; site: Path of the built site, whose search index is then taken along.
    Raises BadData with every mistake in the words, and FileExistsError where `out` holds something.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FileExistsError(f"{out}: something is there. Expected: a folder that is new or empty.")
    settings = yaml.safe_load((project / SETTINGS).read_text(encoding="utf-8"))
    docs, templates = project / settings.get("docs_dir", "docs"), project / settings["theme"]["custom_dir"]
    guide = levels.load(docs)
    cited, titles = pages.check(docs, guide, fill.markers())
    filler = fill.Filler(guide, cited, titles)

    shutil.copytree(docs, out / "docs", ignore=shutil.ignore_patterns("*.yml", "*.md"))
    for place in guide.places:
        _write_page(out / "docs", place.page, *pages.parted(completion.place_page(place, guide)), {}, filler)
    for name, title in titles.items():
        front, markdown = pages.parted((docs / name).read_text(encoding="utf-8-sig"))
        entry = guide.by_page.get(name)
        meta = {"title": title, **({"description": entry.summary} if entry else {})}
        _write_page(out / "docs", name, front, completion.page(markdown, name, guide, titles), meta, filler)
    (out / "docs/assets").mkdir(exist_ok=True)
    (out / "docs/assets/rings.svg").write_text(filler.mark(), encoding="utf-8")
    if site:
        for made in ("assets/search.js", "embed/embed.js"):
            shutil.copy(site / made, out / "docs" / made)

    shutil.copytree(templates, out / "overrides", ignore=shutil.ignore_patterns("guide", "assets", "hosting"))
    main = out / "overrides/main.html"
    main.write_text(_NAMES + main.read_text(encoding="utf-8"), encoding="utf-8")
    _write_settings(out / SETTINGS, settings, guide, filler, templates)


def _write_page(docs, name, front, markdown, meta, filler):
    """A page with its front matter, `meta` where the author gave none, and the HTML of its head and its markers."""
    meta = {**meta, **(yaml.safe_load(front) or {})}
    body = _block(filler.head(name)) + pages.filled(markdown, lambda part: _block(filler.part(part, name)))
    target = docs / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"---\n{yaml.safe_dump(meta, allow_unicode=True, sort_keys=False)}---\n{body}", encoding="utf-8")


def _block(html):
    """HTML as Markdown keeps it: an empty line around it and none inside, where Markdown would begin again."""
    return "\n" + re.sub(r"\n\s*\n", "\n", html.strip()) + "\n\n" if html else ""


def _write_settings(target, settings, guide, filler, templates):
    inline = assets.Inline(templates / "assets")
    kept = {name: value for name, value in settings.items() if name not in NOT_STAGED}
    made = {
        "words": _plain(guide.words),
        "inline": vars(inline),
        "few": list(assets.FEW),
        "policies": inline.policies(preview=False),
        "mark": str(filler.mark()),
        "rings_mark": str(filler.small_mark()),
    }
    kept |= {
        "docs_dir": "docs",
        "theme": {**settings["theme"], "custom_dir": "overrides"},
        "nav": completion.navigation(settings["nav"], guide),
        "extra": {**settings.get("extra", {}), "guide": made},
    }
    target.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _plain(value):
    """Records and tuples as the dicts and lists that YAML can hold."""
    if isinstance(value, Record):
        return {name: _plain(inner) for name, inner in value.as_dict().items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


if __name__ == "__main__":
    project, out = Path(__file__).parent.parent, Path(sys.argv[1])
    try:
        write(project, out, project / "site")
    except (BadData, FileExistsError) as mistake:
        sys.exit(str(mistake))
    print(f"Done: {out}/{SETTINGS} is a project without hooks.")
