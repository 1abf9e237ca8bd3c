"""Which files may lie in the folders of words and of templates: all there is published, or makes what is.

A backup, a list of clients or a note would go online too, so any other file is refused by its name.
"""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from guide.reading import text_file
from guide.reading.data_file import SCHEMAS
from guide.reading.problems import Problem
from guide.reading.yaml_tree import THE_FILE

PICTURES = (".avif", ".jpg", ".png", ".svg", ".webp")
PUBLISHED = (".md", *PICTURES, ".pdf", ".woff2")
TEMPLATES = (".css", ".html", ".js")
HOSTING = "hosting"
FOR_HOSTS = ("Caddyfile", "_headers", "apache.htaccess", "five-levels.php", "lighttpd.conf", "nginx.conf")
# The pages of the kit for those who study the self-check: no readers are led there.
KIT = "kit"
# The catalogs of other languages.
LANGUAGES = "languages"


def check(docs: Path, overrides: Path) -> list[Problem]:
    """Every problem of the files in both folders: strays, names that clash, and broken text.

    docs: the folder of the words; overrides: that of templates, style and scripts.
    """
    data = {path.name.replace(".schema.json", ".yml") for path in SCHEMAS.glob("*.schema.json")}
    words, templates = list(_files(docs)), list(_files(overrides))
    problems = [*_clashes(docs, words), *_clashes(overrides, templates)]
    for name in words:
        if name.startswith(f"{LANGUAGES}/") and name.endswith(".po"):
            # A catalog is looked at as a whole, with what it translates.
            continue
        if name in data:
            problems += _broken(docs, name)
        elif Path(name).suffix not in PUBLISHED:
            known = f"{', '.join(PUBLISHED)}, and {', '.join(sorted(data))}"
            expected = f"pages and what they show ({known}); keep other files elsewhere"
            problems.append(_stray(docs, name, expected))
    for name in templates:
        folder, _, last = name.rpartition("/")
        if last in FOR_HOSTS if folder == HOSTING else Path(name).suffix in TEMPLATES:
            problems += _broken(overrides, name)
        else:
            expected = ", ".join(FOR_HOSTS if folder == HOSTING else TEMPLATES)
            problems.append(_stray(overrides, name, f"only {expected}; keep other files elsewhere"))
    return problems


def published(docs: Path) -> set[str]:
    """The names of all files in the folder of the words that readers can be led to."""
    return {name for name in _files(docs) if Path(name).suffix in PUBLISHED and not in_kit(name)}


def in_kit(name: str) -> bool:
    """Whether a file in the folder of the words is one of the kit's."""
    return name.startswith(f"{KIT}/")


def _files(folder: Path) -> Iterator[str]:
    """The names of all files in a folder and those inside it, hidden ones left out as MkDocs does."""
    for inner, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__pycache__")))
        for name in sorted(names):
            if not name.startswith("."):
                yield (Path(inner) / name).relative_to(folder).as_posix()


def _stray(folder: Path, name: str, expected: str) -> Problem:
    return Problem(f"{folder.name}/{name}", 1, THE_FILE, "a file that the guide has no use for", expected)


def _broken(folder: Path, name: str) -> list[Problem]:
    """What is wrong in a file's text; what cannot be read at all is told by whoever needs it."""
    try:
        data = text_file.bytes_of(folder / name)
    except OSError:
        return []
    return text_file.read(data, f"{folder.name}/{name}", THE_FILE)[1]


def _clashes(folder: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Names of files or folders that some systems take for one and the same."""
    first: dict[str, str] = {}
    for name in names:
        parts = name.split("/")
        for end in range(1, len(parts) + 1):
            part = "/".join(parts[:end])
            other = first.setdefault(unicodedata.normalize("NFC", part).casefold(), part)
            if other != part:
                found = f'a name that some systems take for that of "{folder.name}/{other}"'
                yield Problem(
                    f"{folder.name}/{part}", 1, THE_FILE, found, "names that differ in more than capitals"
                )
