"""Answers that a study collected, by whatever tool, get the result that the page's own script gives."""

import csv
import io

import pytest

import kits
from sheets import MAKES, calm, make_sheets
from tools import EVERYTHING


def told(result):
    """A result as the kit's program writes it."""
    texts = {**result, **result["sides"], "levels": " ".join(result["levels"]), "clear": "no"}
    texts |= {"apart": " ".join(result["apart"]), "clear": "yes" if result["clear"] else "no"}
    return {name: value or "" for name, value in texts.items() if name != "sides"}


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    return kits.make(tmp_path_factory.mktemp("kit") / "kit")


def test_every_route_from_a_tool_to_the_rule_ends_where_the_page_does(page, url, guide, kit):
    count = 6000 if EVERYTHING else 400
    made = [one for make in MAKES for one in make_sheets(guide.scorer_model, make, count // len(MAKES))]
    sheets = [calm(guide.scorer_model, one["answers"], one["wanted"]) for one in made]
    page.goto(f"{url}/self-check.html")
    wanted = page.evaluate("sheets => sheets.map((sheet) => selfCheck.score(sheet))", sheets)
    for route, export in kits.ROUTES.items():
        name, text = export(guide, sheets)
        (kit / name).write_text(text, encoding="utf-8", newline="")
        done = kits.run(kit, "rule", name)
        assert done.returncode == 0, done.stderr
        found = list(csv.DictReader(io.StringIO(done.stdout)))
        wrong = [i for i, one in enumerate(wanted) if told(one).items() - found[i].items()]
        assert (len(found), wrong) == (len(sheets), []), route
