"""Style and scripts stand in pages as they are written, with the policy that lists them."""

import base64
import hashlib
import re

import pytest

from authored import OVERRIDES
from guide.pages.assets import SCRIPTS, STYLES, Assets
from guide.pages.templates import COMPONENTS

FOLDER = OVERRIDES / COMPONENTS
ASSETS = Assets(FOLDER)
SENT = (*ASSETS.styles.values(), *ASSETS.scripts.values())
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


@pytest.mark.parametrize("kind", ASSETS.policies(preview=False))
def test_the_policy_allows_what_it_lists_alone_and_in_a_preview_what_runs_there(kind):
    policy = parsed(ASSETS.policies(preview=False)[kind])
    scripts, styles = policy.pop("script-src"), policy.pop("style-src")
    none = dict.fromkeys(("default-src", "base-uri", "form-action"), ["'none'"])

    assert policy == {**none, "img-src": ["'self'", "data:"], "connect-src": ["'self'"]}
    assert {*scripts, *styles} - {"'self'"} <= {hash_of(text) for text in SENT}
    preview = {"script-src": ["'self'", "'unsafe-inline'"], "style-src": ["'unsafe-inline'"]}
    assert parsed(ASSETS.policies(preview=True)[kind]) == policy | preview
