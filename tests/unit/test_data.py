"""What an author can write into the data files, and what is said about each mistake."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import small
from authored import NAMES, at, dump, problems_of, read, table, told, write
from copies import ROOT
from guide.model.guide import load
from guide.reading import checks, markup, yaml_tree
from tools import EVERYTHING


def with_line(pattern, becomes):
    """(name, text with another line in place of a pattern's first, its number) of the first file that has it.

    A {} stands for what the pattern's group found.
    """
    for name in NAMES:
        whole = small.TEXTS[f"{name}.yml"]
        if found := re.search(f"^{pattern}$", whole, re.M):
            becomes = becomes.replace("{}", found[1] if found.re.groups else "")
            text = whole[: found.start()] + becomes + whole[found.end() :]
            return f"{name}.yml", text, text.count("\n", 0, found.start()) + 1
    raise ValueError(f"No line is {pattern}")


# ---- Mistakes. Each table stands in tests/bad/, with what its columns mean.


def test_a_bad_file_has_every_mistake_named_at_its_line(docs):
    (docs / "levels.yml").write_bytes((ROOT / "tests/bad/levels.yml").read_bytes())
    for page in ("levels/pair.md", "levels/Gone.md", "levels/in/side.md"):
        (docs / page).parent.mkdir(exist_ok=True)
        (docs / page).touch()

    found = [one.partition(". Expected: ")[0].replace("docs/", "") for one in told(docs)]

    assert (ROOT / "tests/bad/levels.txt").read_text(encoding="utf-8").splitlines() == found


TAKEN = [(r"  - id: edge", f"  - id: {name}", "a meaning of its own") for name in checks.TAKEN["levels"]]


@pytest.mark.parametrize(("pattern", "becomes", "said"), [*table("lines"), *TAKEN])
def test_a_mistake_is_told_at_its_line(docs, pattern, becomes, said):
    name, text, line = with_line(pattern, becomes)
    (docs / name).write_text(text, encoding="utf-8")

    place = f"docs/{name}:" if said.startswith("…") else f"docs/{name}:{line}: "
    assert any(one.startswith(place) and said.strip("…") in one for one in told(docs)), told(docs)


@pytest.mark.parametrize(("becomes", "after", "found", "expected"), table("slips"))
def test_a_slip_in_yaml_is_told_in_plain_words(becomes, after, found, expected):
    # In the last mapping of a small file, so that a mark left open finds no other to close it.
    problem = read(f"levels:\n  - id: a\n{becomes}\n    told: b\n")[2][0]

    assert (3 + after, True) == (problem.line, problem.found.startswith(f"not YAML ({found}")), problem
    assert expected in problem.expected


CUT = {"Share #1 thing": ['"Share" and then a comment'], "#": ["nothing"], "'a' # b": [], "a#b": []}
NOTHING = dict.fromkeys(["", "~", "null", "Null", "NULL"], ["nothing"])
TEXTS = "no 1.10 12:30 0x10 1e3 2026-11-23 1_000 .nan = on 👩‍👩‍👧 اهلا e\u0301"


@pytest.mark.parametrize(("written", "found"), (CUT | NOTHING | dict.fromkeys(TEXTS.split(), [])).items())
def test_a_text_stays_text_and_one_that_a_comment_cuts_short_or_that_is_none_is_told(written, found):
    values, _, problems = read(with_line("    told: .*", f"    told: {written}")[1])

    assert found == [problem.found for problem in problems]
    assert found or values["levels"][0]["told"] == written.partition(" # ")[0].strip("'")


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
    assert any(one.line == line and said in one.found for one in read(data)[2]), read(data)[2]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_not_there_is_told(docs, name):
    (docs / f"{name}.yml").unlink()

    assert any(one.startswith(f"docs/{name}.yml:1: the file: no file to read (") for one in told(docs))


def test_of_a_file_that_could_not_be_read_to_its_end_nothing_is_told_as_missing(docs):
    name, text, line = with_line("    told: .*", "    told: [open")
    (docs / name).write_text("".join(text.splitlines(keepends=True)[:line]), encoding="utf-8")

    assert {line} == {problem.line for problem in problems_of(docs)}


@pytest.mark.parametrize(
    ("text", "found"),
    [("? [a, b", "a bracket ["), ('a: "b\n  \tc\\t"\nb: c', "a tab"), ("a:\n\tb: c\n d: e", "a tab")],
)
def test_one_mistake_is_told_once(text, found):
    problems = yaml_tree.read(text.encode(), "levels.yml").problems

    assert [True] == [found in problem.found for problem in problems], problems


@pytest.mark.parametrize("keys", checks.TOLD_APART, ids="-".join)
def test_two_entries_with_the_same_words_are_told_with_the_line_of_both(docs, keys):
    name = next(name for name in NAMES if isinstance(small.values()[name].get(keys[0]), list))
    *outer, field = (keys[0], 0, *keys[1:]) if len(keys) > 2 else keys
    values = small.values()[name]
    entries = at(values, outer)
    entries.insert(1, {**entries[0], field: entries[0][field].upper()})
    write(docs, values, name)

    lines = read(dump(values), name)[1]
    first, second = (lines[(*outer, i, field)] for i in (0, 1))
    found = f'{field}: "{entries[1][field][:20]}'
    (one,) = (one for one in told(docs) if one.startswith(f"docs/{name}.yml:{second}: ") and found in one)
    assert f"a second time (first in line {first})" in one


def test_sources_that_no_page_cites_are_told_in_one_line(docs):
    values = small.values()["sources"]
    values["sources"].append({**values["sources"][0], "id": "another", "reference": "Another"})
    write(docs, values, "sources")
    (docs / "about.md").write_text("# About\n")

    (problem,) = problems_of(docs)

    ids = ", ".join(source["id"] for source in values["sources"])
    assert problem.found == f"{len(values['sources'])} that no page cites ({ids})"


MARKED = "**so**|__so__|*so*|_so_|[so](index.md)|![so](a.png)|`so`|&amp;|&#39;|<b>|</b>|<br/>|<!--"
MARKED += "|<https://example.org/>|*Two words*"
PLAIN = "2 * 3 * 4|a lone * here|a* and b*|5 < 6 > 4|<3|a_b@c_d.org|doi:10.1007/978_3_16 and _|Q&A;|{so}"
PLAIN += "|https://example.org/_a_/b|Violence, & Abuse|AT&T; so|I [really] mean (it)|snake_case_name"


@pytest.mark.parametrize("text", MARKED.split("|"))
def test_markup_is_found_in_a_text_since_it_would_be_shown_as_it_is_typed(text):
    assert markup.held(f"A text with {text} in it") == text


@pytest.mark.parametrize("text", PLAIN.split("|"))
def test_a_lone_sign_or_an_address_is_no_markup(text):
    assert markup.held(f"A text, {text}, and more.") is None


# ---- What is fine.


def test_the_project_and_the_small_guide_have_no_mistake(docs):
    assert [problems_of(ROOT / "docs"), problems_of(docs)] == [(), ()]


def test_an_answer_a_wish_and_the_last_level_of_a_sheet_less_are_entries_less(docs):
    data = small.values()["levels"]
    gone = {int(data["answers"].pop(2)["value"]), data["wishes"].pop()["id"]}
    data["examples"][0]["answers"].pop()
    data["examples"][0]["levels"] = []
    write(docs, data)

    model = load(docs).scorer_model

    assert not gone & {*model["answers"], *model["wishes"]}
    assert len(model["answers"]) == len(data["answers"]) - 1


def test_a_comment_behind_a_value_that_holds_no_words_is_welcome():
    values = r"^(  near: .*|  - id: .*|        facet: \w+)$"

    assert not read(re.sub(values, r"\1  # why", small.TEXTS["levels.yml"], flags=re.M))[2]


@pytest.mark.parametrize("name", NAMES)
def test_marks_and_line_ends_do_not_matter(name):
    text = small.TEXTS[f"{name}.yml"]

    for other in ("\ufeff" + text, text.replace("\n", "\r\n"), text.replace("\n", "\r"), text.rstrip()):
        assert read(text, name) == read(other, name)


# ---- Whatever is in the file.

MARKS = list("ab:-?#&*!|>'\"%@`{}[],~<=\\ \n\t\r\u2028é\0")
LINE = re.compile(r"docs/[^\n]+?:[1-9][0-9]*: [^\n]+: [^\n]+\. Expected: [^\n]+\.")
TYPED = b'\t|#|: |- |"|[|{nmae}|<!-- guide: stps -->|](sources.md#x)'.split(b"|")
# Slips of an author, an editor or a disk make other bytes of good ones: at a place, with something typed.
SLIPS = {
    "cut": lambda good, place, typed: good[:place],
    "typed": lambda good, place, typed: good[:place] + typed + good[place:],
    "a line lost": lambda good, place, typed: good[:place] + good[place:].partition(b"\n")[2],
    "pasted twice": lambda good, place, typed: good[:place] + good[place // 2 :],
    "tabs": lambda good, place, typed: good.replace(b"  ", b"\t"),
    "saved as UTF-16": lambda good, place, typed: good.decode().encode("utf-16"),
    "saved as Latin-1": lambda good, place, typed: good.decode().encode("latin-1", "replace"),
}


@settings(max_examples=30)
@given(data=st.data(), slip=st.sampled_from(sorted(SLIPS)), typed=st.sampled_from(TYPED))
def test_a_slip_leaves_a_guide_or_is_told_in_plain_lines(docs, data, slip, typed):
    path = data.draw(st.sampled_from(sorted(one for one in docs.rglob("*") if one.is_file())))
    good = path.read_bytes()
    path.write_bytes(SLIPS[slip](good, data.draw(st.integers(0, len(good))), typed))
    try:
        assert [line for line in told(docs) if not LINE.fullmatch(line)] == []
    finally:
        path.write_bytes(good)


@settings(max_examples=300 if EVERYTHING else 100)
@given(st.one_of(st.binary(max_size=200), st.text(MARKS, max_size=80).map(str.encode)))
def test_any_bytes_are_read_or_told(data):
    problems = read(data)[2]

    assert problems
    assert all(1 <= problem.line <= len(re.split(b"\r\n|\r|\n", data)) for problem in problems)
