"""Markdown or HTML in a field of the data, where both would be shown as they are typed."""

import html
import re

# A lone *, _ or <, an address of mail and the name of a file are text like any other.
_MARKUP = re.compile(
    r"""
      (?<![\w*])\*\*(?=\S)[^*\n]+?(?<=\S)\*\*(?![\w*])    # **strong**
    | (?<![\w*])\*(?=[^\s*])[^*\n]+?(?<=[^\s*])\*(?![\w*])  # *emphasis*
    | (?<![\w/_.])__?(?=[^\s_])[^_\n]+?(?<=[^\s_])__?(?![\w/_.])  # _emphasis_
    | !?\[[^\[\]\n]*\]\([^()\s]*\)                        # [link](target)
    | `[^`\n]+`                                           # `code`
    | </?[a-zA-Z][^<>]*>|<!--                             # <b>, <https://example.org/>
    """,
    re.X,
)
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")


def held(text: str) -> str | None:
    """The first piece of Markdown or HTML that a text holds, or None."""
    if found := _MARKUP.search(text):
        return found[0]
    return next((one[0] for one in _ENTITY.finditer(text) if html.unescape(one[0]) != one[0]), None)
