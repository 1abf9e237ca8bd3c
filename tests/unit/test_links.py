"""Links in pages that lead nowhere are told with file and line, before any page is built."""

import shutil

import pytest

from authored import DOCS, problems_of, table
from guide.reading import links

PAGE = "levels/index.md"
# What an author may write, each on lines of its own, and how many links of it lead nowhere.
WRITTEN = [case.values for case in table("links")]
# These are looked for where all links lead to pages. The last page is one that the build makes.
HEADINGS = (("[a](../get-help.md#part-one) [a](#nowhere) [a](../help/PLACE.md#nowhere)", 3),)


@pytest.mark.parametrize("written", [WRITTEN, [*HEADINGS, *(one for one in WRITTEN if not one[1])]])
def test_each_link_that_leads_nowhere_and_no_other_is_told_with_its_line(tmp_path, guide, written):
    page = shutil.copytree(DOCS, tmp_path / "docs") / PAGE
    (tmp_path / "docs/map.png").touch()
    ids = (guide.places[0].id, guide.sources[0].id, guide.sheets[0].id)
    text, wanted = page.read_text(encoding="utf-8"), []
    for one, dead in written:
        wanted += [f"docs/{PAGE}:{text.count(chr(10)) + 3}"] * dead
        text += f"\n\n{one}"
    for name, id_ in zip(("PLACE", "SOURCE", "EXAMPLE"), ids):
        text = text.replace(name, id_)
    page.write_text(text, encoding="utf-8")

    told = [str(problem) for problem in problems_of(tmp_path / "docs")]

    assert [one.partition(": a link: ")[0] for one in told] == wanted, "\n".join(told)


def test_each_link_of_the_guide_is_seen():
    text = (DOCS / PAGE).read_text(encoding="utf-8")
    assert len(links.targets(text)[0]) == text.count("](")
