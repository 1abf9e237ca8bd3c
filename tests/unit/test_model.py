"""What a result can say: slots that are filled, conditions that can hold, and something to show."""

import pytest

import small
from authored import SCHEMAS, at, problems_of, table, write
from guide.model.guide import load


@pytest.fixture
def data():
    return small.values()["levels"]


def told(docs, data, name="levels"):
    """(where, what is there) of each problem that a changed data file brings."""
    write(docs, data, name)
    return [(problem.where, problem.found) for problem in problems_of(docs)]


# ---- Slots.


def texts_with_slots(schema, defs, path=()):
    """(path, slots) of each field of a schema whose text has to hold slots."""
    if "$ref" in schema:
        schema = {**defs[schema["$ref"].rpartition("/")[2]], **schema}
    if schema.get("x-slots"):
        yield path, schema["x-slots"]
    for key, inner in schema.get("properties", {}).items():
        yield from texts_with_slots(inner, defs, (*path, key))


def test_each_text_of_words_yml_has_the_slots_that_it_declares_and_no_other(docs):
    fields = list(texts_with_slots(SCHEMAS["words"], SCHEMAS["words"]["$defs"]))
    assert len(fields) > 5
    words = small.values()["words"]
    for path, _ in fields:
        text = at(words, path)
        at(words, path[:-1])[path[-1]] = ["Nothing {nowhere}."] * 2 if isinstance(text, list) else "{nowhere}"
    found = told(docs, words, "words")
    for path, slots in fields:
        where = ".".join(path)
        assert {(where, f'no "{{{slot}}}"') for slot in slots} <= {*found}, where
        assert any(one.startswith(where) and what.startswith('"{nowhere}"') for one, what in found), where


def test_a_list_of_texts_has_its_slots_somewhere_in_it(docs):
    words = small.values()["words"]
    lines = words["check"]["start"]["lines"] = ["First.", "There are {signals}.", "There are {minutes}."]
    assert [("check.start.lines", 'no "{statements}"')] == told(docs, words, "words")
    lines[0] = "Of {statements}."
    assert not told(docs, words, "words")


def test_a_block_for_each_level_knows_the_slots_of_a_level_only(docs, data):
    unknown = {"{nmae}", "{Name}", "{ name }", "{noun}", "{other_told}"}
    data["result"][1]["blocks"][0]["text"] = f"{{name}} and {' '.join(unknown)}"

    found = {(where, what.split('"')[1]) for where, what in told(docs, data)}

    assert {("result[1].blocks[0].text", slot) for slot in unknown} == found


def test_a_block_is_written_for_each_value_that_its_fact_can_have(docs, data):
    cases = {
        "best": ("{number}, {name}: {meaning} {enough}", "1, Name of the edge: Meaning of the edge"),
        "relationship": ("About {noun}", "About your friend"),
        "span": ("{number} to {other_number}, {other_name}", "1 to 2, Name of the core"),
    }
    texts = [{"each": each, "text": text} for each, (text, _) in cases.items()]
    data["result"].append({"id": "more", "blocks": [*texts, {"text": "In any result."}]})
    write(docs, data)

    blocks = load(docs).result[-1].blocks

    values = {"best": small.LEVELS, "relationship": ("friend", "person"), "span": ("edge-to-core",)}
    for (each, (_, said)), block in zip(cases.items(), blocks):
        assert block.instances[0].text.startswith(said)
        assert [(value,) for value in values[each]] == [one.when[each] for one in block.instances]


# ---- What can be shown.


@pytest.mark.parametrize("part", [1, 2], ids=["beside others", "the first that fits"])
def test_a_block_that_no_sheet_can_show_is_told(docs, data, part):
    data["result"][1].pop("when")
    data["result"][1]["blocks"].append({"text": "For all others."})
    cases = [case.values for case in table("conditions")]
    some = [{"id": f"rare-{i}", "text": "Rare.", "when": when} for i, (when, _) in enumerate(cases)]
    data["result"][part]["blocks"][:0] = some

    never = [(f"result[{part}].blocks[{i}]", f"rare-{i}") for i, (_, shown) in enumerate(cases) if not shown]
    assert told(docs, data) == [(path, f'the block "{id_}", which no sheet can show') for path, id_ in never]


SAFE = {"care": ["met"], "balance": ["even"], "open": ["none"]}


@pytest.mark.parametrize("fact", [None, *SAFE])
def test_words_to_send_are_for_readers_who_are_met_answered_and_sure_of_no_harm(docs, data, fact):
    when = {"kind": ["level"], **{name: value for name, value in SAFE.items() if name != fact}}
    part = {"id": "more", "when": {"kind": ["level"]}}
    part["blocks"] = [
        {"id": "thanks", "when": when, "text": "Write.", "message": "Hi."},
        {"text": "Or rest."},
    ]
    data["result"].append(part)

    found = [what for where, what in told(docs, data) if where == "result[3].blocks[0]"]

    assert [True] * bool(fact) == ["may not be safe" in one for one in found]
