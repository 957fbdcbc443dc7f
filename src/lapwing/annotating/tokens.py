"""Words with their places in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S.  U.N.
    r"|[^\W\d_]\.(?=\s[A-Z][a-z])"  # initials: J. Smith
    r"|(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Hon|Amb|Sec|Dep|Pres|No|vs"
    r"|mr|mrs|ms|dr|[Gg]en|[Ll]t|[Cc]ol|[Mm]aj|[Cc]apt|[Ss]gt|[Aa]dm|[Ss]en|[Rr]ep|[Gg]ov|[Pp]rof|[Rr]ev|[Bb]rig|[Cc]mdr)\."
    r"|\d[\d,.:/]*\d|\d"
    r"|['’](?:s|S|ll|re|ve|m|d)\b"
    r"|[^\W\d_]+(?:(?:[-‐‑](?![A-Z])|['’](?![sS]\b))[^\W_]+)*"  # words; Russia-Ukraine is two, 's stands apart
    r"|\w+|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark. `start` and `end` are offsets into the article's text."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def tokenize(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The tokens of `text[start:end]`.

    >>> [t.text for t in tokenize("Japan's U.S.-made jets", 0, 22)]
    ['Japan', "'s", 'U.S.', '-', 'made', 'jets']
    """
    return tuple(
        Token(m[0], m[0].lower().replace("’", "'"), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)
    )
