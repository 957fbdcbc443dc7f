"""The layers hold: steps never import each other, records import only the standard library, libraries live at home."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "lapwing"
STEPS = {"reading", "annotating", "resolving", "coding", "opining", "consolidating"}
GROUND = {"records", "errors", "settings", "ontology", "version", "copies", "whole", "selection", "cells"}
SHELLS = {
    "aggregates",
    "cli",
    "report",
    "results",
    "inputs",
    "integrations",
    "store",
    "encode",
    "explain",
    "explorer",
    "figures",
    "notebook",
    "pipeline",
    "runs",
    "reviews",
    "alerts",
    "export",
    "resources",
    "__init__",
    "__main__",
}
# Each outside library has one home: a part of the package, or one file of it.
HOMES = {
    "lxml": {"reading"},
    "trafilatura": {"reading"},
    "htmldate": {"reading"},
    "charset_normalizer": {"reading"},
    "py3langid": {"reading"},
    "numpy": {"copies", "annotating"},
    "onnxruntime": {"annotating"},
    "tokenizers": {"annotating"},
    "feedparser": {"inputs"},
    "urllib3": {"inputs"},
    "fastwarc": {"inputs"},
    "zstandard": {"inputs"},
    "brotli": {"inputs"},
    "duckdb": {"store", "results", "cli", "export"},
    "jinja2": {"report", "explorer/sheet.py", "explorer/templating.py"},
    "markupsafe": {"explorer/templating.py"},
    "uvicorn": {"explorer"},
    "click": {"cli"},
    "rich": {"cli"},
    "polars": {"results"},
    "pandas": {"results"},
    "starlette": {"explorer"},
    "nanoarrow": {"explorer/api/formats.py"},
    "spacy": {"integrations/spacy.py"},
    "srsly": {"integrations/spacy.py"},
    "mcp": {"integrations/mcp.py"},
    "mcp_types": {"integrations/mcp.py"},
}
MODULES = sorted(SOURCE.rglob("*.py"))


def part_of(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Every module that a file imports, inside functions too, except for type checking alone."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = [ast.Pass()]
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module)
    return found


def lapwing_parts(path: Path) -> set[str]:
    names = {name for name in imports_of(path) if name.split(".")[0] == "lapwing"}
    return {name.split(".")[1] if "." in name else "__init__" for name in names}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_layers(path):
    """A step imports the ground and itself; the ground imports the ground."""
    part, used = part_of(path), lapwing_parts(path)
    if part in STEPS:
        assert used <= GROUND | {part}
    elif part in GROUND:
        assert used <= GROUND
    else:
        assert part in SHELLS
        assert "cli" not in used or part in ("cli", "__main__")


@pytest.mark.parametrize("name", ["records.py", "errors.py", "version.py"])
def test_ground_is_standard_library_only(name):
    """The vocabulary needs nothing."""
    outside = {m.split(".")[0] for m in imports_of(SOURCE / name)} - set(sys.stdlib_module_names)
    assert outside == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_libraries_live_at_home(path):
    """An outside library is imported in its home and nowhere else, and none is imported that is not listed."""
    outside = {m.split(".")[0] for m in imports_of(path)} - set(sys.stdlib_module_names) - {"lapwing"}
    for library in outside:
        assert library in HOMES, f"{library} is not in HOMES"
        assert HOMES[library] & {part_of(path), str(path.relative_to(SOURCE))}
