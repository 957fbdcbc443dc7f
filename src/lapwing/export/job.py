"""One export: which events of which store, how, and what was lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lapwing.errors import WrongCall
from lapwing.export.filing import Filed, file_event
from lapwing.export.lost import Lost
from lapwing.export.reviewed import Review, apply_reviews
from lapwing.export.rows import ALL_ACCOUNTS, NO_ACCOUNTS, chosen_rows, chosen_sql
from lapwing.export.told import Told, told_of
from lapwing.selection import Selection
from lapwing.store import ReadOnly, Store

if TYPE_CHECKING:
    import duckdb

PERIODS = ("day", "week", "month", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to write. `with_text`: also the text of articles. `raw_csv`: cells as they are, formulas among them. `period`, `directed` and `among_actors`
    are of graphs; the last joins the actors of an event without a recipient with one another."""

    with_text: bool = False
    raw_csv: bool = False
    period: str = "month"
    directed: bool = True
    among_actors: bool = False

    def __post_init__(self) -> None:
        if self.period not in PERIODS:
            raise WrongCall(f"There is no period '{self.period}'. Choose one of: {', '.join(PERIODS)}.")


@dataclass(slots=True)
class Job:
    """What a format writes from. `events` and `rows` start anew at each call. `suffix` is that of the file's name."""

    store: Store
    views: ReadOnly
    selection: Selection
    options: Options
    reviews: Mapping[str, Review]
    lost: Lost
    suffix: str = ""
    n_events: int = 0

    @property
    def of_reports(self) -> bool:
        return self.selection.kind == "reports"

    def answer(self) -> duckdb.DuckDBPyRelation:
        """The chosen rows without accounts, inside DuckDB; not as reviewers left them."""
        chosen, parameters = self.selection.select("id")
        return self.views.query(chosen_sql(chosen, reports=self.of_reports, accounts=NO_ACCOUNTS), parameters)

    def rows(self, accounts: str = NO_ACCOUNTS) -> Iterator[dict[str, Any]]:
        """The chosen rows as dicts, as reviewers left them. `accounts` says how many of each event's accounts come with it, as `tellings`: see rows.py."""
        wanted = ALL_ACCOUNTS if self.reviews else accounts
        found = chosen_rows(self.views, *self.selection.select("id"), reports=self.of_reports, accounts=wanted)
        return apply_reviews(found, self.reviews) if self.reviews else found

    def events(self, accounts: str = NO_ACCOUNTS) -> Iterator[Told]:
        """The chosen events as records."""
        return map(told_of, self.rows(accounts))

    def actual_events(self, accounts: str = NO_ACCOUNTS) -> Iterator[tuple[Told, Filed, list[str]]]:
        """The events for a format that cannot say realis, each as PLOVER files it, with what is lost so far: those that are actual, and those planned that the
        manual files as something said or done now. All of them when the caller chose by realis. The others are counted as left out."""
        for event in self.events(accounts):
            filed = file_event(event)
            if filed.day is None:
                self.lost.add(event.id, ["left_out_no_day"])
            elif event.realis == "actual" or filed.by_plan:
                yield event, filed, [*filed.lost, *_lasting(event, filed)]
            elif self.selection.values("realis"):
                yield event, filed, ["realis", *filed.lost, *_lasting(event, filed)]
            else:
                self.lost.add(event.id, [f"left_out_{event.realis}"])

    def count(self, event: Told, lost: Sequence[str]) -> None:
        """An event was written; `lost` is what of it was not."""
        self.n_events += 1
        self.lost.add(event.id, lost)


def _lasting(event: Told, filed: Filed) -> Iterator[str]:
    if event.last_day != event.first_day and not filed.by_plan:
        yield "last_day"


def lost_beside_code(event: Told) -> Iterator[str]:
    """What formats of one row for a pair, one source and no harm have no column for."""
    if event.dead or event.injured:
        yield "harm"
    if event.disputed:
        yield "disputed"
    if event.n_reports > 1:
        yield "reports"


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write. `loses`: it maps events to something smaller, so that files beside it say what was lost. `never` lists what it holds of no event, `takes` the
    options that change it."""

    name: str
    about: str
    write: Callable[[Job, Path], None]
    loses: bool = True
    never: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
