"""How long the guide takes to build beside a stock Material site of the same pages, and how that grows."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench import projects

# How many more sections of the same pages there are, and how many pairs of builds are timed.
SIZES = {0: 7, 8: 3, 46: 1}
# What the guide may take beside stock Material at each of these, and the last of them beside the one before.
MOST = (1.0, 1.0, 0.6)
MOST_GROWTH = 8


@dataclass(frozen=True)
class Size:
    """Seconds of processor time that builds of so many pages took, pair by pair."""

    pages: int
    guide: tuple
    stock: tuple

    @property
    def own(self):
        """The median of the guide."""
        return median(self.guide)

    @property
    def other(self):
        """The median of the stock site."""
        return median(self.stock)

    @property
    def ratio(self):
        """The median of the pairs' ratios, which other programs on the machine change least."""
        return median(ours / theirs for ours, theirs in zip(self.guide, self.stock, strict=True))


def measure(staged, sizes=SIZES):
    """A Size for each of `sizes`, built cold, in turns. Processor time, since other programs hardly change it."""
    return [_measure(staged, copies, pairs) for copies, pairs in sizes.items()]


def _measure(staged, copies, pairs):
    with TemporaryDirectory() as folder:
        made = {}
        for name, lay_out in (("guide", projects.guide), ("stock", projects.stock)):
            (Path(folder) / name).mkdir()
            made[name] = lay_out(Path(folder) / name, staged, copies)
        seconds = {name: [] for name in made}
        for turn in range(pairs):
            for name in sorted(made, reverse=turn % 2):
                seconds[name].append(build(made[name], Path(folder) / "site"))
        return Size(projects.page_count(staged, copies), tuple(seconds["guide"]), tuple(seconds["stock"]))


def build(configuration, target):
    """Build a project from nothing; the processor time it took, in seconds. Raises RuntimeError if it fails."""
    shutil.rmtree(target, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(configuration), "--site-dir", str(target)]
    child = os.posix_spawn(sys.executable, command, {**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    _, status, used = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"{configuration.name} could not be built")
    return used.ru_utime + used.ru_stime
