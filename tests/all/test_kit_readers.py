"""The kit's forms, read by others: ODK's own validator, a description of REDCap's format, and SurveyJS."""

import csv
import json
import re
import subprocess
from xml.etree import ElementTree

import pytest
import yaml

import kits
import tools
from sheets import calm, make_sheets

# Reads a survey and results from its input; tells its mistakes, and what it keeps of each result.
SURVEY = """
const {Model} = require("survey-core");
const {survey, results} = JSON.parse(require("fs").readFileSync(0, "utf8"));
const kept = results.map((result) => {
    const model = new Model(survey);
    model.data = result;
    return model.doComplete() && model.data;
});
console.log(JSON.stringify({mistakes: (new Model(survey).jsonErrors ?? []).map(String), kept}));
"""


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    return kits.make(tmp_path_factory.mktemp("kit") / "kit")


def test_odk_takes_the_form_and_names_its_answers_as_the_rule_reads_them(kit, guide, tmp_path):
    tools.need("java")
    convert = tools.need_environment("forms") / "xls2xform"
    command = [convert, "--odk_validate", kit / "xlsform.xlsx", tmp_path / "form.xml"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0 and "warning" not in (done.stdout + done.stderr).lower(), done
    data = ElementTree.parse(tmp_path / "form.xml").find(".//{*}instance/*")
    groups = {re.sub("{.*}", "", group.tag): group for group in data if len(group)}
    asked = {f"{name}-{re.sub('{.*}', '', one.tag)}" for name, group in groups.items() for one in group}
    _, text = kits.ROUTES["ODK Central"](guide, make_sheets(guide.scorer_model, "people", 1))
    exported = {name for name in text.partition("\r\n")[0].split(",") if name.startswith("screen_")}
    assert exported == {name for name in asked if name.startswith("screen_") and not name.endswith("_stem")}


def test_the_data_dictionary_is_what_redcap_imports(kit):
    """By the columns, patterns and choices of a description that others keep."""
    (described,) = tools.need_environment("forms").parent.rglob("redcap_data_dictionary.yaml")
    format_ = yaml.safe_load(described.read_text(encoding="utf-8"))
    columns = format_["classes"]["Field"]["attributes"]
    with (kit / "redcap.csv").open(encoding="utf-8", newline="") as file:
        headings, *fields = csv.reader(file)
    assert [one.split()[0].strip(",?").lower() for one in headings] == [one.split("_")[0] for one in columns]
    assert len({field[0] for field in fields}) == len(fields) and fields[0][0] == "record_id"
    for field in fields:
        for value, (column, told) in zip(field, columns.items(), strict=True):
            allowed = format_["enums"].get(told["range"], {}).get("permissible_values", [value])
            fits = value in allowed and re.search(told.get("pattern", ""), value)
            assert fits if value else not told["required"], (field[0], column)


def test_surveyjs_finds_no_mistake_and_keeps_results_as_the_rule_reads_them(kit, guide):
    module = tools.need_module("survey-core")
    made = make_sheets(guide.scorer_model, "much left open", 200)
    sheets = [calm(guide.scorer_model, one["answers"], one["wanted"]) for one in made]
    results = kits.survey_results(guide, sheets)
    asked = [{name: value for name, value in one.items() if name != "instrument"} for one in results]
    survey = json.loads((kit / "surveyjs.json").read_text(encoding="utf-8"))
    command = [tools.need("node"), "-e", SURVEY]
    told = json.dumps({"survey": survey, "results": asked})
    done = subprocess.run(command, cwd=module.parents[1], input=told, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["mistakes"] == []
    # Nothing is kept of a screen on which every line is open.
    assert found["kept"] == results
