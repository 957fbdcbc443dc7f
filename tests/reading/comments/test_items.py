from __future__ import annotations

import lxml.html

from lapwing.reading.comments.items import find_items, survey


def found(html: str, **options):
    tree = lxml.html.document_fromstring(html)
    return [(i.parts.author, i.parts.text) for i in find_items(tree, survey(tree), **options)]


HASHED = "".join(
    f'<div class="q7xa_{i}"><div><span>{name}</span><span>{i + 1} hours ago</span></div><div>{text}</div></div>'
    for i, (name, text) in enumerate(
        [("Ana Ruiz", "It rained all night."), ("bo_77", "Not here it did not."), ("Cem", "Quite so, and worse.")]
    )
)


def test_schema():
    html = '<body><h1>T</h1><div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Ana</span><p itemprop="text">It rained.</p></div></body>'
    assert found(html) == [("Ana", "It rained.")]


def test_wrapper_with_the_same_number_is_one_comment():
    """<li id="comment-7"><div id="div-comment-7"> is one comment, and the answer inside it another."""
    inner = '<li id="comment-77"><div id="div-comment-77"><b class="fn">Bo</b><p>Yes.</p></div></li>'
    html = f'<body><ol><li id="comment-66"><div id="div-comment-66"><b class="fn">Ana</b><p>Rain.</p></div><ul>{inner}</ul></li></ol></body>'
    assert found(html) == [("Ana", "Rain."), ("Bo", "Yes.")]


def test_entries_that_run_on_without_a_box():
    """Names and words in turn, as in an old guestbook, belong together up to the next name."""
    html = '<body><h1>T</h1><div class="comments"><p class="author">Ana</p><p>One.</p><p>Two.</p><p class="author">Bo</p><p>Three.</p></div></body>'
    assert found(html) == [("Ana", "One.\nTwo."), ("Bo", "Three.")]


def test_structure_alone():
    """Like siblings with a name, a date and words are comments, whatever their classes say; without the rule nothing is found."""
    html = f"<body><h1>T</h1><p>{'Article text. ' * 40}</p><div>{HASHED}</div></body>"
    assert [author for author, _ in found(html)] == ["Ana Ruiz", "bo_77", "Cem"]
    assert found(html, without=("structure",)) == []


def test_teasers_are_no_comments():
    """Cards with a linked heading and a date lead to other articles."""
    card = '<div class="q"><h3><a href="/{n}">Ministers meet again in Lima</a></h3><span>Jo Bell</span><span>{n} May 2024</span><p>They met.</p></div>'
    html = f"<body><h1>T</h1><div>{''.join(card.format(n=n) for n in range(1, 6))}</div></body>"
    assert found(html) == []


def test_live_blog_is_no_comments():
    html = f'<body><h1>T</h1><div class="liveblog">{HASHED}</div></body>'
    assert found(html) == []
