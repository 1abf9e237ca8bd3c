"""Building takes as long as there are pages: a page more costs the same, however many there are already.

Counts what Python does and not how long it takes, so that a busy machine does not matter.
"""

import subprocess
import sys

from bench import projects
from copies import QUIET

# Short pages, so that what the menu costs is not lost in what the text costs.
SECTION = {f"page-{i}.md": f"---\ntitle: Page {i}\n---\nOne sentence.\n" for i in range(20)}
SECTIONS = (4, 8, 12)
# The menu links to each section once, which alone may grow. A whole menu on every page gives 1.4.
MOST = 1.2
COUNT = """
import cProfile, pstats, sys
from mkdocs.__main__ import cli
profile = cProfile.Profile()
profile.runcall(cli, ["build", "-q", "-f", sys.argv[1], "-d", sys.argv[2]], standalone_mode=False)
print(pstats.Stats(profile).total_calls)
"""


def work(folder, sections):
    """How many calls a build makes that has so many sections more."""
    project, site = folder / f"project-{sections}", folder / f"site-{sections}"
    command = [sys.executable, "-c", COUNT, projects.guide(project, SECTION, sections), site]
    said = subprocess.check_output(command, env={**QUIET, "PYTHONHASHSEED": "0"}, text=True)
    assert len(list(site.rglob("page-*.html"))) == sections * len(SECTION)
    return int(said.splitlines()[-1])


def test_as_many_pages_more_are_as_much_work_more_however_many_there_are(tmp_path):
    few, some, many = (work(tmp_path, sections) for sections in SECTIONS)
    assert many - some <= MOST * (some - few)
