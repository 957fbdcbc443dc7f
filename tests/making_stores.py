"""Small stores made of texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lapwing.pipeline import Coder
from lapwing.records import Page, SourceRef
from lapwing.store import Store

REVIEWED_TEXTS = (
    "Gunmen killed 12 Kenyan soldiers near Garissa on Sunday. Kenya condemned Somalia on Monday.",
    "Chile and Peru condemned Bolivia on Tuesday.",
)


def make_store(folder: Path, coder: Coder, texts: Sequence[str], *, published: date = date(2024, 6, 4)) -> Path:
    """A store of the articles that texts are, all of one day. Texts can be added to a store that is there."""
    pages = [Page(text.encode(), SourceRef(f"{text[:20]}.txt"), published_on=str(published)) for text in texts]
    Store.create(folder).append([coder.code_page(page) for page in pages], coder_digest=coder.digest)
    return folder


def coded_ids(folder: Path) -> list[str]:
    """The coded events of a store in the order of their type."""
    return [i for (i,) in Store(folder).query("select id from events order by type, trigger_start, id").fetchall()]


def attack(folder: Path) -> str:
    """The one coded event that is an ASSAULT."""
    ((event,),) = Store(folder).query("select id from events where type = 'ASSAULT'").fetchall()
    return event
