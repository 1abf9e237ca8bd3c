"""The authors' data files as tests take them apart, change them and write them back."""

import json
from decimal import Decimal

import yaml

import shape
import yaml_tree
from conftest import ROOT

DOCS = ROOT / "docs"
NAMES = ("levels", "words", "helplines", "sources")
SCHEMAS = {name: json.loads((ROOT / f"hooks/schemas/{name}.schema.json").read_text(encoding="utf-8")) for name in NAMES}
REAL = {name: (DOCS / f"{name}.yml").read_text(encoding="utf-8") for name in NAMES}


def read(data, name="levels"):
    """(values, lines, problems) of a data file's shape; `data`: its text or its bytes."""
    tree = yaml_tree.read(data.encode() if isinstance(data, str) else data, f"{name}.yml")
    values, lines, problems = shape.check(tree, SCHEMAS[name], f"{name}.yml")
    return values, lines, [*tree.problems, *problems]


def plain(value):
    """Values as an author writes them: nothing for what was left out, and plain numbers."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return float(value) if value % 1 else int(value)
    return value


def dump(values):
    """Values as YAML, each of them in a line of its own."""
    return yaml.safe_dump(values, allow_unicode=True, width=10**6, sort_keys=False)


def at(values, path):
    """What lies behind a path of keys and positions."""
    for step in path:
        values = values[step]
    return values
