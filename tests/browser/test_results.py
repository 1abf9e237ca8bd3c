"""Every block of a result is shown by some sheet, and whatever a sheet shows reads well: one
heading, no empty part.

A run leaves all results in .cache/results.txt, to be read from end to end.
"""

import random

import pytest

from copies import ROOT
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
    }};
}})"""


def drawn_sheets(guide, count, seed):
    """Sheets of many makes: levels that rise and fall, sides that differ, gaps, every wish, one or more open
    signals."""
    draw = random.Random(seed)
    wishes = [*(level.id for level in guide.levels), *(wish.id for wish in guide.wishes), None]
    for _ in range(count):
        peak, other, noise = (
            draw.randint(-1, len(guide.levels)),
            draw.randint(-1, len(guide.levels)),
            draw.choice([0, 0, 1]),
        )
        end, same = (
            draw.choice([len(guide.levels)] * 5 + [draw.randint(0, len(guide.levels))]),
            draw.choice([None] * 30 + [0, 1, 2]),
        )
        sheet = {
            "wanted_closeness": draw.choice(wishes),
            "relationship_kind": draw.choice(guide.relationships).id,
        }
        for i, level in enumerate(guide.levels):
            for statement in level.statements if i < end or same else ():
                height = (peak if statement.side == "sharing" else draw.choice([peak, other])) - i
                sheet[statement.id] = (
                    max(-2, min(2, height + draw.randint(-noise, noise))) if same is None else same
                )
        sheet |= {signal.id: "no" for signal in guide.signals}
        for signal in draw.sample(guide.signals, draw.choice([0, 0, 0, 1, 2])):
            sheet[signal.id] = draw.choice([None, "skip", "yes", "unsure"])
        yield {name: str(value) for name, value in sheet.items() if value is not None}


def one_of_each(guide, page, count=4000, seed=11):
    """One sheet for each combination met among many of what decides the texts of a result."""
    sheets = list(drawn_sheets(guide, count, seed))
    statements = [one.id for level in guide.levels for one in level.statements]
    asked = [
        {
            "answers": {id_: int(sheet[id_]) for id_ in statements if id_ in sheet},
            "signals": {one.id: sheet[one.id] for one in guide.signals if one.id in sheet},
            "wanted": sheet.get("wanted_closeness"),
        }
        for sheet in sheets
    ]
    chosen = {}
    for sheet, one, found in zip(
        sheets, asked, page.evaluate("all => all.map((one) => selfCheck.score(one))", asked), strict=True
    ):
        signals = [one["signals"].get(signal.id, "skip") for signal in guide.signals]
        voice = next((value for value in ("yes", "unsure") if value in signals), signals.count("skip"))
        if found["kind"] == "safety" and not EVERYTHING:
            key = (voice, sheet["relationship_kind"])
        else:
            fields = ("kind", "best", "direction", "fit", *(("balance", "firm") if EVERYTHING else ()))
            key = (*(found[field] for field in fields), len(found["levels"]), one["wanted"], voice)
        # Whoever answers all alike says something of its own.
        chosen.setdefault((*key, len(set(one["answers"].values())) == 1), sheet)
    return list(chosen.values())


@pytest.fixture(scope="module")
def results(browser, url, guide):
    page = browser.new_page()
    page.goto(f"{url}/self-check.html")
    sheets = one_of_each(guide, page)
    shown = page.evaluate(SHOW, [sheets, len(guide.levels) + 10, BLOCKS])
    told = page.locator(BLOCKS).evaluate_all("all => all.map((one) => one.outerHTML.slice(0, 300))")
    page.close()
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
    for one in results[0]:
        told = f"{one['kind']}\n{one['text']}"
        assert [one["kind"] in kinds for kinds in one["findings"]] == [True], told
        assert one["empty"] == [] and set(one["chosen"]) <= {1}, told
        assert not any(mark in one["text"] for mark in ("{", '""', "undefined", "null")), told
        if one["kind"] == "safety":
            assert one["chosen"] == [] and not any(name in one["text"] for name in names), told
        else:
            always = [
                block.text
                for part in guide.result
                for block in part.blocks
                if part.id == "limits" and not block.when
            ]
            assert one["chosen"] == [1] and all(text in one["text"] for text in always), told
