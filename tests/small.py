"""A guide as small as the data's rules allow, so that it is read in an instant and every damage tells."""

from authored import NAMES, REAL, dump, plain, read
from checks import LEVELS_FOLDER, STEPS_FOLDER
from pages import REQUIRED


def values():
    """The values of each data file of the small guide, by the file's name: the real ones, cut short."""
    small = {name: plain(read(REAL[name], name)[0]) for name in NAMES}
    data = small["levels"]
    data["constants"]["answers_needed"] = 2
    data["levels"] = data["levels"][:2]
    for level in data["levels"]:
        level["statements"], level["prompts"] = level["statements"][:3], level["prompts"][:8]
    for key, count in (("signals", 2), ("relationships", 2), ("steps", 1)):
        data[key] = data[key][:count]
    safety = data["results"]["safety"]
    safety["parts"] = [{key: value for key, value in safety["parts"][0].items() if key != "relationships"}]
    ids = [level["id"] for level in data["levels"]]
    answers = [{"level": id_, "values": [1, 0, -1]} for id_ in ids]
    data["examples"] = [{**data["examples"][0], "kind": "level", "levels": ids[:1], "answers": answers}]
    last = data["suggestions"][-1]
    last.pop("step", None)
    step = {
        "id": "with-all",
        "text": "A step.",
        "when": {"kind": ["level", "mixed"], "best": ids},
        "step": data["steps"][0]["id"],
    }
    data["suggestions"] = [step, last]
    helplines = small["helplines"]
    helplines["elsewhere"] = helplines["elsewhere"][:1]
    helplines["places"] = [{**place, "lines": place["lines"][:2]} for place in helplines["places"][:1]]
    small["sources"]["sources"] = small["sources"]["sources"][:1]
    return small


def write(docs):
    """Write the small guide into the folder `docs` (a Path): data files, and every page that they or other pages need."""
    files = values()
    data = files["levels"]
    source = files["sources"]["sources"][0]["id"]
    pages = {
        name: "".join(f"<!-- guide: {marker} -->\n\n" for marker in markers)
        for name, markers in REQUIRED.items()
    }
    pages["about.md"] = (
        f"---\ntitle: About\ndescription: A page\n---\n\n# About\n\nSee [one](sources.md#{source}).\n\n```\n# code\n```\n"
    )
    pages |= {
        f"{LEVELS_FOLDER}/{level['id']}.md": "Text.\n\n## More\n\n<!-- guide: prompts -->\n"
        for level in data["levels"]
    }
    pages |= {f"{STEPS_FOLDER}/{step['id']}.md": "Text.\n" for step in data["steps"]}
    for page in _named(files):
        name, _, heading = page.partition("#")
        pages[name] = pages.get(name, "# Page\n") + (f"\n## A heading {{: #{heading} }}\n" if heading else "")
    for name, text in pages.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    for name in NAMES:
        (docs / f"{name}.yml").write_text(dump(files[name]), encoding="utf-8")


def _named(value, key=None):
    """Every page that the data lead to."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _named(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner)
    elif key in ("page", "nobody_page"):
        yield value
