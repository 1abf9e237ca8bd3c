"""A setting in mkdocs.yml that would break the guide stops the build with file, line and key."""

import re

from authored import table
from copies import ROOT, build, change
from guide.reading import settings
from guide.reading.problems import BadData

SETTINGS = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def told(tmp_path, text):
    """Each mistake in settings, as text; none where there is none."""
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    try:
        settings.check(tmp_path / "mkdocs.yml")
    except BadData as bad:
        return str(bad).split("\n")
    return []


def test_a_value_that_would_break_the_guide_and_no_other_is_told_with_its_line(tmp_path):
    for case in table("settings"):
        key, (bad, good) = case.id, case.values
        name = key.rpartition(".")[2]
        before, indent, after = re.split(rf"(?m)^( *){name}:.*$", SETTINGS, maxsplit=1)
        for value in (*bad, *good):
            found = told(tmp_path, f"{before}{indent}{name}: {value}{after}")
            start = f"mkdocs.yml:{before.count(chr(10)) + 1}: {key}: "
            assert [one[: len(start)] for one in found] == [start] * (value in bad), (key, value)


def test_a_setting_that_the_guide_needs_is_told_where_it_is_missing(tmp_path):
    for start in (
        "exit:",
        "language:",
        "custom_dir",
        "use_dir",
        "plugins",
        "- admonition",
        "- attr",
        "*.yml",
    ):
        lines = [line for line in SETTINGS.split("\n") if not line.strip().startswith(start)]
        assert len(lines) == SETTINGS.count("\n") and len(told(tmp_path, "\n".join(lines))) == 1, start
    assert told(tmp_path, SETTINGS.replace("\nnav:", "\nmore:"))[0].startswith("mkdocs.yml:1: nav: ")


def test_a_mark_of_a_merge_in_the_settings_is_told(tmp_path):
    found = told(tmp_path, f"{SETTINGS}\n# <<<\n  <<<<<<< HEAD\n")
    assert found[0].startswith(f"mkdocs.yml:{SETTINGS.count(chr(10)) + 3}: ")


def test_the_build_stops_at_bad_settings_without_a_traceback(project, tmp_path):
    theme = SETTINGS[SETTINGS.index("theme:") : SETTINGS.index("\n\nhooks:")]
    said = ("extra.exit: ", "plugins: nothing", "theme.language: nothing", "theme.custom_dir: nothing")
    for old, new in (("  exit: https://www", "  exit: www"), ("plugins: []", ""), (theme, "theme: material")):
        change(project / "mkdocs.yml", old, new)

    done = build(tmp_path / "site", project)

    assert done.returncode and [one for one in said if one not in done.stdout] == [], done.stdout
    assert "Traceback" not in done.stdout and not (tmp_path / "site").exists()
