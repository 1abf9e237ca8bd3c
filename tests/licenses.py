"""What the packages of an environment say of their licenses and ask for, as JSON: `python tests/licenses.py`.

Needs the standard library alone, so that it runs in any environment.
"""

import json
import re
from importlib.metadata import distributions

# Longer than a name is the license itself; its name then stands elsewhere.
LONGEST_NAME = 80


def said_of_itself(package):
    """(license expression or "", other words for the license, names of the packages that it asks for).

    It may ask for some only where more is wanted of it, such as the faster parts of a server.
    """
    told = package.metadata
    words = {
        one.rpartition(" :: ")[2] for one in told.get_all("Classifier", []) if one.startswith("License ::")
    }
    words = {told.get("License", "").strip(), *words} - {"", "UNKNOWN"}
    if not words:
        files = (path for path in package.files or () if re.search(r"/licen[cs]e[^/]*$", str(path), re.I))
        words = {path.read_text(encoding="utf-8").strip().splitlines()[0] for path in files}
    asked = {re.match(r"[\w.-]+", one)[0] for one in package.requires or ()}
    names = sorted(word for word in words if len(word) < LONGEST_NAME)
    return told.get("License-Expression", ""), names, sorted(map(_plain, asked))


def _plain(name):
    """A name as locks write it."""
    return re.sub(r"[-_.]+", "-", name.lower())


if __name__ == "__main__":
    print(json.dumps({_plain(one.name): said_of_itself(one) for one in distributions()}))
