from __future__ import annotations

import lxml.html
import pytest

from lapwing.reading.comments.items import find_items, survey
from lapwing.reading.comments.threads import parents_of


def parents(html: str):
    tree = lxml.html.document_fromstring(html)
    return parents_of(find_items(tree, survey(tree)))


def item(number: int, more: str = "", after: str = "", tag: str = "div") -> str:
    return f'<{tag} id="comment-{number}" {more}><b class="fn">N{number}</b><p>Words of {number}.</p>{after}</{tag}>'


@pytest.mark.parametrize(
    "body",
    [
        item(11, after=item(22)) + item(33),
        item(11, 'class="comment depth-1"') + item(22, 'class="comment depth-2"') + item(33, 'class="comment depth-1"'),
        item(11) + item(22, 'data-parent-id="11"') + item(33),
        item(11) + item(22, after='<div class="in-reply-to"><a href="#comment-11">N11</a></div>') + item(33),
        item(11) + f'<div class="children">{item(22)}</div>' + item(33),
        item(11, 'style="margin-left: 0px"')
        + item(22, 'style="margin-left: 40px"')
        + item(33, 'style="margin-left: 0px"'),
        item(11) + item(22, after='<span class="reply-to">Reply to N11</span>') + item(33),
    ],
    ids=["nested", "depth", "number", "link", "box", "indent", "name"],
)
def test_answers(body):
    """Nesting, depths, numbers, links, boxes, indents and names tell what is answered."""
    assert parents(f"<body><h1>T</h1><div class='comments'>{body}</div></body>") == [None, 0, None]


def test_flat_list_has_no_answers():
    body = "".join(item(n) for n in (11, 22, 33))
    assert parents(f"<body><h1>T</h1><div class='comments'>{body}</div></body>") == [None, None, None]
