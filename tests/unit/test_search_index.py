"""What the search knows of a page: its title, its headings with their places, and its words."""

import json
import re

import pytest

from guide.outputs.search_index import LONGEST_SHARED, compact, searched
from html_page import pages_of


def index_of(*pages):
    """The index of pages, each given by the HTML of its article."""
    whole = [searched(f"<nav>Menu</nav><article>{html}</article><footer>End</footer>") for html in pages]
    return compact((f"{i}.html", page) for i, page in enumerate(whole))


def words_of(index):
    """word -> numbers of the pages, read back as the browser does it."""
    found, before = {}, ""
    for line in index["words"].splitlines():
        coded, pages = line.split(" ")
        before = before[: int(coded[0], 36)] + coded[1:]
        found[before] = [int(page, 36) for page in pages.split(",")]
    return found


def test_a_page_is_its_title_and_its_headings_with_their_places():
    html = "<h1 id='x'>The <em>real</em> one</h1><h2 id='b'>Be &amp; stay</h2>"
    html += "<p>..</p><h3 class='x' id='a&amp;b'>\n An end</h3><h2>No place</h2>"
    assert [["0.html", "The real one", ["b", "Be & stay"], ["a&b", "An end"]]] == index_of(html)["pages"]


LONG = "x" * LONGEST_SHARED
SEEN = {
    "<dt>left</dt><dd>right</dd>": "left right",
    "<li>one<br>two</li>": "one two",
    "<p>to<b>get</b>her</p>": "together",
    "<p>asset<blockquote>bold</blockquote></p>": "asset bold",
    "<p>Café ÉTÉ &eacute;t&eacute;s</p>": "cafe ete etes",
    # What the script makes of a word: normalize("NFD") without \p{M}.
    "<p>हिन्दी தமிழ் שָׁלוֹם</p>": "हनद தமழ שלום",
    "one<script>three</script>two<style>four</style><!-- <p> five </p> -->": "one two",
    "<template><p>three</p></template><p class='four'>open</p>": "open",
    "<p>a nothing but telling</p>": "but telling",
    f"<p>{LONG}yya {LONG}yyb</p>": f"{LONG}yya {LONG}yyb",
}


@pytest.mark.parametrize(("html", "words"), SEEN.items())
def test_the_words_of_a_page_are_those_that_a_reader_sees_there(html, words):
    # A word on most pages counts as too common to find anything.
    found = words_of(index_of(html, *["<h1>Other</h1><p>nothing here</p>"] * 4))
    assert set(words.split()) == {word for word, pages in found.items() if pages == [0]}


def test_pages_are_numbered_in_their_order_beyond_one_digit():
    found = words_of(index_of(*(f"<p>word{i} {'rare' if i in (3, 40) else ''}</p>" for i in range(41))))
    assert ([3, 40], [40]) == (found["rare"], found["word40"])


def test_a_word_on_most_pages_finds_nothing_and_one_on_two_pages_always_does():
    for pages, on in ((2, 2), (3, 2), (3, 3), (6, 3), (6, 4), (7, 3), (7, 4)):
        told = words_of(index_of(*["<p>common</p>"] * on, *["<p>rare</p>"] * (pages - on)))
        assert ("common" in told) is (on <= 2 or on <= pages / 2), (pages, on)


def test_the_built_script_holds_every_page_that_is_searched(site):
    code = (site / "assets/search.js").read_text(encoding="utf-8")
    index = json.loads(re.match(r"const INDEX=(.*);\n", code)[1])

    pages, built = {address: title for address, title, *_ in index["pages"]}, pages_of(site)

    assert pages.keys() < built.keys() and {"404.html"} <= built.keys() - pages.keys()
    for address, title, *headings in index["pages"]:
        assert title in built[address].article_text
        assert {anchor for anchor, _ in headings} <= set(built[address].ids), address
