"""What the self-check asks and how it decides does not change without a version that says so."""

import re
from dataclasses import replace

import pytest

import instrument
import reference

ENTRIES = instrument.entries(instrument.CHANGELOG.read_text(encoding="utf-8"))


def test_the_version_of_today_stands_on_top_of_its_changelog_with_its_fingerprints(guide):
    version, entry = ENTRIES[0]
    assert version == guide.version, "Expected: an entry in INSTRUMENT.md for this version, on top."
    # Where they differ, the self-check has changed, and needs a new version with an entry of its own.
    assert instrument.recorded(entry) == instrument.fingerprints(guide)


def test_each_entry_says_what_changed_and_whether_results_can_be_compared():
    for version, entry in ENTRIES:
        for part in ("Statements:", "Signals:", "Rule:", "Fingerprints:", "Can results be compared?"):
            marked = f"**{part[:-1]}**:" if part[-1] == ":" else f"**{part}**"
            assert re.search(rf"^- {re.escape(marked)} .+", entry, re.M), f"{version}: {part}"
        assert instrument.recorded(entry).keys() == {"questions", "rule"}, version
    numbers = [tuple(map(int, version.split("."))) for version, _ in ENTRIES]
    assert numbers == sorted(set(numbers), reverse=True)


def one_changed(items, **changes):
    return (replace(items[0], **changes), *items[1:])


CHANGES = {
    "a statement": lambda guide: {"text": "Another text."},
    "a facet": lambda guide: {"facet": guide.facets[1].id},
}


@pytest.mark.parametrize("change", [*CHANGES, "a signal", "a hint", "an answer"])
def test_a_change_of_what_is_asked_shows(guide, change):
    if change in CHANGES:
        statements = one_changed(guide.levels[0].statements, **CHANGES[change](guide))
        after = replace(guide, levels=one_changed(guide.levels, statements=statements))
    elif change == "an answer":
        after = replace(guide, answers=one_changed(guide.answers, text="Another answer"))
    else:
        after = replace(
            guide, signals=one_changed(guide.signals, **{"text" if "sig" in change else "hint": "Another."})
        )
    before, after = instrument.fingerprints(guide), instrument.fingerprints(after)
    assert before["questions"] != after["questions"] and before["rule"] == after["rule"]


def test_every_constant_of_the_rule_shows(guide):
    before = instrument.fingerprints(guide)
    for name, value in vars(guide.constants).items():
        constants = replace(guide.constants, **{name: value + 1})
        after = instrument.fingerprints(replace(guide, constants=constants))
        assert before["questions"] == after["questions"] and before["rule"] != after["rule"], name


def test_another_rule_shows(guide, monkeypatch):
    before = instrument.fingerprints(guide)
    told = reference.find
    monkeypatch.setattr(reference, "find", lambda *all_: replace(told(*all_), balance=None))
    assert before["rule"] != instrument.fingerprints(guide)["rule"]


def test_the_made_up_answers_reach_every_kind_of_result(guide):
    kinds = {result["kind"] for result in instrument.results(guide.scorer_model["constants"])}
    assert kinds == {kind.id for kind in guide.kinds}
