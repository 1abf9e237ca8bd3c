"""The drawings of rings as a book can show them: what a style says on a screen stands in the picture itself,
since a style does not reach into a picture everywhere, and what it shows is told in words.
"""

import math
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"
LETTERS = {"fill": "currentColor", "stroke": "none", "dominant-baseline": "central", "font-size": "5"}
PALE = {"stroke-opacity": ".3"}
# Where words at the foot of halves begin and end.
SIDES = {"side own": "start", "side their": "end"}


def draw(svg: Element, label: str) -> None:
    """Let a picture say in words what it shows, without links and in one color."""
    for parent in list(svg.iter()):
        parent.tag = parent.tag.removeprefix(SVG)
        for child in list(parent):
            if child.tag == f"{SVG}pattern":
                parent.remove(child)
        if parent.tag == "a":
            parent.tag = "g"
            parent.attrib.clear()
        elif parent.tag == "text":
            size = {"font-size": svg.get("font-size", "5")}
            parent.attrib |= LETTERS | size | {"text-anchor": SIDES.get(parent.get("class"), "middle")}
        elif parent.tag == "circle" and svg.get("class") != "halves" and parent.get("class") != "lit":
            parent.attrib |= PALE
        elif parent.tag == "g" and "data-ring" in parent.attrib:
            _draw_halves(parent)
    svg.attrib.pop("aria-hidden", None)
    looks = f"picture {svg.get('class')}".removesuffix(" halves")
    svg.attrib |= {"xmlns": SVG[1:-1], "role": "img", "aria-label": label, "class": looks}
    svg.attrib |= {"fill": "none", "stroke": "currentColor"}
    title = Element("title")
    title.text = label
    svg.insert(0, title)


def _draw_halves(ring: Element) -> None:
    """Draw a ring in two halves, each as long as its quarters say, over a pale track."""
    (dot,) = ring.iterfind(f"{SVG}circle")
    half = math.pi * abs(float(dot.get("cy")))
    dot.attrib |= {"stroke-width": ".9", "fill": "currentColor" if dot.get("class") == "met" else "none"}
    for path in ring.findall(f"{SVG}path"):
        reach = path.attrib.pop("data-reach", "0")
        if "class" not in path.attrib:
            path.attrib |= {"stroke-opacity": ".12"}
        elif reach == "0":
            ring.remove(path)
        else:
            if path.get("class") == "their":
                path.attrib |= {"stroke-opacity": ".55"}
            path.attrib.pop("pathLength", None)
            path.set("stroke-dasharray", f"{int(reach) * half / 4:.2f} 999")
