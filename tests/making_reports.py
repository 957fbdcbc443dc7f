"""Reports and sources made by hand."""

from __future__ import annotations

from datetime import date

from lapwing.consolidating import mask_of, report_words
from lapwing.records import Magnitude, Party, Realis, Report, Source, Spot, digest

KENYA, SOMALIA = Party("Kenya", "KEN", None), Party("Somalia", "SOM", None)
GUNMEN, SOLDIERS = Party("gunmen", None, "UAF"), Party("12 soldiers", "AFG", "MIL")
KUNDUZ = Spot("Kunduz", "AFG", 36.73, 68.86, "city", True)
HERAT = Spot("Herat", "AFG", 34.34, 62.2, "city", True)
DAY = date(2024, 6, 2)
NAMES = mask_of(["kunduz", "taliban", "rahimi", "kabul"])


def report(name: str, **fields: object) -> Report:
    """A report of an attack in Kunduz on 2024-06-02; `name` makes its id and, unless given, its article's."""
    sentence = str(fields.pop("sentence", "Gunmen killed 12 soldiers at an army base in Kunduz."))
    values: dict[str, object] = {
        "id": digest("report", name), "article_id": digest("article", name), "type": "ASSAULT", "mode": None, "realis": Realis.ACTUAL, "told_on": date(2024, 6, 3),
        "first_day": DAY, "last_day": DAY, "is_day_read": True, "actors": (GUNMEN,), "recipients": (SOLDIERS,), "spot": KUNDUZ, "dead": Magnitude(12, 12, 12), "injured": None,
        "trigger": "killed", "words": mask_of(report_words(sentence)), "score": 0.8, "setting": ("AFG",),
    }  # fmt: skip
    return Report(**{**values, **fields})


def source(name: str, **fields: object) -> Source:
    values: dict[str, object] = {"article_id": digest("article", name), "told_on": date(2024, 6, 3), "outlet": None, "agency": None, "title": None, "bands": (), "names": NAMES}  # fmt: skip
    return Source(**{**values, **fields})
