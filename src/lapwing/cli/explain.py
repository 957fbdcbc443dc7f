"""lapwing explain"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from lapwing.cli.output import console, json_line, plain
from lapwing.errors import WrongCall


@click.command(
    "explain",
    epilog='Example: lapwing explain "Foreign Minister Lavrov met his Iranian counterpart in Sochi." --date 2019-02-14',
)
@click.argument("text", metavar="TEXT")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day on which the text appeared.")
@click.option("--mention", metavar="WORDS", help="Only mentions with these words.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of a table.")
def command(text: str, day: datetime | None, mention: str | None, as_json: bool) -> None:
    """Why each mention of a text became the actor, place or period that it became: the rule, the row, the runners-up.

    TEXT is a sentence or more, or the name of a file with an article.
    """
    from lapwing.explain import explain
    from lapwing.inputs import open_pages
    from lapwing.pipeline import Coder
    from lapwing.records import Page, Skipped, SourceRef

    is_file = len(text) < 1000 and "\n" not in text and Path(text).is_file()
    page = next(iter(open_pages([text]))) if is_file else Page(text.encode("utf-8", "replace"), SourceRef("text"))
    coder = Coder()
    coded = page if isinstance(page, Skipped) else coder.code_page(page, published=day.date() if day else None)
    if isinstance(coded, Skipped):
        raise WrongCall(f"The text cannot be coded: {coded.reason} ({coded.detail}).")
    reasons = [r for r in explain(coded, coder.tables) if mention is None or mention.lower() in r.words.lower()]
    if not reasons:
        raise WrongCall(f"No mention{f' with the words {mention!r}' if mention else ''} was found in the text.")
    if as_json:
        for reason in reasons:
            click.echo(json_line(reason.as_dict()), nl=False)
        return
    from rich.table import Table

    story = coded.resolution.story_date
    click.echo(
        f"story date {story.story_date or 'unknown'}: {plain(story.match.reason)} {plain(story.match.detail)}".rstrip()
    )
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("mention", "as", "means", "score", "because", "runners-up"):
        table.add_column(column, overflow="fold", justify="right" if column == "score" else "left")
    for r in reasons:
        table.add_row(
            plain(r.words),
            r.role,
            plain(r.means),
            f"{r.score:.2f}",
            plain(f"{r.reason}: {r.detail}" if r.detail else r.reason),
            plain("; ".join(r.runners_up)),
        )
    console().print(table)
