from __future__ import annotations

import lxml.html

from lapwing.reading.comments import take_comments

ARTICLE = f"<p>{'Envoys of both states met in Lima on Monday. ' * 20}</p>"


def tree(html: str):
    return lxml.html.document_fromstring(html.replace("<p>Article.</p>", ARTICLE))


def test_element_with_the_headline_is_left_alone():
    """On a forum page the posts are the article: an element with the headline is never taken out."""
    page = tree('<body><div class="discussion"><h1>Topic</h1><p>Text</p></div></body>')
    taken = take_comments(page)
    assert (taken.comments, taken.status) == ((), "none")
    assert "Text" in page.text_content()


def test_comments_leave_the_tree():
    """What is taken as comments cannot be read as article."""
    page = tree(
        '<body><p>Article.</p><section class="comments"><div class="item"><span class="author">Ana</span><p>Mine.</p></div></section></body>'
    )
    taken = take_comments(page)
    assert ([(c.author, c.text) for c in taken.comments], taken.status) == ([("Ana", "Mine.")], "found")
    assert "Mine" not in page.text_content()


def test_place_of_comments_that_cannot_be_told_apart_is_doubtful():
    """Lines where comments stand leave the article even when they are no comments that can be told apart."""
    page = tree(
        '<body><p>Article.</p><div id="comments"><p>It was me who rang the police on that night, and nobody came.</p></div></body>'
    )
    taken = take_comments(page)
    assert taken.status == "uncertain"
    assert taken.uncertain == ("It was me who rang the police on that night, and nobody came.",)
    assert "rang the police" not in page.text_content()


def test_removed_comment_is_none_and_its_answers_move_up():
    """What answered a comment that was removed answers what that one answered."""
    item = '<li class="comment" id="comment-{n}"><b class="fn">{a}</b><div class="comment-content"><p>{t}</p></div>{r}</li>'
    last = item.format(n=33, a="Cem", t="Quite so.", r="")
    gone = item.format(n=22, a="Bo", t="This comment was removed by a moderator", r=f"<ul>{last}</ul>")
    first = item.format(n=11, a="Ana", t="It rained.", r=f"<ul>{gone}</ul>")
    taken = take_comments(tree(f"<body><p>Article.</p><ol class='comment-list'>{first}</ol></body>"))
    assert [c.author for c in taken.comments] == ["Ana", "Cem"]
    assert taken.comments[1].parent == taken.comments[0].id


def test_counter_tells_of_comments_that_are_not_in_the_file():
    html = '<body><p>Article.</p><h2>7 Comments</h2><ol><li class="comment" id="comment-11"><b class="fn">Ana</b><p class="comment-content">Yes.</p></li></ol></body>'
    assert take_comments(tree(html)).warnings == ("1 of 7 comments are in the file",)


def test_script_that_brings_comments():
    """An empty place that a script fills is told apart from a page without comments."""
    assert take_comments(tree('<body><p>A.</p><div id="coral_thread"></div></body>')).status == "not_in_file"
    assert take_comments(tree("<body><p>A.</p></body>")).status == "none"
    assert (
        take_comments(tree("<body><p>A.</p></body>"), scripts="https://x.disqus.com/embed.js").status == "not_in_file"
    )


def test_declared_comments_that_the_page_shows_are_not_told_twice():
    shown = '<body><p>Article.</p><ol class="comments"><li class="comment" id="comment-1111"><b class="fn">Ana</b><p class="comment-content">It rained.</p></li></ol></body>'
    declared = [
        {
            "@type": "NewsArticle",
            "comment": [{"@type": "Comment", "text": t, "author": {"name": "A"}} for t in ("It rained.", "Not here.")],
        }
    ]
    assert [c.text for c in take_comments(tree(shown), declared).comments] == ["It rained.", "Not here."]
