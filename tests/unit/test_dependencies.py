"""Every dependency has its reason and a free license, as each package says itself."""

import json
import re
import subprocess
import sys

import pytest

import licenses
import tools
from copies import ROOT

TABLES = (ROOT / "DEPENDENCIES.md").read_text(encoding="utf-8")
SITE, TESTS, EDITIONS, NPM = "The site", "The tests", "The editions", "Checkers and old browsers from npm"
LOCKS = {
    SITE: "requirements.txt",
    TESTS: "requirements-test.txt",
    "What may follow MkDocs": "requirements-next.txt",
    "Storage to try a recipe on": "requirements-storage.txt",
    "A course platform to try a package on": "requirements-player.txt",
    "Readers of the kit’s forms": "requirements-forms.txt",
    EDITIONS: "requirements-editions.txt",
    "Readers of the editions": "requirements-books.txt",
}
ENVIRONMENTS = {
    heading: name for heading, lock in LOCKS.items() for name in tools.ENVIRONMENTS if name in lock
}
FREE = {
    "MIT",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Apache-2.0",
    "MPL-2.0",
    "PSF-2.0",
    "ISC",
    "CC0-1.0",
    "Unlicense",
    "MIT-0",
    "MIT-CMU",
    "OFL-1.1",
}
# Programs that only run may ask more of whoever passes them on; nobody here does.
TO_RUN = {"GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-or-later", "LGPL-2.1-or-later", "MPL-1.1"}
# What packages write where a short name of the license belongs.
WORDS = {
    "MIT License": "MIT",
    "MIT Licence": "MIT",
    "BSD": "BSD-2-Clause|BSD-3-Clause",
    "BSD License": "BSD-2-Clause|BSD-3-Clause",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
    # The first line of its license, which is of two clauses.
    "Copyright (c) 2015, XLSForm": "BSD-2-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "SIL OFL 1.1": "OFL-1.1",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
    "The Unlicense (Unlicense)": "Unlicense",
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


def fits(license_, expression, words):
    """Whether the license that the table gives is what its package says itself."""
    if expression:
        return expression == license_
    meant, ours = [WORDS.get(word, word) for word in words], names(license_)
    return meant and all(names(one) & ours if "|" in one else names(one) <= ours for one in meant)


def test_each_table_names_what_its_lock_names_each_with_a_reason():
    locked = {one: set(re.findall(r"^([\w-]+)==", (ROOT / LOCKS[one]).read_text(), re.M)) for one in LOCKS}
    brought = json.loads((ROOT / "tests/npm/package-lock.json").read_text())["packages"]
    npm = {place.rpartition("node_modules/")[2]: one["license"] for place, one in brought.items() if place}
    for heading in LOCKS:
        assert rows(heading).keys() == locked[heading] - (locked[SITE] if heading != SITE else set()), heading
    assert {name: row[2] for name, row in rows(NPM).items()} == npm and set(npm.values()) <= FREE
    every = [(name, row) for heading in (*LOCKS, NPM) for name, row in rows(heading).items()]
    assert [name for name, row in every if not row[0] or len(row[1].split()) < 2] == []


@pytest.mark.parametrize("heading", LOCKS)
def test_a_package_has_the_license_of_its_row_and_is_asked_for_by_what_it_is_for(heading):
    own, table = ENVIRONMENTS.get(heading), rows(heading)
    python = tools.need_environment(own) / "python" if own else sys.executable
    told = json.loads(subprocess.run([python, licenses.__file__], capture_output=True, check=True).stdout)
    allowed = FREE | TO_RUN if heading in (TESTS, EDITIONS) else FREE
    here = {name: row for name, row in table.items() if name in told}
    # Some are for other systems or versions of Python.
    assert len(table) - len(here) <= len(table) // 5
    assert [name for name, row in here.items() if not names(row[2]) <= allowed] == []
    assert {name: told[name] for name, row in here.items() if not fits(row[2], *told[name][:2])} == {}
    asked = {name: told[row[0]][2] for name, row in here.items() if row[0] in told}
    assert [name for name, others in asked.items() if name not in others] == []
