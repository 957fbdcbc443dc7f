"""The documents say what is true: links lead somewhere, commands and names in them exist, the map lists every part."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from lapwing.cli import group
from lapwing.records import SkipReason
from lapwing.store.rows import SCHEMAS

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/**/*.md"), *ROOT.glob("examples/*.md")]
)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    """Every relative link points at a file that is there."""
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text("utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_exist(path):
    """Every `lapwing ...` command line in a code block names a command and options that exist."""
    context = click.Context(group)
    for block in re.findall(r"```(?:sh|bash|console)\n(.*?)```", path.read_text("utf-8"), re.DOTALL):
        for line in re.findall(r"(?:^|\| |&& )lapwing (?!-)(\w+)([^|&\n]*)", block, re.MULTILINE):
            command = group.get_command(context, line[0])
            assert command is not None, f"lapwing {line[0]}"
            known = {option for p in command.params for option in (*p.opts, *p.secondary_opts)} | {"--help"}
            assert set(re.findall(r"(?<!\S)(--[\w-]+)", line[1])) <= known, line


def test_map_lists_every_part():
    """ARCHITECTURE.md names every module and folder of the package."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    parts = {
        p.name for p in (ROOT / "src" / "lapwing").iterdir() if p.name not in ("__pycache__", "__init__.py", "py.typed")
    }
    assert [p for p in sorted(parts) if f"`{p}" not in text] == []


def test_reasons_are_documented():
    """Each reason why a page is skipped is explained."""
    text = (ROOT / "docs" / "steps" / "reading.md").read_text("utf-8")
    assert [r for r in SkipReason if f"`{r}`" not in text] == []


def test_columns_are_documented():
    """Each view and column of a store is explained."""
    text = (ROOT / "docs" / "reference" / "store.md").read_text("utf-8")
    assert [
        f"{t}.{c}" for t, columns in SCHEMAS.items() for c in columns if f"`{c}`" not in text or f"`{t}`" not in text
    ] == []


def test_every_module_has_a_docstring():
    """Each module says what it gives."""
    import ast

    missing = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        if not ast.get_docstring(tree):
            missing.append(str(path.relative_to(ROOT)))
    assert missing == []
