"""Style and scripts stand in pages as they are written, with the policy that lists them."""

import base64
import gzip
import hashlib
import re

import pytest

from authored import OVERRIDES
from guide.outputs import compress
from guide.pages.assets import SCRIPTS, STYLES, Assets
from guide.pages.templates import COMPONENTS
from html_page import pages_of

FOLDER = OVERRIDES / COMPONENTS
ASSETS = Assets(FOLDER)


def hash_of(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def parsed(policy):
    return {name: values for name, *values in (part.split() for part in policy.split(";"))}


def names_in(code):
    """The names and words of a script or style, in their order, without comments."""
    lines = re.sub(r"(?:^|(?<=\s))//[^\n]*", "", code)
    return re.findall(r"[A-Za-z_$][\w$]*", re.sub(r"/\*.*?\*/", "", lines, flags=re.S))


@pytest.mark.parametrize("kind", sorted(STYLES.keys() | SCRIPTS))
def test_what_is_sent_is_its_sources_less_comments_and_blanks(kind):
    styles = [f"{name}/style.css" for name in dict.fromkeys((*STYLES["reading"], *STYLES.get(kind, ())))]
    pairs = [(SCRIPTS[kind], ASSETS.scripts[kind]), (styles, ASSETS.styles.get(kind, ""))]
    for files, sent in pairs[: 1 + (kind in STYLES)]:
        source = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in files)
        assert names_in(source) == names_in(sent)
        assert len(sent) < len(source)


def test_every_style_and_script_of_a_component_goes_into_some_page():
    styles = {f"{name}/style.css" for names in STYLES.values() for name in names}
    scripts = {name for names in SCRIPTS.values() for name in names}
    there = {
        path.relative_to(FOLDER).as_posix() for end in ("css", "js") for path in FOLDER.rglob(f"*.{end}")
    }
    assert there == styles | scripts


def test_a_page_holds_the_style_and_script_of_its_kind_and_a_policy_that_lists_both(site):
    for address, page in pages_of(site).items():
        (policy,) = (
            one["content"]
            for one in page.elements_with("http-equiv")
            if one["http-equiv"] == "Content-Security-Policy"
        )
        inline = re.findall(r"<(script|style)>(.*?)</\1>", page.source, re.S)
        assert {tag for tag, _ in inline} == {"script", "style"}, address
        for tag, text in inline:
            assert text in {"script": ASSETS.scripts, "style": ASSETS.styles}[tag].values(), address
            assert hash_of(text) in parsed(policy)[f"{tag}-src"], address


@pytest.mark.parametrize("kind", ["guide", "frame"])
def test_the_policy_allows_what_it_lists_and_nothing_else(kind):
    policy = parsed(ASSETS.policies(preview=False)[kind])

    assert ["'none'"] == policy.pop("default-src") == policy.pop("base-uri") == policy.pop("form-action")
    assert ["'self'", "data:"] == policy.pop("img-src")
    assert ["'self'"] == policy.pop("connect-src")
    listed = {*policy.pop("script-src"), *policy.pop("style-src")} - {"'self'"}
    assert listed <= set(map(hash_of, (*ASSETS.scripts.values(), *ASSETS.styles.values()))) and not policy


def test_only_a_preview_may_run_what_is_not_listed():
    assert "unsafe" not in "".join(ASSETS.policies(preview=False).values())
    for text in ASSETS.policies(preview=True).values():
        policy = parsed(text)
        assert ["'self'"] == policy["connect-src"]
        assert (["'self'", "'unsafe-inline'"], ["'unsafe-inline'"]) == (
            policy["script-src"],
            policy["style-src"],
        )


def test_text_files_are_compressed_the_same_each_time(tmp_path):
    for kind in (*compress.TEXT_FILES, ".png"):
        (tmp_path / f"a{kind}").write_bytes(b"text " * 300)
    compress.write(tmp_path)
    first = {path.name: path.read_bytes() for path in tmp_path.glob("*.gz")}

    compress.write(tmp_path)

    assert {f"a{kind}.gz" for kind in compress.TEXT_FILES} == set(first)
    assert first == {path.name: path.read_bytes() for path in tmp_path.glob("*.gz")}
    for data in first.values():
        assert b"text " * 300 == gzip.decompress(data)
        # Neither a time nor a name.
        assert bytes(4) == data[4:8] and not data[3] & 8
