"""PLOVER -> CAMEO: every type and mode has a code of the list, of the root that PLOVER's types come from, and says what it loses."""

from __future__ import annotations

import pytest

from lapwing.export.cameo import Cameo, cameo_of
from lapwing.export.codes import rows_of
from lapwing.export.filing import file_event
from lapwing.export.told import told_of
from lapwing.ontology import FACTS, Context, modes_of, planned_type
from making_exports import row

# CAMEO's codes of cues 03 to 20.
CODES = set("""
030 031 0311 0312 0313 0314 032 033 0331 0332 0333 0334 034 0341 0342 0343 0344 035 0351 0352 0353 0354 0355 0356 036 037 038 039 040 041 042 043 044 045 046
050 051 052 053 054 055 056 057 060 061 062 063 064 070 071 072 073 074 075 080 081 0811 0812 0813 0814 082 083 0831 0832 0833 0834 084 0841 0842 085 086 0861
0862 0863 087 0871 0872 0873 0874 090 091 092 093 094 100 101 1011 1012 1013 1014 102 103 1031 1032 1033 1034 104 1041 1042 1043 1044 105 1051 1052 1053 1054
1055 1056 106 107 108 110 111 112 1121 1122 1123 1124 1125 113 114 115 116 120 121 1211 1212 1213 1214 122 1221 1222 1223 1224 123 1231 1232 1233 1234 124 1241
1242 1243 1244 1245 1246 125 126 127 128 129 130 131 1311 1312 1313 132 1321 1322 1323 1324 133 134 135 136 137 138 1381 1382 1383 1384 1385 139 140 141 1411
1412 1413 1414 142 1421 1422 1423 1424 143 1431 1432 1433 1434 144 1441 1442 1443 1444 145 1451 1452 1453 1454 150 151 152 153 154 160 161 162 1621 1622 1623
163 164 165 166 1661 1662 1663 170 171 1711 1712 172 1721 1722 1723 1724 173 174 175 176 180 181 182 1821 1822 1823 183 1831 1832 1833 184 185 186 190 191 192
193 194 195 196 200 201 202 203 204 2041 2042
""".split())  # fmt: skip
# The cues that PLOVER's types are made of; the third digit where a cue is divided.
ROOTS = {
    "AGREE": ("03",), "CONSULT": ("04",), "SUPPORT": ("05",), "COOPERATE": ("06",), "AID": ("07",), "CONCEDE": ("080", "081", "082", "083"),
    "RETREAT": ("080", "084", "085", "086", "087"), "ACCUSE": ("09", "11"), "REQUEST": ("10",), "REJECT": ("12",), "THREATEN": ("13",), "PROTEST": ("14",),
    "MOBILIZE": ("15",), "SANCTION": ("16", "116"), "COERCE": ("17",), "ASSAULT": ("18", "19", "20", "171", "175"),
}  # fmt: skip


def code_of(**fields):
    event = told_of(row(**fields))
    return cameo_of(event, file_event(event))


@pytest.mark.parametrize(
    "line", rows_of("cameo.tsv"), ids=lambda r: f"{r['type']}-{r['mode']}-{r['context']}{r['planned']}"
)
def test_rows_of_the_table(line):
    """A row names a type, a mode of it, a context and a code that exist, and the code is of the type's cue: of 03 when planned."""
    assert line["type"] in FACTS
    assert not line["mode"] or line["mode"] in modes_of(line["type"])
    assert not line["context"] or line["context"] in set(Context)
    assert line["code"] in CODES
    assert line["code"].startswith("03" if line["planned"] else ROOTS[line["type"]])
    assert line["source"] in ("file", "manual", "none")


@pytest.mark.parametrize(("kind", "mode"), [(t, m) for t in FACTS for m in (None, *sorted(modes_of(t)))])
def test_every_mode_has_its_row(kind, mode):
    """Each of the types and modes has a row of its own: no mode is lost because the table forgot it."""
    assert "mode" not in code_of(type=kind, mode=mode, contexts=[]).lost


@pytest.mark.parametrize("kind", [t for t in FACTS if planned_type(t)])
def test_planned_acts_have_the_code_of_the_intention(kind):
    """What PLOVER files as a promise is one in CAMEO."""
    assert code_of(type=kind, mode=None, realis="planned").root == "03"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"type": "CONSULT", "mode": "visit"}, "042"),
        ({"type": "AGREE", "mode": None, "contexts": ["economic", "diplomatic"]}, "0311"),
        ({"type": "RETREAT", "mode": "access", "contexts": ["peacekeeping"]}, "0861"),
        ({"type": "RETREAT", "mode": "release", "realis": "planned"}, "0353"),
        ({"type": "SANCTION", "mode": "discontinue", "contexts": ["economic"]}, "163"),
        ({"type": "ASSAULT", "mode": None}, "180"),
        ({"type": "ASSAULT", "mode": None, "actors": [{"name": "army", "country": "KEN", "sector": "MIL"}]}, "190"),
        ({"type": "ASSAULT", "mode": None, "realis": "planned"}, "180"),
    ],
)
def test_codes(fields, code):
    """The code of some events, and it is a string."""
    assert code_of(**fields).code == code


def test_what_the_code_does_not_say():
    """A mode that CAMEO never had and contexts beyond the code's are lost; a context that chose the code is not."""
    assert code_of(type="ASSAULT", mode="drone", contexts=["military"]).lost == ("mode_without_cameo", "contexts")
    assert code_of(type="AID", mode=None, contexts=["asylum"]).lost == ()


def test_quads():
    """As GDELT counts them, not as PLOVER: by root."""
    quads = {f"{root:02d}0": Cameo(f"{root:02d}0").quad for root in range(1, 21)}
    assert [root for root, quad in quads.items() if quad == 1] == ["010", "020", "030", "040", "050"]
    assert [root for root, quad in quads.items() if quad == 2] == ["060", "070", "080", "090"]
    assert [root for root, quad in quads.items() if quad == 3] == ["100", "110", "120", "130", "140"]
    assert [root for root, quad in quads.items() if quad == 4] == ["150", "160", "170", "180", "190", "200"]
