"""The words of each other language, as far as there is a measure for it; reading aloud is left to people."""

import re
import subprocess

import pytest
import textstat
import yaml

import prose
from authored import DOCS
from copies import ROOT
from guide.reading import catalog, units
from tools import need

CODES = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["extra"]["languages"]
# By language: a scale of reading ease, and the least that each page reaches (80 and more is "very easy").
SCALES = {"es": (textstat.szigriszt_pazos, 80)}
# By language: its words as Hunspell knows them, and what else needs to be there for that.
DICTIONARIES = {"es": ("es_MX,es_ES,es_AR", "hunspell-es")}
# Other languages need more words for the same: Spanish about a fifth.
WORDS_IN_A_SENTENCE = 36
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
# Addresses, slots and code are no words of the language.
NO_WORDS = re.compile(r"https?://\S+|\S+@\S+|\{[^}]*\}|`[^`]*`|\w+(?:\.\w+)+(?:/\S*)?")


@pytest.fixture(scope="module", params=CODES)
def translated(request):
    """(code, [(unit, its text)]) of a language, without what nobody is shown."""
    asked = [unit for unit in units.of(DOCS) if unit.file != "search.yml"]
    told = catalog.read(DOCS / f"languages/{request.param}.po", asked).told
    return request.param, [(unit, told[unit.key]) for unit in asked if unit.key in told]


def test_no_sentence_of_a_translation_is_long_and_no_mark_in_it_straight(translated):
    for unit, text in translated[1]:
        lengths = [len(WORD.findall(one)) for one in prose.sentences(NO_WORDS.sub("", text))]
        assert max(lengths, default=0) <= WORDS_IN_A_SENTENCE, f"{unit.context}: {text}"
        assert prose.typed(text) == [], f"{unit.context}: {text}"


def test_a_page_in_another_language_is_as_easy_to_read(translated, request):
    code, texts = translated
    if code not in SCALES:
        pytest.skip(f"no scale of reading ease is known here for {code}")
    (scale, least), pages = SCALES[code], {}
    for unit, text in texts:
        if unit.file.endswith(".md"):
            pages.setdefault(unit.file, []).append(text)
    textstat.set_lang(code)
    request.addfinalizer(lambda: textstat.set_lang("en_US"))
    hard = {}
    for file, lines in pages.items():
        told = [one if one[-1] in ".?!:" else f"{one}." for line in lines for one in prose.paragraphs(line)]
        if told and (ease := scale(re.sub(r"\d[\d,.]*", "", " ".join(told)))) < least:
            hard[file] = round(ease, 1)
    assert hard == {}


def test_the_words_of_a_translation_are_spelled_as_a_dictionary_has_them(translated):
    code, texts = translated
    if code not in DICTIONARIES:
        pytest.skip(f"no dictionary is known here for {code}")
    dictionary, there = DICTIONARIES[code]
    need(there)
    # Names, and words that English has too, stand in the English.
    known = {word.lower() for unit, _ in texts for word in WORD.findall(NO_WORDS.sub(" ", unit.text))}
    known |= set((ROOT / f"tests/words/known-{code}.txt").read_text(encoding="utf-8").split())
    words = {word for _, text in texts for word in WORD.findall(NO_WORDS.sub(" ", text))}
    command = [need("hunspell"), "-l", "-i", "utf-8", "-d", dictionary]
    asked = "\n".join(sorted(word for word in words if word.lower() not in known))
    done = subprocess.run(command, input=asked, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0 and done.stdout.split() == [], done.stderr or done.stdout
