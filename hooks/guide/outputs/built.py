"""What is written into a site once its pages are built."""

from pathlib import Path

from guide.outputs import compress, hosts, search_index
from guide.pages.site import Site


def finish(site: Site, target: Path, site_url: str) -> None:
    """Write all that is made from the built pages.

    target: the folder of the built site; site_url: its full address, or nothing where mkdocs.yml has none.
    """
    scripts = site.assets.scripts
    assets, embed = target / "assets", target / "embed"
    assets.mkdir(exist_ok=True)
    (assets / "rings.svg").write_text(site.templates.mark(), encoding="utf-8")
    (assets / "places.js").write_text(site.templates.places(), encoding="utf-8")
    (assets / "search.js").write_text(search_index.script(target, site, scripts["search"]), encoding="utf-8")
    (embed / "embed.js").write_text(scripts["embed"], encoding="utf-8")
    hosts.write(site, target, site_url)
    compress.write(target)
