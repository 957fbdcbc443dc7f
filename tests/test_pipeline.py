from __future__ import annotations

from datetime import date

from lapwing.pipeline import Coder
from lapwing.records import Annotation
from lapwing.settings import Settings


def test_any_annotator_will_do(make_article):
    """The seam: whatever has `annotate` and a name is an annotator."""

    class Silent:
        name = "silent"

        def annotate(self, article):
            return Annotation()

    coder = Coder(annotator=Silent())
    assert coder.code_article(make_article("Chile condemned Bolivia.")).events == ()


def test_digest_tells_coders_apart():
    """Settings and engine change the digest of what coded a row; nothing else does."""
    assert Coder().digest == Coder().digest
    assert Coder().digest != Coder(settings=Settings(background_after_days=5)).digest


def test_published_overrides_the_page(make_page):
    page = make_page(
        " date 2020-01-01 Chile condemned Bolivia over the blockade of a bridge that both countries share, officials of both said."
    )
    coded = Coder().code_page(page, published=date(2024, 5, 10))
    assert coded.article.header_date == date(2024, 5, 10)
    assert [str(c.value) for c in coded.article.date_claims] == ["2024-05-10", "2020-01-01"]
