"""The changelog of the self-check: INSTRUMENT.md, read.

`python tests/instrument.py` prints both fingerprints for an entry there.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHANGELOG = ROOT / "INSTRUMENT.md"


def entries(text):
    """[(version, text)] of a changelog, the newest first."""
    return re.findall(r"^## (\d\S*)\n(.*?)(?=^## |\Z)", text, re.M | re.S)


def recorded(entry):
    """The fingerprints that an entry of the changelog gives, those of `fingerprints`."""
    return dict(re.findall(r"\b(questions|rule) `([0-9a-f]{16})`", entry))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "hooks"))
    from guide.model.fingerprints import fingerprints
    from guide.model.guide import load

    guide = load(ROOT / "docs")
    told = (f"{name} `{number}`" for name, number in fingerprints(guide).items())
    print(f"version {guide.version}: {', '.join(told)}")
