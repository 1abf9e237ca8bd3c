"""What templates print: escaped, with what the build fills in where a script or a test can find it."""

import pytest
from jinja2 import UndefinedError

from authored import OVERRIDES
from guide.model.instrument import Constants
from guide.pages import templates


def test_what_is_filled_in_is_marked_and_all_else_is_escaped():
    constants = Constants(*range(11))
    shown = templates.with_constants("{near} > {name}", constants)
    assert '<span data-constant="near">0</span> &gt; {name}' == shown
    asked = templates.with_noun("Ask {noun} & me", "<you>")
    assert "Ask <span data-noun>&lt;you&gt;</span> &amp; me" == asked
    assert "1 of {name}" == templates.put("{number} of {name}", number=1)


def test_a_number_that_can_be_called_gets_an_address():
    assert "tel:112" == templates.tel("112") and "tel:+18007997233" == templates.tel("+1 (800) 799-7233")
    others = ("text HOME to 741741", "", "()", "٣٣", "1+1", "116 016 or 112")
    assert {templates.tel(number) for number in others} == {""}


def test_a_date_is_told_by_its_month_where_that_is_known():
    names = tuple("abcdefghijkl")
    told = [templates.month(date, names) for date in ("2026-01", "2026-12-31", "2026")]
    assert told == ["a 2026", "l 2026", "2026"]


def test_a_template_stops_at_a_name_that_nobody_knows_and_escapes_all_that_it_prints():
    env = templates.environment(OVERRIDES)
    assert "&lt;b&gt;" == env.from_string("{{ a }}").render(a="<b>")
    with pytest.raises(UndefinedError):
        env.from_string("{{ nobody }}").render()
