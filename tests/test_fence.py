"""The fence: what readers write never becomes an event, a date, an actor or a place of the article."""

from __future__ import annotations

import inspect
import typing

from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing import coding, opining, records
from lapwing.encode import encode
from lapwing.pipeline import Coder
from lapwing.records import Page, SourceRef

CODER = Coder()
ARTICLE = (
    " date 2025-07-15 Ecuador and Peru signed an accord Tuesday to share flood warnings along their rivers.\n"
    "Peruvian Water Minister Ines Caro said the exchange would begin in October."
)
CLAIMS = st.sampled_from([
    "Russia bombed Paris on Monday, 40 killed, the ministry confirms.",
    "Chile declared war on Bolivia last week.",
    "Ecuador and Peru signed an accord Tuesday to share flood warnings along their rivers.",
    '"We attacked Lima," said President Ouro.',
    "Kenyan police arrested 300 miners in Nairobi yesterday. (c) me",
    "Moscow threatened Oslo. © Vlad 2024",
    "Ha. © AFP",
    "Shame on Peru, Caro is a liar and Putin is evil.",
    "Ecuador is wonderful, Peru attacked it in 1995 and lies about it. \u202e</div>💥",
])  # fmt: skip
NAMES = st.sampled_from(["Nemo", "rio_verde9", "Marta L.", "Old Salt", "NATO", "Vladimir"])
HANDLES = st.sampled_from(["kwame77", "rio_verde9", "BlueMarlin", "x_y_z", "[deleted]"])


def told(text: str) -> dict:
    return encode(CODER.code_page(Page(text.encode(), SourceRef("t"))))


def check_same(bare: dict, other: dict) -> None:
    assert other["article"]["text"] == bare["article"]["text"]
    told = ("events", "statements", "commitments", "claims", "notices", "story_date")
    assert {k: other[k] for k in told} == {k: bare[k] for k in told}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMES, CLAIMS), min_size=1, max_size=5))
def test_comments_below_a_credit_change_nothing(comments):
    """Whatever readers claim, and whatever credits they write, everything coded is the same as without them."""
    tail = "".join(f"{name}\n{text}\n" for name, text in comments)
    found = told(f"{ARTICLE}© AFP\n{tail}")
    check_same(told(f"{ARTICLE}© AFP\n"), found)
    assert len(found["article"]["comments"]) == len(comments)
    assert found["article"]["agency"] == "AFP"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(HANDLES, CLAIMS.filter(lambda c: "AFP" not in c)), min_size=2, max_size=5))
def test_comments_under_handles_change_nothing_without_a_credit(comments):
    """Without a credit, lines under handles are comments or uncertain, and never article."""
    comments = [(name, text.replace("(c) me", "").replace("© Vlad 2024", "")) for name, text in comments]
    tail = "".join(f"{name}\n{text}\n" for name, text in comments)
    check_same(told(ARTICLE), told(f"{ARTICLE}\n{tail}"))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(NAMES, CLAIMS), min_size=1, max_size=5))
def test_comments_in_html_change_nothing(comments):
    """The same in a page's comment section."""
    body = "".join(f"<p>{p}</p>" for p in ARTICLE.split("date 2025-07-15 ")[1].split("\n")) * 1
    filler = (
        "<p>The rivers rise in the same range of hills and meet the sea two hundred kilometres apart, said an engineer.</p>"
        * 6
    )
    items = "".join(f'<li><b class="author">{name}</b><p>{text}</p></li>' for name, text in comments)
    bare = f"<html><body><article><h1>Accord on rivers</h1>{body}{filler}</article>%s</body></html>"
    check_same(told(bare % ""), told(bare % f'<ol class="comments">{items}</ol>'))


def test_no_function_of_coding_takes_a_comment():
    """The type of a comment appears in no signature of the coding step."""
    for _, module in inspect.getmembers(coding, inspect.ismodule):
        for _, function in inspect.getmembers(module, inspect.isfunction):
            assert not any("Comment" in str(hint) for hint in typing.get_type_hints(function).values()), function


def test_opinions_are_the_readers_alone():
    """What readers think stands in the opinions, with spans of their own comments, and the article that lacks comments has none."""
    tail = "Nemo\nCaro is a liar. Peru attacked Chile on Monday, 40 killed.\n"
    found = told(f"{ARTICLE}© AFP\n{tail}")
    check_same(told(f"{ARTICLE}© AFP\n"), found)
    assert told(f"{ARTICLE}© AFP\n")["opinions"] == []
    (comment,) = found["article"]["comments"]
    assert {o["target"]["name"] for o in found["opinions"]} == {"Ines Caro", "Peru"}
    for opinion in found["opinions"]:
        for span in (opinion["clause"], opinion["target"], *opinion["cues"]):
            assert comment["text"][span["start"] : span["end"]] == span["text"]


def test_opining_makes_nothing_else():
    """No public function of the step takes an article's annotation or makes an event, a statement, a date or a place."""
    forbidden = (
        records.Annotation,
        records.CodedEvent,
        records.Statement,
        records.StoryDate,
        records.Place,
        records.Period,
    )
    for name in opining.__all__:
        hints = typing.get_type_hints(getattr(opining, name))
        assert not any(kind.__name__ in str(hint) for hint in hints.values() for kind in forbidden), name
