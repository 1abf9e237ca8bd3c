"""A guide as small as the data's rules allow, so that it is read in an instant and every damage tells.

Its levels and results are its own; the words between them, and the rule with its kinds, are the project's.
"""

import re
from copy import deepcopy
from functools import cache

from authored import NAMES, REAL, dump, plain, read
from guide.reading import checks, group_checks
from guide.reading.checks import LEVELS_FOLDER, STEPS_FOLDER
from guide.reading.page_files import OF_A_LEVEL, REQUIRED

LEVELS = ("edge", "core")


def values():
    """The values of each data file of the small guide, by the file's name, to be changed at will."""
    return deepcopy(_values())


@cache
def _values():
    files = {name: plain(read(REAL[name], name)[0]) for name in NAMES}
    data, helplines = files["levels"], files["helplines"]
    placed = [kind["id"] for kind in data["kinds"] if kind["facts"].get("best") == ["level"]]
    answers = [{"level": id_, "values": [1, 0, -1]} for id_ in LEVELS]
    example = {"id": "example", "title": "A sheet", "text": "It shows something.", "kind": placed[-1]}
    # As high as so few statements let them be.
    most = {
        "own_reach": 2,
        "one_sided": 3,
        "leaning": 2,
        "leaning_at_top": 2,
        "care_silent": 2,
        "clear_gap": 2,
    }
    data["constants"] |= most | {"wide": 2}
    levels = [_level(id_) for id_ in LEVELS]
    data |= {
        "levels": levels,
        "screens": [[one["id"] for one in level["statements"]] for level in levels],
        "signals": [{"id": f"signal-{i}", "text": f"Was there something, {i}?"} for i in (1, 2)],
        "relationships": [{"id": id_, "name": id_, "noun": f"your {id_}"} for id_ in ("friend", "person")],
        "steps": [{"id": "walk", "name": "Walk together", "summary": "A way out of doors."}],
        "result": _result(data["kinds"], placed),
        "examples": [{**example, "levels": [LEVELS[0]], "answers": answers}],
    }
    files["words"]["check"]["start"]["nobody_page"] = "nobody.md#when-there-is-nobody"
    helplines["elsewhere"] = helplines["elsewhere"][:1]
    helplines["places"] = [{**place, "lines": place["lines"][:2]} for place in helplines["places"][:1]]
    files["sources"]["sources"] = files["sources"]["sources"][:1]
    files["cases"]["chapters"] = [{"id": "some", "name": "Some", "cases": [_case("walk")]}]
    files["cards"] |= {"deep": LEVELS[-1], "fixed": [_card(one) for one in group_checks.WAYS_OUT]}
    files["cards"]["decks"] = [{"id": "all", "name": "All", "about": "For all.", "last": LEVELS[-1]}]
    files["plans"] |= _plans()
    files["search"] |= {name: ["index.md"] for name in ("apart", "later", "with_help", "always")}
    files["search"]["crisis"] = [{"help": ["nobody.md#when-there-is-nobody"], "say": ["in danger"]}]
    files["search"]["answers"] = [{"page": "index.md", "say": ["a question"]}]
    files["search"]["names"] = files["search"]["names"][:1]
    return files


def _result(kinds, placed):
    """A finding for each kind, and for each side where a kind tells sides; a meaning; and advice."""
    findings = []
    for kind in kinds:
        for side in kind["facts"].get("direction", [None]):
            when = {"kind": [kind["id"]], **({"direction": [side]} if side else {})}
            id_ = "-".join(value for (value,) in when.values())
            findings.append({"id": id_, "when": when, "text": f"It is {id_}."})
    meanings = [{"each": "best", "text": "{meaning} Level {number}, {name}."}]
    advice = [
        {"id": "with-all", "when": {"best": list(LEVELS)}, "text": "You could walk.", "step": "walk"},
        {"id": "rest", "text": "You could rest.", "page": "about.md", "link": "Read on"},
    ]
    when = {"kind": placed}
    return [
        {"id": "finding", "look": "finding", "paper": "heading", "blocks": findings},
        {"id": "meaning", "paper": "sure", "when": when, "heading": "What it means", "blocks": meanings},
        {"id": "advice", "choose": "first", "heading": "What to do", "blocks": advice},
    ]


def _case(id_):
    notes = {key: [f"Notes on {key}."] for key in ("see", "unsaid", "lead")}
    notes["more"] = [{"page": "about.md", "link": "About"}]
    asked = {"text": ["Two people walk."], "questions": [f"What is it, {i}?" for i in (1, 2, 3)]}
    told = {"id": id_, "title": "A walk", "about": ["friends"], "fits": ["adults"]}
    return told | asked | {"holds": "nothing", "notes": notes}


def _card(id_):
    return {"id": id_, "title": id_.title(), "text": f"It is {id_}."}


def _plans():
    """Two tasks, and one plan that uses both."""
    tasks = [{"id": id_, "name": id_.title(), "do": [f"You {id_}."]} for id_ in ("read", "end")]
    timed = [{"task": "read", "minutes": 15, "cases": ["walk"], "deck": "all"}, {"task": "end", "minutes": 5}]
    lines = {key: [f"About {key}."] for key in ("duties", "say", "prepare", "stop")}
    audience = {"id": "adults", "name": "Adults", "about": "Some adults.", **lines, "harm": "adult"}
    plan = {"minutes": 20, "aim": "To walk.", "tasks": timed}
    return {"tasks": tasks, "audiences": [{**audience, "plans": [plan]}]}


def _level(id_):
    named = {key: f"{key.title()} of the {id_}" for key in ("name", "told", "summary", "meaning", "enough")}
    statements = [
        {"id": f"{id_}-{facet}", "facet": facet, "text": f"This is {facet} at the {id_}."}
        for facet in checks.FACETS
    ]
    prompts = [f"What about the {id_}, {i}?" for i in range(1, 9)]
    opening = {key: f"{key.title()} at the {id_}" for key in ("action", "message", "welcome", "stop")}
    return {"id": id_, **named, "statements": statements, "prompts": prompts, "opening": opening}


def _texts():
    """path -> text of every file of the small guide: data, and every page that they or other pages need."""
    files = values()
    source = files["sources"]["sources"][0]["id"]
    pages = {name: _markers(names) for name, names in REQUIRED.items()}
    pages["index.md"] = "# Start\n\nThere are {levels} levels.\n"
    about = f"# About\n\nSee [one](sources.md#{source}).\n\n```\n# code\n```\n"
    pages["about.md"] = f"---\ntitle: About\ndescription: A page\n---\n\n{about}"
    pages |= {f"{LEVELS_FOLDER}/{id_}.md": f"Text.\n\n{_markers(OF_A_LEVEL)}" for id_ in LEVELS}
    pages |= {f"{STEPS_FOLDER}/{step['id']}.md": "Text.\n" for step in files["levels"]["steps"]}
    data = {f"{name}.yml": dump(files[name]) for name in NAMES}
    # Every page that the data lead to.
    for name, heading in re.findall(r"page: ([\w/-]+\.md)(?:#([\w-]+))?$", "".join(data.values()), re.M):
        pages[name] = pages.get(name, "# Page\n") + (f"\n## A heading {{: #{heading} }}\n" if heading else "")
    return pages | data


def _markers(names):
    return "".join(f"<!-- guide: {name} -->\n\n" for name in names)


TEXTS = _texts()


def write(docs):
    """Write the small guide into the folder `docs` (a Path), and return the folder."""
    for name, text in TEXTS.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    return docs
