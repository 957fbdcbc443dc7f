"""Writing results: JSON Lines to a file or a pipe, tables to a terminal, a summary to standard error."""

from __future__ import annotations

import contextlib
import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from lapwing.cells import json_line as json_line
from lapwing.errors import WrongCall
from lapwing.records import Article, CodedArticle, Skipped
from lapwing.whole import whole_file

if TYPE_CHECKING:
    from rich.console import Console


@contextlib.contextmanager
def open_output(path: str | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears whole under its name when all is written and not at all otherwise."""
    if path in (None, "-"):
        yield sys.stdout
        sys.stdout.flush()
        return
    if Path(path).exists() and not Path(path).is_file():
        with Path(path).open("w", encoding="utf-8") as device:  # /dev/stdout, a named pipe
            yield device
        return
    with replaced_file(path) as temporary, temporary.open("w", encoding="utf-8") as file:
        yield file


@contextlib.contextmanager
def replaced_file(path: str) -> Iterator[Path]:
    """A temporary file beside `path` that takes its name when all went well, and is gone otherwise."""
    final = Path(path).resolve()  # a link keeps pointing where it points
    if final.is_dir() or not final.parent.is_dir():
        raise WrongCall(
            f"Cannot write to '{path}': {'it is a folder' if final.is_dir() else 'its folder is not there'}."
        )
    with whole_file(final) as temporary:
        yield temporary


def refuse_overwriting(output: str | None, inputs: Iterable[str]) -> None:
    """Raise WrongCall when the output is one of the inputs."""
    if output and output != "-" and Path(output).is_file():
        for name in inputs:
            if name != "-" and Path(name).exists() and os.path.samefile(name, output):
                raise WrongCall(f"'{output}' is an input. Write to another file.")


class Tally:
    """Counts what goes by, for the summary."""

    def __init__(self) -> None:
        self.n_articles = self.n_events = 0
        self.others: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.examples: dict[str, Skipped] = {}

    def watch(self, results: Iterable[Article | CodedArticle | Skipped]) -> Iterator[Article | CodedArticle | Skipped]:
        shows = sys.stderr.isatty()
        for result in results:
            if isinstance(result, Skipped):
                self.skipped[str(result.reason)] += 1
                self.examples.setdefault(str(result.reason), result)
            else:
                self.n_articles += 1
                if isinstance(result, CodedArticle):
                    self.n_events += len(result.events)
                    self.others.update({noun: len(getattr(result, f"{noun}s")) for noun in _OTHERS})
            if shows and self.n_articles % 20 == 0:
                click.echo(f"\r{self.n_articles:,} articles, {self.n_events:,} events", nl=False, err=True)
            yield result
        if shows and self.n_articles >= 20:
            click.echo("\r" + " " * 60 + "\r", nl=False, err=True)

    def summary(self, *, coded: bool) -> None:
        """Say on standard error what was done and what was skipped, with one example for each reason."""
        told = [_counted(self.n_articles, "article")]
        if coded:
            told.append(_counted(self.n_events, "event"))
            told += [_counted(self.others[noun], noun) for noun in _OTHERS if self.others[noun]]
        click.echo(", ".join(told), err=True)
        for reason, n in sorted(self.skipped.items()):
            example = self.examples[reason]
            click.echo(f"skipped {n:,} ({reason}): {plain(str(example.source))}: {plain(example.detail)}", err=True)


_OTHERS = ("statement", "commitment", "claim", "notice", "opinion")


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def plain(text: str) -> str:
    """Text for a terminal: control characters, which could move its cursor or worse, become dots."""
    return "".join("·" if unicodedata.category(c) in ("Cc", "Cf") else c for c in text)


def console() -> Console:
    from rich.console import Console

    width = None if sys.stdout.isatty() else 140
    return Console(width=width, highlight=False)


def print_events(results: Iterable[CodedArticle | Skipped]) -> None:
    """A table of events for each article, for a person at a terminal."""
    from rich.table import Table
    from rich.text import Text

    from lapwing.report.view import days, title_of

    out = console()
    for result in results:
        if isinstance(result, Skipped):
            continue
        article, story = result.article, result.resolution.story_date
        told = f"told on {story.story_date}" if story.story_date else "day unknown"
        if story.story_date != story.header_date:
            told += f" (its header says {story.header_date})"
        out.print(Text(plain(title_of(article)), style="bold"))
        out.print(
            Text(
                f"{plain(str(article.source))} · {told} · {len(article.comments)} readers' comments apart", style="dim"
            )
        )
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=False)
        for column in ("when", "what", "who", "to whom", "where", "in the words"):
            table.add_column(column, overflow="fold")
        for event in result.events:
            period, place = event.period, event.place
            when = days(period)
            what = Text(event.type + (f" {event.modes[0]}" if event.modes else ""), style=_QUAD_STYLES[event.quad])
            if event.realis != "actual":
                what.append(f" ({event.realis})", style="italic")
            table.add_row(
                when,
                what,
                _names(event.actors),
                _names(event.recipients),
                plain(place.name) if place else "",
                Text(plain(event.trigger.of(article.text))),
            )
        out.print(table if result.events else Text("no events", style="dim"))
        out.print()


_QUAD_STYLES = {1: "cyan", 2: "green", 3: "yellow", 4: "red"}


def _names(participants: tuple) -> str:
    from rich.markup import escape

    return escape(plain(", ".join(f"{p.actor.name} [{p.actor.country or '?'}]" for p in participants)))
