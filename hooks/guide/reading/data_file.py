"""One authored data file, read and checked for its shape."""

import json
import os
from pathlib import Path
from types import MappingProxyType

import shape
import yaml_tree
from problems import Problem

SCHEMAS = Path(__file__).parent / "schemas"


class DataFile:
    """A file under docs/ with its schema: `values` (or None), and every problem found so far.

    `whole` is False where reading stopped early, so that what is missing may only be unread.
    """

    def __init__(self, docs, name):
        """docs: the folder of the words; name: such as `levels`, for levels.yml and levels.schema.json."""
        self.name = f"{docs.name}/{name}.yml"
        schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
        try:
            data = bytes_of(docs / f"{name}.yml", docs)
        except OSError as error:
            self.values, self._lines, self.whole = None, {}, False
            self.problems = [Problem(self.name, 1, yaml_tree.THE_FILE, f"no file to read ({error.strerror or error})", schema["description"])]
            return
        tree = yaml_tree.read(data, self.name)
        self.whole = tree.whole
        self.values, self._lines, problems = shape.check(tree, schema, self.name)
        self.problems = [*tree.problems, *problems]

    def say(self, path, found, expected):
        """Note a problem at a path, such as ("levels", 0, "id")."""
        self.problems.append(Problem(self.name, self.line(path), shape.path_text(path), found, expected))

    @property
    def paths(self):
        """The path of everything that the file has, well written or not."""
        return self._lines.keys()

    def line(self, path):
        """The line of a path, or of the nearest thing around it that the file has."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)


def bytes_of(path, docs):
    """The bytes of a file, one more than can be accepted at most. Raises OSError where there is no such file to read."""
    if not inside_project(path, docs):
        raise OSError("a link to a place outside the project")
    if os.path.exists(path) and not os.path.isfile(path):
        raise OSError("not a file")
    with path.open("rb") as file:
        return file.read(yaml_tree.LARGEST + 1)


def inside_project(path, docs):
    """Whether a path, its links followed, stays in the folder that holds the words' folder `docs`."""
    return os.path.realpath(path).startswith(os.path.join(os.path.dirname(os.path.realpath(docs)), ""))


class Record:
    """Values of a file behind their names, read-only: `words.check.next`."""

    __slots__ = ("_values",)

    def __init__(self, values):
        object.__setattr__(self, "_values", MappingProxyType(values))

    def __getattr__(self, name):
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, value):
        raise AttributeError(f"{name} cannot be changed")

    def __contains__(self, name):
        return name in self._values

    def get(self, name, default=None):
        """The value, or `default` where the author left it out."""
        return self._values.get(name, default)

    def as_dict(self):
        """The values as a new dict, records inside kept."""
        return dict(self._values)


def frozen(value):
    """Dicts as Records and lists as tuples, all the way down."""
    if isinstance(value, dict):
        return Record({key: frozen(inner) for key, inner in value.items()})
    if isinstance(value, list):
        return tuple(map(frozen, value))
    return value
