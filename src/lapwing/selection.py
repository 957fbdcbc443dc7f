"""Selection: which events somebody asks for. One vocabulary for the command line, addresses of the explorer, the API, exports and alerts.

    selection = Selection.parse({"type": ["ASSAULT"], "country": ["SDN"], "since": ["2024-05-01"]})
    sql, parameters = selection.select("type, count(*)", "group by type")
    store.query(sql, parameters)

Values of the user are parameters, never part of the SQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from lapwing.errors import WrongCall
from lapwing.ontology import QUADS, SECTOR_NAMES, Context, EventType, Mode
from lapwing.records import Realis

KINDS = ("events", "reports")
"""What is counted: `events` are what happened, once; `reports` are the events as each article tells them."""

# A longer search is no search. Characters.
_LONGEST_WORDS = 200


Condition = tuple[str, list[object]]
"""A condition with question marks, and what stands for them."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that can be asked for: its name, what it means, how a value is read, and the condition that values make.

    `choices` lists the values that there are, when they can be listed.
    """

    name: str
    doc: str
    read: Callable[[str], object]
    condition: Callable[[Sequence], Condition]
    is_many: bool = False
    choices: tuple[str, ...] = ()
    example: str = ""

    @property
    def json_schema(self) -> dict[str, object]:
        """What one value looks like, as JSON Schema. A box has also to be one."""
        return {"type": "string", "enum": list(self.choices)} if self.choices else dict(_SHAPES[self.read])


def _one_of(values: Iterable[str]) -> Callable[[str], str]:
    by_folded = {value.lower(): value for value in values}

    def read(text: str) -> str:
        if text.lower() not in by_folded:
            raise ValueError(f"is none of {', '.join(by_folded.values())}")
        return by_folded[text.lower()]

    return read


def _code(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{3}", text):
        raise ValueError("is no code of three letters, such as KEN or IGO")
    return text.upper()


def _pair(text: str) -> tuple[str, str]:
    first, _, second = text.partition("-")
    return _code(first), _code(second)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("is no day, such as 2024-05-31") from None


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise ValueError("is no number from 0 to 1")
    return value


def _count(text: str) -> int:
    if not re.fullmatch(r"\d{1,6}", text):
        raise ValueError("is no whole number")
    return int(text)


def _box(text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise ValueError("is no box of four numbers: west,south,east,north in degrees") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError("is no box: west and east lie in -180 to 180, south below north in -90 to 90")
    return west, south, east, north


def _text(text: str) -> str:
    if not text.strip() or len(text) > _LONGEST_WORDS:
        raise ValueError(f"is empty or longer than {_LONGEST_WORDS} characters")
    return text


_DEGREES = r"-?[0-9]{1,3}(\.[0-9]{1,6})?"
_SHAPES: dict[Callable, dict[str, object]] = {
    _code: {"type": "string", "pattern": "^[A-Za-z]{3}$"},
    _pair: {"type": "string", "pattern": "^[A-Za-z]{3}-[A-Za-z]{3}$"},
    _day: {"type": "string", "format": "date"},
    _share: {"type": "number", "minimum": 0, "maximum": 1},
    _count: {"type": "integer", "minimum": 0, "maximum": 999_999},
    _box: {"type": "string", "pattern": f"^{_DEGREES}(,{_DEGREES}){{3}}$"},
    _text: {"type": "string", "minLength": 1, "maxLength": _LONGEST_WORDS, "pattern": r"\S"},
}


def _in(column: str) -> Callable[[Sequence], Condition]:
    return lambda values: (f"{column} in ({', '.join('?' * len(values))})", list(values))


def _among(*columns: str) -> Callable[[Sequence], Condition]:
    """Any of the values in any of the lists. A list_contains for each takes a quarter of the time of list_has_any."""

    def condition(values: Sequence) -> Condition:
        each = [f"list_contains({column}, ?)" for column in columns for _ in values]
        return " or ".join(each), list(values) * len(columns)

    return condition


def _bound(sql: str) -> Callable[[Sequence], Condition]:
    return lambda values: (sql, list(values))


def _dyad(values: Sequence[tuple[str, str]]) -> Condition:
    return "list_contains(actor_countries, ?) and list_contains(recipient_countries, ?)", list(values[0])


def _between(values: Sequence[tuple[str, str]]) -> Condition:
    (one_way, pair), (other_way, back) = _dyad(values), _dyad([values[0][::-1]])
    return f"{one_way} or {other_way}", pair + back


def _inside(values: Sequence[tuple[float, float, float, float]]) -> Condition:
    west, south, east, north = values[0]
    joined = "and" if west <= east else "or"  # a box over the 180th meridian has its east west of its west
    return f"latitude between ? and ? and (longitude >= ? {joined} longitude <= ?)", [south, north, west, east]


def _all_words(values: Sequence[str]) -> Condition:
    words = values[0].lower().split()
    return " and ".join("contains(searched, ?)" for _ in words), words


_TERMS = (
    Term("type", "PLOVER type", _one_of(EventType), _in("type"), True, tuple(EventType), "ASSAULT"),
    Term("mode", "PLOVER mode", _one_of(Mode), _in("mode"), True, tuple(Mode), "aerial"),
    Term("context", "PLOVER context", _one_of(Context), _among("contexts"), True, tuple(Context), "cyber"),
    Term("realis", "Whether it happened", _one_of(Realis), _in("realis"), True, tuple(Realis), "actual"),
    Term("quad", "Quad class, 1 verbal cooperation to 4 material conflict", _one_of(map(str, QUADS)), _in("quad::varchar"), True, tuple(map(str, QUADS)), "4"),
    Term("by", "Country or group code among the actors", _code, _among("actor_countries"), True, (), "RUS"),
    Term("to", "Country or group code among the recipients", _code, _among("recipient_countries"), True, (), "UKR"),
    Term("country", "Country or group code among actors or recipients", _code, _among("actor_countries", "recipient_countries"), True, (), "SDN"),
    Term("dyad", "Actor and recipient, in this direction", _pair, _dyad, False, (), "RUS-UKR"),
    Term("between", "Two parties, in either direction", _pair, _between, False, (), "RUS-UKR"),
    Term("sector", "Sector among actors or recipients", _one_of(SECTOR_NAMES), _among("sectors"), True, tuple(SECTOR_NAMES), "REB"),
    Term("who", "Name of an actor or recipient, as the store has it", _text, _among("names"), True, (), "the Houthis"),
    Term("since", "Not over before this day. What has no day counts by the day it was told", _day, _bound("coalesce(last_day, told_on) >= ?"), False, (), "2024-05-01"),
    Term("until", "Begun by this day", _day, _bound("coalesce(first_day, told_on) <= ?"), False, (), "2024-05-31"),
    Term("in", "Country of the place", _code, _in("place_country"), True, (), "SDN"),
    Term("place", "Name of the place, as the store has it", _text, _in("place"), True, (), "Omdurman"),
    Term("box", "Place in this box: west,south,east,north in degrees", _box, _inside, False, (), "21,8,39,23"),
    Term("least_score", "Score of at least this, 0 to 1", _share, _bound("score >= ?"), False, (), "0.7"),
    Term("least_sources", "Told by so many independent sources", _count, _bound("n_sources >= ?"), False, (), "2"),
    Term("words", "Words that all stand in a sentence that tells it, in its names or its place", _text, _all_words, False, (), "border post"),
)  # fmt: skip
TERMS: dict[str, Term] = {term.name: term for term in _TERMS}
"""Every term by its name, in the order in which a question is written."""

_PARTY_COLUMNS = """
list_distinct(list_transform(list_concat(coalesce(e.actors, []), coalesce(e.recipients, [])), lambda p: p.name)) as names,
list_distinct(list_filter(list_transform(list_concat(coalesce(e.actors, []), coalesce(e.recipients, [])), lambda p: p.sector), lambda s: s is not null)) as sectors,
list_transform(coalesce(e.actors, []), lambda p: p.name) as actors,
list_transform(coalesce(e.recipients, []), lambda p: p.name) as recipients
"""
_SAME = """e.type, e.mode, e.contexts, e.realis, e.first_day, e.last_day, e.quad, e.intensity, e.actor_countries, e.recipient_countries,
e.place, e.place_country, e.latitude, e.longitude, e.place_level, e.dead, e.injured, e.score"""


def _searched(sentences: str) -> str:
    return f"lower(concat_ws(' ', {sentences}, e.place, array_to_string(list_transform(list_concat(coalesce(e.actors, []), coalesce(e.recipients, [])), lambda p: p.name), ' '))) as searched"


SOURCES = {
    "events": f"""
select e.id, {_SAME}, e.n_reports, e.n_articles, e.n_independent_sources as n_sources, e.first_report as told_on, e.last_report as last_told_on, e.disputed,
{_PARTY_COLUMNS}, t.best.id as coded_event_id, t.best.article_id as article_id, t.best.sentence as sentence, t.best.trigger as trigger,
{_searched("t.sentences")}
from consolidated_events e left join (
    select r.event_id, arg_max(struct_pack(id := c.id, article_id := c.article_id, sentence := c.sentence, trigger := c.trigger), struct_pack(score := c.score, id := c.id)) as best,
           string_agg(distinct c.sentence, ' ' order by c.sentence) as sentences
    from reports r join events c on c.id = r.id group by r.event_id) t on t.event_id = e.id""",
    "reports": f"""
select e.id, {_SAME}, 1 as n_reports, 1 as n_articles, 1 as n_sources, e.story_date as told_on, e.story_date as last_told_on, []::varchar[] as disputed,
{_PARTY_COLUMNS}, e.id as coded_event_id, e.article_id, e.sentence, e.trigger, {_searched("e.sentence")}
from events e""",
}
"""Kind -> a SELECT over a store's views: one row for each event or report, with the same columns for both.

`told_on` and `last_told_on` are the days of the first and last report; `coded_event_id`, `article_id`, `sentence` and `trigger` those of the report with the best score; `searched`
holds, in lower case, every sentence that tells it, its place and names. The events need the consolidated views (`Store.consolidate`).
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for: the kind, and for each term its values. An event has to meet every term; of one term's values, any."""

    kind: str = "events"
    asked: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def parse(cls, given: Mapping[str, Sequence[str]]) -> Selection:
        """The selection of names and texts, as in an address. Commas separate values of a term that takes many. Raises WrongCall with every fault at once.

        >>> Selection.parse({"type": ["assault,protest"], "since": ["2024-05-01"]}).query_string
        'type=ASSAULT&type=PROTEST&since=2024-05-01'
        """
        faults: list[str] = []
        kind = (list(given.get("kind", ())) or ["events"])[-1]
        if kind not in KINDS:
            faults.append(f"kind '{kind}' is none of {', '.join(KINDS)}")
        unknown = [name for name in given if name not in TERMS and name != "kind"]
        if unknown:
            faults.append(f"unknown: {', '.join(sorted(unknown))}. Known: kind, {', '.join(TERMS)}")
        asked = []
        for name, term in TERMS.items():
            texts = _values_of(term, given.get(name, ()))
            if len(texts) > 1 and not term.is_many:
                faults.append(f"{name} takes one value")
            values = []
            for text in texts:
                try:
                    values.append(_written(term.read(text), text))
                except ValueError as fault:
                    faults.append(f"{name} '{text}' {fault}")
            if values:
                asked.append((name, tuple(dict.fromkeys(values))))
        if faults:
            raise WrongCall("; ".join(faults) + ".", faults=faults)
        return cls(kind, tuple(asked))

    def values(self, name: str) -> tuple[str, ...]:
        """The values asked for under a term, as written in an address; empty when it is not asked for."""
        return dict(self.asked).get(name, ())

    def changed(self, **given: str | Sequence[str] | None) -> Selection:
        """The selection with some terms (or the kind) replaced; None or nothing leaves a term out. `in` is written `in_`."""
        told: dict[str, Sequence[str]] = {"kind": [self.kind], **dict(self.asked)}
        for name, values in given.items():
            key = name.rstrip("_")
            told[key] = [values] if isinstance(values, str) else list(values or ())
        return Selection.parse({name: values for name, values in told.items() if values})

    @property
    def query_string(self) -> str:
        """The selection as the query of an address, always in the same order."""
        pairs = [("kind", self.kind)] if self.kind != "events" else []
        return urlencode(pairs + [(name, value) for name, values in self.asked for value in values])

    def split(self, names: Collection[str]) -> tuple[Selection, Selection]:
        """What is asked for under these terms, and the rest; both of the same kind."""
        inside = tuple(pair for pair in self.asked if pair[0] in names)
        return Selection(self.kind, inside), Selection(self.kind, tuple(p for p in self.asked if p not in inside))

    def where(self) -> Condition:
        """The condition on rows of the source, and what stands for its question marks; `true` when nothing is asked for."""
        parts, parameters = [], []
        for name, texts in self.asked:
            term = TERMS[name]
            sql, values = term.condition([term.read(text) for text in texts])
            parts.append(f"({sql})")
            parameters += values
        return " and ".join(parts) or "true", parameters

    def select(self, columns: str = "*", rest: str = "", source: str | None = None) -> Condition:
        """A SELECT over the rows asked for, and its parameters. `source` is a table that has the columns of SOURCES; the store's views without one."""
        condition, parameters = self.where()
        return f"select {columns} from {source or '(' + SOURCES[self.kind] + ')'} where {condition} {rest}", parameters


def _values_of(term: Term, given: Sequence[str] | str) -> list[str]:
    texts = [given] if isinstance(given, str) else list(given)
    if term.is_many and term.read is not _text:
        texts = [part for text in texts for part in text.split(",")]
    return [text.strip() for text in texts if text.strip()]


def _written(value: object, text: str) -> str:
    """How a value stands in an address: codes and listed values as the store writes them, all else as given."""
    if isinstance(value, tuple) and isinstance(value[0], str):
        return "-".join(value)
    return str(value) if isinstance(value, str) else text
