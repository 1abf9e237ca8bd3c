"""The bytes of a file as text, and what in it can never be meant for readers."""

import re
from pathlib import Path

from guide.reading.problems import Problem

# Control characters, line separators, and marks that override the direction of text or cannot be seen.
# Not among them: what some scripts need, such as the soft hyphen, the break and the joiners without width,
# and the two marks that only tell a direction.
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u2028-\u202e"
    "\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
)
UNSEEN, UNSEEN_OR_TAB = re.compile(f"[{_UNSEEN}]"), re.compile(f"[{_UNSEEN}\t\r]")
# A letter that was lost, and letters of UTF-8 that some program took for another encoding: "ü" as "Ã¼", "’"
# as "â€™".
# A word in capitals may end in Ã and be followed by a mark or a blank, so these tell nothing behind a
# capital.
_LOST = "\ufffd"
_GARBLED = re.compile(
    "Ã[¡-ª¬-º¼-¿€‚ƒ„†‡ˆ‰ŠŒŽ•˜™šœžŸ]|(?<![A-Z])[ÃÂ][\xa0-¿‘’“”–—…‹›]|â€|ï»¿",
)
# What a version control system writes around two versions of the same lines, and between them.
_CONFLICT = re.compile(r"[ \t]*(<{7}|\|{7}|={7}|>{7})(?=[ \t\r]|$)")
_UNDERLINE = "======="
_NOT_UTF_8 = "UTF-8; save the file with this encoding"


def read(data: bytes, file: str, where: str, underlined: bool = False) -> tuple[str | None, list[Problem]]:
    """(text, problems) of a file: line ends as \\n, what cannot be seen as "?"; None where it is not text at
    all.

    data: its bytes; file and where: how the file, and what is wrong in it, are called in messages;
    underlined: whether a line of = may make a heading of the line above, as in Markdown.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(0) > len(data) // 4:
        return None, [Problem(file, 1, where, "a file in UTF-16 or UTF-32", _NOT_UTF_8)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
        return None, [Problem(file, line, where, "a byte that is not UTF-8", _NOT_UTF_8)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    # The text as a whole first: hardly any file has such a line.
    looked_at = enumerate(lines, 1) if _unseen(text) or broken(text) else ()
    problems = [
        Problem(file, number, where, *told)
        for number, line in looked_at
        for told in (_unseen(line), broken(line))
        if told
    ]
    problems += [Problem(file, number, where, *told) for number, told in _conflicts(lines, underlined)]
    return UNSEEN.sub("?", text), problems


def _unseen(line: str) -> tuple[str, str] | None:
    found = UNSEEN.search(line)
    return told_unseen(found[0]) if found else None


def broken(text: str) -> tuple[str, str] | None:
    """(what is there, what is expected) for the first letter that was lost or garbled on its way into a text,
    or None.
    """
    if _LOST in text:
        return "the character U+FFFD, which stands for a letter that was lost", "the letter itself"
    if garbled := _GARBLED.search(text):
        found = f'"{garbled[0]}", letters that were read in the wrong encoding'
        return found, "the letter or mark itself; save the file as UTF-8"
    return None


def _conflicts(lines: list[str], underlined: bool) -> list[tuple[int, tuple[str, str]]]:
    """(line, (what is there, what is expected)) of each mark that a merge left in a file."""
    marks = {number: found[1] for number, line in enumerate(lines, 1) if (found := _CONFLICT.match(line))}
    if underlined and {*marks.values()} <= {_UNDERLINE}:
        # Without another mark in the file, it is a line under a heading where there is text to make a heading
        # of.
        marks = {
            number: mark
            for number, mark in marks.items()
            if lines[number - 1].strip() != _UNDERLINE or number == 1 or not lines[number - 2].strip()
        }
    expected = "one version of the lines, without the marks of a merge"
    return [(number, (f'"{mark}", which a merge left behind', expected)) for number, mark in marks.items()]


def told_unseen(character: str) -> tuple[str, str]:
    """(what is there, what is expected) for a character that cannot be seen."""
    return f"the character U+{ord(character):04X}, which cannot be seen", "only characters that can be seen"


def bytes_of(path: Path) -> bytes:
    """The bytes of a file. Raises OSError where there is no such file to read."""
    if path.exists() and not path.is_file():
        raise OSError("not a file")
    return path.read_bytes()


def markdown_files(folder: Path) -> list[Path]:
    """The paths of all pages in a folder, at any depth, in order; hidden ones are left out as by MkDocs."""
    paths = sorted(Path(folder).rglob("*.md"))
    return [
        path for path in paths if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
