"""The guide as a package for course platforms: what it lists, what it says, and that it asks no platform."""

from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

import frames
from copies import files_of
from frames import InFrame
from guide.outputs.course import MANIFEST, PACKAGING, SCORM, START
from walk import reader

CHECK = "self-check.html"


def test_the_manifest_lists_every_file_and_has_the_start_page_as_its_one_item(course, guide):
    root = ElementTree.parse(course / MANIFEST).getroot()
    found = {tag: root.findall(f".//{{{PACKAGING}}}{tag}") for tag in ("organization", "item", "resource")}
    ((organization,), (item,), (resource,)) = found.values()
    assert root.find(f"{{{PACKAGING}}}organizations").get("default") == organization.get("identifier")
    assert item.get("identifierref") == resource.get("identifier")
    assert (resource.get("href"), resource.get("type")) == (START, "webcontent")
    # What a platform calls an asset never looks for its interface.
    assert resource.get(f"{{{SCORM}}}scormtype") == "asset"
    assert {title.text for title in root.iter(f"{{{PACKAGING}}}title")} == {guide.words.shell.site}
    assert {file.get("href") for file in resource} == files_of(course).keys() - {MANIFEST}
    ids = [one.get("identifier") for one in root.iter() if "identifier" in one.attrib]
    assert len(ids) == len(set(ids)) == 4


def test_it_is_the_guide_with_one_more_line_where_the_self_check_starts(course, site, guide):
    packed, usual = files_of(course), files_of(site)
    assert {name for name in packed if packed[name] != usual.get(name)} == {MANIFEST, CHECK}
    assert {name for name in usual if name.endswith(".html")} - packed.keys() == {frames.PAGE}
    line = f"<li>{guide.words.check.start.course}</li>\n".encode()
    assert packed[CHECK].replace(line, b"") == usual[CHECK] != packed[CHECK]


# Whatever looks for a platform says so in the console, which no page may.
TRAP = """for (const name of ["API", "API_1484_11"])
    Object.defineProperty(window, name, {get() { console.error(`looked for ${name}`) }});"""


def in_a_frame(page, platform, course):
    page.goto(platform)
    return page.frames[1]


def in_a_window(page, platform, course):
    page.goto(platform)
    with page.expect_popup() as opened:
        page.evaluate("address => open(address)", f"course/{START}")
    return opened.value


def from_disk(page, platform, course):
    page.goto((course / START).as_uri())
    return page


@pytest.mark.parametrize("opened", [in_a_frame, in_a_window, from_disk])
def test_it_comes_to_a_result_and_never_looks_for_a_platform(
    page, course, origin, server_root, guide, opened
):
    shown = f'<iframe title="Course" src="course/{START}" width="100%" height="700"></iframe>'
    (server_root / "platform.html").write_text(frames.HEAD + shown)
    page.context.add_init_script(TRAP)
    start = opened(page, f"{origin}/platform.html", course)
    start.locator(f'article a[href^="{CHECK}"]').first.click()
    start.wait_for_url(f"**/{CHECK}")
    expect(start.get_by_text(guide.words.check.start.course)).to_be_visible()
    walk = InFrame(start, guide)
    walk.take(*reader(guide, "level"))
    assert walk.kind() == "level"
