"""Ask the open database OSV whether anything that a lock names has a known weakness: `python3
tests/audit.py`.

Needs Python alone, and the net, so no test runs it against the database itself.
A weekly run of the workflow does, and whenever a lock changes.
"""

import json
import re
import sys
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent
DATABASE = "https://api.osv.dev/v1/querybatch"
SECONDS = 60
# An id from the database, and why it does no harm here. Empty it of what a later version has mended.
ACCEPTED = {}


def locked(root=ROOT):
    """(ecosystem, name, version) of every package that the locks of Python and npm name."""
    found = set()
    for lock in root.glob("requirements*.txt"):
        found |= {
            ("PyPI", *pair)
            for pair in re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock.read_text(encoding="utf-8"), re.M)
        }
    lock = json.loads((root / "tests/npm/package-lock.json").read_text(encoding="utf-8"))
    for place, package in lock["packages"].items():
        if place:
            found.add(
                ("npm", package.get("name") or place.rpartition("node_modules/")[2], package["version"])
            )
    return sorted(found)


def known(packages, database=DATABASE):
    """(package, id) of each weakness that the database knows of the packages.

    Raises OSError or ValueError where it gives no answer.
    """
    queries = [
        {"package": {"ecosystem": ecosystem, "name": name}, "version": version}
        for ecosystem, name, version in packages
    ]
    request = urllib.request.Request(
        database, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        results = json.load(answer)["results"]
    if len(results) != len(packages):
        raise ValueError("an answer that does not fit the question")
    return [
        (package, one["id"])
        for package, result in zip(packages, results)
        for one in (result or {}).get("vulns", ())
    ]


def main(root=ROOT, database=DATABASE):
    """Tell what is known of the locked packages; 1 if that is something to act on, or if nobody answers."""
    packages = locked(root)
    try:
        found = known(packages, database)
    except (OSError, ValueError, KeyError) as error:
        print(f"The database gave no answer that could be read: {error}", file=sys.stderr)
        return 1
    open_ones = [(package, id_) for package, id_ in found if id_ not in ACCEPTED]
    for (ecosystem, name, version), id_ in open_ones:
        print(f"{name} {version} ({ecosystem}): https://osv.dev/vulnerability/{id_}")
    accepted = len(found) - len(open_ones)
    print(
        f"{len(packages)} packages asked about, {len(open_ones)} known weaknesses, "
        f"{accepted} more accepted with a reason."
    )
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main())
