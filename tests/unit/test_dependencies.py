"""Every dependency has its reason and a license that lets anyone use the guide; what each package says of itself decides."""

import json
import re
import subprocess

import pytest

import licenses
import tools
from conftest import ROOT

TABLES = (ROOT / "DEPENDENCIES.md").read_text(encoding="utf-8")
LOCKS = {
    "The site": "requirements.txt",
    "The tests": "requirements-test.txt",
    "What may follow MkDocs": "requirements-next.txt",
    "Storage to try a recipe on": "requirements-storage.txt",
}
NPM = "A checker from npm"

FREE = {"MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MPL-2.0", "PSF-2.0"}
# Programs that only run may ask more of whoever passes them on; nobody here does.
FREE_TO_RUN = FREE | {"GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-or-later", "LGPL-2.1-or-later", "MPL-1.1"}

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
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line.startswith("|")
    ]
    assert len(cells) > 2, heading
    return {name: (parent, does, license_) for name, parent, does, license_ in cells[2:]}


def names(expression):
    """The licenses in an SPDX expression, or in one word of WORDS."""
    return set(re.split(r" (?:AND|OR) |\|", re.sub(r"[()]", "", expression)))


def locked(lock):
    return set(re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text(), re.M))


def problems_with(package, license_, allowed, said):
    """What is wrong with the license that the table gives a package, or nothing."""
    expression, words, _ = said
    ours = names(license_)
    if not ours <= allowed:
        return f"{package}: {license_}. Expected: one of {', '.join(sorted(allowed))}."
    if expression:
        return (
            ""
            if expression == license_
            else f"{package}: {license_}. Expected: {expression}, as it says itself."
        )
    if not words:
        return f"{package}: says nothing of its license. Expected: a look at it by a person."
    for word in words:
        meant = names(WORDS.get(word, word))
        if not (meant & ours if "|" in WORDS.get(word, "") else meant <= ours):
            return f"{package}: {license_}. Expected: what it says itself, which is {word}."
    return ""


def test_each_table_names_what_its_lock_names_and_nothing_else():
    site = locked(LOCKS["The site"])
    for heading, lock in LOCKS.items():
        assert rows(heading).keys() == (locked(lock) if heading == "The site" else locked(lock) - site), (
            heading
        )
    npm = json.loads((ROOT / "tests/npm/package.json").read_text())
    assert rows(NPM).keys() == npm["devDependencies"].keys()


def test_every_package_has_a_reason():
    for heading in (*LOCKS, NPM):
        assert not [
            name for name, (parent, does, _) in rows(heading).items() if not parent or len(does.split()) < 2
        ], heading


@pytest.mark.parametrize(("heading", "allowed"), [("The site", FREE), ("The tests", FREE_TO_RUN)])
def test_every_installed_package_has_the_free_license_that_the_table_gives_it(heading, allowed):
    here = {name: row for name, row in rows(heading).items() if name in licenses.installed()}
    assert len(here) > len(rows(heading)) / 2
    problems = [
        problems_with(name, license_, allowed, licenses.said_of_itself(name))
        for name, (*_, license_) in here.items()
    ]
    assert list(filter(None, problems)) == []


@pytest.mark.parametrize("heading", ["The site", "The tests"])
def test_what_a_package_is_for_asks_for_it(heading):
    asked = {name: parent for name, (parent, *_) in rows(heading).items() if parent in licenses.installed()}
    assert (
        asked
        and [name for name, parent in asked.items() if name not in licenses.said_of_itself(parent)[2]] == []
    )


@pytest.mark.parametrize(
    ("heading", "environment"),
    [("What may follow MkDocs", "next"), ("Storage to try a recipe on", "storage")],
)
def test_the_licenses_in_each_environment_of_its_own_are_free_as_they_say_themselves(heading, environment):
    table = rows(heading)
    done = subprocess.run(
        [tools.need_environment(environment) / "python", licenses.__file__, *table],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    assert (
        list(
            filter(
                None,
                (problems_with(name, license_, FREE, told[name]) for name, (*_, license_) in table.items()),
            )
        )
        == []
    )


def test_what_npm_brings_is_all_in_the_table_with_its_free_license():
    lock = json.loads((ROOT / "tests/npm/package-lock.json").read_text())["packages"]
    brought = {
        place.rpartition("node_modules/")[2]: package["license"] for place, package in lock.items() if place
    }
    assert {name: license_ for name, (*_, license_) in rows(NPM).items()} == brought
    assert set(brought.values()) <= FREE
