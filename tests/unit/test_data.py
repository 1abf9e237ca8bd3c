"""What an author can write into the data files, and what is said about each mistake."""

import os
import random
import re
import shutil
import textwrap
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import fill
import checks
import levels
import pages
import yaml_tree
from authored import DOCS, NAMES, REAL, dump, plain, read
from conftest import ROOT
from problems import MOST_TOLD, BadData
from tools import EVERYTHING


def load(docs):
    """The problems of everything under a folder of words."""
    try:
        pages.check(docs, levels.load(docs), fill.markers())
    except BadData as bad:
        return bad.problems
    return ()


@pytest.fixture
def docs(tmp_path):
    return Path(shutil.copytree(DOCS, tmp_path / "docs"))


# ---- One file with many mistakes. A new rule gets a bad line there, and what is to be said about it in levels.txt.


def test_a_bad_file_has_every_mistake_named_at_its_line(tmp_path):
    for name in ("words", "helplines", "sources"):
        shutil.copy(DOCS / f"{name}.yml", tmp_path)
    shutil.copy(ROOT / "tests/bad/levels.yml", tmp_path)
    nobody, _, heading = levels.load(DOCS).words.check.start.nobody_page.partition("#")
    for page in ("levels/review.md", "levels/Gone.md", "levels/lost.md", "levels/in/side.md", "reclaim/walk.md", nobody):
        (tmp_path / page).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / page).touch()
    (tmp_path / nobody).write_text(f"## {heading.replace('-', ' ').upper()}\n", encoding="utf-8")

    with pytest.raises(BadData) as bad:
        levels.load(tmp_path)

    told = [str(p).partition(". Expected: ")[0].replace(f"{tmp_path.name}/", "") for p in bad.value.problems]
    assert (ROOT / "tests/bad/levels.txt").read_text(encoding="utf-8").splitlines() == told
    assert all(str(p).startswith(f"{p.file}:{p.line}: {p.where}: {p.found}. Expected: ") for p in bad.value.problems)


def with_line(pattern, becomes):
    """levels.yml in which the first line of this pattern is another, and its number. A {} stands for what the pattern's group found."""
    found = re.search(f"^{pattern}$", REAL["levels"], re.M)
    becomes = becomes.replace("{}", found[1] if found.re.groups else "")
    text = REAL["levels"][: found.start()] + becomes + REAL["levels"][found.end() :]
    return text, text.count("\n", 0, found.start()) + 1


# ---- One mistake at a time. Each table stands in tests/bad/, with what its columns mean.


def table(name):
    """Cases of a table, each named by its first column."""
    rows = yaml.safe_load((ROOT / f"tests/bad/{name}.yml").read_text(encoding="utf-8"))
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


A_LEVEL_CALLED = [(r"  - id: .*", f"  - id: {name}", "a meaning of its own") for name in checks.TAKEN["levels"]]


@pytest.mark.parametrize(("pattern", "becomes", "said"), [*table("lines"), *A_LEVEL_CALLED])
def test_a_mistake_is_told_at_its_line(docs, pattern, becomes, said):
    text, line = with_line(pattern, becomes)
    (docs / "levels.yml").write_text(text, encoding="utf-8")

    told = [str(p) for p in load(docs)]

    place = "docs/levels.yml:" if said.startswith("…") else f"docs/levels.yml:{line}: "
    assert any(message.startswith(place) and said.strip("…") in message for message in told), told


@pytest.mark.parametrize(("becomes", "after", "found", "expected"), table("slips"))
def test_a_slip_in_yaml_is_told_in_plain_words(becomes, after, found, expected):
    # In the last mapping of a small file, so that a mark left open finds no other to close it.
    data = f"levels:\n  - id: a\n{becomes}\n    topic: b\n"

    problem = read(data)[2][0]

    assert (3 + after, True) == (problem.line, problem.found.startswith(f"not YAML ({found}")), problem
    assert expected in problem.expected


@pytest.mark.parametrize("text", ["Share #1 thing", "Share  # thing", "'a' # b", "a#b", "#", "'a #b'"])
def test_a_text_that_a_comment_cuts_short_is_told(text):
    whole, line = with_line("    topic: .*", f"    topic: {text}")

    told = read(whole)[2]

    expected = {"Share #1 thing": ['"Share" and then a comment'], "Share  # thing": ['"Share" and then a comment'], "#": ["nothing"]}.get(text, [])
    assert [(line, one) for one in expected] == [(problem.line, problem.found) for problem in told]


def test_a_comment_behind_a_value_that_holds_no_words_is_welcome():
    text = re.sub(r"^(  margin: .*|  - id: .*|        side: \w+)$", r"\1  # why", REAL["levels"], flags=re.M)

    assert text.count("  # why") > 10
    assert not read(text)[2]


FILES = [
    ("nothing at all", b"", 1, "nothing"),
    ("comments only", b"# a\n# b\n", 1, "nothing"),
    ("a list", b"\n- a\n", 2, "a list"),
    ("a text", b"levels", 1, "a single value"),
    ("UTF-16", REAL["levels"].encode("utf-16"), 1, "UTF-16"),
    ("UTF-16 without its mark", REAL["levels"].encode("utf-16-le"), 1, "UTF-16"),
    ("Latin-1", "a: b\r\rc: é".encode("latin-1"), 3, "not UTF-8"),
    ("UTF-8 cut within a character", "a: b\nc: é".encode()[:-1], 2, "not UTF-8"),
    ("lists within lists", b"levels: " + b"[" * 5000, 1, "nested too deeply"),
    ("keys within keys", b"? " * 5000, 1, "nested too deeply"),
    ("more bytes than anyone writes", b"levels: " + b"a" * yaml_tree.LARGEST, 1, "at most"),
    ("a laugh multiplied", b"a: &a [x, x]\nb: &b [*a, *a]\n", 2, "an alias (*a)"),
    ("a directive", b"%TAG !a! tag:b,c:\n---\nversion: a\n", 1, "a YAML directive"),
]


@pytest.mark.parametrize(("data", "line", "said"), [file[1:] for file in FILES], ids=[file[0] for file in FILES])
def test_a_file_that_is_no_data_file_is_refused(docs, data, line, said):
    (docs / "levels.yml").write_bytes(data)

    assert any(str(p).startswith(f"docs/levels.yml:{line}: ") and said in str(p) for p in load(docs)), load(docs)


def outside(path):
    target = path.parents[1].with_name("outside.yml")
    target.write_text(REAL["levels"], encoding="utf-8")
    path.symlink_to(target)


@pytest.mark.parametrize("put", [lambda p: None, Path.mkdir, os.mkfifo, outside, lambda p: p.symlink_to(p), lambda p: p.symlink_to("/dev/zero")])
def test_what_is_no_file_of_the_project_is_refused(docs, put):
    (docs / "levels.yml").unlink()
    put(docs / "levels.yml")

    (problem,) = load(docs)

    assert str(problem).startswith("docs/levels.yml:1: the file: no file to read (") and "None" not in problem.found


@pytest.mark.parametrize(("page", "text", "line", "said"), [*table("pages"), ("about.md", b"a\n\xff", 2, "not UTF-8")])
def test_a_mistake_in_a_page_is_told_at_its_line(docs, guide, page, text, line, said):
    page = page.format(level=guide.levels[-1].page)
    (docs / page).parent.mkdir(exist_ok=True)
    (docs / page).write_bytes(text if isinstance(text, bytes) else text.encode())

    assert any(str(p).startswith(f"docs/{page}:{line}: ") and said in str(p) for p in load(docs)), load(docs)


@pytest.mark.parametrize("slot", ["{nmae}", "{Name}", "{ name }", "{everything}"])
@pytest.mark.parametrize(("name", "key"), [("words", "  next: "), ("levels", "    topic: ")])
def test_a_slot_that_nothing_fills_is_told(docs, name, key, slot):
    line = REAL[name][: REAL[name].index(key)].count("\n") + 1
    (docs / f"{name}.yml").write_text(re.sub(f"^{key}.*$", f'{key}"Of {slot}"', REAL[name], count=1, flags=re.M), encoding="utf-8")

    (problem,) = load(docs)

    assert (f"docs/{name}.yml", line, True) == (problem.file, problem.line, problem.found.startswith(f'"{slot}"'))


def test_a_date_is_written_in_the_digits_that_every_browser_reads():
    found = re.search(r"checked: (.+)$", REAL["helplines"], re.M)
    digits = found[1].strip("\"'").translate({ord("0") + i: chr(0x660 + i) for i in range(10)})

    told = read(REAL["helplines"][: found.start(1)] + digits + REAL["helplines"][found.end(1) :], "helplines")[2]

    assert [True] == [problem.where.endswith(".checked") and "U+066" in problem.found for problem in told]


def test_a_text_for_the_statements_of_a_level_is_told_and_nothing_else_of_them(docs):
    values = plain(read(REAL["levels"])[0])
    values["levels"][0]["statements"] = "none yet"
    (docs / "levels.yml").write_text(dump(values), encoding="utf-8")

    assert {"levels[0].statements"} == {problem.where for problem in load(docs) if problem.where.startswith("levels[0]")}


LEVEL = plain(read(REAL["levels"])[0])["levels"][0]["id"]
CAN_HOLD = [
    {"kind": ["mixed"], "best": ["none"]},
    {"kind": ["one-sided"], "direction": ["sharing"], "balance": ["response"]},
    {"kind": ["not-placed"], "fit": ["less"], "wanted": [LEVEL]},
    {"kind": ["between"], "fit": ["right"], "best": [LEVEL]},
    {"kind": ["level"], "fit": ["more"], "open": ["one"]},
    {"kind": ["not-enough"], "wanted": ["unsure"]},
    {"wanted": ["apart"], "fit": ["none"]},
]
CANNOT_HOLD = [
    {"kind": ["mixed"], "fit": ["less"]},
    {"kind": ["one-sided"], "fit": ["right"]},
    {"kind": ["not-enough"], "fit": ["right"]},
    {"wanted": ["apart"], "fit": ["right"]},
    {"wanted": ["none"], "fit": ["less"]},
    {"kind": ["not-placed"], "fit": ["more"]},
    {"kind": ["not-placed"], "best": [LEVEL]},
    {"kind": ["not-enough"], "best": [LEVEL]},
    {"kind": ["level"], "best": ["none"]},
    {"kind": ["between"], "best": ["none"]},
    {"kind": ["level"], "direction": ["sharing"]},
    {"kind": ["one-sided"], "direction": ["none"]},
    {"kind": ["not-enough"], "balance": ["even"]},
    {"kind": ["mixed"], "balance": ["none"]},
]


@pytest.mark.parametrize(("when", "holds"), [*((when, True) for when in CAN_HOLD), *((when, False) for when in CANNOT_HOLD)], ids=str)
def test_a_suggestion_that_no_result_can_bring_is_told(docs, when, holds):
    values = plain(read(REAL["levels"])[0])
    values["suggestions"].insert(0, {"id": "rare", "text": "Rare.", "when": when})
    (docs / "levels.yml").write_text(dump(values), encoding="utf-8")

    told = [problem.found for problem in load(docs) if problem.where == "suggestions[0]"]

    assert ([] if holds else ['the suggestion "rare", which is never shown']) == told


@pytest.mark.parametrize("line", ["k{}:\tv", "k{}: *v"], ids=["tabs", "aliases"])
def test_reading_stops_at_more_mistakes_than_anyone_mends_at_once(line):
    tree = yaml_tree.read("\n".join(line.format(i) for i in range(2 * MOST_TOLD)).encode(), "levels.yml")

    last = tree.problems[-1]
    assert (MOST_TOLD + 1, False) == (len(tree.problems), tree.whole)
    assert f"{MOST_TOLD} mistakes, and what follows was not read" == last.found and MOST_TOLD <= last.line <= MOST_TOLD + 1


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_told_as_nothing_however_yaml_writes_it(text):
    whole, _ = with_line("    name: .*", f"    name: {text}")

    assert ["nothing"] == [problem.found for problem in read(whole)[2]]


def test_of_a_file_that_could_not_be_read_to_its_end_nothing_is_told_as_missing(docs):
    text, line = with_line("    name: .*", "    name: [open")
    (docs / "levels.yml").write_text("".join(text.splitlines(keepends=True)[:line]), encoding="utf-8")

    assert {line} == {problem.line for problem in load(docs)}


@pytest.mark.parametrize(
    ("text", "found"), [("? [a, b", "a bracket ["), ('a: "b\n  \tc\\t"\nb: c', "a tab"), ("a:\n\tb: c\n d: e", "a tab")]
)
def test_one_mistake_is_told_once(text, found):
    told = [problem.found for problem in yaml_tree.read(text.encode(), "levels.yml").problems]

    assert [True] == [found in one for one in told], told


def test_a_list_may_be_empty_where_nothing_asks_for_more():
    values = plain(read(REAL["levels"])[0])
    values["examples"][0]["levels"] = []
    assert not read(dump(values))[2]

    values["notes"]["limits"] = []
    assert ["notes.limits"] == [problem.where for problem in read(dump(values))[2]]


def test_a_line_cannot_have_the_id_of_a_heading_above_it(docs):
    first = re.search(r"^      - id: (.*)\n(?:        .*\n)*?        about: (.*)$", REAL["helplines"], re.M)
    (docs / "helplines.yml").write_text(REAL["helplines"].replace(f"- id: {first[1]}\n", f"- id: {first[2]}\n"), encoding="utf-8")

    assert [(f'the id "{first[2]}", which has a meaning of its own', True)] == [(problem.found, problem.where.endswith(".id")) for problem in load(docs)]


def test_a_made_up_sheet_that_skips_a_level_is_told(docs):
    values = plain(read(REAL["levels"])[0])
    skipped = values["examples"][0]["answers"].pop(1)["level"]
    (docs / "levels.yml").write_text(dump(values), encoding="utf-8")

    assert [("examples[0].answers", f"no answers to {skipped}")] == [(problem.where, problem.found) for problem in load(docs)]


def test_a_made_up_sheet_may_leave_out_the_last_levels(docs):
    values = plain(read(REAL["levels"])[0])
    values["examples"][0]["answers"].pop()
    (docs / "levels.yml").write_text(dump(values), encoding="utf-8")

    assert not load(docs)


def test_a_heading_that_words_yml_leads_to_is_asked_for_in_a_page_of_broken_bytes(docs):
    page, _, heading = levels.load(DOCS).words.check.start.nobody_page.partition("#")
    (docs / page).write_bytes(b"# \xff\n\nText.\n")

    assert ("check.start.nobody_page", f'"{page}#{heading}"') in [(problem.where, problem.found) for problem in load(docs)]


@pytest.mark.parametrize("name", ["helplines", "sources"])
def test_an_id_of_a_place_or_source_is_its_own_and_means_nothing_else(docs, name):
    first, second, third = list(re.finditer(r"^  - id: (.*)$", REAL[name], re.M))[:3]
    text = REAL[name][: second.start(1)] + first[1] + REAL[name][second.end(1) : third.start(1)] + "menu" + REAL[name][third.end(1) :]
    (docs / f"{name}.yml").write_text(text, encoding="utf-8")
    lines = [REAL[name].count("\n", 0, one.start()) + 1 for one in (first, second, third)]

    with pytest.raises(BadData) as bad:
        levels.load(docs)

    assert [(lines[1], f'the id "{first[1]}" a second time (first in line {lines[0]})'), (lines[2], 'the id "menu", which has a meaning of its own')] == [
        (problem.line, problem.found) for problem in bad.value.problems
    ]


def test_the_words_of_the_answers_keep_their_order(docs):
    (docs / "words.yml").write_text(REAL["words"].replace('value: "-2"', 'value: "-1"', 1), encoding="utf-8")

    assert ['"-1"'] == [problem.found for problem in load(docs)]


# ---- What is fine.


@pytest.mark.parametrize("change", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n"), lambda t: t.replace("\n", "\r"), str.rstrip])
@pytest.mark.parametrize("name", NAMES)
def test_marks_and_line_ends_do_not_matter(name, change):
    assert read(REAL[name], name) == read(change(REAL[name]), name)


@pytest.mark.parametrize("text", ["no", "Yes", "1.10", "12:30", "0x10", "1e3", "2026-11-23", "1_000", ".nan", "=", "-1", "on", "👩‍👩‍👧 family", "اهلا", "e\u0301"])
def test_text_stays_text(text):
    whole, _ = with_line("    name: .*", f"    name: {text}")

    values, _, problems = read(whole)

    assert (text, []) == (values["levels"][0]["name"], problems)


# ---- Whatever is in the file.


@settings(max_examples=300 if EVERYTHING else 100)
@given(st.one_of(st.binary(max_size=200), st.text(list("ab:-?#&*!|>'\"%@`{}[],~<=\\ \n\t\r\u2028é\0"), max_size=80).map(str.encode)))
def test_any_bytes_are_read_or_told(data):
    _, _, problems = read(data)

    assert problems
    assert all(1 <= problem.line <= len(re.split(b"\r\n|\r|\n", data)) for problem in problems)


# What means something in YAML, and some that look as if it did.
MARKS = [":", ": ", "- ", "? ", "#", " #", "|", ">-\n", "[", "]", "{", "}", ", ", '"', "'", "&a ", "*a", "!b ", "%", "@", "?", "~", "\\", "\t", "\n", "  "]
MARKS += ["---\n", "...\n", "<<: ", "a: b", "|# c", "\u2028", "é", "👧"]


def by_both(text, monkeypatch):
    """What the fast reader of YAML makes of a text, and what the other does."""
    fast = yaml_tree.read(text.encode(), "levels.yml")
    with monkeypatch.context() as patch:
        patch.setattr(yaml_tree, "_FAST", None)
        return fast, yaml_tree.read(text.encode(), "levels.yml")


@pytest.mark.parametrize("text", ["a: [b? c]", "a: [b?, c]", "a: {b? : c}", "a: {b?: c}", "a: |# b\n  c\n", "a: >-2#b\n  c\n", "a: b # c"])
def test_what_readers_of_yaml_do_not_agree_on_is_read_the_same_by_both_of_ours(text, monkeypatch):
    fast, slow = by_both(text, monkeypatch)

    assert fast == slow


def test_the_fast_reader_of_yaml_and_the_other_make_the_same_of_a_file(monkeypatch):
    assert yaml_tree._FAST, "PyYAML came without it"
    chance = random.Random(1)
    for _ in range(4000 if EVERYTHING else 500):
        lines = REAL[chance.choice(NAMES)].splitlines(keepends=True)
        at = chance.randrange(len(lines))
        text = textwrap.dedent("".join(lines[at : at + chance.randrange(1, 12)]))
        for _ in range(chance.randrange(4)):
            place = chance.randrange(len(text) + 1)
            text = text[:place] + chance.choice(MARKS) + text[place + chance.randrange(3) :]
        fast, slow = by_both(text, monkeypatch)
        assert fast == slow, text


def test_a_file_cut_anywhere_is_told():
    whole = "version: \"1\"\nlevels:\n  - {id: 'a', \"b\": [c, é]}\n  # d\n  - ? e\n    : |\n      f\n      g\n    h: >-\n      i\nsteps: &j !k\n  - *j\n".encode()

    for end in range(len(whole)):
        assert read(whole[:end])[2]


def test_damaged_files_are_told_within_seconds(docs):
    chance = random.Random(1)
    for _ in range(25):
        lines = REAL["levels"].splitlines(keepends=True)
        for _ in range(chance.randrange(1, 4)):
            one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[one : one + chance.randrange(3)] = chance.choice([[], [lines[other]], [lines[other][: chance.randrange(1, 30)]], ["\n"]])
        (docs / "levels.yml").write_text("".join(lines), encoding="utf-8")
        begun = time.process_time()
        assert all(1 <= p.line <= len(lines) + 1 for p in load(docs))
        assert time.process_time() - begun < 5
