"""What the self-check asks and how it decides does not change without a version that says so."""

import re
from dataclasses import replace

import instrument
from guide.model import fingerprints

ENTRIES = instrument.entries(instrument.CHANGELOG.read_text(encoding="utf-8"))


def test_the_version_of_today_stands_on_top_of_its_changelog_with_its_fingerprints(guide):
    version, entry = ENTRIES[0]
    assert version == guide.version, "Expected: an entry in INSTRUMENT.md for this version, on top."
    # Where they differ, the self-check has changed, and needs a new version with an entry of its own.
    assert instrument.recorded(entry) == fingerprints.fingerprints(guide)


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


def test_each_change_of_what_is_asked_or_of_a_number_shows_in_a_fingerprint_of_its_own(guide):
    def one_told(**changes):
        statements = one_changed(guide.levels[0].statements, **changes)
        return {"levels": one_changed(guide.levels, statements=statements)}

    asked = [one_told(text="Another."), one_told(facet=guide.facets[1].id)]
    asked += [{"signals": one_changed(guide.signals, **{part: "Another."})} for part in ("text", "hint")]
    asked += [{"answers": one_changed(guide.answers, text="Another")}]
    constants = vars(guide.constants).items()
    rule = [{"constants": replace(guide.constants, **{name: value + 1})} for name, value in constants]
    before = fingerprints.fingerprints(guide)
    for part, changes in [*(("questions", one) for one in asked), *(("rule", one) for one in rule)]:
        after = fingerprints.fingerprints(replace(guide, **changes))
        assert [name for name in before if before[name] != after[name]] == [part], changes


def test_the_made_up_answers_reach_every_kind_of_result(guide):
    kinds = {result["kind"] for result in fingerprints.results(guide.scorer_model["constants"])}
    assert kinds == {kind.id for kind in guide.kinds}
