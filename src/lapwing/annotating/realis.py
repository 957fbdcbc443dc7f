"""Whether an act happened, by the words around its trigger: modals, negation, governing verbs, adjectives."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lapwing.annotating.lexicon import verb_forms
from lapwing.annotating.parse import Parse
from lapwing.annotating.words import RELATIVES, SUBORDINATORS
from lapwing.records import Realis

_ORDER = (Realis.DENIED, Realis.POSSIBLE, Realis.PLANNED)
_REACH = 7


@dataclass(frozen=True, slots=True)
class Cues:
    """Words of one realis, in every form."""

    modals: frozenset[str]
    governors: frozenset[str]
    words: frozenset[str]
    adjectives: frozenset[str]


@cache
def load_cues() -> dict[Realis, Cues]:
    table = tomllib.loads(files(__package__).joinpath("data/realis.toml").read_text("utf-8"))
    return {
        Realis(name): Cues(
            frozenset(rows["modals"]),
            frozenset(form for verb in rows["governors"] for form in verb_forms(verb, {})),
            frozenset(rows["words"]),
            frozenset(rows["adjectives"]),
        )
        for name, rows in table.items()
    }


def realis_of_verb(parse: Parse, group_start: int, verb: int, *, is_infinitive: bool) -> Realis:
    """Realis of the verb at token `verb`, whose group with auxiliaries starts at `group_start`."""
    cues = load_cues()
    own = parse.lowers(group_start, verb)
    if any(w in cues[Realis.DENIED].words or w.endswith("n't") for w in own):
        return Realis.DENIED
    left = _left_context(parse, group_start)
    if _is_reported_denial(parse, group_start) or any(w in _NOBODY for w in left):
        return Realis.DENIED
    if left[:3] == ["of", "short", "stopped"] or {*own, *left[:1]} & _NEARLY:
        return Realis.DENIED
    for realis in _ORDER:
        if any(w in cues[realis].modals for w in own):
            return realis
    if "would" in own or "'d" in own:
        return Realis.POSSIBLE if "if" in parse.lowers(0, len(parse.tokens)) else Realis.PLANNED
    if left[:1] == ["without"]:
        return Realis.DENIED
    if any(w in ("if", "unless", "whether") for w in left):
        return Realis.POSSIBLE
    governor = parse.tokens[group_start - 1].lower if group_start else ""
    if is_infinitive:
        window = set(own) | set(left[:4])
        if any(w in cues[Realis.DENIED].words | cues[Realis.DENIED].governors or w.endswith("n't") for w in window):
            return Realis.DENIED
        if window & cues[Realis.POSSIBLE].modals:
            return Realis.POSSIBLE
        for realis in (Realis.PLANNED, Realis.POSSIBLE):
            if window & (cues[realis].governors | cues[realis].words | cues[realis].modals):
                return realis
        if own[:1] and own[0] in ("is", "are", "was", "were"):
            return Realis.PLANNED
        return Realis.ACTUAL if governor in _BEGUN else Realis.POSSIBLE
    for realis in _ORDER:
        if governor in cues[realis].governors:
            return realis
    return Realis.ACTUAL


_NOBODY = frozenset("neither none nobody".split())
_NEARLY = frozenset("almost nearly narrowly".split())
_BEGUN = frozenset(
    form
    for verb in (
        "continue",
        "begin",
        "start",
        "manage",
        "proceed",
        "go",
        "come",
        "return",
        "move",
        "gather",
        "meet",
        "arrive",
        "use",
    )
    for form in verb_forms(verb, {})
) | {"began", "begun", "went", "gone", "came", "met"}


_DENYING = frozenset(form for verb in ("deny", "dismiss", "refute", "rebut", "reject") for form in verb_forms(verb, {}))


def _is_reported_denial(parse: Parse, i: int) -> bool:
    """ "The ministry denied a report that soldiers had been deployed"."""
    words = parse.lowers(i - 12, i)
    if "that" not in words:
        return False
    at = len(words) - 1 - words[::-1].index("that")
    if words[-1:] in (["and"], ["but"]):
        return False  # "denied that ... and accused": the outer subject's next act
    return any(w in _DENYING for w in words[:at][-6:])


def realis_of_noun(parse: Parse, noun: int) -> Realis:
    """Realis of the nominalised event at token `noun`: its adjectives, then the verb that governs it."""
    cues = load_cues()
    left = _left_context(parse, noun)
    near = left[:3]
    for realis in _ORDER:
        if any(w in cues[realis].adjectives for w in near):
            return realis
    for realis in _ORDER:
        # "A failed launch" was a launch; "failed to launch" was none.
        found = [
            w for w in left[:_REACH] if (w in cues[realis].governors and w != "failed") or w in cues[realis].modals
        ]
        if found or (
            realis is Realis.DENIED and any(w in ("not", "never") or w.endswith("n't") for w in left[:_REACH])
        ):
            return realis
    if "would" in left:
        return Realis.PLANNED
    return Realis.ACTUAL


def _left_context(parse: Parse, i: int) -> list[str]:
    """Words to the left of token `i`, nearest first, up to the start of the clause."""
    out: list[str] = []
    for k in range(i - 1, max(-1, i - 14), -1):
        word = parse.tokens[k].lower
        if not parse.tokens[k].is_word and parse.tokens[k].text in ",;:.—–":
            break
        out.append(word)
        if word in (SUBORDINATORS | RELATIVES) - {"as"}:
            break
    return out
