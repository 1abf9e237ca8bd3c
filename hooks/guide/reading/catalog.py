"""The catalog of a language: docs/languages/<code>.po, which any translator's tool opens.

Babel reads and writes it. A unit that the catalog has not, or has only as fuzzy, is open.
"""

import datetime
import difflib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, unescape, write_po

from guide.reading import text_file
from guide.reading.folders import LANGUAGES as FOLDER
from guide.reading.problems import BadData, Problem, shown, visible
from guide.reading.units import Unit

# The field of a catalog for the native reader who looked through it: any tool can fill it in.
READER = ("reader", "Who has read this translation as a native reader, and when")
READER_NOTE = "Stays empty until a native reader has read all of it; then a name, or a role, and a date"
THE_CATALOG = "the catalog"
# How alike an old English text has to be, so that its translation is offered for the new one.
ALIKE = 0.6
# No text is broken into lines, since what stands in comments would not be whole for other tools.
WIDTH = 10**6
# What stands before the text in a line of a catalog, if it has one that counts, and a text that is whole.
_KEYWORD = re.compile(r"(?:#~\s*)?(?:msg(?:ctxt|id_plural|id|str(?:\[\d+\])?)(?![\w\[]))?\s*")
_WHOLE_TEXT = re.compile(r"\"(?:[^\"\\]|\\.)*\"")


@dataclass(frozen=True)
class Translation:
    """What a catalog says.

    told: key of a unit -> its text in the language `code`; open: units without one, in order; reader: who has
    read it, or nothing; file: its name in messages; lines: key of a unit -> the line of its entry there.
    """

    code: str
    told: dict[tuple[str, str], str]
    open: tuple[Unit, ...]
    reader: str
    file: str
    lines: dict[tuple[str, str], int]


def catalogs(docs: Path) -> list[Path]:
    """The catalogs in the folder of the words, by their codes."""
    return sorted((docs / FOLDER).glob("*.po"))


def read(path: Path, units: Iterable[Unit]) -> Translation:
    """What the catalog at `path` says of the units. Raises BadData with every mistake in it."""
    units, file = list(units), _called(path)
    catalog = _parsed(path)
    problems, told, lines, by_key = [], {}, {}, {unit.key: unit for unit in units}
    if str(catalog.locale or "").replace("_", "-") != path.stem:
        found = f"the language {shown(str(catalog.locale or '').replace('_', '-'))}"
        problems.append(Problem(file, 1, THE_CATALOG, found, f"{path.stem}, as the file is called"))
    for message in catalog:
        key = _key(message)
        if not message.id or key == READER:
            continue
        if message.pluralizable:
            problems.append(
                Problem(
                    file,
                    message.lineno or 1,
                    "an entry",
                    "plural forms",
                    "none; numbers are filled in as they are",
                )
            )
            continue
        unit, text, lines[key] = by_key.get(key), message.string, message.lineno or 1
        if unit is None or message.fuzzy or not text.strip():
            continue
        if wrong := unit.wrong(text):
            problems.append(Problem(file, lines[key], shown(unit.text), *wrong))
        else:
            told[key] = text
    if problems:
        raise BadData(problems)
    reader = catalog.get(READER[1], READER[0])
    return Translation(
        path.stem,
        told,
        tuple(unit for unit in units if unit.key not in told),
        reader.string if reader else "",
        file,
        lines,
    )


def update(path: Path, units: Iterable[Unit]) -> bool:
    """Bring the catalog at `path` up to date with the units, or begin it; whether it changed.

    The translation of a text that changed a little is kept as fuzzy, until somebody has looked at it.
    Raises BadData where the file is no catalog, or its name no language.
    """
    before = path.read_bytes() if path.exists() else b""
    old = _parsed(path) if before else None
    new = _empty(path, old)
    known = {_key(message): message for message in old or () if message.id}
    units = list({unit.key: unit for unit in units}.values())
    asked = {READER, *(unit.key for unit in units)}
    left, taken = {key: one for key, one in known.items() if key not in asked}, set()
    new.add(READER[1], _string(known.get(READER)), context=READER[0], auto_comments=[READER_NOTE])
    for unit in units:
        was, fuzzy = known.get(unit.key), False
        if was is None and (near := _nearest(unit, left)):
            # The same words in another place are no other words.
            was, fuzzy = left[near], near[1] != unit.text
            taken.add(near)
        made = new.add(
            unit.text,
            _string(was),
            locations=[(f"docs/{unit.file}", unit.line)],
            auto_comments=_comments(unit),
            user_comments=was.user_comments if was else (),
            flags={"fuzzy"} if was and (fuzzy or was.fuzzy) and _string(was) else (),
            context=unit.context,
        )
        if fuzzy and _string(was):
            made.previous_id = [was.id]
        elif was and made.fuzzy:
            made.previous_id = was.previous_id
    for key, message in left.items():
        if _string(message) and key not in taken:
            new.obsolete[key] = message
    if old:
        for key, message in old.obsolete.items():
            new.obsolete.setdefault(key, message)
    out = io.BytesIO()
    write_po(out, new, width=WIDTH, include_previous=True)
    path.parent.mkdir(exist_ok=True)
    if out.getvalue() != before:
        path.write_bytes(out.getvalue())
    return out.getvalue() != before


def _called(path: Path) -> str:
    return f"{path.parent.parent.name}/{FOLDER}/{path.name}"


def _parsed(path: Path) -> Catalog:
    _locale(path)
    text, problems = text_file.read(path.read_bytes(), _called(path), THE_CATALOG)
    if problems:
        raise BadData(problems)
    # What other tools keep of a text that nothing asks for any more, and Babel does not know.
    text = re.sub(r"(?m)^#~\|.*", "", text)
    # Babel cuts one sign off each end of a text, whatever it is.
    problems = [Problem(_called(path), number, THE_CATALOG, *told) for number, *told in _unquoted(text)]
    if problems:
        raise BadData(problems)
    try:
        catalog = read_po(io.StringIO(text), abort_invalid=True)
        for message in (*catalog, *catalog.obsolete.values()):
            _take_previous(message)
        return catalog
    except PoFileError as error:
        what = visible(error.line) or str(error).removesuffix(f" on {error.lineno}")
        found = f"a line that no catalog has ({what})"
        problem = Problem(
            _called(path), error.lineno + 1, THE_CATALOG, found, "a whole file in the format of gettext"
        )
    except (UnknownLocaleError, ValueError) as error:
        problem = Problem(_called(path), 1, THE_CATALOG, str(error), "a header as gettext writes it")
    raise BadData([problem])


def _take_previous(message: Message) -> None:
    """Find the English that a text had before where Babel leaves it, among the comments."""
    said = [one for one in message.user_comments if one.startswith("|")]
    texts = [one[one.index('"') :] for one in said if '"' in one and not one.startswith("| msgctxt")]
    message.user_comments = [one for one in message.user_comments if one not in said]
    message.previous_id = ["".join(map(unescape, texts))] if texts else []


def _unquoted(text: str) -> Iterator[tuple[int, str, str]]:
    """(line, what is there, what is expected) of each text in a catalog that is not whole, in its quotes."""
    goes_on = False
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        told = line[_KEYWORD.match(line).end() :]
        if not told or told.startswith(("#", "msg")) or _WHOLE_TEXT.fullmatch(told):
            goes_on = False
        elif not told.startswith('"'):
            # Where somebody pressed Enter within a text, it is told once.
            if not goes_on:
                found = f"a text without a straight quotation mark at its start ({visible(line)})"
                yield number, found, "one at its start and one at its end"
        elif len(told) > 1 and told.endswith('"'):
            found = f"a straight quotation mark within the text ({visible(line)})"
            yield number, found, "curly ones such as “ ” inside, and straight ones only at its start and end"
        else:
            goes_on = True
            found = f"a text whose quotation marks do not close in this line ({visible(line)})"
            yield number, found, "a straight one at its start and end"


def _locale(path: Path) -> Locale:
    try:
        locale = Locale.parse(path.stem.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        expected = "the code of a language, such as es or pt-BR"
    else:
        expected = str(locale).replace("_", "-")
        if expected == path.stem:
            return locale
    raise BadData([Problem(_called(path), 1, THE_CATALOG, f"the name {shown(path.stem)}", expected)])


def _empty(path: Path, old: Catalog | None) -> Catalog:
    """A catalog with the header of the old one and nothing in it."""
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    new = Catalog(
        locale=_locale(path),
        project="The five levels of intimacy",
        version="1",
        creation_date=moment,
        revision_date=old.revision_date if old else moment,
        last_translator=old.last_translator if old else None,
        language_team=old.language_team if old else None,
        fuzzy=False,
    )
    new.header_comment = old.header_comment if old else f"# The guide in {_locale(path).english_name}."
    return new


def _key(message: Message) -> tuple[str, str]:
    id_ = message.id[0] if isinstance(message.id, list | tuple) else message.id
    return message.context or "", id_


def _string(message: Message | None) -> str:
    string = message.string if message else ""
    return string[0] if isinstance(string, list | tuple) else string or ""


def _nearest(unit: Unit, left: dict[tuple[str, str], Message]) -> tuple[str, str] | None:
    """The key of what most likely was this unit before, among what no unit asks for any more."""
    best, most = None, ALIKE
    for key in left:
        if key[1] == unit.text and _file(key[0]) == unit.file:
            return key
        if key[0] == unit.context:
            matcher = difflib.SequenceMatcher(None, key[1], unit.text)
            if matcher.quick_ratio() > most and (ratio := matcher.ratio()) > most:
                best, most = key, ratio
    return best


def _file(context: str) -> str:
    return context.split("#")[0].split(":")[0]


def _comments(unit: Unit) -> list[str]:
    """What a translator is told of a unit, in the order of what matters."""
    return [f"kind: {unit.kind}", *([unit.note] if unit.note else [])]
