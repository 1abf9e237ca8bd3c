"""A translation keeps all that is no prose, and tells what it lost, what is open and what is out of date."""

import json
import re
import shutil

import pytest
import yaml

import pseudo
import small
from copies import ROOT, build, change, files_of
from guide.outputs.translate import main as translate
from guide.pages import languages
from guide.pages.site import Site
from guide.reading import catalog, units
from guide.reading.data_file import SCHEMAS
from guide.reading.problems import BadData
from guide.reading.units import SAFETY
from html_page import pages_of

DOCS = ROOT / "docs"
CODE = "es"


@pytest.fixture(scope="module")
def wanted():
    return units.of(DOCS)


@pytest.fixture(scope="module")
def files(wanted):
    """name -> (its text, its units) of each file that has some."""
    names = dict.fromkeys(unit.file for unit in wanted)
    return {name: ((DOCS / name).read_text(), [one for one in wanted if one.file == name]) for name in names}


def test_a_file_written_back_has_the_same_bytes_and_the_same_texts(files):
    for name, (text, own) in files.items():
        assert units.written(text, own, {}) == text
        # Said once more in English, it may be written in another way, but reads the same.
        again = units.written(text, own, {unit.key: unit.text for unit in own})
        if name.endswith(".yml"):
            assert yaml.load(again, yaml.BaseLoader) == yaml.load(text, yaml.BaseLoader), name
        else:
            assert [one.key for one in units.of_page(name, again)] == [one.key for one in own]


def test_no_words_of_a_page_are_left_out_of_its_units(files):
    """What stands outside the units is no prose: signs, markers, attributes, code and where links lead."""
    for name, (text, own) in files.items():
        rest = units.written(text, own, {unit.key: "" for unit in own}) if name.endswith(".md") else ""
        rest = re.sub(
            r"```.*?```|<!--.*?-->|\{.*?\}|`[^`]*`|^!!! \w+|^(title|description|search|template):.*",
            "",
            rest,
            flags=re.S | re.M,
        )
        assert re.findall(r"[A-Za-z]{2,}", rest) == [], name


def test_what_readers_see_of_the_data_is_a_unit(guide, wanted):
    told = {unit.text for unit in wanted}
    seen = [one.text for level in guide.levels for one in level.statements]
    seen += [text for signal in guide.signals for text in (signal.text, *signal.text_for.values())]
    seen += [block.text for part in guide.result for block in part.blocks if block.text and not block.each]
    assert {text for text in seen if text not in told} == set()
    assert {unit.kind for unit in wanted} == {*units.KINDS}


# Texts that are the same in each language: names, numbers, references, and what no reader sees.
ALIKE = {*"version letter number phone name short reference seen page word instead".split()}


def strings(node, name=""):
    """(name, schema) of each text inside a schema."""
    if isinstance(node, dict):
        if node.get("type") == "string":
            yield name, node
        for key, inner in node.items():
            yield from strings(inner, key)


def test_each_text_of_the_data_is_a_unit_or_has_a_form_or_is_alike_in_each_language():
    # The kit for those who study the self-check is in English alone.
    for path in SCHEMAS.glob("*.schema.json"):
        texts = strings(json.loads(path.read_text())) if path.stem != "kit.schema" else ()
        formed = {"x-unit", "pattern", "enum", "const"}
        assert {name for name, schema in texts if not formed & {*schema}} <= ALIKE, path.name


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The text of a catalog that lacks nothing."""
    docs = shutil.copytree(DOCS, tmp_path_factory.mktemp("whole") / "docs")
    return pseudo.write(docs, CODE).read_text()


@pytest.fixture
def small_project(project):
    """The project with a guide as small as can be, which is read in an instant."""
    shutil.rmtree(project / "docs")
    small.write(project / "docs")
    return project


@pytest.fixture
def small_docs(small_project):
    return small_project / "docs"


ON_A_PAGE = r'(msgctxt "intimacy\.md#.*\nmsgid .*\nmsgstr ")'
# What happens to the translations of a catalog, and what is told of it.
DAMAGE = {
    "a-slot": (r'(msgstr "[^"\n]*)\{count\}', r"\1", "no slot {count}"),
    "another-slot": (r'(msgstr "[^"\n]*)\{count\}', r"\1{count} {cuenta}", "slot {cuenta}"),
    "a-link": (r'(msgstr "[^"\n]*\])\(1\)', r"\1", "no link […](1)"),
    "emphasis": (r'(msgstr "[^"\n]*)\*\*', r"\1", "no mark **"),
    "languages-mixed-up": ("Language: es", "Language: fr", 'the language "fr"'),
    "a-plural": (r'(msgid "Menu"\n)msgstr', r'\1msgid_plural "Menus"\nmsgstr[0]', "plural forms"),
    "an-open-quote": (r'(msgstr "[^"\n]{5,})"', r"\1", "do not close"),
    "a-line-break": (r'(msgstr "[^"\n]{5,}) ([^"\n]+")', "\\1\n\\2", "do not close in this line"),
    "no-quotes": (r'msgstr "([^"\n]{5,})"', r"msgstr \1", "without a straight quotation mark at its start"),
    "quotes-within": (r'(msgstr "[^"\n]{5,})"', r'\1 "so""', "a straight quotation mark within"),
    "a-straight-quote": (f'{ON_A_PAGE}([^"\n]+)"', r'\1\2 \\""', ": a straight quotation mark."),
    "html": (f'{ON_A_PAGE}([^"\n]+)"', r'\1\2 <a href=https://a.org>"', "the sign <, which the English"),
    "an-attribute": (f'{ON_A_PAGE}([^"\n]+)"', r'\1\2 {: .exit }"', "the sign {:, which"),
    "a-box": (ON_A_PAGE, r"\1!!! caution ", '"!!!" at its start'),
    "half-a-file": (r'(?s)(.*)msgstr ".*', r"\1", "a line that no catalog has"),
    "a-keyword": ("msgctxt", "msgctx", "a line that no catalog has"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_to_a_catalog_is_one_clear_mistake_with_its_line(tmp_path, whole, wanted, damage):
    path = tmp_path / "docs" / catalog.FOLDER / f"{CODE}.po"
    path.parent.mkdir(parents=True)
    old, new, told = DAMAGE[damage]
    harmed = re.sub(old, new, whole, count=1)
    assert harmed != whole
    path.write_text(harmed)
    with pytest.raises(BadData) as bad:
        catalog.read(path, wanted)
    (problem,) = bad.value.problems
    assert told in str(problem) and re.match(r"docs/languages/es\.po:\d+: ", str(problem)), problem


def test_a_changed_text_is_open_until_somebody_has_looked_at_it(small_docs):
    path = pseudo.write(small_docs, CODE)
    assert "open texts: 0" in translate(small_docs, CODE)
    before = path.read_bytes()
    assert "Nothing changed" in translate(small_docs, CODE) and path.read_bytes() == before
    page = next(one for one in units.of(small_docs) if one.file == "index.md" and one.text.endswith("."))
    change(small_docs / page.file, page.text, f"{page.text[:-1]}, more or less.")
    assert re.search(r"open texts: 1 .*\n +index\.md +1 of", translate(small_docs, CODE))
    # What it was stands beside it, for whoever looks, however often.
    assert "Nothing changed" in translate(small_docs, CODE)
    assert "#, fuzzy" in path.read_text() and f'#| msgid "{page.text}"' in path.read_text()
    pseudo.edit(path, lambda message: message.flags.discard("fuzzy"))
    assert "open texts: 0" in translate(small_docs, CODE)


@pytest.mark.parametrize("code", ["pt-br", "pt_BR"])
def test_a_code_in_another_form_is_told_and_no_catalog_is_begun(small_docs, code):
    with pytest.raises(BadData, match="Expected: pt-BR"):
        translate(small_docs, code)
    assert not (small_docs / catalog.FOLDER).exists()


def test_two_answers_with_the_same_words_are_told_by_the_command_with_their_lines(small_docs, guide):
    path, (one, other) = pseudo.write(small_docs, CODE), guide.signal_answers[:2]
    same = "levels.yml: signal_answers."
    pseudo.edit(path, lambda held: (held.context or "").startswith(same) and setattr(held, "string", "Así"))
    before = path.read_bytes()
    with pytest.raises(BadData) as bad:
        translate(small_docs, CODE)
    problem, lines = bad.value.problems[0], path.read_text().split("\n")
    assert problem.file == f"docs/languages/{CODE}.po" and path.read_bytes() == before
    told = [lines[number - 1] for number in (problem.first, problem.line)]
    assert told == [f'msgid "{one.text}"', f'msgid "{other.text}"']


def of(project, need_reader):
    """The language as the build reads it."""
    docs, overrides = project / "docs", project / "overrides"
    wanted = languages.Wanted((CODE,), need_reader)
    (found,) = languages.read(Site.read(docs, overrides), docs, overrides, wanted)
    return found


HELP = {"get-help.md", "self-check.md", "embed/self-check.md"}


def test_a_page_with_an_open_sentence_stands_in_english_and_no_other(project):
    pseudo.write(project / "docs", CODE, but=lambda unit: unit.text.startswith("They come through the door"))
    found = of(project, need_reader=False)
    assert found.site.left == {"reclaim/use-physical-touch.md"} and len(found.open) == 1
    meta = found.site.meta("reclaim/use-physical-touch.md")
    assert meta["language"] == "en" and meta["title"] in found.site.guide.words.languages.in_english.format(
        title=found.site.english.meta("reclaim/use-physical-touch.md")["title"]
    )


def test_a_page_that_shows_an_open_text_of_the_data_stands_in_english(project, guide):
    level = guide.levels[2]
    pseudo.write(project / "docs", CODE, but=lambda unit: unit.text == level.prompts[0])
    left = of(project, need_reader=False).site.left
    # Cards show it, too.
    assert level.page in left and {one.split("/")[0] for one in left} == {"levels", "groups"}
    line = (
        (project / f"docs/languages/{CODE}.po")
        .read_text()
        .split(f'msgid "{level.prompts[0]}"')[0]
        .count("\n")
    )
    waits = rf"\n +{level.page} +done, waits for 1 of levels\.yml; the first: line {line + 1}\n"
    # A setting that only MkDocs can read is in nobody's way.
    change(project / "mkdocs.yml", "strict: true", "strict: !ENV [STRICT, true]")
    assert re.search(waits, translate(project / "docs", CODE))


@pytest.mark.parametrize("open_", ["a question about safety", "no native reader"])
def test_without_all_texts_about_safety_there_is_no_self_check_and_no_help(small_project, open_):
    question = "Was there something, 1?"
    asked = open_ == "a question about safety"
    reader = "somebody" if asked else None
    docs = small_project / "docs"
    pseudo.write(docs, CODE, but=lambda unit: asked and unit.text == question, reader=reader)
    found = of(small_project, need_reader=True)
    assert found.site.left >= HELP | {*found.site.guide.place_by_page}
    if asked:
        line = next(found.translation.lines[one.key] for one in found.open if one.kind == SAFETY)
        assert re.search(rf"{CODE}\.po:{line}: .*{re.escape(question)}", found.told)


def test_a_caution_on_a_page_is_a_text_about_safety(project):
    caution = "You owe nobody touch"
    pseudo.write(project / "docs", CODE, but=lambda unit: unit.text.startswith(caution))
    found = of(project, need_reader=False)
    assert {one.kind for one in found.open} == {SAFETY} and found.site.left >= HELP


def test_words_that_stand_on_every_page_hold_a_language_back(small_project):
    pseudo.write(small_project / "docs", CODE, but=lambda unit: unit.text == "Menu")
    assert of(small_project, need_reader=False).site is None
    assert "No page is built before" in translate(small_project / "docs", CODE)


def test_a_build_leaves_what_is_withheld_and_leads_to_the_english(project, tmp_path, guide):
    names = {guide.levels[1].name, guide.steps[1].name, guide.words.changes.title}
    pseudo.write(project / "docs", CODE, but=lambda unit: unit.text in {guide.signals[0].text, *names})
    change(project / "mkdocs.yml", "languages: []", f"languages: [{CODE}]")
    done = build(tmp_path / "site", project)
    assert done.returncode == 0 and guide.signals[0].text in done.stdout, done.stdout
    pages = pages_of(tmp_path / "site" / CODE)
    english = pages_of(tmp_path / "site")
    assert pages.keys() == {one for one in english if not one.startswith(f"{CODE}/")}
    # What is open stands there in English, whole, in the menu and in each file; a page left to it says so.
    meta = of(project, need_reader=False).site.meta
    assert meta(guide.levels[1].page)["title"] in pages[guide.levels[2].page.replace(".md", ".html")].text
    files = files_of(tmp_path / "site" / CODE).items()
    text = "".join(data.decode() for name, data in files if not name.endswith((".gz", ".png")))
    assert not re.search("[\U000f0000-\U0010ffff]", text)
    assert [name for name in names if text.count(name) != text.count(name[1:]) or name not in text] == []
    assert "../self-check.html" in pages["self-check.html"].links
    assert "data-statement" not in pages["self-check.html"].source
    helps = pages["get-help.html"]
    assert helps.article_text == english["get-help.html"].article_text and 'lang="en"' in helps.source
    # No page leads to a twin that is not there.
    assert f"{CODE}/self-check.html" not in english["self-check.html"].links
    assert f"{CODE}/about.html" in english["about.html"].links
    assert "../about.html" in pages["about.html"].links


def test_a_language_without_a_catalog_stops_the_build_with_the_setting(project):
    (project / f"docs/languages/{CODE}.po").unlink(missing_ok=True)
    with pytest.raises(BadData, match="extra.languages"):
        of(project, need_reader=False)
