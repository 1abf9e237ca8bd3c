"""What the build packs: style and scripts as small as they can be, the policy that lists them, and compressed files."""

import base64
import gzip
import hashlib
import shutil

import pytest

import assets
import shorten
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
        ("a { --ink: red; --on-ink: blue; } b { color: var(--ink); --x: var(--on-ink) var(--other) }", "a{--a:red;--b:blue}b{color:var(--a);--c:var(--b) var(--other)}"),
        (":root { --ink: red; --on-ink: blue } a { b: var(--ink) var(--on-ink) }", ":root{}a{b:red blue}"),
        (":root { --one: 1; --two: var(--one) 2; c: d } a { b: var(--two) }", ":root{c:d}a{b:1 2}"),
        (":root { --ink: red } @media print { :root { --ink: black } } a { b: var(--ink) }", ":root{--a:red}@media print{:root{--a:black}}a{b:var(--a)}"),
        (":root { c: d; --ink: red } a { b: var(--ink) }", ":root{c:d}a{b:red}"),
        (":root { --ink: red } a { b: var(--ink, blue) }", ":root{--a:red}a{b:var(--a,blue)}"),
        ("@media (min-width: 40em) { a { b: calc(1px + 2px) } }", "@media (min-width:40em){a{b:calc(1px + 2px)}}"),
    ],
)
def test_a_style_loses_what_no_browser_needs(css, small):
    assert small == assets.squeezed_style(css)


def test_a_script_loses_comments_and_indent_and_nothing_else():
    assert 'a();\nb("// c"); // d' == assets.squeezed_script('// one\n  a();\n\n    // two\n\tb("// c"); // d\n')


def parsed(policy):
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))


def test_the_policy_lists_each_script_and_style_by_its_hash():
    inline = assets.Inline(ASSETS)
    policy = parsed(inline.policies(preview=False)["frame"])

    assert {"default-src", "script-src", "style-src", "img-src", "connect-src", "base-uri", "form-action"} == set(policy)
    assert "'none'" == policy["default-src"] == policy["base-uri"] == policy["form-action"]
    styles = {hash_of(text) for name, text in vars(inline).items() if name.endswith("style")}
    scripts = {hash_of(text) for name, text in vars(inline).items() if not name.endswith("style") and name != "embed"}
    assert {"'self'", *scripts} == set(policy["script-src"].split())
    assert styles == set(policy["style-src"].split())
    assert ["'self'", "data:"] == policy["img-src"].split()


def test_only_a_preview_may_run_what_is_not_listed():
    inline = assets.Inline(ASSETS)

    assert "unsafe" not in "".join(inline.policies(preview=False).values())
    for text in inline.policies(preview=True).values():
        policy = parsed(text)
        assert ("'self'", "'self' 'unsafe-inline'", "'unsafe-inline'") == (policy["connect-src"], policy["script-src"], policy["style-src"])


def test_each_script_stands_in_the_page_that_needs_it():
    inline = assets.Inline(ASSETS)

    def small(name, squeezed):
        return squeezed((ASSETS / name).read_text(encoding="utf-8"))

    whole = small("guide.css", assets.squeezed_style)
    assert len(inline.style) < len(whole) and len(inline.self_check_style) < len(whole)
    assert ".prompts" in inline.style and ".prompts" not in inline.self_check_style
    assert ".prompts" in inline.full_style and ".map" in inline.full_style and ".map" not in inline.style
    assert "progress{" in inline.self_check_style and "progress{" not in inline.style
    wholes = {name: assets.whole_script(ASSETS, name) for name in assets.SCRIPTS}
    for name, files in assets.SCRIPTS.items():
        assert "\n".join(small(file, assets.squeezed_script) for file in files) == wholes[name], name
    assert "openSearch" in wholes["reading"] and "openSearch" not in wholes["self-check"]
    assert "selfCheck" in wholes["self-check"] and "selfCheck" in wholes["frame"] and "selfCheck" not in wholes["reading"]
    made = {name: assets.short_script(ASSETS, name) for name in assets.SCRIPTS}
    assert {inline.reading, inline.frame, inline.self_check, inline.not_found, inline.embed} == set(made.values())


@pytest.mark.parametrize("name", assets.SCRIPTS)
def test_each_script_has_a_shortened_copy_of_what_it_is_now(name):
    whole, short = assets.whole_script(ASSETS, name), assets.short_script(ASSETS, name)
    done = len(short) < len(whole)
    assert done, f"{name} has changed since it was shortened. Run python3 dev.py shorten; without Node.js, send it as it is and say so."


@pytest.mark.parametrize("name", assets.SCRIPTS)
def test_a_shortened_copy_is_what_the_tool_makes_of_the_script(name):
    assert shorten.shortened(name) == (ASSETS / "short" / f"{name}.js").read_text(encoding="utf-8")


def test_a_script_that_has_changed_since_it_was_shortened_goes_into_the_page_as_it_is(tmp_path):
    shutil.copytree(ASSETS, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "not-found.js").open("a", encoding="utf-8") as script:
        script.write("changed();\n")
    assert assets.short_script(tmp_path, "not-found") == assets.whole_script(tmp_path, "not-found")
    assert "changed();" in assets.whole_script(tmp_path, "not-found")
    (tmp_path / "short" / "reading.js").unlink()
    assert assets.short_script(tmp_path, "reading") == assets.whole_script(tmp_path, "reading")


def test_what_the_base_template_leaves_over_is_taken_out_and_no_word_is():
    left = (
        '<input class="md-toggle" id="a">\n<label class="md-overlay" for="a"></label><div data-md-component="skip">\n<a href="#b">Skip</a></div>'
        '<div class="md-container" data-md-component="container">It&#39;s <a title="&#34;">&#34;here&#34;</a></div>'
        '<div class="md-dialog" data-md-component="dialog"><div class="md-dialog__inner"></div></div>'
    )
    assert '\n<div class="md-container">It\'s <a title="&#34;">"here"</a></div>'.strip() == assets.squeezed_page(left)
    assert '<p>\na</p><pre>&#34;\n  </pre>\n<p>' == assets.squeezed_page('<p>\n  a</p><pre>&#34;\n  </pre>\n  <p>')


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
        assert b"text " * 300 == gzip.decompress(data) and len(data) <= len(gzip.compress(b"text " * 300, 9))
        # Neither a time nor a name.
        assert bytes(4) == data[4:8] and not data[3] & 8
