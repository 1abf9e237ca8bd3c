"""What those who keep copies have to know of, as a short number for each kind of change in docs/changes.yml.

`python tests/changes.py` prints them for the newest entry of each kind.
"""

import re
import sys
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from guide.model.facts import SUPPORT  # noqa: E402
from guide.model.fingerprints import fingerprints as of_check  # noqa: E402
from guide.model.fingerprints import short  # noqa: E402
from guide.model.guide import load  # noqa: E402

# A line "!!! caution" with its title, and all that is set in behind it.
CAUTION = re.compile(r"^!!! caution.*(?:\n(?: .*)?)*", re.M)
# What readers do not see, or what follows from the rest.
UNSAID = ("seen", "old")


def fingerprints(guide, docs):
    """{kind: fingerprint} of a guide and the folder of its words."""
    told = {"words": _words(guide, docs), "numbers": _numbers(guide)}
    told["self-check"] = of_check(guide)
    return {kind: short(some) for kind, some in told.items()}


def _numbers(guide):
    """All that readers see of helplines, and the day on which they were looked through."""
    return [guide.looked_through, _said([asdict(one) for one in (*guide.places, *guide.elsewhere)])]


def _said(value):
    if isinstance(value, dict):
        return {key: _said(inner) for key, inner in value.items() if key not in UNSAID}
    return [_said(one) for one in value] if isinstance(value, list | tuple) else value


def _words(guide, docs):
    """All about safety: questions, results that begin with support, cautions, and the pages of help."""
    check, shell = guide.words.check, guide.words.shell
    blocks = [(part, block) for part in guide.result for block in part.blocks if _supports(part, block)]
    pages = {
        path.relative_to(docs).as_posix(): path.read_text("utf-8") for path in sorted(docs.rglob("*.md"))
    }
    return [
        [[one.text, one.hint, one.text_for] for one in guide.signals],
        [[part.heading, one.when, one.heading, one.text, one.link] for part, one in blocks],
        [repr(one) for one in (check.start, check.interruption, check.signals)],
        [shell.exit, shell.exit_hint, shell.closed],
        [found.split() for text in pages.values() for found in CAUTION.findall(text)],
        [pages[name].split() for name in guide.search.with_help],
    ]


def _supports(part, block):
    kinds = (*part.when.get("kind", ()), *block.when.get("kind", ()))
    return part.look == "support" or not set(kinds).isdisjoint(SUPPORT)


if __name__ == "__main__":
    for kind, number in fingerprints(load(ROOT / "docs"), ROOT / "docs").items():
        print(f"{kind}: {number}")
