"""A commit gives the same release, byte for byte: built twice, elsewhere, later, and by somebody else."""

import hashlib
import io
import os
import re
import shutil
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

import copies
import tools
from conftest import ROOT
from guide.outputs import archive

COMMIT = 1_700_000_001
# Runs dev.py with the packages of the tests, so that nothing is installed into the copy.
RELEASE = """import sys, dev
dev.environment, dev.PYTHON = lambda lock: None, sys.executable
sys.exit(dev.release())"""


def copy(target):
    """All that a release is made from, in a folder of its own, committed at a known time."""
    copies.copy(target, "dev.py", "pyproject.toml", ".gitignore")
    # With an address of its own the site gets a sitemap, which is where dates stand.
    copies.change(target / "mkdocs.yml", 'site_url: ""', "site_url: https://example.org/guide/")
    commit = [
        "git",
        "-c",
        "user.name=Someone",
        "-c",
        "user.email=someone@example.org",
        "commit",
        "-q",
        "-m",
        "All",
    ]
    date = {"GIT_AUTHOR_DATE": f"{COMMIT} +0000", "GIT_COMMITTER_DATE": f"{COMMIT} +0000"}
    for command in (["git", "init", "-q"], ["git", "add", "."], commit):
        subprocess.run(command, cwd=target, env={**os.environ, **date}, check=True)
    return target


def release(project, *before, settings=(), **how):
    """Make a release of a copy: ({path: bytes} of `dist/` and `site/`, what was said). `before`: words
    before the command."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"},
        **dict(settings),
    }
    command = [*before, sys.executable, "-c", RELEASE]
    done = subprocess.run(
        command,
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **how,
    )
    assert done.returncode == 0, done.stdout
    paths = [path for name in ("dist", "site") for path in (project / name).rglob("*") if path.is_file()]
    made = {path.relative_to(project).as_posix(): path.read_bytes() for path in paths}
    assert {
        "site/index.html",
        "site/sitemap.xml",
        "site/sitemap.xml.gz",
        f"dist/{archive.SUMS}",
    } <= made.keys()
    return made, done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def made(project):
    return release(project)[0]


def assert_same(made, again):
    assert made.keys() == again.keys()
    assert [name for name in made if made[name] != again[name]] == []


CIRCUMSTANCES = {
    "once more": {},
    "in another time zone": {"settings": {"TZ": "Pacific/Kiritimati"}},
    "without a locale": {
        "settings": {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    },
    "in another language": {"settings": {"LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"}},
    "with files that only their owner can read": {"umask": 0o077},
    "with files that everyone can write": {"umask": 0o000},
    "with other hashes": {"settings": {"PYTHONHASHSEED": "1"}},
    "with an optimizing Python": {"settings": {"PYTHONOPTIMIZE": "2"}},
}


@pytest.mark.parametrize("circumstance", CIRCUMSTANCES)
def test_a_commit_gives_the_same_bytes(project, made, circumstance):
    assert_same(made, release(project, **CIRCUMSTANCES[circumstance])[0])


def test_a_commit_gives_the_same_bytes_years_later(project, made):
    later = [tools.need("faketime"), "2031-02-03 04:05:06"]
    assert subprocess.run([*later, "date", "+%Y"], stdout=subprocess.PIPE, text=True).stdout == "2031\n"
    assert_same(made, release(project, *later)[0])


def test_a_commit_gives_the_same_bytes_in_another_folder(made, tmp_path):
    assert_same(
        made, release(copy(tmp_path / "elsewhere, a folder with a ñame and quite some more of it"))[0]
    )


def test_a_commit_gives_the_same_bytes_for_somebody_else(project, made, tmp_path):
    # In a user namespace of its own, the build is nobody, whatever this machine calls them.
    nobody = [tools.need("unshare"), "--user"]
    seen = subprocess.run(
        [*nobody, "id", "-u"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ).stdout.strip()
    if not seen.isdecimal() or seen == str(os.geteuid()):
        pytest.skip(f"this machine lets nobody be somebody else ({seen})")
    assert_same(
        made,
        release(project, *nobody, settings={"HOME": str(tmp_path), "USER": "nobody", "LOGNAME": "nobody"})[0],
    )


def test_the_archive_holds_the_site_and_says_nothing_of_where_it_was_made(made):
    name = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.M)[1]
    with zipfile.ZipFile(io.BytesIO(made[f"dist/five-levels-{name}.zip"])) as packed:
        entries = packed.infolist()
        held = {entry.filename: packed.read(entry) for entry in entries}

    assert held == {
        path.replace("site/", f"five-levels-{name}/", 1): data
        for path, data in made.items()
        if path.startswith("site/")
    }
    assert [entry.filename for entry in entries] == sorted(held)
    # A zip counts in steps of two seconds.
    assert {entry.date_time for entry in entries} == {
        (*time.gmtime(COMMIT)[:5], time.gmtime(COMMIT)[5] // 2 * 2)
    }
    assert {(entry.create_system, entry.external_attr >> 16) for entry in entries} == {
        (3, stat.S_IFREG | 0o644)
    }
    assert not any(entry.extra or entry.comment for entry in entries)


def test_the_checksum_beside_the_archive_is_its_own(made):
    (packed,) = (data for name, data in made.items() if name.endswith(".zip"))
    checksum, name = made[f"dist/{archive.SUMS}"].decode().split()
    assert checksum == hashlib.sha256(packed).hexdigest() and f"dist/{name}" in made


def test_without_a_commit_the_release_bears_a_fixed_date_and_says_so(project, made, tmp_path):
    copied = Path(
        shutil.copytree(
            project, tmp_path / "unpacked", ignore=shutil.ignore_patterns(".git", "dist", "site", ".cache")
        )
    )
    again, said = release(copied, settings={"GIT_CEILING_DIRECTORIES": str(tmp_path)})

    assert "1980-01-01" in said
    assert b"<lastmod>1980-01-01" in again["site/sitemap.xml"]
    assert b"<lastmod>2023-11-14" in made["site/sitemap.xml"]


def test_the_date_can_be_given(project, made):
    again, _ = release(project, settings={"SOURCE_DATE_EPOCH": str(COMMIT + 86400)})
    assert b"<lastmod>2023-11-15" in again["site/sitemap.xml"] and made != again


def test_what_is_not_committed_is_told(tmp_path):
    copied = copy(tmp_path / "copy")
    assert "not committed" not in release(copied)[1]
    (copied / "docs/about.md").write_text((copied / "docs/about.md").read_text() + "\nMore.\n")
    assert "not committed" in release(copied)[1]


def test_a_date_that_is_none_is_an_error_in_one_line(project):
    done = subprocess.run(
        [sys.executable, "-c", RELEASE],
        cwd=project,
        env={**os.environ, "SOURCE_DATE_EPOCH": "yesterday"},
        capture_output=True,
        text=True,
    )
    said = [line for line in done.stderr.splitlines() if "Building" not in line]
    assert (
        done.returncode == 1 and len(said) == 1 and "SOURCE_DATE_EPOCH" in said[0] and "yesterday" in said[0]
    )
