"""What is written into a site once its pages are built."""

import shutil
from pathlib import Path

from guide.outputs import compress, course, hosts, news, search_index
from guide.pages.site import LISTED, Site

# Where a site has what can be taken along.
EDITIONS = "editions"


def finish(site: Site, target: Path, site_url: str) -> None:
    """Write all that is made from the built pages.

    target: the folder of the built site, of one language; site_url: its full address, or nothing where
    mkdocs.yml has none.
    """
    scripts = site.assets.scripts
    assets, embed = target / "assets", target / "embed"
    assets.mkdir(exist_ok=True)
    (assets / "rings.svg").write_text(site.templates.mark(), encoding="utf-8")
    (assets / "places.js").write_text(site.places_script(), encoding="utf-8")
    (assets / "search.js").write_text(search_index.script(target, site, scripts["search"]), encoding="utf-8")
    if site.editions:
        shutil.copytree(site.editions, target / EDITIONS, ignore=shutil.ignore_patterns(LISTED))
    if not site.course:
        (embed / "embed.js").write_text(scripts["embed"], encoding="utf-8")
        if site_url:
            (target / hosts.OEMBED).write_text(hosts.oembed(site, site_url), encoding="utf-8")


def finish_all(site: Site, target: Path, site_url: str, languages: tuple[str, ...]) -> None:
    """Write what a whole site has once.

    target: its folder, finished; site_url: as for `finish`; languages: the codes of those beside English.
    """
    if site.course:
        # A platform sends the files in its own way, and shows them in a frame of its own.
        course.write(target, site.guide.words.shell.site)
        return
    for name, text in news.files(site, site_url, "en").items():
        (target / name).write_text(text, encoding="utf-8")
    hosts.write(site, target, site_url, languages)
    compress.write(target)
