"""Whether two reports tell one occurrence: evidence for and against, added up, or a contradiction that no evidence outweighs.

The weights are log-odds, fitted by logistic regression on the development part of the made reports (quality/consolidation.py --fit). A pair above 0 is more
likely one occurrence than two.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lapwing.consolidating.block import SLACK_DAYS, window
from lapwing.consolidating.masks import mask_of, overlap
from lapwing.records import Match, Party, Report, Spot

WEIGHTS: Mapping[str, float] = {
    "prior": -3.5,
    "same_day": 2.0,          # both days were read in the clause, and are one
    "near_day": -0.5,         # days apart by one
    "day_within": 0.5,        # one day lies in the period of the other
    "day_unread": 0.8,        # a day that was not read in the clause fits
    "same_actor": 1.8,        # one name, or a word of it
    "same_kind_of_actor": 0.8,    # country and sector
    "other_kind_of_actor": -1.0,  # one country, another sector
    "other_name_of_actor": -2.5,  # two full names with nothing in common
    "same_recipient": 1.5,
    "same_kind_of_recipient": 0.7,
    "other_recipient": -2.0,
    "same_place": 1.8,
    "place_unread": 0.3,
    "place_within": 0.3,      # a city and its country
    "near_place": -0.8,
    "words": 4.0,             # share of the shorter sentence's words in the other
    "names": 2.5,             # share of the names of the article with fewer of them
    "same_count": 1.2,
    "other_count": -0.6,
    "one_text": -2.5,         # an article that tells two events of a type tells two
    "one_sentence": 4.0,      # unless one sentence does, or its copy
    "other_mode": -0.7,
    "another": -1.5,          # "a second blast"
}  # fmt: skip
"""What speaks for one occurrence (above 0) and for two (below), in log-odds."""

CONTRADICTIONS = ("other_days", "other_actor", "other_recipient_country", "other_place")
"""What tells two occurrences whatever else agrees."""

# Two cities nearer than this may be one place under two names (a suburb, a village and its town); beyond the second distance they are two. Kilometres.
_SAME_KM, _APART_KM = 15.0, 60.0
_SYMMETRIC = frozenset(("CONSULT", "AGREE", "COOPERATE"))
_ANOTHER = mask_of(("anoth", "secon", "separ", "third", "simil"))
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """`log_odds` above 0: one occurrence. `evidence` maps the names of WEIGHTS to how far each applies; a contradiction stands alone."""

    log_odds: float
    evidence: Mapping[str, float]
    contradiction: str | None = None

    @property
    def match(self) -> Match:
        """As a choice with its reason: what weighed most, and everything."""
        if self.contradiction:
            return Match(0.0, self.contradiction)
        weighed = sorted(
            ((WEIGHTS[name] * value, name) for name, value in self.evidence.items() if name != "prior"), key=lambda p: (-abs(p[0]), p[1])
        )
        detail = ", ".join(f"{name} {weight:+.1f}" for weight, name in weighed)
        return Match(round(1 / (1 + math.exp(-self.log_odds)), 3), weighed[0][1] if weighed else "prior", detail)


def compare(
    a: Report, b: Report, names_a: int, names_b: int, *, one_text: bool
) -> Comparison:
    """What speaks for and against two reports telling one occurrence. `one_text`: their articles are one, or copies."""
    evidence: dict[str, float] = {"prior": 1.0}
    for contradiction in (_days(a, b, evidence), _parties(a, b, evidence), _places(a.spot, b.spot, evidence)):
        if contradiction:
            return Comparison(-math.inf, {}, contradiction)
    words = overlap(a.words, b.words, 4)
    evidence["words"] = words
    _counts(a, b, evidence)
    if a.mode and b.mode and a.mode != b.mode:
        evidence["other_mode"] = 1.0
    if one_text:
        evidence["one_sentence" if words >= 0.9 else "one_text"] = 1.0
    else:
        evidence["names"] = overlap(names_a, names_b, 4)
    if bool(a.words & _ANOTHER) != bool(b.words & _ANOTHER):
        evidence["another"] = 1.0
    return Comparison(sum(WEIGHTS[name] * value for name, value in evidence.items()), evidence)


# --- days ------------------------------------------------------------------------------------------------


def _days(a: Report, b: Report, evidence: dict[str, float]) -> str | None:
    one, other = window(a), window(b)
    if one is None or other is None:
        return None if one == other and a.words == b.words else "other_days"
    gap = max((other[0] - one[1]).days, (one[0] - other[1]).days)
    is_read = a.is_day_read and b.is_day_read
    if gap > SLACK_DAYS or (gap > 0 and is_read and a.told_on == b.told_on):
        return "other_days"
    if not is_read:
        evidence["day_unread" if gap <= 0 else "near_day"] = 1.0
    elif gap > 0:
        evidence["near_day"] = 1.0
    elif one == other:
        evidence["same_day"] = 1.0
    else:
        evidence["day_within"] = 1.0
    return None


# --- who -------------------------------------------------------------------------------------------------


def _parties(a: Report, b: Report, evidence: dict[str, float]) -> str | None:
    straight = _roles(a.actors, a.recipients, b.actors, b.recipients)
    if a.type in _SYMMETRIC:
        crossed = _roles(a.actors, a.recipients, b.recipients, b.actors)
        straight = max(straight, crossed, key=_worth)
    actor, recipient = straight
    if actor == "conflict":
        return "other_actor"
    if recipient == "conflict":
        return "other_recipient_country"
    name = {
        "name": "same_actor",
        "kind": "same_kind_of_actor",
        "sector": "other_kind_of_actor",
        "other_name": "other_name_of_actor",
    }.get(actor)
    if name:
        evidence[name] = 1.0
    name = {
        "name": "same_recipient",
        "kind": "same_kind_of_recipient",
        "sector": "other_recipient",
        "other_name": "other_recipient",
    }.get(recipient)
    if name:
        evidence[name] = 1.0
    return None


_GRADES = {"name": 3, "kind": 2, "unknown": 1, "sector": 0, "other_name": -1, "conflict": -9}


def _worth(roles: tuple[str, str]) -> int:
    return _GRADES[roles[0]] + _GRADES[roles[1]]


def _roles(
    actors_a: tuple[Party, ...], recipients_a: tuple[Party, ...], actors_b: tuple[Party, ...], recipients_b: tuple[Party, ...]
) -> tuple[str, str]:
    return _grade(actors_a, actors_b), _grade(recipients_a, recipients_b)


def _grade(a: Iterable[Party], b: Iterable[Party]) -> str:
    """How the best pair of parties agrees; "unknown" when one report names none."""
    grades = [grade_of(p, q) for p in a for q in b]
    return max(grades, key=_GRADES.__getitem__, default="unknown")


@lru_cache(maxsize=200_000)
def grade_of(a: Party, b: Party) -> str:
    """How two parties agree: name, kind (country and sector), unknown, sector (one country, sectors differ), other_name (two full names), conflict.

    >>> grade_of(Party("Taliban fighters", "AFG", "REB"), Party("the Taliban", "AFG", "REB"))
    'name'
    >>> grade_of(Party("Ana Ruiz", "PER", "GOV"), Party("Peru", "PER", None)), grade_of(Party("Peru", "PER", None), Party("Chile", "CHL", None))
    ('kind', 'conflict')
    """
    if a.country and b.country and a.country != b.country:
        return "conflict"
    words_a, words_b = _name_words(a.name), _name_words(b.name)
    if words_a & words_b:
        return "name"
    if _is_full_name(a.name) and _is_full_name(b.name):
        return "other_name"
    if a.sector and b.sector and a.sector != b.sector:
        return "sector" if a.country and b.country else "unknown"
    return "kind" if (a.country and a.country == b.country) or (a.sector and a.sector == b.sector) else "unknown"


_NO_NAME = frozenset("the a an of and some several two three at least more than about people men women".split())


@lru_cache(maxsize=200_000)
def _name_words(name: str) -> frozenset[str]:
    return frozenset(w[:6] for w in name.casefold().replace("-", " ").split() if w not in _NO_NAME and not w.isdigit())


def _is_full_name(name: str) -> bool:
    """Two or more words, each with a capital: somebody, or an organisation."""
    words = name.split()
    return len(words) >= 2 and all(w[:1].isupper() or w in ("of", "and", "the", "for", "de", "al") for w in words)


# --- where -----------------------------------------------------------------------------------------------


def _places(a: Spot | None, b: Spot | None, evidence: dict[str, float]) -> str | None:
    if a is None or b is None:
        return None
    is_read = a.is_read and b.is_read
    if a.country and b.country and a.country != b.country:
        if is_read and a.level == b.level == "city":
            return "other_place"
        evidence["near_place"] = 1.0
        return None
    if a.name.casefold() == b.name.casefold():
        evidence["same_place" if a.level != "country" and is_read else "place_unread"] = 1.0
        return None
    if a.level != "city" or b.level != "city":
        evidence["place_within"] = 1.0
        return None
    km = distance_km(a, b)
    if km is None:
        return None
    if km <= _SAME_KM:
        evidence["same_place" if is_read else "place_unread"] = 1.0
    elif km > _APART_KM and is_read:
        return "other_place"
    else:
        evidence["near_place"] = 1.0
    return None


def distance_km(a: Spot, b: Spot) -> float | None:
    """The great-circle distance, or None when one has no point."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    north_a, north_b = math.radians(a.latitude), math.radians(b.latitude)
    half = math.sin((north_b - north_a) / 2) ** 2
    half += math.cos(north_a) * math.cos(north_b) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


# --- counts ------------------------------------------------------------------------------------


def _counts(a: Report, b: Report, evidence: dict[str, float]) -> None:
    for one, other in ((a.dead, b.dead), (a.injured, b.injured)):
        if one is None or other is None or one.best is None or other.best is None:
            continue
        evidence["same_count" if one.best == other.best else "other_count"] = 1.0
        return
