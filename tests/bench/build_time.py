"""How long the guide takes to build beside a stock Material site of the same pages, and how that grows."""

import os
import shutil
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench import projects

# How many sections of the same pages there are more, and how many pairs of builds are timed.
SIZES = {0: 7, 8: 3, 46: 1}
QUICK = {0: 1, 8: 1}


def rows(staged, sizes):
    """(pages, seconds of the guide, of stock, one beside the other) for each size, built cold, in turns."""
    more = len(projects.names(staged[1]))
    return [
        (len(staged[0]) + more * copies, *_pair(staged, copies, pairs)) for copies, pairs in sizes.items()
    ]


def _pair(staged, copies, pairs):
    with TemporaryDirectory() as folder:
        made, seconds = {}, {projects.guide: [], projects.stock: []}
        for lay_out in seconds:
            (Path(folder) / lay_out.__name__).mkdir()
            made[lay_out] = lay_out(Path(folder) / lay_out.__name__, staged, copies)
        for turn in range(pairs):
            for lay_out in sorted(made, key=lambda one: one.__name__, reverse=turn % 2):
                seconds[lay_out].append(build(made[lay_out], Path(folder) / "site"))
    ours, theirs = seconds.values()
    # The median of the pairs' ratios is what other programs on the machine change least.
    return median(ours), median(theirs), median(one / other for one, other in zip(ours, theirs, strict=True))


def build(configuration, target):
    """Build a project from nothing; the seconds of processor time it took."""
    shutil.rmtree(target, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(configuration), "-d", str(target)]
    child = os.posix_spawn(sys.executable, command, {**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    _, status, used = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"{configuration.name} could not be built")
    return used.ru_utime + used.ru_stime
