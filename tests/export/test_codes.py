"""The tables of codes hold every country of the resolver, and codes of the right shape."""

from __future__ import annotations

import re

from lapwing.export.codes import cameo_sector, country_code, country_name, is_country, rows_of
from lapwing.ontology import GROUP_CODES, Sector
from lapwing.resolving.tables import table_rows


def test_every_country_once():
    """The countries are those that the resolver knows."""
    assert [r["iso3"] for r in rows_of("countries.tsv")] == sorted(r["iso3"] for r in table_rows("countries.tsv"))


def test_shapes_and_no_code_twice():
    """FIPS has two letters, COW up to three digits, CAMEO three letters; no two countries share one."""
    for scheme, shape, without in (
        ("fips", "[A-Z]{2}", {"PSE"}),
        ("cow", r"\d{1,3}", {"HKG", "PSE", "VAT"}),
        ("cameo", "[A-Z]{3}", {"KOS"}),
    ):
        codes = {r["iso3"]: r[scheme] for r in rows_of("countries.tsv")}
        assert {iso for iso, code in codes.items() if not code} == without
        known = [code for code in codes.values() if code]
        assert len(known) == len(set(known))
        assert all(re.fullmatch(shape, code) for code in known)


def test_codes_that_differ_from_iso():
    """Codes that a copy of ISO's would get wrong."""
    told = {
        iso: country_code(iso, "fips") for iso in ("DEU", "AUS", "AUT", "CHE", "CHN", "GBR", "RUS", "SRB", "UKR", "ZAF")
    }
    assert told == {"DEU": "GM", "AUS": "AS", "AUT": "AU", "CHE": "SZ", "CHN": "CH", "GBR": "UK", "RUS": "RS", "SRB": "RI", "UKR": "UP", "ZAF": "SF"}  # fmt: skip
    cow = {iso: country_code(iso, "cow") for iso in ("USA", "DEU", "YEM", "SRB", "VNM", "CZE", "TWN")}
    assert cow == {"USA": "2", "DEU": "255", "YEM": "679", "SRB": "345", "VNM": "816", "CZE": "316", "TWN": "713"}
    assert country_code("ROU", "cameo") == "ROM"


def test_what_is_no_country():
    """A group, an unknown code and none have no code and no name."""
    for code in (*(set(GROUP_CODES) - {"KOS"}), "XXX", None):
        assert (country_code(code, "fips"), country_name(code), is_country(code)) == ("", "", False)


def test_sectors():
    """Every PLOVER sector is in the table; the two codes that changed their meaning are not copied across."""
    assert {r["plover"] for r in rows_of("sectors.tsv")} == {str(s) for s in Sector}
    assert (cameo_sector("MED"), cameo_sector("JRN"), cameo_sector("UNK"), cameo_sector(None)) == ("HLH", "MED", "", "")
