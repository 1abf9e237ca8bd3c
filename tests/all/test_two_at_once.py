"""Two commands that are started together do not break each other. Installing and building are acted here."""

import os
import shutil
import subprocess
import sys

import pytest

from copies import ROOT

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
    for path in (ROOT / "dev.py", ROOT / "pyproject.toml", *ROOT.glob("requirements*.txt")):
        shutil.copy(path, tmp_path)
    (tmp_path / "venv.py").write_text(VENV)
    (tmp_path / "actor").write_text(ACTOR)
    return tmp_path


def start(clone, command):
    settings = {**os.environ, "PYTHONPATH": str(clone), "SOURCE_DATE_EPOCH": "1"}
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen([sys.executable, "dev.py", command], cwd=clone, env=settings, **how)


def run(clone, *commands):
    """Start commands together: (all that they said, the tasks that were acted). Each has to end well."""
    processes = [start(clone, command) for command in commands]
    said = [process.communicate(timeout=60)[0] for process in processes]
    assert not any(process.returncode for process in processes), said
    return "".join(said), (clone / "log").read_text().split()


def test_of_two_builds_in_a_fresh_clone_one_installs_and_one_waits(clone):
    said, log = run(clone, "build", "build")
    assert (log.count("install"), log.count("build")) == (1, 2) and "clash" not in log
    assert "installing here; waiting" in said and (clone / "site/index.html").exists()


def test_what_the_tests_need_comes_beside_what_a_build_is_using(clone):
    run(clone, "build")
    assert run(clone, "build", "test")[1].count("cleared") == 1
