from __future__ import annotations

import pytest
from lxml.html import fromstring

from lapwing.reading.comments.parts import Own, is_button, is_date_like, parts_of


def parts(html: str):
    return parts_of(Own((fromstring(html),)))


@pytest.mark.parametrize(
    ("html", "author"),
    [
        ('<li><b class="fn">Ana</b> <span>says:</span><p>It rained.</p></li>', "Ana"),
        ("<li><span>geschrieben von wScherf am 21. Jan. 2015, 21:36</span><p>It rained.</p></li>", "wScherf"),
        ("<li><div><b>Par Ana Ruiz,</b> le mercredi 15 mai 2019</div><p>It rained.</p></li>", "Ana Ruiz"),
        (
            '<li><div class="comment-author"><strong>Ana (Acme)</strong> on <a>May 3, 2018 at 6:34 am</a> said:</div><p>It rained.</p></li>',
            "Ana (Acme)",
        ),
        ('<li><p class="comment-footer">Posted by: <a>Ana</a> | May 3, 2019</p><p>It rained.</p></li>', "Ana"),
        ('<li data-author="Ana"><p>It rained.</p></li>', "Ana"),
        ('<li><h4 class="user">Ana (not verified)</h4><p>It rained.</p></li>', "Ana"),
        (
            '<li><span class="avatar">AR</span><h4>Ana</h4><i>3 hours ago</i><div class="comment-text">It rained.</div></li>',
            "Ana",
        ),
    ],
)
def test_author(html, author):
    """Marks, phrases in several languages, and where a name stands tell the author; dates and badges are none."""
    assert (parts(html).author, parts(html).text) == (author, "It rained.")


def test_words_are_without_what_stands_around_them():
    """Buttons, times, scores, headings and a quoted comment are not the writer's words; a quotation that the writer typed is."""
    found = parts(
        '<li><b class="fn">Ana</b><time datetime="2024-05-01">1 May</time><h5>Ah</h5><div class="comment-body">'
        '<blockquote class="bbCodeBlock--quote" data-quote="Bo">Theirs.</blockquote><p>Mine.</p><blockquote>Typed.</blockquote>'
        '<div class="comment-actions"><a>Reply</a> <a>Like 3</a></div></div></li>'
    )
    assert (found.text, found.posted) == ("Mine.\nTyped.", "2024-05-01")


def test_short_comment_that_reads_like_a_button_is_kept():
    assert parts('<li><b class="fn">Ana</b><div class="comment-text">+1</div></li>').text == "+1"


def test_removed():
    assert parts('<li><b class="fn">Ana</b><div class="comment-text">[deleted]</div></li>').is_removed


@pytest.mark.parametrize(
    "text",
    [
        "May 3, 2019",
        "3. Mai 2019, 12:10 Uhr",
        "il y a 3 heures",
        "hace 2 días",
        "03/05/2019 14:00",
        "2h",
        "Mon 12:35 pm",
    ],
)
def test_dates(text):
    assert is_date_like(text)


@pytest.mark.parametrize("text", ["Any", "May be", "2 of us went", "Sunday best"])
def test_no_dates(text):
    assert not is_date_like(text)


def test_buttons():
    assert is_button("Répondre")
    assert not is_button("Reply to all of this tomorrow, if you dare.")
