"""What is laid out from the data, without a build: slots, links, numbers to call, worked examples, and the model of the scorer."""

from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from jinja2 import UndefinedError

import data_file
import fill
import levels
import pages
from authored import REAL
from conftest import ROOT
from example import HEIGHT, MARGIN, WIDTH
from fuzz import small

DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def small_guide(tmp_path_factory):
    """(guide, cited, titles) of a small guide."""
    docs = tmp_path_factory.mktemp("small") / "docs"
    small.write(docs)
    guide = levels.load(docs)
    return guide, *pages.check(docs, guide, fill.markers())


@pytest.fixture(scope="module")
def guide(small_guide):
    return small_guide[0]


@pytest.fixture(scope="module")
def filler(small_guide):
    return fill.Filler(*small_guide)


# ---- Texts.


def test_slots_of_the_page_are_marked_and_all_else_is_escaped():
    assert '<span data-slot="number"></span> &lt;b&gt; <span data-slot="other_name"></span> {numbers}' == str(fill.slots("{number} <b> {other_name} {numbers}"))


def test_constants_are_put_in_where_a_test_can_find_them():
    constants = data_file.Record({"margin": Decimal("0.5"), "middle": 0})

    assert '<span data-constant="margin">0.5</span> &gt; <span data-constant="middle">0</span> {name}' == str(fill.with_constants("{margin} > {middle} {name}", constants))


@pytest.mark.parametrize(
    ("number", "address"),
    [("112", "tel:112"), ("+1 (800) 799-7233", "tel:+18007997233"), ("text HOME to 741741", ""), ("", ""), ("()", ""), ("٣٣", ""), ("1+1", ""), ("116 016 or 112", "")],
)
def test_a_number_that_can_be_called_gets_an_address(number, address):
    assert address == fill.tel(number)


@pytest.mark.parametrize(
    ("here", "target", "address"),
    [
        ("index.md", "about.md", "about.html"),
        ("levels/a.md", "get-help.md#now", "../get-help.html#now"),
        ("levels/a.md", "levels/b.md", "b.html"),
        ("about.md", "levels/index.md", "levels/index.html"),
    ],
)
def test_a_link_leads_from_page_to_page(here, target, address):
    assert address == fill.link(here, target)


def test_text_falls_into_parts_around_a_slot():
    assert ["Think of ", " and ", "."] == fill.environment().filters["parts"]("Think of {noun} and {noun}.", "noun")


def test_a_template_stops_at_a_name_that_nobody_knows_and_escapes_all_that_it_prints():
    env = fill.environment()

    assert "&lt;b&gt;" == env.from_string("{{ a }}").render(a="<b>")
    with pytest.raises(UndefinedError):
        env.from_string("{{ nobody }}").render()


def test_the_markers_are_the_templates_that_are_no_parts_of_others():
    assert {"statements", "prompts", "self-check"} <= fill.markers()
    assert not [name for name in fill.markers() if name.startswith("_") or "." in name]


# ---- Pages.


def test_a_page_gets_the_head_of_its_level_or_step_and_others_get_none(guide, filler):
    for entry in (*guide.levels, *guide.steps):
        html = filler.page("<p>Text</p>", entry.page)
        assert entry.name in html and html.endswith("<p>Text</p>") and "<h1" in html
    assert "<p>Text</p>" == filler.page("<p>Text</p>", "about.md")
    words = guide.words.level
    level, step = filler.page("", guide.levels[1].page), filler.page("", guide.steps[0].page)
    assert fill.put(words.number, number=2, of=len(guide.levels)) in level
    assert fill.put(words.step, number=1, of=1) in step


def test_a_marker_is_filled_for_the_page_that_it_stands_on(guide, filler):
    level, place = guide.levels[0], guide.places[0]

    html = filler.page("<p>a</p>\n<!--  guide: prompts-->\n<p>b</p>", level.page)

    assert "guide:" not in html and all(str(fill.escape(prompt)) in html for prompt in level.prompts)
    assert place.name in filler.page("<!-- guide: place -->", place.page)
    assert guide.sources[0].short.split()[0] in filler.page("<!-- guide: sources -->", "sources.md")


def test_a_source_names_the_pages_that_cite_it(filler, guide):
    (cited,) = filler.cited.values()

    assert [("about.md", "About")] == cited
    assert 'href="about.html"' in filler.page("<!-- guide: sources -->", "sources.md")


def test_the_rings_are_a_picture_of_their_own(filler, guide):
    picture = ElementTree.fromstring(filler.mark())

    assert picture.tag.endswith("svg")
    assert [(39.2, 19.6), (12.2, 24.5)] == [(radius, width) for _, radius, width in guide.rings]
    assert "<svg" in filler.small_mark()


# ---- The data as the pages use them.


def test_levels_and_steps_know_their_places_and_pages(guide):
    assert [(1, 2), (2, 2)] == [(level.number, level.of) for level in guide.levels]
    assert f"levels/{guide.levels[0].id}.md" == guide.levels[0].page and f"reclaim/{guide.steps[0].id}.md" == guide.steps[0].page
    assert [*guide.levels, *guide.steps] == list(guide.by_page.values())
    with pytest.raises(AttributeError):
        guide.levels[0].nobody
    with pytest.raises(AttributeError):
        guide.levels[0].__nobody__


def test_places_have_pages_and_their_lines_in_groups_in_the_order_of_the_file(guide):
    (place,) = guide.places

    assert f"help/{place.id}.md" == place.page
    assert {place.page: place} == guide.place_by_page
    order = list(dict.fromkeys(line.about for line in place.lines))
    assert [(about, tuple(line for line in place.lines if line.about == about)) for about in order] == list(place.groups)


def test_the_parts_of_the_self_check_follow_the_levels(guide):
    assert {"wanted": 3, "interruption": 4, "signals": 5, "of": 5} == guide.parts
    assert sum(len(level.statements) for level in guide.levels) == guide.statement_count == 6


def test_suggestions_know_their_step_and_tell_their_conditions(guide):
    first, last = guide.suggestions

    ids = "|".join(level.id for level in guide.levels)
    assert (f"kind:level|mixed best:{ids}", guide.steps[0]) == (first.conditions, first.step)
    assert ("", None) == (last.conditions, last.step)


def test_points_count_from_the_middle(guide):
    shifted = levels.Guide(data_file.frozen({"constants": {"middle": Decimal("0.5")}}), guide.words, guide.helplines, guide.sources)

    assert [("-2", -2), ("-1", -1), ("0", 0), ("1", 1), ("2", 2)] == [(answer.value, points) for answer, points in guide.points]
    assert [Decimal(value) - Decimal("0.5") for value in range(-2, 3)] == [points for _, points in shifted.points]


def test_the_model_of_the_scorer_holds_the_rule_and_no_words(guide):
    model = guide.scorer_model()

    assert {"constants", "levels", "signals"} == set(model)
    assert [signal.id for signal in guide.data.signals] == model["signals"]
    assert {"middle", "answers_needed", "margin"} < set(model["constants"]) and all(type(value) in (int, float) for value in model["constants"].values())
    told = [{"id": level.id, "statements": [{"id": s.id, "side": s.side} for s in level.statements]} for level in guide.levels]
    assert told == model["levels"]


def test_a_source_keeps_the_line_of_its_id(small_guide):
    guide, *_ = small_guide
    whole = levels.load(DOCS)

    assert {source.id for source in whole.sources} == set(whole.source_lines)
    for id_, line in whole.source_lines.items():
        assert id_ in REAL["sources"].split("\n")[line - 1]
    assert {guide.sources[0].id: 2} == guide.source_lines


def test_a_record_can_be_read_and_not_changed():
    record = data_file.frozen({"a": [{"b": "c"}], "d": None})

    assert ("c", None, "e", True, False) == (record.a[0].b, record.get("d", "e"), record.get("f", "e"), "a" in record, "f" in record)
    assert {"a", "d"} == set(record.as_dict())
    with pytest.raises(AttributeError, match="f"):
        record.f
    with pytest.raises(AttributeError, match="a cannot"):
        record.a = 1
    with pytest.raises(TypeError):
        record.a[0] = 1


# ---- Worked examples.


def worked(guide, kind, *answers):
    """The example of a made-up sheet: values of each level in turn."""
    record = data_file.frozen(
        {"id": "e", "title": "E", "text": "t", "kind": kind, "levels": [], "answers": [{"level": level.id, "values": list(values)} for level, values in zip(guide.levels, answers)]}
    )
    return levels.Example(record, guide)


def test_an_example_is_worked_through_with_its_averages_and_sums(guide):
    # The statements of a level of the small guide take turns: sharing, response, sharing, or the other way round.
    example = worked(guide, "level", (2, 0, 1), (-1, -1, -2))
    sides = [[s.side for s in level.statements] for level in guide.levels]

    assert list(guide.levels) == example.levels
    assert {s.id: v for level, values in zip(guide.levels, ((2, 0, 1), (-1, -1, -2))) for s, v in zip(level.statements, values)} == example.sheet
    assert [Fraction(1), Fraction(-4, 3)] == example.averages["all"]
    for column in ("sharing", "response"):
        own = [[value for side, value in zip(order, values) if side == column] for order, values in zip(sides, ((2, 0, 1), (-1, -1, -2)))]
        assert [Fraction(sum(values), len(values)) for values in own] == example.averages[column]
    assert [Fraction(1), Fraction(-1, 3)] == example.sums["all"]
    assert [("1.0", "1.0", True), ("-1.33", "-0.33", False)] == [cells[0] for _, cells in example.rows]
    assert 0 == example.peak("all") and not example.one_sided


def test_a_one_sided_example_shows_both_sides(guide):
    example = worked(guide, "one-sided", (1, 1, 1))

    assert example.one_sided and ("sharing", "response") == tuple(example.columns)
    assert ["sharing", "response"] == [column for column, _, _ in example.lines]
    assert [2] == [len(cells) for _, cells in example.rows]
    assert [guide.levels[0]] == example.levels
    assert "E" == example.title
    with pytest.raises(AttributeError):
        example.nobody


def test_an_example_is_drawn_from_edge_to_edge(guide):
    rising, flat = worked(guide, "level", (1, 1, 1), (1, 1, 1)), worked(guide, "level", (0, 0, 0))
    ((_, points, peak),) = rising.lines

    middle, top, bottom = (HEIGHT / 2, MARGIN, HEIGHT - MARGIN)
    assert f"{MARGIN}.0,{middle} {WIDTH - MARGIN}.0,{float(top)}" == points
    assert (WIDTH - MARGIN, top) == peak and (WIDTH, HEIGHT) == rising.size
    ((_, points, _),) = flat.lines
    assert f"{MARGIN}.0,{float(bottom)}" == points
    falling = worked(guide, "level", (-1, -1, -1), (-1, -1, -1))
    ((_, points, peak),) = falling.lines
    assert f"{MARGIN}.0,{middle} {WIDTH - MARGIN}.0,{float(bottom)}" == points and (MARGIN, middle) == peak
    ((_, points, _),) = worked(guide, "level", (1, 1, 0), (0, -1, 0)).lines
    half = HEIGHT / 2
    assert f"{MARGIN}.0,{float(MARGIN)} {WIDTH - MARGIN}.0,{half}" == points
    ((_, points, _),) = worked(guide, "level", (1, 1, 1), (-1, 0, -1)).lines
    assert f"{round(MARGIN + (HEIGHT - 2 * MARGIN) * 2 / 3, 1)}" == points.rpartition(",")[2]
    tie = worked(guide, "level", (1, 1, 1), (0, 0, 0))
    assert 0 == tie.peak("all")


# ---- What an author left out of a level's page.


def test_a_page_is_completed_with_what_its_author_left_out():
    made = pages.completed("Text.\n\n```\n<!-- guide: prompts -->\n```\n<!-- guide: opening -->", {"opening": "One", "prompts": "Two #1"}, "Next", [("A [b]", "../a.md")])

    assert made.startswith("Text.") and "One" not in made
    assert made.endswith("\n\n## Two \\#1\n\n<!-- guide: prompts -->\n\n## Next\n\n- [A \\[b\\]](../a.md)")
    whole = "<!-- guide: prompts --> [check](../self-check.md)"
    assert whole == pages.completed(whole, {"prompts": "Two"}, "Next", [("A", "../a.md")])


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("a\n```\nb\n```\nc", "a\n   \n \n   \nc"),
        ("~~~ py\nb\n~~~  \nc", "      \n \n     \nc"),
        ("```\nb\n~~~\nc", "```\nb\n~~~\nc"),
        ("````\n```\n````", "    \n   \n    "),
        ("```\n```\n```\na", "   \n   \n```\na"),
        (" ```\na\n ```", " ```\na\n ```"),
    ],
)
def test_code_is_left_out_of_prose_and_keeps_its_lines(text, prose):
    assert prose == pages.without_code(text)


def test_a_title_is_that_of_the_front_matter_or_the_heading_or_the_file(tmp_path):
    docs = tmp_path / "docs"
    small.write(docs)
    guide = levels.load(docs)
    for name, text in {"one": "---\ntitle: One\n---\n# Other\n", "two": "Text\n\n# Two\n", "three": "Three\n===\n", "four": "Text\n"}.items():
        (docs / f"{name}.md").write_text(text)

    cited, titles = pages.check(docs, guide, fill.markers())

    assert ["One", "Two", "Three", "four.md"] == [titles[f"{name}.md"] for name in ("one", "two", "three", "four")]
    assert guide.levels[0].name == titles[guide.levels[0].page]
    assert {guide.sources[0].id: ("about.md",)} == cited


def test_a_page_falls_into_its_front_matter_and_the_rest():
    assert ("title: A\nsearch: left out\n", "# A\n---\ntext") == pages.parted("---\ntitle: A\nsearch: left out\n---\n# A\n---\ntext")
    assert ("", "# A\n\n---\n") == pages.parted("# A\n\n---\n")
    assert ("", "") == pages.parted("")


def test_each_marker_gives_way_to_its_part_and_what_stands_around_it_stays():
    text = "before\n\n<!-- guide: prompts -->\n\nbetween\n\n```\n<!-- guide: code -->\n```\n\n<!-- guide: steps -->\n\nafter"
    assert "before\n\n<PROMPTS>\n\nbetween\n\n```\n<!-- guide: code -->\n```\n\n<STEPS>\n\nafter" == pages.filled(text, lambda name: f"<{name.upper()}>")
    assert "as it is" == pages.filled("as it is", str.upper)
