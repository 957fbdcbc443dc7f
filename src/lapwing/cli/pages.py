"""Options and pages that `read` and `code` share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from lapwing.records import Page, Skipped
    from lapwing.settings import Settings


columns_option = click.option(
    "--columns",
    metavar="MAP",
    help="Which columns of rows hold what, such as text=body,title=headline,date=day,url=link.",
)


def coder_options(command: Callable) -> Callable:
    """The options that say what codes the pages: `published`, `engine` and `precise`."""
    command = click.option(
        "--precise", is_flag=True, help="Tell only what is nearly sure: fewer events, and fewer false ones."
    )(command)
    command = click.option(
        "--engine",
        type=click.Choice(["learned", "rules"]),
        default="learned",
        show_default=True,
        help="What reads the events.",
    )(command)
    return click.option(
        "--published",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="YYYY-MM-DD",
        help="The day of publication, over what the pages claim.",
    )(command)


def input_options(command: Callable) -> Callable:
    """The options that say how inputs are read."""
    command = columns_option(command)
    return click.option("--fetch", is_flag=True, help="Load the web addresses that a list among the inputs names.")(
        command
    )


def pages_of(
    inputs: Sequence[str], settings: Settings, *, columns: str | None, fetch: bool
) -> Iterator[Page | Skipped]:
    """The pages of the inputs. A web address among them is the user's wish to load it; those inside files need `fetch`."""
    from lapwing.inputs import Columns, Reader

    reader = Reader.for_inputs(inputs, columns=Columns.parse(columns), settings=settings, fetches_lists=fetch)
    return reader.pages(inputs)
