"""Read a YAML file as a tree of plain texts that know their lines.

Every scalar stays the text that the author wrote: `no` is "no" and `1.10` is "1.10".
What an author has no use for is refused: anchors, aliases, tags, several documents, tabs, and
characters that cannot be seen. Reading goes on after most mistakes, so that all are told at once.
"""

import re
from dataclasses import dataclass, field

import yaml

from guide.reading import text_file, yaml_mistakes
from guide.reading.problems import Problem, shown, visible

# Tabs are seen to before YAML is read; what is left of them in a text was written as "\t".
_COMMENT = re.compile(" +#")
THE_FILE = "the file"
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
    def null(self) -> bool:
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


Node = Text | Mapping | Sequence | Unread


@dataclass(frozen=True)
class Tree:
    """What a file holds: `root`, or None where nothing could be read. `whole`: reading came to the end."""

    root: Node | None
    problems: tuple[Problem, ...]
    whole: bool


class _Unreadable(Exception):
    """Reading cannot go on; the one argument is the Problem."""


def read(data: bytes, file: str) -> Tree:
    """The Tree of a YAML file.

    data: its bytes, UTF-8, with or without byte order mark, any line ends; file: its name in messages.
    Raises nothing: mistakes are in the tree's `problems`.
    """
    text, problems = text_file.read(data, file, THE_FILE)
    if text is None:
        return Tree(None, tuple(problems), False)
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            problems.append(
                Problem(file, number, THE_FILE, "a tab", "spaces; YAML does not indent with tabs")
            )
    text = text.replace("\t", "  ")
    for loader in _LOADERS:
        builder = _Builder(file, {problem.line for problem in problems})
        root, whole = builder.build(loader(text), text)
        if not builder.problems:
            break
    return Tree(root, tuple(problems + builder.problems), whole)


# The reader in C is fast; the one in Python tells better what is wrong and where.
_LOADERS = (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader)


# Stands for a key that was refused; its value is left out.
_NO_KEY = Text("", 0)
# How YAML words the mistakes that it notices only after the line in which they are.
_SEEN_LATE = (
    "found unexpected end of stream",
    "found unexpected document separator",
    "could not find expected ':'",
    "expected ',' or",
)


@dataclass
class _Open:
    """A mapping or list whose end has not come yet."""

    kind: type
    line: int
    items: list = field(default_factory=list)
    key: Text | None = None
    seen: dict[str, int] = field(default_factory=dict)


class _Builder:
    """Turns PyYAML's events into nodes, without recursion, and keeps what was read if the file turns bad."""

    def __init__(self, file: str, told_lines: set[int]):
        self.file, self.told_lines = file, told_lines
        self.problems, self.stack, self.root, self.documents, self.line = [], [], None, 0, 1
        self.stopped = False

    def build(self, loader: yaml.SafeLoader, text: str) -> tuple[Node | None, bool]:
        """(root, whole) of a YAML text, which the loader reads."""
        self.text = text
        try:
            self._read(loader)
            return self.root, True
        except _Unreadable as reason:
            self.problems.append(reason.args[0])
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            self._syntax(error, getattr(loader, "line", 0) + 1)
        finally:
            loader.dispose()
        self.stopped = True
        while self.stack:
            self._close()
        return self.root, False

    def _read(self, loader) -> None:
        last = self.text.count("\n") + 1
        while loader.check_event():
            event = loader.get_event()
            self.line = min(event.start_mark.line + 1, last)
            self._take(event)

    def _syntax(self, error: Exception, line: int) -> None:
        """Tell a syntax error. `line`: how far reading came, for errors that do not know where they are."""
        problem = getattr(error, "problem", None) or ""
        what, expected = visible(problem) or "a value that YAML cannot read", yaml_mistakes.ANYTHING
        mark, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        lines = self.text.split("\n")
        if mark and mark.line < len(lines):
            told = yaml_mistakes.told(problem, lines[mark.line], mark.column)
            what, expected = told or (what, expected)
            line = (start if start and problem.startswith(_SEEN_LATE) else mark).line + 1
            what, expected = yaml_mistakes.lookalike(lines[line - 1]) or (what, expected)
        # A tab or the like, told before, has caused an error in its line or the next.
        if not self.told_lines.intersection((line, line - 1)):
            self.problems.append(Problem(self.file, line, self._where(), f"not YAML ({what})", expected))

    def _problem(self, line: int, found: str, expected: str, first: int = 0) -> None:
        self.problems.append(Problem(self.file, line, self._where(), found, expected, first))

    def _where(self) -> str:
        """Where reading stands, as `levels[0].name`."""
        path = ""
        for open_ in self.stack:
            if open_.kind is Sequence:
                path += f"[{len(open_.items)}]"
            elif open_.key is not None:
                path += ("." if path else "") + visible(open_.key.value)
        return path or THE_FILE

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                second = Problem(
                    self.file, self.line, self._where(), "a second document (---)", "one document in the file"
                )
                raise _Unreadable(second)
            if event.version or event.tags:
                self._problem(self.line, "a YAML directive (%)", "no directives")
        elif isinstance(event, yaml.AliasEvent):
            self._problem(
                self.line, f"an alias ({visible('*' + event.anchor)})", "the text itself, written out"
            )
            self._add(Unread(self.line))
        elif isinstance(event, yaml.NodeEvent):
            if event.anchor:
                self._problem(self.line, f"an anchor ({visible('&' + event.anchor)})", "no anchors")
            if event.tag:
                tag = visible(event.tag.replace("tag:yaml.org,2002:", "!!"))
                self._problem(self.line, f"a tag ({tag})", "no tags; every value is read as text")
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            else:
                self.stack.append(
                    _Open(Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence, self.line)
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        value = event.value
        # Written as an escape, such as "\u0007", it was not seen in the file itself.
        unseen = text_file.UNSEEN_OR_TAB.search(value)
        told = text_file.told_unseen(unseen[0]) if unseen else text_file.broken(value)
        if told and not self.told_lines.intersection(range(self.line, event.end_mark.line + 2)):
            self._problem(self.line, *told)
        value = text_file.UNSEEN_OR_TAB.sub("?", value)
        plain = not event.style
        cut = plain and _COMMENT.match(self.text, event.end_mark.index) is not None
        self._add(Text(value, self.line, not plain, cut))

    def _close(self) -> None:
        top = self.stack.pop()
        self._add(top.kind(tuple(top.items), top.line))

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if top.kind is Sequence:
            top.items.append(node)
        elif top.key is None:
            if not isinstance(node, Text):
                if not self.stopped and not isinstance(node, Unread):
                    self._problem(
                        node.line, "a key that is not a text", "a key, then a colon, then its value"
                    )
                node = _NO_KEY
            top.key = node
        else:
            self._add_value(top, node)

    def _add_value(self, top: _Open, node: Node) -> None:
        key, top.key = top.key, None
        if key is _NO_KEY:
            return
        if key.value in top.seen:
            first = top.seen[key.value]
            self._problem(key.line, f"the key {shown(key.value)} a second time", "each key once", first)
        else:
            top.seen[key.value] = key.line
            top.items.append((key, node))
