"""The authors' data files as tests take them apart, change them and write them back."""

import json
from dataclasses import is_dataclass
from decimal import Decimal

import pytest
import yaml

from copies import ROOT
from guide.model.guide import FILES as NAMES
from guide.pages.site import Site
from guide.reading import shape, yaml_tree
from guide.reading.problems import BadData

DOCS, OVERRIDES = ROOT / "docs", ROOT / "overrides"
SCHEMAS = {name: json.loads((ROOT / f"hooks/schemas/{name}.schema.json").read_bytes()) for name in NAMES}
REAL = {name: (DOCS / f"{name}.yml").read_text(encoding="utf-8") for name in NAMES}


def read(data, name="levels"):
    """(values, lines, problems) of a data file's shape; `data`: its text or its bytes."""
    tree = yaml_tree.read(data.encode() if isinstance(data, str) else data, f"{name}.yml")
    values, lines, problems = shape.check(tree, SCHEMAS[name], f"{name}.yml")
    return values, lines, [*tree.problems, *problems]


def problems_of(docs, overrides=OVERRIDES):
    """The problems of everything under a folder of words, and under one of templates."""
    try:
        Site.read(docs, overrides)
    except BadData as bad:
        return bad.problems
    return ()


def told(docs, overrides=OVERRIDES):
    """Each of these problems as its author reads it."""
    return [str(problem) for problem in problems_of(docs, overrides)]


def texts(value):
    """Every text inside a value of the guide, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts(inner)
    elif is_dataclass(value):
        yield from texts(tuple(vars(value).values()))
    elif hasattr(value, "values"):
        yield from texts(tuple(value.values()))


def table(name):
    """The cases of a table in tests/bad/, each named by its first column."""
    rows = yaml.safe_load((ROOT / f"tests/bad/{name}.yml").read_text(encoding="utf-8"))
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


def plain(value):
    """Values as an author writes them: nothing for what was left out, and plain numbers."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return float(value) if value % 1 else int(value)
    return value


def values_of(docs, name="levels"):
    """The plain values of a data file in a folder of words."""
    return plain(read((docs / f"{name}.yml").read_bytes(), name)[0])


class _Dumper(yaml.SafeDumper):
    """Indents lists as our own files do."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


def dump(values):
    """Values as YAML, each of them in a line of its own."""
    return yaml.dump(values, Dumper=_Dumper, allow_unicode=True, width=10**6, sort_keys=False)


def write(docs, values, name="levels"):
    """Write values as a data file in a folder of words."""
    (docs / f"{name}.yml").write_text(dump(values), encoding="utf-8")


def at(values, path):
    """What lies behind a path of keys and positions."""
    for step in path:
        values = values[step]
    return values
