from __future__ import annotations

from lapwing.ontology import GROUP_CODES, Sector
from lapwing.resolving.tables import Alias, Organisation, load_tables

TABLES = load_tables()


def test_every_country_has_a_name_an_adjective_and_a_capital():
    kinds: dict[str, set[str]] = {}
    for rows in TABLES.aliases.values():
        for row in rows:
            kinds.setdefault(row.iso3, set()).add(row.kind)
    lacking = {iso: {"name", "adjective", "capital"} - found for iso, found in kinds.items()}
    assert {iso: missing for iso, missing in lacking.items() if missing} == {}
    assert set(kinds) == set(TABLES.countries)


def test_codes_and_sectors_are_legal():
    for row in TABLES.organisations.values():
        assert row.code is None or row.code in TABLES.countries or row.code in GROUP_CODES, row
        assert row.sector is None or row.sector in set(Sector), row
    for agent in TABLES.agents.values():
        assert agent.sector is None or agent.sector in set(Sector), agent
    for rows in TABLES.aliases.values():
        assert all(r.sector is None or r.sector in set(Sector) for r in rows), rows


def test_points_are_on_earth():
    for country in TABLES.countries.values():
        assert -90 <= country.latitude <= 90
        assert -180 <= country.longitude <= 180
        assert abs(country.latitude - country.capital_latitude) < 40
    for rows in TABLES.spots.values():
        assert all(-90 <= s.latitude <= 90 and -180 <= s.longitude <= 180 for s in rows)


def test_no_stray_blanks():
    for table in (TABLES.aliases, TABLES.organisations, TABLES.agents, TABLES.spots):
        assert [s for s in table if s != s.strip() or "  " in s] == []


def test_find_takes_the_longest():
    found = [
        f.entry.name if isinstance(f.entry, Organisation) else f.entry.text
        for f in TABLES.find("South Korean troops of the United Nations")
    ]
    assert found[0] == "South Korean"
    assert "United Nations" in found[-1]
    assert all(isinstance(f.entry, Alias | Organisation) for f in TABLES.find("South Korean troops"))


def test_straight_and_curly_apostrophes_are_one():
    assert [f.entry.iso3 for f in TABLES.find("Côte d’Ivoire")] == ["CIV"]
