"""What an author can write into a page, and what is said about each mistake."""

import pytest

import small
from authored import OVERRIDES, problems_of, table, told
from guide.pages.site import Site
from guide.reading import page_files


@pytest.mark.parametrize(
    ("page", "text", "line", "said"), [*table("pages"), ("about.md", b"a\n\xff", 2, "not UTF-8")]
)
def test_a_mistake_in_a_page_is_told_at_its_line(docs, page, text, line, said):
    page = page.format(level=f"levels/{small.LEVELS[-1]}.md")
    (docs / page).parent.mkdir(exist_ok=True)
    (docs / page).write_bytes(text if isinstance(text, bytes) else text.encode())

    assert any(one.startswith(f"docs/{page}:{line}: ") and said in one for one in told(docs)), told(docs)


def test_each_page_that_others_lead_to_is_asked_for(docs):
    for page in page_files.REQUIRED:
        (docs / page).unlink()

    found = {(problem.file, problem.found) for problem in problems_of(docs)}

    assert {(f"docs/{page}", "no such page") for page in page_files.REQUIRED} <= found


def test_a_title_is_that_of_the_front_matter_or_the_heading_or_the_file(docs):
    texts = ("---\ntitle: One of {levels}\n---\n# Other\n", "Text\n\n# Two\n", "Three\n===\n", "Text\n")
    for i, text in enumerate(texts):
        (docs / f"{i}.md").write_text(text)

    site = Site.read(docs, OVERRIDES)

    titles = [site.meta(f"{i}.md")["title"] for i in range(len(texts))]
    assert [f"One of {len(small.LEVELS)}", "Two", "Three", "3.md"] == titles
    assert all(level.name == site.meta(level.page)["title"] for level in site.guide.levels)


def test_what_a_page_is_and_who_finds_it_stand_in_its_text(docs):
    marker = "<!-- guide: self-check -->"
    front = "template: embed.html\nsearch: no\ndescription: Of {signals}"
    (docs / "second.md").write_text(f"---\n{front}\n---\n{marker}\n")
    (docs / "told.md").write_text(f"```\n{marker}\n```\n")

    site = Site.read(docs, OVERRIDES)

    second, shown = site.meta("second.md"), site.meta("told.md")
    assert ("self_check", "reading") == (second["kind"], shown["kind"])
    assert ("embed.html", "Of 2") == (second["template"], second["description"])
    assert (False, True) == tuple(site.pages[name].is_searched for name in ("second.md", "told.md"))


def test_every_number_that_a_page_can_hold_follows_the_data(docs):
    numbers = Site.read(docs, OVERRIDES).guide.numbers
    slots = " ".join(f"{{{name}}}" for name in numbers)
    (docs / "about.md").write_text(f"{small.TEXTS['about.md']}{slots}\n\n```\n{{levels}}\n```\n")

    said = Site.read(docs, OVERRIDES).markdown("about.md")

    data = small.values()["levels"]
    statements = [statement for level in data["levels"] for statement in level["statements"]]
    counts = {"levels": len(data["levels"]), "statements": len(statements), "signals": len(data["signals"])}
    assert counts.items() <= numbers.items()
    assert " ".join(map(str, numbers.values())) in said
    assert "```\n{levels}\n```" in said


@pytest.mark.parametrize(("text", "prose"), table("code"))
def test_code_is_left_out_of_prose_and_keeps_its_lines(text, prose):
    assert prose == page_files.without_code(text)
