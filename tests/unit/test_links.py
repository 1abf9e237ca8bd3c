"""Links in pages that lead nowhere are told with file and line, before any page is built."""

import shutil
from pathlib import Path

import pytest

from guide.model.guide import load
from guide.pages.site import Site
from guide.reading import links
from guide.reading.problems import BadData

ROOT = Path(__file__).parents[2]
PAGE = "levels/index.md"
DEAD = {
    "a page that is not there": "[a](nowhere.md)",
    "a page of the folder above without the way to it": "[a](get-help.md)",
    "a page outside the folder": "[a](../../README.md)",
    "a built page": "[a](../get-help.html)",
    "a data file": "[a](../levels.yml)",
    "the top of a server": "[a](/get-help.html)",
    "the top of a server, by a reference": "[a][b]\n\n[b]: /get-help.html",
    "an address without its scheme": "[a](www.example.org)",
    "a scheme that runs a script": "[a](javascript:alert)",
    "another server, by the scheme of this one": "[a](//example.org/)",
    "nothing": "[a]()",
    "a heading that is not there": "[a](../get-help.md#in-danger-noww)",
    "a heading that is not on this page": "[a](#nowhere)",
    "a heading on a page that the build makes": "[a](../help/PLACE.md#nowhere)",
    "a reference that nobody defines": "[a][nobody]",
    "a reference by its own name": "[nobody][]",
    "a picture that is not there": "![a](nowhere.png)",
    "a picture of somebody else": "![a](https://example.org/a.png)",
    "a page in brackets": '[a](<no where.md> "title")',
    "a link with a title": '[a](nowhere.md "title")',
    "a link around a picture": "[![a](../map.png)](nowhere.md)",
    "a link in HTML": '<p><a class="b" href="nowhere.html">a</a></p>',
    "a link in HTML by the name of the source": '<p><a href="../get-help.md">a</a></p>',
    "a link in a box": '!!! caution "A"\n    [a](nowhere.md)',
    "a link whose text is two lines long": "[a\nb](nowhere.md)",
}
LIVING = (
    "[a](true-intimacy.md) ![a](../map.png) [a](<../get-help.md#in-danger-now> 'title')",
    "[a](https://example.org/a_(b)?c#d) <https://example.org/> [a](mailto:a@example.org) [a](tel:112)",
    "[a](#the-five-levels-of-intimacy) [a](../help/PLACE.md) [a](../help/PLACE.md#LINE)",
    "[a](../sources.md#SOURCE) [a](../scoring.md#EXAMPLE)",
    "[a][b] [b][] [A][ B ]\n\n[b]: ../get-help.md#talk-to-someone 'title'",
    "`[a](nowhere.md)` ``[`a`](nowhere.md)`` \\[a](nowhere.md) <!-- [a](nowhere.md) -->",
    "```md\n[a](nowhere.md)\n```\n\n[1] and [2] [a].",
    '<p><a href="../get-help.html#in-danger-now">a</a></p>',
    "## *Two* [words](index.md) {: .b }\n\n## *Two* [words](index.md)\n\n[a](#two-words) [a](#two-words_1)",
    "A text. {: #here .b }\n{: #there }\n\n[a](#there)",
)


@pytest.fixture(scope="module")
def names():
    """Ids that the data brings to pages."""
    guide = load(ROOT / "docs")
    place = next(place for place in guide.places if place.lines)
    return {
        "PLACE": place.id,
        "LINE": place.lines[0].id,
        "SOURCE": guide.sources[0].id,
        "EXAMPLE": guide.sheets[0].id,
    }


@pytest.fixture
def read(tmp_path, names):
    """Read a copy with a text at the end of a page: (the number of the text's first line, what is told)."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    (tmp_path / "docs/map.png").write_bytes(b"")

    def reading(text):
        for name, id_ in names.items():
            text = text.replace(name, id_)
        page = tmp_path / "docs" / PAGE
        before = page.read_text(encoding="utf-8") + "\n"
        page.write_text(before + text + "\n", encoding="utf-8")
        try:
            Site.read(tmp_path / "docs", ROOT / "overrides")
        except BadData as bad:
            return before.count("\n") + 1, str(bad).split("\n")
        return before.count("\n") + 1, []

    return reading


@pytest.mark.parametrize("text", DEAD.values(), ids=DEAD.keys())
def test_a_link_that_leads_nowhere_is_told_with_its_line(read, text):
    first, found = read(text)
    line = first + next(i for i, one in enumerate(text.split("\n")) if "](" in one or i == text.count("\n"))
    line = first if text.startswith("[a\n") else line
    assert len(found) == 1 and found[0].startswith(f"docs/{PAGE}:{line}: a link: ")


@pytest.mark.parametrize("text", LIVING)
def test_a_link_that_leads_somewhere_is_left_alone(read, text):
    assert read(text)[1] == []


def test_each_link_of_the_guide_is_seen():
    text = (ROOT / "docs" / PAGE).read_text(encoding="utf-8")
    assert len(links.targets(text)[0]) == text.count("](")
