"""While an author looks at the guide with live reload, every save shows, and a mistake is told and mended."""

import subprocess
import sys

import pytest

from copies import QUIET
from dev import GENERATOR
from serving import free_port, soon


@pytest.fixture
def preview(project):
    """(address, project, log) of a running preview."""
    port = free_port()
    log = project / "preview.log"
    command = [sys.executable, "-m", GENERATOR, "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    with log.open("w") as said:
        server = subprocess.Popen(command, cwd=project, stdout=said, stderr=said, env=QUIET)
    try:
        wait_until(lambda: "Serving on" in log.read_text())
        yield f"http://127.0.0.1:{port}", project, log
    finally:
        server.terminate()
        server.wait(10)


def wait_until(happened):
    assert soon(happened, 40), "it did not happen in time"


def test_a_change_of_the_data_reloads_the_page_and_a_mistake_is_told_until_mended(preview, browser, guide):
    address, project, log = preview
    data = project / "docs" / "levels.yml"
    good = data.read_text(encoding="utf-8")
    topic = guide.levels[0].topic
    page = browser.new_page()
    page.goto(f"{address}/self-check.html")
    page.wait_for_timeout(1000)

    data.write_text(good.replace("signals:", "signal:", 1), encoding="utf-8")
    wait_until(lambda: 'the unknown key "signal" (did you mean "signals"?)' in log.read_text())
    assert page.get_by_role("heading", name=topic, include_hidden=True).count() == 1

    data.write_text(good.replace(topic, "A changed topic", 1), encoding="utf-8")
    page.get_by_role("heading", name="A changed topic", include_hidden=True).wait_for(
        state="attached", timeout=40_000
    )
    page.close()
