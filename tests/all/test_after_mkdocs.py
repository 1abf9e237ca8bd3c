"""The guide outlives its generator: another one builds the same, and one without hooks builds what is
staged."""

import os
import posixpath
import re
import subprocess
import sys

import pytest
import yaml

import tools
from copies import QUIET, ROOT
from dev import GENERATOR
from guide.outputs import stage
from guide.reading.page_files import without_code
from html_page import pages_of

HOOKS = {**QUIET, "PYTHONPATH": str(ROOT / "hooks")}
SAID = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}


def run(python, *command, cwd, env=QUIET):
    """Run a module; it must end well."""
    done = subprocess.run([python, "-m", *command], cwd=cwd, env=env, **SAID)
    assert done.returncode == 0, done.stdout


def bytes_of(folder):
    """The bytes of every file, without what names the program that made a page, and without what packs such
    a page."""
    made = re.compile(rb'<meta name="generator"[^>]*>')
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {
        name: made.sub(b"", path.read_bytes())
        for name, path in files.items()
        if not name.endswith(".html.gz")
    }


def test_the_guide_builds_the_same_with_properdocs_and_without_mkdocs(project, site, tmp_path):
    python = tools.need_environment("next") / "python"
    assert subprocess.run([python, "-c", "import mkdocs.config"], capture_output=True).returncode != 0
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
    first, again = bytes_of(site), bytes_of(tmp_path / "again")
    assert "index.html" in first and first.keys() == again.keys()
    assert [name for name in first if first[name] != again[name]] == []


@pytest.fixture(scope="module")
def staged(site, tmp_path_factory):
    """The guide as `dev.py stage` writes it, made beside the site that was built."""
    out = tmp_path_factory.mktemp("staged") / "out"
    stage.write(ROOT, out, site)
    return out


@pytest.fixture(scope="module")
def without_hook(staged, server_root):
    """What MkDocs builds from the staged guide, beside the site on its server."""
    target = server_root / "without-hook"
    run(sys.executable, GENERATOR, "build", "--strict", "--site-dir", str(target), cwd=staged)
    return target


def ways_on(page):
    """Where the links of a page lead, however they are written. A theme may have its own way to skip."""
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
                [some for some in either.elements_with(name) if some[name] == value]
                for either in (page, other)
            )
            assert one and one == two, f"{address}: {value}"
        # What the policy lists by hash must come out as it is.
        for tag in ("script", "style"):
            inline = re.compile(rf"<{tag}>.*?</{tag}>", re.S)
            assert inline.findall(page.source) == inline.findall(other.source), address


def test_what_is_staged_holds_every_page_and_nothing_that_only_a_hook_can_fill(staged, guide):
    text = (staged / "mkdocs.yml").read_text(encoding="utf-8")
    assert "hooks" not in yaml.safe_load(text) and not list(staged.rglob("*.py"))
    pages = {
        page.relative_to(staged / "docs").as_posix(): page.read_text("utf-8")
        for page in (staged / "docs").rglob("*.md")
    }
    assert [name for name, page in pages.items() if "<!-- guide:" in without_code(page)] == []
    assert all(yaml.safe_load(page.split("---\n")[1])["title"] for page in pages.values())
    assert {entry.page for entry in (*guide.levels, *guide.steps, *guide.places)} <= pages.keys()
    assert all(f"{entry.name}: {entry.page}" in text for entry in (*guide.levels, *guide.steps))


SEEN = """() => ({
  text: document.body.innerText.split(/\\s+/).filter(Boolean).join(" "),
  controls: [...document.querySelectorAll("a, button, input, label, summary")]
    .filter((one) => one.checkVisibility()).length,
})"""


def test_mkdocs_without_our_hook_builds_the_same_guide_from_it(without_hook, site, origin, url, page, guide):
    assert_the_same_guide(site, without_hook)
    for name in ("search.js", "rings.svg"):
        assert (without_hook / "assets" / name).read_bytes() == (site / "assets" / name).read_bytes()
    for address in ("index.html", "self-check.html", guide.levels[0].page.replace(".md", ".html")):
        page.goto(f"{url}/{address}")
        ours = page.evaluate(SEEN)
        page.goto(f"{origin}/{without_hook.name}/{address}")
        assert ours["text"] and ours == page.evaluate(SEEN), address


def test_zensical_builds_the_same_guide_from_it(staged, site):
    run(tools.need_environment("next") / "python", "zensical", "build", "--strict", cwd=staged)
    assert_the_same_guide(site, staged / "site")


def stage_by_command(project, out):
    """(whether it went well, what was said)."""
    done = subprocess.run([sys.executable, "-m", "guide.outputs.stage", project, out], env=HOOKS, **SAID)
    return done.returncode == 0, done.stdout


def test_staging_into_a_folder_that_holds_something_changes_nothing_and_says_so(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    well, said = stage_by_command(ROOT, tmp_path)
    assert not well and "Traceback" not in said and "Expected: a folder that is new or empty" in said
    assert os.listdir(tmp_path) == ["mine.txt"]


def test_a_mistake_in_the_words_is_told_when_staging_and_nothing_is_written(project, tmp_path):
    (project / "docs/words.yml").write_text("a: [", encoding="utf-8")
    well, said = stage_by_command(project, tmp_path / "out")
    assert not well and "Traceback" not in said and not (tmp_path / "out").exists()
    assert re.search(r"^docs/words\.yml:\d+: .+ Expected: .+$", said, re.M)
