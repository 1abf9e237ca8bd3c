"""Ask the open database OSV for known weaknesses of all that the locks name: `python3 tests/audit.py`.

Needs Python alone, and the net, so no test runs it against the database itself.
A weekly run of the workflow does, and whenever a lock changes.
"""

import json
import re
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent
DATABASE = "https://api.osv.dev/v1/querybatch"
SECONDS = 60
# An id from the database, and why it does no harm here. Empty it of what a later version has mended.
ACCEPTED = {}


def locked():
    """(ecosystem, name, version) of every package that the locks of Python and npm name."""
    locks = "\n".join(lock.read_text(encoding="utf-8") for lock in ROOT.glob("requirements*.txt"))
    found = {("PyPI", *pair) for pair in re.findall(r"^([\w.-]+)==([^\s;\\]+)", locks, re.M)}
    npm = json.loads((ROOT / "tests/npm/package-lock.json").read_text(encoding="utf-8"))["packages"]
    for place, package in ((place, package) for place, package in npm.items() if place):
        found.add(("npm", package.get("name") or place.rpartition("node_modules/")[2], package["version"]))
    return sorted(found)


def known(packages, database):
    """(package, id) of each known weakness; raises OSError or ValueError where there is no answer."""
    asked = [{"package": {"ecosystem": one[0], "name": one[1]}, "version": one[2]} for one in packages]
    data, headers = json.dumps({"queries": asked}).encode(), {"Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(database, data, headers), timeout=SECONDS) as answer:
        results = [(result or {}).get("vulns", ()) for result in json.load(answer)["results"]]
    if len(results) != len(packages):
        raise ValueError("an answer that does not fit the question")
    return [(package, one["id"]) for package, result in zip(packages, results) for one in result]


def main(database=DATABASE):
    """Tell what is known of the locked packages; 1 if that is something to act on, or if nobody answers."""
    try:
        found = known(packages := locked(), database)
    except (OSError, ValueError, KeyError) as error:
        print(f"The database gave no answer that could be read: {error}", file=sys.stderr)
        return 1
    open_ones = [one for one in found if one[1] not in ACCEPTED]
    for (ecosystem, name, version), id_ in open_ones:
        print(f"{name} {version} ({ecosystem}): https://osv.dev/vulnerability/{id_}")
    accepted = f"{len(found) - len(open_ones)} more accepted with a reason."
    print(f"{len(packages)} packages asked about, {len(open_ones)} known weaknesses, {accepted}")
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main())
