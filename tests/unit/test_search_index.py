"""What the search knows of a page: its title, its headings with their places, and its words."""

import json
import re
from itertools import accumulate

import pytest

from guide.outputs.search_index import LONGEST_LEAD, LONGEST_SHARED, compact, searched
from html_page import pages_of


def index_of(*pages, small=()):
    """The index of pages, each given by the HTML of its article."""
    whole = [searched(f"<nav>Menu</nav><article>{html}</article><footer>End</footer>") for html in pages]
    return compact(((f"{i}.html", "", page) for i, page in enumerate(whole)), small)


def words_of(index):
    """word -> numbers of the sections, read back as the browser does it."""
    found, before = {}, ""
    for coded, steps in zip(index["words"].split(), index["at"].split(), strict=True):
        before = before[: int(coded[0], 36)] + coded[1:]
        found[before] = [*accumulate(int(step, 36) for step in steps.split(","))]
    return found


def test_a_page_is_its_title_and_its_sections_with_their_places_and_first_sentences():
    html = "<h1 id='x'>The <em>real</em> one</h1><p>Who knows. You do.</p><h2 id='b'>Be &amp; stay</h2>"
    html += (
        "<div class='admonition'><p class='admonition-title'>Care</p><p>A box.</p></div><p>“Stay?” Or go.</p>"
    )
    html += "<h3 class='x' id='a&amp;b'>\n An end</h3><ul><li>One</li></ul><h2>No place</h2>"
    assert [
        [
            "0.html",
            "The real one",
            "",
            ["", "", "Who knows."],
            ["b", "Be & stay", "“Stay?”"],
            ["a&b", "An end", "One"],
        ]
    ] == index_of(html)["pages"]


def test_a_long_first_sentence_is_cut_between_words():
    (lead,) = (part[2] for part in index_of(f"<p>{'many words ' * 40}.</p>")["pages"][0][3:])
    assert len(lead) <= LONGEST_LEAD + 2 and re.fullmatch(r"(many words )+…|(many words )+many …", lead)


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
    "<p>Don’t don't</p>": "dont",
    "<p>愛している คน a你b</p>": "愛し して てい いる คน a 你 b",
    f"<p>{LONG}yya {LONG}yyb</p>": f"{LONG}yya {LONG}yyb",
}


@pytest.mark.parametrize(("html", "words"), SEEN.items())
def test_the_words_of_a_page_are_those_that_a_reader_sees_there(html, words):
    assert set(words.split()) == {*words_of(index_of(html))}


def test_small_words_are_left_out_and_all_others_counted_through_all_sections():
    pages = (
        f"<h1>word{i}</h1><p>the</p><h2 id='a'>in {'rare' if i in (3, 40) else ''}</h2>" for i in range(41)
    )
    found = words_of(index_of(*pages, small={"the"}))
    assert ([7, 81], [80], False) == (found["rare"], found["word40"], "the" in found)


def test_the_built_script_holds_every_page_that_is_searched(site):
    code = (site / "assets/search.js").read_text(encoding="utf-8")
    index = json.loads(re.match(r"const INDEX=(.*);\n", code)[1])

    pages, built = {address: title for address, title, *_ in index["pages"]}, pages_of(site)
    listed = {(address, anchor) for address, _, _, *parts in index["pages"] for anchor, *_ in parts}

    assert pages.keys() < built.keys() and {"404.html"} <= built.keys() - pages.keys()
    for address, title, _, (nowhere, *_), *parts in index["pages"]:
        assert (title in built[address].article_text, nowhere) == (True, "")
        assert {anchor for anchor, *_ in parts} <= set(built[address].ids), address
    helping = [address for one in index["talk"]["crisis"] for address in one["help"]]
    for address in (*helping, *index["talk"]["always"]):
        assert tuple(address.partition("#")[::2]) in listed, address
