"""The lines that the guide's own pages offer for copying do what the pages say, tried on a copy."""

import re
import shutil
from html import unescape

import frames
from authored import DOCS
from copies import ROOT, build, change
from html_page import pages_of

CHANGE = (DOCS / "change-it.md").read_text(encoding="utf-8")


def lines_to_copy(heading, kind):
    """The first block of code of a kind below a heading of the page."""
    below = CHANGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.search(rf"```{kind}\n(.*?)```", below, re.S)[1]


def test_the_commands_and_the_entry_on_the_page_are_those_of_the_project():
    commands = re.findall(r"^python3 dev\.py ?(\w*)$", CHANGE.split("\n## ")[0], re.M)
    told = (ROOT / "dev.py").read_text(encoding="utf-8").split('"""')[1]
    assert commands == ["", "test", "build"]
    assert all(re.search(rf"dev\.py\s+{command}", told) for command in commands)
    shown = lines_to_copy("The words", "yaml").splitlines()
    assert len(shown) > 3 and set(shown) <= set((DOCS / "levels.yml").read_text("utf-8").splitlines())


def test_an_exit_a_place_and_a_language_of_ones_own_are_the_lines_on_the_page(project, tmp_path):
    exit_, entry = (lines_to_copy(one, "yaml") for one in ("Where the exit leads", "The help lines"))
    assert exit_.splitlines()[1] in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub("https.*", "https://weather.example/", exit_) + lines_to_copy(
        "Another language", "yaml"
    )
    *command, words, own = lines_to_copy("Another language", "sh").split()
    assert (command, words) == (["cp", "-r"], "docs")
    shutil.copytree(project / words, project / own)
    # A line stands in place of the one that begins alike.
    for line in (line for line in settings.splitlines() if line.split(":")[1].strip()):
        start, text = line.split(":")[0], (project / "mkdocs.yml").read_text(encoding="utf-8")
        change(project / "mkdocs.yml", re.search(rf"^{start}:.*$", text, re.M)[0], line)
    entry = entry.replace("my-place", "a-new-place")
    change(project / own / "helplines.yml", "places:\n", f"places:\n{entry}")

    done = build(tmp_path / "built", project)

    assert done.returncode == 0, done.stdout
    pages = pages_of(tmp_path / "built")
    for address, page in pages.items():
        exits = [one["href"] for one in page.elements_with("data-leaving")]
        assert exits == ["https://weather.example/"] and 'lang="es"' in page.source, address
    said = unescape(pages["help/a-new-place.html"].article_text)
    assert all(value in said for value in re.findall(r"(?:number|phone|hours): \"?([^\"\n]+)", entry))
    assert "help/a-new-place.html" in pages["get-help.html"].links


def test_a_frame_is_two_lines_that_name_the_script_and_the_page(site):
    for line in frames.LINES.splitlines():
        assert (site / re.search(r'src="https://guide\.example/([^"]*)"', line)[1]).is_file(), line
