"""What the self-check asks and how it decides does not change without a version that says so."""

import re
from dataclasses import replace

import pytest

import instrument
import reference
from authored import DOCS, at, plain, read
from data_file import frozen

ENTRIES = instrument.entries(instrument.CHANGELOG.read_text(encoding="utf-8"))


def test_the_version_of_today_stands_on_top_of_its_changelog_with_its_fingerprints(guide):
    version, entry = ENTRIES[0]
    assert version == guide.data.version, (
        f"INSTRUMENT.md starts with {version}. Expected: an entry for {guide.data.version}, on top."
    )
    now = instrument.fingerprints(guide)
    assert instrument.recorded(entry) == now, (
        f"The self-check changed: questions or rule are no longer those of version {version}. Expected: a new version in "
        f"docs/levels.yml, and an entry in INSTRUMENT.md with questions `{now['questions']}`, rule `{now['rule']}`."
    )


def test_each_entry_says_what_changed_and_whether_results_can_be_compared():
    for version, entry in ENTRIES:
        for part in ("Statements", "Signals", "Rule", "Fingerprints"):
            assert re.search(rf"^- \*\*{part}\*\*: .+", entry, re.M), f"{version}: {part}"
        assert re.search(r"^- \*\*Can results be compared\?\*\* .+", entry, re.M), version
        assert instrument.recorded(entry).keys() == {"questions", "rule"}, version


def test_the_versions_go_up_and_none_is_there_twice():
    numbers = [tuple(map(int, version.split("."))) for version, _ in ENTRIES]
    assert numbers == sorted(set(numbers), reverse=True)


CHANGES = {
    "a statement": (("levels", 0, "statements", 0, "text"), "Another text."),
    "a side": (("levels", 0, "statements", 0, "side"), "response"),
    "a signal": (("signals", -1, "text"), "Another question?"),
    "a signal's hint": (("signals", 0, "hint"), "Another hint."),
}


def changed(guide, path, value):
    data = plain(read((DOCS / "levels.yml").read_bytes())[0])
    assert at(data, path) != value
    at(data, path[:-1])[path[-1]] = value
    return replace(guide, data=frozen(data))


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_what_is_asked_shows(guide, change):
    before, after = instrument.fingerprints(guide), instrument.fingerprints(changed(guide, *CHANGES[change]))
    assert before["questions"] != after["questions"] and before["rule"] == after["rule"]


def test_every_constant_of_the_rule_shows(guide):
    constants = guide.scorer_model()["constants"]
    before = instrument.fingerprints(guide)
    for name, value in constants.items():
        after = instrument.fingerprints(changed(guide, ("constants", name), value + 1))
        assert before["questions"] == after["questions"] and before["rule"] != after["rule"], name


def test_another_rule_shows(guide, monkeypatch):
    before = instrument.fingerprints(guide)
    told = reference.find
    monkeypatch.setattr(reference, "find", lambda *all_: replace(told(*all_), balance=None))
    assert before["rule"] != instrument.fingerprints(guide)["rule"]


def test_the_made_up_answers_reach_every_kind_of_result(guide):
    kinds = {result["kind"] for result in instrument._results(guide.scorer_model()["constants"])}
    assert kinds == {"safety", "not-enough", "mixed", "one-sided", "not-placed", "between", "level"}
