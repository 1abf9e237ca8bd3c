"""Two commands that are started together do not break each other.

Installing and building are only acted here.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="acts an environment by a script for sh")
# Makes the environment: one program that takes its time, and notes whenever two of a kind run at once.
VENV = """
import pathlib, sys
made = pathlib.Path(sys.argv[-1])
with open("log", "a") as log:
    log.write("cleared\\n" if "--clear" in sys.argv else "kept\\n")
(made / "bin").mkdir(parents=True, exist_ok=True)
(made / "bin/python").write_text(pathlib.Path("actor").read_text())
(made / "bin/python").chmod(0o755)
"""
ACTOR = """#!/bin/sh
case "$*" in
    *pip*) task=install ;;
    *build*) task=build ;;
    *) exit 0 ;;
esac
echo "$task" >> log
mkdir "busy-$task" || echo clash >> log
sleep 1
rmdir "busy-$task"
if [ "$task" = build ]; then mkdir -p .cache/site; echo page > .cache/site/index.html; fi
"""


@pytest.fixture
def clone(tmp_path):
    """A fresh clone as far as dev.py knows it."""
    for name in ("dev.py", "requirements.txt", "requirements-test.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "fake/venv").mkdir(parents=True)
    (tmp_path / "fake/venv/__init__.py").write_text("")
    (tmp_path / "fake/venv/__main__.py").write_text(VENV)
    (tmp_path / "actor").write_text(ACTOR)
    return tmp_path


def started(clone, *command):
    """A command of dev.py that has been started."""
    settings = {**os.environ, "PYTHONPATH": str(clone / "fake"), "SOURCE_DATE_EPOCH": "1"}
    command = [sys.executable, "dev.py", *command]
    return subprocess.Popen(
        command, cwd=clone, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def ended(*processes):
    """What all of them said; each has to end well."""
    said = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), said
    return "".join(said)


def test_of_two_builds_in_a_fresh_clone_one_installs_and_one_waits(clone):
    said = ended(started(clone, "build"), started(clone, "build"))
    log = (clone / "log").read_text().split()
    assert (log.count("install"), log.count("build")) == (1, 2) and "clash" not in log
    assert "installing here; waiting" in said
    assert (clone / "site/index.html").exists()


def test_what_the_tests_need_comes_beside_what_a_build_is_using(clone):
    ended(started(clone, "build"))
    building = started(clone, "build")
    ended(building, started(clone, "test"))
    assert (clone / "log").read_text().split().count("cleared") == 1


def test_a_command_that_was_killed_keeps_nobody_waiting(clone):
    killed = started(clone, "build")
    end = time.monotonic() + 20
    while not (clone / "busy-install").exists() and time.monotonic() < end:
        time.sleep(0.05)
    killed.kill()
    killed.communicate()
    time.sleep(1.5)
    ended(started(clone, "build"))
