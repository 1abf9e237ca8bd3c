"""What templates print: escaped, with what the build fills in where a script or a test can find it."""

import pytest
from jinja2 import UndefinedError
from jinja2.runtime import Undefined

from authored import OVERRIDES
from guide.model.instrument import Constants
from guide.pages import templates
from guide.reading import page_files


def test_what_is_filled_in_is_marked_and_all_else_is_escaped():
    constants = Constants(*range(11))
    assert '<span data-constant="near">0</span> &gt; {name}' == templates.with_constants(
        "{near} > {name}", constants
    )
    assert "Ask <span data-noun>&lt;you&gt;</span> &amp; me" == templates.with_noun(
        "Ask {noun} & me", "<you>"
    )
    assert "1 of {name}" == templates.put("{number} of {name}", number=1)


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("112", "tel:112"),
        ("+1 (800) 799-7233", "tel:+18007997233"),
        ("text HOME to 741741", ""),
        ("", ""),
        ("()", ""),
        ("٣٣", ""),
        ("1+1", ""),
        ("116 016 or 112", ""),
    ],
)
def test_a_number_that_can_be_called_gets_an_address(number, address):
    assert address == templates.tel(number)


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
    assert address == templates.link(here, target)


def test_a_template_stops_at_a_name_that_nobody_knows_and_escapes_all_that_it_prints():
    env = templates.environment(OVERRIDES)

    assert "&lt;b&gt;" == env.from_string("{{ a }}").render(a="<b>")
    assert env.undefined is not Undefined
    with pytest.raises(UndefinedError):
        env.from_string("{{ nobody }}").render()


def test_the_markers_are_the_templates_that_are_no_parts_of_others():
    found = templates.markers(OVERRIDES)

    needed = {*page_files.OF_A_LEVEL, *(name for names in page_files.REQUIRED.values() for name in names)}
    assert needed <= found.keys()
    assert all((OVERRIDES / "components" / f"{file}.html").is_file() for file in found.values())
    assert not [name for name in found if name.startswith("_")]
