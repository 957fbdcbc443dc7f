"""A zip for R and Stata: events and dyads as CSV and Parquet, a codebook, what made them, how to cite and to load them. Same store, same bytes."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lapwing.cells import csv_line
from lapwing.export.codebook import CODEBOOK, codebook_rows
from lapwing.export.dyads import DYADS, dyad_rows
from lapwing.export.job import Format, Job
from lapwing.export.plain import ORDERED, csv_file, fill_table, plain_rows, schema_of, write_parquet
from lapwing.resources import data_digest
from lapwing.settings import Settings
from lapwing.version import __version__

if TYPE_CHECKING:
    import duckdb

_BATCH = 2_000  # rows
# Zip has no empty time; this is its first.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def write(job: Job, path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f"{path.name}.") as name:
        folder = Path(name)
        made = _tables(job, folder)
        texts = {
            "README.md": _readme(job, made),
            "codebook.csv": _codebook(job),
            "made_with.json": _made_with(job),
            "CITATION.cff": _citation(),
        }
        with zipfile.ZipFile(path, "w") as bundle:
            for title, text in texts.items():
                bundle.writestr(_entry(title), text.encode("utf-8"))
            for file in sorted(folder.iterdir()):
                with file.open("rb") as source, bundle.open(_entry(file.name), "w", force_zip64=True) as target:
                    while piece := source.read(1 << 20):
                        target.write(piece)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    return entry


def _tables(job: Job, folder: Path) -> dict[str, int]:
    """Write the tables; how many rows each has."""
    import duckdb

    raw = job.options.raw_csv
    write_parquet(job, folder / "events.parquet")
    csv_file(plain_rows(job), schema_of(job), folder / "events.csv", raw=raw)
    with duckdb.connect(config=ORDERED) as connection:
        fill_table(connection, "dyads", chain.from_iterable(map(dyad_rows, job.events())), DYADS)
        connection.sql("select * from dyads").write_parquet(str(folder / "dyads.parquet"), compression="zstd")
        dyads = _rows(connection.execute("select * from dyads"))
        csv_file(dyads, DYADS, folder / "dyads.csv", raw=raw)
        return {"events": job.n_events, "dyads": connection.execute("select count(*) from dyads").fetchall()[0][0]}


def _rows(cursor: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    while batch := cursor.fetchmany(_BATCH):
        yield from (dict(zip(DYADS, row, strict=True)) for row in batch)


def _codebook(job: Job) -> str:
    return csv_line(CODEBOOK) + "".join(csv_line(row.values()) for row in codebook_rows(job.of_reports))


def _made_with(job: Job) -> str:
    """What made the data: every coder whose results the store holds (a digest of version, engine, settings and tables), and what of it is installed here."""
    coders = job.views.stream("select coder, count(*) as articles from articles group by coder order by coder")
    model = files("lapwing").joinpath("annotating", "learned", "model", "labels.json").read_bytes()
    told = {
        "of": job.selection.kind,
        "selection": dict(job.selection.asked),
        "reviews_applied": len(job.reviews),
        "coders": list(coders),
        "consolidation": job.store.consolidation_name,
        "installed": {
            "lapwing": __version__,
            "tables": data_digest(),
            "model": hashlib.sha256(model).hexdigest()[:8],
            "settings": {"digest": Settings().digest, **asdict(Settings())},
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _citation() -> str:
    return f"""cff-version: 1.2.0
message: "Please cite the software with which these data were made, and the sources of the pages."
title: "Event data coded with Lapwing"
type: dataset
version: "{__version__}"
authors:
  - name: "The Lapwing developers"
references:
  - type: software
    title: "Lapwing"
    version: "{__version__}"
    authors:
      - name: "The Lapwing developers"
"""


def _readme(job: Job, made: dict[str, int]) -> str:
    what = "one row for each event as one article tells it" if job.of_reports else "one row for each event, told once"
    note = "" if job.options.raw_csv else _SAFE
    return f"""# Event data coded with Lapwing {__version__}

| file | holds |
|---|---|
| events.parquet, events.csv | {what}: {made["events"]:,} rows |
| dyads.parquet, dyads.csv | one row for each pair of an actor and a recipient: {made["dyads"]:,} rows; rows of one event share `event_id`, and an event without a recipient has an empty target |
| codebook.csv | every column with its type and meaning |
| made_with.json | versions, coders, and what was selected |
| CITATION.cff | how to cite |

Not everything here has happened: `realis` says what is actual, planned, possible, denied or background. An empty cell is unknown. `cameo_code` is text:
read as a number it loses its leading zero.

## R

```r
events <- arrow::read_parquet("events.parquet")
dyads <- arrow::read_parquet("dyads.parquet")
# or, without arrow:
dyads <- read.csv("dyads.csv", colClasses = c(cameo_code = "character"), na.strings = "", encoding = "UTF-8")
table(dyads$type[dyads$realis == "actual"])
```

## Stata

```stata
import delimited using "dyads.csv", varnames(1) stringcols({list(DYADS).index("cameo_code") + 1}) encoding("utf-8") bindquote(strict) clear
generate date = date(first_day, "YMD")
format date %td
keep if realis == "actual"
```

In events.csv lists are JSON in their cells. dyads.csv has none, which is what Stata wants.
{note}"""


_SAFE = """
Text cells that begin with `=`, `+`, `-`, `@`, a tab or a carriage return have an apostrophe before them, since spreadsheets would run them as formulas.
Numbers are as they are.
"""

FORMAT = Format(
    "bundle", "a zip for R and Stata: CSV, Parquet, dyads, codebook, how to load and cite", write, loses=False, takes=("raw_csv",)
)
