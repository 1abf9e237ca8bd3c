"""A build of changed words: mistakes stop it before anything is lost, and data alone add what they can."""

import json
import re
import shutil
from html import unescape

import small
from authored import SCHEMAS, at, dump, values_of, write
from copies import build, files_of
from html_page import pages_of


def built(project, tmp_path):
    """The pages of a built project, by address."""
    done = build(tmp_path / "site", project)
    assert done.returncode == 0, done.stdout
    return pages_of(tmp_path / "site")


# ---- Mistakes.


def test_every_mistake_is_told_and_the_site_built_before_stays(project, tmp_path, site):
    target, docs = shutil.copytree(site, tmp_path / "site"), project / "docs"
    data = values_of(docs)
    data["levels"][0]["name"] = ""
    data["levels"][-1]["statements"][0]["facet"] = "both"
    write(docs, data)
    (docs / "words.yml").write_text("a: [", encoding="utf-8")
    (docs / "sources.yml").write_bytes(b"\xff")
    (docs / "levels/lost.md").touch()

    done = build(target, project)

    assert (1, False) == (done.returncode, "Traceback" in done.stdout)
    told = re.findall(r"^(docs/\S+?):\d+: (.+?): .+ Expected: .+$", done.stdout, re.M)
    assert [
        ("docs/levels.yml", "levels[0].name"),
        ("docs/levels.yml", f"levels[{len(data['levels']) - 1}].statements[0].facet"),
        ("docs/levels/lost.md", "the page"),
        ("docs/sources.yml", "the file"),
        ("docs/words.yml", "a[0]"),
        ("docs/words.yml", "the file"),
    ] == told, done.stdout
    assert f"{len(told)} mistakes" in done.stdout
    assert files_of(target) == files_of(site)


def test_mistakes_in_pages_stop_the_build(project, tmp_path):
    (project / "docs/about.md").write_text("<!-- guide: levls -->\n\n[Away](nowhere.md)\n")
    (project / "docs/self-check.md").write_text("# The self-check\n")

    done = build(tmp_path / "site", project)

    assert (1, False) == (done.returncode, "Traceback" in done.stdout), done.stdout
    for place in ("about.md:1: a marker: ", "about.md:3: a link: ", "self-check.md:1: the page: "):
        assert f"\ndocs/{place}" in done.stdout, done.stdout


HOSTILE = """</ script> {{7*7}} {%raw%} 3 < 5 "&'"""


def free_texts(schema, values, defs, path=()):
    """(path, text) of every text that may hold anything."""
    while "$ref" in schema:
        schema = defs[schema["$ref"].rpartition("/")[2]]
    if isinstance(values, dict):
        for key, inner in values.items():
            known = schema["properties"].get(key) or schema["additionalProperties"]
            yield from free_texts(known, inner, defs, (*path, key))
    elif isinstance(values, list):
        for i, inner in enumerate(values):
            yield from free_texts(schema["items"], inner, defs, (*path, i))
    elif isinstance(values, str) and not {"pattern", "enum"} & schema.keys() and schema["maxLength"] > 50:
        yield path, values


def test_markup_braces_and_quotes_are_shown_as_they_were_written(project, tmp_path, site):
    written = {}
    for name in ("levels", "words"):
        values, schema = values_of(project / "docs", name), SCHEMAS[name]
        for i, (path, old) in enumerate(list(free_texts(schema, values, schema.get("$defs", {})))):
            written[name, *path] = f"{HOSTILE}{i}{name[0]}"
            # What the build fills in, such as {name}, stays.
            slots = re.findall(r"\{[a-z_]+\}", old)
            at(values, path[:-1])[path[-1]] = " ".join([written[name, *path], *slots])
        write(project / "docs", values, name)

    made, clean = built(project, tmp_path), pages_of(site)

    for address, page in made.items():
        scripts = [[tag for tag, _ in one.elements].count("script") for one in (page, clean[address])]
        assert scripts[0] == scripts[1], address
    said = " ".join(unescape(re.search("<title>(.*?)</title>", page.source)[1]) for page in made.values())
    elements = [attributes for page in made.values() for _, attributes in page.elements]
    said += " ".join(value or "" for attributes in elements for value in attributes.values())
    said += " ".join(page.text for page in made.values())
    said += (tmp_path / "site/hosting/five-levels.php").read_text(encoding="utf-8")
    shown = {path for path, text in written.items() if re.search(re.escape(text) + r"(?!\d)", said)}
    # Some words wait for data that nobody has written yet; no group of them is lost, save what only other
    # languages show.
    assert {path for path in written if path[0] == "levels"} <= shown
    assert {path[:2] for path in written} - {path[:2] for path in shown} == {("words", "languages")}


# ---- Adding by data.


def with_a_level_more(data, docs):
    """Add a level, which is an entry and a page; the entry."""
    level = json.loads(json.dumps(data["levels"][-1])) | {"id": "one-more", "name": "One more level"}
    for statement in level["statements"]:
        statement["id"] += "-more"
    data["levels"].append(level)
    data["screens"].append([statement["id"] for statement in level["statements"]])
    markers = "\n\n".join(f"<!-- guide: {name} -->" for name in ("statements", "opening", "prompts"))
    (docs / "levels/one-more.md").write_text(f"This is all there is.\n\n{markers}\n")
    return level


def with_a_kind_more(data):
    """Add a kind of result with its finding, and a part for all kinds but the first; those that show it."""
    kinds = [*(kind["id"] for kind in data["kinds"][1:]), "far"]
    (finding,) = (part for part in data["result"] if part.get("look") == "finding")
    finding["blocks"].append({"id": "far", "when": {"kind": ["far"]}, "text": "You are far away."})
    data["kinds"].append({"id": "far", "facts": {}})
    block = {"text": "This is a block of its own."}
    data["result"].append({"id": "its-own", "when": {"kind": kinds}, "blocks": [block]})
    return kinds


def test_a_level_a_kind_of_result_and_a_block_more_are_entries(project, tmp_path):
    data = values_of(project / "docs")
    level, shown = with_a_level_more(data, project / "docs"), with_a_kind_more(data)
    write(project / "docs", data)

    made = built(project, tmp_path)

    page, check = made["levels/one-more.html"], made["self-check.html"]
    wanted = ("This is all there is.", level["name"], level["opening"]["action"], *level["prompts"])
    assert [text for text in wanted if text not in page.text] == []
    for one in (one for address, one in made.items() if address.startswith("levels/")):
        assert level["name"] in one.text and any(link.endswith("one-more.html") for link in one.links)
    fields = check.elements_with("data-statement")
    asked = {(one["data-statement"], one["data-facet"]) for one in fields if one["data-level"] == "one-more"}
    assert {(statement["id"], statement["facet"]) for statement in level["statements"]} == asked
    assert {len(rings) for one in made.values() for rings in one.rings()} == {len(data["levels"])}

    waiting = [json.loads(one["data-when"]) for one in check.elements_with("data-when")]
    assert {"kind": ["far"]} in waiting and "You are far away." in check.article_text
    when = re.search(r"<div data-when='([^']*)'>\s*<div>\s*<p>This is a block of its own", check.source)
    assert shown == json.loads(when[1])["kind"]


def test_a_guide_of_two_levels_is_built_as_well(project, tmp_path):
    shutil.rmtree(project / "docs")
    small.write(project / "docs")
    theme = {"name": "material", "custom_dir": "overrides", "language": "ar", "font": False}
    settings = {"site_name": "Small", "use_directory_urls": False, "theme": theme, "nav": ["index.md"]}
    settings |= {"plugins": [], "hooks": ["hooks/adapter.py"], "exclude_docs": "*.yml /kit/"}
    settings |= {"markdown_extensions": ["attr_list", "admonition"], "extra": {"exit": "https://a.example/"}}
    (project / "mkdocs.yml").write_text(dump(settings))

    made = built(project, tmp_path)

    assert "There are 2 levels." in made["index.html"].text
    (html,) = (one for tag, one in made["index.html"].elements if tag == "html")
    assert ("ar", "rtl") == (html["lang"], html["dir"])
    fields = made["self-check.html"].elements_with("data-statement")
    assert list(small.LEVELS) == list(dict.fromkeys(one["data-level"] for one in fields))
