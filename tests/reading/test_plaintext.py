from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lapwing.reading import read_page
from lapwing.records import Page, ParagraphRole, SourceRef
from lapwing.settings import Settings

SEED_SHAPE = """ date 2025-07-15 Ecuador and Peru signed an accord Tuesday to share flood warnings along their border rivers.
Peruvian Water Minister Ines Caro said the exchange would begin in October with two stations.© AFP
Nemo
Floods do not read accords.
rio_verde9
Good step.
Next one should be a common radio channel.
Nemo
As if."""


def read(text: str, **more):
    return read_page(Page(text.encode(), SourceRef("t"), **more), Settings())


def paragraphs(article) -> list[str]:
    return [p.span.of(article.text) for p in article.paragraphs]


def test_header_credit_and_comments():
    """Header date, credit and readers' comments come apart, and nothing of them is in the text."""
    article = read(SEED_SHAPE)
    assert article.header_date == date(2025, 7, 15)
    assert article.agency == "AFP"
    assert len(article.paragraphs) == 2
    assert [(c.author, c.text) for c in article.comments] == [
        ("Nemo", "Floods do not read accords."),
        ("rio_verde9", "Good step.\nNext one should be a common radio channel."),
        ("Nemo", "As if."),
    ]
    assert "AFP" not in article.text
    assert "radio channel" not in article.text


def test_comment_spans_point_into_the_page():
    """A comment's span in the page covers its name and its text."""
    comment = read(SEED_SHAPE).comments[1]
    assert comment.source_span.of(SEED_SHAPE) == "rio_verde9\nGood step.\nNext one should be a common radio channel."


def test_no_credit_line():
    """Without a credit, handles and opinion tell where the comments begin."""
    article = read(
        " date 2024-02-13 Chad's army said Tuesday that one soldier was killed near the border post of Adre.\n"
        "Sudan denied that its troops had fired and offered a joint inquiry into the incident.\n"
        "desert_fox22\nA joint inquiry, like the last four.\nDan\nSad.\ndesert_fox22\nYou said that in May!"
    )
    assert [c.author for c in article.comments] == ["desert_fox22", "Dan", "desert_fox22"]
    assert len(article.paragraphs) == 2


def test_doubtful_tail_is_uncertain_and_not_text():
    """Lines that could be article or comment are kept, and are neither."""
    article = read(
        "Chad's army said Tuesday that one soldier was killed near the border post of Adre, in the east.\n"
        "Sudan denied that its troops had fired and offered a joint inquiry into the incident there.\n"
        "Night Watch\nI saw the flash from my roof that evening and nobody came to ask about it."
    )
    assert article.comments == ()
    assert article.comments_status == "uncertain"
    assert "roof" in article.uncertain[1]
    assert "roof" not in article.text


def test_subheads_and_captions_have_roles():
    article = read(
        "Farmers blocked two roads near Lyon on Monday over the price of milk, police said.\n"
        "Tractors line the A7 near Lyon. Photo: Jo Bell/AFP\n"
        "What the farmers want\n"
        "They ask for forty cents a litre and a meeting with the minister in Paris this week."
    )
    assert [p.role for p in article.paragraphs] == [
        ParagraphRole.BODY,
        ParagraphRole.CAPTION,
        ParagraphRole.SUBHEAD,
        ParagraphRole.BODY,
    ]


def test_headline_is_not_text():
    article = read(
        "Farmers block roads near Lyon\nPosted: 12 Sep 2025, 16:40 | Updated: 13 Sep 2025\nBy Ana Ruiz\n"
        "LYON, France (AP) — Farmers blocked two roads near Lyon on Friday over the price of milk, police said."
    )
    assert article.title == "Farmers block roads near Lyon"
    assert article.byline == "Ana Ruiz"
    assert [str(c.value) for c in article.date_claims] == ["2025-09-12", "2025-09-13"]
    assert article.dateline == "LYON, France (AP)"
    assert paragraphs(article)[0].startswith("LYON, France (AP)")


def test_hard_wrapped_paragraphs_are_joined():
    article = read(
        "Honduras sent 600 soldiers to its border with Guatemala on\nSunday to stop a march of some 2,000 people.\n\n"
        "The defence ministry said the soldiers carried no live\nrounds.\n\nOrganizers said the marchers wanted a meeting with\nthe minister.\n"
    )
    assert len(article.paragraphs) == 3
    assert "on Sunday" in article.text


def test_record_fields():
    """Title, address and day of a JSON Lines row are claims of the record; an address that is none is dropped."""
    text = "Farmers blocked two roads near Lyon on Monday over the price of milk, police said in a statement."
    article = read(text, title="Roads", url="javascript:alert(1)", published_on="2025-03-03T10:00:00Z")
    assert (article.title, article.url, article.header_date) == ("Roads", None, date(2025, 3, 3))


def test_same_text_same_id():
    """An article's id is a digest of its text."""
    assert read(SEED_SHAPE).id == read(SEED_SHAPE).id != read(SEED_SHAPE.replace("Tuesday", "Monday")).id


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_lines_give_an_article_whose_paragraphs_tile_its_text(lines):
    """Whatever comes in, paragraphs joined by line ends are the text."""
    from lapwing.reading.plaintext import read_plaintext

    article = read_plaintext("\n".join(lines), Page(b"", SourceRef("t")), Settings(), ())
    assert "\n".join(paragraphs(article)) == article.text
