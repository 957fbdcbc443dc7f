"""Consolidating a store, stage by stage: copies, then events type by type, then stories. Each stage's file is written whole and kept, so that a run that was
stopped goes on where it was."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from lapwing.consolidating import (
    FROM_ELSEWHERE,
    MAX_DAYS_APART,
    NEIGHBOURS,
    consolidate_reports,
    find_stories,
    follow_promises,
    group_copies,
    mask_of,
    report_words,
    verified_copies,
)
from lapwing.ontology import intensity_of, quad_of
from lapwing.records import (
    CopyGroup,
    Event,
    Magnitude,
    Party,
    Promise,
    Realis,
    Report,
    Source,
    Spot,
    Story,
    Undertaking,
)
from lapwing.store.arrow import relation_of
from lapwing.store.rows import CONSOLIDATED
from lapwing.whole import whole_file

if TYPE_CHECKING:
    import duckdb

# From so many events on, two processes share the types: below, starting the second costs more than it saves. Events.
LEAST_FOR_TWO = 20_000
# Rows that are turned into Parquet at once: about 20 MB of JSON. Rows.
_BATCH = 10_000
# Candidate pairs whose texts are compared at once: their texts are read from disk together, up to 200 MB. Pairs.
_PAIRS = 20_000


def consolidate_store(
    folder: Path, views: duckdb.DuckDBPyConnection, tell: Callable[[str], None] = lambda _: None
) -> None:
    """Write the consolidated tables of a store into `folder`. `views` has the store's views; `tell` is told what is being done."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = list(_sources(views))
    tell(f"copies among {len(sources):,} articles")
    if not (folder / "copies.parquet").exists():
        _write(folder, "copies", "copies", map(_copy_row, _copies(views, sources)))
    copy_of = dict(_read(folder / "copies.parquet", "select unnest(article_ids), id from {}"))
    source_by_id = {s.article_id: s for s in sources}
    counts = views.execute("select type, count(*) as n from events group by type order by n desc, type").fetchall()
    if sum(n for _, n in counts) >= LEAST_FOR_TWO and os.cpu_count() != 1:
        with _second_process(folder, [name for name, _ in counts[1::2]]):
            consolidate_types([name for name, _ in counts[::2]], folder, views, source_by_id, copy_of, tell)
    consolidate_types([name for name, _ in counts], folder, views, source_by_id, copy_of, tell)
    if not (folder / "stories.parquet").exists():
        tell("stories")
        articles_of = (
            dict(_read(folder / "consolidated_events-*.parquet", "select id, article_ids from {}")) if counts else {}
        )
        _write(folder, "stories", "stories", map(_story_row, find_stories(sources, articles_of)))
    if not (folder / "promises.parquet").exists():
        tell("promises")
        promises = follow_promises(_commitments(views), _acts(views))
        _write(folder, "promises", "promises", map(_promise_row, promises))


def consolidate_types(
    types: Iterable[str],
    folder: Path,
    views: duckdb.DuckDBPyConnection,
    source_by_id: Mapping[str, Source],
    copy_of: Mapping[str, str],
    tell: Callable[[str], None],
) -> None:
    """Write the events of those of the types that are not written yet."""
    for name in types:
        if (folder / f"reports-{name}.parquet").exists():
            continue
        reports = list(_reports(views, name, source_by_id))
        tell(f"{len(reports):,} reports of {name}")
        events = sorted(consolidate_reports(reports, copy_of, lambda i: source_by_id[i].names), key=lambda e: e.id)
        _write(folder, f"consolidated_events-{name}", "consolidated_events", map(_event_row, events))
        _write(folder, f"reports-{name}", "reports", (row for e in events for row in _report_rows(e, copy_of)))


@contextmanager
def _second_process(folder: Path, types: Sequence[str]) -> Iterator[None]:
    """Another process that does these types meanwhile. Should it die, what it left undone is done afterwards."""
    import subprocess
    import sys

    # The store is the folder of the folder "consolidated", in which the work is done.
    command = [sys.executable, "-m", "lapwing.store.consolidation", str(folder), *types]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
        process.wait()
    finally:
        process.kill()
        process.wait()


def _main(folder: Path, types: Sequence[str]) -> None:
    """What the second process does."""
    from lapwing.store.store import Store

    with Store(folder.parent.parent).working_connection(folder / "spilled-2") as views:
        copy_of = dict(_read(folder / "copies.parquet", "select unnest(article_ids), id from {}"))
        consolidate_types(types, folder, views, {s.article_id: s for s in _sources(views)}, copy_of, lambda _: None)


# --- what is read ----------------------------------------------------------------------------------------


def _sources(views: duckdb.DuckDBPyConnection) -> Iterator[Source]:
    """The articles in the order of ids, without their bands: those stay in DuckDB."""
    cursor = views.execute(
        "select a.id, a.story_date, s.outlet, a.agency, a.title, s.names, s.countries from articles a left join signatures s on s.article_id = a.id order by a.id"
    )
    for article, day, outlet, agency, title, names, countries in _rows(cursor):
        yield Source(article, day, outlet, agency, title, (), mask_of(names or ()), tuple(countries or ()))


def _copies(views: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> Sequence[CopyGroup]:
    """Copy groups by a join on bands inside DuckDB; the pairs are those of consolidating.candidate_copies."""
    views.execute("create or replace temp table candidate as " + _CANDIDATES, [NEIGHBOURS, MAX_DAYS_APART])
    found: list[tuple[str, str]] = []
    n_pairs = views.execute("select count(*) from candidate").fetchone()[0]
    for start in range(0, n_pairs, _PAIRS):
        some = "select a, b from candidate where n > ? and n <= ? order by n"
        pairs = views.execute(some, [start, start + _PAIRS]).fetchall()
        views.execute("create or replace temp table wanted (id varchar)")
        views.execute(
            "insert into wanted select distinct unnest(?::varchar[])", [sorted({i for pair in pairs for i in pair})]
        )
        texts = dict(views.execute("select id, text from articles semi join wanted using (id)").fetchall())
        found += verified_copies(pairs, texts.__getitem__)
    views.execute("drop table candidate")
    return group_copies(sources, found)


_CANDIDATES = """
with banded as (select article_id, told_on, unnest(bands) as band from signatures),
     ordered as (select *, row_number() over (partition by band order by told_on nulls first, article_id) as place from banded),
     pairs as (
       select distinct least(a.article_id, b.article_id) as a, greatest(a.article_id, b.article_id) as b
       from ordered a join ordered b on a.band = b.band and b.place < a.place and b.place >= a.place - ?
       where (a.told_on is null and b.told_on is null) or abs(date_diff('day', a.told_on, b.told_on)) <= ?)
select a, b, row_number() over (order by a, b) as n from pairs
"""


def _reports(views: duckdb.DuckDBPyConnection, event_type: str, sources: Mapping[str, Source]) -> Iterator[Report]:
    cursor = views.execute(
        """select id, article_id, mode, realis, story_date, first_day, last_day, day_reason, actors, recipients, place, place_country, latitude, longitude,
                  place_level, place_reason, dead, injured, trigger, sentence, score, contexts
           from events where type = ? order by id""",
        [event_type],
    )
    for row in _rows(cursor):
        (i, article, mode, realis, told_on, first, last, day_reason, actors, recipients, place, country, north, east, level, place_reason, dead, injured,
         trigger, sentence, score, contexts) = row  # fmt: skip
        spot = Spot(place, country, north, east, level, place_reason not in FROM_ELSEWHERE) if place else None
        yield Report(
            id=i, article_id=article, type=event_type, mode=mode, realis=Realis(realis), told_on=told_on, first_day=first, last_day=last,
            is_day_read=first is not None and day_reason not in FROM_ELSEWHERE, actors=_parties(actors), recipients=_parties(recipients), spot=spot,
            dead=_magnitude(dead), injured=_magnitude(injured), trigger=trigger, words=mask_of(report_words(sentence)), score=score, contexts=tuple(contexts or ()),
            setting=sources[article].countries,
        )  # fmt: skip


def _commitments(views: duckdb.DuckDBPyConnection) -> Iterator[Undertaking]:
    cursor = views.execute(
        'select id, article_id, story_date, by_countries, "by", what, strength, deadline_first_day, deadline_last_day from commitments order by id'
    )
    for i, article, day, countries, parties, what, strength, first, last in _rows(cursor):
        by = tuple(countries or [p["name"] for p in parties or ()])
        yield Undertaking(i, article, day, by, what, strength, Realis.ACTUAL, first, last)


def _acts(views: duckdb.DuckDBPyConnection) -> Iterator[Undertaking]:
    """Events of parties that have promised something, as what may keep a promise."""
    cursor = views.execute(
        """select id, article_id, story_date, actor_countries, actors, sentence, type, realis from events
           where list_has_any(actor_countries, (select coalesce(list(distinct c), []) from (select unnest(by_countries) as c from commitments)))
              or (len(actor_countries) = 0 and len(actors) > 0) order by id"""
    )
    for i, article, day, countries, parties, sentence, event_type, realis in _rows(cursor):
        by = tuple(countries or [p["name"] for p in parties or ()])
        yield Undertaking(i, article, day, by, sentence, event_type, Realis(realis))


def _parties(rows: Sequence[dict] | None) -> tuple[Party, ...]:
    return tuple(_party(row["person"] or row["name"], row["country"], row["sector"]) for row in rows or ())


@lru_cache(maxsize=100_000)
def _party(name: str, country: str | None, sector: str | None) -> Party:
    return Party(name, country, sector)


def _magnitude(row: dict | None) -> Magnitude | None:
    return Magnitude(row["low"], row["best"], row["high"]) if row and row["best"] is not None else None


def _rows(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple]:
    while batch := cursor.fetchmany(_BATCH):
        yield from batch


# --- what is written -------------------------------------------------------------------------------------


def _write(folder: Path, name: str, table: str, rows: Iterable[dict]) -> None:
    """A Parquet file that appears whole under its name. Rows go into it by batches, in their order."""
    import duckdb

    with (
        whole_file(folder / f"{name}.parquet") as temporary,
        duckdb.connect(config={"threads": 1, "preserve_insertion_order": True}) as connection,
    ):
        iterator = iter(rows)
        relation_of(connection, list(islice(iterator, _BATCH)), CONSOLIDATED[table]).create("collected")
        while batch := list(islice(iterator, _BATCH)):
            relation_of(connection, batch, CONSOLIDATED[table]).insert_into("collected")
        connection.sql("select * from collected").write_parquet(str(temporary), compression="zstd")


def _read(path: Path, sql: str) -> list[tuple]:
    import duckdb

    with duckdb.connect(config={"threads": 1}) as connection:
        return connection.execute(sql.format("read_parquet(?)"), [str(path)]).fetchall()


def _copy_row(group: CopyGroup) -> dict:
    return {
        "id": group.id,
        "article_ids": list(group.article_ids),
        "n_articles": len(group.article_ids),
        "agency": group.agency,
        "outlets": list(group.outlets),
    }


def _event_row(event: Event) -> dict:
    place = event.place
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.modes[0] if event.modes else None,
        "contexts": list(event.contexts),
        "realis": str(event.realis),
        "first_day": _day(event.first_day),
        "last_day": _day(event.last_day),
        "quad": quad_of(event.type),
        "intensity": intensity_of(event.type, event.modes),
        "actor_countries": _countries(event.actors),
        "recipient_countries": _countries(event.recipients),
        "actors": [asdict(p) for p in event.actors],
        "recipients": [asdict(p) for p in event.recipients],
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "place_level": place.level if place else None,
        "dead": asdict(event.dead) if event.dead else None,
        "injured": asdict(event.injured) if event.injured else None,
        "n_reports": len(event.coded_event_ids),
        "n_articles": event.n_articles,
        "n_independent_sources": event.n_independent_sources,
        "first_report": _day(event.first_report),
        "last_report": _day(event.last_report),
        "disputed": list(event.disputed),
        "accounts": [
            {
                "field": field,
                "value": a.value,
                "n_independent_sources": a.n_independent_sources,
                "coded_event_ids": list(a.report_ids),
            }
            for field, accounts in sorted(event.accounts.items())
            for a in accounts
        ],
        "coded_event_ids": list(event.coded_event_ids),
        "article_ids": list(event.article_ids),
        "score": event.score,
    }


def _report_rows(event: Event, copy_of: Mapping[str, str]) -> Iterator[dict]:
    for i, article in event.told_by:
        match = event.links.get(i)
        yield {
            "id": i,
            "event_id": event.id,
            "article_id": article,
            "copy_id": copy_of.get(article, article),
            "match_score": match.score if match else None,
            "match_reason": match.reason if match else None,
            "match_detail": match.detail if match else None,
        }


def _story_row(story: Story) -> dict:
    return {
        "id": story.id,
        "title": story.title,
        "first_day": _day(story.first_day),
        "last_day": _day(story.last_day),
        "n_articles": len(story.article_ids),
        "n_events": len(story.event_ids),
        "article_ids": list(story.article_ids),
        "event_ids": list(story.event_ids),
    }


def _promise_row(promise: Promise) -> dict:
    return {
        "id": promise.id,
        "by": list(promise.by),
        "what": promise.what,
        "strength": promise.strength,
        "made_on": _day(promise.made_on),
        "last_told_on": _day(promise.last_told_on),
        "deadline_first_day": _day(promise.deadline_first),
        "deadline_last_day": _day(promise.deadline_last),
        "status": promise.status,
        "n_articles": len(promise.article_ids),
        "commitment_ids": list(promise.commitment_ids),
        "article_ids": list(promise.article_ids),
        "follow_ups": [{**asdict(f), "told_on": _day(f.told_on)} for f in promise.follow_ups],
    }


def _countries(parties: Sequence[Party]) -> list[str]:
    return list(dict.fromkeys(p.country for p in parties if p.country))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


if __name__ == "__main__":
    import sys

    _main(Path(sys.argv[1]), sys.argv[2:])
