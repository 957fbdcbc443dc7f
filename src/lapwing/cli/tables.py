"""lapwing tables"""

from __future__ import annotations

from pathlib import Path

import click

from lapwing.cli.output import console, json_line, plain


@click.group("tables", invoke_without_command=True, epilog="Example: lapwing tables add my_actors.tsv")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of a table.")
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """The tables of names behind actors and places, and your own laid over them.

    A table of your own is tab-separated text (UTF-8) with a header. Its columns say what it is:

    \b
    alias  code  [name sector kind note]         organisations, groups, parties
    person office code valid_from [valid_to ...]  who held an office when
    office titles code sector [single]            offices and their titles
    singular sector [plural kind title]           nouns for people ("vigilante")
    alias  kind  iso3  [note]                     names of countries

    A row with the same name as one that ships takes its place. What your tables hold goes into the digest of every coded row.
    """
    if context.invoked_subcommand is not None:
        return
    from lapwing.resolving.overlay import overlays, user_folder
    from lapwing.resolving.tables import shipped_tables
    from lapwing.resources import data_digest

    own = overlays()
    rows = [
        {"table": name, "rows": n - sum(len(r) for _, t, r in own if t == f"{name}.tsv"), "from": source, "file": ""}
        for name, n, source in shipped_tables()
    ] + [
        {
            "table": name.removesuffix(".tsv"),
            "rows": len(r),
            "from": "yours" if path.parent == user_folder() else "site",
            "file": str(path),
        }
        for path, name, r in own
    ]
    if as_json:
        for row in rows:
            click.echo(json_line(row), nl=False)
        return
    from rich.table import Table

    table = Table(box=None, header_style="bold")
    for column in ("table", "rows", "from", "file"):
        table.add_column(column, justify="right" if column == "rows" else "left", overflow="fold")
    for row in rows:
        table.add_row(row["table"], f"{row['rows']:,}", row["from"], plain(row["file"]))
    console().print(table)
    click.echo(f"Data {data_digest()}; your tables lie in {user_folder()}")


@command.command("add", epilog="Example: lapwing tables add my_actors.tsv")
@click.argument("file", metavar="FILE")
def add_command(file: str) -> None:
    """Check a table and lay it over those that ship, from now on. One of the same file name is replaced."""
    from lapwing.resolving.overlay import add

    target, kind, n = add(Path(file))
    click.echo(f"{n:,} row{'s' * (n != 1)} laid over {kind.table.removesuffix('.tsv')}: {plain(str(target))}")


@command.command("remove", epilog="Example: lapwing tables remove my_actors.tsv")
@click.argument("name", metavar="NAME")
def remove_command(name: str) -> None:
    """Take a table of yours away again, by its file name."""
    from lapwing.resolving.overlay import remove

    click.echo(f"Removed {plain(str(remove(name)))}")
