from __future__ import annotations

from lapwing.inputs.lists import list_of_addresses


def test_gdelt_rows():
    """The last column of an event's row is its source."""
    row = b"\t".join([b"x"] * 57 + [b"https://a.example/1"])
    assert list_of_addresses(row + b"\n" + row)(row) == "https://a.example/1"


def test_paths_of_common_crawl():
    line = b"crawl-data/CC-NEWS/2024/05/CC-NEWS-20240501000000-00001.warc.gz"
    assert list_of_addresses(line + b"\n")(line) == "https://data.commoncrawl.org/" + line.decode()


def test_prose_with_an_address_is_no_list():
    assert list_of_addresses(b"https://a.example/1\nEnvoys met in Lima.\n") is None
    assert list_of_addresses(b"") is None
