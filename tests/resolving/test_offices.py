from __future__ import annotations

from datetime import date

import pytest

from lapwing.resolving.offices import load_offices
from lapwing.resolving.tables import load_tables, table_rows

OFFICES = load_offices()


@pytest.mark.parametrize(
    ("words", "code", "day", "person"),
    [
        ("the Japanese foreign minister", "JPN", date(2018, 12, 10), "Taro Kono"),
        ("Japan's Foreign Minister", "JPN", date(2023, 6, 1), "Yoshimasa Hayashi"),
        ("the U.S. defense secretary", "USA", date(2009, 10, 21), "Robert Gates"),
        ("the British prime minister", "GBR", date(2024, 9, 13), "Keir Starmer"),
        ("the U.N. secretary-general", "UNO", date(2022, 4, 28), "Antonio Guterres"),
    ],
)
def test_who_held_an_office(words, code, day, person):
    """A title and a country are somebody on a day."""
    assert OFFICES.holder(words, code, day).term.person == person


@pytest.mark.parametrize(
    "words",
    [
        "Japan's deputy foreign minister",
        "the foreign minister's spokesman",
        "the shadow foreign minister",
        "an adviser to the president",
        "the foreign ministers",
    ],
)
def test_those_around_an_office_do_not_hold_it(words):
    """Deputies, rivals and advisers are somebody else."""
    assert OFFICES.holder(words, "JPN", date(2018, 12, 10)) is None


def test_name_and_title():
    """A full name, a title and a surname, and a surname that everybody knows; the day decides which office and who."""
    day = date(2014, 4, 28)
    assert OFFICES.surname("Aquino", "President", (), day).term.code == "PHL"
    assert OFFICES.surname("Aquino", "former President", (), date(2018, 1, 1)).term.person == "Benigno Aquino"
    assert OFFICES.surname("Aquino", "former President", (), date(1995, 1, 1)).term.person == "Corazon Aquino"
    assert OFFICES.person("António Guterres", "", (), date(2022, 1, 1)).term.code == "UNO"
    assert OFFICES.person("Vladimir Putin", "", (), date(2009, 8, 5)).term.office == "prime-minister"
    assert OFFICES.person("Vladimir Putin", "", ("FRA",), date(2009, 8, 5)) is None
    assert OFFICES.known_by_surname("Kishida", (), date(2023, 6, 1)).term.person == "Fumio Kishida"


def test_surname_of_two_is_nobody():
    """Two presidents or prime ministers of one surname on one day are told apart by the countries that an article names, or not at all."""
    day = date(2013, 6, 1)
    heads = {}
    for surname, terms in OFFICES.by_surname.items():
        people = {
            t.person: t.code for t in terms if t.office in ("president", "prime-minister") and t.surely_covers(day)
        }
        if len(set(people.values())) > 1:
            heads[surname] = people
    assert heads
    for surname, people in heads.items():
        assert OFFICES.known_by_surname(surname, (), day) is None
        for person, code in people.items():
            found = OFFICES.known_by_surname(surname, (code,), day)
            assert found is None or found.term.person == person


def test_handover_in_a_month_that_is_all_we_know():
    """When one term ends and the next begins in the same month, nobody is named for its days but on the edges."""
    coarse = [t for terms in OFFICES.by_office.values() for t in terms if t.first != t.sure_first]
    assert coarse
    for term in coarse[:200]:
        assert term.first <= term.sure_first
        assert not term.surely_covers(term.first) or term.first == term.sure_first


def test_tables_are_sound():
    """Codes are countries or organisations, days are in order, and no two persons surely hold one office on one day, unless it was
    disputed or one stood in for the other."""
    tables = load_tables()
    names = {o.name for o in tables.organisations.values()} | {o.code for o in tables.organisations.values()}
    for row in table_rows("holders.tsv"):
        assert row["code"] in tables.countries or row["code"] in names, row
    excused = ("disputed", "acting", "interim", "suspended", "incapac", "oust")
    for terms in OFFICES.by_office.values():
        for a in terms:
            assert a.first <= a.last, a
            for b in terms:
                notes = f"{a.note} {b.note}"
                if a.person != b.person and not any(word in notes for word in excused):
                    assert (min(a.sure_last, b.sure_last) - max(a.sure_first, b.sure_first)).days <= 1, (a, b)
