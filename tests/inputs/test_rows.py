from __future__ import annotations

import duckdb
import pytest

from lapwing.errors import WrongCall
from lapwing.inputs import Columns, Reader
from lapwing.records import Page, Skipped, SkipReason


def read(tmp_path, content: bytes, columns: str | None = None):
    path = tmp_path / "rows"
    path.write_bytes(content)
    return list(Reader(columns=Columns.parse(columns)).pages([str(path)]))


def test_csv_is_told_by_its_header(tmp_path):
    """A header with a column of text makes a CSV file; line ends inside quotes stay in their row; numbers are those of records."""
    first, second = read(tmp_path, b'id,title,text,date\r\n1,"A, b","One.\nMore.",2024-05-01\r\n2,C,Two.,\r\n')
    assert (first.content, first.title, first.published_on, first.source.record) == (
        b"One.\nMore.",
        "A, b",
        "2024-05-01",
        1,
    )
    assert (second.content, second.published_on, second.source.record) == (b"Two.", None, 2)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_delimiters(tmp_path, delimiter):
    (page,) = read(
        tmp_path, delimiter.join(("headline", "body")).encode() + b"\n" + delimiter.join(("T", "One.")).encode()
    )
    assert (page.title, page.content) == ("T", b"One.")


def test_prose_with_commas_is_no_csv(tmp_path):
    (page,) = read(tmp_path, b"Text, he said, and nothing more, came from the capital.\nEnvoys met.\n")
    assert page.content.startswith(b"Text, he said")


def test_rows_of_another_width_are_counted(tmp_path):
    results = read(tmp_path, b"title,text\nA,One.\nB\nC,Three.,x\nD,Four.\n")
    assert [r.content if isinstance(r, Page) else (r.reason, r.source.record) for r in results] == [
        b"One.", (SkipReason.BAD_RECORD, 2), (SkipReason.BAD_RECORD, 3), b"Four."]  # fmt: skip


def test_column_map(tmp_path):
    """The user's names come before the known ones, in CSV and in JSON."""
    (page,) = read(tmp_path, b"story,text,when\nOne.,no,2024\n", "text=story,date=when")
    assert (page.content, page.published_on) == (b"One.", "2024")
    (page,) = read(tmp_path, b'{"story": "One.", "text": "no"}\n', "text=story")
    assert page.content == b"One."


def test_known_names_of_other_tools(tmp_path):
    (page,) = read(
        tmp_path, b'{"maintext": "One.", "date_publish": "2024-05-01 10:00:00", "source_url": "https://a.example/1"}\n'
    )
    assert (page.content, page.published_on, page.url) == (b"One.", "2024-05-01 10:00:00", "https://a.example/1")


def test_seconds_are_a_date(tmp_path):
    (page,) = read(tmp_path, b'{"text": "One.", "timestamp": 1685606400}\n')
    assert page.published_on == "1685606400"


def test_map_that_is_none():
    with pytest.raises(WrongCall, match="no column map"):
        Columns.parse("body")
    with pytest.raises(WrongCall, match="no column map"):
        Columns.parse("author=x")


def test_parquet(tmp_path):
    """Rows of a Parquet file, in their order, with days and empty texts."""
    path = tmp_path / "rows.parquet"
    duckdb.sql(
        "select * from (values ('One.', date '2024-05-01'), (null, null), ('Three.', null)) t(body, published)"
    ).write_parquet(str(path))
    first, second, third = Reader().pages([str(path)])
    assert (first.content, first.published_on, first.source.record) == (b"One.", "2024-05-01", 1)
    assert isinstance(second, Skipped)
    assert third.content == b"Three."


def test_parquet_without_text(tmp_path):
    path = tmp_path / "rows.parquet"
    duckdb.sql("select 1 as id").write_parquet(str(path))
    with pytest.raises(WrongCall, match="no column of text"):
        list(Reader().pages([str(path)]))


def test_broken_parquet_is_counted(tmp_path):
    path = tmp_path / "rows.parquet"
    path.write_bytes(b"PAR1" + b"x" * 100)
    (skipped,) = Reader().pages([str(path)])
    assert skipped.reason is SkipReason.UNREADABLE
