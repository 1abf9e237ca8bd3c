"""Links in pages that lead nowhere are told with file and line, before any page is built."""

import shutil

import pytest

from authored import DOCS, problems_of
from guide.reading import links

PAGE = "levels/index.md"
# What an author may write, each on lines of its own, and how many links of it lead nowhere.
WRITTEN = (
    # No page: none that is there, not in this folder, outside of the guide, as it is built, data.
    ("[a](nowhere.md) [a](get-help.md) [a](../../README.md) [a](../get-help.html) [a](../levels.yml)", 5),
    # The top of a server, no scheme, one that runs a script, another server, nothing.
    ("[a](/get-help.html) [a](www.example.org) [a](javascript:alert) [a](//example.org/) [a]()", 5),
    ("[top]: /get-help.html", 1),
    ("[a][nobody] [nothing][]", 2),
    ("![a](nowhere.png) ![a](https://example.org/a.png) [![a](../map.png)](nowhere.md)", 3),
    ("""[a](<no where.md> "title") [a](nowhere.md "title")""", 2),
    ("""<p><a class="b" href="nowhere.html">a</a> <a href="../get-help.md">a</a></p>""", 2),
    ('!!! caution "A"', 0),
    ("    [a](nowhere.md)", 1),
    ("[a\nb](nowhere.md)", 1),
    ("[a](true-intimacy.md) ![a](../map.png) [a](<../get-help.md#part-1> 'title')", 0),
    ("[a](https://example.org/a_(b)?c#d) <https://example.org/> [a](mailto:a@example.org) [a](tel:112)", 0),
    ("[a](#the-five-levels-of-intimacy) [a](../help/PLACE.md) [a](../help/PLACE.md#lines-1)", 0),
    ("[a](../sources.md#SOURCE) [a](../scoring.md#EXAMPLE)", 0),
    ("[a][b] [b][] [A][ B ]\n\n[b]: ../get-help.md#part-2 'title'", 0),
    ("`[a](nowhere.md)` ``[`a`](nowhere.md)`` \\[a](nowhere.md) <!-- [a](nowhere.md) -->", 0),
    ("```md\n[a](nowhere.md)\n```\n\n[1] and [2] [a].", 0),
    ("""<p><a href="../get-help.html#part-1">a</a></p>""", 0),
    ("## *Two* [words](index.md) {: .b }\n\n## *Two* [words](index.md)", 0),
    ("[a](#two-words) [a](#two-words_1)", 0),
    ("A text. {: #here .b }\n{: #there }\n\n[a](#there)", 0),
)
# These are looked for where all links lead to pages. The last page is one that the build makes.
HEADINGS = (("[a](../get-help.md#part-one) [a](#nowhere) [a](../help/PLACE.md#nowhere)", 3),)


@pytest.mark.parametrize("written", [WRITTEN, (*HEADINGS, *(one for one in WRITTEN if not one[1]))])
def test_each_link_that_leads_nowhere_and_no_other_is_told_with_its_line(tmp_path, guide, written):
    page = shutil.copytree(DOCS, tmp_path / "docs") / PAGE
    (tmp_path / "docs/map.png").touch()
    place = next(place for place in guide.places if place.lines)
    ids = (place.id, place.lines[0].id, guide.sources[0].id, guide.sheets[0].id)
    text, wanted = page.read_text(encoding="utf-8"), []
    for one, dead in written:
        wanted += [f"docs/{PAGE}:{text.count(chr(10)) + 3}"] * dead
        text += f"\n\n{one}"
    for name, id_ in zip(("PLACE", "LINE", "SOURCE", "EXAMPLE"), ids):
        text = text.replace(name, id_)
    page.write_text(text, encoding="utf-8")

    told = [str(problem) for problem in problems_of(tmp_path / "docs")]

    assert [one.partition(": a link: ")[0] for one in told] == wanted, "\n".join(told)


def test_each_link_of_the_guide_is_seen():
    text = (DOCS / PAGE).read_text(encoding="utf-8")
    assert len(links.targets(text)[0]) == text.count("](")
