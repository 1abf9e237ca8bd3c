"""Two things that readers could not tell apart, and a constant by which some result could never come, are
told.
"""

import re
import shutil
from pathlib import Path

import pytest

from guide.model.guide import load
from guide.pages.site import Site
from guide.reading import checks
from guide.reading.problems import BadData

ROOT = Path(__file__).parents[2]


def told(docs):
    """Every mistake in a folder of words, as text."""
    with pytest.raises(BadData) as bad:
        load(docs)
    return str(bad.value).split("\n")


@pytest.fixture
def docs(tmp_path):
    return shutil.copytree(ROOT / "docs", tmp_path / "docs")


@pytest.mark.parametrize("keys", checks.TOLD_APART, ids=lambda keys: "-".join(keys))
def test_two_entries_with_the_same_words_are_told_with_the_line_of_both(docs, keys):
    path = docs / {"places": "helplines.yml", "sources": "sources.yml"}.get(keys[0], "levels.yml")
    lines = path.read_text(encoding="utf-8").split("\n")
    top = next(i for i, line in enumerate(lines) if line.startswith(f"{keys[0]}:"))
    # A statement stands deeper than a level; a field of the same name elsewhere stands deeper than both.
    deep = 4 * len(keys) - 4
    field = re.compile(rf"( {{{deep}}}| {{{deep - 2}}}- ){keys[-1]}: ")
    places = [i for i in range(top, len(lines)) if field.match(lines[i])]
    first, second = places[:2]
    text = lines[first].split(": ", 1)[1]
    lines[second] = f"{lines[second].split(': ')[0]}: {text.upper()}"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = [one for one in told(docs) if one.startswith(f"docs/{path.name}:{second + 1}: ")]
    assert len(found) == 1 and f"a second time (first in line {first + 1})" in found[0]


def with_constant(docs, name, value):
    path = docs / "levels.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"(?m)^  {name}: .*$", f"  {name}: {value}", text), encoding="utf-8")


@pytest.mark.parametrize("more", [0, 1])
@pytest.mark.parametrize("name", ["side_gap_levels", "margin"])
def test_a_constant_that_can_never_apply_is_told(docs, name, more):
    guide = load(docs)
    highest, middle = max(int(one.value) for one, _ in guide.points), float(guide.constants.middle)
    lowest = min(int(one.value) for one, _ in guide.points)
    most = {"side_gap_levels": len(guide.levels), "margin": min(highest - middle, middle - lowest)}[name]
    if name == "margin":
        # The schema takes no higher margin, so the middle makes it one too many.
        with_constant(docs, "middle", 0.5 * more)
        most -= more
    with_constant(docs, name, f"{most + more:g}")
    if more:
        assert f"constants.{name}: " in told(docs)[0]
    else:
        load(docs)


@pytest.mark.parametrize("side", checks.SIDES)
def test_a_side_that_the_rule_does_not_know_is_told(docs, side):
    path = docs / "levels.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"\b(id|side): {side}$", r"\1: given", text, flags=re.M), encoding="utf-8")
    assert any(': "given". Expected: "' + side in one for one in told(docs))


def test_sources_that_no_page_cites_are_told_in_one_line(docs):
    for path in docs.rglob("*.md"):
        path.write_text(
            re.sub(r"\]\([./]*sources\.md#[^)]*\)", "]", path.read_text("utf-8")), encoding="utf-8"
        )
    with pytest.raises(BadData) as bad:
        Site.read(docs, ROOT / "overrides")
    (one,) = bad.value.problems
    assert one.found.startswith(f"{len(load(docs).sources)} that no page cites (")
