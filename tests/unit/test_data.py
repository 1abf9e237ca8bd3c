"""What an author can write into the data files, and what is said about each mistake."""

import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import small
from authored import NAMES, REAL, dump, problems_of, read, values_of, write
from copies import ROOT
from guide.model.guide import load
from guide.reading import checks, yaml_tree
from guide.reading.problems import BadData
from tools import EVERYTHING


@pytest.fixture
def docs(tmp_path):
    return small.write(tmp_path / "docs")


def with_line(pattern, becomes):
    """The small guide's levels.yml with another line in place of the first of a pattern, and its number.

    A {} stands for what the pattern's group found.
    """
    whole = small.TEXTS["levels.yml"]
    found = re.search(f"^{pattern}$", whole, re.M)
    becomes = becomes.replace("{}", found[1] if found.re.groups else "")
    text = whole[: found.start()] + becomes + whole[found.end() :]
    return text, text.count("\n", 0, found.start()) + 1


# ---- Mistakes. Each table stands in tests/bad/, with what its columns mean.


def test_a_bad_file_has_every_mistake_named_at_its_line(docs):
    (docs / "levels.yml").write_bytes((ROOT / "tests/bad/levels.yml").read_bytes())
    for page in ("levels/review.md", "levels/Gone.md", "levels/in/side.md"):
        (docs / page).parent.mkdir(exist_ok=True)
        (docs / page).touch()

    with pytest.raises(BadData) as bad:
        load(docs)

    told = [str(p).partition(". Expected: ")[0].replace("docs/", "") for p in bad.value.problems]
    assert (ROOT / "tests/bad/levels.txt").read_text(encoding="utf-8").splitlines() == told


def table(name):
    """Cases of a table, each named by its first column."""
    rows = yaml.safe_load((ROOT / f"tests/bad/{name}.yml").read_text(encoding="utf-8"))
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


TAKEN = [(r"  - id: edge", f"  - id: {name}", "a meaning of its own") for name in checks.TAKEN["levels"]]


@pytest.mark.parametrize(("pattern", "becomes", "said"), [*table("lines"), *TAKEN])
def test_a_mistake_is_told_at_its_line(docs, pattern, becomes, said):
    text, line = with_line(pattern, becomes)
    (docs / "levels.yml").write_text(text, encoding="utf-8")

    told = [str(p) for p in problems_of(docs)]

    place = "docs/levels.yml:" if said.startswith("…") else f"docs/levels.yml:{line}: "
    assert any(message.startswith(place) and said.strip("…") in message for message in told), told


@pytest.mark.parametrize(("becomes", "after", "found", "expected"), table("slips"))
def test_a_slip_in_yaml_is_told_in_plain_words(becomes, after, found, expected):
    # In the last mapping of a small file, so that a mark left open finds no other to close it.
    problem = read(f"levels:\n  - id: a\n{becomes}\n    topic: b\n")[2][0]

    assert (3 + after, True) == (problem.line, problem.found.startswith(f"not YAML ({found}")), problem
    assert expected in problem.expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Share #1 thing", ['"Share" and then a comment']),
        ("#", ["nothing"]),
        ("'a' # b", []),
        ("a#b", []),
    ],
)
def test_a_text_that_a_comment_cuts_short_is_told(text, told):
    assert told == [problem.found for problem in read(with_line("    topic: .*", f"    topic: {text}")[0])[2]]


def test_a_comment_behind_a_value_that_holds_no_words_is_welcome():
    values = r"^(  margin: .*|  - id: .*|        side: \w+)$"

    assert not read(re.sub(values, r"\1  # why", small.TEXTS["levels.yml"], flags=re.M))[2]


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"# a\n# b\n", 1, "nothing"),
        (b"\n- a\n", 2, "a list"),
        (b"levels", 1, "a single value"),
        ("version: a".encode("utf-16"), 1, "UTF-16"),
        ("version: a".encode("utf-16-le"), 1, "UTF-16"),
        ("a: b\r\rc: é".encode("latin-1"), 3, "not UTF-8"),
        ("a: b\nc: é".encode()[:-1], 2, "not UTF-8"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\n", 2, "an alias (*a)"),
        (b"%TAG !a! tag:b,c:\n---\nversion: a\n", 1, "a YAML directive"),
    ],
)
def test_a_file_that_is_no_data_file_is_refused(data, line, said):
    told = [(problem.line, problem.found) for problem in read(data)[2]]

    assert any(one == line and said in found for one, found in told), told


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_not_there_is_told(docs, name):
    (docs / f"{name}.yml").unlink()

    assert any(
        str(p).startswith(f"docs/{name}.yml:1: the file: no file to read (") for p in problems_of(docs)
    )


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_told_as_nothing_however_yaml_writes_it(text):
    assert ["nothing"] == [p.found for p in read(with_line("    topic: .*", f"    topic: {text}")[0])[2]]


def test_of_a_file_that_could_not_be_read_to_its_end_nothing_is_told_as_missing(docs):
    text, line = with_line("    topic: .*", "    topic: [open")
    (docs / "levels.yml").write_text("".join(text.splitlines(keepends=True)[:line]), encoding="utf-8")

    assert {line} == {problem.line for problem in problems_of(docs)}


@pytest.mark.parametrize(
    ("text", "found"),
    [("? [a, b", "a bracket ["), ('a: "b\n  \tc\\t"\nb: c', "a tab"), ("a:\n\tb: c\n d: e", "a tab")],
)
def test_one_mistake_is_told_once(text, found):
    told = [problem.found for problem in yaml_tree.read(text.encode(), "levels.yml").problems]

    assert [True] == [found in one for one in told], told


def test_a_date_is_written_in_the_digits_that_every_browser_reads():
    values = values_of(ROOT / "docs", "helplines")
    line = values["places"][0]["lines"][0]
    line["checked"] = line["checked"].translate({ord("0") + i: chr(0x660 + i) for i in range(10)})

    told = read(dump(values), "helplines")[2]

    assert [True] == [problem.where.endswith(".checked") and "U+066" in problem.found for problem in told]


CHANGES = {
    "a text for a level's statements": (
        lambda data: data["levels"][0].update(statements="none yet"),
        "levels[0].statements",
        "a single value",
    ),
    "a made-up sheet that skips a level": (
        lambda data: data["examples"][0]["answers"].pop(0),
        "examples[0].answers",
        "no answers to edge",
    ),
    "more answers than statements": (
        lambda data: data["examples"][0]["answers"][0]["values"].append(0),
        "examples[0].answers[0].values",
        "4 answers to edge",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_leaves_no_sound_data_is_told(docs, change):
    spoil, where, found = CHANGES[change]
    data = small.values()["levels"]
    spoil(data)
    write(docs, data)

    assert (where, found) in [(problem.where, problem.found) for problem in problems_of(docs)]


def test_one_answer_less_and_one_wish_less_are_entries_less(docs):
    data = small.values()["levels"]
    gone = [int(data["answers"].pop(2)["value"]), data["wishes"].pop()["id"]]
    write(docs, data)

    model = load(docs).scorer_model

    assert not set(gone) & {*model["answers"], *model["wishes"]}
    assert len(model["answers"]) == len(data["answers"]) - 1


def test_a_made_up_sheet_may_leave_out_the_last_levels_and_name_none(docs):
    data = small.values()["levels"]
    data["examples"][0]["answers"].pop()
    data["examples"][0]["levels"] = []
    write(docs, data)

    assert not problems_of(docs)


@pytest.mark.parametrize("name", ["helplines", "sources"])
def test_an_id_of_a_place_or_source_is_its_own_and_means_nothing_else(docs, name):
    values = small.values()[name]
    key = {"helplines": "places", "sources": "sources"}[name]
    first = values[key][0]
    values[key] += [{**first, "id": id_} for id_ in (first["id"], "menu")]
    if name == "helplines":
        for place in values[key]:
            place["lines"] = [{**place["lines"][0], "id": place["lines"][0]["about"]}]
    write(docs, values, name)

    told = {(problem.where, problem.found.partition(" (")[0]) for problem in problems_of(docs)}

    assert (f"{key}[1].id", f'the id "{first["id"]}" a second time') in told
    assert (f"{key}[2].id", 'the id "menu", which has a meaning of its own') in told
    # A line cannot have the id of the heading above it.
    in_the_way = any(where == "places[0].lines[0].id" and "of its own" in found for where, found in told)
    assert in_the_way == (name == "helplines")


def test_a_heading_that_words_yml_leads_to_is_asked_for_in_a_page_of_broken_bytes(docs):
    page, _, heading = small.values()["words"]["check"]["start"]["nobody_page"].partition("#")
    (docs / page).write_bytes(b"# \xff\n\nText.\n")

    told = [(problem.where, problem.found) for problem in problems_of(docs)]

    assert ("check.start.nobody_page", f'"{page}#{heading}"') in told


# ---- What is fine.


def test_the_project_and_the_small_guide_have_no_mistake(docs):
    assert not problems_of(ROOT / "docs")
    assert not problems_of(docs)


@pytest.mark.parametrize(
    "change",
    [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n"), lambda t: t.replace("\n", "\r"), str.rstrip],
)
@pytest.mark.parametrize("name", NAMES)
def test_marks_and_line_ends_do_not_matter(name, change):
    assert read(REAL[name], name) == read(change(REAL[name]), name)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "1.10",
        "12:30",
        "0x10",
        "1e3",
        "2026-11-23",
        "1_000",
        ".nan",
        "=",
        "on",
        "👩‍👩‍👧 family",
        "اهلا",
        "e\u0301",
    ],
)
def test_text_stays_text(text):
    values, _, problems = read(with_line("    topic: .*", f"    topic: {text}")[0])

    assert (text, []) == (values["levels"][0]["topic"], problems)


# ---- Whatever is in the file.

MARKS = list("ab:-?#&*!|>'\"%@`{}[],~<=\\ \n\t\r\u2028é\0")


@settings(max_examples=300 if EVERYTHING else 100)
@given(st.one_of(st.binary(max_size=200), st.text(MARKS, max_size=80).map(str.encode)))
def test_any_bytes_are_read_or_told(data):
    _, _, problems = read(data)

    assert problems
    assert all(1 <= problem.line <= len(re.split(b"\r\n|\r|\n", data)) for problem in problems)


def test_a_file_cut_anywhere_is_told():
    whole = 'version: "1"\nlevels:\n  - {id: \'a\', "b": [c, é]}\n  # d\n'
    whole += "  - ? e\n    : |\n      f\n    h: >-\n      i\n"

    for end in range(len(whole.encode())):
        assert read(whole.encode()[:end])[2]
