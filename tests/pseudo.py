"""A language that nobody speaks: each vowel and some consonants accented, a third longer than
English, and short texts by a word at least, as in the languages whose words are longest."""

import re

from babel.messages.pofile import read_po, write_po

from guide.reading import catalog, units

_ACCENTS = str.maketrans("aeioucnsAEIOUCNS", "áéíóúçñšÁÉÍÓÚÇÑŠ")
# What a translation keeps as it is.
_KEPT = re.compile(r"\{[a-z_]+\}|\]\(\d+\)|`[^`]*`")
_FILLER = " ñáñdúçéš"


def told_text(text):
    """A text with its accents, and no longer than it was."""
    parts, done = [], 0
    for kept in _KEPT.finditer(text):
        parts += [text[done : kept.start()].translate(_ACCENTS), kept[0]]
        done = kept.end()
    return "".join([*parts, text[done:].translate(_ACCENTS)])


def told(unit):
    """A unit in that language; lists of words to search by stay, since no page shows them."""
    if unit.form == "list":
        return unit.text
    text = told_text(unit.text)
    room = (unit.most or 10**6) - len(text)
    return text + _FILLER * min(max(len(text) // 3, len(_FILLER)) // len(_FILLER), room // len(_FILLER))


def write(docs, code, but=lambda unit: False, reader="somebody, 2026"):
    """Write the catalog of a language into the folder of the words, without the units that `but` names."""
    path, wanted = docs / catalog.FOLDER / f"{code}.po", {unit.key: unit for unit in units.of(docs)}
    path.unlink(missing_ok=True)
    catalog.update(path, wanted.values())

    def fill(message):
        unit = wanted.get((message.context, message.id))
        if unit and not but(unit):
            message.string = told(unit)
        elif message.context == catalog.READER[0]:
            message.string = reader

    return edit(path, fill)


def edit(path, change):
    """Change each entry of a catalog, as a translator's tool would."""
    with path.open("rb") as file:
        held = read_po(file)
    for message in held:
        if message.id:
            change(message)
    with path.open("wb") as file:
        write_po(file, held, width=catalog.WIDTH, include_previous=True)
    return path
