"""The kit for those who study the self-check, as `dev.py kit` writes it, and answers as tools export them."""

import csv
import io
import json
import subprocess
import sys

from copies import ROOT
from guide.outputs.kit import write
from guide.outputs.kit.asked import name_of


def make(target):
    """Write the project's kit into a new folder, and return it."""
    write.write(ROOT, target)
    return target


def run(kit, program, *arguments):
    """Run a program of the kit as whoever unpacked it does; the finished process."""
    command = [sys.executable, "-B", f"{program}.py", *map(str, arguments)]
    return subprocess.run(command, cwd=kit, capture_output=True, text=True, encoding="utf-8")


def _value(answer):
    return "" if answer is None else str(answer)


def _rows(guide, sheets, group=""):
    """Columns and values of the sheets; on every other one, an open line is answered that it is open."""
    label = write.label(guide)
    for number, sheet in enumerate(sheets):
        row = {"person": f"p{number}", "wave": "1", "about": "friend", "instrument": label}
        for screen, ids in enumerate(guide.statement_screens, 1):
            for id_ in ids:
                answer = _value(sheet["answers"][id_]) or ("skip" if number % 2 else "")
                row[group.format(screen) + name_of(id_)] = answer
        yield {**row, "wish": name_of(sheet["wanted"] or "")}


def table(rows, delimiter=","):
    rows, text = list(rows), io.StringIO()
    writer = csv.DictWriter(text, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def survey_results(guide, sheets):
    """What SurveyJS keeps of each sheet: nothing of a line without an answer."""
    found = []
    for row in _rows(guide, sheets, "screen_{}/"):
        result = {}
        for column, value in row.items():
            group, _, name = column.rpartition("/")
            if value:
                value = int(value) if value.lstrip("-").isdecimal() and group else value
                (result.setdefault(group, {}) if group else result)[name] = value
        found.append(result)
    return found


# How a tool exports answers: the name of the file, and its text.
ROUTES = {
    "a table of one's own": lambda guide, sheets: (
        "plain.csv",
        table({name.replace("_", "-"): value for name, value in row.items()} for row in _rows(guide, sheets)),
    ),
    "REDCap": lambda guide, sheets: (
        "redcap.csv",
        table(
            {"record_id": number, "redcap_survey_identifier": "", **row, "self_check_complete": "2"}
            for number, row in enumerate(_rows(guide, sheets), 1)
        ),
    ),
    "ODK Central": lambda guide, sheets: (
        "odk.csv",
        "\ufeff"
        + table(
            {"SubmissionDate": "2026-11-29T12:00:00Z", **row, "meta-instanceID": "uuid:1", "KEY": "uuid:1"}
            for row in _rows(guide, sheets, "screen_{}-")
        ),
    ),
    "Kobo": lambda guide, sheets: ("kobo.csv", table(_rows(guide, sheets, "screen_{}/"), ";")),
    "SurveyJS": lambda guide, sheets: ("surveyjs.json", json.dumps(survey_results(guide, sheets))),
}
