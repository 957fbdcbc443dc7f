"""State: everything that a page of the explorer shows is said in its address, so that a link is a view and the back button works."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from lapwing.errors import WrongCall
from lapwing.selection import TERMS, Selection

BINS = ("auto", "day", "week", "month", "year")
SORTS = ("day", "-day", "score", "-score", "sources", "-sources", "type", "-type")
_CHOICES = {
    "bin": BINS,
    "per": ("events", "pages"),
    "ties": ("directed", "undirected"),
    "draw": ("network", "matrix"),
    "sort": SORTS,
}
# Words of an address that are longer than this are no id. Characters.
_LONGEST_ID = 64
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class State:
    """What is asked for and how it is shown. `sel` is the id of the event or report whose evidence is open; `page` counts from 1."""

    selection: Selection = field(default_factory=Selection)
    bin: str = "auto"
    per: str = "events"
    ties: str = "directed"
    draw: str = "network"
    sort: str = "-day"
    page: int = 1
    sel: str | None = None

    @classmethod
    def parse(cls, query: Mapping[str, Sequence[str]]) -> State:
        """The state of an address's query. Raises WrongCall with every fault at once."""
        faults = []
        shown: dict[str, object] = {}
        for name, choices in _CHOICES.items():
            for value in query.get(name, ())[-1:]:
                if value in choices:
                    shown[name] = value
                else:
                    faults.append(f"{name} '{value[:40]}' is none of {', '.join(choices)}")
        for value in query.get("page", ())[-1:]:
            if value.isascii() and value.isdigit() and 1 <= int(value) <= MOST_PAGES:
                shown["page"] = int(value)
            else:
                faults.append(f"page '{value[:40]}' is no number from 1 to {MOST_PAGES}")
        for value in query.get("sel", ())[-1:]:
            if value.isalnum() and len(value) <= _LONGEST_ID:
                shown["sel"] = value
            elif value:
                faults.append("sel is no id of an event")
        rest = {k: [v for v in values if v != ""] for k, values in query.items() if k not in (*_CHOICES, "page", "sel")}
        try:
            selection = Selection.parse({k: v for k, v in rest.items() if v})
        except WrongCall as fault:
            raise WrongCall("; ".join([*faults, str(fault)])) from fault
        if faults:
            raise WrongCall("; ".join(faults) + ".")
        return cls(selection, **shown)

    @property
    def query_string(self) -> str:
        """The state as the query of an address: what is as by default is left out."""
        usual = State()
        pairs = [
            (name, str(getattr(self, name)))
            for name in (*_CHOICES, "page", "sel")
            if getattr(self, name) != getattr(usual, name)
        ]
        return "&".join(filter(None, (self.selection.query_string, urlencode(pairs))))

    def href(self, path: str = "", **changes: object) -> str:
        """A link to a state with some things changed: names of terms, `kind`, or what is shown. What is asked for changing, the first page is shown and no evidence."""
        asked = {k: v for k, v in changes.items() if k.rstrip("_") in TERMS or k == "kind"}
        shown = {k: v for k, v in changes.items() if k not in asked}
        state = self
        if asked:
            state = replace(state, selection=self.selection.changed(**asked), page=1, sel=None)
        state = replace(state, **shown)
        if "sort" in shown:
            state = replace(state, page=1)
        return f"{path}?{state.query_string}"

    def linker(self, path: str, *names: str) -> Callable[..., str]:
        """A function that makes links with values for these terms, of which None is left out: for marks that come by the thousand, whose values are the store's own."""
        base = replace(self, selection=self.selection.changed(**dict.fromkeys(names)), page=1, sel=None).query_string
        start = f"{path}?{base}&" if base else f"{path}?"
        return lambda *values: start + urlencode([(n, v) for n, v in zip(names, values, strict=True) if v is not None])

    def toggled(self, path: str, name: str, value: str) -> str:
        """A link with one value of a term taken in, or out when it is in."""
        values = self.selection.values(name)
        now = [v for v in values if v != value] if value in values else [*values, value]
        return self.href(path, **{name: now or None})
