"""A rise is told from chance and from coverage, and not at all without history."""

from __future__ import annotations

import random
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.alerts import RiseRule, measure_rise
from lapwing.alerts.rise import Week, at_least

RULE = RiseRule(2)
STEADY = [Week(5, 100)] * 8


def test_a_rise_fires():
    rise = measure_rise(Week(15, 100), STEADY, RULE)
    assert (rise.expected, rise.ratio, rise.fires) == (5.0, 3.0, True)
    assert rise.chance < 0.001


def test_a_rise_in_coverage_is_none():
    """Three times the events of three times the pages."""
    rise = measure_rise(Week(15, 300), STEADY, RULE)
    assert (rise.expected, rise.ratio, rise.fires) == (15.0, 1.0, False)


def test_as_many_events_of_fewer_pages_are_a_rise():
    assert measure_rise(Week(15, 100), [Week(15, 400)] * 8, RULE).fires


def test_twice_of_little_is_chance():
    """Two where one is usual is twice as many, and no rise."""
    rise = measure_rise(Week(2, 100), [Week(1, 100)] * 8, RULE)
    assert (rise.ratio, rise.fires) == (2.0, False)
    assert rise.chance > 0.2


def test_the_factor_counts_too():
    """Half as many again of very many is no chance, and no rise by a factor of two."""
    rise = measure_rise(Week(1_500, 100), [Week(1_000, 100)] * 8, RULE)
    assert rise.chance < 0.001
    assert not rise.fires


def test_restless_weeks_make_it_harder():
    """The same mean, weeks that differ much: the same number is no wonder."""
    restless = [Week(n, 100) for n in (0, 14, 1, 12, 0, 13, 0, 0)]
    assert measure_rise(Week(15, 100), STEADY, RULE).fires
    assert not measure_rise(Week(15, 100), restless, RULE).fires


def test_none_before():
    """Where nothing was told in eight weeks a single event is no rise; many are."""
    assert not measure_rise(Week(1, 100), [Week(0, 100)] * 8, RULE).fires
    rise = measure_rise(Week(8, 100), [Week(0, 100)] * 8, RULE)
    assert (rise.ratio, rise.fires) == (None, True)


@pytest.mark.parametrize(
    ("last", "before", "told"),
    [
        (Week(9, 100), [Week(1, 100)] * 3 + [Week(0, 0)] * 5, "too little history: 3 of the 8 weeks before have pages, 4 are needed"),
        (Week(0, 0), STEADY, "no page of the last 7 days was coded"),
    ],
)  # fmt: skip
def test_too_little_to_tell(last, before, told):
    rise = measure_rise(last, before, RULE)
    assert (rise.why_not, rise.fires, rise.chance) == (told, False, None)


@given(n=st.integers(0, 30), size=st.integers(1, 12), mean=st.floats(0.1, 20))
def test_tail_of_the_negative_binomial(n, size, mean):
    """For whole sizes that of its textbook form."""
    p = size / (size + mean)
    exact = 1 - sum(comb(k + size - 1, k) * p**size * (1 - p) ** k for k in range(n))
    assert at_least(n, mean, mean + mean * mean / size) == pytest.approx(exact, abs=1e-7)


def test_it_seldom_fires_without_a_rise():
    """Steady Poisson counts of uneven coverage fire no more often than by the chance that the rule allows."""
    rng = random.Random(1)

    def poisson(mean: float) -> int:
        n, product, limit = 0, rng.random(), 2.718281828459045**-mean
        while product > limit:
            n, product = n + 1, product * rng.random()
        return n

    def week() -> Week:
        n_pages = rng.randrange(40, 200)
        return Week(poisson(0.05 * n_pages), n_pages)

    fired = sum(
        measure_rise(week(), [week() for _ in range(8)], RiseRule(1.01, chance=0.05)).fires for _ in range(1_500)
    )
    assert 0.005 < fired / 1_500 <= 0.05
