"""What can never be meant for readers: marks of a merge, letters that were lost, and files that are nobody's
page.
"""

import shutil
from pathlib import Path

import pytest

from guide.pages.site import Site
from guide.reading import text_file
from guide.reading.problems import BadData

ROOT = Path(__file__).parents[2]
TEXTS = (
    "docs/levels.yml",
    "docs/wording.yml",
    "docs/get-help.md",
    "overrides/main.html",
    "overrides/hosting/nginx.conf",
)
TEXTS += ("overrides/components/shell/style.css", "overrides/components/self-check/score.js")
MARKS = ("<<<<<<< HEAD", "||||||| 1a2b3c4", "=======", "======= ", ">>>>>>> other", "<<<<<<<")


@pytest.fixture
def copy(tmp_path):
    """A copy of the words and templates, to be changed at will."""
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def told(copy):
    """Each mistake that reading the copy tells, as text."""
    with pytest.raises(BadData) as bad:
        Site.read(copy / "docs", copy / "overrides")
    return str(bad.value).split("\n")


def added(path, *lines):
    """Add lines below a file's text, and return the number of the first."""
    text = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n"
    path.write_text(text + "\n".join(lines) + "\n", encoding="utf-8")
    return text.count("\n") + 1


@pytest.mark.parametrize("name", TEXTS)
def test_a_mark_of_a_merge_in_any_text_is_told_with_its_line(copy, name):
    marks = [indent + mark for mark in MARKS for indent in ("", "    ")]
    first = added(copy / name, *(f"{mark}\n" for mark in marks))
    found = told(copy)
    for i, mark in enumerate(marks):
        begin = f"{name}:{first + 2 * i}:"
        assert any(one.startswith(begin) and f'"{mark.strip()[:7]}"' in one for one in found), mark


@pytest.mark.parametrize(
    "text", ["Afraid?\n<<<<<<< HEAD\nNo.\n=======\nYes.\n>>>>>>> other", "No\n||||||| 1a2b\nheading\n======="]
)
def test_a_line_of_equals_signs_is_a_mark_where_a_merge_left_others(copy, text):
    first = added(copy / "docs/index.md", text)
    line = first + text.split("\n").index("=======")
    assert any(one.startswith(f'docs/index.md:{line}: the page: "======="') for one in told(copy))


def test_a_heading_underlined_by_equals_signs_is_a_heading(copy):
    added(copy / "docs/index.md", "Another heading", "=======")
    Site.read(copy / "docs", copy / "overrides")


LOST = ("Gef\ufffdhle", "GefÃ¼hle", "donâ€™t", "â€œso", "Ã‰cole", "naÃ¯ve", "5Â\xa0km", "ï»¿So")


@pytest.mark.parametrize("name", TEXTS)
def test_a_letter_that_was_lost_or_garbled_is_told(copy, name):
    first = added(copy / name, *(f"# Text with {text} in it." for text in LOST))
    found = told(copy)
    for line, text in enumerate(LOST, first):
        assert any(one.startswith(f"{name}:{line}: ") and "letter" in one for one in found), text


def test_an_escape_for_a_letter_that_was_lost_is_told(copy):
    data = copy / "docs/levels.yml"
    data.write_text(
        data.read_text(encoding="utf-8").replace("Safe communication\n", '"Safe \\uFFFD"\n', 1),
        encoding="utf-8",
    )
    assert "levels[0].name: the character U+FFFD" in told(copy)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Gefühle",
        "“déjà vu”",
        "NÃO, MANHÃ”",
        "MANHÃ — “AMANHÔ",
        "Â",
        "SÃO",
        "=====",
        "<<",
        "a <<<<<<< b",
        "€ 5",
    ],
)
def test_letters_that_only_look_alike_are_not_refused(text):
    assert text_file.read(f"A\n{text}\n".encode(), "a", "b") == (f"A\n{text}\n", [])


def test_characters_that_some_scripts_need_are_not_refused_in_a_text(copy):
    needed = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202f\u00a0"
    added(copy / "docs/get-help.md", f"A{'B'.join(needed)}B.")
    data = copy / "docs/levels.yml"
    text = data.read_text(encoding="utf-8").replace("name: Safe comm", f"name: Safe{'b'.join(needed)}comm")
    data.write_text(text, encoding="utf-8")
    Site.read(copy / "docs", copy / "overrides")


@pytest.mark.parametrize(
    ("behind", "name"),
    [
        (":\u00a0", "a no-break space (U+00A0)"),
        (":\u3000", "a full-width space (U+3000)"),
        ("：", "a full-width colon (U+FF1A)"),
    ],
)
def test_what_only_looks_like_a_colon_or_a_blank_is_told_as_what_it_is(copy, behind, name):
    data = copy / "docs/levels.yml"
    text = data.read_text(encoding="utf-8").replace("    topic: ", f"    topic{behind}", 1)
    data.write_text(text, encoding="utf-8")
    line = text[: text.index(f"topic{behind}")].count("\n") + 1
    assert any(one.startswith(f"docs/levels.yml:{line}:") and name in one for one in told(copy))


NOBODYS = (
    "levels.yml.orig levels.yml.rej helplines.yml.bak get-help.md~ index.md.save index.md.swp "
    "levels/x.md.orig notes.docx ~$notes.docx clients.csv Thumbs.db desktop.ini levels.yaml words.yml.txt "
    "levels/levels.yml script.js page.html Icon\r"
).split(" ")


def test_a_file_that_is_nobodys_page_is_refused_by_its_name(copy):
    for name in NOBODYS:
        (copy / "docs" / name).write_text("made up")
    found = told(copy)
    for name in NOBODYS:
        assert any(one.startswith(f"docs/{name}:1: the file: ".replace("\r", "\\u000d")) for one in found), (
            name
        )


@pytest.mark.parametrize(
    "name", ["hosting/nginx.conf.orig", "components/menu/style.css.bak", "notes.docx", "hosting/new.html"]
)
def test_a_file_that_is_no_template_is_refused_by_its_name(copy, name):
    (copy / "overrides" / name).write_text("made up")
    assert told(copy)[0].startswith(f"overrides/{name}:1: the file: ")


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        ".#index.md",
        ".hidden/notes.docx",
        "map.svg",
        "levels/photo.webp",
        "sheet.pdf",
        "font.woff2",
    ],
)
def test_pictures_papers_fonts_and_hidden_files_may_lie_beside_pages(copy, name):
    path = copy / "docs" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\xff\x00made up")
    Site.read(copy / "docs", copy / "overrides")


@pytest.mark.parametrize("name", ["About.md", "Levels/more.md"])
def test_two_names_that_differ_only_in_capitals_are_told(copy, name):
    if (copy / "docs" / name.split("/")[0]).exists():
        pytest.skip("this system takes them for one")
    (copy / "docs" / name).parent.mkdir(exist_ok=True)
    (copy / "docs" / name).write_text("# More\n")
    assert any(
        "differ in more than capitals" in one and name.split("/")[0].lower() in one.lower()
        for one in told(copy)
    )
