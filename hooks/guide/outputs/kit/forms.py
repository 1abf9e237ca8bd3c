"""The form for tools that collect answers: REDCap, XLSForm (ODK, Kobo), and SurveyJS (jsPsych, too)."""

import csv
import datetime
import io
import json

import xlsxwriter

from guide.outputs.kit.asked import Form, Question

# REDCap's columns, as it exports and imports them.
REDCAP = (
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
)
NAME, FORM, SECTION, TYPE, LABEL, CHOICES, NOTE, MATRIX, ANNOTATION = (
    REDCAP[i] for i in (0, 1, 2, 3, 4, 5, 6, 15, 17)
)
# What stands in the file as the moment it was made, so that its bytes tell nothing of when that was.
MADE = datetime.datetime(2000, 1, 1)


def table(columns: tuple[str, ...], rows: list[dict[str, str]]) -> bytes:
    """Rows as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def redcap(form: Form) -> bytes:
    """A data dictionary."""

    def field(question: Question, **more: str) -> dict[str, str]:
        kind = "radio" if question.choices else "text"
        told = {TYPE: kind, LABEL: question.text, CHOICES: _coded(question.choices), NOTE: question.hint}
        return {NAME: question.name, FORM: "self_check", **told, **more}

    fields = [
        field(Question("record_id", form.record)),
        field(form.instrument, **{ANNOTATION: f"@DEFAULT='{form.label}' @READONLY"}),
        field(Question("notice", form.notice), **{TYPE: "descriptive"}),
        *(field(question) for question in form.first),
    ]
    for screen in form.screens:
        coded = {TYPE: "radio", CHOICES: _coded(screen.answers), MATRIX: screen.name}
        rows = [field(question, **coded) for question in screen.statements]
        rows[0][SECTION] = f"{screen.title}. {screen.stem}"
        fields += rows
    # The heading ends the table above.
    return table(REDCAP, [*fields, field(form.wish, **{SECTION: form.title})])


def _coded(choices: tuple[tuple[str, str], ...]) -> str:
    return " | ".join(f"{value}, {text}" for value, text in choices)


def xlsform(form: Form) -> bytes:
    """A workbook with the sheets survey, choices and settings."""
    survey = [("type", "name", "label", "hint", "appearance", "calculation")]
    lists = [("list_name", "name", "label")]

    def ask(question: Question) -> None:
        if question.choices:
            lists.extend((question.name, *choice) for choice in question.choices)
        kind = f"select_one {question.name}" if question.choices else "text"
        survey.append((kind, question.name, question.text, question.hint, "", ""))

    survey.append(("calculate", form.instrument.name, "", "", "", f"'{form.label}'"))
    survey.append(("note", "notice", form.notice, "", "", ""))
    for question in form.first:
        ask(question)
    lists.extend(("answers", *answer) for answer in form.screens[0].answers)
    for screen in form.screens:
        survey.append(("begin_group", screen.name, screen.title, "", "field-list", ""))
        survey.append(("note", f"{screen.name}_stem", screen.stem, "", "", ""))
        survey.extend(("select_one answers", one.name, one.text, "", "", "") for one in screen.statements)
        survey.append(("end_group", "", "", "", "", ""))
    ask(form.wish)
    settings = [("form_title", "form_id", "version"), (form.title, "five_levels", form.label)]

    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"created": MADE})
        for name, rows in {"survey": survey, "choices": lists, "settings": settings}.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, text in enumerate(row):
                    sheet.write_string(number, place, text)
    return data.getvalue()


def surveyjs(form: Form) -> bytes:
    """A survey, whose results tell the version of what was asked."""
    pages = [{"name": "first", "elements": [{"type": "html", "name": "notice", "html": form.notice}]}]
    pages[0]["elements"] += map(_element, form.first)
    for screen in form.screens:
        matrix = {
            "type": "matrix",
            "name": screen.name,
            "title": screen.title,
            "description": screen.stem,
            "columns": _values(screen.answers),
            "rows": [{"value": one.name, "text": one.text} for one in screen.statements],
        }
        pages.append({"name": f"page_{screen.name}", "elements": [matrix]})
    pages.append({"name": "last", "elements": [_element(form.wish)]})
    label = {"name": form.instrument.name, "expression": f"'{form.label}'", "includeIntoResult": True}
    survey = {"title": form.title, "pages": pages, "calculatedValues": [label], "showQuestionNumbers": False}
    return (json.dumps(survey, ensure_ascii=False, indent=2) + "\n").encode()


def _element(question: Question) -> dict:
    told = {"name": question.name, "title": question.text, "description": question.hint}
    if question.choices:
        return {"type": "radiogroup", **told, "choices": _values(question.choices)}
    return {"type": "text", **told}


def _values(choices: tuple[tuple[str, str], ...]) -> list[dict]:
    """(value, text) as SurveyJS has them: numbers as numbers."""
    return [
        {"value": int(value) if value.lstrip("-").isdecimal() else value, "text": text}
        for value, text in choices
    ]
