"""How a mistake is told: in one line, briefly, and with nothing in it that cannot be seen."""

from guide.reading.problems import LONGEST_SHOWN, MOST_NAMED, Problem, one_of, shown, visible


def test_a_mistake_is_one_line_with_one_full_stop():
    told = "docs/a.yml:3: here: this. Expected: that."
    assert told == str(Problem("docs/a.yml", 3, "here", "this", "that."))
    unseen = Problem("docs/a\nb", 3, "here", "\u202e", "that")
    assert "docs/a\\u000ab:3: here: \\u202e. Expected: that." == str(unseen)


def test_a_value_is_shown_whole_where_it_is_short_and_cut_where_it_is_long():
    whole = "a" * LONGEST_SHOWN

    assert whole == visible(whole)
    assert whole[:-1] + "…" == visible(whole + "b") == visible(whole + "b" * 1000)
    assert '"a\\u0000"' == shown("a\0")


def test_names_are_all_told_or_their_number_is():
    names = [f"n{i}" for i in range(MOST_NAMED + 2)]

    assert "one of n0, n1" == one_of(names[:2]) == one_of(iter(names[:2]))
    assert f"{one_of(names[:MOST_NAMED])} and 2 more" == one_of(names)
