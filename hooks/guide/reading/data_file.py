"""One authored data file, read and checked for its shape."""

import json
from collections.abc import Iterator
from pathlib import Path

from guide.reading import shape, text_file, yaml_tree
from guide.reading.problems import Problem

SCHEMAS = Path(__file__).parents[2] / "schemas"


class DataFile:
    """A file under docs/ with its schema: `values` (or None), and every problem found so far.

    `whole` is False where reading stopped early, so that what is missing may only be unread.
    """

    def __init__(self, docs: Path, name: str):
        """docs: the folder of the words; name: such as `levels`, for levels.yml and levels.schema.json."""
        self.name = f"{docs.name}/{name}.yml"
        schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
        try:
            data = text_file.bytes_of(docs / f"{name}.yml")
        except OSError as error:
            self.values, self.lines, self.whole = None, {}, False
            found = f"no file to read ({error.strerror or error})"
            self.problems = [Problem(self.name, 1, yaml_tree.THE_FILE, found, schema["description"])]
            return
        tree = yaml_tree.read(data, self.name)
        self.whole = tree.whole
        self.values, self.lines, problems = shape.check(tree, schema, self.name)
        self.problems = [*tree.problems, *problems]

    def say(self, path: tuple, found: str, expected: str, first: tuple | None = None) -> None:
        """Note a problem at a path, such as ("levels", 0, "id"). first: the path of the first of two."""
        before = self.line(first) if first else 0
        where = shape.path_text(path)
        self.problems.append(Problem(self.name, self.line(path), where, found, expected, before))

    def line(self, path: tuple) -> int:
        """The line of a path, or of the nearest thing around it that the file has."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def listed(self, *keys: str, of: object = None) -> Iterator[tuple[tuple, dict]]:
        """(path, dict) of every dict in a list that lies behind `keys`, in spite of what may be missing or
        wrong.

        of: where to begin; the file's values if not given.
        """
        values = self.values if of is None else of
        for key in keys:
            values = values.get(key) if isinstance(values, dict) else None
        for i, item in enumerate(values or ()):
            if isinstance(item, dict):
                yield (*keys, i), item
