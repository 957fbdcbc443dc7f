"""Inputs -> shards: what one worker codes in one go. The same inputs give the same shards with the same names, on any machine."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from lapwing.errors import WrongCall
from lapwing.inputs import Reader, first_row_at, is_splittable_archive, printable, walk
from lapwing.inputs.lists import is_web_address
from lapwing.records import Page, Skipped, digest

# Of a file or part so much is looked at, at its beginning and its end, to tell it from another of the same name and size. Bytes.
_LOOK_BYTES = 4_096
# A piece of a line that is held while lines are counted. Bytes.
_LINE_BYTES = 1_048_576


class PieceKind(StrEnum):
    """How a piece is read: a file from end to end, rows between two bytes, records between two bytes."""

    FILE = "file"
    ROWS = "rows"
    RECORDS = "records"


@dataclass(frozen=True, slots=True)
class Limits:
    """How large shards become. Smaller ones lose less when a worker dies, larger ones write fewer files."""

    # Rows and small files in a shard; a thousand articles are a segment of a few MB. Rows, files.
    n_rows: int = 1_000
    n_files: int = 500
    # A part of an archive; packed news pages take 20 to 30 kB each. Bytes, packed.
    archive_bytes: int = 25_000_000
    # Files up to this size are put together, larger ones are shards of their own; no list of small files or range of rows becomes
    # larger than `shard_bytes` by more than one. Bytes.
    small_bytes: int = 1_000_000
    shard_bytes: int = 64_000_000
    # As `Settings.max_page_bytes`.
    max_page_bytes: int = 20_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A file or a part of one. `path` is where it lies here; `label` names it in the store: its path from the folder that holds the
    input. `start` and `end` are bytes; `first` is the number of a range's first row, from 1."""

    path: str
    label: str
    kind: PieceKind = PieceKind.FILE
    start: int = 0
    end: int = 0
    first: int = 1

    @property
    def n_bytes(self) -> int:
        return self.end - self.start

    def pages(self, reader: Reader) -> Iterator[Page | Skipped]:
        """Its pages, in order; sources are named by the label."""
        if self.kind is PieceKind.ROWS:
            return reader.rows_between(self.path, self.label, self.start, self.end, self.first)
        if self.kind is PieceKind.RECORDS:
            return reader.records_between(self.path, self.label, self.start, self.end)
        return reader.file(self.path, self.label)


@dataclass(frozen=True, slots=True)
class Shard:
    """Pieces that one worker codes in one go. `n_rows` counts its rows or files, None when that is known only by reading."""

    name: str
    pieces: tuple[Piece, ...]
    n_rows: int | None = None

    @property
    def n_bytes(self) -> int:
        return sum(piece.n_bytes for piece in self.pieces)

    def pages(self, reader: Reader) -> Iterator[Page | Skipped]:
        for piece in self.pieces:
            yield from piece.pages(reader)


def plan_shards(inputs: Iterable[str], limits: Limits | None = None) -> list[Shard]:
    """The shards of files and folders in the order given, each once. Every page lies in exactly one. Raises WrongCall for what is no
    file or folder.

    Plain JSON Lines are cut after every so many lines; an archive whose records are packed one by one is cut anywhere, and a record
    belongs to the part in which it starts; small files are put together; any other file is a shard. A name is a digest of labels, bytes
    and what stands at both ends: rows added to a file, or files to a folder, leave the other shards as they were.
    """
    limits = limits or Limits()
    by_name: dict[str, Shard] = {}
    for name in inputs:
        if name == "-" or is_web_address(name):
            raise WrongCall(
                f"'{name}' is no file or folder, which alone can be read again after a stop. Use lapwing code."
            )
        if not name or not os.path.lexists(name):
            raise WrongCall(f"There is no file or folder '{name}'.")
        for shard in _shards_of(name, limits):
            by_name.setdefault(shard.name, shard)
    return list(by_name.values())


def share_of(shards: Sequence[Shard], number: int, of: int) -> list[Shard]:
    """Every shard that falls to one of several invocations, counted from 1: all of them together have each shard once."""
    return list(shards[number - 1 :: of])


def _shards_of(name: str, limits: Limits) -> Iterator[Shard]:
    above = Path(os.path.abspath(name)).parent
    paths = [name]
    if Path(name).is_dir():
        paths, faults = walk(name)
        paths += [str(fault.filename) for fault in faults]  # reading it says why it cannot be read
    small: list[_Small] = []
    for found in _shards_or_small(paths, above, limits):
        if isinstance(found, Shard):
            yield found
        else:
            small.append(found)
    yield from _lists(small, limits)


@dataclass(frozen=True, slots=True)
class _Small:
    """A small file, a digest of what is seen of it, and the rows that it has: 1 when it has none."""

    piece: Piece
    seen: str
    n_rows: int = 1


def _shards_or_small(paths: Iterable[str], above: Path, limits: Limits) -> Iterator[Shard | _Small]:
    """The shards of large files, and the small ones among them."""
    for path in paths:
        label = printable(os.path.relpath(os.path.abspath(path), above))
        try:
            with open(path, "rb") as stream:
                size = os.fstat(stream.fileno()).st_size
                whole = Piece(path, label, end=size)
                n_rows = _n_rows(stream, limits) if size <= limits.small_bytes else limits.n_rows + 1
                if n_rows <= limits.n_rows:
                    yield _Small(whole, _seen(stream, whole), n_rows)
                else:
                    yield from _shards_of_file(stream, whole, limits)
        except OSError as fault:
            yield _Small(Piece(path, label), str(fault.errno))


def _n_rows(stream: BinaryIO, limits: Limits) -> int:
    """The rows of a small file of JSON Lines; 1 for any other."""
    if first_row_at(stream, limits.max_page_bytes) is None:
        return 1
    stream.seek(0)
    return sum(1 for line in stream if line.strip())


def _shards_of_file(stream: BinaryIO, whole: Piece, limits: Limits) -> Iterator[Shard]:
    start = first_row_at(stream, limits.max_page_bytes)
    if start is not None:
        for piece, n in _row_pieces(stream, whole, start, limits):
            yield _shard([(piece, _seen(stream, piece))], n)
        return
    stream.seek(0)
    if is_splittable_archive(stream):
        for at in range(0, whole.end, limits.archive_bytes):
            end = min(at + limits.archive_bytes, whole.end)
            piece = Piece(whole.path, whole.label, PieceKind.RECORDS, at, end)
            yield _shard([(piece, _seen(stream, piece))], None)
        return
    yield _shard([(whole, _seen(stream, whole))], None)


def _row_pieces(stream: BinaryIO, whole: Piece, start: int, limits: Limits) -> Iterator[tuple[Piece, int]]:
    """Ranges of whole lines, each with the number of its lines."""
    at, first, n = start, 1, 0
    position = at
    while True:
        stream.seek(position)  # the caller reads elsewhere between two ranges
        while chunk := stream.readline(_LINE_BYTES):
            position += len(chunk)
            if chunk.endswith(b"\n"):
                n += 1
                if n >= limits.n_rows or position - at >= limits.shard_bytes:
                    break
        if position == at:
            return
        yield Piece(whole.path, whole.label, PieceKind.ROWS, at, position, first), max(n, 1)
        at, first, n = position, first + n, 0


def _lists(small: Sequence[_Small], limits: Limits) -> Iterator[Shard]:
    """Small files put together. Where a list ends is decided by the name of its last file, so that a file more or less changes the list
    that it falls into and hardly another."""
    held: list[_Small] = []
    n_rows = n_bytes = 0
    for found in small:
        held.append(found)
        n_rows, n_bytes = n_rows + found.n_rows, n_bytes + found.piece.n_bytes
        ends = int.from_bytes(blake2b(found.piece.label.encode(), digest_size=8).digest()) % limits.n_files == 0
        if ends or n_rows >= 4 * limits.n_files or n_bytes >= limits.shard_bytes:
            yield _shard([(f.piece, f.seen) for f in held], n_rows)
            held, n_rows, n_bytes = [], 0, 0
    if held:
        yield _shard([(f.piece, f.seen) for f in held], n_rows)


def _shard(pieces: Sequence[tuple[Piece, str]], n_rows: int | None) -> Shard:
    parts = [f"{p.label}\0{p.kind}\0{p.start}\0{p.end}\0{p.first}\0{seen}" for p, seen in pieces]
    return Shard(digest("shard 1", *parts)[:16], tuple(piece for piece, _ in pieces), n_rows)


def _seen(stream: BinaryIO, piece: Piece) -> str:
    """A digest of what stands at both ends of a piece."""
    stream.seek(piece.start)
    head = stream.read(min(_LOOK_BYTES, piece.n_bytes))
    stream.seek(max(piece.start, piece.end - _LOOK_BYTES))
    tail = stream.read(min(_LOOK_BYTES, piece.n_bytes))
    return blake2b(head + tail, digest_size=8).hexdigest()
