"""The guide outlives its generator: another one builds the same, and one without hooks builds what `dev.py stage` writes.

A theme file that ours replaces is watched, since a change there may need one here.
"""

import hashlib
import os
import posixpath
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import material
import pytest
import yaml

import tools
from conftest import ROOT
from dev import GENERATOR
from html_page import pages_of
from pages import without_code

THEME = Path(material.__file__).parent / "templates"
REPLACED = ROOT / "tests/replaced.yml"


def run(python, *command, cwd):
    """Run a generator and return all that it said; it must end well."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [python, "-m", *command],
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def bytes_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


# ---- Another generator with the same hook.


def test_the_guide_builds_the_same_with_properdocs_and_without_mkdocs(project, site, tmp_path):
    python = tools.need_environment("next") / "python"
    assert subprocess.run([python, "-c", "import mkdocs.config"], capture_output=True).returncode != 0, (
        "MkDocs is there after all"
    )

    run(
        python,
        "properdocs",
        "build",
        "--strict",
        "-f",
        "mkdocs.yml",
        "--site-dir",
        str(tmp_path / "again"),
        cwd=project,
    )

    # Pages may say which program made them; ours do not, but a compressed page is compared through its plain one.
    made = re.compile(rb'<meta name="generator"[^>]*>')
    first, again = (
        {
            name: made.sub(b"", data)
            for name, data in bytes_of(folder).items()
            if not name.endswith(".html.gz")
        }
        for folder in (site, tmp_path / "again")
    )
    assert "index.html" in first and first.keys() == again.keys()
    assert [name for name in first if first[name] != again[name]] == []


# ---- A generator without hooks.


@pytest.fixture(scope="module")
def staged(site, tmp_path_factory):
    """The guide as `dev.py stage` writes it, made beside the site that was built."""
    out = tmp_path_factory.mktemp("staged") / "out"
    code = "import sys, stage; from pathlib import Path; stage.write(*map(Path, sys.argv[1:]))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    done = subprocess.run(
        [sys.executable, "-c", code, ROOT, out, site], env=environment, stderr=subprocess.PIPE, text=True
    )
    assert done.returncode == 0, done.stderr
    return out


def ways_on(page):
    """Where the links of a page lead, in its text and its menu, however they are written. A theme may have its own way to skip."""
    return {posixpath.normpath(link) for link in page.links if not link.startswith("#")}


def assert_the_same_guide(site, built):
    """Every page is there with the same words, ways on and exit, and a policy that fits what stands in it."""
    first, again = pages_of(site), pages_of(built)
    assert first.keys() == again.keys() and "self-check.html" in first
    for address, page in first.items():
        other = again[address]
        assert page.article_text == other.article_text, address
        assert ways_on(page) == ways_on(other), address
        for name, value in (("data-action", "exit"), ("http-equiv", "Content-Security-Policy")):
            one, two = (
                [element for element in either.elements_with(name) if element[name] == value]
                for either in (page, other)
            )
            assert one and one == two, f"{address}: {value}"
        # What the policy lists by hash must come out as it is.
        for tag in ("script", "style"):
            assert re.findall(rf"<{tag}>.*?</{tag}>", page.source, re.S) == re.findall(
                rf"<{tag}>.*?</{tag}>", other.source, re.S
            ), address


def test_what_is_staged_holds_nothing_that_only_a_hook_can_fill(staged):
    settings = yaml.safe_load((staged / "mkdocs.yml").read_text(encoding="utf-8"))
    assert "hooks" not in settings and not list(staged.rglob("*.py"))
    pages = list((staged / "docs").rglob("*.md"))
    assert pages and not [
        page for page in pages if "<!-- guide:" in without_code(page.read_text(encoding="utf-8"))
    ]
    assert all(yaml.safe_load(page.read_text(encoding="utf-8").split("---\n")[1])["title"] for page in pages)


def test_every_level_step_and_place_of_the_data_is_staged_as_a_page(staged, guide):
    settings = (staged / "mkdocs.yml").read_text(encoding="utf-8")
    for entry in (*guide.levels, *guide.steps):
        assert (staged / "docs" / entry.page).is_file() and f"{entry.name}: {entry.page}" in settings
    assert all((staged / "docs" / place.page).is_file() for place in guide.places)


@pytest.fixture(scope="module")
def without_hook(staged, server_root):
    """What MkDocs builds from the staged guide, beside the site on its server."""
    target = server_root / "without-hook"
    run(sys.executable, GENERATOR, "build", "--strict", "--site-dir", str(target), cwd=staged)
    return target


def test_mkdocs_without_our_hook_builds_the_same_guide_from_it(without_hook, site):
    assert_the_same_guide(site, without_hook)
    for name in ("search.js", "rings.svg"):
        assert (without_hook / "assets" / name).read_bytes() == (site / "assets" / name).read_bytes()


SEEN = """() => ({
  text: document.body.innerText.split(/\\s+/).filter(Boolean).join(" "),
  controls: [...document.querySelectorAll("a, button, input, label, summary")].filter((part) => part.checkVisibility() && part.offsetWidth).length,
})"""


def test_without_our_hook_a_page_shows_nothing_that_ours_does_not(without_hook, origin, url, page, guide):
    for address in ("index.html", "self-check.html", guide.levels[0].page.replace(".md", ".html")):
        page.goto(f"{url}/{address}")
        ours = page.evaluate(SEEN)
        page.goto(f"{origin}/{without_hook.name}/{address}")
        assert ours["text"] and ours == page.evaluate(SEEN), address


def test_zensical_builds_the_same_guide_from_it(staged, site):
    run(tools.need_environment("next") / "python", "zensical", "build", "--strict", cwd=staged)
    assert_the_same_guide(site, staged / "site")


def test_staging_into_a_folder_that_holds_something_changes_nothing_and_says_so(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    done = subprocess.run(
        [sys.executable, ROOT / "hooks/stage.py", tmp_path],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert (
        done.returncode == 1
        and "Traceback" not in done.stdout
        and "Expected: a folder that is new or empty" in done.stdout
    )
    assert bytes_of(tmp_path) == {"mine.txt": b"mine"}


def test_a_mistake_in_the_words_is_told_when_staging_and_nothing_is_written(project, tmp_path):
    (project / "docs/words.yml").write_text("a: [", encoding="utf-8")
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, project / "hooks/stage.py", out],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 1 and "Traceback" not in done.stdout and not out.exists()
    assert re.search(r"^docs/words\.yml:\d+: .+ Expected: .+$", done.stdout, re.M)


# ---- The theme's files that ours stand in for.


def test_no_theme_file_that_ours_replace_or_extend_has_changed_unseen():
    watched = yaml.safe_load(REPLACED.read_text(encoding="utf-8"))
    ours = {path.relative_to(ROOT / "overrides").as_posix() for path in (ROOT / "overrides").rglob("*.html")}
    texts = ((ROOT / "overrides" / path).read_text(encoding="utf-8") for path in ours)
    extended = {name for text in texts for name in re.findall(r'{% extends "(.+?)"', text)}
    shared = {name for name in ours | extended if (THEME / name).is_file()}

    missing, needless = sorted(shared - watched.keys()), sorted(watched.keys() - shared)
    problems = [
        f"{name}: ours replaces or extends it. Expected: its sha256 in {REPLACED.name}." for name in missing
    ]
    problems += [
        f"{name}: ours neither replaces nor extends it. Expected: no entry in {REPLACED.name}."
        for name in needless
    ]
    for name in sorted(shared & watched.keys()):
        found = hashlib.sha256((THEME / name).read_bytes()).hexdigest()
        if found != watched[name]:
            problems.append(
                f"{name}: Material {version('mkdocs-material')} has another version of it. Expected: somebody reads what changed, "
                f"decides whether overrides/{name} follows, and puts {found} into {REPLACED.name}."
            )
    assert not problems, "\n".join(problems)
