"""Slips of an author, an editor or a disk: the words are still a guide, or plain lines tell what is wrong."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import small
from authored import problems_of

LINE = re.compile(r"docs/[^\n]+?:[1-9][0-9]*: [^\n]+: [^\n]+\. Expected: [^\n]+\.")
TYPED = st.sampled_from(
    [b"\t", b"#", b": ", b"- ", b'"', b"[", b"{nmae}", b"<!-- guide: stps -->", b"](sources.md#x)"]
)
# Each makes other bytes of good ones: at a place, with something typed.
SLIPS = {
    "cut": lambda good, at, typed: good[:at],
    "typed": lambda good, at, typed: good[:at] + typed + good[at:],
    "a line lost": lambda good, at, typed: good[:at] + good[at:].partition(b"\n")[2],
    "pasted twice": lambda good, at, typed: good[:at] + good[at // 2 :],
    "tabs": lambda good, at, typed: good.replace(b"  ", b"\t"),
    "saved as UTF-16": lambda good, at, typed: good.decode().encode("utf-16"),
    "saved as Latin-1": lambda good, at, typed: good.decode().encode("latin-1", "replace"),
}


@pytest.fixture(scope="module")
def docs(tmp_path_factory):
    return small.write(tmp_path_factory.mktemp("slips") / "docs")


@settings(max_examples=30)
@given(data=st.data(), slip=st.sampled_from(sorted(SLIPS)), typed=TYPED)
def test_a_slip_leaves_a_guide_or_is_told_in_plain_lines(docs, data, slip, typed):
    path = data.draw(st.sampled_from(sorted(one for one in docs.rglob("*") if one.is_file())))
    good = path.read_bytes()
    path.write_bytes(SLIPS[slip](good, data.draw(st.integers(0, len(good))), typed))
    try:
        told = [str(problem) for problem in problems_of(docs)]
        assert [line for line in told if not LINE.fullmatch(line)] == []
    finally:
        path.write_bytes(good)
