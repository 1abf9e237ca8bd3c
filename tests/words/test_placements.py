"""Sorters who did not see the key put each statement where we have it; placements.yml says who they were."""

import pytest
import yaml

from copies import ROOT

PLACEMENTS = yaml.safe_load((ROOT / "tests/placements.yml").read_text(encoding="utf-8"))["placements"]
PLACED = {one["statement"]: one for one in PLACEMENTS}
FEWEST_SORTERS = 3
SHARE_PLACED_RIGHT = 0.8


def test_every_statement_was_put_at_its_level_and_facet_by_all_who_sorted_it(guide):
    asked = [statement.id for level in guide.levels for statement in level.statements]
    assert PLACED.keys() <= set(asked), "the placement of a statement that is gone"
    for name, one in PLACED.items():
        assert one["sorters"] >= FEWEST_SORTERS, name
        assert min(one["level"], one["facet"]) >= SHARE_PLACED_RIGHT * one["sorters"], name
    if new := [id_ for id_ in asked if id_ not in PLACED]:
        pytest.skip(f"not sorted yet, and so not in tests/placements.yml: {', '.join(new)}")
