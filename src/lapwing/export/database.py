"""One DuckDB file with the chosen events and all that belongs to them, as tables: it does not look back into the store."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from lapwing.export.codebook import CODEBOOK, codebook_rows
from lapwing.export.dyads import DYADS, dyad_rows
from lapwing.export.job import Format, Job
from lapwing.export.plain import ORDERED, copy_answer, fill_table, fill_with_rows

if TYPE_CHECKING:
    import duckdb

# Table -> the SELECT over the store's views; its one value is the list of the coded events' ids.
_BESIDE = {
    "coded_events": "select * from events where id in (select unnest(?::varchar[])) order by id",
    "actors": "select * from actors where event_id in (select unnest(?::varchar[])) order by event_id, role, start, id",
    "reports": "select * from reports where id in (select unnest(?::varchar[])) order by event_id, id",
    "articles": "select * exclude (text) from articles where id in (select article_id from events where id in (select unnest(?::varchar[]))) order by id",
}  # fmt: skip


def write(job: Job, path: Path) -> None:
    import duckdb

    with duckdb.connect(str(path), config=ORDERED) as connection:
        fill_with_rows(job, connection, "events")
        fill_table(connection, "dyads", chain.from_iterable(dyad_rows(event) for event in job.events()), DYADS)
        ids = _coded_ids(job, connection)
        for table, sql in _BESIDE.items():
            wanted = sql.replace(" exclude (text)", "") if job.options.with_text else sql
            copy_answer(job.views.query(wanted, [ids]), connection, table)
        fill_table(connection, "codebook", codebook_rows(job.of_reports), CODEBOOK)


def _coded_ids(job: Job, connection: duckdb.DuckDBPyConnection) -> list[str]:
    column = "id" if job.of_reports else "unnest(coded_event_ids)"
    return [i for (i,) in connection.execute(f"select {column} from events").fetchall()]


FORMAT = Format(
    "duckdb", "one database file with events, reports, actors, articles, dyads and codebook", write, loses=False, takes=("with_text",)
)
