from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lapwing.resolving.gazetteer import Gazetteer, city_key, load_gazetteer

GAZETTEER = load_gazetteer()


def test_cities_by_name():
    """The largest first; case, diacritics, hyphens and "St." do not matter."""
    assert [(c.name, c.iso2) for c in GAZETTEER.find("paris")][:2] == [("Paris", "FR"), ("Paris", "US")]
    assert GAZETTEER.find("São Paulo")[0].iso2 == GAZETTEER.find("Sao Paulo")[0].iso2 == "BR"
    assert GAZETTEER.find("Port-au-Prince")[0].iso2 == "HT"
    assert GAZETTEER.find("St. Louis")[0].admin1 == "MO"


def test_no_city():
    assert GAZETTEER.find("") == ()
    assert GAZETTEER.find("Nowhere at All") == ()
    assert GAZETTEER.find("zzzzzz") == ()


@given(st.lists(st.text("abc", min_size=1, max_size=4), unique=True, min_size=1, max_size=40))
def test_every_key_is_found_in_any_sorted_file(keys):
    """First, last and between: a binary search that loses none, and finds nothing else."""
    keys = sorted({key for key in keys if city_key(key) == key}, key=str.encode) or ["a"]
    content = "".join(f"{key}\tName\tUS\t1\t2\t3\tTX\t{i}\n" for i, key in enumerate(keys)).encode()
    gazetteer = Gazetteer(content)
    for i, key in enumerate(keys):
        assert [line.split(b"\t")[-1] for line in gazetteer.lines(key)] == [str(i).encode()]
    assert gazetteer.lines("d") == gazetteer.lines("") == []


def test_file_is_sorted_and_whole():
    """The order that the search needs, and eight fields in every line."""
    lines = GAZETTEER._content[:].split(b"\n")[:-1]
    assert lines == sorted(lines)
    assert all(line.count(b"\t") == 7 for line in lines)
    assert len(lines) > 90_000
