"""Read a YAML file as a tree of plain texts that know their lines.

Every scalar stays the text that the author wrote: `no` is "no" and `1.10` is "1.10".
What an author has no use for is refused: anchors, aliases, tags, several documents, tabs, and
characters that cannot be seen. Reading goes on after most mistakes, so that all are told at once.
"""

import re
from dataclasses import dataclass

import yaml

import yaml_mistakes
from problems import MOST_TOLD, Problem, shown, visible

LARGEST = 500_000  # bytes; ten times the guide's largest file, and read within seconds
DEEPEST = 12  # mappings and lists inside each other; the guide's own files need seven

# Control characters, line separators, and marks that turn the direction of text or cannot be seen.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# Line ends and tabs are seen to before YAML is read; what is left of them in a text was written as "\\t" or "\\r".
_UNSEEN_ESCAPED = re.compile(_UNSEEN.pattern[:-1] + "\t\r]")
_COMMENT = re.compile(" +#")
THE_FILE = "the file"
# PyYAML mostly comes with a reader that is many times faster. It tells less well what is wrong and where.
_FAST = yaml.CSafeLoader if yaml.__with_libyaml__ else None
# It also takes this for a comment, which the other does not.
_NO_COMMENT = re.compile(r"[|>][-+\d]*#")
_PLAIN_NULL = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True)
class Text:
    """One scalar.

    `quoted` tells that the author put it into quotation marks; `null` that there is nothing;
    `cut` that a comment follows in its line, which may be the rest of a text with a # in it.
    """

    value: str
    line: int
    quoted: bool = False
    cut: bool = False

    @property
    def null(self):
        return not self.quoted and self.value in _PLAIN_NULL


@dataclass(frozen=True)
class Mapping:
    """Keys (Text) with their nodes, in the order of the file, duplicates already taken out."""

    items: tuple
    line: int


@dataclass(frozen=True)
class Sequence:
    """Nodes in the order of the file."""

    items: tuple
    line: int


@dataclass(frozen=True)
class Unread:
    """A value that was refused already, so that nothing more is to be said about it."""

    line: int


@dataclass(frozen=True)
class Tree:
    """What a file holds. `root` is None where nothing could be read; `whole` is False where reading stopped early."""

    root: Text | Mapping | Sequence | Unread | None
    problems: tuple
    whole: bool


class _Unreadable(Exception):
    pass


def read(data, file):
    """The Tree of a YAML file.

    `data`: its bytes, UTF-8, with or without byte order mark, any line ends.
    `file`: its name in messages.
    Raises nothing: mistakes are in the tree's `problems`.
    """
    problems = []
    try:
        text = _decode(data, file)
    except _Unreadable as reason:
        return Tree(None, (reason.args[0],), False)
    clean = []
    for number, line in enumerate(text.split("\n"), 1):
        unseen = _UNSEEN.search(line)
        if unseen:
            problems.append(_unseen(file, number, unseen[0]))
            line = _UNSEEN.sub("?", line)
        if "\t" in line:
            problems.append(Problem(file, number, THE_FILE, "a tab", "spaces; YAML does not indent with tabs"))
            line = line.replace("\t", "  ")
        if len(problems) >= MOST_TOLD:
            return Tree(None, (*problems, _too_many(file, number, THE_FILE)), False)
        clean.append(line)
    text, told_lines = "\n".join(clean), {p.line for p in problems}
    root = _Builder(file, told_lines).faultless(text)
    if root:
        return Tree(root, tuple(problems), True)
    builder = _Builder(file, told_lines)
    root, whole = builder.build(text)
    return Tree(root, tuple(problems + builder.problems), whole)


def _decode(data, file):
    if len(data) > LARGEST:
        raise _Unreadable(Problem(file, 1, THE_FILE, f"a file of more than {LARGEST:,} bytes", f"at most {LARGEST:,} bytes"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Unreadable(Problem(file, 1, THE_FILE, "a file in UTF-16 or UTF-32", "UTF-8; save the file with this encoding"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
        raise _Unreadable(Problem(file, line, THE_FILE, "a byte that is not UTF-8", "UTF-8; save the file with this encoding"))
    if "\0" in text and text.count("\0") > len(text) // 4:
        raise _Unreadable(Problem(file, 1, THE_FILE, "a file in UTF-16 or UTF-32", "UTF-8; save the file with this encoding"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unseen(file, line, character, where=THE_FILE):
    return Problem(
        file, line, where, f"the character U+{ord(character):04X}, which cannot be seen", "only characters that can be seen"
    )


def _too_many(file, line, where):
    return Problem(file, line, where, f"{MOST_TOLD} mistakes, and what follows was not read", "those above mended first")


# Stands for a key that was refused; its value is left out.
_NO_KEY = Text("", 0)
# How YAML words the mistakes that it notices only after the line in which they are.
_SEEN_LATE = ("found unexpected end of stream", "found unexpected document separator", "could not find expected ':'", "expected ',' or")


class _Open:
    """A mapping or list whose end has not come yet."""

    def __init__(self, kind, line, flow):
        self.kind, self.line, self.flow, self.items, self.key, self.seen = kind, line, flow, [], None, {}


class _Builder:
    """Turns PyYAML's events into nodes, without recursion, and keeps what was read when the file turns bad."""

    def __init__(self, file, told_lines):
        self.file, self.told_lines = file, told_lines
        self.problems, self.stack, self.root, self.documents, self.line = [], [], None, 0, 1
        self.stopped = self.doubtful = False

    def faultless(self, text):
        """The root of a YAML text in which nothing is wrong, read fast; or None."""
        if not _FAST or _NO_COMMENT.search(text):
            return None
        try:
            self._read(text, _FAST(text))
        except (_Unreadable, yaml.YAMLError, ValueError, OverflowError):
            return None
        return None if self.problems or self.doubtful else self.root

    def build(self, text):
        """(root, whole) of a YAML text."""
        loader = yaml.SafeLoader(text)
        try:
            self._read(text, loader)
            return self.root, True
        except _Unreadable as reason:
            self.problems.append(reason.args[0])
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            self._syntax(error, loader.line + 1)
        finally:
            loader.dispose()
        self.stopped = True
        while self.stack:
            self._close()
        return self.root, False

    def _read(self, text, loader):
        self.text, last = text, text.count("\n") + 1
        while loader.check_event():
            event = loader.get_event()
            self.line = min(event.start_mark.line + 1, last)
            self._take(event)

    def _syntax(self, error, line):
        """Tell a syntax error. `line`: how far reading came, for errors that do not know where they are."""
        problem = getattr(error, "problem", None) or ""
        what, expected = visible(problem) or "a value that YAML cannot read", yaml_mistakes.ANYTHING
        mark, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        if mark:
            what, expected = yaml_mistakes.told(problem, self.text.split("\n")[mark.line], mark.column) or (what, expected)
            line = (start if start and problem.startswith(_SEEN_LATE) else mark).line + 1
        # A tab or the like, told before, has caused an error in its line or the next.
        if not self.told_lines.intersection((line, line - 1)):
            self.problems.append(Problem(self.file, line, self._where(), f"not YAML ({what})", expected))

    def _problem(self, line, found, expected):
        if len(self.problems) >= MOST_TOLD:
            raise _Unreadable(_too_many(self.file, line, self._where()))
        self.problems.append(Problem(self.file, line, self._where(), found, expected))

    def _where(self):
        """Where reading stands, as `levels[0].name`."""
        path = ""
        for open_ in self.stack:
            if open_.kind == "sequence":
                path += f"[{len(open_.items)}]"
            elif open_.key is not None:
                path += ("." if path else "") + visible(open_.key.value)
        return path or THE_FILE

    def _take(self, event):
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _Unreadable(Problem(self.file, self.line, self._where(), "a second document (---)", "one document in the file"))
            if event.version or event.tags:
                self._problem(self.line, "a YAML directive (%)", "no directives")
        elif isinstance(event, yaml.AliasEvent):
            self._problem(self.line, f"an alias ({visible('*' + event.anchor)})", "the text itself, written out")
            self._add(Unread(self.line))
        elif isinstance(event, yaml.NodeEvent):
            if event.anchor:
                self._problem(self.line, f"an anchor ({visible('&' + event.anchor)})", "no anchors")
            if event.tag:
                self._problem(self.line, f"a tag ({visible(event.tag.replace('tag:yaml.org,2002:', '!!'))})", "no tags; every value is read as text")
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            else:
                self._open("mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence", event.flow_style)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()

    def _scalar(self, event):
        value = event.value
        unseen = _UNSEEN_ESCAPED.search(value)
        if unseen:
            last = event.end_mark.line + 1
            if not self.told_lines.intersection(range(self.line, last + 1)):
                told = _unseen(self.file, self.line, unseen[0], self._where())
                self._problem(told.line, told.found, told.expected)
            value = _UNSEEN_ESCAPED.sub("?", value)
        plain = not event.style
        # Readers do not agree on `[like this? or not]`.
        if plain and "?" in value and self.stack and self.stack[-1].flow:
            self.doubtful = True
        self._add(Text(value, self.line, not plain, plain and self._comment_after(event.end_mark)))

    def _comment_after(self, mark):
        return _COMMENT.match(self.text, mark.index) is not None

    def _open(self, kind, flow):
        if len(self.stack) == DEEPEST:
            raise _Unreadable(Problem(self.file, self.line, self._where(), "values nested too deeply", f"at most {DEEPEST} levels of nesting"))
        self.stack.append(_Open(kind, self.line, flow))

    def _close(self):
        top = self.stack.pop()
        kind = Mapping if top.kind == "mapping" else Sequence
        self._add(kind(tuple(top.items), top.line))

    def _add(self, node):
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if top.kind == "sequence":
            top.items.append(node)
        elif top.key is None:
            if not isinstance(node, Text):
                if not self.stopped and not isinstance(node, Unread):
                    self._problem(node.line, "a key that is not a text", "a key, then a colon, then its value")
                node = _NO_KEY
            top.key = node
        else:
            key, top.key = top.key, None
            if key is _NO_KEY:
                return
            if key.value in top.seen:
                first = top.seen[key.value]
                self._problem(key.line, f"the key {shown(key.value)} a second time (first in line {first})", "each key once")
            else:
                top.seen[key.value] = key.line
                top.items.append((key, node))
