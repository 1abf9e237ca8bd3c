"""Markdown or HTML in a field of the data is told, since readers would see it as it is typed."""

import shutil
from pathlib import Path

import pytest

from guide.model.guide import load
from guide.reading import markup
from guide.reading.problems import BadData

ROOT = Path(__file__).parents[2]
MARKED = (
    "**so**",
    "__so__",
    "*so*",
    "_so_",
    "[so](index.md)",
    "![so](a.png)",
    "`so`",
    "&amp;",
    "&#39;",
    "<b>",
    "</b>",
)
MARKED += ("<br/>", "<!--", "<https://example.org/>", "*Two words*")
PLAIN = (
    "2 * 3 * 4",
    "a lone * here",
    "a* and b*",
    "5 < 6 > 4",
    "<3",
    "a_b@c_d.org",
    "doi:10.1007/978_3_16 and _",
    "Q&A;",
)
PLAIN += (
    "https://example.org/_a_/b",
    "Violence, & Abuse",
    "AT&T; so",
    "I [really] mean (it)",
    "snake_case_name",
    "{so}",
)


@pytest.mark.parametrize("text", PLAIN)
def test_a_lone_sign_or_an_address_is_no_markup(text):
    assert markup.held(f"A text, {text}, and more.") is None


@pytest.mark.parametrize("text", MARKED)
def test_markup_is_found_in_a_text(text):
    assert markup.held(f"A text with {text} in it") == text


@pytest.mark.parametrize(
    ("file", "field"),
    [("levels", "meaning"), ("helplines", "people"), ("sources", "found"), ("words", "license")],
)
def test_markup_in_a_field_is_told_with_its_line(tmp_path, file, field):
    text = MARKED[0]
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    path = tmp_path / "docs" / f"{file}.yml"
    lines = path.read_text(encoding="utf-8").split("\n")
    number = next(i for i, line in enumerate(lines) if line.strip().startswith(f"{field}: "))
    lines[number] = f'{lines[number].split(":")[0]}: "A text with {text} in it"'
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BadData) as bad:
        load(tmp_path / "docs")
    (told,) = bad.value.problems
    assert (told.line, told.found) == (number + 1, f'"{text}"') and told.where.endswith(field)
