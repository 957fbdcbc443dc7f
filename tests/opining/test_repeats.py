from __future__ import annotations

from dataclasses import replace

import pytest

from lapwing.opining import mark_comments
from lapwing.reading.article import make_comment

LONG = "Whoever built this dam should be made to live below it for a winter, with children and without a pump."


@pytest.fixture
def article_with(make_article):
    def make(*comments: tuple[str, str], words: str = "Ecuador and Peru signed an accord.") -> object:
        made = tuple(make_comment(author, text, n) for n, (author, text) in enumerate(comments))
        return replace(make_article(words), comments=made)

    return make


def test_same_text_is_a_copy_of_the_first(article_with):
    """Case, marks and blanks make no difference, nor does who posts it."""
    article = article_with(("Nemo", LONG), ("rio9", "Another view."), ("x", LONG.upper() + "!!!"), ("Nemo", " " + LONG))
    first, other, second, third = mark_comments([article])
    assert (first.copy_of, first.n_copies, first.reason) == (None, 3, "")
    assert (other.copy_of, other.n_copies) == (None, 1)
    origin = (article.id, article.comments[0].id)
    assert [(m.copy_of, m.reason) for m in (second, third)] == [(origin, "same_text")] * 2


def test_a_lightly_edited_text_is_a_near_copy(article_with):
    edited = LONG.replace("a winter", "one long winter")
    _, mark = mark_comments([article_with(("Nemo", LONG), ("rio9", edited))])
    assert mark.reason == "near_text"


def test_an_answer_that_quotes_is_no_copy(article_with):
    """Who quotes a comment and says more of their own writes another."""
    answer = (
        LONG
        + " I disagree with every word of that, since the engineers warned of the flood years before and nobody paid for what they asked."
    )
    assert [m.copy_of for m in mark_comments([article_with(("Nemo", LONG), ("rio9", answer))])] == [None, None]


def test_a_short_text_is_a_copy_only_of_its_author_s_own(article_with):
    """Many agree in two words; one reader who says them again and again floods."""
    article = article_with(
        ("Nemo", "Well said!"), ("rio9", "Well said!"), ("Nemo", "well said"), ("Nemo", "Well said.")
    )
    assert [m.n_copies for m in mark_comments([article])] == [3, 1, 3, 3]


def test_copies_over_many_articles(article_with):
    """A text that is posted below several articles is marked with the article of its first."""
    one, two = article_with(("Nemo", LONG)), article_with(("rio9", LONG), words="Chile and Peru met.")
    assert mark_comments([one, two])[1].copy_of == (one.id, one.comments[0].id)


def test_comments_without_words(article_with):
    article = article_with(("Nemo", "💥💥"), ("", "..."), ("Nemo", "💥💥"))
    assert [m.n_copies for m in mark_comments([article])] == [2, 1, 2]
