"""The few scripts and the style that stand in every page, and the policies that list them by hash."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import rcssmin
import rjsmin

# Each page's style is one text: the components of its kind in this order. A kind of its own is what readers
# wait for most, so it holds only what stands on it.
EVERYWHERE = ("shell", "contents", "menu", "exit", "search", "marked")
ITS_OWN = ("halves", "helplines", "self-check")
STYLES = {
    "reading": (*EVERYWHERE, "rings", "halves", "levels", "steps", "sources", "scoring", "leading-out"),
    "help": (*EVERYWHERE, "helplines", "leading-out"),
    "place": (*EVERYWHERE, "helplines", "sheet", "leading-out"),
    "self_check": ("shell", "menu", "exit", "search", *ITS_OWN),
    "groups": (*EVERYWHERE, "helplines", "groups", "leading-out"),
    "cards": (*EVERYWHERE, "helplines", "groups", "leading-out"),
    "frame": ("shell", "exit", *ITS_OWN, "leading-out", "frame"),
}
# The files that make up each script. A page has one, since what is alike compresses well together, and each
# costs a hash. The first file stops the others in browsers that lack what they need.
SELF_CHECK = ("shell/limit.js", "exit/script.js", "shell/script.js", "search/opener.js")
READING = (*SELF_CHECK, "menu/script.js", "leading-out/script.js")
SCRIPTS = {
    "reading": READING,
    "place": READING,
    "groups": READING,
    "help": (*SELF_CHECK, "helplines/script.js", "leading-out/script.js"),
    "cards": (*READING, "groups/script.js"),
    "self_check": (
        *SELF_CHECK,
        "helplines/script.js",
        "self-check/score.js",
        "self-check/script.js",
    ),
    # The frame measures screens, so the self-check has to be laid out first.
    "frame": (
        "shell/limit.js",
        "helplines/script.js",
        "self-check/score.js",
        "self-check/script.js",
        "exit/script.js",
        "leading-out/script.js",
        "frame/script.js",
    ),
    "not_found": ("not-found/script.js",),
    "embed": ("frame/embed.js",),
    "search": ("search/search.js",),
}


@dataclass(frozen=True)
class Assets:
    """Style and scripts that stand in pages, and scripts that are files. `folder` holds the components."""

    folder: Path

    def _read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    @cached_property
    def styles(self) -> dict[str, str]:
        """The style of each kind of page in STYLES, without comments and needless blanks."""
        return {
            kind: rcssmin.cssmin("\n".join(self._read(f"{name}/style.css") for name in names))
            for kind, names in STYLES.items()
        }

    @cached_property
    def scripts(self) -> dict[str, str]:
        """Each script of SCRIPTS, without comments and needless blanks."""
        return {kind: rjsmin.jsmin("\n".join(map(self._read, names))) for kind, names in SCRIPTS.items()}

    def policies(self, preview: bool) -> dict[str, str]:
        """The Content-Security-Policy that a page itself brings, by its kind, and that of the page which says
        that nothing is there: it allows what stands in the page, and nothing else.

        preview: True while an author looks at the guide with live reload, whose own script is not known
        beforehand.
        """
        own = {kind: self._policy((kind,), (kind,), preview) for kind in STYLES}
        return own | {"not_found": self._policy(("reading", "not_found"), ("reading",), preview)}

    @cached_property
    def sent(self) -> dict[str, str]:
        """The policies that hosts send: {"guide": with each page of the guide, "frame": with the folder for
        frames}. What is not found in that folder is told by a page of the guide, so it allows that page, too.
        """
        guide = tuple(kind for kind in STYLES if kind != "frame")
        return {
            "guide": self._policy((*guide, "not_found"), guide),
            "frame": self._policy((*guide, "not_found", "frame"), tuple(STYLES)),
        }

    def _policy(self, scripts: tuple[str, ...], styles: tuple[str, ...], preview: bool = False) -> str:
        """A policy that lets these inline scripts and styles work, and files of the site itself."""
        allowed = [
            "'unsafe-inline'"
            if preview
            else " ".join(map(_hash, dict.fromkeys(texts[kind] for kind in kinds)))
            for texts, kinds in ((self.scripts, scripts), (self.styles, styles))
        ]
        # The pages ask for nothing, but checkers that look for robots.txt from inside a page do.
        return (
            f"default-src 'none'; script-src 'self' {allowed[0]}; style-src {allowed[1]}; "
            "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
        )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
