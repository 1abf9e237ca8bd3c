"""The MkDocs adapter: hands the checked data to the pages. All else is in modules that do not know MkDocs."""

from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

import assets
import completion
import fill
import hosts
import levels
import pages
import search_index
from problems import BadData

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
    _build.update(guide=guide, titles=titles, filler=fill.Filler(guide, cited, titles), indexed=[])
    _share_one_environment(config.theme)
    if not config.site_url:
        # A sitemap needs full addresses.
        config.theme.static_templates.discard("sitemap.xml")
    config.nav = completion.navigation(config.nav, guide)
    return config


def _share_one_environment(theme):
    """Let MkDocs have one environment of templates, without a list of them.

    The list is for files that the theme brings to the site. Of Material's we want none, and it has thousands to walk through.
    """
    env = theme.get_env()
    env.list_templates = lambda *arguments, **named: []
    theme.get_env = lambda: env


def on_files(files, config):
    """Add a page for each place with helplines."""
    guide = _build["guide"]
    for place in guide.places:
        files.append(File.generated(config, place.page, content=completion.place_page(place, guide)))
    return files


def on_page_markdown(markdown, page, config, files):
    return completion.page(markdown, page.file.src_uri, _build["guide"], _build["titles"])


def on_page_content(html, page, config, files):
    return str(_build["filler"].page(html, page.file.src_uri))


def on_post_page(output, page, config):
    return assets.squeezed_page(output)


def on_post_template(output, template_name, config):
    return assets.squeezed_page(output) if template_name.endswith(".html") else output


def on_page_context(context, page, config, nav):
    if "search" not in page.meta:
        _build["indexed"].append((page.url, page.title, page.content))


def on_env(env, config, files):
    """Give the templates the words, the few scripts and the style that stand in the page, and their policies."""
    guide = _build["guide"]
    inline = _build["inline"] = assets.Inline(Path(config.theme.custom_dir) / "assets")
    _build["policies"] = inline.policies(preview=_build.get("serving", False))
    env.globals.update(
        guide=guide, words=guide.words, inline=inline, few=assets.FEW, policies=_build["policies"], put=fill.put,
        mark=_build["filler"].mark(), rings_mark=_build["filler"].small_mark()
    )
    return env


def on_post_build(config):
    site, ours = Path(config.site_dir), Path(config.theme.custom_dir)
    search_index.write(site, ours / "assets", _build["indexed"])
    (site / "assets" / "rings.svg").write_text(_build["filler"].mark(), encoding="utf-8")
    (site / "embed" / "embed.js").write_text(_build["inline"].embed, encoding="utf-8")
    hosts.write(site, ours / "hosting", _build["policies"], pages.SELF_CHECK_PAGE.replace(".md", ".html"))
    assets.compress(site)
