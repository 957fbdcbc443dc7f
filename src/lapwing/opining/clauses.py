"""A comment's text -> clauses of tokens, each token a target, a word that judges, or neither.

A comment is cut at sentence ends and lines, at "but", "while", "if" and the like, and at "and" or a comma after which a new subject begins.
Words that the reader quotes judge nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from lapwing.opining.words import Word, load_words, longest_phrases
from lapwing.records import Span, Target

_TOKEN = re.compile(r"[^\W_]+(?:['’](?![sS]\b)[^\W_]+)*|['’][sS]\b|/s\b|[^\w\s]")
_STOPS = frozenset(".!?;:…—–")
_OPENERS = frozenset(
    "but although though while whereas because since unless however yet if when whenever until except".split()
)
_PRONOUNS = frozenset("i we you he she it they this that these those there nobody everyone everybody".split())
AUXILIARIES = frozenset(
    "is are was were am be been being 's ’s has have had do does did will would can could should must may might shall isn't aren't wasn't weren't "
    "hasn't haven't hadn't don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't mustn't isnt arent wasnt dont doesnt didnt wont cant".split()
)
_DETERMINERS = frozenset("the a an all this that these those our my their his her its your".split())
# No clause is longer: what a rule may look through stays small, however long a text without a stop is. Tokens.
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark, or a whole name or phrase. `span` indexes into the comment's text; `low` is its text in lower case with straight apostrophes."""

    span: Span
    low: str
    target: Target | None = None
    words: tuple[Word, ...] = ()

    @property
    def is_stop(self) -> bool:
        return self.low in _STOPS


@dataclass(frozen=True, slots=True)
class Clause:
    """Some tokens without their stop. `opener` is the word that it was cut at ("if", "but"), or empty."""

    tokens: tuple[Token, ...]
    is_question: bool
    opener: str = ""

    @property
    def span(self) -> Span:
        return Span(self.tokens[0].span.start, self.tokens[-1].span.end)


def clauses_of(text: str, targets: Sequence[Target]) -> list[Clause]:
    """The clauses of a comment, in order; `targets` are those in its text, in order and without overlap."""
    out: list[Clause] = []
    for sentence, is_question in _sentences(text, _tokens(text, targets)):
        start, opener = 0, sentence[0].low if sentence[0].low in _OPENERS else ""
        for cut, word in [*_cuts(sentence), (len(sentence), "")]:
            if cut > start:
                out.append(Clause(tuple(sentence[start:cut]), is_question, opener))
            start, opener = cut, word
    return out


def _tokens(text: str, targets: Sequence[Target]) -> list[Token]:
    """Tokens with the targets as one each, then with phrases of the table as one each."""
    plain: list[Token] = []
    waiting = list(reversed(targets))
    position = 0
    for match in _TOKEN.finditer(text):
        while waiting and waiting[-1].span.start <= match.start():
            target = waiting.pop()
            plain.append(Token(target.span, target.span.of(text).lower(), target))
            position = target.span.end
        if match.start() >= position:
            plain.append(Token(Span(*match.span()), match[0].lower().replace("’", "'")))
    return _silenced(text, list(_with_words(plain)))


def _with_words(tokens: Sequence[Token]) -> Iterator[Token]:
    table, longest = load_words(), longest_phrases()
    i = 0
    while i < len(tokens):
        most = 0 if tokens[i].target else longest.get(tokens[i].low, 0)
        for n in range(min(most, len(tokens) - i), 0, -1):
            piece = tokens[i : i + n]
            low = " ".join(t.low for t in piece)
            if low in table and not any(t.target for t in piece):
                yield Token(Span(piece[0].span.start, piece[-1].span.end), low, None, table[low])
                i += n
                break
        else:
            yield tokens[i]
            i += 1


def _silenced(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens, with nobody named and nobody judged in what the reader quotes: within quotation marks, and in lines after ">"."""
    quoted = [
        Span(*m.span()) for m in re.finditer(r'"[^"\n]{1,600}"|“[^“”\n]{1,600}”|^[ \t]*>[^\n]*', text, re.MULTILINE)
    ]
    out, i = [], 0
    for token in tokens:
        while i < len(quoted) and quoted[i].end <= token.span.start:
            i += 1
        is_quoted = i < len(quoted) and quoted[i].covers(token.span)
        out.append(replace(token, target=None, words=()) if is_quoted else token)
    return out


def _sentences(text: str, tokens: Sequence[Token]) -> Iterator[tuple[list[Token], bool]]:
    """Tokens between stops or line ends, and whether a question mark follows."""
    sentence: list[Token] = []
    for i, token in enumerate(tokens):
        if token.is_stop or (token.low == "-" and _stands_alone(text, token.span)):
            if sentence:
                yield sentence, any(t.low == "?" for t in takewhile(lambda t: t.is_stop, tokens[i : i + 4]))
            sentence = []
            continue
        if sentence and ("\n" in text[sentence[-1].span.end : token.span.start] or len(sentence) >= _LONGEST):
            yield sentence, False
            sentence = []
        sentence.append(token)
    if sentence:
        yield sentence, False


def _stands_alone(text: str, span: Span) -> bool:
    return text[max(0, span.start - 1) : span.start].isspace() and text[span.end : span.end + 1].isspace()


def _cuts(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Where a clause begins within a sentence, and the word that opens it."""
    has_verb = False
    for i, token in enumerate(tokens):
        has_verb = has_verb or token.low in AUXILIARIES or bool(token.words)
        if i and token.low in _OPENERS:
            yield i, token.low
            has_verb = False
        elif has_verb and token.low in (",", "and", "or", "so") and begins_clause(tokens, i + 1):
            yield i, ""
            has_verb = False


def begins_clause(tokens: Sequence[Token], i: int) -> bool:
    """Whether a subject and its verb begin at a token: a pronoun, or a name before a verb."""
    while i < len(tokens) and (
        tokens[i].low in _DETERMINERS - _PRONOUNS or tokens[i].low in ("and", "so", "or", "then")
    ):
        i += 1
    if i >= len(tokens):
        return False
    if tokens[i].low in _PRONOUNS:
        return True
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    is_verb = after is not None and (
        after.low in AUXILIARIES or any(w.kind == "deed" and w.form in ("s", "past") for w in after.words)
    )
    return is_verb and bool(tokens[i].target or tokens[i].low.isalpha())
