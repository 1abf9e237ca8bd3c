#!/usr/bin/env python3
"""Let a coverage-guided fuzzer damage a small guide, for as long as you like.

    python3 -m venv .fuzz && .fuzz/bin/pip install -r requirements-test.txt && .fuzz/bin/pip install atheris==3.0.0
    .fuzz/bin/python tests/fuzz/loader.py .fuzz/found -max_total_time=3900 tests/fuzz/corpus

The first argument is a folder for findings: each kind is kept there once, as an input and a traceback, and the run goes on.
All else goes to libFuzzer. An input is the name of a file, a line end, and the file's bytes.
Put what was found, once mended, into tests/fuzz/corpus/, which the tests replay.
"""

import sys
import tempfile
import traceback
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests"), str(ROOT)]
CPU_SECONDS = 10
MEMORY = 1 << 30

with atheris.instrument_imports(include=["yaml", "levels", "pages", "checks", "shape", "yaml_tree", "data_file", "fill", "example", "problems"]):
    from fuzz import inputs, reading
    from fuzz.bounds import within


class Findings:
    """The folder in which each kind of finding is kept once."""

    def __init__(self, folder):
        self.folder, self.seen = Path(folder), set()
        self.folder.mkdir(parents=True, exist_ok=True)

    def keep(self, error, data):
        """Keep an input with its traceback unless one that ends at the same place is there already."""
        ours = [frame for frame in traceback.extract_tb(error.__traceback__) if str(ROOT) in frame.filename]
        kind = type(error).__name__, *((frame.name, frame.lineno) for frame in ours[-2:])
        if kind in self.seen:
            return
        self.seen.add(kind)
        name = f"{len(self.seen):03}-{kind[0]}"
        (self.folder / name).write_bytes(data)
        (self.folder / f"{name}.txt").write_text("".join(traceback.format_exception(error))[-20_000:], encoding="utf-8", errors="replace")
        print(f"FOUND {name}: {str(error)[:200]!r}", file=sys.stderr, flush=True)


def main():
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    findings = Findings(sys.argv.pop(1))
    with tempfile.TemporaryDirectory() as folder:
        room = reading.Room(folder)

        def one(data):
            try:
                with within(CPU_SECONDS, MEMORY):
                    inputs.run(room, data)
            except Exception as error:
                findings.keep(error, data)

        atheris.Setup(sys.argv, one)
        with room.remembering():
            atheris.Fuzz()


if __name__ == "__main__":
    main()
