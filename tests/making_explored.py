"""Texts of a small store to look at: an attack told by three outlets, two of them with one text, and what surrounds it."""

from __future__ import annotations

from datetime import date

from lapwing.records import Page, SourceRef

ATTACK = "NAIROBI (AFP) — Gunmen killed 12 Kenyan soldiers at an army camp near Garissa on Sunday, the defence ministry said in Nairobi.\n\nKenya blamed Somalia and pledged to rebuild the camp by July 20."
TEXTS = (
    (ATTACK, date(2024, 6, 3), "https://first.example.org/a"),
    (ATTACK, date(2024, 6, 3), "https://second.example.org/b"),
    ("Rebels attacked a Kenyan army camp near Garissa on Sunday and killed 15 soldiers, residents said.", date(2024, 6, 4), "https://third.example.org/c"),
    ("CAIRO - Egyptian police arrested twelve protesters in Cairo on Tuesday. Kenya condemned the arrests.", date(2024, 5, 8), None),
    ("KHARTOUM (AFP) - Sudan's foreign minister met Kenya's president in Nairobi on Monday. Ethiopia may send troops to Sudan next week.", date(2024, 6, 4), None),
    ('SUVA - Fiji warned ships on Monday that debris of a rocket could fall near 18-30 S, 177-10 E between June 5 and June 9. "We will not wait," its president, Ana Ruiz, said.', date(2024, 6, 5), None),
)  # fmt: skip


def page_of(text: str, day: date, url: str | None) -> Page:
    return Page(text.encode(), SourceRef("test"), url=url, published_on=str(day))
