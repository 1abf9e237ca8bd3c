"""The guide outlives its generator: another builds the same, and one without hooks builds what is staged."""

import posixpath
import re
import subprocess
import sys

import pytest
import yaml

import tools
from copies import QUIET, ROOT, files_of
from dev import GENERATOR
from guide.outputs import stage
from guide.reading.page_files import without_code
from html_page import pages_of


def run(python, *command, cwd, env=QUIET):
    """Run a module: (whether it went well, what was said)."""
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    done = subprocess.run([python, "-m", *command], cwd=cwd, env=env, **how)
    return done.returncode == 0, done.stdout


def build(python, generator, project, *more):
    well, said = run(python, generator, "build", "--strict", *more, cwd=project)
    assert well, said


def bytes_of(folder):
    """The bytes of every file, without what names the program that made a page or packs such a page."""
    made = re.compile(rb'<meta name="generator"[^>]*>')
    files = files_of(folder).items()
    return {name: made.sub(b"", data) for name, data in files if not name.endswith(".html.gz")}


def test_the_guide_builds_the_same_with_properdocs_and_without_mkdocs(project, site, tmp_path):
    python = tools.need_environment("next") / "python"
    assert not run(python, "mkdocs", "--version", cwd=project)[0]
    build(python, "properdocs", project, "-f", "mkdocs.yml", "--site-dir", str(tmp_path / "again"))
    first, again = bytes_of(site), bytes_of(tmp_path / "again")
    assert "index.html" in first and first.keys() == again.keys()
    assert [name for name in first if first[name] != again[name]] == []


@pytest.fixture(scope="module")
def staged(site, tmp_path_factory):
    """The guide as `dev.py stage` writes it, made beside the site that was built."""
    out = tmp_path_factory.mktemp("staged") / "out"
    stage.write(ROOT, out, site)
    return out


def assert_the_same_guide(site, built):
    """Every page is there with the same words, ways on and exit, and a policy that fits what stands in it."""
    first, again = pages_of(site), pages_of(built)
    assert first.keys() == again.keys() and "self-check.html" in first
    for address, page in first.items():
        assert all(told_by(page)) and told_by(page) == told_by(again[address]), address


def told_by(page):
    """What has to be the same, whatever else a generator makes of a page."""
    # A theme may have its own way to skip, and its own way to write a link.
    ways_on = {posixpath.normpath(link) for link in page.links if not link.startswith("#")}
    exits = [one for one in page.elements_with("data-action") if one["data-action"] == "exit"]
    # What the policy lists by hash must come out as it is.
    inline = re.findall(r"<(?:script|style)>.*?</(?:script|style)>", page.source, re.S)
    controls = [tag for tag, _ in page.elements if tag in ("a", "button", "input", "label", "summary")]
    return page.text, ways_on, exits, page.policy, inline, controls


def test_what_is_staged_has_no_hook_and_nothing_that_only_a_hook_can_fill(staged, guide):
    text = (staged / "mkdocs.yml").read_text(encoding="utf-8")
    assert "hooks" not in yaml.safe_load(text) and not list(staged.rglob("*.py"))
    assert all(f"{entry.name}: {entry.page}" in text for entry in (*guide.levels, *guide.steps))
    pages = [page.read_text(encoding="utf-8") for page in (staged / "docs").rglob("*.md")]
    assert all(yaml.safe_load(page.split("---\n")[1])["title"] for page in pages)
    assert [page for page in pages if "<!-- guide:" in without_code(page)] == []


def test_mkdocs_without_our_hook_builds_the_same_guide_from_it(staged, site, tmp_path):
    build(sys.executable, GENERATOR, staged, "--site-dir", str(tmp_path))
    assert_the_same_guide(site, tmp_path)
    for name in ("search.js", "places.js", "rings.svg"):
        assert (tmp_path / "assets" / name).read_bytes() == (site / "assets" / name).read_bytes()


def test_zensical_builds_the_same_guide_from_it(staged, site):
    build(tools.need_environment("next") / "python", "zensical", staged)
    assert_the_same_guide(site, staged / "site")


def stage_by_command(project, out):
    """What was said; it must not end well."""
    hooks = {**QUIET, "PYTHONPATH": str(ROOT / "hooks")}
    well, said = run(sys.executable, "guide.outputs.stage", str(project), str(out), cwd=ROOT, env=hooks)
    assert not well and "Traceback" not in said
    return said


def test_staging_over_something_or_with_a_mistake_is_told_and_writes_nothing(project, tmp_path):
    mine, out = tmp_path / "mine.txt", tmp_path / "out"
    mine.write_text("mine")
    before = sorted(project.rglob("*"))
    assert "Expected: a folder that is new or empty" in stage_by_command(ROOT, tmp_path)
    assert sorted(project.rglob("*")) == before and mine.read_text() == "mine"
    (project / "docs/words.yml").write_text("a: [", encoding="utf-8")
    said = stage_by_command(project, out)
    assert re.search(r"^\S*docs/words\.yml:\d+: .+ Expected: .+$", said, re.M) and not out.exists()
