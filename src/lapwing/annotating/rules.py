"""The rule engine: an annotator made of tables and frames. The baseline that a learned annotator must beat."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from lapwing.annotating.chunks import Chunk, Form, find_chunks
from lapwing.annotating.lexicon import NONE, Frame, Hit, Lexicon, load_lexicon, verb_forms
from lapwing.annotating.names import Names
from lapwing.annotating.parse import (
    ACTOR_FORMS,
    Parse,
    find_object,
    find_party,
    find_possessor,
    find_subject,
    rightward,
    verb_group,
)
from lapwing.annotating.quotes import find_quotes, span_of
from lapwing.annotating.realis import realis_of_noun, realis_of_verb
from lapwing.annotating.sentences import split_sentences
from lapwing.annotating.times import find_times
from lapwing.annotating.tokens import Token, tokenize
from lapwing.annotating.words import DETERMINERS, DISASTERS, LOCATIVE, PREPOSITIONS, REPORTING, SUBORDINATORS
from lapwing.records import (
    Annotation,
    Article,
    EventMention,
    Mention,
    MentionKind,
    Paragraph,
    ParagraphRole,
    Quote,
    Realis,
    Span,
)
from lapwing.settings import Settings

# How sure a rule is by what it stands on. Ordinal, not calibrated: a verb with both parties in its own clause leads,
# a noun with a borrowed subject comes last.
_VERB_SCORE, _NOUN_SCORE, _BORROWED, _NO_PARTY, _IN_QUOTE = 0.85, 0.7, 0.75, 0.85, 0.7

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
_KINDS = {
    Form.NAME: MentionKind.COUNTRY,
    Form.ADJECTIVE: MentionKind.COUNTRY,
    Form.ORGANISATION: MentionKind.ORGANISATION,
    Form.PLACE: MentionKind.PLACE,
    Form.PERSON: MentionKind.PERSON,
    Form.TIME: MentionKind.TIME,
}


class RuleAnnotator:
    """Annotates an article by rule. `names` are the surfaces of the resolving tables with their kinds."""

    name = "rules"

    def __init__(self, names: Names, settings: Settings, lexicon: Lexicon | None = None) -> None:
        self._names = names
        self._settings = settings
        self._lexicon = lexicon or load_lexicon()

    def annotate(self, article: Article) -> Annotation:
        """Sentences, mentions, event mentions and quotes of the article's body. Comments are not looked at."""
        sentences: list[Span] = []
        mentions: dict[Span, Mention] = {}
        events: list[EventMention] = []
        quotes: list[Quote] = []
        people: set[str] = set()
        for paragraph in article.paragraphs:
            if paragraph.role not in (ParagraphRole.BODY, ParagraphRole.LIVE_ENTRY):
                continue
            parses = self._parse_paragraph(article.text, _without_dateline(article, paragraph), people)
            found = find_quotes(article.text, parses)
            quotes.extend(found)
            for sentence, parse in parses:
                sentences.append(sentence)
                mentions |= {m.span: m for m in _mentions(parse)}
                events.extend(_in_quotes(e, found) for e in self._events(article.text, parse))
        return Annotation(tuple(sentences), tuple(mentions[s] for s in sorted(mentions)), tuple(events), tuple(quotes))

    def _parse_paragraph(self, text: str, body: Span, people: set[str]) -> list[tuple[Span, Parse]]:
        out = []
        for sentence in split_sentences(text, body, self._settings.max_sentence_chars):
            tokens = tokenize(text, sentence.start, sentence.end)
            if tokens:
                parse = self._parse(text, sentence, tokens, frozenset(people))
                people |= {tokens[c.head_end - 1].text for c in parse.chunks if c.form is Form.PERSON}
                out.append((sentence, parse))
        return out

    def _parse(self, text: str, sentence: Span, tokens: tuple[Token, ...], people: frozenset[str]) -> Parse:
        starts = {t.start: i for i, t in enumerate(tokens)}
        ends = {t.end: i + 1 for i, t in enumerate(tokens)}
        times = [
            (starts[s.start], ends[s.end]) for s in find_times(text, sentence.start, sentence.end) if s.start in starts and s.end in ends
        ]
        return Parse(tokens, tuple(find_chunks(tokens, times, self._names, self._lexicon.is_verb_form, people)))

    # --- events ------------------------------------------------------------------------------------------

    def _events(self, text: str, parse: Parse) -> Iterator[EventMention]:
        drafts = [_as_refusal(parse, d) for hit in self._hits(parse) if (d := _draft(parse, hit)) is not None]
        drafts.extend(_demands(parse))
        kept = [d for d in drafts if not any(_absorbs(parse, other, d) for other in drafts if other is not d)]
        contexts = _contexts(parse)
        for draft in _without_repeats(kept):
            yield from _event_mentions(parse, draft, contexts)

    def _hits(self, parse: Parse) -> list[Hit]:
        """Frames found, the first where they overlap, since it governs; blocking frames block and vanish."""
        found: list[Hit] = []
        for i, token in enumerate(parse.tokens):
            if not token.is_word:
                continue
            hits = [*self._lexicon.hits(parse.tokens, i), *self._lexicon.passive_hits(parse.tokens, i, _passive_subject(parse, i))]
            usable = [h for h in hits if not _is_inside_name(parse, h) and _fits(parse, h)]
            if usable:
                found.append(max(usable, key=lambda h: (h.end - h.start, h.frame.needs != "", h.frame.pos == "v")))
        chosen: list[Hit] = []
        for hit in sorted(found, key=lambda h: (h.start, h.start - h.end)):
            if not any(hit.start < other.end and other.start < hit.end for other in chosen):
                chosen.append(hit)
        return sorted((h for h in chosen if h.frame.type != NONE), key=lambda h: h.start)


def _without_dateline(article: Article, paragraph: Paragraph) -> Span:
    """The paragraph after its dateline, which names a place and no actor."""
    if article.dateline and article.text.startswith(article.dateline, paragraph.span.start):
        start = paragraph.span.start + len(article.dateline)
        while start < paragraph.span.end and not article.text[start].isalnum() and article.text[start] not in "\"“‘'":
            start += 1
        return Span(start, paragraph.span.end)
    return paragraph.span


@dataclass(frozen=True, slots=True)
class _Draft:
    """A hit with its parties as chunks, before spans."""

    hit: Hit
    actors: tuple[Chunk, ...]
    recipients: tuple[Chunk, ...]
    realis: Realis
    score: float
    is_infinitive: bool = False
    separately: bool = False


def _is_inside_name(parse: Parse, hit: Hit) -> bool:
    """Whether a hit starts in a name, where it triggers nothing; a described actor may open one ("press conference")."""
    n = parse.chunk_at[hit.start]
    if n < 0:
        return False
    chunk = parse.chunks[n]
    return chunk.form is not Form.AGENT or (chunk.head_start <= hit.start < chunk.head_end and hit.end <= chunk.end)


def _passive_subject(parse: Parse, i: int) -> list[str]:
    """For a participle after "be": the words of the noun phrase before it, where "sanctions" stands in "sanctions were
    imposed". Empty for anything else."""
    group = verb_group(parse, i)
    if not group.has_be:
        return []
    words: list[str] = []
    for k in range(group.start - 1, max(-1, group.start - 12), -1):
        if not parse.tokens[k].is_word and parse.tokens[k].text in ",;:.“”\"":
            break
        if parse.tokens[k].lower in SUBORDINATORS:
            break
        words.append(parse.tokens[k].lower)
    return words


def _fits(parse: Parse, hit: Hit) -> bool:
    """Whether the word can be the part of speech that the frame wants."""
    token = parse.tokens[hit.start]
    if hit.start > 0 and token.is_capital and parse.tokens[hit.start - 1].is_capital and parse.tokens[hit.start - 1].is_word:
        return False  # part of a title or a name: "the Peace Talks Foundation"
    last = parse.chunk_at[hit.end - 1]
    if last >= 0 and hit.end - hit.start > 1 and _belongs_to_party(parse.chunks[last], hit):
        return False  # the pattern reaches into a party: "meet ~ minister" over "met Japanese Foreign Minister Ono"
    before = parse.tokens[hit.start - 1].lower if hit.start else ""
    chunk = parse.chunk_at[hit.start - 1] if hit.start else -1
    noun_like = before in DETERMINERS or (before in PREPOSITIONS and before != "to") or before in ("'s", "’s")
    if chunk >= 0 and parse.chunks[chunk].form in (Form.ADJECTIVE, Form.POSSESSIVE):
        noun_like = True
    if hit.frame.pos == "n":
        return hit.form == "noun" and not (before == "to" and not noun_like) and not _is_verb_here(parse, hit, noun_like)
    if hit.form == "base":
        return not noun_like and not _is_noun_here(parse, hit)
    if hit.form == "third":
        return not noun_like and (verb_group(parse, hit.start).start < hit.start or chunk >= 0 or before in ("who", "which", "that", "and", ","))
    if hit.form == "gerund":
        return not (before in DETERMINERS or chunk >= 0 and parse.chunks[chunk].form is Form.ADJECTIVE)
    if before in DETERMINERS:
        return False  # "the detained men"
    return True


def _belongs_to_party(chunk: Chunk, hit: Hit) -> bool:
    return chunk.form in (Form.PERSON, Form.NAME, Form.ORGANISATION, Form.PLACE) or (chunk.form is Form.AGENT and chunk.end > hit.end)


def _is_verb_here(parse: Parse, hit: Hit, noun_like: bool) -> bool:
    """A noun that looks like a verb ("attacks", "protest") right after a subject and before an object is a verb."""
    if noun_like or hit.end - hit.start > 1 or hit.start == 0:
        return False
    n = parse.chunk_at[hit.start - 1]
    if n < 0 or parse.chunks[n].form not in ACTOR_FORMS - {Form.ADJECTIVE} or hit.end >= len(parse.tokens):
        return False
    following = parse.tokens[hit.end]
    starts_object = parse.chunk_at[hit.end] >= 0 or following.lower in DETERMINERS
    return starts_object and parse.chunks[n].form in (Form.NAME, Form.PERSON, Form.PRONOUN, Form.ORGANISATION)


def _is_noun_here(parse: Parse, hit: Hit) -> bool:
    """A base form is a verb after "to", an auxiliary or a plural subject; after other words it is a noun."""
    group = verb_group(parse, hit.start)
    if group.start < hit.start:
        return False
    if hit.start == 0:
        return True
    n = parse.chunk_at[hit.start - 1]
    before = parse.tokens[hit.start - 1]
    if n >= 0:
        head = parse.tokens[parse.chunks[n].head_end - 1].lower
        return not (head.endswith("s") or head in ("they", "we", "you", "i", "police", "who"))
    return before.lower not in ("and", "who", "or", "not", "help", "let") and not before.lower.endswith(("ly", "n't"))


# --- parties ---------------------------------------------------------------------------------------------


def _draft(parse: Parse, hit: Hit) -> _Draft | None:
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
    return draft


def _verb_draft(parse: Parse, hit: Hit) -> _Draft:
    group = verb_group(parse, hit.start)
    is_gerund = hit.form == "gerund" and not group.has_be
    subject = find_subject(parse, _left_of_governor(parse, group.start) if group.is_infinitive else group.start, is_gerund=is_gerund)
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
    return _Draft(hit, tuple(actors), tuple(recipients), realis, _VERB_SCORE, group.is_infinitive, separately)


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
    following = parse.tokens[hit.end]
    if following.lower == "by":
        return True
    # "Three men arrested over it": verbs that always have an object, with a preposition where it should be.
    takes_object = hit.frame.mode in _OBJECT_MODES or hit.frame.pattern.split("|")[0].split()[0] in ("kill", "wound", "injure")
    return takes_object and following.lower in PREPOSITIONS - {"between", "about", "around", "near"} and not parse.tokens[min(hit.end + 1, len(parse.tokens) - 1)].text[0].isdigit()


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
    inner = [c for c in parse.chunks if hit.start < c.start and c.end <= hit.end and c.form in ACTOR_FORMS | {Form.PLACE}]
    for place in wanted:
        if place == "obj":
            found = inner or find_object(parse, hit.end, allow_by=by_allowed)
        else:
            party = find_party(parse, hit.start + 1, (place,))
            found = party[1] if party else []
        if found:
            return found
    return inner if hit.frame.type == "AID" else []


def _noun_draft(parse: Parse, hit: Hit) -> _Draft:
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
    return _Draft(hit, tuple(actors), tuple(recipients), realis_of_noun(parse, hit.start), score)


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
_REFUSALS = {"AGREE": None, "CONSULT": "meet", "SUPPORT": None, "CONCEDE": "yield", "COOPERATE": "assist", "AID": "assist", "RETREAT": "yield"}
_REFUSING = frozenset(form for verb in ("refuse", "decline") for form in verb_forms(verb, {}))


def _as_refusal(parse: Parse, draft: _Draft) -> _Draft:
    """"Will not lift the ban", "refuses to meet" are refusals; "did not lift the ban" is an act that did not happen."""
    if draft.realis is not Realis.DENIED or draft.hit.frame.pos != "v" or draft.hit.frame.type not in _REFUSALS:
        return draft
    before = parse.lowers(verb_group(parse, draft.hit.start).start - 1, draft.hit.start)
    refuses = any(w in _REFUSING or w == "won't" for w in before) or (("will" in before or "would" in before) and "not" in before)
    if not refuses:
        return draft
    frame = replace(draft.hit.frame, type="REJECT", mode=_REFUSALS[draft.hit.frame.type])
    return replace(draft, hit=replace(draft.hit, frame=frame), realis=Realis.ACTUAL)


_DEMAND = Frame("X says Y must", "v", "REQUEST", None, ("subj",), ("obj",), "both")


def _demands(parse: Parse) -> Iterator[_Draft]:
    """"Iran said Iraq must leave": what a speaker says another must do is a request of the other."""
    for i, token in enumerate(parse.tokens):
        if token.lower not in ("must", "should") or not 0 < i < len(parse.tokens) - 1 or parse.chunk_at[i - 1] < 0:
            continue
        asked = find_subject(parse, i)
        reports = [k for k in range(i) if parse.tokens[k].lower in REPORTING and parse.chunk_at[k] < 0]
        if not asked or not reports or any(t.text in ",;\"“" for t in parse.tokens[reports[-1] : i]):
            continue
        speakers = find_subject(parse, verb_group(parse, reports[-1]).start)
        if speakers and asked[0].start > reports[-1] and not set(speakers) & set(asked):
            yield _Draft(Hit(i, i + 1, _DEMAND, "base"), tuple(speakers), tuple(asked), Realis.ACTUAL, _VERB_SCORE)


# --- choosing between drafts -----------------------------------------------------------------------------


def _absorbs(parse: Parse, outer: _Draft, inner: _Draft) -> bool:
    """Whether `inner` is the content of `outer`: "threatened to attack", "called for talks", "accused X of bombing"."""
    if outer.hit.end > inner.hit.start:
        return False
    gap = parse.lowers(outer.hit.end - 1, inner.hit.start)  # the frame's own last word, as in "demand that"
    allegation = outer.hit.frame.type == "ACCUSE" and outer.hit.frame.mode != "disapprove"
    if outer.hit.frame.type not in _ABSORBING and not allegation:
        return False
    if any(w in (";", ":", "after", "while", "when", "as", "who", "which", "because", "although", "but", "since") for w in gap):
        return False
    if "," in gap and not (gap.count(",") == 2 and not allegation):
        return False
    if inner.hit.frame.pos == "n":
        return "and" not in gap or inner.realis is not Realis.ACTUAL
    if allegation:
        return "of" in gap or "with" in gap or "for" in gap
    return inner.is_infinitive or inner.hit.form == "gerund" or "that" in gap or inner.realis in (Realis.PLANNED, Realis.POSSIBLE)


def _without_repeats(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Drops a noun that says again, with the same parties, what a verb of its sentence said."""
    out: list[_Draft] = []
    for draft in sorted(drafts, key=lambda d: (-d.score, d.hit.start)):
        if not any(_says_again(draft, other) for other in out):
            out.append(draft)
    return sorted(out, key=lambda d: d.hit.start)


def _says_again(draft: _Draft, other: _Draft) -> bool:
    same_type = draft.hit.frame.type == other.hit.frame.type
    return same_type and set(draft.actors) <= set(other.actors) and set(draft.recipients) <= set(other.recipients)


# --- to records ------------------------------------------------------------------------------------------


def _event_mentions(parse: Parse, draft: _Draft, contexts: tuple[tuple[str, Span], ...]) -> Iterator[EventMention]:
    hit = draft.hit
    # A party inside the pattern ends the trigger: "gave" of "gave Ukraine aid".
    inside = [c.start for c in draft.recipients if hit.start < c.start < hit.end]
    trigger = Span(parse.tokens[hit.start].start, parse.tokens[min([*inside, hit.end]) - 1].end)
    one_by_one = (draft.separately or hit.frame.mode == "visit") and len(draft.recipients) > 1
    groups = [[c] for c in draft.recipients] if one_by_one else [list(draft.recipients)]
    for recipients in groups:
        yield EventMention(
            trigger=trigger,
            type=hit.frame.type,
            mode=hit.frame.mode,
            realis=draft.realis,
            score=round(draft.score, 3),
            actors=tuple(span_of(parse, c) for c in draft.actors),
            recipients=tuple(span_of(parse, c) for c in recipients),
            place=_place(parse, draft),
            time=_time(parse, draft),
            attributed_to=_attribution(parse, hit),
            contexts=contexts,
            reason=f"{hit.frame.pos}:{hit.frame.pattern}",
        )


def _time(parse: Parse, draft: _Draft) -> Span | None:
    """The time phrase of the trigger's clause, the nearest after it before the nearest before it."""
    times = [c for c in parse.chunks if c.form is Form.TIME and parse.tokens[c.start].lower != "for"]
    best, cost = None, 10_000
    for chunk in times:
        after = chunk.start >= draft.hit.end
        gap = parse.lowers(draft.hit.end, chunk.start) if after else parse.lowers(chunk.end, draft.hit.start)
        distance = len(gap) + (0 if after else 4)
        distance += 30 * sum(w in SUBORDINATORS - {"as"} or w in (";", "who", "which") for w in gap)
        distance += 8 * sum(w in (",", "and") for w in gap) + 40 * sum(w in REPORTING for w in gap if not after)
        if distance < cost:
            best, cost = chunk, distance
    return span_of(parse, best) if best is not None and cost < 30 else None


def _place(parse: Parse, draft: _Draft) -> Span | None:
    """The nearest place after a locative preposition in the trigger's clause."""
    used = {*draft.actors}
    best, cost = None, 10_000
    for chunk in parse.chunks:
        located = chunk.start > 0 and parse.tokens[chunk.start - 1].lower in LOCATIVE - {"to", "into", "from", "on", "through", "toward", "towards"}
        if chunk in used or not located or chunk.form not in (Form.PLACE, Form.NAME):
            continue
        after = chunk.start >= draft.hit.end
        gap = parse.lowers(draft.hit.end, chunk.start) if after else parse.lowers(chunk.end, draft.hit.start)
        distance = len(gap) + 25 * sum(w in SUBORDINATORS - {"as"} or w in (";", "who", "which") for w in gap) + (0 if after else 6)
        if distance < cost:
            best, cost = chunk, distance
    if best is None and draft.hit.frame.mode == "visit" and draft.recipients and draft.recipients[0].form in (Form.NAME, Form.PLACE):
        best, cost = draft.recipients[0], 0
    return span_of(parse, best) if best is not None and cost < 25 else None


def _attribution(parse: Parse, hit: Hit) -> Span | None:
    """Who says so, when the trigger stands in reported speech: "X said ...", "..., X said", "according to X"."""
    for i, token in enumerate(parse.tokens):
        if parse.chunk_at[i] >= 0:
            continue
        if token.lower == "according" and i + 1 < len(parse.tokens) and parse.tokens[i + 1].lower == "to":
            found = find_object(parse, i + 2)
            return span_of(parse, found[0]) if found else None
        if token.lower in REPORTING and not hit.start <= i < hit.end:
            closing = all(not t.is_word or parse.chunk_at[k] >= 0 for k, t in enumerate(parse.tokens[i + 1 :], i + 1))
            if i < hit.start or closing:
                subject = find_subject(parse, verb_group(parse, i).start, is_gerund=token.lower.endswith("ing"))
                if not subject and closing and i + 1 < len(parse.tokens) and parse.chunk_at[i + 1] >= 0:
                    subject = rightward(parse, parse.chunk_at[i + 1])
                subject = [c for c in subject if c.form is not Form.ADJECTIVE]
                return span_of(parse, subject[0]) if subject else None
    return None


def _in_quotes(event: EventMention, quotes: Sequence[Quote]) -> EventMention:
    """An event inside quotation marks is the speaker's word for it."""
    for quote in quotes:
        if quote.span.covers(event.trigger):
            return replace(event, attributed_to=quote.speaker or event.attributed_to, score=round(event.score * _IN_QUOTE, 3))
    return event


def _mentions(parse: Parse) -> Iterator[Mention]:
    for chunk in parse.chunks:
        kind = _KINDS.get(chunk.form, MentionKind.GROUP)
        head = Span(parse.tokens[chunk.head_start].start, parse.tokens[chunk.head_end - 1].end)
        yield Mention(span_of(parse, chunk), kind, head)


# --- contexts --------------------------------------------------------------------------------------------


@cache
def _context_words() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Contexts by the first word of their patterns."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    table = files(__package__).joinpath("data/contexts.tsv").read_text("utf-8")
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        words = tuple(row["pattern"].split())
        for last in (words[-1], words[-1] + "s"):
            full = (*words[:-1], last)
            out.setdefault(full[0], []).append((full, row["context"]))
    return {first: tuple(rows) for first, rows in out.items()}


def _contexts(parse: Parse) -> tuple[tuple[str, Span], ...]:
    """Contexts that a word of the sentence grounds, each with its first such word."""
    found: dict[str, Span] = {}
    lowers = [t.lower for t in parse.tokens]
    for i, word in enumerate(lowers):
        for words, context in _context_words().get(word, ()):
            if tuple(lowers[i : i + len(words)]) == words and context not in found:
                found[context] = Span(parse.tokens[i].start, parse.tokens[i + len(words) - 1].end)
    return tuple(sorted(found.items()))
