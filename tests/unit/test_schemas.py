"""The schemas say to an author's editor what the build says, and any text comes back as it was written."""

import json
import re

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import small
from authored import NAMES, REAL, SCHEMAS, at, dump, plain, read
from guide.reading import markup, shape, slots, text_file


class EditorLoader(yaml.SafeLoader):
    """Reads as editors do: numbers are numbers, all other scalars are texts."""

    yaml_implicit_resolvers = {}


NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$")
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:float", NUMBER, list("-+.0123456789"))


def editor_accepts(text, name="levels"):
    return jsonschema.Draft202012Validator(SCHEMAS[name]).is_valid(yaml.load(text, EditorLoader))


@pytest.mark.parametrize("name", NAMES)
def test_an_editor_accepts_the_data_as_it_stands(name):
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    assert editor_accepts(REAL[name], name)


VALUES = small.values()["levels"]
PATHS = [path for path in read(dump(VALUES))[1] if path]


def changed(changes):
    values = json.loads(json.dumps(VALUES))
    for path, value in changes.items():
        at(values, path[:-1])[path[-1]] = value
    return values


@settings(max_examples=25)
@given(st.sampled_from(PATHS), st.sampled_from(["", [], {}, {"a": "b"}, [{}], "x" * 500, "\u00a0"]))
def test_a_broken_value_is_refused_at_its_own_line_and_by_an_editor(path, broken):
    text = dump(changed({path: broken}))

    told = read(text)[2]

    if told:
        node = yaml.compose(text)
        for step in path:
            keyed = {} if isinstance(step, int) else {key.value: value for key, value in node.value}
            node = node.value[step] if isinstance(step, int) else keyed[step]
        assert {node.start_mark.line + 1} == {problem.line for problem in told}
    assert bool(told) != editor_accepts(text) or broken in ("", "\u00a0")


ODD = """1 < 2|{{ 7*7 }}|{% raw %}|a: b|- a|# a|"|'|&a|*a|!a|null|~|a\nb|</ title>|\\u202e"""
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60),
    st.sampled_from(ODD.split("|")),
).filter(lambda text: shape.can_be_seen(text) and not (slots.unknown(text, ()) or markup.held(text)))
# Letters read in the wrong encoding are told, wherever they come from.
TEXTS = TEXTS.filter(lambda text: not text_file.broken(text))
KEYS = ("told", "meaning", "enough", "noun", "action", "stop")
FREE = [path for path in PATHS if path[-1] in KEYS and isinstance(at(VALUES, path), str)]


@settings(max_examples=20)
@given(st.dictionaries(st.sampled_from(FREE), TEXTS, min_size=1, max_size=20))
def test_any_text_comes_back_as_it_was_written(changes):
    values, _, problems = read(dump(changed(changes)))

    assert (changed(changes), []) == (plain(values), problems)
