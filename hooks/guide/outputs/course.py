"""The list of files that turns the built site into a package for course platforms: an IMS content package,
which is also plain content of SCORM 1.2.

It is an asset, not a SCO: nothing in it looks for the platform or answers it. Its one item is the start page,
so that a platform's lists can tell who opened the guide, but not who went on to the self-check.
"""

from pathlib import Path
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

# The name that every platform looks for, at the top of the package.
MANIFEST = "imsmanifest.xml"
START = "index.html"
# Names and not addresses: nothing is fetched from there.
PACKAGING = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
SCORM = "http://www.adlnet.org/xsd/adlcp_rootv1p2"


def write(target: Path, title: str) -> None:
    """Write the manifest of all files into a built site. target: its folder; title: of the guide."""
    files = sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())
    root = Element("manifest", {"identifier": "five-levels", "xmlns": PACKAGING, "xmlns:adlcp": SCORM})
    kind = SubElement(root, "metadata")
    SubElement(kind, "schema").text, SubElement(kind, "schemaversion").text = "ADL SCORM", "1.2"
    organizations = SubElement(root, "organizations", default="guide")
    organization = SubElement(organizations, "organization", identifier="guide")
    SubElement(organization, "title").text = title
    item = SubElement(organization, "item", identifier="start", identifierref="pages")
    SubElement(item, "title").text = title
    plain = {"type": "webcontent", "adlcp:scormtype": "asset", "href": START}
    pages = SubElement(SubElement(root, "resources"), "resource", {"identifier": "pages", **plain})
    for name in files:
        SubElement(pages, "file", href=quote(name))
    indent(root)
    (target / MANIFEST).write_bytes(tostring(root, encoding="utf-8", xml_declaration=True))
