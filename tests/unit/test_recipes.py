"""The lines that the guide's own pages offer for copying do what the pages say, tried on a copy of the project."""

import re
import shutil
from html import unescape

import pytest

from conftest import ROOT, build
from html_page import pages_of


def lines_to_copy(page, heading, kind):
    """The first block of code of a kind below a heading of a page."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    below = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.search(rf"```{kind}\n(.*?)```", below, re.S)[1]


def built(project, tmp_path):
    done = build(tmp_path / "built", project)
    assert done.returncode == 0, done.stdout
    return pages_of(tmp_path / "built")


def put_into_settings(project, lines):
    """Set what the lines say in mkdocs.yml: a line in place of the one that begins alike, or at the end."""
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    for line in filter(lambda line: line.split(":", 1)[1].strip(), lines.splitlines()):
        start = line.split(":")[0]
        settings, found = re.subn(
            rf"^{re.escape(start)}:.*$", lambda _, line=line: line, settings, flags=re.M
        )
        settings += "" if found else f"\n{line}\n"
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")


def test_the_commands_on_the_page_are_those_of_the_program():
    before = (ROOT / "docs" / "change-it.md").read_text(encoding="utf-8").split("\n## ")[0]
    commands = re.findall(r"^python3 dev\.py ?(\w*)$", before, re.M)
    told = (ROOT / "dev.py").read_text(encoding="utf-8").split('"""')[1]
    assert commands == ["", "test", "build"]
    assert all(re.search(rf"dev\.py {command}\b" if command else r"dev\.py\s", told) for command in commands)


def test_the_entry_of_a_level_is_one_that_stands_there():
    shown = lines_to_copy("change-it.md", "The words", "yaml").splitlines()
    stands = (ROOT / "docs" / "levels.yml").read_text(encoding="utf-8").splitlines()
    assert len(shown) > 3 and set(shown) <= set(stands)


def test_a_new_exit_is_one_line(project, tmp_path):
    line = lines_to_copy("change-it.md", "Where the exit leads", "yaml")
    assert line.splitlines()[1] in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    put_into_settings(project, re.sub("https.*", "https://weather.example/", line))
    for address, page in built(project, tmp_path).items():
        assert [one["href"] for one in page.elements_with("data-leaving")] == ["https://weather.example/"], (
            address
        )


def test_a_new_place_gets_its_page_and_a_link_from_get_help(project, tmp_path, guide):
    entry = lines_to_copy("change-it.md", "The help lines", "yaml").replace("my-place", "a-place-that-is-new")
    path = project / "docs" / "helplines.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("places:\n", f"places:\n{entry}", 1), encoding="utf-8"
    )
    pages = built(project, tmp_path)
    id_ = re.search(r"id: (\S+)", entry)[1]
    said = unescape(pages[f"help/{id_}.html"].article_text)
    assert all(value in said for value in re.findall(r"(?:number|phone|hours): \"?([^\"\n]+)", entry))
    assert any(
        one.get("href") == f"help/{id_}.html" for tag, one in pages["get-help.html"].elements if tag == "a"
    )


@pytest.mark.parametrize("language", ["es", "ar"])
def test_another_language_is_a_second_folder_and_two_lines(project, tmp_path, guide, language):
    copied = lines_to_copy("change-it.md", "Another language", "sh").split()
    assert copied[:3] == ["cp", "-r", "docs"]
    folder = copied[3].replace("es", language)
    shutil.copytree(project / copied[2], project / folder)
    words = project / folder / "words.yml"
    words.write_text(
        words.read_text(encoding="utf-8").replace(guide.words.shell.help, "Ayuda"), encoding="utf-8"
    )
    put_into_settings(
        project,
        lines_to_copy("change-it.md", "Another language", "yaml")
        .replace(copied[3], folder)
        .replace(" es", f" {language}"),
    )
    for address, page in built(project, tmp_path).items():
        (html,) = (one for tag, one in page.elements if tag == "html")
        assert html["lang"] == language, address
        (body,) = (one for tag, one in page.elements if tag == "body")
        assert body.get("dir") == ("rtl" if language == "ar" else "ltr"), address
    assert "Ayuda" in page.source


def test_a_frame_is_two_lines_that_name_the_script_and_the_page(site):
    script, frame = (
        (ROOT / "docs/embed-it.md")
        .read_text(encoding="utf-8")
        .split("```html\n")[1]
        .split("```")[0]
        .splitlines()
    )
    for line in (script, frame):
        assert (site / re.search(r'src="https://guide\.example/([^"]*)"', line)[1]).is_file(), line
