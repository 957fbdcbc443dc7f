from __future__ import annotations

import lxml.html

from lapwing.reading.comments import take_comments


def test_container_with_the_headline_is_left_alone():
    """On a forum page the posts are the article: an element with the headline is never taken out."""
    tree = lxml.html.document_fromstring('<body><div class="discussion"><h1>Topic</h1><p>Text</p></div></body>')
    comments, status = take_comments(tree)
    assert (comments, status) == ((), "none")
    assert "Text" in tree.text_content()


def test_comments_leave_the_tree():
    """What is taken as comments cannot be read as article."""
    tree = lxml.html.document_fromstring(
        '<body><p>Article.</p><section class="comments"><div class="item"><span class="author">Ana</span><p>Mine.</p></div></section></body>'
    )
    comments, status = take_comments(tree)
    assert ([(c.author, c.text) for c in comments], status) == ([("Ana", "Mine.")], "found")
    assert "Mine" not in tree.text_content()
