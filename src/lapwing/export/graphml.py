"""GraphML: who does what to whom, by period. Nodes are countries and groups by code, and others by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from lapwing.export.codes import country_name
from lapwing.export.dyads import pairs_of
from lapwing.export.filing import Filed
from lapwing.export.job import Format, Job
from lapwing.export.told import Told
from lapwing.ontology import EventType
from lapwing.records import Party

# What XML 1.0 cannot hold in any writing.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE_KEYS = {"label": "string", "kind": "string", "country": "string"}
_EDGE_KEYS = {
    "period": "string",
    "n_events": "int",
    **{f"quad_{q}": "int" for q in (1, 2, 3, 4)},
    **{t.value: "int" for t in EventType},
}

Node = tuple[str, str]  # kind ("code" or "name") and the code or name
Edge = tuple[Node, Node, str]


def write(job: Job, path: Path) -> None:
    edges: dict[Edge, Counter[str]] = {}
    for event, filed, lost in job.actual_events():
        found = _edges_of(event, filed, job)
        if not found:
            job.lost.add(event.id, ["left_out_no_pair"])
            continue
        for edge in found:
            edges.setdefault(edge, Counter()).update(("n_events", f"quad_{filed.quad}", filed.type))
        # A graph counts events: their days beyond the period, their harm and sources are not what it is asked for.
        job.count(event, [r for r in lost if r != "last_day"])
    with path.open("w", encoding="utf-8") as file:
        _write_graph(file, edges, job.options.directed)


def _edges_of(event: Told, filed: Filed, job: Job) -> list[Edge]:
    """The edges to which an event adds one: two actors of one country are one node, and count once."""
    assert filed.day is not None  # actual_events leaves out what has none
    period = period_of(filed.day, job.options.period)
    pairs = list(pairs_of(event))
    if (
        job.options.among_actors and not event.recipients
    ):  # a meeting, or a fight of two sides: PLOVER has all of them as actors
        pairs = list(permutations(event.actors, 2))
    found: dict[Edge, None] = {}
    for actor, recipient in pairs:
        if actor is not None and recipient is not None:
            ends = (_node(actor), _node(recipient))
            source, target = ends if job.options.directed else sorted(ends)
            found[source, target, period] = None
    return list(found)


def _node(party: Party) -> Node:
    """A country or group by its code, anybody else by name."""
    return ("code", party.country) if party.country else ("name", " ".join(_legal(party.name).split()))


def period_of(day: date, period: str) -> str:
    """The period a day lies in: "2024-06-02", "2024-W22" (ISO 8601), "2024-06" or "2024".

    >>> period_of(date(2024, 12, 31), "week"), period_of(date(2024, 12, 31), "month")
    ('2025-W01', '2024-12')
    """
    if period == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}"
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[period]]


def _write_graph(file: TextIO, edges: dict[Edge, Counter[str]], directed: bool) -> None:
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for domain, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for key, kind in keys.items():
            file.write(f'<key id="{domain}_{key}" for="{domain}" attr.name="{key}" attr.type="{kind}"/>\n')
    file.write(f'<graph id="events" edgedefault="{"directed" if directed else "undirected"}">\n')
    for node in sorted({n for source, target, _ in edges for n in (source, target)}):
        file.write(f"<node id={_id(node)}>{''.join(_node_data(node))}</node>\n")
    for number, ((source, target, period), counts) in enumerate(sorted(edges.items(), key=lambda e: (e[0][2], e[0]))):
        values = {"period": period, **{k: counts[k] for k in _EDGE_KEYS if counts[k]}}
        told = "".join(f'<data key="edge_{k}">{escape(str(v))}</data>' for k, v in values.items())
        file.write(f'<edge id="e{number}" source={_id(source)} target={_id(target)}>{told}</edge>\n')
    file.write("</graph>\n</graphml>\n")


def _node_data(node: Node) -> Iterator[str]:
    kind, value = node
    label = (country_name(value) or value) if kind == "code" else value
    for key, text in (("label", label), ("kind", kind), ("country", value if kind == "code" else "")):
        if text:
            yield f'<data key="node_{key}">{escape(text)}</data>'


def _id(node: Node) -> str:
    return quoteattr(":".join(node))


def _legal(text: str) -> str:
    """Text that XML can hold: what it cannot becomes U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text)


FORMAT = Format(
    "graphml",
    "a network of actors by period, with counts by type and quad",
    write,
    never=("single events", "mode", "contexts", "place", "dead", "injured"),
    takes=("period", "undirected", "among_actors"),
)
