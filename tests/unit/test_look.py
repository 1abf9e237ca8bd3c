"""The look as the stylesheet and the rings promise it: contrast, no motion, no left or right."""

import re

import pytest

from authored import OVERRIDES

SHEETS = {
    path.parent.name: re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    for path in sorted((OVERRIDES / "components").glob("*/style.css"))
}
STYLE = "\n".join(SHEETS.values())
# Each color's name, with it in light and in dark.
COLORS = {name: pair for name, *pair in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", STYLE)}
GROUNDS = ("paper", "card", "warm", "tint")
TEXT = [(text, ground) for text in ("ink", "soft", "accent") for ground in GROUNDS]
TEXT += [("card", "accent"), ("card", "edge")]
# Edges of controls, rings and the marks of focus.
SHAPES = [(shape, ground) for shape in ("line", "edge", "accent") for ground in GROUNDS]


def luminance(color):
    """The relative luminance of a color such as #6d2350, as WCAG 2.2 defines it."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear))


def contrast(one, other):
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_reaches_seven_to_one_and_every_shape_three_to_one(scheme):
    for pairs, least in ((TEXT, 7), (SHAPES, 3)):
        assert [two for two in pairs if contrast(*(COLORS[name][scheme] for name in two)) < least] == []


def test_colors_stand_in_the_palette_only():
    shell = SHEETS["shell"].partition("color-scheme: dark; }")[2]
    style = "\n".join((SHEETS | {"shell": shell}).values())
    # On paper everything is black on white; the shade around the search is no part of the page.
    assert {*re.findall(r"#[0-9a-f]{3,8}\b|rgb\([^)]*\)", style)} == {"#000", "#fff", "rgb(0 0 0 / .5)"}


def test_nothing_moves_unasked():
    assert re.findall(r"\b(transition|animation|scroll-behavior|@keyframes)\b", STYLE) == []


def test_no_rule_knows_left_or_right_so_that_any_direction_of_writing_works():
    # Top, bottom, both sides and the whole width are the same in each direction, and known to old browsers.
    style = re.sub(r"@media[^{]*|left: 0; right: 0;|float: left; inline-size: 100%;", "", STYLE)
    place = "(?:margin|padding|border)-(?:left|right|top|bottom)|left|right"
    assert re.findall(rf"(?<![\w-])({place}|(?:min-|max-)?(?:width|height))\s*:", style) == []
    assert re.findall(r"(?:text-align|float): (?:left|right)", style) == []
