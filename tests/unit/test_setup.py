"""What a newcomer's first two commands rest on: the locks, the script, and honest messages."""

import os
import re
import subprocess
import sys
import tomllib

import pytest

import browser as browsers
from copies import ROOT

# Each lock by its group in pyproject.toml; the site's own has none.
GROUPS = {
    "": "requirements.txt",
    "test": "requirements-test.txt",
    "storage": "requirements-storage.txt",
    "next": "requirements-next.txt",
}


def packages(lock):
    """(name, version) of every package that a lock names, platform notes left out."""
    return set(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", (ROOT / lock).read_text(), re.M))


@pytest.mark.parametrize("group", GROUPS)
def test_a_lock_pins_what_its_group_asks_for_with_hashes_and_no_address(group):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert {"", *project["dependency-groups"]} == GROUPS.keys()
    text = (ROOT / GROUPS[group]).read_text()
    asked = project["dependency-groups"][group] if group else project["project"]["dependencies"]
    pairs = {tuple(re.sub(r"\[.*\]", "", one).lower().split("==")) for one in asked}
    assert pairs <= packages(GROUPS[group])
    assert not re.search(r"://|--(extra-)?index|--find-links|file:", text)
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    # The site has to come out the same wherever it is built.
    assert group not in ("test", "next") or packages(GROUPS[""]) < packages(GROUPS[group])


@pytest.mark.parametrize(
    ("command", "said"),
    [
        # Without any package but the standard library, as on a new machine.
        (("-S", "dev.py", "biuld"), "python3 dev.py build"),
        (("dev.py", "stage"), "python3 dev.py stage"),
        (("tests/browser.py",), "BROWSER_PATH"),
    ],
)
def test_what_cannot_be_done_is_told_without_a_traceback(command, said, tmp_path):
    settings = {**os.environ, "BROWSER_PATH": str(tmp_path / "no-browser")}
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=settings, capture_output=True, text=True)
    told = done.stdout + done.stderr
    assert (1, True, False) == (done.returncode, said in told, "Traceback" in told), told


def test_a_file_that_starts_but_opens_no_page_is_no_browser(tmp_path):
    pretender = tmp_path / "chromium"
    pretender.write_text("#!/bin/sh\nexit 0\n")
    pretender.chmod(0o755)
    assert not browsers.opens_a_page(str(pretender))
