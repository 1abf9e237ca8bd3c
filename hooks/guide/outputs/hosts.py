"""The files that tell each kind of host what `headers` asks for, written into the built site."""

from pathlib import Path

import jinja2

from guide.outputs import compress, headers

# The settings that wait to be copied to where a server reads them.
FOLDER = "hosting"


def write(
    site: Path, templates: Path, policies: dict[str, str], self_check: str, languages: tuple[str, ...] = ()
) -> None:
    """Write `_headers`, `.nojekyll` and a folder of ready settings for servers into the built site.

    site: Path of the built site; templates: Path of the folder with our templates of these files;
    policies: as `Assets.policies` gives them; self_check: the address of its page;
    languages: the codes of those that have a folder of the site besides English.
    """
    # These files are no HTML, and a name that is missing must not pass as an empty setting.
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=False,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    folders = {
        f"/{code}" if code else "": sorted(
            {path.relative_to(site / code).parts[0] for path in (site / code).glob("*/*")}
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
        "self_check": Path(self_check),
    }
    (site / FOLDER).mkdir(exist_ok=True)
    for template in sorted(path.name for path in templates.iterdir() if not path.name.startswith(".")):
        # Netlify and Cloudflare read theirs at the top; the others wait to be copied.
        target = site / template if template == "_headers" else site / FOLDER / template
        target.write_text(env.get_template(template).render(values), encoding="utf-8")
    # Without it, GitHub Pages leaves out what begins with an underscore.
    (site / ".nojekyll").write_text("")
