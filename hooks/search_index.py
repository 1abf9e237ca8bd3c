"""The search index as one small script: page titles, headings, and which word stands on which page."""

import json
import re
import unicodedata
from html import unescape
from pathlib import Path

import assets

_WORD = re.compile(r"[^\W_]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST_SHARED = len(_DIGITS) - 1


def write(site, scripts):
    """Turn the index that Material's search wrote into assets/search.js, and take Material's away.

    site: Path of the built site; scripts: Path of the folder with our search.js.
    """
    made = site / "search" / "search_index.json"
    entries = json.loads(made.read_text(encoding="utf-8"))["docs"]
    made.unlink()
    made.parent.rmdir()
    target = site / "assets" / "search.js"
    target.parent.mkdir(exist_ok=True)
    index = json.dumps(compact(entries), ensure_ascii=False, separators=(",", ":"))
    code = assets.squeezed_script((scripts / "search.js").read_text(encoding="utf-8"))
    target.write_text(f"const INDEX={index};\n{code}", encoding="utf-8")


def compact(entries):
    """{pages, words} from the sections that Material's search lists.

    entries: dicts with location (`page.html#anchor`), title and text (both HTML).
    pages: [address, title, [anchor, heading], ...] of each page.
    words: one line a word: how much it shares with the line before, the rest, and the pages in base 36.
    """
    pages, where = {}, {}
    for entry in entries:
        url, _, anchor = entry["location"].partition("#")
        number, page = pages.setdefault(url, (len(pages), []))
        title = _text(entry["title"])
        page.append([anchor, title] if anchor else title)
        for word in set(_words(title)) | set(_words(_text(entry["text"]))):
            where.setdefault(word, set()).add(number)
    # A word on more than half of the pages finds nothing.
    telling = {word: numbers for word, numbers in where.items() if len(word) > 1 and len(numbers) <= max(2, len(pages) // 2)}
    lines, before = [], ""
    for word in sorted(telling):
        shared = 0
        while shared < min(len(word), len(before), LONGEST_SHARED) and word[shared] == before[shared]:
            shared += 1
        lines.append(f"{_base36(shared)}{word[shared:]} {','.join(map(_base36, sorted(telling[word])))}")
        before = word
    return {"pages": [[url, *page] for url, (_, page) in pages.items()], "words": "\n".join(lines)}


def _text(html):
    return unescape(re.sub(r"<[^>]+>", " ", html)).strip()


def _words(text):
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return _WORD.findall(text.lower())


def _base36(number):
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits
