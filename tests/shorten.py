"""Shortens the scripts that stand in pages, so that the build needs no Node.js: each into a copy that tells what it was made from."""

import subprocess
import sys
from pathlib import Path

import tools

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

import assets  # noqa: E402

SCRIPTS = ROOT / "overrides" / "assets"
# Each page has one script, so the names that its parts share can be short as well; tests ask for the scorer by its name.
OPTIONS = ("--compress", "passes=3,ecma=2020,unsafe_arrows", "--mangle", "toplevel,reserved=[selfCheck]", "--ecma", "2020")


def shortened(name):
    """The shortened copy of a script of assets.SCRIPTS, as it stands in its file."""
    whole = assets.whole_script(SCRIPTS, name)
    terser = [tools.need("node"), tools.need_module("terser") / "bin" / "terser", *OPTIONS]
    done = subprocess.run(terser, input=whole, stdout=subprocess.PIPE, text=True, check=True, timeout=60)
    return f"{assets.made_from(whole)}\n{done.stdout.strip()}\n"


if __name__ == "__main__":
    tools.install_npm()
    if not tools.find("node") or not (tools.NPM / "node_modules" / "terser").exists():
        sys.exit("Shortening needs Node.js and npm. Without it the guide is built from the scripts as they are, which do the same and weigh more.")
    for script in assets.SCRIPTS:
        (SCRIPTS / "short" / f"{script}.js").write_text(shortened(script), encoding="utf-8")
