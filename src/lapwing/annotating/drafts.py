"""Frames with their parties: who stands where the frame looks, what is refused or demanded, and what is only said again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lapwing.annotating.chunks import Chunk, Form
from lapwing.annotating.lexicon import Frame, Hit, verb_forms
from lapwing.annotating.parse import (
    ACTOR_FORMS,
    Parse,
    find_object,
    find_party,
    find_possessor,
    find_subject,
    verb_group,
)
from lapwing.annotating.realis import realis_of_noun, realis_of_verb
from lapwing.annotating.words import DISASTERS, PREPOSITIONS, REPORTING, SUBORDINATORS
from lapwing.records import Realis

# How sure a rule is by what it stands on. Ordinal, not calibrated: a verb with both parties in its own clause leads,
# a noun with a borrowed subject comes last.
_VERB_SCORE, _NOUN_SCORE, _BORROWED, _NO_PARTY = 0.85, 0.7, 0.75, 0.85

# What is offered, asked, refused or threatened is the content of that act, no event beside it (ontology/RULINGS.md).
_ABSORBING = frozenset("AGREE REQUEST REJECT THREATEN CONCEDE".split())
_SUPPORT_VERBS = frozenset(
    "hold held holds holding conduct conducted conducts conducting stage staged stages staging carry carried carries carrying "
    "launch launched launches launching make made makes making mount mounted begin began begins beginning start started starts "
    "continue continued continues continuing resume resumed resumes resuming undertake undertook undertaken perform performed "
    "order ordered orders ordering plan planned plans planning announce announced announces issue issued issues issuing lead led "
    "leads leading pay paid pays paying give gave given gives giving open opened opens opening join joined joins attend attended "
    "attends attending host hosted hosts hosting take took taken takes have had has receive wage waged".split()
)
_OBJECT_MODES = frozenset("arrest abduct deport convict release targeted".split())


@dataclass(frozen=True, slots=True)
class Draft:
    """A hit with its parties as chunks, before spans. `separately` makes one event of each recipient."""

    hit: Hit
    actors: tuple[Chunk, ...]
    recipients: tuple[Chunk, ...]
    realis: Realis
    score: float
    is_infinitive: bool = False
    separately: bool = False


def find_drafts(parse: Parse, hits: Sequence[Hit]) -> list[Draft]:
    """The drafts of a sentence, without those that are content of another or say it again."""
    drafts = [_as_refusal(parse, d) for hit in hits if (d := _draft(parse, hit)) is not None]
    drafts.extend(_demands(parse))
    kept = [d for d in drafts if not any(_absorbs(parse, other, d) for other in drafts if other is not d)]
    return _without_repeats(kept)


def _draft(parse: Parse, hit: Hit) -> Draft | None:
    draft = _verb_draft(parse, hit) if hit.frame.pos == "v" else _noun_draft(parse, hit)
    actors = tuple(c for c in draft.actors if not (c.start < hit.end and hit.start < c.end))
    recipients = tuple(c for c in draft.recipients if c not in actors)
    draft = replace(draft, actors=actors, recipients=recipients)
    needs = hit.frame.needs
    if (needs in ("recipient", "both") and not draft.recipients) or (needs in ("actor", "both") and not draft.actors):
        return None
    if not draft.actors and not draft.recipients:
        return None
    if hit.frame.type == "ASSAULT" and not draft.actors and any(w in DISASTERS for w in parse.lowers(0, hit.start)):
        return None
    if not (draft.actors and draft.recipients):
        draft = replace(draft, score=draft.score * _NO_PARTY)
    if any(parse.tokens[c.start].lower in ("no", "neither", "none") for c in (*draft.actors, *draft.recipients)):
        draft = replace(draft, realis=Realis.DENIED)  # "no soldiers were killed"
    return draft


def _verb_draft(parse: Parse, hit: Hit) -> Draft:
    group = verb_group(parse, hit.start)
    is_gerund = hit.form == "gerund" and not group.has_be
    subject = find_subject(
        parse, _left_of_governor(parse, group.start) if group.is_infinitive else group.start, is_gerund=is_gerund
    )
    realis = realis_of_verb(parse, group.start, hit.start, is_infinitive=group.is_infinitive)
    if _is_passive(parse, hit, group.has_be):
        actors = _passive_agent(parse, hit)
        recipients = subject if "obj" in hit.frame.recipient or not hit.frame.recipient else _recipients(parse, hit)
        if hit.frame.mode == "visit" and "obj" not in hit.frame.recipient:
            actors, recipients = [], []  # "were flown to Aden" is no visit
        elif "obj" not in hit.frame.recipient and not recipients:
            recipients = subject
    elif hit.frame.actor == ("obj",):
        inside = [c for c in parse.chunks if hit.start < c.start and c.end <= hit.end and c.form in ACTOR_FORMS]
        actors, recipients = inside or find_object(parse, hit.end), _recipients(parse, hit)
    else:
        actors, recipients = subject, _recipients(parse, hit)
    separately = any(t.lower == "separately" for t in parse.tokens[hit.start : hit.end + 2])
    return Draft(hit, tuple(actors), tuple(recipients), realis, _VERB_SCORE, group.is_infinitive, separately)


def _passive_agent(parse: Parse, hit: Hit) -> list[Chunk]:
    """Who a passive says did it: the nearest "by", before another act begins."""
    party = find_party(parse, hit.start + 1, ("by",))
    if party is None or "and" in parse.lowers(hit.end, party[1][0].start) or party[1][0].start - hit.end > 8:
        return []
    return party[1]


def _left_of_governor(parse: Parse, start: int) -> int:
    """Over "decided to", "is scheduled to": back to where the governing verb's own group begins."""
    if start == 0 or parse.chunk_at[start - 1] >= 0:
        return start
    return verb_group(parse, start - 1).start


def _is_passive(parse: Parse, hit: Hit, has_be: bool) -> bool:
    """A participle after "be", or one after a noun phrase that is followed by "by"."""
    if hit.form not in ("past", "participle"):
        return False
    if has_be:
        return True
    follows_noun = hit.start > 0 and (parse.chunk_at[hit.start - 1] >= 0 or hit.form == "participle")
    if not follows_noun or hit.frame.recipient[:1] != ("obj",) or hit.end >= len(parse.tokens):
        return False
    if hit.end - hit.start > 1 and any(hit.start < c.start < hit.end for c in parse.chunks):
        return False  # its object stands inside the pattern
    following = parse.tokens[hit.end]
    if following.lower == "by":
        return True
    # "Three men arrested over it": verbs that always have an object, with a preposition where it should be.
    takes_object = hit.frame.mode in _OBJECT_MODES or hit.frame.pattern.split("|")[0].split()[0] in (
        "kill",
        "wound",
        "injure",
    )
    return (
        takes_object
        and parse.chunk_at[hit.end] < 0  # "killed at least 26 soldiers"
        and following.lower in PREPOSITIONS - {"between", "about", "around", "near"}
        and not parse.tokens[min(hit.end + 1, len(parse.tokens) - 1)].text[0].isdigit()
    )


def _recipients(parse: Parse, hit: Hit) -> list[Chunk]:
    """The other party, by the frame's places in their order. "gave Ukraine aid" has it inside the pattern."""
    wanted = hit.frame.recipient
    if not wanted:
        return []
    by_allowed = hit.frame.type in ("ACCUSE", "SUPPORT", "REJECT")
    last = parse.tokens[hit.end - 1].lower
    surrounds = hit.frame.pattern.split(" ")[-2:-1] == ["~"]  # "praise ~ for": the praised stands in the gap
    if last in PREPOSITIONS and wanted[0] in ("obj", last) and not surrounds:
        return find_object(parse, hit.end, allow_by=by_allowed)
    inner = [
        c for c in parse.chunks if hit.start < c.start and c.end <= hit.end and c.form in ACTOR_FORMS | {Form.PLACE}
    ]
    for place in wanted:
        if place == "obj":
            found = inner or find_object(parse, hit.end, allow_by=by_allowed)
        else:
            party = find_party(parse, hit.start + 1, (place,))
            found = party[1] if party else []
        if found:
            return found
    return inner if hit.frame.type == "AID" else []


def _noun_draft(parse: Parse, hit: Hit) -> Draft:
    score = _NOUN_SCORE
    actors: list[Chunk] = []
    used = ""
    for place in hit.frame.actor:
        if place == "poss":
            actors = find_possessor(parse, hit.start)
        elif place != "subj" and (party := find_party(parse, hit.end - 1, (place,))):
            # "The arrest of two miners", but not "a rally in the city of Cusco": "of" must follow at once.
            reach = 1 if place == "of" else 4
            near = party[1][0].start - hit.end <= reach and party[1][0].form is not Form.PRONOUN
            actors, used = (party[1], place) if near else ([], "")
        if actors:
            break
    wanted = tuple(p for p in hit.frame.recipient if p not in ("obj", used))
    party = find_party(parse, hit.end - 1, wanted)
    recipients = party[1] if party and party[1][0].start - hit.end <= 10 else []
    if not actors:
        actors = _borrowed_subject(parse, hit, bool(recipients))
        score *= _BORROWED
    return Draft(hit, tuple(actors), tuple(recipients), realis_of_noun(parse, hit.start), score)


def _borrowed_subject(parse: Parse, hit: Hit, has_recipient: bool) -> list[Chunk]:
    """The subject of a light verb that the noun is object of ("held a meeting"), or, for a meeting with somebody, the
    subject of the clause around it ("at a press conference with Hamada, Austin said")."""
    for i in range(hit.start - 1, max(-1, hit.start - 7), -1):
        token = parse.tokens[i]
        if parse.chunk_at[i] >= 0 and parse.chunks[parse.chunk_at[i]].form is not Form.TIME:
            break
        if token.lower in _SUPPORT_VERBS:
            return find_subject(parse, verb_group(parse, i).start, is_gerund=token.lower.endswith("ing"))
        if token.lower in SUBORDINATORS or token.text in ",;:":
            break
    if hit.frame.type != "CONSULT" or not has_recipient:
        return []
    for i, token in enumerate(parse.tokens):
        if token.lower in REPORTING and parse.chunk_at[i] < 0:
            return find_subject(parse, i)
    return []


# What one may refuse to do, and the mode of that refusal.
_REFUSALS = {
    "AGREE": None,
    "CONSULT": "meet",
    "SUPPORT": None,
    "CONCEDE": "yield",
    "COOPERATE": "assist",
    "AID": "assist",
    "RETREAT": "yield",
}
_REFUSING = frozenset(form for verb in ("refuse", "decline") for form in verb_forms(verb, {}))


def _as_refusal(parse: Parse, draft: Draft) -> Draft:
    """ "Will not lift the ban", "refuses to meet" are refusals; "did not lift the ban" is an act that did not happen."""
    if draft.realis is not Realis.DENIED or draft.hit.frame.pos != "v" or draft.hit.frame.type not in _REFUSALS:
        return draft
    before = parse.lowers(verb_group(parse, draft.hit.start).start - 1, draft.hit.start)
    refuses = any(w in _REFUSING or w == "won't" for w in before) or (
        ("will" in before or "would" in before) and "not" in before
    )
    if not refuses:
        return draft
    frame = replace(draft.hit.frame, type="REJECT", mode=_REFUSALS[draft.hit.frame.type])
    return replace(draft, hit=replace(draft.hit, frame=frame), realis=Realis.ACTUAL)


_DEMAND = Frame("X says Y must", "v", "REQUEST", None, ("subj",), ("obj",), "both")


def _demands(parse: Parse) -> Iterator[Draft]:
    """ "Iran said Iraq must leave": what a speaker says another must do is a request of the other."""
    for i, token in enumerate(parse.tokens):
        if token.lower not in ("must", "should") or not 0 < i < len(parse.tokens) - 1 or parse.chunk_at[i - 1] < 0:
            continue
        asked = find_subject(parse, i)
        reports = [k for k in range(i) if parse.tokens[k].lower in REPORTING and parse.chunk_at[k] < 0]
        if not asked or not reports or any(t.text in ',;"“' for t in parse.tokens[reports[-1] : i]):
            continue
        speakers = find_subject(parse, verb_group(parse, reports[-1]).start)
        if speakers and asked[0].start > reports[-1] and not set(speakers) & set(asked):
            yield Draft(Hit(i, i + 1, _DEMAND, "base"), tuple(speakers), tuple(asked), Realis.ACTUAL, _VERB_SCORE)


# --- choosing between drafts -----------------------------------------------------------------------------


def _absorbs(parse: Parse, outer: Draft, inner: Draft) -> bool:
    """Whether `inner` is the content of `outer`: "threatened to attack", "called for talks", "accused X of bombing"."""
    if outer.hit.end > inner.hit.start:
        return False
    gap = parse.lowers(outer.hit.end - 1, inner.hit.start)  # the frame's own last word, as in "demand that"
    allegation = outer.hit.frame.type == "ACCUSE" and outer.hit.frame.mode != "disapprove"
    if outer.hit.frame.type not in _ABSORBING and not allegation:
        return False
    if any(
        w in (";", ":", "after", "while", "when", "as", "who", "which", "because", "although", "but", "since")
        for w in gap
    ):
        return False
    if "," in gap and not (gap.count(",") == 2 and not allegation):
        return False
    if inner.hit.frame.pos == "n":
        return "and" not in gap or inner.realis is not Realis.ACTUAL
    if allegation:
        return "of" in gap or "with" in gap or "for" in gap
    return (
        inner.is_infinitive
        or inner.hit.form == "gerund"
        or "that" in gap
        or inner.realis in (Realis.PLANNED, Realis.POSSIBLE)
    )


def _without_repeats(drafts: Sequence[Draft]) -> list[Draft]:
    """Drops a noun that says again, with the same parties, what a verb of its sentence said."""
    out: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (-d.score, d.hit.start)):
        if not any(_says_again(draft, other) for other in out):
            out.append(draft)
    return sorted(out, key=lambda d: d.hit.start)


def _says_again(draft: Draft, other: Draft) -> bool:
    same_type = draft.hit.frame.type == other.hit.frame.type
    return same_type and set(draft.actors) <= set(other.actors) and set(draft.recipients) <= set(other.recipients)
