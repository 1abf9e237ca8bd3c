"""What the search knows of a page: its title, its headings with their places, and its words."""

import pytest

from search_index import LONGEST_SHARED, compact, write

# More pages than can hold a word before it counts as too common to find anything.
OTHERS = [(f"other-{i}.html", f"Other {i}", "<p>nothing here</p>") for i in range(4)]


def index_of(html, title="A title"):
    return compact([("page.html", title, html), *OTHERS])


def words_of(index):
    """word -> numbers of the pages, read back as the browser does it."""
    found, before = {}, ""
    for line in index["words"].split("\n"):
        coded, pages = line.split(" ")
        before = before[: int(coded[0], 36)] + coded[1:]
        found[before] = [int(page, 36) for page in pages.split(",")]
    return found


def on_the_page(html):
    return {word for word, pages in words_of(index_of(html)).items() if pages == [0]}


def test_a_page_goes_by_its_first_level_heading_and_else_by_its_title():
    assert index_of("<h1 id='x'>The <em>real</em> one</h1>")["pages"][0] == ["page.html", "The real one"]
    assert index_of("<p>No heading</p>")["pages"][0] == ["page.html", "A title"]


def test_headings_are_listed_with_their_places_in_the_order_of_the_page():
    html = '<h1>Top</h1><h2 id="b">Be &amp; stay</h2><p>..</p><h3 class="x" id="a&amp;b">\n An end</h3><h2>No place</h2>'
    assert index_of(html)["pages"][0][2:] == [["b", "Be & stay"], ["a&b", "An end"]]


def test_words_part_at_blocks_and_hold_together_inside_a_line():
    assert {"left", "right"} <= on_the_page("<dt>left</dt><dd>right</dd>")
    assert {"one", "two"} <= on_the_page("<li>one<br>two</li>")
    assert "together" in on_the_page("<p>to<b>get</b>her</p>")
    assert {"asset", "bold"} <= on_the_page("<p>asset<blockquote>bold</blockquote></p>")


def test_accents_and_capitals_make_no_other_word():
    assert on_the_page("<p>Café ÉTÉ &eacute;t&eacute;s</p>") >= {"cafe", "ete", "etes"}


def test_words_of_scripts_whose_vowels_are_marks_hold_together_as_asked_for():
    # What the script makes of a word: normalize("NFD") without \\p{M}.
    for word, asked in (("हिन्दी", "हनद"), ("தமிழ்", "தமழ"), ("שָׁלוֹם", "שלום")):
        assert asked in on_the_page(f"<p>{word}</p>")


def test_scripts_styles_templates_and_comments_are_not_read():
    html = "<script>secret1</script><style>secret2</style><template><p>secret3</p></template><!-- <p> secret4 </p> --><p class='secret5'>open</p>"
    found = on_the_page(html)
    assert "open" in found and not [word for word in found if word.startswith("secret")]


def test_a_word_on_more_than_half_of_the_pages_and_a_single_letter_are_left_out():
    found = words_of(index_of("<p>a nothing but telling</p>"))
    assert "telling" in found and not {"nothing", "a"} & found.keys()


def test_words_that_share_more_than_can_be_written_come_back_whole():
    long = "x" * (LONGEST_SHARED + 5)
    assert {f"{long}a", f"{long}b"} <= on_the_page(f"<p>{long}a {long}b</p>")


def test_pages_are_numbered_in_their_order_beyond_one_digit():
    pages = [(f"{i}.html", "T", f"<p>word{i} {'rare' if i in (3, 40) else ''}</p>") for i in range(41)]
    found = words_of(compact(pages))
    assert found["rare"] == [3, 40] and found["word40"] == [40]


@pytest.mark.parametrize(("pages", "on", "found"), [(2, 2, True), (3, 2, True), (3, 3, False), (6, 3, True), (6, 4, False), (7, 3, True), (7, 4, False)])
def test_a_word_on_most_pages_finds_nothing_and_one_on_two_pages_always_does(pages, on, found):
    told = compact([(f"{i}.html", f"T{i}", "<p>common</p>" if i < on else "<p>rare</p>") for i in range(pages)])
    assert ("common" in words_of(told)) is found


def test_what_is_left_out_parts_words_and_leaves_nothing_behind():
    assert {"one", "two"} == on_the_page("<p>one<script>three</script>two</p>") - {"title"}


def test_the_index_and_what_finds_in_it_make_one_small_script(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "search.js").write_text("// A comment.\n  find(INDEX);\n", encoding="utf-8")
    for _ in range(2):
        write(tmp_path / "site", tmp_path, [("a.html", "Été", "<p>b</p>")])
    assert ["search.js"] == [path.name for path in (tmp_path / "site" / "assets").iterdir()]
    written = (tmp_path / "site" / "assets" / "search.js").read_text(encoding="utf-8")
    assert 'const INDEX={"pages":[["a.html","Été"]],"words":"0ete 0"};\nfind(INDEX);' == written
