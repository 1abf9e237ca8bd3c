"""What a translator is given: each line of prose in a page, and each text of a data file, as a unit.

What is no prose stays outside: markers, attributes, types of boxes, indentation, and where links lead.
So a page that is written back without a translation has the same bytes, and a translation cannot lose them.
Which texts of a data file readers see is told by its schema: `x-unit` names the kind of each, `x-code` one
that is no text.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from guide.reading import folders, page_files, shape, slots, text_file
from guide.reading.data_file import SCHEMAS
from guide.reading.problems import shown

# The kinds of units. `safety` has no fallback; `words` is a list, one entry a line, of any length.
PROSE, BUTTON, STATEMENT, SAFETY, WORDS = "prose", "button", "statement", "safety", "words"
KINDS = (PROSE, BUTTON, STATEMENT, SAFETY, WORDS)
LISTS = (WORDS, "safety-words")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FRONT_MATTER = {
    "type": "object",
    "properties": {key: {"type": "string", "x-unit": PROSE} for key in ("title", "description")},
}
_LINK = re.compile(r"(\[[^\[\]]*\])\(([^()\s]+)\)")
# What stands before the words of a line: indentation, quotes, the sign of a list, of a heading.
_BEFORE = re.compile(r"[ \t]*(?:>[ \t]?)*(?:(?:[-*+]|\d+\.)[ \t]+)?(?:#{1,6}[ \t]+)?")
_BEHIND = re.compile(r"[ \t]*(?:\{:? ?[#.][^{}]*\})?[ \t]*$")
# Signs that begin no sentence, or none at all: by them a line would be another thing, such as a box or a row.
_NO_WORDS = re.compile(r"(?:!!!|\?\?\?|~~~|\||(?:=+|-+|_+)$)?")
_BOX = re.compile(r"[ \t]*(?:!!!|\?\?\?\+?)[ \t]+(?P<type>[\w-]+)(?:[ \t]+\"(?P<title>[^\"]*)\")?[ \t]*$")
_NOT_PROSE = re.compile(r"[ \t]*(?:<!--.*-->|\{:[^{}]*\}|\|[-:| \t]+\|)[ \t]*$")
_SAFETY_LINE = "**Safety:**"
_CAUTION = "caution"


@dataclass(frozen=True)
class Unit:
    """One text to translate.

    file: its name under docs/; line: where it begins there; start, end: its place in the file's text;
    context: what tells it from a unit with the same words;
    text: as a translator sees it, links as `[words](1)`;
    targets: where the links lead; note: for the translator; most: how many characters fit (in each entry of a
    list), if that is known;
    form: how it is written, `line`, `title` (in straight quotes), `cell`, `scalar` or `list`;
    slug: the id of a heading that has none of its own.
    """

    file: str
    line: int
    start: int
    end: int
    context: str
    text: str
    kind: str
    targets: tuple[str, ...] = ()
    note: str = ""
    most: int | None = None
    form: str = "line"
    slug: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What a catalog finds it by."""
        return self.context, self.text

    def wrong(self, told: str) -> tuple[str, str] | None:
        """(what is there, what is expected) where a translation lost or broke something; else None."""
        for what, find in _KEPT.items():
            mine, theirs = find(self.text), find(told)
            if mine != theirs:
                return _difference(what, mine, theirs)
        if self.form != "list" and "\n" in told:
            return "more than one line", "one line, without \\n"
        if self.form != "list" and '"' in told and '"' not in self.text:
            return "a straight quotation mark", "those of your language, such as “ ” or « »"
        if self.form == "cell" and "|" in told:
            return "the sign |", "no such sign in a table"
        if self.form == "line" and (signs := _BEFORE.match(told)[0] or _NO_WORDS.match(told)[0]):
            return f'"{signs}" at its start', "words at its start"
        longest = max(told.split("\n") if self.form == "list" else [told], key=len)
        if self.most and len(longest) > self.most:
            return f"{len(longest)} characters ({shown(longest)})", f"at most {self.most}"
        return None

    def written(self, told: str) -> str:
        """A translation as it stands in the file."""
        if self.form == "scalar":
            return json.dumps(told, ensure_ascii=False)
        if self.form == "list":
            return json.dumps([one for one in told.split("\n") if one.strip()], ensure_ascii=False)
        told = _LINK.sub(lambda found: f"{found[1]}({self.targets[int(found[2]) - 1]})", told)
        return f"{told} {{ #{self.slug} }}" if self.slug else told


def _sorted_links(text: str) -> list[str]:
    return sorted(f"[…]({found[2]})" for found in _LINK.finditer(text))


# What a translation has as often as the English. Signs are those by which words could become HTML, a link of
# another form, or an attribute.
_KEPT = {
    "slot": lambda text: sorted(f"{{{name}}}" for name in slots.SLOT.findall(text)),
    "link": _sorted_links,
    "mark": lambda text: sorted(re.findall(r"\*\*|(?<!\*)\*(?!\*)|`[^`]*`", text)),
    "sign": lambda text: sorted(re.findall(r"<|\][(\[:]|\{ ?[:#.]", text)),
}


def _difference(what: str, mine: list[str], theirs: list[str]) -> tuple[str, str]:
    for one in mine:
        if mine.count(one) > theirs.count(one):
            return f"no {what} {one}", f"{one}, as often as in the English ({mine.count(one)})"
    other = next(one for one in theirs if theirs.count(one) > mine.count(one))
    return f"the {what} {other}, which the English has not", "what the English has"


def of(docs: Path) -> list[Unit]:
    """The units of all pages and data files in the folder of the words, in the order of files and lines."""
    units = []
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        file = docs / path.name.replace(".schema.json", ".yml")
        if file.exists():
            schema = json.loads(path.read_text(encoding="utf-8"))
            units += of_data(file.name, file.read_text(encoding="utf-8"), schema)
    for path in text_file.markdown_files(docs):
        name = path.relative_to(docs).as_posix()
        # The kit for those who study the self-check is in English alone.
        if not folders.in_kit(name):
            units += of_page(name, path.read_text(encoding="utf-8"))
    return units


def written(text: str, units: list[Unit], told: dict[tuple[str, str], str]) -> str:
    """A file's text with the translations in place; lines keep their numbers.

    units: of this file; told: key of a unit -> its translation; others stay as they are.
    """
    parts, done = [], 0
    for unit in sorted(units, key=lambda one: one.start):
        if unit.key not in told:
            continue
        new = unit.written(told[unit.key])
        lines = text.count("\n", unit.start, unit.end)
        parts += [text[done : unit.start], new, "\n" * (lines if unit.form in ("scalar", "list") else 0)]
        done = unit.end
    return "".join([*parts, text[done:]])


# ---- Data files


def of_data(file: str, text: str, schema: dict) -> list[Unit]:
    """The units of a data file.

    text: its YAML; schema: its JSON Schema, where x-unit names the kind of a text.
    """
    root = yaml.compose(text, Loader=_LOADER)
    return [*_data(file, text, root, schema, schema, ())] if root else []


def _data(file: str, text: str, node: yaml.Node, schema: dict, root: dict, path: tuple) -> Iterator[Unit]:
    schema = shape.followed(schema, root)
    kind = schema.get("x-unit")
    if isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            inner = schema.get("properties", {}).get(key.value, schema.get("additionalProperties"))
            if isinstance(inner, dict):
                yield from _data(file, text, child, inner, root, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode) and kind in LISTS:
        if node.value:
            begin, end = node.start_mark.index, _end(text, node)
            entries = "\n".join(str(one.value) for one in node.value)
            yield _unit(file, text, (begin, end), path, entries, schema, root, "list")
    elif isinstance(node, yaml.SequenceNode):
        for i, child in enumerate(node.value):
            yield from _data(file, text, child, schema["items"], root, (*path, _name(child) or str(i + 1)))
    elif kind and node.value.strip() and node.value != schema.get("x-code"):
        begin, end = node.start_mark.index, _end(text, node)
        yield _unit(file, text, (begin, end), path, node.value.strip(), schema, root, "scalar")


def _end(text: str, node: yaml.Node) -> int:
    """Where a value ends: YAML counts the blanks behind some to them."""
    flow = getattr(node, "flow_style", None)
    if isinstance(node, yaml.SequenceNode) and not flow:
        return _end(text, node.value[-1])
    return node.start_mark.index + len(text[node.start_mark.index : node.end_mark.index].rstrip())


def _name(node: yaml.Node) -> str | None:
    """The id of an entry of a list, by which its context stays the same wherever it stands."""
    if isinstance(node, yaml.MappingNode):
        return next((str(value.value) for key, value in node.value if key.value == "id"), None)
    return None


def _unit(
    file: str, text: str, place: tuple[int, int], path: tuple, told: str, schema: dict, root: dict, form: str
) -> Unit:
    kind = schema["x-unit"]
    one = shape.followed(schema["items"], root) if form == "list" else schema
    return Unit(
        file,
        text.count("\n", 0, place[0]) + 1,
        *place,
        f"{file}: {'.'.join(path)}",
        told,
        SAFETY if kind == "safety-words" else kind,
        note=schema.get("description", ""),
        most=one.get("maxLength"),
        form=form,
    )


# ---- Pages


def of_page(file: str, text: str) -> list[Unit]:
    """The units of a page, in the order of its lines. file: its name under docs/; text: its Markdown."""
    shadow, units = page_files.without_code(text), []
    body = 0
    if front := page_files.FRONT.match(shadow):
        body = front.end()
        for unit in of_data(file, text[front.start(1) : front.end(1)], _FRONT_MATTER):
            begin = front.start(1)
            units.append(
                replace(
                    unit,
                    start=unit.start + begin,
                    end=unit.end + begin,
                    line=unit.line + text.count("\n", 0, begin),
                )
            )
    all_safety = bool({page_files.SELF_CHECK, page_files.HELPLINES} & {*page_files.MARKER.findall(shadow)})
    reader = _Lines(file, text, all_safety)
    place = body
    for line in shadow[body:].split("\n"):
        reader.line(line, place)
        place += len(line) + 1
    return units + reader.units


class _Lines:
    """Reads the lines of a page one by one.

    heading: the id of the last one; caution, safety: whether a box or a line of it is open.
    """

    def __init__(self, file: str, text: str, all_safety: bool):
        self.file, self.text, self.all_safety = file, text, all_safety
        self.units, self.heading, self.caution, self.safety = [], "", False, False

    def line(self, line: str, place: int) -> None:
        if not line.strip():
            self.safety = False
            return
        if not line.startswith((" ", "\t")):
            self.caution = False
        if box := _BOX.match(line):
            self.caution = box["type"] == _CAUTION
            if box["title"]:
                self._add(place + box.start("title"), place + box.end("title"), "title")
            return
        if _NOT_PROSE.match(line):
            return
        if _SAFETY_LINE in line:
            self.safety = True
        before = _BEFORE.match(line).end()
        end = before + _BEHIND.search(line[before:]).start()
        if line.lstrip().startswith("|"):
            self._row(line, place)
            return
        slug = ""
        if heading := page_files.HEADING.match(line):
            self.heading = page_files.id_of(heading)
            slug = "" if heading["id"] else self.heading
        self._add(place + before, place + end, "line", slug)

    def _row(self, line: str, place: int) -> None:
        for cell in re.finditer(r"[^|]+", line):
            words = cell[0].strip()
            if words:
                begin = place + cell.start() + cell[0].index(words)
                self._add(begin, begin + len(words), "cell")

    def _add(self, start: int, end: int, form: str, slug: str = "") -> None:
        words = self.text[start:end]
        if not any(c.isalpha() for c in re.sub(r"`[^`]*`", "", words)):
            return
        targets = []

        def numbered(found: re.Match) -> str:
            targets.append(found[2])
            return f"{found[1]}({len(targets)})"

        told = _LINK.sub(numbered, words)
        kind = SAFETY if self.all_safety or self.caution or self.safety else PROSE
        line = self.text.count("\n", 0, start) + 1
        context = f"{self.file}#{self.heading}" if self.heading else self.file
        self.units.append(
            Unit(self.file, line, start, end, context, told, kind, tuple(targets), form=form, slug=slug)
        )
