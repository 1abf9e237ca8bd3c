"""What is laid out from the data, without a build: slots, links, numbers to call, and what an author left out of a page."""

import shutil
from decimal import Decimal

import pytest
from jinja2 import UndefinedError

import data_file
import fill
import pages
from conftest import ROOT

DOCS = ROOT / "docs"


# ---- Texts.


def test_slots_of_the_page_are_marked_and_all_else_is_escaped():
    assert '<span data-slot="number"></span> &lt;b&gt; <span data-slot="other_name"></span> {numbers}' == str(fill.slots("{number} <b> {other_name} {numbers}"))


def test_constants_are_put_in_where_a_test_can_find_them():
    constants = data_file.Record({"margin": Decimal("0.5"), "middle": 0})

    assert '<span data-constant="margin">0.5</span> &gt; <span data-constant="middle">0</span> {name}' == str(fill.with_constants("{margin} > {middle} {name}", constants))


@pytest.mark.parametrize(
    ("number", "address"),
    [("112", "tel:112"), ("+1 (800) 799-7233", "tel:+18007997233"), ("text HOME to 741741", ""), ("", ""), ("()", ""), ("٣٣", ""), ("1+1", ""), ("116 016 or 112", "")],
)
def test_a_number_that_can_be_called_gets_an_address(number, address):
    assert address == fill.tel(number)


@pytest.mark.parametrize(
    ("here", "target", "address"),
    [
        ("index.md", "about.md", "about.html"),
        ("levels/a.md", "get-help.md#now", "../get-help.html#now"),
        ("levels/a.md", "levels/b.md", "b.html"),
        ("about.md", "levels/index.md", "levels/index.html"),
    ],
)
def test_a_link_leads_from_page_to_page(here, target, address):
    assert address == fill.link(here, target)


def test_a_template_stops_at_a_name_that_nobody_knows_and_escapes_all_that_it_prints():
    env = fill.environment()

    assert "&lt;b&gt;" == env.from_string("{{ a }}").render(a="<b>")
    with pytest.raises(UndefinedError):
        env.from_string("{{ nobody }}").render()


def test_the_markers_are_the_templates_that_are_no_parts_of_others():
    assert {"statements", "prompts", "self-check"} <= fill.markers()
    assert not [name for name in fill.markers() if name.startswith("_") or "." in name]


# ---- What an author left out of a level's page.


def test_a_page_is_completed_with_what_its_author_left_out():
    made = pages.completed("Text.\n\n```\n<!-- guide: prompts -->\n```\n<!-- guide: opening -->", {"opening": "One", "prompts": "Two #1"}, "Next", [("A [b]", "../a.md")])

    assert made.startswith("Text.") and "One" not in made
    assert made.endswith("\n\n## Two \\#1\n\n<!-- guide: prompts -->\n\n## Next\n\n- [A \\[b\\]](../a.md)")
    whole = "<!-- guide: prompts --> [check](../self-check.md)"
    assert whole == pages.completed(whole, {"prompts": "Two"}, "Next", [("A", "../a.md")])


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("a\n```\nb\n```\nc", "a\n   \n \n   \nc"),
        ("~~~ py\nb\n~~~  \nc", "      \n \n     \nc"),
        ("```\nb\n~~~\nc", "```\nb\n~~~\nc"),
        ("````\n```\n````", "    \n   \n    "),
        ("```\n```\n```\na", "   \n   \n```\na"),
        (" ```\na\n ```", " ```\na\n ```"),
    ],
)
def test_code_is_left_out_of_prose_and_keeps_its_lines(text, prose):
    assert prose == pages.without_code(text)


def test_a_title_is_that_of_the_front_matter_or_the_heading_or_the_file(tmp_path, guide):
    docs = shutil.copytree(DOCS, tmp_path / "docs")
    for name, text in {"one": "---\ntitle: One\n---\n# Other\n", "two": "Text\n\n# Two\n", "three": "Three\n===\n", "four": "Text\n"}.items():
        (docs / f"{name}.md").write_text(text)

    _, titles = pages.check(docs, guide, fill.markers())

    assert ["One", "Two", "Three", "four.md"] == [titles[f"{name}.md"] for name in ("one", "two", "three", "four")]
    assert guide.levels[0].name == titles[guide.levels[0].page]


def test_a_page_falls_into_its_front_matter_and_the_rest():
    assert ("title: A\nsearch: left out\n", "# A\n---\ntext") == pages.parted("---\ntitle: A\nsearch: left out\n---\n# A\n---\ntext")
    assert ("", "# A\n\n---\n") == pages.parted("# A\n\n---\n")
    assert ("", "") == pages.parted("")


def test_each_marker_gives_way_to_its_part_and_what_stands_around_it_stays():
    text = "before\n\n<!-- guide: prompts -->\n\nbetween\n\n```\n<!-- guide: code -->\n```\n\n<!-- guide: steps -->\n\nafter"
    assert "before\n\n<PROMPTS>\n\nbetween\n\n```\n<!-- guide: code -->\n```\n\n<STEPS>\n\nafter" == pages.filled(text, lambda name: f"<{name.upper()}>")
    assert "as it is" == pages.filled("as it is", str.upper)
