"""Write the kit for those who study the self-check into a folder: python -m guide.outputs.kit.write . OUT

Each file tells the version of the self-check and its fingerprints, so that no answers are read by the rule of
another one.
"""

import json
import subprocess
import sys
from pathlib import Path

from guide.model import fingerprints, rule
from guide.model.guide import Guide
from guide.outputs.kit import asked, forms
from guide.pages.project import Project
from guide.pages.site import Site
from guide.reading import folders, page_files
from guide.reading.problems import BadData
from guide.reading.slots import filled

HERE = Path(__file__).parent
# Programs that go along as they stand, with the words of the analysis beside them.
PROGRAMS = (Path(rule.__file__), HERE / "made_up.py", HERE / "analysis.py")
# Answers of made-up people, and which truths are left out of them.
MADE_UP, PEOPLE = {"with.csv": (), "without.csv": ("order", "care", "again")}, "400"
CODEBOOK = ("name", "kind", "level", "facet", "twin", "text", "values", "instrument")


def write(folder: Path, target: Path) -> None:
    """Write every file of the kit of the project in a folder to `target`, which must be new.

    Raises BadData with every mistake in the words.
    """
    project = Project.at(folder)
    target.mkdir(parents=True)
    form = _write(project.site.guide, target)
    for one in project.others:
        # What is asked in another language is another instrument, and so has a folder of its own.
        if one.is_ready and not any(unit.file == "kit.yml" for unit in one.open):
            (target / one.code).mkdir()
            _write(one.site.guide, target / one.code)
    pages = {name: text.encode() for name, text in _pages(project.site, form).items()}
    pages["LICENSE"] = (folder / "LICENSE").read_bytes()
    for name, data in pages.items():
        (target / name).write_bytes(data)
    for name, without in MADE_UP.items():
        # By the program that goes along, so that anyone makes the same people.
        command = [sys.executable, "-B", "made_up.py", PEOPLE, *without]
        people = subprocess.run(command, cwd=target, stdout=subprocess.PIPE, check=True).stdout
        (target / name).write_bytes(people)


def _write(guide: Guide, target: Path) -> asked.Form:
    """Write the forms of one language, and the programs that read their answers; what is asked."""
    told = label(guide)
    form = asked.form(guide, told)
    made = {
        "redcap.csv": forms.redcap(form),
        "xlsform.xlsx": forms.xlsform(form),
        "surveyjs.json": forms.surveyjs(form),
        "codebook.csv": forms.table(CODEBOOK, _codebook(guide, form)),
        "instrument.json": _json(instrument(guide, told)),
    }
    made |= {path.name: f"# {told}\n{path.read_text(encoding='utf-8')}".encode() for path in PROGRAMS}
    for name, data in made.items():
        (target / name).write_bytes(data)
    return form


def label(guide: Guide) -> str:
    """The version of the self-check with both fingerprints, as each file and each sheet tells it."""
    return " ".join((guide.version, *fingerprints.fingerprints(guide).values()))


def instrument(guide: Guide, told: str) -> dict:
    """What the programs of the kit know: the rule's model without questions about safety, and their words.

    told: what `label` tells.
    """
    return {
        "label": told,
        "model": guide.scorer_model | {"signals": []},
        "words": _plain(guide.kit.analysis),
    }


def _plain(words: object) -> object:
    if isinstance(words, str):
        return words
    return {name: _plain(value) for name, value in vars(words).items() if value is not None}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _codebook(guide: Guide, form: asked.Form) -> list[dict[str, str]]:
    """A row for each column of a table of answers, and for each that the rule adds."""
    rows = []

    def add(kind: str, question: asked.Question, values: tuple[tuple[str, str], ...], **more: str) -> None:
        told = " | ".join(f"{value} = {text}" for value, text in values)
        row = {"name": question.name, "kind": kind, "text": question.text, "values": told}
        rows.append(row | more | {"instrument": form.label})

    for question in (form.instrument, *form.first):
        add("sheet", question, question.choices)
    twins = _twins(guide)
    named = {asked.name_of(id_): one for id_, one in guide.statement_by_id.items()}
    for screen in form.screens:
        for question in screen.statements:
            statement = named[question.name]
            more = {"level": guide.level_of[statement.id].id, "facet": statement.facet}
            add("statement", question, screen.answers, twin=twins.get(statement.id, ""), **more)
    add("wish", form.wish, form.wish.choices)
    for name, text in vars(guide.kit.codebook.fields).items():
        add("result", asked.Question(name, text), ())
    return rows


def _twins(guide: Guide) -> dict[str, str]:
    """statement -> the name of the one that differs only in who tells."""
    found = {}
    for level in guide.levels:
        sides = [[one.id for one in level.statements if one.facet == facet] for facet in rule.FACETS[:2]]
        for mine, theirs in zip(*sides):
            found |= {mine: asked.name_of(theirs), theirs: asked.name_of(mine)}
    return found


def _pages(site: Site, form: asked.Form) -> dict[str, str]:
    """name -> text of each page, with the sources that they cite on one of their own."""
    told, pages = form.label, {}
    values = {**site.guide.numbers, **_lists(site.guide, form), "label": told}
    for name, page in site.kit.items():
        text = page_files.filled(page.markdown, lambda marker: "", values).strip()
        pages[name.removeprefix(f"{folders.KIT}/")] = f"# {page.title}\n\n{told}\n\n{text}\n"
    cited = {id_ for page in site.kit.values() for id_ in page.cites}
    entries = [
        # A heading that is the id, since links lead to it in every reader of Markdown.
        f"## {one.id}\n\n{one.reference} {one.url or ''}\n\n{one.found} {one.limit}"
        for one in site.guide.sources
        if one.id in cited
    ]
    title = site.pages[page_files.SOURCES_PAGE].title
    return pages | {page_files.SOURCES_PAGE: "\n\n".join([f"# {title}", told, *entries]) + "\n"}


def _lists(guide: Guide, form: asked.Form) -> dict[str, str]:
    """What fills the slots of the pages that hold a list: KIT_SLOTS."""
    words, statements = guide.kit, []
    for level in guide.levels:
        number = filled(words.codebook.level, {"number": level.number, "name": level.name})
        statements.append(f"**{number}**\n")
        statements += [
            f"- {guide.codes[one.id]} `{asked.name_of(one.id)}` {one.text}" for one in level.statements
        ]
        statements.append("")
    return {
        "version": guide.version,
        "statement_list": "\n".join(statements).strip(),
        "answer_list": _items(form.screens[0].answers),
        "wish_list": _items(form.wish.choices),
        "field_list": _items(vars(words.codebook.fields).items()),
        "signal_list": "\n".join(f"- {one.text} {one.hint or ''}".rstrip() for one in guide.signals),
        "goal_list": "\n".join(_goals(words.analysis)),
    }


def _items(pairs: object) -> str:
    return "\n".join(f"- `{value}` {text}" for value, text in pairs)


def _goals(words: object) -> list[str]:
    """What each figure of the analysis has to reach."""
    told = []
    for figure in vars(words.figures).values():
        for goal, text in ((figure.at_least, words.at_least), (figure.at_most, words.at_most)):
            if goal is not None:
                told.append(f"- {figure.asks} {filled(text, {'goal': goal})}")
    return told


if __name__ == "__main__":
    try:
        write(*map(Path, sys.argv[1:]))
    except BadData as bad:
        sys.exit(bad.told)
