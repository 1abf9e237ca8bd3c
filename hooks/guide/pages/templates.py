"""Lay the data out as HTML, by strict templates in overrides/ that escape everything they print."""

import posixpath
import re
from collections.abc import ItemsView, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from guide.model.changes import FEED
from guide.model.guide import Guide
from guide.model.instrument import Constants
from guide.reading import slots
from guide.reading.page_files import PageFile

COMPONENTS = "components"
HEADS = {"Level": "levels/_head", "Step": "steps/_head"}


def markers(folder: Path) -> dict[str, str]:
    """name -> template of everything that a marker can bring: each template of a component whose name has no
    underscore first.

    folder: the folder of the templates, overrides/.
    """
    found = sorted((folder / COMPONENTS).glob("*/[!_]*.html"))
    return {path.stem: f"{path.parent.name}/{path.stem}" for path in found}


@cache
def environment(folder: Path) -> Environment:
    """The Jinja environment of a folder, which escapes, and stops at a name it does not know.

    One for all languages, so that each template is read once.
    """
    env = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    env.filters |= {
        "put": put,
        "pairs": pairs,
        "tel": tel,
        "month": month,
        "with_constants": with_constants,
        "noun": with_noun,
    }
    return env


def put(text: str, **values: object) -> str:
    """`text` with each {name} of the values filled in."""
    return slots.filled(text, values)


def pairs(group: object) -> ItemsView[str, object]:
    """(name, value) of each field of a group of words."""
    return vars(group).items()


def with_noun(text: str, noun: str) -> Markup:
    """`text` as markup with {noun} put in, marked so that the script can put another in its place."""
    return Markup(str(escape(text)).replace("{noun}", f"<span data-noun>{escape(noun)}</span>"))


def with_constants(text: str, constants: Constants) -> Markup:
    """`text` as markup with each {constant} of the rule put in, marked so that it can be found."""
    marked = {name: f'<span data-constant="{name}">{value}</span>' for name, value in vars(constants).items()}
    return Markup(slots.filled(str(escape(text)), marked))


def tel(number: str) -> str:
    """The address that calls a number, or nothing where the text holds more than a number."""
    return (
        "tel:" + re.sub(r"[^0-9+]", "", number)
        if re.fullmatch(r"\s*\+?[0-9\s()-]*[0-9][0-9\s()-]*", number)
        else ""
    )


def month(date: str, names: tuple[str, ...]) -> str:
    """The month of a date such as 2026-11 or 2026-11-23 in words, or its year where only that is known.

    names: of the twelve months.
    """
    year, _, rest = date.partition("-")
    return f"{names[int(rest[:2]) - 1]} {year}" if rest else year


def link(here: str, target: str) -> str:
    """The relative address of a page (`get-help.md#anchor`) as seen from the page `here`."""
    page, hash_, anchor = target.partition("#")
    return (
        posixpath.relpath(page, posixpath.dirname(here) or ".").removesuffix(".md") + ".html" + hash_ + anchor
    )


class Templates:
    """Fills the markers of one build's pages."""

    def __init__(
        self,
        folder: Path,
        guide: Guide,
        pages: dict[str, PageFile],
        course: bool = False,
        unread: bool = False,
        editions: tuple[dict, ...] = (),
    ):
        """folder: overrides/; pages: name -> PageFile, as the reading of the pages gave them; course: whether
        they are for a course platform; unread: whether they are a translation that no native reader has read;
        editions: what the site carries to take along.
        """
        self.env, self.guide = environment(folder), guide
        self.course, self.unread, self.editions = course, unread, editions
        self.markers = markers(folder)
        self.cited: dict[str, list[tuple[str, str]]] = {source.id: [] for source in guide.sources}
        for page in pages.values():
            for id_ in page.cites:
                self.cited[id_].append((page.name, page.title))

    def marker(self, name: str, here: str) -> str:
        """The HTML that a marker's name stands for on the page `here`."""
        return self.part(self.markers[name], here)

    def head(self, here: str) -> str:
        """What stands above the text of a level's or a step's page; nothing for others."""
        entry = self.guide.by_page.get(here)
        return self.part(HEADS[type(entry).__name__], here) if entry else ""

    def places(self) -> str:
        """assets/places.js, which brings the lines of all places to a page that is light without them."""
        return self.part("helplines/_file", "")

    def withheld(self, here: str, title: str) -> str:
        """What stands in the place of a self-check that is not there in this language."""
        return self.part("languages/_withheld", here, {"title": title})

    def mark(self) -> str:
        """The rings as an SVG file: the sign of the guide, and how a page not found finds its way home."""
        return self.part("rings/_mark", "")

    def small_mark(self) -> str:
        """The rings beside the guide's name."""
        return self.part("rings/_brand", "")

    def feed(self, address: str, language: str) -> str:
        """changes.xml. address: that of the site, or "" if it is not known; language: as in mkdocs.yml."""
        given = {"feed": FEED.urn, "address": address, "language": language}
        return self.part("changes/_feed", "", given)

    def part(self, name: str, here: str, given: Mapping[str, object] = MappingProxyType({})) -> str:
        """What the template of a component makes on the page `here`. given: names that it knows besides."""
        return self._filled(f"{COMPONENTS}/{name}", here, given)

    def edition(self, name: str, here: str, given: Mapping[str, object]) -> str:
        """What a template of the editions makes, as `part` does."""
        return self._filled(f"editions/{name}", here, given)

    def _filled(self, name: str, here: str, given: Mapping[str, object]) -> str:
        context = {
            "guide": self.guide,
            "words": self.guide.words,
            "unread": self.unread,
            "here": here,
            "course": self.course,
            "editions": self.editions,
            "entry": self.guide.by_page.get(here),
            "link": lambda target: link(here, target),
            "asset": lambda name: posixpath.relpath(f"assets/{name}", posixpath.dirname(here) or "."),
            "cited": self.cited,
            **given,
        }
        return self.env.get_template(f"{name}.html").render(context)

    def for_pages(self, env: Environment) -> Environment:
        """The same environment for whole pages, with the filters and templates that the generator's `env`
        brings.
        """
        self.env.filters |= {name: some for name, some in env.filters.items() if name not in self.env.filters}
        self.env.loader.loaders[1:] = [env.loader]
        return self.env
