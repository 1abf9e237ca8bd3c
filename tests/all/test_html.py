"""Every page as the Nu HTML checker reads it, the checker that the makers of the standard use."""

import json
import subprocess

import tools


def test_the_checker_finds_no_mistake_in_any_page(site):
    jar = tools.need_module("vnu-jar") / "build" / "dist" / "vnu.jar"
    # The checker's parser needs more stack than Java gives by itself.
    command = [
        tools.need("java"),
        "-Xss4m",
        "-jar",
        str(jar),
        "--format",
        "json",
        "--skip-non-html",
        str(site),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    messages = json.loads(done.stderr)["messages"]
    assert [
        f"{one.get('url', '').removeprefix(site.as_uri())}:{one.get('lastLine')}: {one['message']}"
        for one in messages
    ] == []
