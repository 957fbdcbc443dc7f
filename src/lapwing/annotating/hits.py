"""Which words of a sentence trigger an event: frames found, told apart by part of speech, the governing one chosen."""

from __future__ import annotations

from lapwing.annotating.chunks import Chunk, Form
from lapwing.annotating.lexicon import NONE, Hit, Lexicon
from lapwing.annotating.parse import ACTOR_FORMS, Parse, verb_group
from lapwing.annotating.words import DETERMINERS, PREPOSITIONS, SUBORDINATORS


def find_hits(parse: Parse, lexicon: Lexicon) -> list[Hit]:
    """Frames found, the first where they overlap, since it governs; blocking frames block and vanish."""
    found: list[Hit] = []
    for i, token in enumerate(parse.tokens):
        if not token.is_word:
            continue
        hits = [*lexicon.hits(parse.tokens, i), *lexicon.passive_hits(parse.tokens, i, _passive_subject(parse, i))]
        usable = [h for h in hits if not _is_inside_name(parse, h) and _fits(parse, h)]
        if usable:
            found.append(max(usable, key=lambda h: (h.end - h.start, h.frame.needs != "", h.frame.pos == "v")))
    chosen: list[Hit] = []
    for hit in sorted(found, key=lambda h: (h.start, h.start - h.end)):
        if not any(hit.start < other.end and other.start < hit.end for other in chosen):
            chosen.append(hit)
    return [h for h in chosen if h.frame.type != NONE]


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
        if not parse.tokens[k].is_word and parse.tokens[k].text in ',;:.“”"':
            break
        if parse.tokens[k].lower in SUBORDINATORS:
            break
        words.append(parse.tokens[k].lower)
    return words


def _fits(parse: Parse, hit: Hit) -> bool:
    """Whether the word can be the part of speech that the frame wants."""
    token = parse.tokens[hit.start]
    if (
        hit.start > 0
        and token.is_capital
        and parse.tokens[hit.start - 1].is_capital
        and parse.tokens[hit.start - 1].is_word
    ):
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
        return (
            hit.form == "noun" and not (before == "to" and not noun_like) and not _is_verb_here(parse, hit, noun_like)
        )
    if hit.form == "base":
        return not noun_like and not _is_noun_here(parse, hit)
    if hit.form == "third":
        return not noun_like and (
            verb_group(parse, hit.start).start < hit.start
            or chunk >= 0
            or before in ("who", "which", "that", "and", ",")
        )
    if hit.form == "gerund":
        return not (before in DETERMINERS or (chunk >= 0 and parse.chunks[chunk].form is Form.ADJECTIVE))
    return before not in DETERMINERS  # "the detained men"


def _belongs_to_party(chunk: Chunk, hit: Hit) -> bool:
    return chunk.form in (Form.PERSON, Form.NAME, Form.ORGANISATION, Form.PLACE) or (
        chunk.form is Form.AGENT and chunk.end > hit.end
    )


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
