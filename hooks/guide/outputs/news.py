"""What those who keep copies can ask for: the feed of changes, and which versions a copy holds.

Knows nothing of MkDocs.
"""

import json
import tomllib
from pathlib import Path

from guide.pages.site import Site

PROJECT = Path(__file__).parents[3] / "pyproject.toml"


def files(site: Site, address: str, language: str) -> dict[str, str]:
    """name -> text of each file. address, language: as in mkdocs.yml."""
    guide, address = site.guide, address and f"{address.rstrip('/')}/"
    versions = {
        "guide": tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"],
        "self-check": guide.version,
        "numbers": guide.looked_through,
        "changes": guide.changes[0].date,
    }
    return {
        "changes.xml": site.templates.feed(address, language),
        "version.json": json.dumps(versions, indent=2) + "\n",
    }
