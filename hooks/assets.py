"""The few scripts and the style that stand in every page, and the policy that lists them by hash."""

import base64
import gzip
import hashlib
import re
from pathlib import Path

TEXT_FILES = {".html", ".js", ".css", ".svg", ".xml", ".txt", ".json", ".webmanifest"}


class Inline:
    """What stands in pages, between its tags.

    `shell`: the script of every page of the guide; `frame`: what stands in its place where the self-check is in a frame;
    `style`: of reading pages; `self_check_style` and `self_check`: of the self-check; `frame_style`: of the self-check in a frame;
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
        self.self_check_style = squeezed_style(everywhere + part["Self-check"])
        self.frame_style = squeezed_style(everywhere + part["Self-check"] + read("frame.css"))
        self.shell = squeezed_script(read("exit.js") + read("shell.js"))
        self.frame = squeezed_script(read("exit.js") + read("frame.js"))
        self.self_check = squeezed_script(read("score.js") + read("self-check.js"))
        self.not_found = squeezed_script(read("not-found.js"))
        self.embed = squeezed_script(read("embed.js"))

    def policy(self, preview):
        """The Content-Security-Policy of every page.

        preview: True while an author looks at the guide with live reload, whose own script is not known beforehand.
        """
        scripts, styles = "'self' 'unsafe-inline'", "'unsafe-inline'"
        if not preview:
            scripts = " ".join(["'self'", *map(_hash, (self.shell, self.frame, self.self_check, self.not_found))])
            styles = " ".join(map(_hash, (self.style, self.self_check_style, self.frame_style)))
        # The pages ask for nothing, but checkers that look for robots.txt from inside a page do.
        return (
            f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src 'self' data:; connect-src 'self'; "
            "base-uri 'none'; form-action 'none'"
        )


def _hash(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def squeezed_style(css):
    """A stylesheet without comments and needless space."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,])\s*|(:)\s+", lambda m: m[1] or m[2], css).replace(";}", "}").strip()


def squeezed_script(code):
    """A script without lines that are only a comment, and without indent."""
    lines = (line.strip() for line in code.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def squeezed_page(html):
    """A page without empty lines and indent, save in preformatted text."""
    parts = re.split(r"(<pre\b.*?</pre>)", html, flags=re.S)
    return "".join(part if part.startswith("<pre") else re.sub(r"\n\s+", "\n", part) for part in parts).lstrip()


def compress(site):
    """Write a .gz beside every text file, the same bytes each time, for servers that send it as it is."""
    for path in sorted(Path(site).rglob("*")):
        if path.suffix in TEXT_FILES:
            data = path.read_bytes()
            with open(f"{path}.gz", "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
                packed.write(data)
