"""What verdicts measure: how often the coding is right, with what certainty, and how far reviewers agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from lapwing.reviews.corrections import FIELDS
from lapwing.reviews.log import Review

# Two-sided 95 % of the normal distribution.
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those judged are right. `measure` is type, mode, realis, all or field; `low` and `high` bound the share with 95 % (Wilson)."""

    measure: str
    value: str
    n_reviewed: int
    n_right: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers on the items that both judged: the share with the same verdict, and Cohen's kappa (None where chance alone would always agree)."""

    reviewers: tuple[str, str]
    n_items: int
    share: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Precision:
    """Shares of what was chosen at random. `n_unsure` were looked at without a verdict; `n_not_random` were chosen otherwise, and measure nothing."""

    shares: tuple[Share, ...]
    n_unsure: int
    n_not_random: int


def wilson(n_right: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share.

    >>> wilson(9, 10)
    (0.596, 0.982)
    """
    share, z2 = n_right / n, _Z * _Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return round(max(0.0, middle - half), 3), round(min(1.0, middle + half), 3)


def precision(standing: Iterable[Review]) -> Precision:
    """How often the coding is right, from the latest verdict on each item.

    Types and modes are counted in samples of both kinds, everything else only in a sample of all: one of so many for each type has too many of rare types.
    A type is right when the event was not rejected and its type not corrected; a mode when its type is right too; a field of an event that is one.
    """
    latest = {review.item: review for review in standing}
    random = [r for r in latest.values() if r.chosen_by in ("sample", "type-sample")]
    judged = [r for r in random if r.verdict != "unsure"]
    plain = [r for r in judged if r.chosen_by == "sample"]
    shares = [
        *_shares("all", (("all types", _type_is_right(r)) for r in plain)),
        *_shares("type", ((r.type, _type_is_right(r)) for r in judged)),
        *_shares(
            "mode",
            ((f"{r.type} {r.mode}", _type_is_right(r) and "mode" not in r.corrections) for r in judged if r.mode),
        ),
        *_shares("realis", ((r.realis, r.verdict != "reject" and "realis" not in r.corrections) for r in plain)),
        *_shares("field", ((f, _field_is_right(r, f)) for f in FIELDS for r in plain if r.verdict != "reject")),
    ]
    return Precision(tuple(shares), len(random) - len(judged), len(latest) - len(random))


def agreements(standing: Iterable[Review]) -> list[Agreement]:
    """Each pair of reviewers who judged the same items, by their own latest verdicts; what either was unsure of is left out."""
    own: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for review in standing:
        own[review.who][review.item] = review.verdict
    out = []
    for first, second in combinations(sorted(own), 2):
        pairs = [(own[first][i], own[second][i]) for i in own[first].keys() & own[second].keys()]
        pairs = [pair for pair in pairs if "unsure" not in pair]
        if pairs:
            out.append(Agreement((first, second), len(pairs), *_agreement(pairs)))
    return out


def _type_is_right(review: Review) -> bool:
    return review.verdict != "reject" and "type" not in review.corrections


def _field_is_right(review: Review, field: str) -> bool:
    """Whether a field was left as coded; a mode that the corrected type cannot have was not."""
    return review.settled_mode == review.mode if field == "mode" else field not in review.corrections


def _shares(measure: str, judged: Iterable[tuple[str, bool]]) -> Iterator[Share]:
    counts: dict[str, list[int]] = {}
    for value, is_right in judged:
        count = counts.setdefault(value, [0, 0])
        count[0] += 1
        count[1] += is_right
    for value in counts if measure == "field" else sorted(counts):
        n, n_right = counts[value]
        yield Share(measure, value, n, n_right, round(n_right / n, 3), *wilson(n_right, n))


def _agreement(pairs: Sequence[tuple[str, str]]) -> tuple[float, float | None]:
    """Observed agreement and Cohen's kappa.

    >>> _agreement([("accept", "accept"), ("accept", "reject"), ("reject", "reject"), ("reject", "reject")])
    (0.75, 0.5)
    """
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(left[v] * right[v] for v in left) / (n * n)
    return round(observed, 3), None if by_chance == 1 else round((observed - by_chance) / (1 - by_chance), 3)
