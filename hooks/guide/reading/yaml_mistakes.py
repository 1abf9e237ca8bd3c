"""The commonest mistakes in YAML in plain words, for an author who has never read its grammar.

PyYAML tells what its scanner or parser met. What an author did to get there can be seen in the line.
"""

import re

ANYTHING = "YAML: check indent, colons, dashes and quotation marks"
_QUOTES = "quotation marks around the whole text"
_INDENT = "the same indent as the lines that it belongs with"

# How PyYAML's words begin, what an author has written there, and what is expected.
_PLAIN = (
    (
        "could not find expected ':'",
        "a line without a colon, or without a blank after its colon or dash",
        "a key, a colon, a blank and a value",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark that is not closed",
        "the same mark at the end of the text",
    ),
    (
        "found unexpected document separator",
        "a quotation mark that is not closed",
        "the same mark at the end of the text",
    ),
    (
        "expected ',' or ']'",
        "a bracket [ that is not closed",
        f"commas and a ] in the same line; or {_QUOTES}",
    ),
    (
        "expected ',' or '}'",
        "a brace { that is not closed",
        f"commas and a }} in the same line; or {_QUOTES}",
    ),
    (
        "sequence entries are not allowed here",
        "a dash where no list can begin",
        "the dash in a line of its own below its key; or quotation marks",
    ),
    (
        "found unknown escape character",
        "a backslash in double quotation marks",
        "single quotation marks, or two backslashes",
    ),
    (
        "expected escape sequence of",
        "a backslash in double quotation marks",
        "single quotation marks, or two backslashes",
    ),
    ("expected chomping or indentation", "a text that begins with | or >", _QUOTES),
    ("expected a comment or a line break", "a text that begins with | or >", _QUOTES),
    ("expected alphabetic or numeric character", "a text that begins with * or &", _QUOTES),
    ("found undefined tag handle", "a text that begins with !", _QUOTES),
    ("mapping keys are not allowed here", "a text that begins with ?", _QUOTES),
    (
        "expected the node content",
        "a comma, colon or bracket where a value would be",
        f"a value; or {_QUOTES}",
    ),
)
_BAD_START = re.compile(r"found character '(\\?.)' that cannot start any token")


# A key, or a dash, with what only looks like a colon or a blank behind it.
_LOOKALIKE = re.compile(
    r"^ *(?:- *)*(?:[\w-]+ *(?:(：)|:([\u00a0\u2000-\u200b\u202f\u3000]))|-([\u00a0\u3000]))"
)
_NAMES = {"\u00a0": "a no-break space", "\u202f": "a narrow no-break space", "\u3000": "a full-width space"}


def told(problem: str, line: str, column: int) -> tuple[str, str] | None:
    """(what is there, what is expected) for a mistake, or None where PyYAML's own words are the best there
    are.

    problem: what PyYAML says; line: the text of the line at which it stopped; column: how far in that line.
    """
    for begin, found, expected in _PLAIN:
        if problem.startswith(begin):
            return found, expected
    if bad := _BAD_START.match(problem):
        return f"a text that begins with {bad[1]}", _QUOTES
    before = line[:column]
    if problem.startswith("mapping values are not allowed here"):
        if re.search(r":\s", before):
            return "a colon and a blank within a text", _QUOTES
        return "a key that cannot stand here", f"{_INDENT}, and a colon after the key in the line above"
    if problem.startswith("expected <block end>"):
        if before.strip(" -?"):
            return "more text after a closing mark", f"{_QUOTES}, with other marks or none inside"
        return "a line whose indent fits nothing above it", _INDENT
    return None


def lookalike(line: str) -> tuple[str, str] | None:
    """(what is there, what is expected) for a line with a sign behind its key that only looks like a colon or
    a blank.
    """
    found = _LOOKALIKE.match(line)
    if not found:
        return None
    if found[1]:
        return "a full-width colon (U+FF1A) behind the key", "a plain colon and a plain blank"
    sign = found[2] or found[3]
    name = _NAMES.get(sign, "a character that only looks like a blank")
    return f"{name} (U+{ord(sign):04X}) behind the {'colon' if found[2] else 'dash'}", "a plain blank"
