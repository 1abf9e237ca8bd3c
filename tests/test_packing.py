"""What the build packs: style and scripts as small as they can be, the policy that lists them, and the index of the search."""

import base64
import gzip
import hashlib
import json

import pytest

import assets
import search_index
from conftest import ROOT

ASSETS = ROOT / "overrides/assets"


def hash_of(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    ("css", "small"),
    [
        ("a { color: red; }\n\n b  >  c{d:e}", "a{color:red}b > c{d:e}"),
        ("/* one */a{b:c}/* two\nlines */", "a{b:c}"),
        ("a :hover{b:c}", "a :hover{b:c}"),
        ("a, b{c:d;e:f;}", "a,b{c:d;e:f}"),
        ("@media (min-width: 40em) { a { b: calc(1px + 2px) } }", "@media (min-width:40em){a{b:calc(1px + 2px)}}"),
    ],
)
def test_a_style_loses_what_no_browser_needs(css, small):
    assert small == assets.squeezed_style(css)


def test_a_script_loses_comments_and_indent_and_nothing_else():
    assert 'a();\nb("// c"); // d' == assets.squeezed_script('// one\n  a();\n\n    // two\n\tb("// c"); // d\n')


def test_the_policy_lists_each_script_and_style_by_its_hash():
    inline = assets.Inline(ASSETS)
    policy = dict(part.strip().split(" ", 1) for part in inline.policy(preview=False).split(";"))

    assert {"default-src", "script-src", "style-src", "img-src", "connect-src", "base-uri", "form-action"} == set(policy)
    assert "'none'" == policy["default-src"] == policy["base-uri"] == policy["form-action"]
    styles = {hash_of(text) for name, text in vars(inline).items() if name.endswith("style")}
    scripts = {hash_of(text) for name, text in vars(inline).items() if not name.endswith("style") and name != "embed"}
    assert {"'self'", *scripts} == set(policy["script-src"].split())
    assert styles == set(policy["style-src"].split())
    assert ["'self'", "data:"] == policy["img-src"].split()


def test_only_a_preview_may_run_what_is_not_listed():
    inline = assets.Inline(ASSETS)

    assert "unsafe" not in inline.policy(preview=False)
    policy = dict(part.strip().split(" ", 1) for part in inline.policy(preview=True).split(";"))
    assert ("'self'", "'self' 'unsafe-inline'", "'unsafe-inline'") == (policy["connect-src"], policy["script-src"], policy["style-src"])


def test_each_script_stands_in_the_page_that_needs_it():
    inline = assets.Inline(ASSETS)

    def small(name, squeezed):
        return squeezed((ASSETS / name).read_text(encoding="utf-8"))

    whole = small("guide.css", assets.squeezed_style)
    assert len(inline.style) < len(whole) and len(inline.self_check_style) < len(whole)
    assert ".prompts" in inline.style and ".prompts" not in inline.self_check_style
    assert "legend" in inline.self_check_style and "legend{" not in inline.style
    assert small("shell.js", assets.squeezed_script) == inline.shell
    assert small("score.js", assets.squeezed_script) + "\n" + small("self-check.js", assets.squeezed_script) == inline.self_check


def test_text_files_are_compressed_the_same_each_time(tmp_path):
    (tmp_path / "in").mkdir()
    kinds = [".html", ".js", ".css", ".svg", ".xml", ".txt", ".json", ".webmanifest"]
    for kind in (*kinds, ".png"):
        (tmp_path / "in" / f"a{kind}").write_bytes(b"text " * 300)
    assets.compress(tmp_path)
    first = {path.name: path.read_bytes() for path in (tmp_path / "in").glob("*.gz")}
    for path in (tmp_path / "in").glob("*.gz"):
        path.unlink()

    assets.compress(tmp_path)

    assert {f"a{kind}.gz" for kind in kinds} == set(first)
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "in").glob("*.gz")}
    for data in first.values():
        assert b"text " * 300 == gzip.decompress(data) and gzip.compress(b"text " * 300, 9, mtime=0)[10:] == data[10:]
        # Neither a time nor a name.
        assert bytes(4) == data[4:8] and not data[3] & 8


# ---- The index of the search.


def entry(location, title, text=""):
    return {"location": location, "title": title, "text": text}


def words_of(index):
    """word -> the positions of its pages, unpacked as the page's script does it."""
    words, before = {}, ""
    for line in index["words"].split("\n"):
        head, pages = line.split(" ")
        before = before[: int(head[0], 36)] + head[1:]
        words[before] = [int(page, 36) for page in pages.split(",")]
    return words


def test_the_index_knows_pages_headings_and_words():
    index = search_index.compact(
        [
            entry("a.html", "First &amp; best", "<p>Closeness<b>grows</b> caf\u00e9</p>"),
            entry("a.html#part", "A<br>part", "trusting"),
            entry("b.html", "Second", "trust grows I"),
            entry("c.html", "Third"),
            entry("d.html", "Fourth"),
        ]
    )

    assert [["a.html", "First & best", ["part", "A part"]], ["b.html", "Second"], ["c.html", "Third"], ["d.html", "Fourth"]] == index["pages"]
    assert {
        "first": [0], "best": [0], "closeness": [0], "grows": [0, 1], "cafe": [0], "part": [0], "trusting": [0], "second": [1], "trust": [1], "third": [2], "fourth": [3],
    } == words_of(index)  # fmt: skip
    assert sorted(words_of(index)) == list(words_of(index))
    assert "5ing 0" in index["words"].split("\n")


@pytest.mark.parametrize(("pages", "on", "kept"), [(3, 2, True), (3, 3, False), (4, 3, False), (6, 3, True), (6, 4, False), (7, 4, False)])
def test_a_word_on_more_than_half_of_the_pages_is_left_out(pages, on, kept):
    index = search_index.compact([entry(f"{i}.html", f"own{i}", "common" if i < on else "") for i in range(pages)])

    assert kept == ("common" in words_of(index))


def test_pages_beyond_the_tenth_and_long_shared_beginnings_are_packed_in_one_sign_each():
    index = search_index.compact([entry(f"{i}.html", f"own{i}", "a" * 40 + chr(97 + i % 26) if i > 36 else "") for i in range(40)])

    words = words_of(index)
    assert [37] == words["a" * 40 + "l"] and [38] == words["a" * 40 + "m"] and [36] == words["own36"]
    assert "10" in [line.split(" ")[1] for line in index["words"].split("\n")] and "za" in {line[:2] for line in index["words"].split("\n")}


def test_the_index_takes_the_place_of_the_one_that_was_made(tmp_path):
    (tmp_path / "search").mkdir()
    made = {"docs": [entry("a.html", "Na\u00efve"), entry("b.html", "B", "grow")]}
    (tmp_path / "search/search_index.json").write_text(json.dumps(made), encoding="utf-8")

    search_index.write(tmp_path, ASSETS)

    assert ["assets"] == [path.name for path in tmp_path.iterdir()]
    first, rest = (tmp_path / "assets/search.js").read_text(encoding="utf-8").split("\n", 1)
    assert "const INDEX=" + json.dumps(search_index.compact(made["docs"]), ensure_ascii=False, separators=(",", ":")) + ";" == first
    assert assets.squeezed_script((ASSETS / "search.js").read_text(encoding="utf-8")) == rest
