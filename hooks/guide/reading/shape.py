"""Check a tree against a JSON Schema and turn it into plain values.

The schema is the one that the author's editor uses, so that both say the same: the sentence after
"Expected:" is the schema's `description`. Of JSON Schema this knows what the guide's schemas use:
type, properties, required, additionalProperties, items, minItems, maxItems, uniqueItems, pattern, enum,
minimum, maximum,
minLength, maxLength and $ref to $defs; and one word of our own, x-slots: the words in braces that a text
(or a list of texts, taken together) has to hold, each at least once and no other. A schema with any other
word is refused.
"""

import re
import unicodedata
from decimal import Decimal

from guide.reading import markup, slots
from guide.reading.problems import Problem, nearest, one_of, shown, visible
from guide.reading.yaml_tree import THE_FILE, Mapping, Sequence, Text, Tree, Unread

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,5})(\.[0-9]{1,6})?\Z")
_KNOWN = {
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "properties", "required",
    "additionalProperties",
    "items", "minItems", "maxItems", "pattern", "enum", "minimum", "maximum", "minLength", "maxLength",
    "uniqueItems",
    "x-slots", "x-unit", "x-code",
}  # fmt: skip
# The slots of a list's texts are told with the list; those of a block of a result depend on the block.
SEEN_TO_ELSEWHERE, ANY_BLOCK = "list", "each"
_KINDS = {Text: "a single value", Mapping: "a set of keys", Sequence: "a list"}


def check(tree: Tree, schema: dict, file: str) -> tuple[object, dict[tuple, int], list[Problem]]:
    """(values, lines, problems) of a tree.

    values: str, Decimal, dict and list as the schema's types say, or None where nothing fits.
    lines: the line of every value, by its path: a tuple of keys and positions.
    problems: every Problem of shape, in the order met.
    """
    checker = _Checker(schema, file, whole=tree.whole)
    if tree.root is None or (isinstance(tree.root, Text) and tree.root.null):
        if tree.whole:
            checker.say(1, (), "nothing" if tree.root is None else "an empty value", schema["description"])
        return None, checker.lines, checker.problems
    values = checker.node(tree.root, schema, ())
    return values, checker.lines, checker.problems


def path_text(path: tuple) -> str:
    """A path as an author reads it: `levels[0].name`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{visible(step)}" for step in path)
    return text.removeprefix(".") or THE_FILE


def _in_ascii(pattern):
    r"""A pattern in which \d is 0 to 9, as in JSON Schema, and not the digits of every script."""
    return pattern.replace(r"\d", "[0-9]")


def _foreign(text):
    """The first character outside ASCII, by its number, since it may look like one that is inside."""
    other = re.search(r"[^\x00-\x7f]", text)
    return f" with the character U+{ord(other[0]):04X}" if other else ""


def followed(schema: dict, root: dict) -> dict:
    """The schema behind a $ref, with the words beside the reference laid over it.

    root: the whole schema, which has the $defs.
    """
    while "$ref" in schema:
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {**root["$defs"][schema["$ref"].removeprefix("#/$defs/")], **beside}
    return schema


def can_be_seen(text: str) -> bool:
    """Whether a text holds more than blanks, joiners and accents without a letter."""
    return any(unicodedata.category(c)[0] in "LNPS" for c in text)


def _is_prose(schema):
    """Whether a value may hold any words, and so a # too."""
    return "enum" not in schema and not schema.get("pattern", "").startswith("^")


class _Checker:
    def __init__(self, schema, file, whole):
        self.schema, self.file, self.whole = schema, file, whole
        self.problems, self.lines = [], {}

    def say(self, line, path, found, expected):
        self.problems.append(Problem(self.file, line, path_text(path), found, expected))

    def node(self, node, schema, path):
        schema = self._followed(schema)
        self.lines[path] = node.line
        if isinstance(node, Unread):
            return None
        return getattr(self, "_" + schema["type"])(node, schema, path)

    def _followed(self, schema):
        schema = followed(schema, self.schema)
        unknown = schema.keys() - _KNOWN
        if unknown:
            raise ValueError(f"the schema uses {sorted(unknown)}, which shape.py does not know")
        return schema

    def _is(self, kind, node, schema, path):
        if isinstance(node, kind):
            return True
        nothing = isinstance(node, Text) and node.null
        self.say(node.line, path, "nothing" if nothing else f"{_KINDS[type(node)]}", schema["description"])
        return False

    def _string(self, node, schema, path):
        if not self._is(Text, node, schema, path):
            return None
        value = self._text(node, schema, path)
        declared = schema.get("x-slots", ())
        if value and declared not in (SEEN_TO_ELSEWHERE, ANY_BLOCK) and _is_prose(schema):
            slots.check([(path, value)], path, declared, self._say_at)
        return value

    def _say_at(self, path, found, expected):
        self.say(self.lines[path], path, found, expected)

    def _text(self, node, schema, path):
        value = node.value.strip()
        if node.null or not can_be_seen(value):
            found = "nothing"
        elif len(value) < schema.get("minLength", 0):
            found = f"{shown(value)}, which is too short"
        elif len(value) > schema.get("maxLength", len(value)):
            found = f"{len(value)} characters"
        elif "pattern" in schema and not re.search(_in_ascii(schema["pattern"]), node.value):
            found = shown(node.value) + _foreign(node.value)
        elif "enum" in schema and node.value not in schema["enum"]:
            found = shown(node.value) + nearest(node.value, schema["enum"])
        elif node.cut and _is_prose(schema):
            expected = "quotation marks around a text with a #, or a line of its own for a comment"
            self.say(node.line, path, f"{shown(value)} and then a comment", expected)
            return value
        elif _is_prose(schema) and (marked := markup.held(value)):
            expected = "plain words; neither Markdown nor HTML here, since both are shown as they are typed"
            self.say(node.line, path, shown(marked), expected)
            return value
        else:
            return value
        self.say(node.line, path, found, schema["description"])
        return None

    def _number(self, node, schema, path):
        if not self._is(Text, node, schema, path):
            return None
        # Adding zero makes -0 a plain 0.
        value = Decimal(node.value) + 0 if _NUMBER.match(node.value) and not node.quoted else None
        whole = schema["type"] == "integer"
        if (
            value is None
            or (whole and "." in node.value)
            or not schema["minimum"] <= value <= schema["maximum"]
        ):
            self.say(node.line, path, "nothing" if node.null else shown(node.value), schema["description"])
            return None
        return value

    _integer = _number

    def _array(self, node, schema, path):
        if not self._is(Sequence, node, schema, path):
            return None
        if self.whole and not schema.get("minItems", 0) <= len(node.items) <= schema.get(
            "maxItems", len(node.items)
        ):
            self.say(node.line, path, f"a list of {len(node.items)}", schema["description"])
        inner = {**schema["items"], "x-slots": SEEN_TO_ELSEWHERE} if "x-slots" in schema else schema["items"]
        values = [self.node(item, inner, (*path, i)) for i, item in enumerate(node.items)]
        if "x-slots" in schema:
            texts = [((*path, i), text) for i, text in enumerate(values) if isinstance(text, str)]
            slots.check(texts, path, schema["x-slots"], self._say_at)
        if schema.get("uniqueItems"):
            self._unique(values, schema, path)
        return values

    def _unique(self, values, schema, path):
        for i, value in enumerate(values):
            if value is not None and value in values[:i]:
                self.say(
                    self.lines[(*path, i)],
                    (*path, i),
                    f"{shown(str(value))} a second time",
                    schema["description"],
                )

    def _object(self, node, schema, path):
        if not self._is(Mapping, node, schema, path):
            return None
        values, known = {}, schema["properties"]
        if isinstance(others := schema.get("additionalProperties"), dict):
            known = known | {key.value: others for key, _ in node.items}
        for key, child in node.items:
            if key.value in known:
                values[key.value] = self.node(child, known[key.value], (*path, key.value))
        for key in [key for key, _ in node.items if key.value not in known]:
            self.say(
                key.line,
                path,
                f"the unknown key {shown(key.value)}{nearest(key.value, known)}",
                one_of(known),
            )
        for key in schema.get("required", ()) if self.whole else ():
            if key not in values:
                expected = self._followed(known[key])["description"]
                self.say(node.line, path, f"no {shown(key)}", f"{key}: {expected}")
        return {key: values.get(key) for key in known}
