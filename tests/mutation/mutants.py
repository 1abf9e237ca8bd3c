"""Small mistakes put into code, one at a time: mutants of a Python module by its syntax tree, of a script by its tokens.

Sentences are left alone: what a message says is not what the code decides.
"""

import ast
import copy
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    """The source of a file with one mistake in it. `line` is where, `change` what, for a table."""

    line: int
    change: str
    source: str


COMPARISONS = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}  # fmt: skip
SUMS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr}


def of_python(source):
    """Every mutant of a Python module's source."""
    tree = ast.parse(source)
    _mark_docstrings(tree)
    found = []
    for number, node in enumerate(ast.walk(tree)):
        for change in _changes(node):
            other = copy.deepcopy(tree)
            target = next(one for i, one in enumerate(ast.walk(other)) if i == number)
            told = change(target)
            text = ast.unparse(ast.fix_missing_locations(other))
            found.append(Mutant(getattr(node, "lineno", 0), told, text))
    return found


def _mark_docstrings(tree):
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node, clean=False) is not None:
            node.body[0].docstring = node.body[0].value.docstring = True
        if isinstance(node, ast.JoinedStr):
            for part in node.values:
                part.of_text = True
        for statement in getattr(node, "body", ()) if isinstance(node, (ast.FunctionDef, ast.If, ast.For, ast.With, ast.Try, ast.While)) else ():
            statement.in_block = True
        if isinstance(node, ast.arguments) or isinstance(node, ast.AnnAssign):
            for inner in ast.walk(getattr(node, "annotation", None) or ast.Pass()):
                inner.of_text = True


def _changes(node):
    """Functions that each put one mistake into a node like this one and say which."""
    if isinstance(node, ast.Compare):
        for i, op in enumerate(node.ops):
            for other in COMPARISONS.get(type(op), ()):
                yield lambda n, i=i, other=other: _set(n.ops, i, other())
    elif isinstance(node, ast.BoolOp):
        yield lambda n: _set(n, "op", ast.Or() if isinstance(n.op, ast.And) else ast.And())
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in SUMS and not _is_text(node):
        yield lambda n: _set(n, "op", SUMS[type(n.op)]())
    elif isinstance(node, ast.Constant) and not hasattr(node, "docstring") and not hasattr(node, "of_text"):
        yield from _constants(node.value)
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield lambda n: _set(n, "value", ast.Constant(None))
    if isinstance(node, (ast.If, ast.While, ast.IfExp)):
        yield lambda n: _set(n, "test", ast.UnaryOp(ast.Not(), n.test), "the condition negated")
    elif isinstance(node, ast.comprehension):
        for i in range(len(node.ifs)):
            yield lambda n, i=i: _set(n.ifs, i, ast.UnaryOp(ast.Not(), n.ifs[i]), "the condition negated")
    if hasattr(node, "in_block") and not hasattr(node, "docstring") and _can_go(node):
        yield _remove


def _constants(value):
    if isinstance(value, bool):
        yield lambda n: _set(n, "value", not n.value)
    elif isinstance(value, (int, float)):
        yield lambda n: _set(n, "value", n.value + 1)
    elif isinstance(value, str) and value and not re.search(r"\S\s+\S", value):
        yield lambda n: _set(n, "value", n.value + "x")


def _is_text(node):
    sides = [getattr(node, "left", None), getattr(node, "right", None), getattr(node, "value", None)]
    return any(isinstance(side, ast.JoinedStr) or (isinstance(side, ast.Constant) and isinstance(side.value, (str, bytes))) for side in sides)


def _is_none(node):
    return isinstance(node, ast.Constant) and node.value is None


def _can_go(node):
    if isinstance(node, ast.Assign):
        # Without a plain name's value nothing would run at all, which is no mistake that anyone makes.
        return not all(isinstance(target, (ast.Name, ast.Tuple)) for target in node.targets)
    return isinstance(node, (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break))


def _set(holder, key, value, told=None):
    before = holder[key] if isinstance(holder, list) else getattr(holder, key)
    if isinstance(holder, list):
        holder[key] = value
    else:
        setattr(holder, key, value)
    return told or f"{_word(before)} becomes {_word(value)}"


def _word(value):
    if isinstance(value, ast.Constant):
        return repr(value.value)
    if isinstance(value, ast.expr):
        return ast.unparse(value)[:50]
    return type(value).__name__ if isinstance(value, ast.AST) else repr(value)[:50]


def _remove(node):
    told = f"without {ast.unparse(node)[:50]}"
    fresh = ast.Pass()
    node.__class__, node.__dict__ = fresh.__class__, dict(fresh.__dict__)
    return told


# ---- Scripts.

_TOKEN = re.compile(
    r"(?P<skip>//[^\n]*|/\*.*?\*/|`(?:\\.|[^`\\])*`)|(?P<text>\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')|(?P<number>\b\d+(?:\.\d+)?(?:e-?\d+)?\b)"
    r"|(?P<name>[A-Za-z_$][\w$]*)|(?P<sign>=>|===|!==|>=|<=|&&|\|\||\?\?|\+=|\+\+|--|\.\.\.|\?\.|[-+*/%<>!?:=.,;(){}\[\]])",
    re.S,
)
_SIGNS = {
    ">=": (">", "<"), "<=": ("<", ">"), ">": (">=", "<="), "<": ("<=", ">="), "===": ("!==",), "!==": ("===",), "&&": ("||",), "||": ("&&",), "??": ("&&",),
    "+": ("-",), "-": ("+",), "*": ("/",), "/": ("*",), "+=": ("-=",), "!": ("",),
}  # fmt: skip
_NAMES = {
    "true": ("false",), "false": ("true",), "null": ("0",), "some": ("every",), "every": ("some",), "max": ("min",), "min": ("max",), "atLeast": ("above",), "above": ("atLeast",),
    "sharing": ("response",), "response": ("sharing",), "higher": ("lower",), "lower": ("higher",), "high": ("low",), "low": ("high",),
}  # fmt: skip
_RETURN = re.compile(r"\breturn (?![;{])([^;{}]+);")
_IF = re.compile(r"\bif \(")


def of_script(source):
    """Every mutant of a script's source."""
    found = []

    def note(start, end, new, told=None):
        line = source.count("\n", 0, start) + 1
        found.append(Mutant(line, told or f"{source[start:end]} becomes {new or 'nothing'}", source[:start] + new + source[end:]))

    for token in _TOKEN.finditer(source):
        kind, text, start, end = token.lastgroup, token[0], token.start(), token.end()
        if kind == "sign":
            # A minus before a number is told with the number.
            for other in _SIGNS.get(text, ()):
                note(start, end, other)
        elif kind == "name" and source[start - 1] not in "\"'":
            for other in _NAMES.get(text, ()):
                note(start, end, other)
        elif kind == "number":
            note(start, end, f"({text} + 1)")
        elif kind == "text" and not re.search(r"\s", text):
            note(start, end, f"{text[:-1]}x{text[-1]}")
    for found_return in _RETURN.finditer(source):
        if found_return[1] == "null":
            continue
        note(found_return.start(1), found_return.end(1), "null", f"return {found_return[1][:40]} becomes return null")
    for found_if in _IF.finditer(source):
        close = _closing(source, found_if.end())
        note(found_if.end(), close, f"!({source[found_if.end() : close]})", f"if ({source[found_if.end() : close][:40]}) negated")
    return found


def _closing(source, place):
    """Where the parenthesis that was opened before `place` closes."""
    depth = 1
    while depth:
        depth += {"(": 1, ")": -1}.get(source[place], 0)
        place += 1
    return place - 1
