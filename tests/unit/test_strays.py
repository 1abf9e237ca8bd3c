"""What can never be meant for readers: marks of a merge, letters that were lost, and nobody's files."""

import shutil

import pytest

from authored import OVERRIDES, told
from copies import change
from guide.reading import text_file

TEXTS = ["docs/levels.yml", "docs/wording.yml", "overrides/main.html", "overrides/hosting/nginx.conf"]
TEXTS += ["overrides/components/shell/style.css", "overrides/components/self-check/score.js"]
MARKS = ("<<<<<<< HEAD", "||||||| 1a2b3c4", "=======", "======= ", ">>>>>>> other", "<<<<<<<")
LOST = ("Gef\ufffdhle", "GefÃ¼hle", "donâ€™t", "â€œso", "Ã‰cole", "naÃ¯ve", "5Â\xa0km", "ï»¿So")


@pytest.fixture
def copy(tmp_path, docs):
    """The small guide and a copy of the templates, to be changed at will."""
    shutil.copytree(OVERRIDES, tmp_path / "overrides")
    return tmp_path


def added(path, *lines):
    """Add lines below a file's text, and return the number of the first."""
    text = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n"
    path.write_text(text + "\n".join(lines) + "\n", encoding="utf-8")
    return text.count("\n") + 1


# A page is read once there is no mistake in the data.
@pytest.mark.parametrize("names", [TEXTS, ["docs/get-help.md"]], ids=["data and templates", "a page"])
def test_a_mark_of_a_merge_and_a_garbled_letter_in_any_text_are_told_with_their_lines(copy, names):
    lines = {indent + mark: f'"{mark[:7]}"' for mark in MARKS for indent in ("", "    ")}
    lines |= {f"# Text with {text} in it.": "letter" for text in LOST}
    firsts = {name: added(copy / name, *(f"{line}\n" for line in lines)) for name in names}
    found = told(copy / "docs", copy / "overrides")
    for name, first in firsts.items():
        for i, (line, said) in enumerate(lines.items()):
            begin = f"{name}:{first + 2 * i}: "
            assert any(one.startswith(begin) and said in one for one in found), (begin, line)


ALIKE = "Gefühle|“déjà vu”|NÃO, MANHÃ”|MANHÃ — “AMANHÔ|Â|SÃO|=====|<<|a <<<<<<< b|€ 5"


@pytest.mark.parametrize("text", ALIKE.split("|"))
def test_letters_that_only_look_alike_are_not_refused(text):
    assert text_file.read(f"A\n{text}\n".encode(), "a", "b") == (f"A\n{text}\n", [])


NOBODYS = (
    "levels.yml.orig levels.yml.rej helplines.yml.bak get-help.md~ index.md.save index.md.swp "
    "levels/x.md.orig notes.docx ~$notes.docx clients.csv Thumbs.db desktop.ini levels.yaml words.yml.txt "
    "levels/levels.yml script.js page.html Icon\r"
).split(" ")
NO_TEMPLATES = "hosting/nginx.conf.orig components/menu/style.css.bak notes.docx hosting/new.html".split()


def test_a_file_that_is_nobodys_page_and_no_template_is_refused_by_its_name(copy):
    names = [f"docs/{name}" for name in NOBODYS] + [f"overrides/{name}" for name in NO_TEMPLATES]
    for name in names:
        (copy / name).write_text("made up")
    found = [one.partition(":1: the file: ")[0] for one in told(copy / "docs", copy / "overrides")]
    assert sorted(name.replace("\r", "\\u000d") for name in names) == sorted(found)


def test_what_is_meant_for_readers_is_not_refused(copy):
    docs = copy / "docs"
    added(docs / "index.md", "A heading underlined by equals signs", "=======")
    # Characters that some scripts need.
    needed = "B".join("\u00ad\u200b\u200c\u200d\u200e\u200f\u202f\u00a0")
    added(docs / "get-help.md", f"A{needed}B.")
    change(docs / "levels.yml", "    told: ", f"    told: Safe{needed}")
    # Pictures, papers, fonts and hidden files beside pages.
    for name in ".DS_Store .#index.md .hidden/notes.docx map.svg levels/a.webp a.pdf a.woff2".split():
        (docs / name).parent.mkdir(exist_ok=True)
        (docs / name).write_bytes(b"\xff\x00made up")
    assert told(copy / "docs", copy / "overrides") == []


@pytest.mark.parametrize("name", ["About.md", "Levels/more.md"])
def test_two_names_that_differ_only_in_capitals_are_told(copy, name):
    top, path = name.split("/")[0], copy / "docs" / name
    if (copy / "docs" / top).exists():
        pytest.skip("this system takes them for one")
    path.parent.mkdir(exist_ok=True)
    path.write_text("# More\n")
    clashes = [
        one for one in told(copy / "docs", copy / "overrides") if "differ in more than capitals" in one
    ]
    assert any(top.lower() in one.lower() for one in clashes)
