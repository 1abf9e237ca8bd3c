"""What a result can say: slots that are filled, conditions that can hold, and something to show."""

import json
from dataclasses import FrozenInstanceError, dataclass
from decimal import Decimal

import pytest

import small
from authored import SCHEMAS, at, problems_of, write
from guide.model.guide import load
from guide.reading.records import namespace, record


@pytest.fixture
def docs(tmp_path):
    return small.write(tmp_path / "docs")


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
        assert {(where, f'no "{{{slot}}}"') for slot in slots} <= set(found), where
        assert any(one.startswith(where) and what.startswith('"{nowhere}"') for one, what in found), where


def test_a_list_of_texts_has_its_slots_somewhere_in_it(docs):
    words = small.values()["words"]
    lines = words["check"]["start"]["lines"]
    whole = " ".join(lines)
    words["check"]["start"]["lines"] = [
        "First.",
        *(f"There are {{{slot}}}." for slot in ("signals", "minutes")),
    ]
    assert "{statements}" in whole
    assert [("check.start.lines", 'no "{statements}"')] == told(docs, words, "words")
    words["check"]["start"]["lines"][0] = "Of {statements}."
    assert not told(docs, words, "words")


@pytest.mark.parametrize("slot", ["{nmae}", "{Name}", "{ name }", "{noun}", "{other_name}"])
def test_a_block_for_each_level_knows_the_slots_of_a_level_only(docs, data, slot):
    data["result"][1]["blocks"][0]["text"] = f"{{name}} and {slot}"

    ((where, found),) = told(docs, data)

    assert ("result[1].blocks[0].text", True) == (where, found.startswith(f'"{slot}"'))


@pytest.mark.parametrize(
    ("each", "text", "said"),
    [
        ("best", "{number}, {name}: {meaning} {enough}", "1, Name of the edge: Meaning of the edge"),
        ("relationship", "About {noun}", "About your friend"),
        ("low", "{number} to {other_number}, {other_name}", "1 to 2, Name of the core"),
    ],
)
def test_a_block_is_written_for_each_value_that_its_fact_can_have(docs, data, each, text, said):
    part = {"id": "more", "blocks": [{"each": each, "text": text}, {"text": "In any result."}]}
    write(docs, {**data, "result": [*data["result"], part]})

    block, _ = load(docs).result[-1].blocks

    assert block.instances[0].text.startswith(said)
    values = {"relationship": ["friend", "person"], "low": ["edge"]}.get(each, list(small.LEVELS))
    assert [(value,) for value in values] == [one.when[each] for one in block.instances]


# ---- What can be shown.

HOLD = [
    {"kind": ["level"], "fit": ["more"], "open": ["one"]},
    {"kind": ["one-sided"], "direction": ["sharing"], "balance": ["response"]},
    {"kind": ["mixed"], "best": ["none"]},
    {"kind": ["not-placed"], "fit": ["less"], "wanted": ["edge"]},
    {"kind": ["not-enough"], "wanted": ["unsure"]},
    {"wanted": ["apart"], "fit": ["none"]},
]
DO_NOT_HOLD = [
    {"kind": ["mixed"], "fit": ["less"]},
    {"wanted": ["apart"], "fit": ["right"]},
    {"wanted": ["none"], "fit": ["less"]},
    {"kind": ["not-placed"], "best": ["edge"]},
    {"kind": ["level"], "best": ["none"]},
    {"kind": ["one-sided"], "direction": ["none"]},
    {"kind": ["not-enough"], "early": ["yes"]},
    {"kind": ["safety"], "open": ["one"]},
    {"kind": ["between"], "low": ["none"]},
]


@pytest.mark.parametrize(
    ("when", "shown"), [*((one, True) for one in HOLD), *((one, False) for one in DO_NOT_HOLD)], ids=str
)
@pytest.mark.parametrize("part", [1, 2], ids=["beside others", "the first that fits"])
def test_a_block_that_no_sheet_can_show_is_told(docs, data, when, shown, part):
    data["result"][1].pop("when")
    data["result"][1]["blocks"].append({"text": "For all others."})
    data["result"][part]["blocks"].insert(0, {"id": "rare", "text": "Rare.", "when": when})

    found = told(docs, data)

    no_sheet = (f"result[{part}].blocks[0]", 'the block "rare", which no sheet can show')
    assert ([] if shown else [no_sheet]) == found


def test_a_block_behind_one_that_always_fits_is_never_shown(docs, data):
    data["result"][2]["blocks"].reverse()

    assert [("result[2].blocks[1]", 'the block "with-all", which no sheet can show')] == told(docs, data)


def test_a_part_with_nothing_to_show_is_told_with_the_facts(docs, data):
    data["result"][2]["blocks"].pop()

    ((where, found),) = told(docs, data)

    assert where == "result[2]" and found.startswith("nothing to show for best none, kind ")


def test_unless_takes_away_what_when_allows(docs, data):
    kinds = [kind["id"] for kind in data["kinds"]]
    blocks = [{"unless": {"kind": kinds[:1]}, "text": "A."}, {"when": {"kind": kinds[:1]}, "text": "B."}]
    write(docs, {**data, "result": [*data["result"], {"id": "more", "blocks": blocks}]})

    first, second = load(docs).result[-1].blocks

    assert (tuple(kinds[1:]), tuple(kinds[:1])) == (first.when["kind"], second.when["kind"])


@pytest.mark.parametrize("key", ["when", "unless"])
@pytest.mark.parametrize("fact", [("kind", "levle"), ("best", "egde"), ("voice", "yess")])
def test_a_value_that_a_fact_cannot_have_is_told_wherever_it_stands(docs, data, key, fact):
    name, value = fact
    data["result"][2]["blocks"][0][key] = {name: [value]}

    found = told(docs, data)

    assert [f"result[2].blocks[0].{key}.{name}[0]"] == [where for where, _ in found]
    assert found[0][1].startswith(f'"{value}"')


# ---- The guide as values.


@dataclass(frozen=True)
class Inner:
    name: str


@dataclass(frozen=True)
class Outer:
    inner: Inner
    several: tuple[Inner, ...]
    by_name: dict[str, tuple[str, ...]]
    count: int
    share: Decimal
    hint: str | None


def test_values_become_records_whose_fields_are_declared():
    values = {"inner": {"name": "a"}, "by_name": {"b": ["c"], "d": None}, "count": Decimal(2)}

    made = record(Outer, {**values, "share": Decimal("0.5")})

    assert Outer(Inner("a"), (), {"b": ("c",)}, 2, Decimal("0.5"), None) == made
    assert isinstance(made.count, int)
    with pytest.raises(FrozenInstanceError):
        made.count = 3


def test_words_have_the_names_that_their_file_gives_them_and_no_other():
    words = namespace("Words", {"a": {"b": "c"}, "of": {"own-way": "d"}, "lines": ["e"]})

    assert ("c", "d", ("e",)) == (words.a.b, words.of["own-way"], words.lines)
    with pytest.raises(AttributeError):
        _ = words.nobody
    with pytest.raises(FrozenInstanceError):
        words.a.b = "f"


def test_the_scorer_gets_plain_numbers_and_ids(guide):
    model = json.loads(json.dumps(guide.scorer_model))

    assert {name: float(value) for name, value in vars(guide.constants).items()} == model["constants"]
    assert [one.id for one in guide.signals] == model["signals"]
    assert [[level.id, *((one.id, one.side) for one in level.statements)] for level in guide.levels] == [
        [level["id"], *((one["id"], one["side"]) for one in level["statements"])] for level in model["levels"]
    ]
