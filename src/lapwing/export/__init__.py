"""Export: a store -> one file in a format that others read. Each format is one small file with one function.

A mapping never hides what it loses: by event in the format or in a file beside it, and counted in `PATH.lost.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lapwing.errors import WrongCall
from lapwing.export import bundle, database, dyadic, gdelt, geojson, graphml, icews, plain, plover, polecat
from lapwing.export.job import PERIODS, Format, Job, Options
from lapwing.export.lost import Lost
from lapwing.export.reviewed import Review
from lapwing.selection import Selection
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
    selection: Selection | None = None,
    options: Options | None = None,
    reviews: Mapping[str, Review] | None = None,
) -> Exported:
    """Write the selected events of a store (all of them without a selection) to a file, whole or not at all. The store must be consolidated for events that are
    told once; a selection of the kind `reports` needs no more than the store. `reviews` are verdicts by the id of the coded event. Raises WrongCall."""
    if form not in FORMATS:
        raise WrongCall(f"There is no format '{form}'. Choose one of: {', '.join(FORMATS)}.")
    written = FORMATS[form]
    final = Path(output).resolve()  # a link keeps pointing where it points
    if final.is_dir() or not final.parent.is_dir():
        raise WrongCall(
            f"Cannot write to '{output}': {'it is a folder' if final.is_dir() else 'its folder is not there'}."
        )
    if final.is_relative_to(store.folder.resolve()):
        raise WrongCall(f"'{output}' lies in the store. Write the export to another folder.")
    with ExitStack() as stack:  # what is entered first appears last: the file itself, when what goes with it is there
        path = stack.enter_context(whole_file(final))
        beside = tuple(final.with_name(f"{final.name}.lost.{end}") for end in ("json", "jsonl") if written.loses)
        temporary = [stack.enter_context(whole_file(side)) for side in beside]
        lost = Lost(stack.enter_context(temporary[1].open("w", encoding="utf-8")) if beside else None)
        asked, how = selection or Selection(), options or Options()
        job = Job(store, store.read_only(), asked, how, reviews or {}, lost, final.suffix)
        written.write(job, path)
        if beside:
            temporary[0].write_text(_summary(written, job), "utf-8")
    return Exported(final, job.n_events, lost.summary(), beside)


def _summary(written: Format, job: Job) -> str:
    told = {
        "format": written.name,
        "lapwing": __version__,
        "of": job.selection.kind,
        "selection": dict(job.selection.asked),
        "events_written": job.n_events,
        "lost": job.lost.summary(),
        "never_held": list(written.never),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
