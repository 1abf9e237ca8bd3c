"""The settings in mkdocs.yml that the guide depends on: each that would break it is told with its line.

What MkDocs checks by itself before it hands over, such as folders that are not there, is left to it.
"""

import re
from pathlib import Path

from guide.reading import text_file, yaml_tree
from guide.reading.folders import KIT
from guide.reading.problems import BadData, Problem, shown

WHERE_THE_EXIT_LEADS = re.compile(r"https://[\w-]+(\.[\w-]+)+(:\d+)?([/?#][^\s\"'<>\\“”‘’„«»]*)?")
ADDRESS = re.compile(r"(https?://[^\s/\"'<>]+(/\S*)?)?")
# YAML takes a plain no for an answer.
LANGUAGE = re.compile(r"(?!no$)[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
EXTENSIONS = ("admonition", "attr_list")
SEARCHES = ("search", "material/search")


def check(path: Path) -> None:
    """Raise BadData with every setting in the file at `path`, mkdocs.yml, that would break the guide."""
    if problems := _Checker(path).problems:
        raise BadData(problems)


class _Checker:
    base: "_Checker | None" = None

    def __init__(self, path: Path):
        tree = yaml_tree.read(text_file.bytes_of(path), path.name)
        self.file, self.root = path.name, tree.root
        # What a file inherits stands in another one, which is checked by itself.
        base = self._node("INHERIT")
        self.base = _Checker(path.parent / base.value) if isinstance(base, yaml_tree.Text) else None
        # Some extensions can only be set up by a tag of Python's.
        self.problems = [one for one in tree.problems if not one.found.startswith("a tag (")]
        self._text("extra.exit", WHERE_THE_EXIT_LEADS, "a full address such as https://www.wikipedia.org/")
        self._text("theme.custom_dir", re.compile(r".+"), "the folder of templates, such as overrides")
        self._text(
            "theme.language",
            LANGUAGE,
            "the code of a language, such as en, de or pt-BR; for Norwegian nb or nn",
        )
        self._text(
            "use_directory_urls",
            re.compile("(?i:false|no|off)"),
            "false; links and hosts count on pages that end in .html",
        )
        self._text("site_url", ADDRESS, 'nothing (""), or the full address of your copy', needed=False)
        self._languages()
        self._plugins()
        self._listed("markdown_extensions", EXTENSIONS)
        self._excluded()
        if not isinstance(self._node("nav"), yaml_tree.Sequence):
            self._say("nav", "no list of pages", "the pages in their order, such as - index.md")

    def _say(self, key: str, found: str, expected: str) -> None:
        self.problems.append(Problem(self.file, self._line(key), key, found, expected))

    def _find(self, key: str) -> tuple[int, yaml_tree.Node | None]:
        """(line, value) of a key such as `extra.exit`; where it is missing, the line of what is around it,
        and None.
        """
        node, line = self.root, 1
        for name in key.split("."):
            pairs = node.items if isinstance(node, yaml_tree.Mapping) else ()
            node = next((value for one, value in pairs if one.value == name), None)
            line = next((one.line for one, _ in pairs if one.value == name), line)
        if node is None and self.base:
            return line, self.base._find(key)[1]
        return line, node

    def _line(self, key: str) -> int:
        return self._find(key)[0]

    def _node(self, key: str) -> yaml_tree.Node | None:
        return self._find(key)[1]

    def _text(self, key: str, pattern: re.Pattern, expected: str, needed: bool = True) -> None:
        node = self._node(key)
        if isinstance(node, yaml_tree.Unread) or (node is None and not needed):
            return
        if not isinstance(node, yaml_tree.Text) or (node.null and needed):
            self._say(
                key,
                "nothing" if node is None or isinstance(node, yaml_tree.Text) else "no single value",
                expected,
            )
        elif not pattern.fullmatch("" if node.null else node.value):
            self._say(key, shown(node.value), expected)

    def _names(self, key: str) -> list[tuple[int, str]]:
        """(line, name) of each item of a list, which may have settings of its own behind its name."""
        node = self._node(key)
        names = []
        for item in node.items if isinstance(node, yaml_tree.Sequence | yaml_tree.Mapping) else ():
            one = item[0] if isinstance(item, tuple) else item
            one = one.items[0][0] if isinstance(one, yaml_tree.Mapping) and one.items else one
            if isinstance(one, yaml_tree.Text):
                names.append((one.line, one.value))
        return names

    def _languages(self) -> None:
        node = self._node("extra.languages")
        if isinstance(node, yaml_tree.Text) and not node.null:
            self._say("extra.languages", shown(node.value), f"a list: [{node.value}]")

    def _plugins(self) -> None:
        expected = "plugins: [], or others than a search; the guide makes its own"
        if not isinstance(self._node("plugins"), yaml_tree.Sequence | yaml_tree.Mapping):
            self._say("plugins", "nothing, by which MkDocs adds a search of its own", expected)
        for line, name in self._names("plugins"):
            if name in SEARCHES:
                self.problems.append(Problem(self.file, line, "plugins", shown(name), expected))

    def _listed(self, key: str, needed: tuple[str, ...]) -> None:
        names = {name.rpartition(".")[2] for _, name in self._names(key)}
        for name in needed:
            if name not in names:
                self._say(key, f"no {name}", f"{name} in the list; pages are written for it")

    def _excluded(self) -> None:
        node, needed = self._node("exclude_docs"), ("*.yml", f"/{KIT}/")
        excluded = node.value.split() if isinstance(node, yaml_tree.Text) else ()
        for one in needed:
            if one not in excluded:
                expected = f"{one} in a line of its own, since these files are no pages of the guide"
                self._say("exclude_docs", f"no {one}", expected)
