"""Places: how old the copies are in which lines were seen, and the order in other languages."""

import calendar
from dataclasses import replace

import pytest

import small
from authored import dump
from guide.model.guide import SOURCE, load
from guide.model.places import FIRST, in_order, months_between
from guide.outputs.freshness import too_old


def dated(docs, version, *dates, old=12, release=24):
    """The small guide whose list was looked through on a day, and its lines seen on some dates."""
    small.write(docs)
    values = small.values()["helplines"]
    values |= {"version": version, "months": {"old": old, "release": release}}
    place = values["places"][0]
    place["emergency"]["checked"] = dates[0]
    place["lines"] = [{**line, "checked": date} for line, date in zip(place["lines"], dates[1:])]
    (docs / "helplines.yml").write_text(dump(values), encoding="utf-8")
    return load(docs)


@pytest.mark.parametrize(
    ("first", "second", "months"),
    [("2026-11", "2026-11-30", 0), ("2025-12-31", "2026-01-01", 1), ("2025", "2026-11", 22)],
)
def test_the_months_between_two_dates(first, second, months):
    assert months_between(first, second) == months


def test_what_was_seen_long_before_the_list_was_looked_through_is_marked(tmp_path):
    (place,) = dated(tmp_path, "2026-11-29", "2025-10", "2025-11", "2025").places
    assert [place.emergency.old, *(line.old for line in place.lines)] == [True, False, True]


def test_a_release_names_each_copy_that_is_too_old_by_its_own_day_or_that_of_the_list(tmp_path):
    guide = dated(tmp_path, "2026-11-29", "2024-11", "2024-10-31", "2026-11")
    first, second = (line.id for line in guide.places[0].lines)
    (told,) = too_old(guide, 0)
    assert f" {first} was seen in 2024-10-31, 25 months ago. Expected: at most 24;" in told
    later = too_old(guide, calendar.timegm((2028, 12, 1, 0, 0, 0)))
    assert [guide.places[0].id in later[1], first in later[0], second in later[2]] == [True] * 3
    assert too_old(replace(guide, months=replace(guide.months, release=25)), 0) == []


def test_the_lines_of_today_are_new_enough_and_a_short_list_begins_with_harm(guide):
    assert too_old(guide, 0) == []
    for place in guide.places:
        kinds = [FIRST.index(line.about) for line in place.first_lines]
        assert kinds == sorted(kinds) and place.first_lines, place.id


def test_in_another_language_its_own_places_come_first_and_each_part_by_name(guide):
    (code,) = {code for place in guide.places for code in place.first_for} - {SOURCE}
    own = [place for place in guide.places if code in place.first_for]
    found = in_order(guide.places[::-1], code)
    assert list(found) == [*own, *(place for place in guide.places if place not in own)]
    # As in English, whose file is in this order, where no place is of a language.
    assert in_order(guide.places[::-1], "xx") == guide.places
