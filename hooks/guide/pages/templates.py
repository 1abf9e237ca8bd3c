"""Lay the data out as HTML, by strict templates in overrides/guide/ that escape everything they print."""

import posixpath
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from pages import MARKER

_SLOT = re.compile(r"\{([a-z_]+)\}")
TEMPLATES = Path(__file__).parent.parent / "overrides" / "guide"


def markers():
    """The names that a marker can have: the templates in overrides/guide/."""
    return {path.stem for path in TEMPLATES.glob("*.html") if not path.stem.startswith("_")}


def environment():
    """A Jinja environment that escapes, and that stops at a name it does not know."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    env.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    env.filters["put"] = put
    env.filters["slots"] = slots
    env.filters["tel"] = tel
    env.filters["with_constants"] = with_constants
    env.filters["parts"] = lambda text, name: text.split("{" + name + "}")
    return env


def put(text, **values):
    """`text` with {name} replaced for each of the values; other braces, and those in the values, stay as the author wrote them."""
    return _SLOT.sub(lambda found: str(values.get(found[1], found[0])), text)


def slots(text):
    """`text` as markup with a place for each {name} that the page's script fills with the name of a level."""
    return Markup(re.sub(r"\{((?:other_)?(?:number|name))\}", r'<span data-slot="\1"></span>', str(escape(text))))


def with_constants(text, constants):
    """`text` as markup with each {constant} of the rule put in, marked so that it can be found."""
    html = str(escape(text))
    for name, value in constants.as_dict().items():
        html = html.replace("{" + name + "}", f'<span data-constant="{name}">{value}</span>')
    return Markup(html)


def tel(number):
    """The address that calls a number, or nothing where the text holds more than a number."""
    return "tel:" + re.sub(r"[^0-9+]", "", number) if re.fullmatch(r"\s*\+?[0-9\s()-]*[0-9][0-9\s()-]*", number) else ""


def link(here, target):
    """The relative address of a page (`get-help.md#anchor`) as seen from the page `here` (`levels/index.md`)."""
    page, hash_, anchor = target.partition("#")
    return posixpath.relpath(page, posixpath.dirname(here) or ".").removesuffix(".md") + ".html" + hash_ + anchor


class Filler:
    """Fills the markers of one build's pages."""

    def __init__(self, guide, cited, titles):
        """guide: the Guide; cited: source id -> pages that cite it; titles: page -> title."""
        self.guide, self.env = guide, environment()
        self.cited = {id_: [(page, titles[page]) for page in pages] for id_, pages in cited.items()}

    def page(self, html, here):
        """The HTML of a page with its head (if it belongs to a level or a step) and its markers filled in.

        html: what Markdown made of the page; here: its file, as `levels/index.md`.
        """
        return self.head(here) + MARKER.sub(lambda found: self.part(found[1], here), html)

    def head(self, here):
        """What stands above the text of a level's or a step's page; nothing for others."""
        entry = self.guide.by_page.get(here)
        return self.part("_level_head" if entry in self.guide.levels else "_step_head", here) if entry else ""

    def part(self, name, here):
        """The HTML that a marker's name stands for on the page `here`."""
        context = {
            "guide": self.guide,
            "words": self.guide.words,
            "entry": self.guide.by_page.get(here),
            "place": self.guide.place_by_page.get(here),
            "link": lambda target: link(here, target),
            "cited": self.cited,
        }
        return self._render(name, context)

    def mark(self):
        """The rings as an SVG file of their own: the sign of the guide, and how a page not found finds its way home."""
        return self._render("_mark", {"guide": self.guide})

    def small_mark(self):
        """The rings beside the guide's name, as markup for other templates."""
        return Markup(self._render("_brand", {"guide": self.guide}))

    def _render(self, name, context):
        return self.env.get_template(f"{name}.html").render(context)
