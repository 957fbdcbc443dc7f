"""A zip for R and Stata: events and dyads as CSV and Parquet, a codebook, what made them, how to cite and to load them. Same store, same bytes."""

from __future__ import annotations

import json
import tempfile
import zipfile
from itertools import chain
from pathlib import Path
from typing import Any

from lapwing.cells import csv_line
from lapwing.export.codebook import CODEBOOK, codebook_rows
from lapwing.export.dyads import DYADS, dyad_rows
from lapwing.export.job import Format, Job
from lapwing.export.plain import csv_file, parquet_file, plain_rows, schema_of, write_parquet
from lapwing.version import __version__

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
    n_dyads = 0

    def dyads() -> Any:
        nonlocal n_dyads
        n_dyads = 0
        for row in chain.from_iterable(dyad_rows(event) for event in job.events()):
            n_dyads += 1
            yield row

    raw, schema = job.options.raw_csv, schema_of(job)
    write_parquet(job, folder / "events.parquet")
    csv_file(plain_rows(job), schema, folder / "events.csv", raw=raw)
    parquet_file(dyads(), DYADS, folder / "dyads.parquet")
    csv_file(dyads(), DYADS, folder / "dyads.csv", raw=raw)
    return {"events": job.n_events, "dyads": n_dyads}


def _codebook(job: Job) -> str:
    return csv_line(CODEBOOK) + "".join(csv_line(row.values()) for row in codebook_rows(job.options.reports))


def _made_with(job: Job) -> str:
    """What made the data: this Lapwing, and every coder whose results the store holds. A coder is a digest of version, engine, settings and tables."""
    coders = job.views.rows("select coder, count(*) as articles from articles group by coder order by coder")
    told = {
        "lapwing": __version__,
        "of": "reports" if job.options.reports else "events",
        "selection": job.asked,
        "reviewed": bool(job.reviews),
        "coders": [dict(row) for row in coders],
        "consolidation": job.store.consolidation_name,
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n"


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
    what = (
        "one row for each event as one article tells it" if job.options.reports else "one row for each event, told once"
    )
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
import delimited using "dyads.csv", varnames(1) stringcols(1 16) encoding("utf-8") bindquote(strict) clear
generate date = date(day, "YMD")
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
    "bundle", "a zip for R and Stata: CSV, Parquet, dyads, codebook, how to load and cite", write, loses=False
)
