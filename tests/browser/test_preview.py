"""While an author looks at the guide with live reload, every save shows, and a mistake is told and mended."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from copies import QUIET, change
from dev import GENERATOR
from serving import free_port, soon


@pytest.fixture
def preview(project):
    """(address, log) of a running preview of the project."""
    address, log = f"127.0.0.1:{free_port()}", project / "preview.log"
    command = [sys.executable, "-m", GENERATOR, "serve", "--livereload", "--dev-addr", address]
    with log.open("w") as said:
        server = subprocess.Popen(command, cwd=project, stdout=said, stderr=said, env=QUIET)
    try:
        assert soon(lambda: "Serving on" in log.read_text(), 40), log.read_text()
        yield f"http://{address}", log
    finally:
        server.terminate()
        server.wait(10)


def test_a_mistake_in_the_data_is_told_until_it_is_mended_and_the_page_reloads(preview, project, page, guide):
    address, log = preview
    data, told = project / "docs" / "levels.yml", guide.levels[0].told
    page.watch.allowed.append(address)
    page.goto(f"{address}/self-check.html")
    page.wait_for_timeout(1000)

    change(data, "\nsignals:", "\nsignal:")
    assert soon(lambda: 'the unknown key "signal" (did you mean "signals"?)' in log.read_text(), 40)
    assert told in page.locator("article").text_content()

    change(data, "\nsignal:", "\nsignals:")
    change(data, f"told: {told}", "told: something new")
    expect(page.locator("article")).to_contain_text("something new", timeout=40_000)
