"""A build of changed words: mistakes stop it before anything is lost, texts stay texts, and a level more is an entry and a page."""

import json
import re
from html import unescape

import pytest

import pages
from authored import SCHEMAS, at, dump, plain, read
from conftest import build
from html_page import pages_of


def values_of(project, name):
    return plain(read((project / f"docs/{name}.yml").read_bytes(), name)[0])


def write(project, name, values):
    (project / f"docs/{name}.yml").write_text(dump(values), encoding="utf-8")


def bytes_of(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ---- Mistakes.


def test_every_mistake_is_told_and_the_site_built_before_stays(project, tmp_path):
    target = tmp_path / "site"
    assert build(target, project).returncode == 0
    before = bytes_of(target)
    data = values_of(project, "levels")
    data["levels"][0]["name"] = ""
    data["levels"][-1]["statements"][0]["side"] = "both"
    data["suggestions"][-1]["step"] = "no-such-step"
    write(project, "levels", data)
    (project / "docs/words.yml").write_text("a: [", encoding="utf-8")
    (project / "docs/sources.yml").write_bytes(b"\xff")
    (project / "docs/levels/lost.md").touch()

    done = build(target, project)

    assert done.returncode == 1
    assert "Traceback" not in done.stdout
    told = re.findall(r"^(docs/\S+?):(\d+): (.+?): .+ Expected: .+$", done.stdout, re.M)
    last = len(data["levels"]) - 1
    assert [
        ("docs/levels.yml", "levels[0].name"),
        ("docs/levels.yml", f"levels[{last}].statements[0].side"),
        ("docs/levels.yml", f"suggestions[{len(data['suggestions']) - 1}].step"),
        ("docs/levels/lost.md", "the page"),
        ("docs/sources.yml", "the file"),
        ("docs/words.yml", "a[0]"),
        ("docs/words.yml", "the file"),
    ] == [(file, where) for file, _, where in told], done.stdout
    assert f"{len(told)} mistakes" in done.stdout
    assert bytes_of(target) == before


@pytest.mark.parametrize(("page", "text"), [("about.md", "<!-- guide: levls -->"), ("levels/index.md", "No marker"), ("self-check.md", None)])
def test_a_mistake_in_a_page_keeps_the_site_built_before(project, tmp_path, page, text):
    target = tmp_path / "site"
    target.mkdir()
    (target / "index.html").write_text("before")
    (project / "docs" / page).unlink()
    if text:
        (project / "docs" / page).write_text(text)

    done = build(target, project)

    assert (1, {"index.html"}) == (done.returncode, {path.name for path in target.iterdir()})
    assert f"\ndocs/{page}:1: " in done.stdout
    assert "Traceback" not in done.stdout


# ---- Texts.

HOSTILE = """<script>a()</script> {{7*7}} {%raw%} "&lt;'"""


def free_texts(schema, values, defs, path=()):
    """(path, text) of every text that may hold anything."""
    while "$ref" in schema:
        schema = defs[schema["$ref"].rpartition("/")[2]]
    if isinstance(values, dict):
        for key, inner in values.items():
            yield from free_texts(schema["properties"][key], inner, defs, (*path, key))
    elif isinstance(values, list):
        for i, inner in enumerate(values):
            yield from free_texts(schema["items"], inner, defs, (*path, i))
    elif isinstance(values, str) and not {"pattern", "enum"} & schema.keys() and schema["maxLength"] > 50:
        yield path, values


def test_markup_braces_and_quotes_are_shown_as_they_were_written(project, tmp_path, site):
    written = {}
    for name in ("levels", "words"):
        values = values_of(project, name)
        for i, (path, old) in enumerate(list(free_texts(SCHEMAS[name], values, SCHEMAS[name].get("$defs", {})))):
            # What the build fills in, such as {name}, stays.
            at(values, path[:-1])[path[-1]] = " ".join([f"{HOSTILE}{i}{name[0]}", *re.findall(r"\{[a-z_]+\}", old)])
            written[name, *path] = f"{HOSTILE}{i}{name[0]}"
        write(project, name, values)
    # A page without markers gets them with their headings from the words.
    level = values_of(project, "levels")["levels"][0]
    page = project / f"docs/levels/{level['id']}.md"
    page.write_text(pages.MARKER.sub("", page.read_text(encoding="utf-8")), encoding="utf-8")

    done = build(tmp_path / "site", project)

    assert done.returncode == 0, done.stdout
    built, clean = pages_of(tmp_path / "site"), pages_of(site)
    for address, page in built.items():
        scripts = [[tag for tag, _ in one.elements].count("script") for one in (page, clean[address])]
        assert scripts[0] == scripts[1], address
    said = " ".join(page.text + unescape(re.search("<title>(.*?)</title>", page.source)[1]) for page in built.values())
    said += " ".join(value or "" for page in built.values() for _, attributes in page.elements for value in attributes.values())
    shown = {path for path, text in written.items() if re.search(re.escape(text) + r"(?!\d)", said)}
    # Some words wait for data that nobody has written yet, such as a kind of help line; but no part of the words is lost.
    assert {path for path in written if path[0] == "levels"} <= shown
    assert {path[:2] for path in written} == {path[:2] for path in shown}
    named = built[f"levels/{level['id']}.html"]
    assert level["name"] in unescape(re.search("<title>(.*?)</title>", named.source)[1])
    assert all(level["name"] in page.text for address, page in built.items() if address.startswith("levels/"))


# ---- A level more.


@pytest.fixture
def with_one_level_more(project):
    """(project, the new level): one entry more, copied with other ids, and a page of one sentence."""
    data = values_of(project, "levels")
    level = json.loads(json.dumps(data["levels"][-1]))
    level.update(id="one-more", name="One more level")
    for statement in level["statements"]:
        statement["id"] += "-more"
    data["levels"].append(level)
    write(project, "levels", data)
    (project / "docs/levels/one-more.md").write_text("This is all there is.", encoding="utf-8")
    return project, level


def test_a_level_more_is_an_entry_and_a_page(with_one_level_more, tmp_path):
    project, level = with_one_level_more

    done = build(tmp_path / "site", project)

    assert done.returncode == 0, done.stdout
    built = pages_of(tmp_path / "site")
    page = built["levels/one-more.html"]
    assert all(text in page.text for text in ("This is all there is.", level["name"], level["opening"]["message"], *level["prompts"]))
    others = [one for address, one in built.items() if address.startswith("levels/")]
    assert all(level["name"] in one.text and any(link.endswith("one-more.html") for link in one.links) for one in others)
    assert level["summary"] in built["levels/index.html"].article_text
    fields = built["self-check.html"].elements_with("data-statement")
    told = {(one["data-statement"], one["data-side"]) for one in fields if one["data-level"] == "one-more"}
    assert {(statement["id"], statement["side"]) for statement in level["statements"]} == told


def test_a_level_without_its_page_is_told(with_one_level_more, tmp_path):
    project, _ = with_one_level_more
    (project / "docs/levels/one-more.md").unlink()

    done = build(tmp_path / "site", project)

    assert done.returncode == 1
    assert "docs/levels/one-more.md" in done.stdout
    assert not (tmp_path / "site").exists()


def test_a_link_to_a_page_that_is_not_there_stops_the_build(project, tmp_path):
    page = project / "docs" / "intimacy.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[Away](nowhere.md)\n", encoding="utf-8")

    done = build(tmp_path / "out", project)

    assert done.returncode == 1
    assert "nowhere.md" in done.stdout and "Traceback" not in done.stdout
