"""A setting in mkdocs.yml that would break the guide stops the build with a sentence that names file, line
and key.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from guide.reading import settings
from guide.reading.problems import BadData

ROOT = Path(__file__).parents[2]
SETTINGS = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
EXITS = (
    "www.wikipedia.org",
    "http://www.wikipedia.org/",
    "https:/www.wikipedia.org",
    "https://",
    "/away",
    "“https://a.org/”",
)
EXITS += (
    "https://wikipedia",
    "https://a.org/x y",
    "''",
    "[https://a.org/]",
    "https://a.org/'",
    "javascript:alert(1)",
    "",
)


def told(tmp_path, text):
    """Each mistake in settings, as text; none where there is none."""
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    try:
        settings.check(tmp_path / "mkdocs.yml")
    except BadData as bad:
        return str(bad).split("\n")
    return []


def changed(key, value):
    """(settings with another line for a key, the number of this line)."""
    text = re.sub(rf"(?m)^( *){key}:.*$", lambda found: f"{found[1]}{key}: {value}", SETTINGS, count=1)
    return text, text[: re.search(rf"(?m)^ *{key}:", text).start()].count("\n") + 1


CASES = [
    *(("extra.exit", value) for value in EXITS),
    *(("theme.language", value) for value in ("deutsch", "DE", "en_US", "''", "[en]", "e", "no")),
    *(("use_directory_urls", value) for value in ("true", "", "yes")),
    *(("site_url", value) for value in ("example.org", "//example.org/", "[a]")),
    *(("plugins", value) for value in ("[search]", "[material/search]", "{search: {}}", "")),
]


@pytest.mark.parametrize(("key", "value"), CASES)
def test_a_value_that_would_break_the_guide_is_told_with_its_line(tmp_path, key, value):
    text, line = changed(key.rpartition(".")[2], value)
    found = told(tmp_path, text)
    assert len(found) == 1 and found[0].startswith(f"mkdocs.yml:{line}: {key}: ")


@pytest.mark.parametrize(
    "key",
    ["exit", "language", "use_directory_urls", "plugins", "  - admonition", "  - attr_list", "exclude_docs"],
)
def test_a_setting_that_the_guide_needs_is_told_where_it_is_missing(tmp_path, key):
    text = "\n".join(line for line in SETTINGS.split("\n") if not line.strip().startswith(key.strip()))
    assert len(told(tmp_path, text.replace("  *.yml\n", "" if key == "exclude_docs" else "  *.yml\n"))) == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("exit", "https://www.wikipedia.org"),
        ("exit", '"https://müller.example:8080/a?b=c#d"'),
        *(("language", value) for value in ("de", "pt-BR", "zh-Hant", "es-419", "gsw")),
        ("site_url", "https://a.org/b/"),
        ("site_url", ""),
        ("plugins", "[redirects]"),
        ("plugins", "{redirects: {}}"),
        ("strict", "false"),
        ("emoji", "!!python/name:a.b ''"),
    ],
)
def test_settings_that_do_no_harm_are_left_alone(tmp_path, key, value):
    assert told(tmp_path, changed(key, value)[0] if key != "emoji" else f"{SETTINGS}\nmore: {value}") == []


def test_a_mark_of_a_merge_in_the_settings_is_told(tmp_path):
    assert told(tmp_path, f"{SETTINGS}\n# <<<\n  <<<<<<< HEAD\n")[0].startswith(
        f"mkdocs.yml:{SETTINGS.count(chr(10)) + 3}: "
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "  exit: https://www.wikipedia.org/",
            "  exit: www.wikipedia.org",
            'extra.exit: "www.wikipedia.org"',
        ),
        ("plugins: []", "", "plugins: nothing"),
        ("docs_dir: docs", "docs_dir: nowhere", "docs_dir"),
        ("  custom_dir: overrides", "  custom_dir: nowhere", "custom_dir"),
        ("  custom_dir: overrides", "", "theme.custom_dir: nothing"),
        (
            "theme:\n  name: material\n  custom_dir: overrides\n  language: en\n  font: false",
            "theme: material",
            "theme.language: nothing",
        ),
        ('site_url: ""', "site_url: example.org", "site_url"),
    ],
)
def test_the_build_stops_at_a_bad_setting_without_a_traceback(tmp_path, old, new, said):
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    assert old in SETTINGS
    (tmp_path / "mkdocs.yml").write_text(SETTINGS.replace(old, new), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "hooks"), "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode != 0 and said in done.stdout and "Traceback" not in done.stdout
    assert not (tmp_path / "site").exists()
