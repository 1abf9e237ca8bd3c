"""Every block of a result is shown by some sheet, and whatever a sheet shows reads well: one heading, no
empty part. A run leaves all results in .cache/results.txt, to be read from end to end."""

import json
import random
import re

import pytest

from copies import ROOT
from guide.model.facts import SUPPORT
from sheets import MAKES, calm, fill, ids, make_sheets
from tools import EVERYTHING
from walk import TAKE

# The blocks of a result that wait for facts: what stands right inside its parts.
BLOCKS = ", ".join(
    f"[data-result] > {way}[data-when]" for way in ("h2", "* > div", "* > ul > li", "* > [data-choose] > div")
)
# Of each sheet: what its result shows. A part is what stands right inside the result.
SHOW = f"""([sheets, most, blocks]) => sheets.map((sheet) => {{
    document.querySelector('[data-action="restart"]').click();
    const {{kind}} = ({TAKE})([sheet, most]);
    const result = document.querySelector("[data-result]"), shown = (one) => one.checkVisibility();
    const all = (selector) => [...result.querySelectorAll(selector)];
    all("details").forEach((details) => (details.open = true));
    const said = (part) => {{
        const heading = part.querySelector(":scope > h3, :scope > summary");
        const rest = [...part.children].filter((one) => one !== heading && shown(one));
        return rest.map((one) => one.innerText).join("").trim();
    }};
    return {{
        kind,
        findings: all("h2").filter(shown).map((one) => JSON.parse(one.dataset.when).kind),
        blocks: [...document.querySelectorAll(blocks)].flatMap((one, i) => (shown(one) ? [i] : [])),
        chosen: all("[data-choose]").filter(shown).map((one) => [...one.children].filter(shown).length),
        empty: all(":scope > :not(h2)").filter((one) => shown(one) && !said(one)).map((one) => one.innerText),
        text: result.innerText,
        asks: all(".message, svg, [data-action^=copy], [data-action=print]").filter(shown).length,
        messages: all(".message").filter(shown).length,
        begins: [...result.children].find(shown) === document.activeElement,
    }};
}})"""


def one_of_each(guide, page, count=600):
    """(what is chosen, result) of those sheets, of many makes, with something that decides texts and that no
    sheet before them had."""
    draw, model, chosen, seen = random.Random("results"), guide.scorer_model, [], set()
    sheets = [sheet for make in MAKES for sheet in make_sheets(model, make, count)]
    alike = [draw.choice((0, 1, 2)) for _ in range(200)]
    sheets += [calm(model, fill(model, lambda *_, own=own: own), draw.choice(ids(model))) for own in alike]
    for sheet in sheets:
        for id_ in draw.sample(model["signals"], draw.choice([0, 0, 0, 1, 2])):
            sheet["signals"][id_] = draw.choice(["skip", "yes", "unsure"])
    results = page.evaluate("all => all.map((one) => selfCheck.score(one))", sheets)
    for sheet, found in zip(sheets, results, strict=True):
        signals = [sheet["signals"].get(id_, "skip") for id_ in model["signals"]]
        voice = next((value for value in ("yes", "unsure") if value in signals), signals.count("skip"))
        relationship, wanted = draw.choice(guide.relationships).id, sheet["wanted"]
        told = {
            "decides": (found["fit"], found["care"], found["balance"], voice, wanted in ids(model) or wanted),
            # Whoever answers all alike says something of its own.
            "same": len(set(sheet["answers"].values())) == 1,
            "ends": tuple(found["levels"][:: max(1, len(found["levels"]) - 1)]),
            "relationship": (voice, relationship),
            **{field: found[field] for field in ("best", "direction", "clear", "apart", "sides")},
            "wanted": wanted,
        }
        if found["kind"] in SUPPORT and not EVERYTHING:
            # Support is given alike, whatever else the answers say.
            told = {name: told[name] for name in ("relationship", "best", "wanted", "same")}
            told["care"] = found["care"]
        told = {str((found["kind"], *item)) for item in ([("all", told)] if EVERYTHING else told.items())}
        if not told <= seen:
            seen |= told
            ticks = {"wanted_closeness": wanted, "relationship_kind": relationship}
            ticks |= sheet["answers"] | sheet["signals"]
            chosen.append(({name: str(tick) for name, tick in ticks.items() if tick is not None}, found))
    return chosen


@pytest.fixture(scope="module")
def results(browser, url, guide, once):
    def make(target):
        page = browser.new_page()
        page.goto(f"{url}/self-check.html")
        sheets, found = zip(*one_of_each(guide, page))
        shown = page.evaluate(SHOW, [sheets, len(guide.levels) + 10, BLOCKS])
        shown = [{**one, "found": scored} for one, scored in zip(shown, found, strict=True)]
        told = page.locator(BLOCKS).evaluate_all("all => all.map((one) => one.outerHTML.slice(0, 300))")
        page.close()
        target.write_text(json.dumps([shown, told]), encoding="utf-8")

    shown, told = json.loads(once("results.json", make).read_text(encoding="utf-8"))
    target = ROOT / ".cache" / "results.txt"
    target.parent.mkdir(exist_ok=True)
    target.write_text("\n\n----\n\n".join(sorted({one["text"] for one in shown})), encoding="utf-8")
    return shown, told


def test_every_block_of_a_result_is_shown_by_some_sheet(results, guide):
    shown, told = results
    blocks = [
        block.when if part.look == "list" else one.when
        for part in guide.result
        for block in part.blocks
        for one in block.instances
    ]
    assert len(told) == len([when for when in blocks if when])
    seen = {number for one in shown for number in one["blocks"]}
    assert [html for number, html in enumerate(told) if number not in seen] == []


def test_every_result_reads_well(results, guide):
    names = [level.name for level in guide.levels]
    always = [
        block.text for part in guide.result if part.id == "limits" for block in part.blocks if not block.when
    ]
    for one in results[0]:
        told = f"{one['kind']}\n{one['text']}"
        assert [one["kind"] in kinds for kinds in one["findings"]] == [True], told
        assert one["empty"] == [] and set(one["chosen"]) <= {1}, told
        # Whoever does not see it hears all of it, from what stands first.
        assert one["begins"], told
        assert not any(mark in one["text"] for mark in ("{", '""', "undefined", "null")), told
        if one["kind"] in SUPPORT:
            assert one["chosen"] == [] and not any(name in one["text"] for name in names), told
        else:
            assert one["chosen"] == [1] and all(text in one["text"] for text in always), told


def test_only_who_is_met_with_care_and_answered_is_asked_to_tell_or_to_thank(results):
    seen = set()
    for one in results[0]:
        found, told = one["found"], f"{one['found']}\n{one['text']}"
        open_question = "one question about safety open" in one["text"]
        safe = found["care"] == "met" and found["balance"] == "even" and not open_question
        seen.add((one["kind"] in SUPPORT, safe))
        if one["kind"] in SUPPORT:
            assert one["asks"] == 0, told
        if one["kind"] in SUPPORT or not safe:
            assert one["messages"] == 0, told
        if one["kind"] in SUPPORT or found["care"] == "some" or open_question:
            words = one["text"].replace("not even if they ask", "").replace("even where", "")
            assert not re.search(r"\beven(ly)?\b|as it is|[Tt]hank|close to that|point clearly", words), told
    assert seen >= {(True, False), (False, True), (False, False)}


def test_safety_and_care_begin_alike(results):
    starts = {one["text"].split("\n\n")[:2][1] for one in results[0] if one["kind"] in SUPPORT}
    assert len(starts) == 1 and {one["kind"] for one in results[0]} >= {*SUPPORT}
