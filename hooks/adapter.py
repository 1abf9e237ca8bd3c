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
from guide.pages.languages import Language
from guide.pages.site import Site
from guide.reading import settings
from guide.reading.problems import BadData

site: Site
others: list[Language] = []
serving = False
# What a build of one language, within that of the whole site, is told by its settings.
WITHIN = "guide_within"


def on_startup(command: str, dirty: bool) -> None:
    global serving
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check everything before MkDocs empties the site's folder; put levels and steps into the navigation."""
    global site, others, serving
    here = None
    if within := config.extra.pop(WITHIN, None):
        here, others, serving = within
        site = here.site
    else:
        _read(config)
    if not config.site_url:
        # A sitemap needs full addresses.
        config.theme.static_templates.discard("sitemap.xml")
    config.nav = site.navigation(config.nav)
    twins = languages.twins(site, others, here)
    config.extra["guide"] = site.shell(config.theme["language"], serving, twins)
    return config


def _read(config: MkDocsConfig) -> None:
    """Read and check the words, in each language, and say what an author may want to know of them."""
    global site, others
    try:
        settings.check(Path(config.config_file_path))
        docs, overrides = Path(config.docs_dir), Path(config.theme.custom_dir)
        course = bool(config.extra.get("course"))
        # Made before this build, by `dev.py editions`.
        editions = config.extra.get("editions")
        editions = editions and Path(config.config_file_path).parent / editions / languages.SOURCE
        site = Site.read(docs, overrides, course, editions=editions)
        wanted = languages.Wanted.of(config.extra)
        others = languages.read(site, docs, overrides, wanted)
    except BadData as bad:
        raise PluginError(bad.told) from None
    told = [one.told for one in others] + [site.guide.untried]
    told += [f"The oldest copy of a helpline: {id_}, {checked}." for checked, id_ in site.guide.copies[:1]]
    for text in filter(None, told):
        logging.getLogger("mkdocs.hooks.guide").info(text)


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
    target = Path(config.site_dir)
    built.finish(site, target, config.site_url or "")
    if site.english:
        return
    built_too = [one for one in others if one.site]
    for one in built_too:
        _build(one, config)
    built.finish_all(site, target, config.site_url or "", tuple(one.code for one in built_too))


def _build(language: Language, config: MkDocsConfig) -> None:
    """Build the pages of a language into its folder of the site."""
    target, docs = Path(config.site_dir) / language.code, str(language.docs)
    inner = load_config(config.config_file_path, site_dir=str(target), docs_dir=docs, strict=config.strict)
    inner.site_url = config.site_url and f"{config.site_url}{language.code}/"
    inner.theme["language"] = language.code
    inner.extra[WITHIN] = (language, others, serving)
    build(inner)
