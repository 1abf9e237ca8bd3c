"""The adapter for MkDocs: hands its events over to the package `guide`, in the order in which they come."""

import logging
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from guide.outputs import built
from guide.pages.site import Site
from guide.reading import settings
from guide.reading.problems import BadData

site: Site
serving = False


def on_startup(command: str, dirty: bool) -> None:
    global serving
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check everything before MkDocs empties the site's folder; put levels and steps into the navigation."""
    global site
    try:
        settings.check(Path(config.config_file_path))
        site = Site.read(Path(config.docs_dir), Path(config.theme.custom_dir))
    except BadData as bad:
        raise PluginError(bad.told) from None
    if site.guide.untried:
        logging.getLogger("mkdocs.hooks.guide").info(site.guide.untried)
    for checked, id_ in site.guide.copies[:1]:
        logging.getLogger("mkdocs.hooks.guide").info(f"The oldest copy of a helpline: {id_}, {checked}.")
    if not config.site_url:
        # A sitemap needs full addresses.
        config.theme.static_templates.discard("sitemap.xml")
    config.nav = site.navigation(config.nav)
    config.extra["guide"] = site.shell(config.theme["language"], preview=serving)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out the files of the theme, and add the pages that no author writes."""
    for file in list(files):
        if file.src_dir not in (None, config.docs_dir):
            files.remove(file)
    for name, text in site.generated().items():
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    page.meta.update(site.meta(page.file.src_uri))
    return site.markdown(page.file.src_uri)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    return site.templates.for_pages(env)


def on_post_build(config: MkDocsConfig) -> None:
    built.finish(site, Path(config.site_dir), config.site_url or "", config.theme["language"])
