"""What a notebook holds after `lapwing.code(...)`: coded articles, skipped inputs, and ways into data frames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lapwing.errors import WrongCall
from lapwing.records import CodedArticle, CodedEvent, Skipped, Statement
from lapwing.store.rows import SCHEMAS, rows_of

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars


class Results:
    """Coded articles in the order of the input: has a length, an order and indices. `skipped` holds what could not be coded, with reasons.

    Shows the articles with highlights in a notebook. Is an Arrow stream of its events (`__arrow_c_stream__`), so that
    polars, pandas, pyarrow, DuckDB and others take it as it is (it is no `Sequence`, which polars would take row by row).
    """

    def __init__(self, articles: Sequence[CodedArticle], skipped: Sequence[Skipped] = (), *, coder: str = "") -> None:
        self._articles = tuple(articles)
        self.skipped = tuple(skipped)
        self._coder = coder

    def __len__(self) -> int:
        return len(self._articles)

    def __getitem__(self, index: Any) -> Any:
        return self._articles[index]

    def __iter__(self) -> Iterator[CodedArticle]:
        return iter(self._articles)

    @property
    def events(self) -> tuple[CodedEvent, ...]:
        """The events of all articles, in order."""
        return tuple(e for a in self._articles for e in a.events)

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(s for a in self._articles for s in a.statements)

    def table(self, name: str = "events") -> duckdb.DuckDBPyRelation:
        """A table of the store (events, actors, articles, statements, commitments, claims, notices, comments, opinions, skipped) as a DuckDB relation."""
        import duckdb

        from lapwing.store.arrow import relation_of

        if name not in SCHEMAS:
            raise WrongCall(f"There is no table '{name}'. Choose one of: {', '.join(SCHEMAS)}.")
        rows = rows_of([*self._articles, *self.skipped], self._coder)[name]
        return relation_of(duckdb.connect(), rows, SCHEMAS[name])

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table("events").__arrow_c_stream__(requested_schema)

    def to_polars(self, table: str = "events") -> polars.DataFrame:
        """A table as a polars frame. Needs polars."""
        try:
            import polars
        except ImportError as fault:
            raise WrongCall("to_polars() needs polars. Install it with: pip install polars") from fault
        return polars.DataFrame(self.table(table))

    def to_pandas(self, table: str = "events") -> pandas.DataFrame:
        """A table as a pandas frame. Needs pandas."""
        try:
            import pandas  # noqa: F401
        except ImportError as fault:
            raise WrongCall("to_pandas() needs pandas. Install it with: pip install pandas") from fault
        return self.table(table).df()

    def __repr__(self) -> str:
        reasons = Counter(str(s.reason) for s in self.skipped)
        skipped = f", skipped: {', '.join(f'{n} {r}' for r, n in sorted(reasons.items()))}" if reasons else ""
        n, m = len(self), len(self.events)
        return f"<{n} article{'' if n == 1 else 's'}, {m} event{'' if m == 1 else 's'}{skipped}>"

    def _repr_html_(self) -> str:
        from lapwing.report import notebook_html

        return notebook_html(self._articles, self.skipped)
