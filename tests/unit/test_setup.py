"""What a newcomer's first two commands rest on: the locks, the script, and honest messages."""

import os
import re
import subprocess
import sys
import tomllib

import pytest

import browser as browsers
from conftest import ROOT

LOCKS = ("requirements.txt", "requirements-test.txt")
# Locks of environments of their own, by their group.
OTHER_LOCKS = {"storage": "requirements-storage.txt", "next": "requirements-next.txt"}


def packages(lock):
    """(name, version) of every package that a lock names, platform notes left out."""
    return set(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", (ROOT / lock).read_text(), re.M))


@pytest.mark.parametrize("lock", [*LOCKS, *OTHER_LOCKS.values()])
def test_a_lock_holds_no_address_and_a_hash_for_every_package(lock):
    text = (ROOT / lock).read_text()
    assert not re.search(r"://|--(extra-)?index|--find-links|file:", text)
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


@pytest.mark.parametrize("lock", [LOCKS[1], OTHER_LOCKS["next"]])
def test_each_other_lock_holds_all_that_the_site_needs_in_the_same_versions(lock):
    assert packages(LOCKS[0]) < packages(lock)


def test_the_locks_pin_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = {"test": LOCKS[1], **OTHER_LOCKS}
    assert set(groups) == set(project["dependency-groups"])
    asked = [
        (project["project"]["dependencies"], LOCKS[0]),
        *((project["dependency-groups"][name], lock) for name, lock in groups.items()),
    ]
    for names, lock in asked:
        assert {tuple(re.sub(r"\[.*\]", "", one).lower().split("==")) for one in names} <= packages(lock)


def run(*arguments, **environment):
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    return done.returncode, (done.stdout + done.stderr).strip()


def test_a_word_that_the_script_does_not_know_brings_its_short_help():
    # Without any package but the standard library, as on a new machine.
    code, said = run("-S", "dev.py", "biuld")
    assert code == 1 and "python3 dev.py build" in said and "Traceback" not in said


def test_staging_asks_for_the_folder_to_write_to():
    code, said = run("dev.py", "stage")
    assert code == 1 and len(said.splitlines()) == 1 and "python3 dev.py stage" in said


def test_a_browser_path_that_leads_nowhere_is_an_error_in_one_line(tmp_path):
    code, said = run("tests/browser.py", BROWSER_PATH=str(tmp_path / "no-browser"))
    assert code == 1 and len(said.splitlines()) == 1 and "BROWSER_PATH" in said


def test_a_file_that_starts_but_opens_no_page_is_no_browser(tmp_path):
    pretender = tmp_path / "chromium"
    pretender.write_text("#!/bin/sh\nexit 0\n")
    pretender.chmod(0o755)
    assert not browsers.opens_a_page(str(pretender))
