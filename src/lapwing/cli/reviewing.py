"""Reviewing at a terminal: one event after the other, a key for each verdict. From a pipe each line is a key, or the words that are asked for."""

from __future__ import annotations

import os
import select
import sys
import termios
import tty
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

import click

from lapwing.cli.listing import days_text
from lapwing.cli.output import console, plain
from lapwing.errors import WrongCall

if TYPE_CHECKING:
    from rich.text import Text

    from lapwing.reviews import Item, Reviews, Session

_HELP = """a      accept: the event is there, as coded
x      reject: no such event is told here
c      correct: asks field by field; empty keeps, - stands for none
space  unsure: leave it open and go on
n      note: words that go with the next verdict
u      undo: take the last verdict back; again for the one before
q      quit: go on another time
?      this help"""
# The characters of an arrow key come together. Seconds.
_ESCAPE_SECONDS = 0.05
_STYLES = {
    "trigger": "bold black on yellow",
    "actor": "bold cyan",
    "recipient": "bold magenta",
    "place": "bold green",
    "time": "bold blue",
    "": "",
}


@dataclass(frozen=True, slots=True)
class Sort:
    """Which events are asked about: of these types, so many of each, in which order, and whether all, those without a verdict, or those of others."""

    types: Sequence[str]
    per_type: int | None
    seed: str
    chosen_by: str
    which: str


class _Over(Exception):
    """The reviewer left, or the lines are at an end."""


def review_events(folder: str, reviews: Reviews, who: str, sort: Sort, *, clock: Callable[[], datetime]) -> None:
    """Ask about one event after the other until none is left or the reviewer leaves."""
    from lapwing.reviews import Session
    from lapwing.store import Store

    views = Store(folder).read_only()
    ids = _ids(views, reviews, who, sort)
    session = Session(reviews, views, ids, who=who, chosen_by=sort.chosen_by, clock=clock)
    with suppress(_Over), _typing() as typed:
        while (item := session.current()) is not None:
            _show(item, session)
            _ask(session, item, typed)
    left = f"{session.n_ahead:,} left" if session.n_ahead else "nothing left to review"
    click.echo(f"{session.n_judged:,} reviewed by {plain(who)}, {left}", err=True)


def _ids(views: Any, reviews: Reviews, who: str, sort: Sort) -> list[str]:
    from lapwing.reviews import for_a_second_opinion, ids_in_order, without_reviewed
    from lapwing.selection import Selection

    selection = Selection.parse({"kind": ["reports"], "type": list(sort.types)})
    ids = ids_in_order(
        views, selection, seed=sort.seed, per_type=sort.per_type, low_scores_first=sort.chosen_by == "uncertain"
    )
    if sort.which == "new":
        return without_reviewed(ids, reviews.standing())
    return for_a_second_opinion(ids, reviews.standing(), who) if sort.which == "second" else ids


# --- showing ---------------------------------------------------------------------------------------------


def _show(item: Item, session: Session) -> None:
    from rich.text import Text

    out = console()
    out.print()
    out.print(
        Text(
            plain(
                f"{item.title or item.source}  told {item.story_date or 'on no known day'}  {session.n_ahead:,} to go"
            ),
            style="dim",
        )
    )
    out.print(_paragraph(item), soft_wrap=not sys.stdout.isatty())
    coded = item.coded
    lines = {
        "what": " ".join(filter(None, (coded["type"], coded["mode"], f"({coded['realis']})", f"score {item.score:.2f}"))),
        "who": ", ".join(item.actors), "to whom": ", ".join(item.recipients), "when": days_text(coded["first_day"], coded["last_day"]),
        "where": f"{item.place} [{coded['place_country'] or '?'}]" if item.place else "", "says": item.attributed_to or "",
    }  # fmt: skip
    for name, words in lines.items():
        if words or name != "says":
            out.print(Text(f"{name:>8}  ", style="dim") + Text(plain(words or "-")))


def _paragraph(item: Item) -> Text:
    """The paragraph with the words of the event coloured, each run followed by what it is."""
    from rich.text import Text

    from lapwing.report.marks import Mark, lay_out

    shown = Text()
    pieces = lay_out(item.text, item.paragraph, [Mark(span, role, "") for span, role in item.marks])
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        shown.append(plain(piece.text), style=_STYLES[piece.role])
        if piece.role and (following is None or following.role != piece.role):
            shown.append(f"[{piece.role}]", style="dim")
    return shown


# --- asking ----------------------------------------------------------------------------------------------


def _ask(session: Session, item: Item, typed: _Typed) -> None:
    """One verdict, or one step back."""
    note = ""
    while True:
        key = typed.key()
        if key in ("a", "x", " "):
            session.judge({"a": "accept", "x": "reject", " ": "unsure"}[key], note=note)
            return
        if key == "c":
            if _correct(session, item, note, typed):
                return
        elif key == "n":
            note = typed.words("note")
        elif key == "u":
            taken = session.undo()
            if taken is not None:
                click.echo(f"taken back: {taken.verdict} of {taken.type}")
                return
            click.echo("nothing to take back")
        elif key == "q":
            raise _Over
        else:
            click.echo(_HELP)


def _correct(session: Session, item: Item, note: str, typed: _Typed) -> bool:
    """Ask field by field; whether a verdict was kept. A value that cannot be is asked for again."""
    from lapwing.reviews import FIELDS

    given = {field: value for field in FIELDS if (value := _field(field, item.coded[field], typed)) is not _KEPT}
    try:
        session.judge("correct", corrections=given, note=note)
    except WrongCall as fault:
        click.echo(f"{plain(str(fault))} Nothing was kept.")
        return False
    return True


_KEPT = object()


def _field(field: str, coded: Any, typed: _Typed) -> Any:
    from lapwing.reviews import read_field

    was = " ".join(coded) if isinstance(coded, list) else str(coded or "")
    while True:
        words = typed.words(f"{field} [{plain(was) or '-'}]").strip()
        if not words:
            return _KEPT
        try:
            return read_field(field, words)
        except WrongCall as fault:
            click.echo(plain(str(fault)))


# --- what is typed ---------------------------------------------------------------------------------------


class _Typed(Protocol):
    """Where keys and words come from. Raises _Over at the end."""

    def key(self) -> str:
        """The next key, in lower case."""

    def words(self, asked: str) -> str:
        """A line, without its end."""


class _Lines:
    """Lines of a pipe: each is a key, or the words that are asked for."""

    def key(self) -> str:
        line = self._line()
        return " " if line.isspace() and line != "\n" else line.strip()[:1].lower() or "?"

    def words(self, asked: str) -> str:
        click.echo(f"{asked}: ")
        return self._line().rstrip("\n")

    def _line(self) -> str:
        line = sys.stdin.readline()
        if not line:
            raise _Over
        return line


class _Terminal:
    """Keys that count without Enter, one after the other however fast they are typed."""

    def __init__(self) -> None:
        self._file = sys.stdin.fileno()
        self._usual = termios.tcgetattr(self._file)

    def key(self) -> str:
        click.echo("a accept  x reject  c correct  space unsure  n note  u undo  q quit  ? help: ", nl=False)
        key = self._read()
        while key == "\x1b":
            self._pass_over_escape()
            key = self._read()
        click.echo(key if key.isprintable() else "")
        return key.lower()

    def words(self, asked: str) -> str:
        termios.tcsetattr(self._file, termios.TCSADRAIN, self._usual)
        try:
            return click.prompt(asked, default="", show_default=False)
        except click.Abort:
            raise _Over from None
        finally:
            tty.setcbreak(self._file, termios.TCSADRAIN)

    def _pass_over_escape(self) -> None:
        """The rest of an arrow or a function key, which means nothing here: ESC [ ... letter, or ESC and a character."""
        if not select.select([self._file], [], [], _ESCAPE_SECONDS)[0] or self._read() not in "[O":
            return
        while not "@" <= self._read() <= "~":
            pass

    def _read(self) -> str:
        """One byte: what comes behind it is left for whoever reads next."""
        byte = os.read(self._file, 1)
        if byte in (b"", b"\x04"):  # Ctrl-D
            raise _Over
        return byte.decode("ascii", "replace")

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """The terminal as it was, whatever happens."""
        tty.setcbreak(self._file, termios.TCSADRAIN)
        try:
            yield
        finally:
            termios.tcsetattr(self._file, termios.TCSADRAIN, self._usual)


@contextmanager
def _typing() -> Iterator[_Typed]:
    if not sys.stdin.isatty():
        yield _Lines()
        return
    terminal = _Terminal()
    with terminal.at_work():
        yield terminal
