"""A build of changed words: mistakes stop it before anything is lost, and data alone add what they can."""

import json
import re
from html import unescape

import pytest

import copies
import small
from authored import SCHEMAS, at, dump, values_of, write
from copies import build
from html_page import pages_of


def built(project, tmp_path):
    """The pages of a built project, by address."""
    done = build(tmp_path / "site", project)
    assert done.returncode == 0, done.stdout
    return pages_of(tmp_path / "site")


def bytes_of(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ---- Mistakes.


def test_every_mistake_is_told_and_the_site_built_before_stays(project, tmp_path):
    target, docs = tmp_path / "site", project / "docs"
    assert build(target, project).returncode == 0
    before = bytes_of(target)
    data = values_of(docs)
    data["levels"][0]["name"] = ""
    data["levels"][-1]["statements"][0]["side"] = "both"
    write(docs, data)
    (docs / "words.yml").write_text("a: [", encoding="utf-8")
    (docs / "sources.yml").write_bytes(b"\xff")
    (docs / "levels/lost.md").touch()

    done = build(target, project)

    assert (1, False) == (done.returncode, "Traceback" in done.stdout)
    told = re.findall(r"^(docs/\S+?):\d+: (.+?): .+ Expected: .+$", done.stdout, re.M)
    assert [
        ("docs/levels.yml", "levels[0].name"),
        ("docs/levels.yml", f"levels[{len(data['levels']) - 1}].statements[0].side"),
        ("docs/levels/lost.md", "the page"),
        ("docs/sources.yml", "the file"),
        ("docs/words.yml", "a[0]"),
        ("docs/words.yml", "the file"),
    ] == told, done.stdout
    assert f"{len(told)} mistakes" in done.stdout
    assert bytes_of(target) == before


@pytest.mark.parametrize(
    ("page", "text", "told"),
    [
        ("about.md", "<!-- guide: levls -->", "\ndocs/about.md:1: "),
        ("self-check.md", None, "\ndocs/self-check.md:1: "),
        ("about.md", "[Away](nowhere.md)", "nowhere.md"),
    ],
)
def test_a_mistake_in_a_page_stops_the_build(project, tmp_path, page, text, told):
    (project / "docs" / page).unlink()
    if text:
        (project / "docs" / page).write_text(text)

    done = build(tmp_path / "site", project)

    assert (1, True, False) == (done.returncode, told in done.stdout, "Traceback" in done.stdout), done.stdout


# ---- Texts.

HOSTILE = """</ script> {{7*7}} {%raw%} 3 < 5 "&'"""


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
        values = values_of(project / "docs", name)
        schema = SCHEMAS[name]
        for i, (path, old) in enumerate(list(free_texts(schema, values, schema.get("$defs", {})))):
            # What the build fills in, such as {name}, stays.
            slots = re.findall(r"\{[a-z_]+\}", old)
            at(values, path[:-1])[path[-1]] = " ".join([f"{HOSTILE}{i}{name[0]}", *slots])
            written[name, *path] = f"{HOSTILE}{i}{name[0]}"
        write(project / "docs", values, name)

    made, clean = built(project, tmp_path), pages_of(site)

    for address, page in made.items():
        scripts = [[tag for tag, _ in one.elements].count("script") for one in (page, clean[address])]
        assert scripts[0] == scripts[1], address
    said = " ".join(
        page.text + unescape(re.search("<title>(.*?)</title>", page.source)[1]) for page in made.values()
    )
    attributes = [attributes for page in made.values() for _, attributes in page.elements]
    said += " ".join(value or "" for one in attributes for value in one.values())
    shown = {path for path, text in written.items() if re.search(re.escape(text) + r"(?!\d)", said)}
    # Some words wait for data that nobody has written yet; no group of them is lost.
    assert {path for path in written if path[0] == "levels"} <= shown
    assert {path[:2] for path in written} == {path[:2] for path in shown}


# ---- Adding by data.


def test_a_level_more_is_an_entry_and_a_page(project, tmp_path):
    data = values_of(project / "docs")
    level = json.loads(json.dumps(data["levels"][-1]))
    level.update(id="one-more", name="One more level")
    for statement in level["statements"]:
        statement["id"] += "-more"
    data["levels"].append(level)
    write(project / "docs", data)
    markers = "\n\n".join(f"<!-- guide: {name} -->" for name in ("statements", "opening", "prompts"))
    (project / "docs/levels/one-more.md").write_text(f"This is all there is.\n\n{markers}\n")

    made = built(project, tmp_path)

    page = made["levels/one-more.html"]
    wanted = ("This is all there is.", level["name"], level["opening"]["message"], *level["prompts"])
    assert [text for text in wanted if text not in page.text] == []
    others = [one for address, one in made.items() if address.startswith("levels/")]
    assert all(level["name"] in one.text for one in others)
    assert all(any(link.endswith("one-more.html") for link in one.links) for one in others)
    fields = made["self-check.html"].elements_with("data-statement")
    told = {(one["data-statement"], one["data-side"]) for one in fields if one["data-level"] == "one-more"}
    assert {(statement["id"], statement["side"]) for statement in level["statements"]} == told
    drawn = {len(rings) for one in made.values() for rings in one.rings()}
    assert drawn == {len(data["levels"])}


def test_a_kind_of_result_and_a_block_more_are_entries(project, tmp_path):
    data = values_of(project / "docs")
    data["kinds"].append({"id": "far-away", "facts": {}})
    (finding,) = (part for part in data["result"] if part.get("look") == "finding")
    heading = {"id": "far-away", "when": {"kind": ["far-away"]}, "text": "You are far away."}
    finding["blocks"].append(heading)
    block = {"unless": {"kind": ["safety"]}, "text": "This is a block of its own."}
    data["result"].append({"id": "its-own", "blocks": [block]})
    for part in data["result"]:
        # What is said of each kind needs something for this one, too.
        kinds = {kind["id"] for kind in data["kinds"]}
        if not part.get("choose") and part is not finding and part["id"] != "its-own":
            part["unless"] = {"kind": sorted({*part.get("unless", {}).get("kind", ()), "far-away"} & kinds)}
    data["result"][-1]["unless"] = block.pop("unless")
    write(project / "docs", data)

    page = built(project, tmp_path)["self-check.html"]

    waiting = {one["data-when"]: json.loads(one["data-when"]) for one in page.elements_with("data-when")}
    assert {"kind": ["far-away"]} in waiting.values()
    assert all(text in page.article_text for text in (heading["text"], block["text"]))
    shown_with = re.search(r"<div data-when='([^']*)'>\s*<div>\s*<p>This is a block", page.source)[1]
    assert [kind["id"] for kind in data["kinds"] if kind["id"] != "safety"] == json.loads(shown_with)["kind"]


def test_a_guide_of_two_levels_is_built_as_well(tmp_path):
    project = copies.copy(tmp_path / "project")
    docs = project / "docs"
    for path in [*docs.rglob("*.md"), *docs.rglob("*.yml")]:
        path.unlink()
    small.write(docs)
    settings = {
        "site_name": "Small",
        "use_directory_urls": False,
        "plugins": [],
        "hooks": ["hooks/adapter.py"],
    }
    theme = {"name": "material", "custom_dir": "overrides", "language": "ar", "font": False}
    more = {
        "extra": {"exit": "https://a.example/"},
        "nav": ["index.md"],
        "markdown_extensions": ["attr_list", "admonition"],
    }
    (project / "mkdocs.yml").write_text(dump(settings | more | {"theme": theme, "exclude_docs": "*.yml"}))

    made = built(project, tmp_path)

    assert "There are 2 levels." in made["index.html"].text
    (html,) = (one for tag, one in made["index.html"].elements if tag == "html")
    assert ("ar", "rtl") == (html["lang"], html["dir"])
    fields = made["self-check.html"].elements_with("data-statement")
    assert list(small.LEVELS) == list(dict.fromkeys(one["data-level"] for one in fields))
