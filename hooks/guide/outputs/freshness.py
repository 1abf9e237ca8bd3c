"""Whether the copies in which helplines were seen are new enough for a release, as helplines.yml sets it.

Knows nothing of MkDocs.
"""

import sys
import time
from pathlib import Path

from guide.model.guide import Guide, load
from guide.model.places import months_between


def too_old(guide: Guide, moment: int) -> list[str]:
    """A sentence on each number whose copy is too old for a release.

    moment: seconds since 1970 that date the release; what was looked through later counts from then.
    """
    today = max(time.strftime("%Y-%m-%d", time.gmtime(moment)), guide.looked_through)
    return [
        f"docs/helplines.yml: {id_} was seen in {date}, {age} months ago. Expected: at most "
        f"{guide.months.release}; look for a newer copy, or take it out."
        for date, id_ in guide.copies
        if (age := months_between(date, today)) > guide.months.release
    ]


if __name__ == "__main__":
    docs, moment = sys.argv[1:]
    if found := too_old(load(Path(docs)), int(moment)):
        sys.exit("\n".join(found))
