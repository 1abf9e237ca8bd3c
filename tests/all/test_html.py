"""Every page as the Nu HTML checker reads it, the checker that the makers of the standard use."""

import json
import subprocess

import tools


def test_the_checker_finds_no_mistake_in_any_page(site):
    jar = tools.need_module("vnu-jar") / "build/dist/vnu.jar"
    # The checker's parser needs more stack than Java gives by itself.
    checker = [tools.need("java"), "-Xss4m", "-jar", jar, "--format", "json", "--skip-non-html", site]
    found = json.loads(subprocess.run(checker, capture_output=True, text=True).stderr)["messages"]
    assert [f"{one.get('url')}:{one.get('lastLine')}: {one['message']}" for one in found] == []
