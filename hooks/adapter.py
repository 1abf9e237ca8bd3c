"""The adapter for MkDocs: hands its events over to the package `guide`, in the order in which they come."""

import logging
from pathlib import Path

from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from guide.outputs import built
from guide.pages import languages
from guide.pages.project import Project
from guide.pages.site import Site
from guide.reading.problems import BadData

project: Project
site: Site
serving = False
# What the build of another language, within that of the whole project, is given by its settings.
WITHIN = "guide_within"


def on_startup(command: str, dirty: bool) -> None:
    global serving
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check everything before MkDocs empties the site's folder; put levels and steps into the navigation."""
    global project, site, serving
    project, here, serving = config.extra.pop(WITHIN, None) or (_read(config), None, serving)
    site = here.site if here else project.site
    if not config.site_url:
        # A sitemap needs full addresses.
        config.theme.static_templates.discard("sitemap.xml")
    config.nav = site.navigation(config.nav)
    twins = languages.twins(site, project.others, here)
    config.extra["guide"] = site.shell(config.theme["language"], serving, twins)
    return config


def _read(config: MkDocsConfig) -> Project:
    try:
        read = Project.read(Path(config.config_file_path), config, config.docs_dir, config.theme.custom_dir)
    except BadData as bad:
        raise PluginError(bad.told) from None
    for text in read.news:
        logging.getLogger("mkdocs.hooks.guide").info(text)
    return read


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
    """Finish the pages of a language; after the English ones build each other language into its folder."""
    target, address = Path(config.site_dir), config.site_url or ""
    built.finish(site, target, address)
    if site is not project.site:
        return
    there = [one for one in project.others if one.site]
    for one in there:
        folders = {"docs_dir": str(one.docs), "site_dir": str(target / one.code)}
        inner = load_config(config.config_file_path, strict=config.strict, **folders)
        inner.site_url = address and f"{address}{one.code}/"
        inner.theme["language"] = one.code
        inner.extra[WITHIN] = (project, one, serving)
        build(inner)
    built.finish_all(site, target, address, tuple(one.code for one in there))
