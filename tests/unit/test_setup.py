"""What a newcomer's first two commands rest on: the locks, the script, honest messages, and one form."""

import os
import re
import shutil
import subprocess
import sys
import tomllib

import pytest

import browser as browsers
from copies import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
# What each lock was made from, by the end of its name: the site's own, and each group's.
ASKED = {"": PROJECT["project"]["dependencies"]}
ASKED |= {f"-{group}": asked for group, asked in PROJECT["dependency-groups"].items()}


def packages(end):
    """(name, version) of every package that a lock names, platform notes left out."""
    return set(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", (ROOT / f"requirements{end}.txt").read_text(), re.M))


@pytest.mark.parametrize("end", ASKED)
def test_a_lock_pins_what_its_group_asks_for_with_hashes_and_no_address(end):
    text = (ROOT / f"requirements{end}.txt").read_text()
    assert {tuple(re.sub(r"\[.*\]", "", one).lower().split("==")) for one in ASKED[end]} <= packages(end)
    assert not re.search(r"://|--(extra-)?index|--find-links|file:", text)
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    # The site has to come out the same wherever it is built.
    assert end not in ("-test", "-next", "-editions") or packages("") < packages(end)


# The first without any package but the standard library, as on a new machine.
@pytest.mark.parametrize("command", ["-S dev.py biuld", "dev.py stage", "tests/browser.py"])
def test_what_cannot_be_done_is_told_without_a_traceback(command, tmp_path):
    settings = {**os.environ, "BROWSER_PATH": str(tmp_path / "no-browser")}
    command = [sys.executable, *command.split()]
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True)
    told = done.stdout + done.stderr
    assert done.returncode == 1 and "Traceback" not in told, told
    assert "python3 dev.py stage" in told or "BROWSER_PATH" in told, told


def test_an_environment_behind_a_link_is_refused_and_not_emptied(tmp_path):
    for path in (ROOT / "dev.py", *ROOT.glob("requirements*.txt")):
        shutil.copy(path, tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/kept").touch()
    (tmp_path / ".venv").symlink_to(tmp_path / "elsewhere")
    done = subprocess.run([sys.executable, tmp_path / "dev.py", "build"], capture_output=True, text=True)
    assert done.returncode == 1 and ".venv is a link to another folder" in done.stderr, done.stderr
    assert (tmp_path / "elsewhere/kept").exists()


def test_a_file_that_starts_but_opens_no_page_is_no_browser(tmp_path):
    pretender = tmp_path / "chromium"
    pretender.write_text("#!/bin/sh\nexit 0\n")
    pretender.chmod(0o755)
    assert not browsers.opens_a_page(str(pretender))


@pytest.mark.parametrize("command", ["format --check", "check"])
def test_python_has_one_form_and_nothing_that_a_linter_knows_to_be_a_slip(command):
    command = [sys.executable, "-m", "ruff", *command.split(), "--no-cache", "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
