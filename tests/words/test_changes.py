"""Those who keep copies hear of every change of numbers, safety words and self-check, and nobody of fear."""

from dataclasses import replace

import changes
from authored import DOCS, texts


def test_the_newest_entry_of_each_kind_knows_what_stands_there_today(guide):
    newest = {one.kind: one.fingerprint for one in reversed(guide.changes)}
    now = changes.fingerprints(guide, DOCS)
    assert newest == now, (
        f"Expected: an entry of docs/changes.yml for what is new, with its fingerprint: {now}"
    )


def test_no_entry_and_no_title_names_what_a_reader_may_fear(guide):
    told = {text.casefold() for one in guide.search.crisis for text in one.say}
    said = " ".join([*(one.text for one in guide.changes), *texts(guide.words.changes)]).casefold()
    assert [one for one in told if f" {one} " in f" {said} "] == []


def test_a_change_shows_in_the_fingerprint_of_its_kind(guide):
    def moved(items, **values):
        return (replace(items[0], **values), *items[1:])

    support = next(part for part in guide.result if part.when.get("kind") == ("safety",))
    spoken = replace(support, blocks=moved(support.blocks, text="Another."))
    lines = moved(guide.places[0].lines, phone="1")
    changed = {
        "numbers": {"places": moved(guide.places, lines=lines)},
        "words": {"result": tuple(spoken if one is support else one for one in guide.result)},
        "self-check": {"constants": replace(guide.constants, near=guide.constants.near + 1)},
    }
    before = changes.fingerprints(guide, DOCS)
    for kind, values in changed.items():
        after = changes.fingerprints(replace(guide, **values), DOCS)
        assert [one for one in before if before[one] != after[one]] == [kind]
