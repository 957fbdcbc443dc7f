"""Who held which public office on a day: "the Japanese foreign minister", "President Aquino", "Lavrov" -> a person, a country, a sector.

The terms are facts written by the project (data/README.md). A day that falls into the month or year in which one term ends and the next begins
can belong to either; then nobody is named, unless one of the two is ruled out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from lapwing.errors import BrokenData
from lapwing.resolving.tables import data_lines, table_rows

_ALWAYS = date(9999, 12, 31)
# States whose people are named by the family name first.
_FAMILY_FIRST = frozenset(("CHN", "PRK", "KOR", "TWN", "VNM", "HKG", "SGP", "MMR", "KHM", "LAO"))
# Offices whose holders the press calls by surname alone, in any country, without a word of who they are.
_HEADS = (
    "president",
    "prime-minister",
    "monarch",
    "supreme-leader",
    "leader",
    "chancellor",
    "crown-prince",
    "pope",
    "secretary-general",
)
_WELL_KNOWN = (
    *_HEADS,
    "foreign-minister",
    "secretary-of-state",
    "defence-minister",
    "secretary-of-defense",
    "vice-president",
    "high-representative",
)
# How long a head of state or government is called by surname alone after leaving. Days.
_REMEMBERED = timedelta(15 * 365)
# How long before another of the name a former holder must have left not to be meant: "former President Bush" in 2010 is the younger. Days.
_FORGOTTEN = timedelta(8 * 365)
# Parts of names in the tables that are words of another kind.
_NO_SURNAMES = frozenset(
    "Back Bishop Christian English Fall Friday Gang General Han Hor Hui King Ling Man Mark May Mayor Min Note Ong Ore Parts Richard Said Sang Saw Sing Slot Solar Son Soon Sow Street Struck Sun Tan Taro Tax Tea Than Tin Ting Way Wee Win Won Yen You III Jr Sr".split()
)
_NOT_THE_HOLDER = re.compile(
    r"\b(?:deputy|vice|assistant|under|associate|junior|shadow|opposition|rival|candidate|designate|nominee|son|wife|brother|spokes\w+|adviser|advisor|aide|office|envoy|ally|party|guard|palace|would-be|next|new|previous)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A person's time in an office. `first` is the earliest day on which it can have begun and `sure_first` the latest; the same for its
    end. A term without an end runs on."""

    person: str
    office: str
    code: str
    first: date
    sure_first: date
    sure_last: date
    last: date
    note: str

    def may_cover(self, day: date) -> bool:
        return self.first <= day <= self.last

    def surely_covers(self, day: date) -> bool:
        return self.sure_first <= day <= self.sure_last


@dataclass(frozen=True, slots=True)
class Office:
    """An office as the rows of offices.tsv tell it; `code` is None for any country."""

    slug: str
    code: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held an office on a day. `is_active` is false for one whose time had not come or was over (`is_former`)."""

    term: Term
    sector: str | None
    is_active: bool
    is_former: bool
    score: float


@dataclass(frozen=True, slots=True)
class Offices:
    """Terms by name, surname and office; titles in lower case with the offices that they can mean."""

    by_name: Mapping[str, tuple[Term, ...]]
    by_surname: Mapping[str, tuple[Term, ...]]
    by_office: Mapping[tuple[str, str], tuple[Term, ...]]
    by_title: Mapping[str, tuple[Office, ...]]
    sectors: Mapping[str, str | None]
    longest_title: int

    def titles_in(self, words: str) -> list[Office]:
        """The offices that the longest title in a phrase can mean; none when it speaks of a deputy, a rival, an adviser.

        >>> sorted({o.slug for o in load_offices().titles_in("the U.S. defense secretary")})[:1]
        ['defence-minister']
        """
        pieces = title_key(words).split()
        for n in range(min(self.longest_title, len(pieces)), 0, -1):
            for i in range(len(pieces) - n + 1):
                found = self.by_title.get(" ".join(pieces[i : i + n]))
                if found:
                    around = " ".join(pieces[max(0, i - 2) : i] + pieces[i + n : i + n + 2])
                    return [] if _NOT_THE_HOLDER.search(around) else list(found)
        return []

    def holder(self, words: str, code: str, day: date) -> Holder | None:
        """Who held the office that a phrase names, in a country or organisation, on a day."""
        offices = self.titles_in(words)
        own = [o for o in offices if o.code == code] or [o for o in offices if o.code is None]
        terms = [t for o in own for t in self.by_office.get((o.slug, code), ())]
        term, score = _on(terms, day)
        return None if term is None else Holder(term, self.sectors.get(term.office), True, False, score)

    def named(self, surname: str) -> tuple[Term, ...]:
        """Every term of everybody of a surname."""
        return self.by_surname.get(name_key(surname), ())

    def person(self, name: str, title: str, codes: Sequence[str], day: date) -> Holder | None:
        """The holder of an office with a full name. `codes` are countries printed beside it, which rule out others of that name."""
        return self._choose(self.by_name.get(name_key(name), ()), title, codes, day)

    def surname(self, name: str, title: str, codes: Sequence[str], day: date) -> Holder | None:
        """The one holder with a surname who had the office of the title on that day (or before it, for "former President Aquino")."""
        offices = {o.slug for o in self.titles_in(re.sub(r"\b(?:former|ex|late)\b-?", "", title, flags=re.IGNORECASE))}
        terms = [
            t for t in self.by_surname.get(name_key(name), ()) if t.office in offices and (not codes or t.code in codes)
        ]
        is_former = re.search(r"\b(?:former|ex)\b", title, re.IGNORECASE) is not None
        fitting = [t for t in terms if (t.last < day if is_former else t.may_cover(day))]
        return self._only(fitting, day, former=is_former)

    def known_by_surname(self, name: str, countries: Iterable[str], day: date) -> Holder | None:
        """The one well-known holder with a surname on a day, in one of the countries that the article names, else anywhere."""
        terms = [t for t in self.by_surname.get(name_key(name), ()) if t.may_cover(day)]
        named = set(countries)
        near = [t for t in terms if t.code in named and t.office in _WELL_KNOWN]
        heads = [t for t in terms if t.office in _HEADS or t.office in _WELL_KNOWN]
        if near or heads:
            return self._only(near, day) if near else self._only(heads, day)
        before = [
            t
            for t in self.by_surname.get(name_key(name), ())
            if t.office in _HEADS and t.last < day <= t.last + _REMEMBERED
        ]
        return self._only(before, day, former=True)

    def _only(self, terms: Sequence[Term], day: date, *, former: bool = False) -> Holder | None:
        people = {t.person for t in terms}
        if len(people) > 1:
            newest = max(t.last for t in terms)
            terms = [t for t in terms if (newest - t.last < _FORGOTTEN if former else t.surely_covers(day))]
            people = {t.person for t in terms}
        if len(people) != 1:
            return None
        best = min(terms, key=lambda t: (not t.surely_covers(day), _rank(t.office), t.code))
        sector = "ELI" if former else self.sectors.get(best.office)
        return Holder(best, sector, not former, former, 0.85 if best.surely_covers(day) or former else 0.7)

    def _choose(self, terms: Sequence[Term], title: str, codes: Sequence[str], day: date) -> Holder | None:
        if codes:
            terms = [t for t in terms if t.code in codes]
        if not terms:
            return None
        wanted = {o.slug for o in self.titles_in(title)} if title else set()
        active = [t for t in terms if t.may_cover(day)]
        pool = [t for t in active if t.office in wanted] or active
        if pool:
            best = min(pool, key=lambda t: (not t.surely_covers(day), _rank(t.office), t.office))
            return Holder(best, self.sectors.get(best.office), True, False, 0.9)
        nearest = min(terms, key=lambda t: min(abs((t.first - day).days), abs((t.last - day).days)))
        is_former = nearest.last < day
        return Holder(nearest, "ELI" if is_former else None, False, is_former, 0.85)


def _rank(office: str) -> int:
    return _WELL_KNOWN.index(office) if office in _WELL_KNOWN else len(_WELL_KNOWN)


def _on(terms: Sequence[Term], day: date) -> tuple[Term | None, float]:
    """The term that covers a day: surely, or as the only one that may."""
    sure = [t for t in terms if t.surely_covers(day)]
    if len({t.person for t in sure}) == 1:
        return sure[0], 0.9
    may = sure or [t for t in terms if t.may_cover(day)]
    return (may[0], 0.7) if len({t.person for t in may}) == 1 else (None, 0.0)


def surname_surfaces() -> dict[str, frozenset[str]]:
    """The surnames of well-known holders as they are printed, for an annotator to look for: kind `surname`, and `common_surname` for those
    that are English words too, which are names in the middle of a sentence only (data/common_surnames.txt)."""
    common = frozenset(data_lines("common_surnames.txt"))
    out: dict[str, frozenset[str]] = {}
    for row in table_rows("holders.tsv"):
        if row["office"] not in _WELL_KNOWN:
            continue
        for name in (row["person"], *filter(None, row["aliases"].split("|"))):
            words = name.split()
            for word in (words[-1], words[0] if row["code"] in _FAMILY_FIRST else words[-1]):
                if word in common:
                    out[word] = frozenset(("common_surname",))
                elif len(word) > 2 and word.isalpha() and not word.isupper() and word not in _NO_SURNAMES:
                    out.setdefault(word, frozenset(("surname",)))
    return out


# --- keys ------------------------------------------------------------------------------------------------


@cache
def name_key(name: str) -> str:
    """A name without diacritics, case, hyphens and points.

    >>> name_key("António Guterres"), name_key("Abdel-Fattah el-Sissi")
    ('antonio guterres', 'abdel fattah el sissi')
    """
    plain = "".join(
        c
        for c in unicodedata.normalize("NFKD", name.replace("ø", "o").replace("ł", "l").replace("ı", "i"))
        if not unicodedata.combining(c)
    )
    return " ".join(re.findall(r"[^\W_]+", plain.lower().replace("'", "").replace("’", "")))


@cache
def title_key(title: str) -> str:
    """A title in lower case, in British spelling, without hyphens."""
    low = (
        title.lower()
        .replace("defense", "defence")
        .replace("’s", "")
        .replace("'s", "")
        .replace("organization", "organisation")
    )
    return " ".join(re.findall(r"[^\W_]+", low))


def _surnames(person: str, code: str) -> Iterator[str]:
    """What a newspaper may call a person after the first mention: the last one, two or three names, the first where the family name
    comes first."""
    names = name_key(person).split()
    if code in _FAMILY_FIRST and len(names) > 1:
        yield names[0]
    for n in range(1, min(4, len(names))):
        yield " ".join(names[-n:])


# --- loading ---------------------------------------------------------------------------------------------


@cache
def load_offices() -> Offices:
    """The offices and terms that ship. Raises BrokenData when a term names an office that is not there."""
    by_title: dict[str, list[Office]] = {}
    sectors: dict[str, str | None] = {}
    for row in table_rows("offices.tsv"):
        sector = row["sector"] if row["sector"] not in ("", "IGO") else None
        sectors.setdefault(row["office"], sector)
        office = Office(row["office"], row["code"] or None, sector)
        for title in row["titles"].split("|"):
            by_title.setdefault(title_key(title), []).append(office)
    by_name: dict[str, dict[Term, None]] = {}
    by_surname: dict[str, dict[Term, None]] = {}
    by_office: dict[tuple[str, str], list[Term]] = {}
    for row in table_rows("holders.tsv"):
        if row["office"] not in sectors:
            raise BrokenData(f"holders.tsv names the office '{row['office']}', which offices.tsv lacks.")
        first, sure_first = _bounds(row["valid_from"])
        sure_last, last = _bounds(row["valid_to"]) if row["valid_to"] else (_ALWAYS, _ALWAYS)
        term = Term(row["person"], row["office"], row["code"], first, sure_first, sure_last, last, row["note"])
        by_office.setdefault((term.office, term.code), []).append(term)
        for name in (term.person, *filter(None, row["aliases"].split("|"))):
            by_name.setdefault(name_key(name), {})[term] = None
            for surname in _surnames(name, term.code):
                by_surname.setdefault(surname, {})[term] = None
    return Offices(
        {k: tuple(v) for k, v in by_name.items()},
        {k: tuple(v) for k, v in by_surname.items()},
        {k: tuple(v) for k, v in by_office.items()},
        {k: tuple(v) for k, v in by_title.items()},
        sectors,
        max(len(title.split()) for title in by_title),
    )


@cache
def _organisation_terms() -> dict[str, tuple[tuple[date, date, str], ...]]:
    found: dict[str, list[tuple[date, date, str]]] = {}
    for row in table_rows("organisation_terms.tsv"):
        last = _bounds(row["valid_to"])[1] if row["valid_to"] else _ALWAYS
        found.setdefault(row["name"], []).append((_bounds(row["valid_from"])[0], last, row["sector"]))
    return {name: tuple(terms) for name, terms in found.items()}


def sector_on(name: str, day: date) -> str | None:
    """The sector of an organisation on a day, when it changed: rebels become a party or a government. None when the tables say nothing.

    >>> sector_on("Taliban", date(2021, 8, 14)), sector_on("Taliban", date(2021, 8, 15)), sector_on("NATO", date(2021, 8, 15))
    ('REB', 'GOV', None)
    """
    return next((sector for first, last, sector in _organisation_terms().get(name, ()) if first <= day <= last), None)


def _bounds(value: str) -> tuple[date, date]:
    """The first and last day that a date of a year, a month or a day can mean.

    >>> _bounds("2004-02")
    (datetime.date(2004, 2, 1), datetime.date(2004, 2, 29))
    """
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    if len(parts) == 2:
        year, month = parts
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return date(parts[0], 1, 1), date(parts[0], 12, 31)
