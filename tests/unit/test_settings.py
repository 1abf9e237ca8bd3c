"""A setting in mkdocs.yml that would break the guide stops the build with file, line and key."""

import re

from copies import ROOT, build, change
from guide.reading import settings
from guide.reading.problems import BadData

SETTINGS = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
BAD = {
    "extra.exit": (
        *("www.wikipedia.org", "http://www.wikipedia.org/", "https:/www.wikipedia.org", "https://", "/away"),
        *("“https://a.org/”", "https://wikipedia", "https://a.org/x y", "''", "[https://a.org/]"),
        *("https://a.org/'", "javascript:alert(1)", ""),
    ),
    "theme.custom_dir": ("",),
    "theme.language": ("deutsch", "DE", "en_US", "''", "[en]", "e", "no"),
    "use_directory_urls": ("true", "", "yes"),
    "site_url": ("example.org", "//example.org/", "[a]"),
    "plugins": ("[search]", "[material/search]", "{search: {}}", ""),
}
GOOD = {
    "exit": ("https://www.wikipedia.org", '"https://müller.example:8080/a?b=c#d"'),
    "language": ("de", "pt-BR", "zh-Hant", "es-419", "gsw"),
    "site_url": ("https://a.org/b/", ""),
    "plugins": ("[redirects]", "{redirects: {}}"),
    "strict": ("false", "false\nmore: !!python/name:a.b ''"),
}


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


def test_a_value_that_would_break_the_guide_is_told_with_its_line(tmp_path):
    for key, value in ((key, value) for key, values in BAD.items() for value in values):
        text, line = changed(key.rpartition(".")[2], value)
        found = told(tmp_path, text)
        assert len(found) == 1 and found[0].startswith(f"mkdocs.yml:{line}: {key}: "), (key, value, found)


def test_a_setting_that_the_guide_needs_is_told_where_it_is_missing(tmp_path):
    for start in ("exit", "language", "custom_dir", "use_dir", "plugins", "- admonition", "- attr", "*.yml"):
        lines = [line for line in SETTINGS.split("\n") if not line.strip().startswith(start)]
        assert len(lines) == SETTINGS.count("\n") and len(told(tmp_path, "\n".join(lines))) == 1, start
    assert told(tmp_path, SETTINGS.replace("\nnav:", "\nmore:"))[0].startswith("mkdocs.yml:1: nav: ")


def test_settings_that_do_no_harm_are_left_alone(tmp_path):
    for key, value in ((key, value) for key, values in GOOD.items() for value in values):
        assert told(tmp_path, changed(key, value)[0]) == [], (key, value)


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
