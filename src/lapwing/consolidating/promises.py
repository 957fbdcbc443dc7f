"""Promises over time: commitments that repeat one another, and later events that keep, break or delay them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from lapwing.consolidating.reports import report_words
from lapwing.records import FollowUp, Promise, Realis, Undertaking, digest

# Of the shorter content, this share of the words stands in the other: one promise, told again. Share, words.
LEAST_SAME, LEAST_WORDS = 0.6, 2
# A promise is followed for about a year and a half: after that the same words are a new one. Days.
MAX_DAYS = 550
# An event carries a promise out when it has this share of the promise's words, and two of them at least. Share.
LEAST_CARRIED_OUT = 0.5
_BROKEN = re.compile(r"\b(?:fail(?:ed|s|ure)?|broke|broken|reneg\w+|scrap(?:ped|s)?|cancel\w*|abandon\w*|drop(?:ped|s)|backtrack\w*|revers(?:ed|es)|refus\w+)\b", re.IGNORECASE)  # fmt: skip
_DELAYED = re.compile(r"\b(?:delay\w*|postpon\w+|put off|push(?:ed)? back|miss(?:ed|es) (?:the|its|a|another) deadline|extend\w* the deadline|later than (?:planned|promised))\b", re.IGNORECASE)  # fmt: skip
_ORDER = {"kept": 0, "broken": 1, "delayed": 2}


def follow_promises(undertakings: Iterable[Undertaking], events: Iterable[Undertaking]) -> tuple[Promise, ...]:
    """Commitments joined to promises, each with what became of it, in the order of ids. `events` are what parties did, in the same form: `what` is the sentence that tells it. Neither
    order matters."""
    promises: list[list[Undertaking]] = []
    by_party: dict[str, list[list[Undertaking]]] = {}
    for undertaking in sorted(undertakings, key=lambda u: (u.told_on or date.max, u.id)):
        known = next(
            (p for party in undertaking.by for p in by_party.get(party, ()) if _is_same(p[0], undertaking)), None
        )
        if known is not None:
            known.append(undertaking)
            continue
        promises.append([undertaking])
        for party in undertaking.by:
            by_party.setdefault(party, []).append(promises[-1])
    later = _ByWord(events)
    return tuple(sorted((_promise(some, later) for some in promises), key=lambda p: p.id))


def _is_same(first: Undertaking, later: Undertaking) -> bool:
    """Whether a commitment tells an earlier one again."""
    if first.told_on is None or later.told_on is None or (later.told_on - first.told_on).days > MAX_DAYS:
        return False
    a, b = report_words(first.what), report_words(later.what)
    common = len(a & b)
    return common >= min(LEAST_WORDS, len(a), len(b)) and common >= LEAST_SAME * max(1, min(len(a), len(b)))


class _ByWord:
    """Events by party and word, so that a promise is compared only with those that share one."""

    def __init__(self, events: Iterable[Undertaking]) -> None:
        self._found: dict[tuple[str, str], list[Undertaking]] = {}
        for event in sorted(events, key=lambda e: (e.told_on or date.max, e.id)):
            for party in event.by:
                for word in report_words(event.what):
                    self._found.setdefault((party, word), []).append(event)

    def sharing(self, promise: Undertaking) -> Iterator[tuple[Undertaking, float]]:
        """Later events of the same party with enough of the promise's words, and their share."""
        words = report_words(promise.what)
        counts: dict[str, int] = {}
        by_id: dict[str, Undertaking] = {}
        for party in promise.by:
            for word in sorted(words):
                for event in self._found.get((party, word), ()):
                    by_id[event.id] = event
                    counts[event.id] = counts.get(event.id, 0) + 1
        for i, n in sorted(counts.items()):
            share = n / max(LEAST_WORDS, len(words))
            if n >= LEAST_WORDS and share >= LEAST_CARRIED_OUT and _is_later(promise, by_id[i]):
                yield by_id[i], share


def _is_later(promise: Undertaking, event: Undertaking) -> bool:
    """Whether an event of another article came after a promise was made, within the time that it is followed."""
    if promise.told_on is None or event.told_on is None or promise.article_id == event.article_id:
        return False
    return 0 < (event.told_on - promise.told_on).days <= MAX_DAYS


def _promise(told: Sequence[Undertaking], later: _ByWord) -> Promise:
    first = told[0]
    follow_ups = sorted(
        (f for event, share in later.sharing(first) if (f := _follow_up(event, share)) is not None),
        key=lambda f: (f.told_on or date.max, f.event_id),
    )
    ends = [f.kind for f in follow_ups]
    deadlines = [(u.deadline_last, u.deadline_first) for u in told if u.deadline_last is not None]
    last, start = deadlines[-1] if deadlines else (None, None)
    return Promise(
        id=digest("promise", first.id),
        commitment_ids=tuple(u.id for u in told),
        article_ids=tuple(dict.fromkeys(u.article_id for u in told)),
        by=first.by,
        what=first.what,
        strength=first.strength,
        made_on=first.told_on,
        last_told_on=max((u.told_on for u in told if u.told_on), default=None),
        deadline_first=start,
        deadline_last=last,
        status=min(ends, key=_ORDER.__getitem__) if ends else "open",
        follow_ups=tuple(follow_ups),
    )


def _follow_up(event: Undertaking, share: float) -> FollowUp | None:
    """What an event makes of the promise whose words it has. Only what happened keeps one; plans and possibilities change nothing."""
    if _DELAYED.search(event.what):
        kind = "delayed"
    elif event.realis is Realis.DENIED or _BROKEN.search(event.what):
        kind = "broken"
    elif event.realis is Realis.ACTUAL and event.strength not in (
        "AGREE",
        "REQUEST",
        "REJECT",
        "ACCUSE",
        "THREATEN",
        "CONSULT",
    ):
        kind = "kept"
    else:
        return None
    return FollowUp(kind, event.id, event.article_id, event.told_on, event.what, round(share, 2))
