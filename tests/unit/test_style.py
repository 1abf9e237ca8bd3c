"""Python has one form, and nothing in it that a linter knows to be a slip."""

import subprocess
import sys

import pytest

from copies import ROOT


@pytest.mark.parametrize("command", [["format", "--check"], ["check"]], ids=" ".join)
def test_python_is_formatted_and_without_slips(command):
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "--no-cache", "."], cwd=ROOT, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout
