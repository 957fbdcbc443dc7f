"""Copies are found near in time, and briefs in a round-up are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lapwing.consolidating import candidate_copies, group_copies, verified_copies
from lapwing.consolidating.sources import NEIGHBOURS, is_copy
from lapwing.copies import band_keys, shingles
from making_reports import source

TEXT = "The ministers of both states met in Lima on Monday and agreed to open the border again in May, officials of the two governments said late in the evening."


def test_a_year_later_is_no_copy():
    """The same buckets a year apart are not compared."""
    a, b = source("a", bands=(1, 2)), source("b", bands=(2, 3))
    assert list(candidate_copies([a, b])) == [tuple(sorted((a.article_id, b.article_id)))]
    assert list(candidate_copies([a, replace(b, told_on=date(2025, 6, 3))])) == []


def test_many_copies_are_connected():
    """A story in three hundred outlets is one group, by links to neighbours alone."""
    some = [source(f"s{n}", bands=(7,), told_on=date(2024, 6, 3) + timedelta(n // 100)) for n in range(300)]
    pairs = list(candidate_copies(some))
    assert len(pairs) <= 300 * NEIGHBOURS
    (group,) = group_copies(some, pairs)
    assert len(group.article_ids) == 300
    assert group.id == min(some, key=lambda s: (s.told_on, s.article_id)).article_id


def test_brief_in_a_round_up_is_no_copy():
    """A short text that stands word for word in a long one is not its copy; a cut one is."""
    long = " ".join(
        f"{TEXT} Number {n} of many other items that fill the page with words of their own {n * 7}." for n in range(1)
    ) + " ".join(f" word{k}" for k in range(400))
    assert not is_copy(shingles(TEXT), shingles(long))
    assert is_copy(shingles(TEXT), shingles("LIMA (AFP) - " + TEXT))


def test_credit_and_outlets_are_listed():
    """The agency that most copies credit, and every outlet once."""
    a = source("a", agency="AFP", outlet="one.example.org")
    b = source("b", agency="AFP", outlet="two.example.org")
    c = source("c", agency=None, outlet="two.example.org")
    groups = group_copies([a, b, c], [(a.article_id, b.article_id), (b.article_id, c.article_id)])
    assert [(g.agency, g.outlets) for g in groups] == [("AFP", ("one.example.org", "two.example.org"))]


def test_only_copies_are_verified():
    """Candidates whose texts differ are dropped."""
    texts = {
        "a": TEXT,
        "b": TEXT + " © AFP",
        "c": "Nothing of the kind was said by anybody in the whole of the long evening in Quito.",
    }
    assert list(verified_copies([("a", "b"), ("a", "c")], texts.__getitem__)) == [("a", "b")]
    assert set(band_keys(TEXT)) & set(band_keys(TEXT + " © AFP"))
