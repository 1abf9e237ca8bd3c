"""Whatever lies in the folder of words: it becomes a guide, or its mistakes are told in plain lines. Soon, and in little memory.

tests/fuzz/reading.py says what must hold. tests/fuzz/loader.py tries it for hours; here it is tried for seconds.
"""

import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from fuzz import inputs, reading
from fuzz.bounds import within
from problems import BadData, Problem

SECONDS, MEMORY = 20, 400 << 20
CORPUS = sorted(path for path in (ROOT / "tests/fuzz/corpus").iterdir() if not path.name.startswith("."))


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    room = reading.Room(tmp_path_factory.mktemp("room"))
    with room.remembering():
        yield room


# ---- What fuzzers and people found.


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_what_was_found_once_is_told_as_promised(room, path):
    with within(SECONDS, MEMORY):
        inputs.run(room, path.read_bytes())


LARGE = 400_000
# The file, its text (or a mark in the good file after which it goes in), and how much of it.
SWOLLEN = {
    "mistakes in every line": ("levels.yml", None, b"\t\n", LARGE),
    "aliases in every line": ("levels.yml", None, b"- *a\n", LARGE),
    "one key again and again": ("levels.yml", None, b"a:\n", LARGE),
    "unknown keys": ("words.yml", b"shell:\n", b"  exir%d: a\n", LARGE),
    "values of a list where each comes once": ("levels.yml", b"    kind:\n", b"    - a%d\n", LARGE),
    "ids that refer to nothing, of a list where each comes once": ("levels.yml", b"    best:\n", b"    - a%d\n", LARGE),
    "steps": ("levels.yml", b"steps:\n", b"- {id: s%d, name: a, summary: b}\n", LARGE),
    "suggestions that refer to nothing": ("levels.yml", b"suggestions:\n", b"- {id: s%d, text: b, step: q%d}\n", LARGE),
    "answers to no level": ("levels.yml", b"  answers:\n", b"  - {level: z%d, values: [1]}\n", LARGE),
    "a list in one line": ("levels.yml", b"notes:", b"[a,", LARGE // 4),
    "a long word": ("levels.yml", b"    side: ", b"sharing", LARGE),
    "a quotation that never ends": ("levels.yml", b"version: ", b"''", LARGE),
    "blanks in a marker": ("about.md", None, b" ", LARGE),
    "beginnings of markers": ("about.md", None, b"<!-- guide:", LARGE),
    "bad markers in every line": ("about.md", None, b"<!-- guides -->\n", LARGE),
    "bad markers in one line": ("about.md", None, b"<!-- guides -->", LARGE),
    "fences that nothing closes": ("about.md", None, b"```a\n", LARGE),
    "one long fence": ("about.md", None, b"`", LARGE),
    "links to no source": ("about.md", None, b"[a](sources.md#b)\n", LARGE),
    "front matter without end": ("about.md", None, b"---\n--- a\n", LARGE),
    "a page beyond all measure": ("about.md", None, b"word ", 40 << 20),
}


def repeated(piece, size):
    """A piece again and again, numbered where it has a place for a number."""
    count = size // len(piece)
    return b"".join(piece.replace(b"%d", b"%d" % i) for i in range(count)) if b"%d" in piece else piece * count


@pytest.mark.parametrize(("name", "after", "piece", "size"), SWOLLEN.values(), ids=SWOLLEN)
def test_a_swollen_file_is_told_soon_and_briefly(room, name, after, piece, size):
    data = repeated(piece, size)
    if after:
        assert after in room.good[name]
        data = room.good[name].replace(after, after + data, 1)
    elif piece == b" ":
        data = b"<!-- guide:" + data

    with within(SECONDS, MEMORY):
        assert room.told(name, data)


def test_a_message_tells_the_first_mistakes_and_how_many_there_are():
    bad = BadData([Problem("docs/a.yml", line, "here", "this", "that") for line in range(1, 1001)])

    lines = str(bad).split("\n")

    reading.check_message(bad)
    assert "docs/a.yml:1: here: this. Expected: that." == lines[0]
    assert lines[-1].startswith(f"docs/a.yml:{len(lines)}: ") and f"{1001 - len(lines)} more mistakes" in lines[-1]
    assert len(bad.problems) == 1000


# ---- What nobody thought of.

TOKENS = [
    "", " ", "#", " # a", "-", "- ", "- - ", "? ", ": ", ":", "a: b: c", "&a ", "*a", "&a [*a, *a]", "<<: *a", "<<: {a: b}", "!!str ", "!!python/name:os.system ",
    "!a!b ", "%YAML 9.9", "---", "...", "--- a", "|", ">-", "|9", "[", "]", "{", "}", "[" * 40, "{a: " * 40, "- " * 40, "? " * 40, "'", '"', '"\\u202e"', '"\\ud83d"', '"\\x00"',
    '"\\UFFFFFFFF"', "'it's'", '"a" b', "null", "~", "yes", "1e999", ".inf", ".nan", "-0", "0x1f", "0.5", "9" * 400, "2026-11-23", "2026-11-23T10:00:00Z", "12:30:45", "=", "<<",
    "constructor", "__proto__", "none", "apart", "\t", "\0", "\r", "\x85", "\u2028", "\ufeff", "\u202e", "\u200d", "\ud7ff", "\U0001f469", "\uffff", "é", "{name}", "{number}", "{nmae}",
    "<!-- guide: prompts -->", "<!-- guide: steps -->", "<!--guide:", "<!-- guides", "-->", "sources.md#a", "](sources.md#", "```", "~~~~", "# A", "===", "<h1>", "title: a", "tilte: a", "../", "/etc/passwd",
]  # fmt: skip
PIECES = st.one_of(st.sampled_from(TOKENS).map(lambda token: token.encode("utf-8", "surrogatepass")), st.binary(max_size=12), st.text(max_size=8).map(str.encode))


def drop(draw, lines, at):
    del lines[at : at + draw(st.integers(1, 5))]


def double(draw, lines, at):
    lines[at:at] = lines[at : at + draw(st.integers(1, 4))]


def swap(draw, lines, at):
    other = draw(st.integers(0, len(lines) - 1))
    lines[at], lines[other] = lines[other], lines[at]


def indent(draw, lines, at):
    by = draw(st.integers(-4, 4))
    for i in range(at, min(len(lines), at + draw(st.integers(1, 3)))):
        lines[i] = b" " * by + lines[i] if by > 0 else lines[i][min(-by, len(lines[i]) - len(lines[i].lstrip(b" "))) :]


def put_piece(draw, lines, at):
    place = draw(st.integers(0, len(lines[at])))
    lines[at] = lines[at][:place] + draw(PIECES) + lines[at][place:]


def new_value(draw, lines, at):
    lines[at] = lines[at].partition(b": ")[0] + b": " + draw(PIECES)


def new_line(draw, lines, at):
    lines.insert(at, draw(PIECES))


def long_line(draw, lines, at):
    lines[at] += draw(PIECES) * draw(st.integers(100, 3000))


def cut(draw, lines, at):
    lines[at:] = [lines[at][: draw(st.integers(0, len(lines[at])))]]


DAMAGES = (drop, double, swap, indent, put_piece, new_value, new_value, new_line, long_line, cut)
WHOLE = (
    bytes,
    lambda data: b"\xef\xbb\xbf" + data,
    lambda data: data.replace(b"\n", b"\r\n"),
    lambda data: data.replace(b"\n", b"\r"),
    lambda data: data.replace(b"\n", b"\x85"),
    lambda data: data.decode("utf-8", "replace").encode("utf-16"),
    lambda data: data.decode("utf-8", "replace").encode("utf-32-le"),
    lambda data: data.decode("utf-8", "replace").encode("latin-1", "replace"),
    lambda data: data + data,
    lambda data: data.replace(b"  ", b"\t"),
)


@st.composite
def damaged(draw, good):
    """The bytes of a good file after one to four damages; now and then the whole file is written in another way."""
    lines = good.split(b"\n")
    for damage in draw(st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=4)):
        damage(draw, lines, draw(st.integers(0, len(lines) - 1)))
        lines = lines or [b""]
    return draw(st.one_of(st.just(bytes), st.just(bytes), st.sampled_from(WHOLE)))(b"\n".join(lines))


@settings(max_examples=120)
@given(data=st.data())
def test_damaged_data_are_a_guide_or_told(room, data):
    name = data.draw(st.sampled_from([name for name in room.files if name.endswith(".yml")]))
    text = data.draw(damaged(room.good[name]))
    with within(SECONDS, MEMORY):
        room.told(name, text)


@settings(max_examples=120)
@given(data=st.data())
def test_damaged_pages_are_a_guide_or_told(room, data):
    name = data.draw(st.sampled_from([name for name in room.files if name.endswith(".md")]))
    text = data.draw(damaged(room.good[name]))
    with within(SECONDS, MEMORY):
        room.told(name, text)


def test_the_damages_reach_both_ends(room):
    """Some damaged files are still a guide and some are not, so that the two tests above try both."""
    assert not room.told("about.md", room.good["about.md"].replace(b"See", b"See {nmae}"))
    assert room.told("about.md", room.good["about.md"] + b"<!-- guide: steps")


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(["{", "}", "{name}", "{number}", "{other_name}", "{{name}}", "<b>", "&amp;", "\"'", "\\1", "+", "1", "٣", " ", "(", "é", "\n", "#", "```"]), max_size=12).map("".join),
    st.dictionaries(st.sampled_from(["name", "number", "count", "other_name"]), st.sampled_from(["{number}", "{name}", "a", "\\1", "<i>", ""])),
)
@example("{name}", {"name": "{number}", "number": "2"})
@example("\n", {})
def test_texts_are_filled_in_without_loss(text, values):
    with within(SECONDS, MEMORY):
        reading.check_texts(text, values)


NAMES = (st.binary(max_size=60) | st.text(max_size=40).map(lambda name: name.encode("utf-8", "surrogatepass"))).map(lambda name: name.translate(None, b"/\0") + b".md")


@settings(max_examples=60)
@given(st.sampled_from(["", "levels", "levels/inside", "reclaim"]), NAMES)
@example("levels", b"a\nb.md")
@example("reclaim", b"\xff.md")
def test_a_page_may_have_any_name(room, folder, name):
    path = Path(os.fsdecode(os.path.join(os.fsencode(room.docs / folder), name)))
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"Text\n<!-- guide -->\n")
    try:
        problems = reading.told(room.docs)
    finally:
        path.unlink()
    assert bool(problems) != name.startswith(b"."), problems


def fifo(path):
    os.mkfifo(path)


@pytest.mark.parametrize("make", [fifo, Path.mkdir, lambda path: path.symlink_to(path), lambda path: path.symlink_to("/dev/zero"), lambda path: path.symlink_to("/etc/hosts")])
def test_a_page_that_is_no_file_of_the_project_is_told(room, make):
    path = room.docs / "other.md"
    make(path)
    try:
        with within(SECONDS, MEMORY):
            (problem,) = reading.told(room.docs)
    finally:
        path.rmdir() if path.is_dir() else path.unlink()
    assert ("docs/other.md", 1) == (problem.file, problem.line)
