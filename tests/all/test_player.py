"""The package for course platforms, taken in and played by a small platform that is not ours."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

import serving
import tools
from frames import InFrame, elsewhere, leave_by_click, leave_by_shift
from guide.outputs import archive
from guide.outputs.course import START
from walk import reader

# It brings no picture for the tab, which a browser would complain of.
PLATFORM = """import scormhost, uvicorn
app = scormhost.create_scorm_app()
app.get("/favicon.ico")(lambda: "")
uvicorn.run(app, port={})"""
TEACHER = {"username": "teacher", "display_name": "Teacher", "email": "a@example.com", "password": "12345678"}


@pytest.fixture(scope="module")
def platform(playwright, course, tmp_path_factory):
    """A platform with the package: its `address`, what it `found` in it, where that is `launched`, and the
    folder of what it `kept` of readers.
    """
    folder, port = tmp_path_factory.mktemp("platform"), serving.free_port()
    archive.write(course, folder / "guide.zip", "", 0)
    python, address = tools.need_environment("player") / "python", f"http://127.0.0.1:{port}"
    with serving.process([python, "-c", PLATFORM.format(port)], port, cwd=folder):
        teacher = playwright.request.new_context(base_url=address)
        assert teacher.post("/api/auth/register", data=TEACHER).ok
        taken = teacher.post("/api/packages", multipart={"file": folder / "guide.zip"})
        assert taken.status == 201, taken.text()
        found, launched = taken.json()["manifest"], address + taken.json()["launch_url"]
        yield SimpleNamespace(address=address, found=found, launched=launched, kept=folder / "data/sessions")
        teacher.dispose()


def test_the_platform_finds_the_guide_with_one_thing_to_open(platform, guide):
    title = guide.words.shell.site
    assert platform.found["title"] == title and platform.found["schema_version"] == "1.2"
    assert [(one["title"], one["href"]) for one in platform.found["launches"]] == [(title, START)]


@pytest.mark.parametrize("leave", [leave_by_click, leave_by_shift])
def test_a_reader_comes_to_a_result_and_out_and_the_platform_keeps_nothing(
    page, platform, course, guide, leave
):
    page.watch.allowed.append(platform.address)
    page.goto(platform.address)
    page.goto(platform.launched)
    frame = page.wait_for_selector("iframe[src]").content_frame()
    frame.locator('article a[href^="self-check.html"]').first.click()
    frame.wait_for_url("**/self-check.html")
    walk = InFrame(frame, guide)
    walk.take(*reader(guide, "safety"))
    expect(walk.result).to_have_attribute("data-kind", "safety")
    away = elsewhere(page, frame)
    leave(page, frame)
    page.wait_for_url(away)
    page.go_back()
    # To where the reader was before the platform opened the guide.
    page.wait_for_url(f"{platform.address}/")
    assert platform.kept.exists() and not list(platform.kept.rglob("*.json"))
