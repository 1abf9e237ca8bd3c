"""Every dependency has its reason and a free license, as each package says itself."""

import json
import re
import subprocess

import pytest

import licenses
import tools
from copies import ROOT

TABLES = (ROOT / "DEPENDENCIES.md").read_text(encoding="utf-8")
SITE, TESTS, NPM = "The site", "The tests", "A checker from npm"
LOCKS = {
    SITE: "requirements.txt",
    TESTS: "requirements-test.txt",
    "What may follow MkDocs": "requirements-next.txt",
    "Storage to try a recipe on": "requirements-storage.txt",
}
ENVIRONMENTS = dict(zip(list(LOCKS)[2:], ("next", "storage")))
FREE = {"MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MPL-2.0", "PSF-2.0"}
# Programs that only run may ask more of whoever passes them on; nobody here does.
TO_RUN = {"GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-or-later", "LGPL-2.1-or-later", "MPL-1.1"}
# What packages write where a short name of the license belongs.
WORDS = {
    "MIT License": "MIT",
    "MIT Licence": "MIT",
    "Apache License 2.0": "Apache-2.0",
    "Dual License": "Apache-2.0|BSD-3-Clause",
    "BSD License": "BSD-2-Clause|BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
}


def rows(heading):
    """{package: (for, what it does, license)} of the table under a heading."""
    section = TABLES.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return {name.strip(): tuple(cell.strip() for cell in cells) for name, *cells in lines[2:]}


def names(expression):
    """The licenses in an SPDX expression, or in one word of WORDS."""
    return set(re.split(r" (?:AND|OR) |\|", re.sub(r"[()]", "", expression)))


def problem_with(license_, allowed, said):
    """What is wrong with a license that the table gives, held against what its package says; or nothing."""
    (expression, words, _), ours = said, names(license_)
    if not ours <= allowed:
        return f"{license_} is not free enough"
    if expression:
        return "" if expression == license_ else f"it says {expression} itself"
    meant = [WORDS.get(word, word) for word in words]
    fits = [bool(names(one) & ours) if "|" in one else names(one) <= ours for one in meant]
    return "" if fits and all(fits) else f"it says {words} itself"


def problems_with(table, allowed, told):
    found = {name: problem_with(row[2], allowed, told[name]) for name, row in table.items() if name in told}
    return {name: problem for name, problem in found.items() if problem}


def test_each_table_names_what_its_lock_names_each_with_a_reason():
    locked = {
        heading: set(re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text(), re.M))
        for heading, lock in LOCKS.items()
    }
    brought = json.loads((ROOT / "tests/npm/package-lock.json").read_text())["packages"]
    npm = {place.rpartition("node_modules/")[2]: one["license"] for place, one in brought.items() if place}
    for heading in LOCKS:
        assert rows(heading).keys() == locked[heading] - (locked[SITE] if heading != SITE else set()), heading
    assert {name: row[2] for name, row in rows(NPM).items()} == npm and set(npm.values()) <= FREE
    tables = [rows(heading) for heading in (*LOCKS, NPM)]
    unexplained = [
        name for table in tables for name, row in table.items() if len(row[1].split()) < 2 or not row[0]
    ]
    assert unexplained == []


@pytest.mark.parametrize(("heading", "allowed"), [(SITE, FREE), (TESTS, FREE | TO_RUN)])
def test_an_installed_package_has_the_license_of_its_row_and_is_asked_for_by_what_it_is_for(heading, allowed):
    table, here = rows(heading), licenses.installed()
    told = {name: licenses.said_of_itself(name) for name in table if name in here}
    assert len(told) > len(table) / 2
    assert problems_with(table, allowed, told) == {}
    parents = {name: row[0] for name, row in table.items() if row[0] in here}
    assert [name for name, one in parents.items() if name not in licenses.said_of_itself(one)[2]] == []


@pytest.mark.parametrize("heading", ENVIRONMENTS)
def test_the_licenses_in_each_environment_of_its_own_are_free_as_they_say_themselves(heading):
    python = tools.need_environment(ENVIRONMENTS[heading]) / "python"
    done = subprocess.run([python, licenses.__file__, *rows(heading)], capture_output=True, check=True)
    assert problems_with(rows(heading), FREE, json.loads(done.stdout)) == {}
