"""Where the Markdown of a page leads: every link and picture in it, and what is wrong with each by itself.

Whether the heading behind a # is there is looked up later, once pages are whole.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from guide.reading.problems import nearest, shown

SCHEMES = ("https", "http", "mailto", "tel", "sms")
# `[text](target "title")` and `![text](target)`; a target can hold a pair of brackets, or stand in < and >.
_INLINE = re.compile(
    r"(?<!\\)(!?)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*(?:<([^>\n]*)>|((?:[^\s()<>]|\([^\s()]*\))*))"
)
_DEFINED = re.compile(r"^ {0,3}\[([^\]\n]+)\]:[ \t]*<?([^\s>]+)", re.M)
_REFERRED = re.compile(r"(?<!\\)\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\[([^\[\]\n]*)\]")
_IN_HTML = re.compile(r"<[a-zA-Z][^>]*?\s(href|src)\s*=\s*[\"']([^\"']*)")
_UNSHOWN = re.compile(r"<!--.*?-->|(?<![`\\])(`+)(?!`)(?:(?!\n\n).)+?(?<!`)\1(?!`)", re.S)


@dataclass(frozen=True)
class Link:
    """A link to a page of the guide: its line, the page's name, and the id of something on it."""

    line: int
    page: str
    anchor: str


@dataclass(frozen=True)
class Target:
    """What an author wrote as a target: its place, whether it is loaded with the page, whether in HTML."""

    place: int
    text: str
    loaded: bool = False
    html: bool = False


def targets(prose: str) -> tuple[list[Target], list[tuple[int, str]]]:
    """(every target in a page's text, (place, name) of each reference that the page does not define)."""
    text = _UNSHOWN.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), prose)
    found = [Target(one.start(), one[2] or one[3] or "", bool(one[1])) for one in _INLINE.finditer(text)]
    found += [Target(one.start(), one[2]) for one in _DEFINED.finditer(text)]
    found += [Target(one.start(), one[2], one[1] == "src", True) for one in _IN_HTML.finditer(text)]
    names = {" ".join(one[1].lower().split()) for one in _DEFINED.finditer(text)}
    referred = [(one.start(), one[2] or one[1]) for one in _REFERRED.finditer(text)]
    return found, [one for one in referred if " ".join(one[1].lower().split()) not in names]


def led_to(target: Target, here: str) -> tuple[str, str] | None:
    """(name of a file, anchor) of a target on the page `here`, or None where it leads out of the guide."""
    scheme, host, path, _, anchor = urlsplit(target.text)
    if scheme or host or target.text.startswith(("/", "\\")):
        return None
    if not path:
        return here, anchor
    name = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(path)))
    if target.html and name.endswith(".html"):
        # HTML is left as it is, so it has to name the page as it is called in the end.
        name = name.removesuffix(".html") + ".md"
    elif target.html and name.endswith(".md"):
        name += " "
    return name, anchor


def wrong(target: Target, here: str, files: set[str]) -> tuple[str, str] | None:
    """(what is there, what is expected) where a target is wrong. files: the names of all it can lead to."""
    text = target.text
    try:
        parts = urlsplit(text)
        led = led_to(target, here)
    except ValueError:
        return shown(text), "an address that can be read"
    if not text:
        return "no target", "a page such as levels/index.md, or a full address"
    if text.startswith(("/", "\\")):
        expected = "the way from this page, such as ../get-help.md; the guide may lie under any path"
        return f"{shown(text)}, which leads to the top of a server", expected
    if target.loaded and led is None:
        return (
            f"{shown(text)} from another site",
            "a picture in the folder of the words; readers' browsers ask nobody else",
        )
    if led is None:
        return (
            None
            if parts.scheme in SCHEMES
            else (shown(text), f"an address that begins with {', '.join(SCHEMES)}")
        )
    if led[0] in files:
        return None
    expected = "a page or picture that is there, as seen from this page; https:// before an address elsewhere"
    if led[0].endswith(".md "):
        expected = ".html in place of .md, since HTML is left as it is"
    near = nearest(led[0].strip(), files)
    return f"{shown(text)}, which is not there{near}", expected


def problems(prose: str, here: str, files: set[str]) -> Iterator[tuple[int, str, str]]:
    """(place, what is there, what is expected) for each link of a page that leads nowhere."""
    found, undefined = targets(prose)
    for target in found:
        if told := wrong(target, here, files):
            yield target.place, *told
    for place, name in undefined:
        yield (
            place,
            f"the reference {shown(name)}, which the page does not define",
            f"a line [{name}]: and its target",
        )
