"""What is written into a site once its pages are built."""

from pathlib import Path

from guide.outputs import compress, hosts, news, search_index
from guide.pages.site import Site
from guide.reading.page_files import SELF_CHECK_PAGE


def finish(site: Site, target: Path, address: str, language: str) -> None:
    """Write all that is made from the built pages.

    target: the folder of the built site; address, language: as in mkdocs.yml.
    """
    scripts = site.assets.scripts
    assets, embed = target / "assets", target / "embed"
    assets.mkdir(exist_ok=True)
    (assets / "rings.svg").write_text(site.templates.mark(), encoding="utf-8")
    (assets / "places.js").write_text(site.templates.places(), encoding="utf-8")
    (assets / "search.js").write_text(search_index.script(target, site, scripts["search"]), encoding="utf-8")
    (embed / "embed.js").write_text(scripts["embed"], encoding="utf-8")
    for name, text in news.files(site, address, language).items():
        (target / name).write_text(text, encoding="utf-8")
    hosts.write(
        target,
        site.overrides / "hosting",
        site.assets.policies(preview=False),
        SELF_CHECK_PAGE.replace(".md", ".html"),
    )
    compress.write(target)
