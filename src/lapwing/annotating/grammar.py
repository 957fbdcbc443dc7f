"""Tables and grammar: an article cut into sentences, each with tokens and chunks. Both engines stand on it."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.annotating.chunks import Form, find_chunks
from lapwing.annotating.lexicon import Lexicon, load_lexicon
from lapwing.annotating.names import Names
from lapwing.annotating.parse import Parse, span_of
from lapwing.annotating.sentences import split_sentences
from lapwing.annotating.times import find_times
from lapwing.annotating.tokens import Token, tokenize
from lapwing.records import Article, Mention, MentionKind, Paragraph, ParagraphRole, Span
from lapwing.settings import Settings

_KINDS = {
    Form.NAME: MentionKind.COUNTRY,
    Form.ADJECTIVE: MentionKind.COUNTRY,
    Form.ORGANISATION: MentionKind.ORGANISATION,
    Form.PLACE: MentionKind.PLACE,
    Form.PERSON: MentionKind.PERSON,
    Form.TIME: MentionKind.TIME,
}


class Grammar:
    """Parses articles. `names` are the surfaces of the resolving tables with their kinds."""

    def __init__(self, names: Names, settings: Settings, lexicon: Lexicon | None = None) -> None:
        self._names = names
        self._settings = settings
        self.lexicon = lexicon or load_lexicon()

    def paragraphs(self, article: Article) -> Iterator[list[tuple[Span, Parse]]]:
        """The parsed sentences of each paragraph of the body. Surnames met in one are known in the next."""
        people: set[str] = set()
        for paragraph in article.paragraphs:
            if paragraph.role in (ParagraphRole.BODY, ParagraphRole.LIVE_ENTRY):
                yield self._parse_paragraph(article.text, _without_dateline(article, paragraph), people)

    def parse_sentence(self, text: str) -> Parse:
        """A text parsed as one sentence."""
        return self._parse(text, Span(0, len(text)), tokenize(text, 0, len(text)), frozenset())

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
            (starts[s.start], ends[s.end])
            for s in find_times(text, sentence.start, sentence.end)
            if s.start in starts and s.end in ends
        ]
        return Parse(tokens, tuple(find_chunks(tokens, times, self._names, self.lexicon.is_verb_form, people)))


def _without_dateline(article: Article, paragraph: Paragraph) -> Span:
    """The paragraph after its dateline, which names a place and no actor."""
    if article.dateline and article.text.startswith(article.dateline, paragraph.span.start):
        start = paragraph.span.start + len(article.dateline)
        while start < paragraph.span.end and not article.text[start].isalnum() and article.text[start] not in "\"“‘'":
            start += 1
        return Span(start, paragraph.span.end)
    return paragraph.span


def mentions_of(parse: Parse) -> Iterator[Mention]:
    """The chunks of a sentence as mentions."""
    for chunk in parse.chunks:
        kind = _KINDS.get(chunk.form, MentionKind.GROUP)
        head = Span(parse.tokens[chunk.head_start].start, parse.tokens[chunk.head_end - 1].end)
        yield Mention(span_of(parse, chunk), kind, head)
