"""What those who lead groups use: mistakes told at their line, and cards whose backs fit their fronts."""

import pytest

from authored import table, told
from guide.model.groups import ACROSS, DOWN, Card, sheets


@pytest.mark.parametrize(("file", "text", "becomes", "said", "at"), table("groups"))
def test_a_mistake_in_plans_cases_or_cards_is_told_at_its_line(docs, file, text, becomes, said, at):
    path = docs / f"{file}.yml"
    written = path.read_text(encoding="utf-8").replace(text, becomes)
    path.write_text(written, encoding="utf-8")

    line = written[: written.rindex(at)].count("\n") + 1
    assert any(one.startswith(f"docs/{file}.yml:{line}: ") and said in one for one in told(docs)), told(docs)


def test_the_back_of_each_card_lies_behind_it_when_the_paper_is_turned_over_its_long_edge():
    cards = [Card(str(i)) for i in range(ACROSS * DOWN + 2)]
    first, last = sheets(cards)
    assert (first.front + last.front)[: len(cards)] == tuple(cards)
    for sheet in (first, last):
        for row in range(0, ACROSS * DOWN, ACROSS):
            assert sheet.back[row : row + ACROSS] == sheet.front[row : row + ACROSS][::-1]
    assert last.front.count(None) == ACROSS * DOWN - 2


def test_a_plan_goes_from_its_first_minute_to_its_last_without_a_gap(guide):
    for plan in (plan for audience in guide.audiences for plan in audience.plans):
        times = [0, *(turn.end for turn in plan.turns)]
        assert [turn.begin for turn in plan.turns] == times[:-1] and times[-1] == plan.minutes, plan.page
    lengths = [[plan.minutes for plan in audience.plans] for audience in guide.audiences]
    assert len(lengths) >= 4 and all(one == [20, 45, 90] for one in lengths)


def test_a_small_card_names_one_line_of_a_kind_which_anyone_there_can_call(guide):
    for place in guide.places:
        lines = [line for line in place.lines if line.card]
        assert [line.id for line in lines if not line.phone or line.any_gender != "yes"] == []
        assert len(lines) == len(place.on_a_card), place.id
    assert sum(bool(place.on_a_card) for place in guide.places) > len(guide.places) / 2


def test_every_deck_ends_where_it_says_and_its_deep_cards_say_that_one_may_pass(guide):
    for deck in guide.decks:
        cards = [card for sheet in deck.sheets for card in sheet.front if card]
        prompts = [card for card in cards if card.level]
        assert [card.text for card in prompts] == [text for one in deck.levels for text in one.prompts]
        assert {card.deep for card in prompts if card.level.number >= 4} <= {True}
        assert {"stop", "enough"} <= {card.id for card in cards} and len(deck.sheets) <= 7, deck.id
        # A sheet of cards with numbers, one for each person.
        assert [card.text for card in deck.sheets[-1].front] == [None] * ACROSS * DOWN
    used = [turn.deck for one in guide.audiences for plan in one.plans for turn in plan.turns if turn.deck]
    assert used and all(len(deck.levels) <= 3 for deck in used)


def test_no_result_leads_to_cards_or_plans(guide):
    blocks = [block for part in guide.result for written in part.blocks for block in written.instances]
    assert [block.page for block in blocks if (block.page or "").startswith("groups/")] == []
