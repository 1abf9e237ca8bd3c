"""Sorters who did not see the key put each statement where we have it, in each language."""

import pytest
import yaml

from copies import ROOT

FILES = sorted((ROOT / "tests").glob("placements*.yml"))
FEWEST_SORTERS = 3
SHARE_PLACED_RIGHT = 0.8


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_statement_was_put_at_its_level_and_facet_by_all_who_sorted_it(guide, file):
    listed = yaml.safe_load(file.read_text(encoding="utf-8"))["placements"]
    placed = {one["statement"]: one for one in listed}
    asked = [statement.id for level in guide.levels for statement in level.statements]
    assert placed.keys() <= set(asked), "the placement of a statement that is gone"
    for name, one in placed.items():
        assert one["sorters"] >= FEWEST_SORTERS, name
        assert min(one["level"], one["facet"]) >= SHARE_PLACED_RIGHT * one["sorters"], name
    if new := [id_ for id_ in asked if id_ not in placed]:
        pytest.skip(f"not sorted yet, and so not in {file.name}: {', '.join(new)}")
