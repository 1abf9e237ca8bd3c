"""Begin the catalog of a language, or bring it up to date, and say what is open in it, by page.

Knows nothing of MkDocs.
"""

import sys
from collections import Counter
from pathlib import Path

from guide.reading import catalog, units
from guide.reading.problems import BadData
from guide.reading.units import SAFETY

# How wide the column of names is.
LONGEST_NAME = 40


def report(translation: catalog.Translation, wanted: list[units.Unit]) -> str:
    """What is open, by file, texts about safety named apart; and whether a native reader has read it."""
    total = Counter(unit.file for unit in wanted)
    open_ = Counter(unit.file for unit in translation.open)
    safety = Counter(unit.file for unit in translation.open if unit.kind == SAFETY)
    lines = [f"{translation.code}: open texts: {len(translation.open)} of {len(wanted)}."]
    for file in sorted(open_, key=lambda name: (not safety[name], name)):
        about = f", {safety[file]} of them about safety" if safety[file] else ""
        lines.append(f"  {file:{LONGEST_NAME}} {open_[file]} of {total[file]} open{about}")
    if safety:
        lines.append(
            "While a text about safety is open, the self-check and the pages of help are not published."
        )
    lines.append(f"Read by: {translation.reader or 'no native reader yet'}.")
    return "\n".join(lines)


def main(docs: Path, code: str) -> str:
    """Bring docs/languages/`code`.po up to date; what is open in it.

    Raises BadData with every mistake in it.
    """
    path, wanted = docs / catalog.FOLDER / f"{code}.po", units.of(docs)
    changed = catalog.update(path, wanted)
    told = report(catalog.read(path, wanted), wanted)
    done = "Brought up to date" if changed else "Nothing changed"
    return f"{told}\n{done}: {docs.name}/{catalog.FOLDER}/{code}.po"


if __name__ == "__main__":
    folder, language = sys.argv[1:]
    try:
        print(main(Path(folder), language))
    except BadData as bad:
        sys.exit(str(bad))
