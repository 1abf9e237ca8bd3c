"""The mutation tester makes real mistakes and counts them right. A whole run takes long and is started by hand."""

import ast
import os
import re
import subprocess
import sys

import pytest

from conftest import ROOT
from mutation import mutants

MODULE = '''"""Words."""


def f(a, b):
    """More words."""
    if a < b and not a:
        b += 1
        print("A sentence stays", "word")
    return [x for x in a if x] or f"{a} b"
'''


def test_a_module_gets_each_kind_of_mistake_one_at_a_time():
    found = mutants.of_python(MODULE)

    plain = ast.unparse(ast.parse(MODULE))
    changed = [{*one.source.split("\n")} ^ {*plain.split("\n")} for one in found]
    assert all(1 <= len(lines) <= 2 for lines in changed)
    told = sorted((one.line, one.change) for one in found)
    assert {
        (6, "Lt becomes LtE"), (6, "Lt becomes GtE"), (6, "And becomes Or"), (6, "the condition negated"), (7, "1 becomes 2"), (7, "Add becomes Sub"), (7, "without b += 1"),
        (8, "'word' becomes 'wordx'"), (8, "without print('A sentence stays', 'word')"), (9, "Or becomes And"), (0, "the condition negated"),
    } < set(told)  # fmt: skip
    assert 12 == len(told) and any(change.startswith("[x for x in a if x]") and change.endswith("becomes None") for _, change in told)


def test_a_script_gets_each_kind_of_mistake_and_keeps_its_comments():
    script = '// a < 1\nconst f = (a) => {\n  if (a.some(b) && a >= 2) return "one";\n  return null;\n};\n'

    found = {(one.line, one.change) for one in mutants.of_script(script)}

    assert {
        (3, "if (a.some(b) && a >= 2) negated"), (3, "some becomes every"), (3, "&& becomes ||"), (3, ">= becomes >"), (3, ">= becomes <"), (3, "2 becomes (2 + 1)"),
        (3, '"one" becomes "onex"'), (3, 'return "one" becomes return null'), (4, "null becomes 0"),
    } == found  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the mutation tester forks")
def test_mutants_are_tried_and_counted():
    command = [sys.executable, str(ROOT / "tests/mutation/mutate.py"), "--sample", "4", "problems"]

    said = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300).stdout

    every, tried, *ends = map(int, re.search(r"problems\.py` \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", said).groups())
    assert every > tried == 4 == sum(ends) and ends[0] > 0, said
