"""Whether there are more events than a week usually has, for the pages that were coded in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p

from lapwing.alerts.rules import LEAST_WEEKS, RiseRule

# What is added to the events of the weeks before, so that weeks without any do not make one event a wonder (Jeffreys' prior of a Poisson rate).
_PRIOR = 0.5


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days: how many events were first told in them, and how many pages of them were coded."""

    n_events: int
    n_pages: int


@dataclass(frozen=True, slots=True)
class Rise:
    """What was found: events of the last 7 days, how many the weeks before let expect for as many pages, their ratio, and how likely so many are by chance.
    Where history is too short to tell, `why_not` says so and the last three are None."""

    n_events: int
    n_pages: int
    n_weeks: int
    expected: float | None = None
    ratio: float | None = None
    chance: float | None = None
    why_not: str | None = None
    fires: bool = False


def measure_rise(last: Week, before: Sequence[Week], rule: RiseRule) -> Rise:
    """The last week against the weeks before it. Weeks of which no page was coded are no history.

    The number of events for each page is a rate with a gamma distribution, so the last week's events have a negative binomial one; where weeks differ by more than
    Poisson's chance, its variance grows as much. So a rise in coverage is no rise in events, and a short or restless history makes it hard to fire.
    """
    history = [week for week in before if week.n_pages]
    if last.n_pages == 0:
        return Rise(last.n_events, 0, len(history), why_not="no page of the last 7 days was coded")
    if len(history) < LEAST_WEEKS:
        weeks = f"{len(history)} of the {len(before)} weeks before have pages, {LEAST_WEEKS} are needed"
        return Rise(last.n_events, last.n_pages, len(history), why_not=f"too little history: {weeks}")
    n_events, n_pages = sum(w.n_events for w in history), sum(w.n_pages for w in history)
    expected = n_events / n_pages * last.n_pages
    mean = (n_events + _PRIOR) / n_pages * last.n_pages
    spread = _dispersion(history, n_events / n_pages)
    variance = mean * spread + mean * mean * spread / (n_events + _PRIOR)
    chance = at_least(last.n_events, mean, variance)
    ratio = last.n_events / expected if expected else None
    fires = last.n_events > 0 and (ratio is None or ratio >= rule.factor) and chance < rule.chance
    return Rise(
        last.n_events, last.n_pages, len(history), round(expected, 3), None if ratio is None else round(ratio, 3), float(f"{chance:.3g}"), None, fires
    )  # fmt: skip


def _dispersion(weeks: Sequence[Week], rate: float) -> float:
    """How much more weeks differ than Poisson's chance lets them (Pearson's statistic for each degree of freedom), 1 at least."""
    if rate == 0:
        return 1.0
    return max(1.0, sum((w.n_events - rate * w.n_pages) ** 2 / (rate * w.n_pages) for w in weeks) / (len(weeks) - 1))


def at_least(n: int, mean: float, variance: float) -> float:
    """The probability of n or more under a negative binomial distribution. Its variance is larger than its mean.

    >>> round(at_least(1, 1.0, 2.0), 6), round(at_least(3, 1.0, 2.0), 6)
    (0.5, 0.125)
    """
    size = mean * mean / (variance - mean)
    log_success, log_failure = -log1p(mean / size), log(mean / (mean + size))
    below = (
        exp(lgamma(k + size) - lgamma(size) - lgamma(k + 1) + size * log_success + k * log_failure) for k in range(n)
    )
    return min(1.0, max(0.0, 1.0 - sum(below)))
