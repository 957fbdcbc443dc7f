"""What ships inside the package: the digest of its data, and the example pages."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from lapwing.errors import BrokenData
from lapwing.resolving.overlay import overlay_digest

_DATA_FOLDERS = ("annotating/data", "resolving/data", "opining/data", "ontology")
_DATA_SUFFIXES = (".tsv", ".toml")


@cache
def data_digest() -> str:
    """Eight hexadecimal digits over every table that decides an output, those of the site and the user included."""
    total = blake2b(digest_size=4)
    for folder in _DATA_FOLDERS:
        found: list[Traversable] = [
            p for p in files("lapwing").joinpath(folder).iterdir() if p.name.endswith(_DATA_SUFFIXES)
        ]
        for path in sorted(found, key=lambda p: p.name):
            total.update(path.name.encode() + b"\0" + path.read_bytes())
    total.update(overlay_digest().encode())
    return total.hexdigest()


def examples_folder() -> Path:
    """The folder of example pages: in the package when installed from a wheel, beside it in a working copy."""
    package = Path(str(files("lapwing")))
    for folder in (package / "examples", package.parent.parent / "examples"):
        if folder.is_dir():
            return folder
    raise BrokenData("The example pages are missing. Reinstall Lapwing.")
