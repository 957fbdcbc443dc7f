"""Lines that a page prints around its article: credits, datelines, captions, links, buttons. Shared by both readers."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_AGENCIES = {
    "afp": "AFP", "agence france-presse": "AFP", "ap": "AP", "the associated press": "AP", "associated press": "AP",
    "reuters": "Reuters", "thomson reuters": "Reuters", "kyodo": "KYODO", "kyodo news": "KYODO", "xinhua": "Xinhua",
    "dpa": "DPA", "efe": "EFE", "ansa": "ANSA", "tass": "TASS", "interfax": "Interfax", "upi": "UPI", "anadolu": "Anadolu",
    "anadolu agency": "Anadolu", "aa": "Anadolu", "yonhap": "Yonhap", "pti": "PTI", "ani": "ANI", "ians": "IANS",
    "bernama": "Bernama", "antara": "Antara", "ntb": "NTB", "tt": "TT", "ritzau": "Ritzau", "apa": "APA", "pap": "PAP",
    "ctk": "CTK", "mti": "MTI", "tanjug": "Tanjug", "belga": "Belga", "anp": "ANP", "lusa": "Lusa", "irna": "IRNA",
    "kcna": "KCNA", "sana": "SANA", "bloomberg": "Bloomberg", "cna": "CNA", "jiji": "Jiji", "jiji press": "Jiji",
}  # fmt: skip

# A mark of copyright, then a short credit, at the end of a line. A photographer's credit is not the article's.
_CREDIT = re.compile(
    r"(?:©|\(c\)|(?:^|(?<=[.!?] ))copyright\b)\s*(?:©\s*)?(?:\d{4}\s+)?(?P<who>[^©.\n]{2,60}?)(?:\s+\d{4})?"
    r"(?:[.,]?\s*all rights reserved\b.*)?\.?\s*$",
    re.IGNORECASE,
)
_PHOTO = re.compile(r"\b(?:photo|foto|image|picture|getty|file photo)\b", re.IGNORECASE)

_FURNITURE = re.compile(
    r"^(?:read (?:more|also|next)|related|see also|more on this|watch|listen|also read|advertisement|editor|edited by|"
    r"follow us|subscribe|sign up|share this|log ?in to comment|login to comment|leave a (?:reply|comment)|reply|"
    r"view comments|show comments|print|email|back to top|share this (?:story|article)|copyright|all rights reserved)\b[^.]{0,80}[:.]?.{0,200}$"
    r"|^\(?(?:reporting|writing|editing|additional reporting) by\b.*$"
    r"|^[_*\-–—=•·\s]{1,}$"
    r"|^\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?(?:GMT|UTC|[A-Z]{2,4}))?$"
    r"|^(?:\d+\s+comments?|comments?\s*\(?\d*\)?)$"
    r"|^home(?: [>›»/|] [^>›»/|]{1,40}){1,5}$"
    r"|^-?\d+\s*\(\s*\+\d+\s*/\s*-\d+\s*\)$",
    re.IGNORECASE,
)
_TIMESTAMP = re.compile(
    r"^(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?)"
    r"(?:[, ]+(?:\d{4}[, ]+)?(?:at )?\d{1,2}[:.]\d{2}.{0,12})?$|^\d+ (?:minutes?|hours?|days?) ago$"
)
_CAPTION = re.compile(
    r"(?:\bphoto(?:graph)?:|\bimage:|\bpicture:|\bfoto\b|/(?:AFP|AP|Reuters|Getty)\b|\(AP Photo)", re.IGNORECASE
)
_DATELINE = re.compile(
    r"^(?:[A-Z][a-z]+ \| )?(?P<place>[A-Z][A-Z'’.\- ]{2,30}(?:, [A-Z][\w'’. ]{1,29}[\w.])?)"
    r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}))?\s*(?:\((?P<agency>[A-Z][\w ./&-]{1,30})\))?\s*(?:—|–|--|-)\s+"
)
_BYLINE = re.compile(r"^by ([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}(?:(?:,| and) [A-Z][\w.'’ -]+)?)$", re.IGNORECASE)
_REPORTING_BY = re.compile(r"\(?reporting by ([^;)]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Credit:
    """Where a credit starts in its line, and the agency it names (None for another owner)."""

    start: int
    agency: str | None


def find_credit(line: str) -> Credit | None:
    """The copyright credit that ends a line, or that the line is.

    >>> find_credit("They will meet again.© KYODO")
    Credit(start=21, agency='KYODO')
    >>> find_credit("Ministers in Lima on Tuesday. © ANP Foto") is None
    True
    """
    end = line[-300:]
    if not ("©" in end or "(c)" in (low := end.lower()) or "copyright" in low):
        return None
    match = _CREDIT.search(end)
    if match is None or _PHOTO.search(match["who"]):
        return None
    who = match["who"].strip(" -–—,")
    if len(who.split()) > 6:
        return None
    return Credit(match.start() + max(0, len(line) - 300), known_agency(who) or (who if who.isupper() else None))


def known_agency(name: str) -> str | None:
    """The usual spelling of a news agency, or None.

    >>> known_agency("The Associated Press"), known_agency("The Daily Bugle")
    ('AP', None)
    """
    return _AGENCIES.get(name.strip().lower())


def is_furniture(line: str) -> bool:
    return _FURNITURE.match(line.strip()) is not None


@dataclass(frozen=True, slots=True)
class PageLines:
    """The rules of `data/furniture.toml`, each a pattern for whole lines; `tails` is cut off a line's end."""

    anywhere: re.Pattern[str]
    start: re.Pattern[str]
    end: re.Pattern[str]
    tails: re.Pattern[str]


@cache
def page_lines() -> PageLines:
    rules = tomllib.loads((files("lapwing.reading") / "data" / "furniture.toml").read_text("utf-8"))
    patterns = {name: re.compile("|".join(f"(?:{rule})" for rule in rules[name]), re.IGNORECASE) for name in rules}
    patterns["tails"] = re.compile(rf"\s*(?:{patterns['tails'].pattern})\W*$", re.IGNORECASE)
    return PageLines(**patterns)


# A line this close to the start or end of an article may be furniture that would be prose in its middle. Lines.
_EDGE_LINES = 5
# No furniture is longer. Characters.
_MAX_FURNITURE = 260


def is_page_line(line: str, *, from_start: int, from_end: int) -> bool:
    """Whether a line is one that pages print around an article, such as "Follow us on Telegram", or is so because of where it stands:
    the number of lines before and after it.

    >>> is_page_line("Tell us what YOU think...", from_start=9, from_end=0)
    True
    """
    if len(line) > _MAX_FURNITURE:
        return False
    rules = page_lines()
    return (
        rules.anywhere.fullmatch(line) is not None
        or (from_start < _EDGE_LINES and rules.start.fullmatch(line) is not None)
        or (from_end < _EDGE_LINES and rules.end.fullmatch(line) is not None)
    )


def without_tail(line: str) -> str:
    """A line without the button that was glued to its end.

    >>> without_tail("Space is big. Click To Tweet")
    'Space is big.'
    """
    return page_lines().tails.sub("", line) if len(line) < 2_000 else line


def is_timestamp(line: str) -> bool:
    return _TIMESTAMP.match(line.strip()) is not None


def is_caption(line: str) -> bool:
    return len(line) < 300 and _CAPTION.search(line) is not None


def find_dateline(paragraph: str) -> re.Match[str] | None:
    """The dateline that opens a wire story: groups `place` and `agency`."""
    return _DATELINE.match(paragraph)


def find_byline(line: str) -> str | None:
    match = _BYLINE.match(line.strip()) or _REPORTING_BY.match(line.strip())
    return match[1].strip() if match else None
