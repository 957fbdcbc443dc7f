"""One linear pass over HTML that is nested too deeply to be parsed: what lies deeper is lifted up, so that its text is kept."""

from __future__ import annotations

import re

# Nesting beyond this is flattened. No page of 990 measured nests deeper than 120; parsers lose the text beyond 256 or 2,048
# without a word, and some take time that grows with the square of the depth. Elements.
MAX_DEPTH = 500
# A page with more tags than this is refused: 30 times the largest news page measured. Tags.
MAX_TAGS = 2_000_000

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


class TooDeep(Exception):
    """A page that has too many tags to be read."""


def flatten(html: str) -> str:
    """The page with tags nested deeper than MAX_DEPTH left out, and their text kept. Raises TooDeep.

    >>> flatten("<div>" * 600 + "deep" + "</div>" * 600).count("<div>")
    500
    """
    parts: list[str] = []
    depth = n_tags = at = 0
    for match in _TAG.finditer(html):
        n_tags += 1
        if n_tags > MAX_TAGS:
            raise TooDeep(f"more than {MAX_TAGS:,} tags")
        closing, name, rest = match[1], match[2].lower(), match[3]
        if name in _VOID or rest.endswith("/"):
            continue
        if closing:
            is_over = depth > MAX_DEPTH
            depth = max(0, depth - 1)
        else:
            depth += 1
            is_over = depth > MAX_DEPTH
        if is_over:
            parts.append(html[at : match.start()])
            at = match.end()
    parts.append(html[at:])
    return "".join(parts)
