from __future__ import annotations

from datetime import date

import pytest

import lapwing


@pytest.fixture(scope="module")
def results():
    text = "Chile and Peru condemned Bolivia on Tuesday. Police arrested two Bolivian miners in Lima, and Brazil praised Peru."
    return lapwing.code(text=text, published=date(2024, 5, 10))


def test_is_a_sequence_of_coded_articles(results):
    assert len(results) == 1
    assert results[0].events == results.events
    assert repr(results) == f"<1 article, {len(results.events)} events>"


def test_polars(results):
    """One row for each event, with lists kept as lists and days as days."""
    import polars

    frame = results.to_polars()
    assert frame.height == len(results.events)
    assert frame["actor_countries"].to_list()[0] == ["CHL", "PER"]
    assert frame.schema["first_day"] == polars.Date
    assert results.to_polars("actors").height == sum(len(e.actors) + len(e.recipients) for e in results.events)


def test_pandas(results):
    frame = results.to_pandas()
    assert list(frame["type"]) == [e.type for e in results.events]


def test_arrow_stream_without_pyarrow(results):
    """Anything that takes an Arrow stream takes the results as they are."""
    import polars

    assert polars.DataFrame(results).height == len(results.events)


def test_no_events_still_have_columns():
    """An empty answer has the same columns and types."""
    empty = lapwing.code(
        text="The river is long and the bridge is old, and nobody in the town remembers who built either of them."
    )
    assert empty.events == ()
    assert "actor_countries" in empty.to_polars().columns


def test_notebook_display_escapes(results):
    html = results._repr_html_()
    assert "condemned" in html
    assert "<script" not in html
    hostile = lapwing.code(
        text="Chile <img src=x onerror=alert(1)> condemned Bolivia on Tuesday, and <script>alert(2)</script> the ministry said nothing more."
    )
    assert "<img" not in hostile._repr_html_()
    assert "<script" not in hostile._repr_html_()


def test_wrong_calls():
    with pytest.raises(lapwing.WrongCall, match="not both"):
        lapwing.code()
    with pytest.raises(lapwing.WrongCall, match="no engine"):
        lapwing.code(text="x", engine="magic")
    with pytest.raises(lapwing.WrongCall, match="no_article"):
        lapwing.code(text="Short.")


def test_paths_and_skipped(tmp_path):
    """A folder with a good and an empty file: one article, one reason."""
    (tmp_path / "a.txt").write_text(
        "Chile and Peru condemned Bolivia on Tuesday. Police arrested two Bolivian miners in Lima that day."
    )
    (tmp_path / "b.txt").write_text("")
    found = lapwing.code(tmp_path)
    assert (len(found), [str(s.reason) for s in found.skipped]) == (1, ["empty"])
    assert [type(a).__name__ for a in lapwing.read(tmp_path)] == ["Article", "Skipped"]
