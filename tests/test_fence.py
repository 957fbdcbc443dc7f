"""The fence: what readers write never becomes an event, a date, an actor or a place of the article."""

from __future__ import annotations

import inspect
import typing

from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing import coding
from lapwing.encode import encode
from lapwing.pipeline import Coder
from lapwing.records import Comment, Page, SourceRef

CODER = Coder()
ARTICLE = (
    " date 2025-07-15 Ecuador and Peru signed an accord Tuesday to share flood warnings along their rivers.\n"
    "Peruvian Water Minister Ines Caro said the exchange would begin in October.© AFP\n"
)
CLAIMS = st.sampled_from([
    "Russia bombed Paris on Monday, 40 killed, the ministry confirms.",
    "Chile declared war on Bolivia last week.",
    "Ecuador and Peru signed an accord Tuesday to share flood warnings along their rivers.",
    '"We attacked Lima," said President Ouro.',
    "Kenyan police arrested 300 miners in Nairobi yesterday.",
])  # fmt: skip
NAMES = st.sampled_from(["Nemo", "rio_verde9", "Marta L.", "Old Salt", "NATO", "Vladimir"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(NAMES, CLAIMS), min_size=1, max_size=5))
def test_comments_change_nothing(comments):
    """Whatever readers claim, everything coded is the same as without them."""
    tail = "".join(f"{name}\n{text}\n" for name, text in comments)
    bare = encode(CODER.code_page(Page(ARTICLE.encode(), SourceRef("t"))))
    with_tail = encode(CODER.code_page(Page((ARTICLE + tail).encode(), SourceRef("t"))))
    assert with_tail["article"]["text"] == bare["article"]["text"]
    assert [with_tail[k] for k in ("events", "statements", "story_date")] == [
        bare[k] for k in ("events", "statements", "story_date")
    ]
    assert len(with_tail["article"]["comments"]) == len(comments)


def test_no_function_of_coding_takes_a_comment():
    """The type of a comment appears in no signature of the coding step."""
    for _, module in inspect.getmembers(coding, inspect.ismodule):
        for _, function in inspect.getmembers(module, inspect.isfunction):
            hints = typing.get_type_hints(function)
            assert Comment not in hints.values(), function
