"""Begin the catalog of a language, or bring it up to date, and say what is open in it, by page.

Knows nothing of MkDocs.
"""

import sys
from collections import Counter
from pathlib import Path

from guide.pages import languages
from guide.pages.languages import Language
from guide.pages.project import Project
from guide.reading import catalog, units
from guide.reading.problems import BadData
from guide.reading.units import SAFETY, Unit

# How wide the column of names is.
LONGEST_NAME = 40


def report(language: Language, wanted: list[Unit]) -> str:
    """What is open, by file, with the line of its first text in the catalog, texts about safety named apart;
    which pages wait for texts of other files; and whether a native reader has read it.
    """
    file, at = language.translation.file, language.translation.lines
    total = Counter(unit.file for unit in wanted)
    open_ = Counter(unit.file for unit in language.open)
    first = {unit.file: at[unit.key] for unit in reversed(language.open)}
    safety = Counter(unit.file for unit in language.open if unit.kind == SAFETY)
    lines = [f"{language.code}: open texts: {len(language.open)} of {len(wanted)}."]
    if language.everywhere:
        told = f"{len(language.everywhere)} open, the first: line {at[language.everywhere[0].key]}"
        lines.append(f"No page is built before the words around all of them are there ({told}).")
    for name in sorted(open_, key=lambda name: (not safety[name], name)):
        about = f", {safety[name]} of them about safety" if safety[name] else ""
        told = f"{open_[name]} of {total[name]} open{about}; the first: line {first[name]}"
        lines.append(f"  {name:{LONGEST_NAME}} {told}")
    for page, units_ in language.waiting.items():
        files = Counter(unit.file for unit in units_)
        line = at[units_[0].key]
        lines.append(f"  {page:{LONGEST_NAME}} done, waits for {_counted(files)}; the first: line {line}")
    if safety:
        lines.append(
            "While a text about safety is open, the self-check and the pages of help are not published."
        )
    if language.open:
        lines.append(f"The lines are those of {file}.")
    lines.append(f"Read by: {language.translation.reader or 'no native reader yet'}.")
    return "\n".join(lines)


def _counted(files: Counter[str]) -> str:
    return " and ".join(f"{count} of {name}" for name, count in files.items())


def main(docs: Path, code: str) -> str:
    """Bring docs/languages/`code`.po up to date; what is open in it.

    Raises BadData with every mistake in it, and leaves a file with mistakes as it is.
    """
    english = Project.at(docs.parent, ())
    path, wanted = docs / catalog.FOLDER / f"{code}.po", units.of(docs)
    begun = not path.exists()
    if not begun:
        catalog.read(path, wanted)
    changed = catalog.update(path, wanted)
    (language,) = languages.read(english.site, docs, english.overrides, languages.Wanted((code,)))
    done = "Begun" if begun else "Brought up to date" if changed else "Nothing changed"
    return f"{report(language, wanted)}\n{done}: {docs.name}/{catalog.FOLDER}/{code}.po"


if __name__ == "__main__":
    folder, language_code = sys.argv[1:]
    try:
        print(main(Path(folder), language_code))
    except BadData as bad:
        sys.exit(str(bad))
