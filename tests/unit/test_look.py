"""The look as the stylesheet and the rings promise it: contrast, no motion, no left or right."""

import re

import pytest

from copies import ROOT

PATHS = sorted((ROOT / "overrides" / "components").glob("*/style.css"))


def css(path):
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)


STYLE = "\n".join(map(css, PATHS))
PALETTE = (
    dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}), #\w{6}\)", STYLE)),
    dict(re.findall(r"--([\w-]+): light-dark\(#\w{6}, (#\w{6})\)", STYLE)),
)
GROUNDS = ("paper", "card", "warm", "tint")
TEXT = [(text, ground) for text in ("ink", "soft", "accent") for ground in GROUNDS] + [
    ("card", "accent"),
    ("card", "edge"),
]
# Edges of controls, rings and the marks of focus.
SHAPES = [(shape, ground) for shape in ("line", "edge", "accent") for ground in GROUNDS]


def luminance(color):
    """The relative luminance of a color such as #6d2350, as WCAG 2.2 defines it."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_counted_as_wcag_counts_it():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("colors", PALETTE, ids=["light", "dark"])
def test_every_text_reaches_seven_to_one_and_every_shape_three_to_one(colors):
    assert {name for pair in (*TEXT, *SHAPES) for name in pair} <= set(colors)
    assert {pair: found for pair in TEXT if (found := contrast(colors[pair[0]], colors[pair[1]])) < 7} == {}
    assert {pair: found for pair in SHAPES if (found := contrast(colors[pair[0]], colors[pair[1]])) < 3} == {}


def test_colors_stand_in_the_palette_only():
    # On paper everything is black on white; the shade around the search is no part of the page.
    others = {path.parent.name: css(path) for path in PATHS}
    others["shell"] = others["shell"].partition("color-scheme: dark; }")[2]
    colors = {
        color for style in others.values() for color in re.findall(r"#[0-9a-f]{3,8}\b|rgb\([^)]*\)", style)
    }
    assert colors == {"#000", "#fff", "rgb(0 0 0 / .5)"}


def test_nothing_moves_unasked():
    assert re.findall(r"\b(transition|animation|scroll-behavior|@keyframes)\b", STYLE) == []


def test_no_rule_knows_left_or_right_so_that_any_direction_of_writing_works():
    place = "left|right|top|bottom"
    names = rf"(?:margin|padding|border)-(?:{place})|{place}|(?:min-|max-)?(?:width|height)"
    physical = rf"(?<![\w-])({names})\s*:"
    in_rules = re.sub(r"@media[^{]*", "", STYLE)
    assert re.findall(physical, in_rules) == []
    assert re.findall(r"(?:text-align|float): (?:left|right)", STYLE) == []
