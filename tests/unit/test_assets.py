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
SENT = {"style": ASSETS.styles, "script": ASSETS.scripts}
# (the files that make up a style or script, what is sent)
MADE = [(files, ASSETS.scripts[kind]) for kind, files in SCRIPTS.items()]
for kind, names in STYLES.items():
    files = [f"{name}/style.css" for name in names]
    MADE.append((files, ASSETS.styles[kind]))


def hash_of(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def parsed(policy):
    return {name: values for name, *values in (part.split() for part in policy.split(";"))}


def names_in(code):
    """The names and words of a script or style, in their order, without comments."""
    lines = re.sub(r"(?:^|(?<=\s))//[^\n]*", "", code)
    return re.findall(r"[A-Za-z_$][\w$]*", re.sub(r"/\*.*?\*/", "", lines, flags=re.S))


def test_what_is_sent_is_every_source_less_comments_and_blanks():
    for files, sent in MADE:
        source = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in files)
        assert names_in(source) == names_in(sent) and len(sent) < len(source), files
    used = {FOLDER / name for files, _ in MADE for name in files}
    assert {*FOLDER.rglob("*.css"), *FOLDER.rglob("*.js")} == used


def test_a_page_holds_the_style_and_script_of_its_kind_and_a_policy_that_lists_both(site):
    for address, page in pages_of(site).items():
        (policy,) = (parsed(one["content"]) for one in page.elements_with("http-equiv"))
        inline = re.findall(r"<(script|style)>(.*?)</\1>", page.source, re.S)
        assert {tag for tag, _ in inline} == {"script", "style"}, address
        for tag, text in inline:
            assert text in SENT[tag].values() and hash_of(text) in policy[f"{tag}-src"], address


@pytest.mark.parametrize("kind", ["guide", "frame"])
def test_the_policy_allows_what_it_lists_alone_and_in_a_preview_what_runs_there(kind):
    policy = parsed(ASSETS.policies(preview=False)[kind])
    scripts, styles = policy.pop("script-src"), policy.pop("style-src")
    none = dict.fromkeys(("default-src", "base-uri", "form-action"), ["'none'"])

    assert policy == {**none, "img-src": ["'self'", "data:"], "connect-src": ["'self'"]}
    assert {*scripts, *styles} - {"'self'"} <= {hash_of(text) for of in SENT.values() for text in of.values()}
    preview = {"script-src": ["'self'", "'unsafe-inline'"], "style-src": ["'unsafe-inline'"]}
    assert parsed(ASSETS.policies(preview=True)[kind]) == policy | preview


def test_text_files_are_compressed_without_a_time_or_a_name(tmp_path):
    for kind in (*compress.TEXT_FILES, ".png"):
        (tmp_path / f"a{kind}").write_bytes(b"text " * 300)

    compress.write(tmp_path)

    made = {path.name: path.read_bytes() for path in tmp_path.glob("*.gz")}
    assert made.keys() == {f"a{kind}.gz" for kind in compress.TEXT_FILES}
    for data in made.values():
        assert (b"text " * 300, bytes(4), 0) == (gzip.decompress(data), data[4:8], data[3] & 8)
