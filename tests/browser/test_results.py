"""Every combination that a result can have reads well: one heading, one suggestion, no empty block, nothing that does not belong.

A run leaves them all in .cache/results.txt, to be read from end to end.
"""

import random

import pytest

from copies import ROOT
from tools import EVERYTHING

SHOW = """sheets => sheets.map(({answers, signals, wanted, relationship}) => {
    const one = (selector) => document.querySelector(selector);
    const visible = (element) => element.checkVisibility();
    one('[data-action="restart"]').click();
    const choose = (name, value) => value !== null && (one(`input[name="${name}"][value="${value}"]`).checked = true);
    Object.entries(answers).forEach(([id, value]) => choose(id, value));
    Object.entries(signals).forEach(([id, value]) => choose(id, value));
    choose('wanted_closeness', wanted);
    choose('relationship_kind', relationship);
    const result = one('[data-result]');
    while (!visible(result)) [...document.querySelectorAll('[data-action="next"]')].find(visible).click();
    result.querySelectorAll('details').forEach((details) => (details.open = true));
    const headings = [...result.querySelectorAll('h2, h3')].filter(visible);
    return {
        kind: result.dataset.kind,
        headings: [...result.querySelectorAll('h2')].filter(visible).map((heading) => heading.innerText.trim()).filter(Boolean),
        suggestions: [...result.querySelectorAll('[data-if]')].filter(visible).map((one) => one.dataset.if),
        empty: headings.filter((heading) => {
            let next = heading.nextElementSibling;
            while (next && !visible(next)) next = next.nextElementSibling;
            return !next || /^H[23]$/.test(next.tagName) || !next.innerText.trim();
        }).map((heading) => heading.innerText),
        text: result.innerText,
    };
})"""


def drawn_sheets(guide, count, seed):
    """Sheets of many makes: levels that rise and fall, sides that differ, gaps, every wish, one or more open signals."""
    draw = random.Random(seed)
    wishes = [level.id for level in guide.levels] + ["apart", "unsure", None]
    for _ in range(count):
        peak, other, noise = draw.randint(-1, len(guide.levels)), draw.randint(-1, len(guide.levels)), draw.choice([0, 0, 1])
        end = draw.choice([len(guide.levels)] * 5 + [draw.randint(0, len(guide.levels))])
        answers = {}
        for i, level in enumerate(guide.levels):
            for statement in level.statements:
                height = (peak if statement.side == "sharing" else draw.choice([peak, other])) - i
                value = max(-2, min(2, height + draw.randint(-noise, noise)))
                answers[statement.id] = value if i < end else None
        signals = {signal.id: "no" for signal in guide.data.signals}
        for id_ in draw.sample(list(signals), draw.choice([0, 0, 0, 1, 2])):
            signals[id_] = draw.choice([None, "skip", "yes", "unsure"])
        yield {"answers": answers, "signals": signals, "wanted": draw.choice(wishes)}


def combination(guide, sheet, found):
    """What decides the texts of a result. A plain run takes less of them, as far as the same blocks make up a result."""
    wanted = sheet["wanted"] if sheet["wanted"] in ("apart", "unsure", None) else "level"
    values = [value or "skip" for value in sheet["signals"].values()]
    voice = next((one for one in ("yes", "unsure") if one in values), values.count("skip"))
    fields = ("kind", "best", "direction", "balance", "fit", "firm")
    if not EVERYTHING:
        fields = ("kind",) if found["kind"] == "safety" else fields[:-1]
    return tuple(found[key] for key in fields) + (wanted, voice)


def one_of_each(guide, page, count=4000, seed=11):
    """One sheet for each combination met among many, with a relationship for each in turn."""
    sheets = list(drawn_sheets(guide, count, seed))
    scoring = [{**sheet, "signals": {id_: value or "skip" for id_, value in sheet["signals"].items()}} for sheet in sheets]
    scored = page.evaluate("sheets => sheets.map(sheet => selfCheck.score(sheet))", scoring)
    chosen = {combination(guide, sheet, found): sheet for sheet, found in zip(sheets, scored, strict=True)}
    relationships = [one.id for one in guide.data.relationships] + [None]
    return [{**sheet, "relationship": relationships[i % len(relationships)]} for i, sheet in enumerate(chosen.values())]


@pytest.fixture(scope="module")
def results(browser, url, guide):
    page = browser.new_page()
    page.goto(f"{url}/self-check.html")
    sheets = one_of_each(guide, page)
    shown = page.evaluate(SHOW, sheets)
    page.close()
    target = ROOT / ".cache" / "results.txt"
    target.parent.mkdir(exist_ok=True)
    target.write_text("\n\n----\n\n".join(sorted({one["text"] for one in shown})), encoding="utf-8")
    return list(zip(sheets, shown, strict=True))


def test_every_combination_of_a_result_reads_well(results, guide):
    suggestions = {one.conditions for one in guide.suggestions}
    levels = [level.name for level in guide.levels]
    for sheet, shown in results:
        told = f"{shown['kind']} {sheet}\n{shown['text']}"
        assert len(shown["headings"]) == 1 and shown["headings"][0], told
        assert shown["empty"] == [], told
        assert "{" not in shown["text"] and '""' not in shown["text"] and "undefined" not in shown["text"], told
        if shown["kind"] == "safety":
            assert shown["suggestions"] == [] and not any(name in shown["text"] for name in levels), told
        else:
            assert len(shown["suggestions"]) == 1 and shown["suggestions"][0] in suggestions, told
            assert all(sentence in shown["text"] for sentence in (*guide.data.notes.limits, guide.data.notes.tonight)), told
    assert {one for _, shown in results for one in shown["suggestions"]} == suggestions


def test_each_relationship_is_named_and_has_its_own_ways_to_help(results, guide):
    parts = guide.data.results.safety.parts
    for sheet, shown in results:
        if shown["kind"] == "safety" and sheet["relationship"]:
            for part in parts:
                if part.relationships and not part.voices:
                    assert (part.title in shown["text"]) == (sheet["relationship"] in part.relationships)
