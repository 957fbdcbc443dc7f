"""Export: a store -> one file in a format that others read. Each format is one small file with one function.

A mapping never hides what it loses: by event in the format or in a file beside it, and counted in `PATH.lost.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lapwing.errors import WrongCall
from lapwing.export import bundle, database, dyadic, gdelt, geojson, graphml, icews, plain, plover, polecat
from lapwing.export.job import PERIODS, Format, Job, Options
from lapwing.export.lost import Lost
from lapwing.export.reviewed import Review
from lapwing.store import Store
from lapwing.version import __version__
from lapwing.whole import whole_file

FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        plover.FORMAT,
        polecat.FORMAT,
        icews.FORMAT,
        dyadic.FORMAT,
        gdelt.FORMAT,
        plain.PARQUET,
        plain.CSV,
        plain.JSONL,
        database.FORMAT,
        geojson.FORMAT,
        graphml.FORMAT,
        bundle.FORMAT,
    )
}
__all__ = ["FORMATS", "PERIODS", "Exported", "Options", "Review", "export"]


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of an export: events written, and for each reason how many events lost something and what that means."""

    path: Path
    n_events: int
    lost: Mapping[str, Mapping[str, Any]]
    side_files: tuple[Path, ...]


def export(
    store: Store,
    form: str,
    output: str | Path,
    *,
    chosen: str = "",
    parameters: Sequence[object] = (),
    asked: Mapping[str, Any] | None = None,
    options: Options | None = None,
    reviews: Mapping[str, Review] | None = None,
) -> Exported:
    """Write events of a store to a file, whole or not at all. `chosen` is a SELECT that gives their ids (default: all), `asked` what the user asked for, to be
    told in the summary. Raises WrongCall."""
    options = options or Options()
    if form not in FORMATS:
        raise WrongCall(f"There is no format '{form}'. Choose one of: {', '.join(FORMATS)}.")
    written = FORMATS[form]
    final = Path(output).resolve()  # a link keeps pointing where it points
    if final.is_dir() or not final.parent.is_dir():
        raise WrongCall(
            f"Cannot write to '{output}': {'it is a folder' if final.is_dir() else 'its folder is not there'}."
        )
    chosen = chosen or f"select id from {'events' if options.reports else 'consolidated_events'}"
    if final.is_relative_to(store.folder.resolve()):
        raise WrongCall(f"'{output}' lies in the store. Write the export to another folder.")
    with ExitStack() as stack:  # what is entered first appears last: the file itself, when what goes with it is there
        path = stack.enter_context(whole_file(final))
        beside = tuple(final.with_name(f"{final.name}.lost.{end}") for end in ("json", "jsonl") if written.loses)
        temporary = [stack.enter_context(whole_file(side)) for side in beside]
        lost = Lost(stack.enter_context(temporary[1].open("w", encoding="utf-8")) if beside else None)
        job = Job(store, store.read_only(), chosen, parameters, options, reviews or {}, lost, asked or {})
        written.write(job, path)
        if beside:
            temporary[0].write_text(_summary(written, job), "utf-8")
    return Exported(final, job.n_events, lost.summary(), beside)


def _summary(written: Format, job: Job) -> str:
    told = {
        "format": written.name,
        "lapwing": __version__,
        "of": "reports" if job.options.reports else "events",
        "selection": job.asked,
        "events_written": job.n_events,
        "lost": job.lost.summary(),
        "never_held": list(written.never),
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n"
