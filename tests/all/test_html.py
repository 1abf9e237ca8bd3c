"""Every page as the Nu HTML checker reads it, the checker that the makers of the standard use."""

import json
import subprocess

import tools
from html_page import PACKED, pages_of


def test_the_checker_finds_no_mistake_in_any_page(site, tmp_path):
    # As each stands there once unpacked: the checker takes a packed part for a script, and reads none of it.
    for address, page in pages_of(site).items():
        (tmp_path / address).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / address).write_text(PACKED.sub(r"\1", page.source), encoding="utf-8")
    jar = tools.need_module("vnu-jar") / "build/dist/vnu.jar"
    # The checker's parser needs more stack than Java gives by itself.
    checker = [tools.need("java"), "-Xss4m", "-jar", jar, "--format", "json", "--skip-non-html", tmp_path]
    found = json.loads(subprocess.run(checker, capture_output=True, text=True).stderr)["messages"]
    # It takes data for a script. Browsers do not ask the policy about data, and the standard says so.
    found = [one for one in found if "application/ld+json" not in one.get("extract", "")]
    assert [f"{one.get('url')}:{one.get('lastLine')}: {one['message']}" for one in found] == []
