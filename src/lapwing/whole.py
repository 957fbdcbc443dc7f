"""Files that appear whole under their name or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(final: Path) -> Iterator[Path]:
    """A temporary path beside `final`. When all went well what was written there is synced and takes that name; otherwise it is gone. Two processes may
    write one file at a time: the name has the process in it."""
    temporary = final.with_name(f"{final.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(temporary, final)
    finally:
        temporary.unlink(missing_ok=True)
