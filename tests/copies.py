"""Copies of the project, to be changed at will and built: the project itself stays as it is."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from dev import GENERATOR

ROOT = Path(__file__).parent.parent
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
# Everything that a build needs.
PARTS = ("docs", "hooks", "overrides", "mkdocs.yml", "pyproject.toml")


def copy(target, *more, languages=False):
    """Copy what a build needs, and `more` files or folders of the project, into a folder, and return it.

    languages: whether the copy has those that the project publishes, too; else it is in English alone.
    """
    for name in (*PARTS, *more):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
    if not languages:
        shutil.rmtree(target / "docs/languages", ignore_errors=True)
        settings = target / "mkdocs.yml"
        settings.write_text(re.sub(r"(?m)^( +languages:) .*", r"\1 []", settings.read_text(encoding="utf-8")))
    return target


def files_of(folder):
    """{path inside the folder: bytes} of every file below it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def build(target, project=ROOT, settings="mkdocs.yml"):
    """Build a copy of the guide as its README says; the finished process, with what was said in `stdout`."""
    command = [
        sys.executable,
        "-m",
        GENERATOR,
        "build",
        "--strict",
        "-f",
        settings,
        "--site-dir",
        str(target),
    ]
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.run(command, cwd=project, env=QUIET, **how)


def change(path, old, new):
    """Put `new` in the place of the one `old` in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{path.name} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
