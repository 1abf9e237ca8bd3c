"""What installed packages say of their licenses, and what they ask for: `python tests/licenses.py mkdocs`
tells it as JSON.

Needs the standard library alone, so that it runs in any environment.
"""

import importlib.metadata
import json
import re
import sys

NOTHING = {"", "UNKNOWN"}
# Longer than a name is the license itself; its name then stands elsewhere.
LONGEST_NAME = 80


def installed():
    """The names of all packages in this environment, as locks write them."""
    return {_plain(one.name) for one in importlib.metadata.distributions()}


def said_of_itself(package):
    """(license expression or "", other words for the license, packages that it asks for), as an installed
    package tells it.
    """
    told = importlib.metadata.metadata(package)
    classifiers = [one for one in told.get_all("Classifier", []) if one.startswith("License ::")]
    words = {told.get("License", "").strip(), *(one.rpartition(" :: ")[2] for one in classifiers)}
    if words <= NOTHING:
        files = [
            path
            for path in importlib.metadata.files(package) or ()
            if re.search(r"/licen[cs]e[^/]*$", str(path), re.I)
        ]
        words = {path.read_text(encoding="utf-8").strip().splitlines()[0] for path in files}
    asked = {
        _plain(re.match(r"[\w.-]+", one)[0])
        for one in importlib.metadata.requires(package) or ()
        if "extra ==" not in one
    }
    return (
        told.get("License-Expression", ""),
        sorted(word for word in words - NOTHING if len(word) < LONGEST_NAME),
        sorted(asked),
    )


def _plain(name):
    return re.sub(r"[-_.]+", "-", name.lower())


if __name__ == "__main__":
    print(json.dumps({name: said_of_itself(name) for name in sys.argv[1:]}))
