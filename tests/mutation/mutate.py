#!/usr/bin/env python3
"""Put mistakes into the pure modules and the scorer, one at a time, and see whether a test notices.

    .venv/bin/python tests/mutation/mutate.py [--sample 60] [--seed 1] [--out FILE] [NAME ...]

NAME is a module such as `shape` or `score.js`; without any, all are taken. Of each, at most as many mutants as
`--sample` says are tried, drawn by `--seed`; 0 takes all. Writes what survived, and a table of counts.
A mutant is caught when a test fails, or when the tests take much longer than without it. Needs a system that can fork.
"""

import argparse
import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/mutation")]
sys.dont_write_bytecode = True

import mutants  # noqa: E402

# Loaded once, before the children fork: what the tests need, but nothing of the guide.
import hypothesis  # noqa: E402
import jinja2  # noqa: E402, F401
import jsonschema  # noqa: E402, F401
import playwright.sync_api  # noqa: E402, F401
import pytest  # noqa: E402
import yaml  # noqa: E402, F401

DATA = ("tests/test_data.py", "tests/test_fuzz.py")
BAD_FILES = "tests/test_data.py::test_a_bad_file_has_every_mistake_named_at_its_line"
NO_FILES = "tests/test_data.py::test_what_is_no_file_of_the_project_is_refused"
OWN_IDS = "tests/test_data.py::test_an_id_of_a_place_or_source_is_its_own_and_means_nothing_else"
LAYOUT = ("tests/test_layout.py", "tests/test_fuzz.py")
# The fast tests that each file answers to. No test here needs a browser, but for the scorer's own.
TESTS = {
    "assets": ("tests/test_packing.py",),
    "checks": (*DATA, "tests/test_layout.py"),
    "data_file": (*LAYOUT, BAD_FILES, NO_FILES, "tests/test_data.py::test_a_file_that_is_no_data_file_is_refused"),
    "example": LAYOUT,
    "fill": LAYOUT,
    "levels": (*LAYOUT, BAD_FILES, OWN_IDS, "tests/test_data.py::test_a_slot_that_nothing_fills_is_told", "tests/test_data.py::test_the_words_of_the_answers_keep_their_order"),
    "pages": (*DATA, "tests/test_layout.py"),
    "problems": ("tests/test_problems.py",),
    "search_index": ("tests/test_search_index.py",),
    "shape": (*DATA, "tests/test_schemas.py"),
    "yaml_mistakes": ("tests/test_data.py::test_a_slip_in_yaml_is_told_in_plain_words",),
    "yaml_tree": (*DATA, "tests/test_schemas.py"),
    "score.js": ("tests/mutation/scorer.py",),
}
# Hundreds of random examples add time and hardly a mutant: what they find once lies in the corpus.
LEFT_OUT = "not damaged and not any_name and not swollen and not broken_value"
SLOTS = 2
# A test that has failed has done its part: nobody needs the smallest example, or the same one next time.
HYPOTHESIS = {"deadline": None, "database": None, "max_examples": 40, "phases": [hypothesis.Phase.explicit, hypothesis.Phase.generate]}
hypothesis.settings.register_profile("mutation", suppress_health_check=list(hypothesis.HealthCheck), **HYPOTHESIS)
PATIENCE = 5


def path_of(name):
    """The file of a name of TESTS, from the project's folder."""
    return Path("overrides/assets/score.js") if name == "score.js" else Path(f"hooks/{name}.py")


def mutants_of(name):
    source = (ROOT / path_of(name)).read_text(encoding="utf-8")
    return mutants.of_script(source) if name == "score.js" else mutants.of_python(source)


class Slot:
    """A copy of the project in which one mutant at a time lives."""

    def __init__(self, folder):
        self.folder, self.job = Path(folder), None
        for name in ("docs", "hooks", "overrides", "tests"):
            shutil.copytree(ROOT / name, self.folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules", ".hypothesis"))
        for name in ("mkdocs.yml", "pyproject.toml", "dev.py"):
            shutil.copy(ROOT / name, self.folder)

    def start(self, name, source):
        """Run the tests of a file with other source, in a child; `source` None leaves it as it is."""
        path = path_of(name)
        (self.folder / path).write_text((ROOT / path).read_text(encoding="utf-8") if source is None else source, encoding="utf-8")
        self.name, self.begun, self.child = name, time.monotonic(), os.fork()
        if not self.child:
            self._run(name)

    def _run(self, name):
        os.setpgid(0, 0)
        os.nice(10)
        os.chdir(self.folder)
        with open(self.folder / "said.txt", "wb") as said:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
        sys.path[:] = [entry for entry in sys.path if not entry.startswith(str(ROOT / "tests"))]
        code = 99
        try:
            code = int(pytest.main(["-x", "-q", "--tb=line", "-p", "no:cacheprovider", "--hypothesis-profile=mutation", f"--rootdir={self.folder}", "-k", LEFT_OUT, *TESTS[name]]))
        finally:
            os._exit(code)

    def ended(self, seconds):
        """How the tests ended: `survived`, `caught`, `hung`, or None while they run."""
        child, status = os.waitpid(self.child, os.WNOHANG)
        if child:
            (self.folder / path_of(self.name)).write_text((ROOT / path_of(self.name)).read_text(encoding="utf-8"), encoding="utf-8")
            return "survived" if status == 0 else "caught"
        if time.monotonic() - self.begun > seconds:
            os.killpg(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)
            return "hung"
        return None


@contextlib.contextmanager
def shared_browser(wanted):
    """A browser whose address stands in MUTATION_BROWSER, where one is wanted."""
    if not wanted:
        yield
        return
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    program = subprocess.run([sys.executable, ROOT / "tests/browser.py"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [program, "--headless=new", "--no-sandbox", f"--remote-debugging-port={port}", f"--user-data-dir={profile}", "about:blank"]
        browser = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.environ["MUTATION_BROWSER"] = address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{address}/json/version")
            yield
        finally:
            browser.terminate()
            browser.wait()


def _wait_for(address, seconds=60):
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            if time.monotonic() > until:
                sys.exit("The browser does not answer.")
            time.sleep(0.2)


def seconds_without_mutant(slot, name):
    """How long the tests of a file take as it stands. Ends the program where they fail."""
    slot.start(name, None)
    while not (end := slot.ended(1200)):
        time.sleep(0.05)
    if end != "survived":
        sys.exit(f"The tests of {name} fail without any mutant:\n{(slot.folder / 'said.txt').read_text()[-3000:]}")
    return time.monotonic() - slot.begun


def tried(slots, name, chosen):
    """(mutant, how it ended) of each chosen mutant of a file."""
    seconds = PATIENCE * seconds_without_mutant(slots[0], name) + 20
    waiting, free, busy = list(chosen), list(slots), {}
    while waiting or busy:
        while waiting and free:
            slot, mutant = free.pop(), waiting.pop(0)
            slot.start(name, mutant.source)
            busy[slot] = mutant
        time.sleep(0.02)
        for slot in list(busy):
            if end := slot.ended(seconds):
                yield busy.pop(slot), end
                free.append(slot)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("names", nargs="*", metavar="NAME")
    arguments.add_argument("--sample", type=int, default=60)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--out", type=Path)
    given = arguments.parse_args()
    names, rows, survivors = given.names or list(TESTS), [], []
    with tempfile.TemporaryDirectory() as folder, shared_browser("score.js" in names):
        slots = [Slot(Path(folder) / str(i)) for i in range(SLOTS)]
        for name in names:
            every = mutants_of(name)
            chosen = every
            if given.sample and len(every) > given.sample:
                chosen = random.Random(f"{given.seed} {name}").sample(every, given.sample)
            ends = []
            for mutant, end in tried(slots, name, chosen):
                ends.append(end)
                if end == "survived":
                    survivors.append(f"{path_of(name)}:{mutant.line}: {mutant.change}")
                    print(survivors[-1], flush=True)
            left = ends.count("survived")
            share = 100 * (1 - left / len(ends)) if ends else 100
            rows.append(f"| `{path_of(name)}` | {len(every)} | {len(ends)} | {ends.count('caught')} | {ends.count('hung')} | {left} | {share:.0f} % |")
            print(rows[-1], flush=True)
    table = "\n".join(["| file | mutants | tried | caught | hung | survived | share caught |", "|---|---|---|---|---|---|---|", *rows])
    if given.out:
        given.out.write_text(table + "\n\n" + "\n".join(survivors) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
