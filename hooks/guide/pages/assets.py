"""The few scripts and the style that stand in every page, and the policies that list them by hash."""

import base64
import hashlib
import re
import zlib
from pathlib import Path

# The files that make up each script. A page has one, since what is alike compresses well together, and each costs a hash.
SCRIPTS = {
    "reading": ("exit.js", "shell.js", "reading.js"),
    "self-check": ("exit.js", "shell.js", "score.js", "self-check.js"),
    # The frame measures screens, so the self-check has to be laid out first.
    "frame": ("score.js", "self-check.js", "exit.js", "frame.js"),
    "not-found": ("not-found.js",),
    "embed": ("embed.js",),
}
# What only a few reading pages have, as their HTML says it. A part of the style is for these alone.
FEW = (
    'class="map"', 'class="legend"', 'class="cards"', 'class="admonition ways"', 'class="sources"', 'class="example"', 'class="constants"',
    "<code",
)
TEXT_FILES = {".html", ".js", ".css", ".svg", ".xml", ".txt", ".json", ".webmanifest"}


class Inline:
    """What stands in pages, between its tags.

    `reading`: the script of reading pages; `self_check`: of the self-check; `frame`: of the self-check in a frame;
    `style`, `self_check_style`, `frame_style`: their styles; `full_style`: of reading pages with something of FEW;
    `not_found`: the script of the page that says so.
    `embed`: a file of its own, for the page around the frame.
    """

    def __init__(self, folder):
        """folder: Path of our style and scripts."""

        def read(name):
            return (folder / name).read_text(encoding="utf-8")

        everywhere, *parts = re.split(r"/\* ==== (.+?) ==== \*/", read("guide.css"))
        part = dict(zip(parts[::2], parts[1::2], strict=True))
        self.style = squeezed_style(everywhere + part["Reading pages"])
        self.full_style = squeezed_style(everywhere + part["Reading pages"] + part["A few reading pages"])
        self.self_check_style = squeezed_style(everywhere + part["Self-check"])
        self.frame_style = squeezed_style(everywhere + part["Self-check"] + read("frame.css"))
        self.reading, self.self_check, self.frame, self.not_found, self.embed = (short_script(folder, name) for name in SCRIPTS)

    def policies(self, preview):
        """The Content-Security-Policy of the pages, as {"guide": of each page of the guide, "frame": of the folder for frames}.

        What is not found in that folder is told by a page of the guide, so its policy holds what the guide's does, too.

        preview: True while an author looks at the guide with live reload, whose own script is not known beforehand.
        """
        scripts, styles = (self.reading, self.self_check, self.not_found), (self.style, self.full_style, self.self_check_style)
        return {
            "guide": _policy(preview, scripts, styles),
            "frame": _policy(preview, (*scripts, self.frame), (*styles, self.frame_style)),
        }


def _policy(preview, scripts, styles):
    """A policy that lets these inline scripts and styles work, and files of the site itself."""
    allowed_scripts, allowed_styles = "'unsafe-inline'", "'unsafe-inline'"
    if not preview:
        allowed_scripts, allowed_styles = (" ".join(map(_hash, texts)) for texts in (scripts, styles))
    # The pages ask for nothing, but checkers that look for robots.txt from inside a page do.
    return (
        f"default-src 'none'; script-src 'self' {allowed_scripts}; style-src {allowed_styles}; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def squeezed_style(css):
    """A stylesheet without comments and needless space.

    A custom property that never changes gives way to its value, which a browser reads sooner; the others are called by letters.
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,])\s*|(:)\s+", lambda m: m[1] or m[2], css).strip()
    css = _constants_in_place(css).replace(";}", "}")
    named = dict.fromkeys(re.findall(r"--[\w-]+(?=:)", css))
    short = {name: f"--{_letters(place)}" for place, name in enumerate(named)}
    return re.sub(r"--[\w-]+", lambda found: short.get(found[0], found[0]), css)


def _constants_in_place(css):
    """A stylesheet without needless space in which what `:root` says once and nothing else sets stands wherever it is used."""
    root = re.match(r":root\{([^}]*)\}", css)
    for name in re.findall(r"(--[\w-]+):", root[1] if root else ""):
        use = f"var({name})"
        if len(re.findall(rf"{name}(?![\w-])", css)) == css.count(use) + 1:
            said = re.search(rf"{name}:([^;}}]*);?", css)
            css = css.replace(said[0], "").replace(use, said[1])
    return css


def _letters(place):
    """a, b, ... z, ba, bb, ...: a short name for each place."""
    return (_letters(place // 26) if place > 25 else "") + chr(ord("a") + place % 26)


def squeezed_script(code):
    """A script without lines that are only a comment, and without indent."""
    lines = (line.strip() for line in code.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def whole_script(folder, name):
    """A script of SCRIPTS, made of the files in `folder`, squeezed."""
    return squeezed_script("".join((folder / part).read_text(encoding="utf-8") for part in SCRIPTS[name]))


def short_script(folder, name):
    """A script of SCRIPTS with short names: from the copy in short/, as long as it was made from the files as they stand.

    Else the script as it is, which does the same and weighs more. `dev.py shorten` makes the copies.
    """
    whole = whole_script(folder, name)
    copy = folder / "short" / f"{name}.js"
    said, _, code = copy.read_text(encoding="utf-8").partition("\n") if copy.exists() else ("", "", "")
    return code.strip() if said == made_from(whole) else whole


def made_from(whole):
    """The first line of a shortened copy, which tells what it was made from."""
    return f"// Made by `dev.py shorten` from {hashlib.sha256(whole.encode()).hexdigest()}"


# What the base template lays around scripts that are not used here.
LEFTOVERS = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>|<div data-md-component="(?:skip|announce)">.*?</div>'
    r'|<div class="md-dialog"[^>]*>\s*<div[^>]*></div>\s*</div>',
    re.S,
)


def squeezed_page(html):
    """A page without what the base template leaves over, and without empty lines and indent, save in preformatted text.

    Quotes that need no escape in text stand as they are.
    """
    parts = re.split(r"(<pre\b.*?</pre>)", html, flags=re.S)
    return "".join(part if part.startswith("<pre") else _squeezed(part) for part in parts).lstrip()


def _squeezed(html):
    lines = re.sub(r"\n\s+", "\n", LEFTOVERS.sub("", html))
    lines = re.sub(r' data-md-component="\w+"', "", lines)
    return re.sub(r">[^<>]+<", lambda text: text[0].replace("&#34;", '"').replace("&#39;", "'"), lines)


def compress(site):
    """Write a .gz beside every text file, the same bytes each time, for servers that send it as it is."""
    for path in sorted(Path(site).rglob("*")):
        if path.suffix in TEXT_FILES:
            Path(f"{path}.gz").write_bytes(packed(path.read_bytes()))


GZIP_WITHOUT_NAME_AND_TIME = 31
# With less memory than by default, zlib fits its codes to shorter stretches, and packs texts of this length tighter.
MEMORY_LEVEL = 5


def packed(data):
    """The bytes `data` in the form of gzip."""
    way = zlib.compressobj(9, zlib.DEFLATED, GZIP_WITHOUT_NAME_AND_TIME, MEMORY_LEVEL)
    return way.compress(data) + way.flush()
