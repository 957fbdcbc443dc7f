"""Tables of your own, laid over those that ship: first the site's, then the user's. A row of a later one takes the place of earlier rows with
the same key.

Site: the folders in LAPWING_SITE_TABLES, separated like PATH; without it, /etc/lapwing/tables. User: the folder in LAPWING_TABLES; without it,
~/.local/share/lapwing/tables (XDG_DATA_HOME).
"""

from __future__ import annotations

import csv
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from lapwing.errors import WrongCall
from lapwing.ontology import SECTOR_NAMES

_CODE = re.compile(r"[A-Z]{3}")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
# A table of one's own is small: a larger file is something else. Bytes.
_LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A table that can be laid over: the columns that it must have, those that it may have, and those by which a row takes another's place."""

    table: str
    needed: tuple[str, ...]
    optional: tuple[str, ...]
    key: tuple[str, ...]


# Told apart by the columns that only one of them has.
KINDS = (
    Kind(
        "holders.tsv",
        ("person", "office", "code", "valid_from"),
        ("aliases", "valid_to", "note"),
        ("person", "office", "code"),
    ),
    Kind("offices.tsv", ("office", "titles", "code", "sector"), ("single",), ("office", "code")),
    Kind("agents.tsv", ("singular", "sector"), ("plural", "kind", "title"), ("singular",)),
    Kind("aliases.tsv", ("alias", "kind", "iso3"), ("note",), ("alias",)),
    Kind("organisations.tsv", ("alias", "code"), ("name", "sector", "kind", "note"), ("alias",)),
)


def folders() -> tuple[Path, ...]:
    """The overlay folders, the strongest last. They need not exist."""
    site = os.environ.get("LAPWING_SITE_TABLES", "/etc/lapwing/tables").split(os.pathsep)
    return (*(Path(p) for p in site if p), user_folder())


def user_folder() -> Path:
    """Where `lapwing tables add` puts a table."""
    if own := os.environ.get("LAPWING_TABLES"):
        return Path(own)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "lapwing" / "tables"


@cache
def overlays() -> tuple[tuple[Path, str, tuple[Mapping[str, str], ...]], ...]:
    """Every overlay file with the table that it is laid over and its rows. Raises WrongCall when one is faulty."""
    found = []
    for folder in folders():
        for path in sorted(folder.glob("*.tsv")) if folder.is_dir() else ():
            kind, rows = read_overlay(path)
            found.append((path, kind.table, tuple(rows)))
    return tuple(found)


def laid_over(table: str, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows of a table with those of the overlays in their place."""
    for _, name, own in overlays():
        if name == table:
            kind = next(k for k in KINDS if k.table == table)
            taken = {tuple(row[c] for c in kind.key) for row in own}
            rows = [row for row in rows if tuple(row[c] for c in kind.key) not in taken] + [dict(row) for row in own]
    return rows


def overlay_digest() -> str:
    """Hexadecimal digits over the overlay rows; empty when there are none."""
    rows = [(name, tuple(sorted(row.items()))) for _, name, own in overlays() for row in own]
    return blake2b(repr(rows).encode(), digest_size=4).hexdigest() if rows else ""


def read_overlay(path: Path) -> tuple[Kind, list[dict[str, str]]]:
    """The kind and the rows of an overlay file: tab-separated text, UTF-8, with a header. Raises WrongCall with the line of the first fault."""
    try:
        if path.stat().st_size > _LARGEST:
            raise WrongCall(f"{path} is larger than {_LARGEST // 1_000_000} MB: that is no table of names.")
        text = path.read_text("utf-8-sig")
    except OSError as fault:
        raise WrongCall(f"Cannot read {path}: {fault.strerror}.") from fault
    except UnicodeDecodeError as fault:
        raise WrongCall(f"{path} is not UTF-8. Save it as UTF-8 and add it again.") from fault
    reader = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    columns = tuple(reader.fieldnames or ())
    kind = next((k for k in KINDS if set(k.needed) <= set(columns)), None)
    if kind is None:
        wanted = "; ".join(f"{', '.join(k.needed)} ({k.table.removesuffix('.tsv')})" for k in KINDS)
        raise WrongCall(
            f"{path} has the columns {', '.join(columns) or 'none'}. A table needs a header with tabs between: {wanted}."
        )
    rows = []
    for number, row in enumerate(reader, 2):
        if None in row or None in row.values():
            raise WrongCall(f"{path}, line {number}: {len(columns)} columns are needed, separated by tabs.")
        row = {c: (row.get(c) or "").strip() for c in (*kind.needed, *kind.optional)}
        if fault := next(_faults(kind, row), None):
            raise WrongCall(f"{path}, line {number}: {fault}.")
        rows.append(_filled(kind, row))
    return kind, rows


def _faults(kind: Kind, row: Mapping[str, str]) -> Iterator[str]:
    for column in kind.key:
        if not row[column] and column != "code":
            yield f"the column {column} is empty"
    for column in ("code", "iso3"):
        if row.get(column) and not _CODE.fullmatch(row[column]) and kind.table != "holders.tsv":
            yield f"{row[column]!r} is no code of three capitals (ISO 3166, or IGO, NGO, MNC, IMG)"
    if row.get("sector") and row["sector"] not in SECTOR_NAMES:
        yield f"{row['sector']!r} is no sector of PLOVER ({', '.join(sorted(SECTOR_NAMES))})"
    for column in ("valid_from", "valid_to"):
        if row.get(column) and not _DAY.fullmatch(row[column]):
            yield f"{row[column]!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD)"
    if kind.table == "aliases.tsv" and row["kind"] not in ("name", "adjective", "demonym", "capital", "seat"):
        yield f"{row['kind']!r} is no kind of name (name, adjective, demonym, capital, seat)"


def _filled(kind: Kind, row: dict[str, str]) -> dict[str, str]:
    if kind.table == "organisations.tsv":
        row["name"] = row["name"] or row["alias"]
    if kind.table == "agents.tsv":
        row["kind"] = row["kind"] or "person"
    return row


def add(path: Path) -> tuple[Path, Kind, int]:
    """Check a table and copy it into the user's folder; a table of the same file name there is replaced. Returns where it lies, what it is laid
    over and how many rows it has."""
    kind, rows = read_overlay(path)
    if not rows:
        raise WrongCall(f"{path} has a header and no rows.")
    target = user_folder() / f"{path.stem}.tsv"
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    shutil.copyfile(path, part)
    part.replace(target)
    overlays.cache_clear()
    return target, kind, len(rows)


def remove(name: str) -> Path:
    """Take a table out of the user's folder, by its file name. Raises WrongCall when it is not there."""
    target = user_folder() / f"{Path(name).stem}.tsv"
    if not target.is_file():
        raise WrongCall(f"There is no table {target}.")
    target.unlink()
    overlays.cache_clear()
    return target
