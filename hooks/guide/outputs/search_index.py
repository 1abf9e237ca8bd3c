"""The search index as one small script: page titles, headings, and which word stands on which page."""

import json
import re
import unicodedata
from html import unescape

import assets

_WORD = re.compile(r"[^\W_]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST_SHARED = len(_DIGITS) - 1

# What stands in a page and is not read.
_SILENT = re.compile(r"<!--.*?-->|<(script|style|template)\b.*?</\1>", re.S)
_HEADING = re.compile(r"<(h[1-6])\b([^>]*)>(.*?)</\1>", re.S)
_ID = re.compile(r'\bid="([^"]*)"')
# Tags inside a word or sentence; all others part words.
_WITHIN = re.compile(r"</?(?:a|abbr|b|cite|code|em|i|q|s|small|span|strong|sub|sup|u|wbr)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def write(site, scripts, pages):
    """Write assets/search.js, which holds the index and finds in it.

    site: Path of the built site; scripts: Path of the folder with our search.js;
    pages: (address, title, html) of each page, as for `compact`.
    """
    target = site / "assets" / "search.js"
    target.parent.mkdir(exist_ok=True)
    index = json.dumps(compact(pages), ensure_ascii=False, separators=(",", ":"))
    code = assets.squeezed_script((scripts / "search.js").read_text(encoding="utf-8"))
    target.write_text(f"const INDEX={index};\n{code}", encoding="utf-8")


def compact(pages):
    """{pages, words} of the pages, in their order.

    pages: (address, title, html); a first-level heading in the HTML counts for more than the title.
    In the result, pages: [address, title, [anchor, heading], ...] of each page.
    words: one line a word: how much it shares with the line before, the rest, and the pages in base 36.
    """
    listed, where = [], {}
    for number, (address, title, html) in enumerate(pages):
        html = _SILENT.sub(" ", html)
        headings = []
        for tag, attributes, inside in _HEADING.findall(html):
            anchor = _ID.search(attributes)
            if tag == "h1":
                title = _text(inside)
            elif anchor:
                headings.append([unescape(anchor[1]), _text(inside)])
        listed.append([address, title, *headings])
        for word in {*_words(title), *_words(_text(html))}:
            where.setdefault(word, []).append(number)
    # A word on more than half of the pages finds nothing.
    telling = {word: numbers for word, numbers in where.items() if len(word) > 1 and len(numbers) <= max(2, len(listed) // 2)}
    lines, before = [], ""
    for word in sorted(telling):
        shared = 0
        while shared < min(len(word), len(before), LONGEST_SHARED) and word[shared] == before[shared]:
            shared += 1
        lines.append(f"{_base36(shared)}{word[shared:]} {','.join(map(_base36, telling[word]))}")
        before = word
    return {"pages": listed, "words": "\n".join(lines)}


def _text(html):
    return " ".join(unescape(_TAG.sub(" ", _WITHIN.sub("", html))).split())


def _words(text):
    if not text.isascii():
        # All marks, as the script of the search does: the vowel signs of some scripts do not count as combining.
        text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c)[0] != "M")
    return _WORD.findall(text.lower())


def _base36(number):
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits
