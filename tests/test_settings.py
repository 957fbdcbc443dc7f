from __future__ import annotations

from lapwing.settings import Settings


def test_digest_changes_with_any_number():
    """Rows coded with other numbers can be told apart."""
    assert Settings().digest == Settings(background_after_days=30).digest
    assert (
        len({Settings().digest, Settings(background_after_days=31).digest, Settings(story_date_margin=2.5).digest}) == 3
    )
