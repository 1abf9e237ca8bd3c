"""What the build packs: scripts, the policy that lists them, and compressed files."""

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


@pytest.mark.parametrize("name", assets.SCRIPTS)
def test_each_script_has_a_shortened_copy_of_what_it_is_now(name):
    whole, short = assets.whole_script(ASSETS, name), assets.short_script(ASSETS, name)
    done = len(short) < len(whole)
    assert done, f"{name} has changed since it was shortened. Run python3 dev.py shorten; without Node.js, send it as it is and say so."


@pytest.mark.parametrize("name", assets.SCRIPTS)
def test_a_shortened_copy_is_what_the_tool_makes_of_the_script(name):
    assert shorten.shortened(name) == (ASSETS / "short" / f"{name}.js").read_text(encoding="utf-8")


def test_a_script_changed_since_it_was_shortened_goes_into_the_page_as_it_is(tmp_path):
    shutil.copytree(ASSETS, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "not-found.js").open("a", encoding="utf-8") as script:
        script.write("changed();\n")
    assert assets.short_script(tmp_path, "not-found") == assets.whole_script(tmp_path, "not-found")
    assert "changed();" in assets.whole_script(tmp_path, "not-found")
    (tmp_path / "short" / "reading.js").unlink()
    assert assets.short_script(tmp_path, "reading") == assets.whole_script(tmp_path, "reading")


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
