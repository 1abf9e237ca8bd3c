"""A commit gives the same release, byte for byte: built twice, elsewhere, later, and for another name."""

import hashlib
import io
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile

import pytest

import copies
import tools
from conftest import ROOT
from guide.outputs import archive, course

# An even second, since a zip counts in steps of two.
COMMIT, DAY, DATE = 1_700_000_000, 86400, (2023, 11, 14, 22, 13, 20)
# Runs dev.py with the packages of the tests, so that nothing is installed into the copy.
RELEASE = """import sys, dev
dev.environment, dev.PYTHON = lambda lock: None, sys.executable
# Without its editions, which take minutes: test_edition_readers.py looks at those.
dev.editions = dev.build
sys.exit(dev.release())"""


def run(project, *before, settings=(), **how):
    """Run the release in a copy; the finished process. before: words before the command."""
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    how |= {"env": {**kept, **dict(settings)}, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.run([*before, sys.executable, "-c", RELEASE], cwd=project, text=True, **how)


def release(project, *before, **how):
    """Make a release of a copy: ({path: bytes} of `dist/` and `site/`, what was said)."""
    done = run(project, *before, **how)
    assert done.returncode == 0, done.stdout
    paths = [path for name in ("dist", "site") for path in (project / name).rglob("*") if path.is_file()]
    made = {path.relative_to(project).as_posix(): path.read_bytes() for path in paths}
    assert {"site/index.html", "site/sitemap.xml.gz", f"dist/{archive.SUMS}"} <= made.keys()
    return made, done.stdout


def copy(target):
    """All that a release is made from, in a folder of its own, committed at a known time."""
    copies.copy(target, "dev.py", "pyproject.toml", ".gitignore", "course.yml", "LICENSE")
    # With an address of its own the site gets a sitemap, which is where dates stand.
    copies.change(target / "mkdocs.yml", 'site_url: ""', "site_url: https://example.org/guide/")
    names = {f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    date = {"GIT_AUTHOR_DATE": f"{COMMIT} +0000", "GIT_COMMITTER_DATE": f"{COMMIT} +0000"}
    for command in ("init -q", "add .", "commit -q -m All"):
        subprocess.run(["git", *command.split()], cwd=target, env=os.environ | names | date, check=True)
    return target


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def made(project):
    made, said = release(project)
    assert "not committed" not in said
    return made


def test_a_line_that_was_seen_too_long_ago_stops_a_release(tmp_path):
    project = copy(tmp_path)
    lines = project / "docs/helplines.yml"
    lines.write_text(
        re.sub(r"(?m)^  release: .*", "  release: 1", lines.read_text(encoding="utf-8")), "utf-8"
    )

    done = run(project)

    assert done.returncode == 1 and "Expected: at most 1; look for a newer copy" in done.stdout, done.stdout
    assert not (project / "dist").exists()


def later():
    words = [tools.need("faketime"), "2031-02-03 04:05:06"]
    assert subprocess.run([*words, "date", "+%Y"], stdout=subprocess.PIPE, text=True).stdout == "2031\n"
    return words


BARE = {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
TURKISH = {"LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"}
PYTHON = {"PYTHONHASHSEED": "1", "PYTHONOPTIMIZE": "2"}
NOBODY = {"HOME": "/nowhere", "USER": "nobody", "LOGNAME": "nobody"}
# What stands before the command, what is set, and what rights new files are without.
CIRCUMSTANCES = {
    "in another time zone, without a locale": (list, {"TZ": "Pacific/Kiritimati", **BARE}, 0o077),
    "in another language, for another name, optimized": (list, {**TURKISH, **PYTHON, **NOBODY}, 0o000),
    "years later": (later, {}, -1),
}


@pytest.mark.parametrize("circumstance", CIRCUMSTANCES)
def test_a_commit_gives_the_same_bytes(project, made, circumstance):
    before, settings, umask = CIRCUMSTANCES[circumstance]
    again, _ = release(project, *before(), settings=settings, umask=umask)
    assert {name for name, data in made.items() ^ again.items()} == set()


def test_a_commit_gives_the_same_bytes_in_another_folder_and_a_change_of_it_is_told(made, tmp_path):
    elsewhere = copy(tmp_path / "elsewhere, a folder with a ñame and quite some more of it")
    assert {name for name, data in made.items() ^ release(elsewhere)[0].items()} == set()
    copies.change(elsewhere / "docs/about.md", "\n## ", "\nMore.\n\n## ")
    changed, said = release(elsewhere)
    assert "not committed" in said and changed["site/about.html"] != made["site/about.html"]


def test_the_archive_holds_the_site_and_says_nothing_of_where_it_was_made(made):
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.M)[1]
    name = f"five-levels-{version}"
    with zipfile.ZipFile(io.BytesIO(made[f"dist/{name}.zip"])) as packed:
        entries = packed.infolist()
        held = {entry.filename: packed.read(entry) for entry in entries}

    files = {path: data for path, data in made.items() if path.startswith("site/")}
    assert held == {path.replace("site", name, 1): data for path, data in files.items()}
    assert [entry.filename for entry in entries] == sorted(held)
    told = {(one.date_time, one.create_system, one.external_attr >> 16) for one in entries}
    assert told == {(DATE, 3, stat.S_IFREG | 0o644)}
    assert not any(entry.extra or entry.comment for entry in entries)
    with zipfile.ZipFile(io.BytesIO(made[f"dist/{name}-course.zip"])) as packed:
        assert {course.MANIFEST, course.START} < set(packed.namelist())
    sums = [line.split() for line in made[f"dist/{archive.SUMS}"].decode().splitlines()]
    packed = {path.removeprefix("dist/"): data for path, data in made.items() if path.endswith(".zip")}
    assert {name: sum_ for sum_, name in sums} == {
        path: hashlib.sha256(data).hexdigest() for path, data in packed.items()
    }
    assert {f"{name}{kind}.zip" for kind in ("", "-course", "-kit")} == packed.keys()


def test_without_a_commit_the_release_bears_a_fixed_date_or_one_that_is_given(project, made, tmp_path):
    unpacked = shutil.copytree(project, tmp_path / "unpacked", ignore=shutil.ignore_patterns(".git"))
    again, said = release(unpacked, settings={"GIT_CEILING_DIRECTORIES": str(tmp_path)})
    assert "1980-01-01" in said and b"<lastmod>1980-01-01" in again["site/sitemap.xml"]

    assert b"<lastmod>2023-11-14" in made["site/sitemap.xml"]
    given, _ = release(project, settings={"SOURCE_DATE_EPOCH": str(COMMIT + DAY)})
    assert b"<lastmod>2023-11-15" in given["site/sitemap.xml"]


def test_a_date_that_is_none_is_an_error_in_one_line(project):
    done = run(project, settings={"SOURCE_DATE_EPOCH": "yesterday"})
    said = [line for line in done.stdout.splitlines() if "Building" not in line]
    assert (done.returncode, len(said)) == (1, 1)
    assert "SOURCE_DATE_EPOCH" in said[0] and "yesterday" in said[0]
