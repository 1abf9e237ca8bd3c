"""How a mistake is told: in one line, briefly, and with nothing in it that cannot be seen."""

from guide.reading.problems import LONGEST_SHOWN, MOST_NAMED, BadData, Problem, one_of, shown, visible


def test_a_mistake_is_one_line_with_one_full_stop():
    assert "docs/a.yml:3: here: this. Expected: that." == str(
        Problem("docs/a.yml", 3, "here", "this", "that.")
    )
    assert "docs/a.yml:3: here: this. Expected: an x." == str(
        Problem("docs/a.yml", 3, "here", "this", "an x")
    )
    assert "docs/a\\u000ab:3: here: \\u202e. Expected: that." == str(
        Problem("docs/a\nb", 3, "here", "\u202e", "that")
    )


def test_mistakes_are_told_once_and_in_the_order_of_files_and_lines():
    first, second, third = (
        Problem("a", 2, "w", "f", "e"),
        Problem("a", 10, "w", "f", "e"),
        Problem("b", 1, "w", "f", "e"),
    )

    bad = BadData([third, second, first, second])

    assert (first, second, third) == bad.problems
    assert f"{first}\n{second}\n{third}" == str(bad)


def test_a_value_is_shown_whole_where_it_is_short_and_cut_where_it_is_long():
    whole = "a" * LONGEST_SHOWN

    assert whole == visible(whole)
    assert whole[:-1] + "…" == visible(whole + "b") == visible(whole + "b" * 1000)
    assert '"a\\u0000"' == shown("a\0")
    # A quotation of a long sentence helps, a screen full of it does not.
    assert 40 <= LONGEST_SHOWN <= 80


def test_names_are_all_told_or_their_number_is():
    names = [f"n{i}" for i in range(MOST_NAMED + 2)]

    assert "one of n0, n1" == one_of(names[:2]) == one_of(iter(names[:2]))
    assert f"n{MOST_NAMED - 1}" == one_of(names[:MOST_NAMED])[-3:]
    assert one_of(names).endswith(f", n{MOST_NAMED - 1} and 2 more") and f"n{MOST_NAMED}," not in one_of(
        names
    )
