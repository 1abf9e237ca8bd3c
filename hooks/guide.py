"""The MkDocs adapter: hands the checked data to the pages. All else is in modules that do not know MkDocs."""

import json
import logging
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

import assets
import checks
import fill
import levels
import pages
import search_index
from problems import BadData

log = logging.getLogger("mkdocs.plugins.guide")
_build = {}


def on_startup(command, dirty):
    _build["serving"] = command == "serve"


def on_config(config):
    """Check everything before MkDocs empties the site's folder, and put levels and steps into the navigation."""
    docs = Path(config.docs_dir)
    try:
        guide = levels.load(docs)
        cited, titles = pages.check(docs, guide, fill.markers())
    except BadData as bad:
        count = len(bad.problems)
        raise PluginError(f"The guide was not built: {count} mistake{'s' if count > 1 else ''} found.\n{bad}") from None
    _build.update(guide=guide, titles=titles, filler=fill.Filler(guide, cited, titles))
    if not config.site_url:
        # A sitemap needs full addresses.
        config.theme.static_templates.discard("sitemap.xml")
    config.nav = [_with_entries(item, guide) for item in config.nav]
    return config


def _with_entries(item, guide):
    """A section of the navigation that starts with an overview, followed by the pages of its levels or steps."""
    if isinstance(item, dict):
        for title, children in item.items():
            for folder, entries in ((checks.LEVELS_FOLDER, guide.levels), (checks.STEPS_FOLDER, guide.steps)):
                if isinstance(children, list) and f"{folder}/{checks.OVERVIEW}.md" in children:
                    return {title: [*children, *({entry.name: entry.page} for entry in entries)]}
    return item


def on_files(files, config):
    """Leave out what Material brings for the browser, and add a page for each place with helplines."""
    for file in list(files):
        if file.src_dir in config.theme.dirs:
            files.remove(file)
    guide = _build["guide"]
    words = guide.words.helplines
    for place in guide.places:
        meta = {"title": fill.put(words.title, name=place.name), "description": fill.put(words.description, name=place.name)}
        # JSON is YAML, and quotes whatever a name may hold.
        content = f"---\n{json.dumps(meta)}\n---\n\n<!-- guide: place -->\n"
        files.append(File.generated(config, place.page, content=content))
    return files


def on_page_markdown(markdown, page, config, files):
    guide, titles = _build["guide"], _build["titles"]
    entry = guide.by_page.get(page.file.src_uri)
    if entry:
        words, of_a_level = guide.words.level.headings, entry in guide.levels
        headings = {name: words.get(name) for name in pages.OF_A_LEVEL} if of_a_level else {}
        overview = f"{checks.STEPS_FOLDER if of_a_level else checks.LEVELS_FOLDER}/{checks.OVERVIEW}.md"
        links = [(titles[one], f"../{one}") for one in (overview, pages.SELF_CHECK_PAGE)]
        return pages.completed(markdown, headings, words.next, links)


def on_page_content(html, page, config, files):
    return str(_build["filler"].page(html, page.file.src_uri))


def on_post_page(output, page, config):
    return assets.squeezed_page(output)


def on_post_template(output, template_name, config):
    return assets.squeezed_page(output) if template_name.endswith(".html") else output


def on_env(env, config, files):
    """Give the templates the words, the few scripts and the style that stand in the page, and their policy."""
    guide = _build["guide"]
    inline = _build["inline"] = assets.Inline(Path(config.theme.custom_dir) / "assets")
    env.globals.update(
        guide=guide, words=guide.words, inline=inline, policy=inline.policy(preview=_build.get("serving", False)), put=fill.put,
        mark=_build["filler"].mark(), rings_mark=_build["filler"].small_mark()
    )
    return env


def on_post_build(config):
    site = Path(config.site_dir)
    search_index.write(site, Path(config.theme.custom_dir) / "assets")
    (site / "assets" / "rings.svg").write_text(_build["filler"].mark(), encoding="utf-8")
    (site / "embed" / "embed.js").write_text(_build["inline"].embed, encoding="utf-8")
    assets.compress(site)
