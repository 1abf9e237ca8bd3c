"""What a reader reads in a Markdown page, and how hard it is to read."""

import re

import textstat

GRADE_OF_A_PAGE = 8.0
WORDS_IN_A_SENTENCE = 28

# How many of these a thousand words of all pages hold at most.
HEDGES = ("may", "could", "can", "might", "some")
HEDGES_IN_A_THOUSAND = 24
NEGATIONS = ("not", "no", "never")
NEGATIONS_IN_A_THOUSAND = 16

# A list of references or a line of numbers is not prose; nor are headings, tables and code.
_NOT_PROSE = re.compile(r"^\s*(#|\||```|<|\{|:?-{3,}|!!!|\?\?\?)")
_PARENTHESIS_OF_SOURCES = re.compile(
    r"\s*\((?:see )?\[[^\]]*\]\([^)]*sources\.md#[^)]*\)[^()]*(?:\[[^\]]*\]\([^)]*\)[^()]*)*\)"
)


def paragraphs(markdown):
    """The prose of a page, one string a paragraph or list item, with links, marks and sources taken out."""
    text = re.sub(r"\A---\n.*?\n---\n|<!--.*?-->|```.*?```", "", markdown, flags=re.S)
    found, open_lines = [], []
    for line in text.split("\n") + [""]:
        item = re.match(r"\s*(?:[-*+]|\d+\.)\s+", line)
        if not line.strip() or _NOT_PROSE.match(line) or item:
            if open_lines:
                found.append(_plain(" ".join(open_lines)))
            open_lines = [line[item.end() :]] if item else []
        else:
            open_lines.append(line.strip())
    return [one for one in found if re.search(r"\w", one)]


def _plain(text):
    text = _PARENTHESIS_OF_SOURCES.sub("", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)(\{[^}]*\})?", r"\1", text)
    text = re.sub(r"\{:?[^}]*\}", "", text)
    return re.sub(r"[*_`]", "", text).strip()


def sentences(paragraph):
    """The sentences of one paragraph, split where a stop is followed by a capital or a quotation mark."""
    return [s for s in re.split(r"(?<=[.?!:])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])", paragraph) if s.strip()]


def words(text):
    """The words of a text, numbers left out."""
    return re.findall(r"[A-Za-z][A-Za-z’'-]*", text)


def grade(markdown):
    """The Flesch-Kincaid grade of a page's prose (a US school year), to one place."""
    told = [p if p[-1] in ".?!:" else p + "." for p in paragraphs(markdown)]
    return round(textstat.flesch_kincaid_grade(re.sub(r"\d[\d,.]*", "", " ".join(told))), 1)


def long_sentences(markdown):
    """Every sentence of more words than a tired reader follows."""
    every = (sentence for paragraph in paragraphs(markdown) for sentence in sentences(paragraph))
    return [sentence for sentence in every if len(words(sentence)) > WORDS_IN_A_SENTENCE]


def in_a_thousand(chosen, pages):
    """How many of some words stand in a thousand words of pages, headings included and code left out."""
    unseen = r"\A---\n.*?\n---\n|<!--.*?-->|^```.*?^```$|(?<=\])\([^)]*\)"
    told = [word for page in pages for word in words(re.sub(unseen, " ", page.lower(), flags=re.S | re.M))]
    return round(1000 * sum(told.count(word) for word in chosen) / len(told), 1)


_NOT_READ = re.compile(
    r"^ *(```+).*?^ *\1$|`[^`\n]*`|<!--.*?-->|(?<=\])\([^)\n]*\)|https?://\S+|\{[^}\n]*\}|<[^<>\n]+>",
    re.S | re.M,
)


def typed(text):
    """Straight quotation marks and apostrophes, and three dots that a reader would see, each in its place."""
    titles_bare = re.sub(r'^( *!!! [\w ]+)"(.*)"$', r"\1\2", text, flags=re.M)
    return re.findall(r".{0,20}(?:['\"]|\.\.\.).{0,20}", _NOT_READ.sub(" ", titles_bare))
