"""Whether two reports tell one occurrence: evidence for and against, added up, or a contradiction that no evidence outweighs.

The weights are log-odds, set by hand and checked on the development part of the made reports (quality/consolidation.py); too few of its pairs are in doubt to fit
them. A pair above 0 is more likely one occurrence than two.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lapwing.consolidating.block import SLACK_DAYS, window
from lapwing.consolidating.masks import mask_of, overlap
from lapwing.records import Match, Party, Report, Spot

WEIGHTS: Mapping[str, float] = {
    "prior": -3.0,
    "same_day": 2.0,          # both days were read in the clause, and are one
    "near_day": -0.5,         # days apart by one
    "day_within": 0.5,        # one day lies in the period of the other
    "day_unread": 0.6,        # a day that was not read in the clause fits
    "same_actor": 1.8,        # one name, or a word of it
    "same_kind_of_actor": 0.8,    # country and sector
    "other_kind_of_actor": -2.5,  # soldiers and rebels, students and police
    "other_name_of_actor": -3.0,  # two full names with nothing in common
    "other_crowd": -0.7,
    "same_recipient": 1.5,
    "same_kind_of_recipient": 0.7,
    "other_recipient": -2.0,
    "other_guest": -8.0,  # who meets two others by name has met twice
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
    "other_mode": -1.0,
    "another": -0.8,          # "a second blast"
    "unmentioned": -1.5,      # a country of one that the other's article does not name
}  # fmt: skip
"""What speaks for one occurrence (above 0) and for two (below), in log-odds."""

CONTRADICTIONS = ("other_days", "other_actor", "other_recipient_country", "other_place")
"""What tells two occurrences whatever else agrees."""

# Two cities nearer than this may be one place under two names (a suburb, a village and its town); beyond the second distance they are two. Kilometres.
_SAME_KM, _APART_KM = 15.0, 60.0
# From this share of words on, two sentences of one text are one; copies that cut into a sentence still keep its trigger. Shares.
_SAME_SENTENCE, _SAME_WORD = 0.9, 0.5
# A sentence or an article with fewer words or names counts as if it had so many: two of two in common say little. Words.
_LEAST_WORDS = 4
SYMMETRIC = frozenset(("CONSULT", "AGREE", "COOPERATE"))
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
            ((WEIGHTS[name] * value, name) for name, value in self.evidence.items() if name != "prior"),
            key=lambda p: (-abs(p[0]), p[1]),
        )
        detail = ", ".join(f"{name} {weight:+.1f}" for weight, name in weighed)
        return Match(round(1 / (1 + math.exp(-self.log_odds)), 3), weighed[0][1] if weighed else "prior", detail)


def compare(a: Report, b: Report, names_a: int, names_b: int, *, one_text: bool) -> Comparison:
    """What speaks for and against two reports telling one occurrence. `one_text`: their articles are one, or copies."""
    evidence: dict[str, float] = {"prior": 1.0}
    for contradiction in (_days(a, b, evidence), _parties(a, b, evidence), _places(a.spot, b.spot, evidence)):
        if contradiction:
            return Comparison(-math.inf, {}, contradiction)
    words = overlap(a.words, b.words, _LEAST_WORDS)
    evidence["words"] = words
    _counts(a, b, evidence)
    if a.mode and b.mode and a.mode != b.mode:
        evidence["other_mode"] = 1.0
    if one_text:
        evidence["one_sentence" if _is_retold(a, b, words) else "one_text"] = 1.0
    else:
        evidence["names"] = overlap(names_a, names_b, _LEAST_WORDS)
    if bool(a.words & _ANOTHER) != bool(b.words & _ANOTHER):
        evidence["another"] = 1.0
    if not one_text and (_own_countries(a) - set(b.setting) or _own_countries(b) - set(a.setting)):
        evidence["unmentioned"] = 1.0
    return Comparison(sum(WEIGHTS[name] * value for name, value in evidence.items()), evidence)


def _own_countries(report: Report) -> set[str]:
    """The countries of its parties and place."""
    countries = {p.country for p in (*report.actors, *report.recipients) if p.country}
    return countries | {report.spot.country} if report.spot is not None and report.spot.country else countries


def _is_retold(a: Report, b: Report, words: float) -> bool:
    """Whether two reports of one text come from one sentence of it."""
    is_copied = a.article_id != b.article_id and a.trigger.split()[0] == b.trigger.split()[0]
    return words >= (_SAME_WORD if is_copied else _SAME_SENTENCE)


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
    actor, recipient = _grades(a, b)
    if actor == "conflict":
        return "other_actor"
    if recipient == "conflict":
        return "other_recipient_country"
    for name in (
        (_CROWD_EVIDENCE if a.type == "PROTEST" else _ACTOR_EVIDENCE).get(actor),
        _RECIPIENT_EVIDENCE.get(recipient),
    ):
        if name:
            evidence[name] = 1.0
    return None


_ACTOR_EVIDENCE = {
    "name": "same_actor",
    "kind": "same_kind_of_actor",
    "sector": "other_kind_of_actor",
    "other_name": "other_name_of_actor",
}
# Rival rallies fill one square on one day: crowds are one only when more speaks for it than kind, day and city.
_CROWD_EVIDENCE = {**_ACTOR_EVIDENCE, "kind": "other_crowd", "unknown": "other_crowd"}
_RECIPIENT_EVIDENCE = {
    "name": "same_recipient",
    "kind": "same_kind_of_recipient",
    "sector": "other_recipient",
    "other_name": "other_recipient",
    "other_guest": "other_guest",
}
_GRADES = {"name": 3, "kind": 2, "unknown": 1, "sector": 0, "other_name": -1, "other_guest": -2, "conflict": -9}

Parties = tuple[Party, ...]


def _grades(a: Report, b: Report) -> tuple[str, str]:
    """How actors and recipients agree. Of those who meet either may be told first: there the best pair of all is one grade, and the best of the others the second."""
    if a.type not in SYMMETRIC:
        return grade(a.actors, b.actors), grade(a.recipients, b.recipients)
    ours, theirs = (*a.actors, *a.recipients), (*b.actors, *b.recipients)
    pairs = [(_GRADES[grade_of(p, q)], -i, -j) for i, p in enumerate(ours) for j, q in enumerate(theirs)]
    if not pairs:
        return "unknown", "unknown"
    worth, i, j = max(pairs)
    first = next(g for g, n in _GRADES.items() if n == worth)
    second = grade(ours[:-i] + ours[-i + 1 :], theirs[:-j] + theirs[-j + 1 :])
    return first, "other_guest" if second == "other_name" else second


def grade(a: Parties, b: Parties) -> str:
    """How the best pair of parties agrees; "unknown" when one report names none."""
    return max((grade_of(p, q) for p in a for q in b), key=_GRADES.__getitem__, default="unknown")


@lru_cache(maxsize=200_000)
def grade_of(a: Party, b: Party) -> str:
    """How two parties agree: name, kind (country and sector), unknown, sector (sectors of different sides), other_name (two full names), conflict.

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
    if "UNK" in (a.sector, b.sector):
        return "unknown"
    if a.sector and b.sector and _SIDES.get(a.sector, a.sector) != _SIDES.get(b.sector, b.sector):
        return "sector"
    return "kind" if (a.country and a.country == b.country) or (a.sector and a.sector == b.sector) else "unknown"


# Sectors of one side: "soldiers" to one reporter are "the government" to another, "gunmen" "rebels". Between sides nobody confuses them.
_SIDES = {
    **dict.fromkeys(("GOV", "MIL", "COP", "JUD", "LEG", "SPY"), "state"),
    **dict.fromkeys(("REB", "UAF", "CRM"), "armed"),
}

_NO_NAME = frozenset(
    "the a an of and in some several two three at least more than about people men women police army troops soldie forces govern minist presid offici foreig author protes rebels gunmen "
    "milita fighte studen worker citizen civili reside lawmak diplom for to by from with at on his her its their who spokes office depart "
    "leader head member group groups source senior former state nation local one other many".split()
)


@lru_cache(maxsize=200_000)
def _name_words(name: str) -> frozenset[str]:
    return frozenset(
        w[:6] for w in name.casefold().replace("-", " ").split() if w[:6] not in _NO_NAME and not w.isdigit()
    )


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


# --- fast ------------------------------------------------------------------------------------------------


class Scorer:
    """Log-odds of `compare` for many pairs of reports of one type, minus infinity for a contradiction. Parties and places repeat: what their pairs weigh is kept."""

    def __init__(self, reports: Sequence[Report], copy_of: Mapping[str, str], names_of: Callable[[str], int]) -> None:
        self._reports = reports
        parties, places, texts = _Numbers(), _Numbers(), _Numbers()
        self._actors, self._recipients = (
            [parties.of(r.actors) for r in reports],
            [parties.of(r.recipients) for r in reports],
        )
        self._place = [places.of(r.spot) for r in reports]
        self._text = [texts.of(copy_of.get(r.article_id, r.article_id)) for r in reports]
        self._names = [names_of(r.article_id) for r in reports]
        countries = _Numbers()
        self._own = [countries.bits(_own_countries(r)) for r in reports]
        self._setting = [countries.bits(r.setting) for r in reports]
        self._window = [None if (w := window(r)) is None else (w[0].toordinal(), w[1].toordinal()) for r in reports]
        self._is_symmetric = bool(reports) and reports[0].type in SYMMETRIC
        self._both = [parties.of((r.actors, r.recipients)) for r in reports] if self._is_symmetric else []
        self._grades_of_both: dict[tuple[int, int], tuple[str, str]] = {}
        self._grade_of_parties: dict[tuple[int, int], str] = {}
        self._weight_of_place: dict[tuple[int, int], float] = {}

    def log_odds(self, i: int, j: int) -> float:
        """What `compare` gives for the reports at two positions."""
        days = self._days(i, j)
        if days == -math.inf:
            return days
        who = self._parties(i, j)
        if who == -math.inf:
            return who
        place = self._weight_of_place.get(key := (self._place[i], self._place[j]))
        if place is None:
            place = self._weight_of_place[key] = self._weigh(_places, self._reports[i].spot, self._reports[j].spot)
        if place == -math.inf:
            return place
        a, b = self._reports[i], self._reports[j]
        words = overlap(a.words, b.words, _LEAST_WORDS)
        total = WEIGHTS["prior"] + days + who + place + WEIGHTS["words"] * words
        if self._text[i] != self._text[j]:
            total += WEIGHTS["names"] * overlap(self._names[i], self._names[j], _LEAST_WORDS)
            if self._own[i] & ~self._setting[j] or self._own[j] & ~self._setting[i]:
                total += WEIGHTS["unmentioned"]
        else:
            total += WEIGHTS["one_sentence" if _is_retold(a, b, words) else "one_text"]
        if a.mode and b.mode and a.mode != b.mode:
            total += WEIGHTS["other_mode"]
        if bool(a.words & _ANOTHER) != bool(b.words & _ANOTHER):
            total += WEIGHTS["another"]
        if (a.dead or a.injured) and (b.dead or b.injured):
            total += self._weigh(_counts, a, b)
        return total

    def _days(self, i: int, j: int) -> float:
        one, other = self._window[i], self._window[j]
        if one is None or other is None:
            return self._weigh(_days, self._reports[i], self._reports[j])
        gap = max(other[0] - one[1], one[0] - other[1])
        if gap > SLACK_DAYS:
            return -math.inf
        a, b = self._reports[i], self._reports[j]
        if not (a.is_day_read and b.is_day_read):
            return WEIGHTS["day_unread" if gap <= 0 else "near_day"]
        if gap > 0:
            return -math.inf if a.told_on == b.told_on else WEIGHTS["near_day"]
        return WEIGHTS["same_day" if one == other else "day_within"]

    def _parties(self, i: int, j: int) -> float:
        one, other = self._reports[i], self._reports[j]
        if self._is_symmetric:
            key = (self._both[i], self._both[j])
            found = self._grades_of_both.get(key)
            if found is None:
                found = self._grades_of_both[key] = _grades(one, other)
            return _ACTOR_WEIGHT[found[0]] + _RECIPIENT_WEIGHT[found[1]]
        actor = self._grade(self._actors[i], self._actors[j], one.actors, other.actors)
        recipient = self._grade(self._recipients[i], self._recipients[j], one.recipients, other.recipients)
        weights = _CROWD_WEIGHT if one.type == "PROTEST" else _ACTOR_WEIGHT
        return weights[actor] + _RECIPIENT_WEIGHT[recipient]

    def _grade(self, number_a: int, number_b: int, a: Parties, b: Parties) -> str:
        found = self._grade_of_parties.get((number_a, number_b))
        if found is None:
            found = self._grade_of_parties[number_a, number_b] = grade(a, b)
        return found

    @staticmethod
    def _weigh(evaluate: Callable[[Any, Any, dict[str, float]], str | None], a: object, b: object) -> float:
        evidence: dict[str, float] = {}
        if evaluate(a, b, evidence):
            return -math.inf
        return sum(WEIGHTS[name] * value for name, value in evidence.items())


def _weights(evidence: Mapping[str, str]) -> dict[str, float]:
    return {g: -math.inf if g == "conflict" else WEIGHTS.get(evidence.get(g, ""), 0.0) for g in _GRADES}


_ACTOR_WEIGHT, _CROWD_WEIGHT, _RECIPIENT_WEIGHT = map(_weights, (_ACTOR_EVIDENCE, _CROWD_EVIDENCE, _RECIPIENT_EVIDENCE))


class _Numbers:
    """A number for each different value."""

    def __init__(self) -> None:
        self._known: dict[object, int] = {}

    def of(self, value: object) -> int:
        return self._known.setdefault(value, len(self._known))

    def bits(self, values: Iterable[object]) -> int:
        """A mask with a bit for each value."""
        mask = 0
        for value in values:
            mask |= 1 << self.of(value)
        return mask


# --- counts ------------------------------------------------------------------------------------


def _counts(a: Report, b: Report, evidence: dict[str, float]) -> str | None:
    for one, other in ((a.dead, b.dead), (a.injured, b.injured)):
        if one is None or other is None or one.best is None or other.best is None:
            continue
        evidence["same_count" if one.best == other.best else "other_count"] = 1.0
        break
    return None
