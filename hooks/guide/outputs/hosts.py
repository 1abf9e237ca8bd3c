"""What the built site brings for those who host it, or show it in a site of theirs: settings for each kind of
server, which ask for what `headers` says, a plugin, and what a pasted address becomes.
"""

import json
from pathlib import Path

import jinja2

from guide.outputs import compress, headers
from guide.pages.site import Site
from guide.reading import slots
from guide.reading.page_files import SELF_CHECK_PAGE

# What waits here is to be copied to where a host reads it.
FOLDER = "hosting"
# The address of a copy that has not said its own.
EXAMPLE = "https://guide.example/"
# The link to it stands in overrides/main.html. It lies where other sites may load it.
OEMBED = f"{headers.SHARED}/oembed.json"


def write(site: Site, target: Path, site_url: str, languages: tuple[str, ...] = ()) -> None:
    """Write `_headers`, `.nojekyll` and a folder of ready files for hosts into the built site.

    target: its folder; site_url: its full address with a slash at its end, or nothing;
    languages: the codes of those that have a folder of the site besides English.
    """
    templates, policies = site.overrides / FOLDER, site.assets.sent
    # These files are no HTML, and a name that is missing must not pass as an empty setting.
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=False,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["php"] = php
    folders = {
        f"/{code}" if code else "": sorted(
            {path.relative_to(target / code).parts[0] for path in (target / code).glob("*/*")}
            - {headers.SHARED, FOLDER, *languages}
        )
        for code in ("", *languages)
    }
    values = {
        "everywhere": headers.EVERYWHERE,
        "own": headers.own(policies["guide"]),
        "shared": headers.shared(policies["frame"]),
        "shared_folder": headers.SHARED,
        "folders": folders,
        "languages": languages,
        "types": headers.TYPES,
        "compressed": sorted(compress.TEXT_FILES),
        "cache": headers.CACHE,
        "cache_of_the_self_check": headers.CACHE_OF_THE_SELF_CHECK,
        "self_check": Path(SELF_CHECK_PAGE.replace(".md", ".html")),
        "words": site.guide.words,
        "address": site_url or EXAMPLE,
    }
    (target / FOLDER).mkdir(exist_ok=True)
    for template in sorted(path.name for path in templates.iterdir() if not path.name.startswith(".")):
        # Netlify and Cloudflare read theirs at the top; the others wait to be copied.
        file = target / template if template == "_headers" else target / FOLDER / template
        file.write_text(env.get_template(template).render(values), encoding="utf-8")
    # Without it, GitHub Pages leaves out what begins with an underscore.
    (target / ".nojekyll").write_text("")


def php(text: str) -> str:
    """A text as PHP writes it between single quotation marks."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def oembed(site: Site, site_url: str) -> str:
    """What a site makes of a pasted address of any page: a link, which opens in the whole window.

    No `rich`: of that WordPress keeps nothing but a frame, in which neither a link nor the exit works.
    A title is all that it shows of a link, so the sentence is a part of it.
    """
    words = site.guide.words
    title = slots.filled(words.host.pasted, {"site": words.shell.site, "card": words.host.card})
    told = {
        "version": "1.0",
        "type": "link",
        "title": title,
        "provider_name": words.shell.site,
        "provider_url": site_url,
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"
