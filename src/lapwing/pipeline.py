"""The table of contents: the steps in order.

reading      Page -> Article            text, paragraphs, comments apart, dates claimed
annotating   Article -> Annotation      sentences, mentions, triggers, quotes
resolving    Annotation -> Resolution   story date, times, places, actors
coding       -> CodedArticle            events, statements
opining      comments -> Opinion        what readers think of whom; beside the article, never in it
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lapwing.annotating import Annotator, Grammar, Names, RuleAnnotator
from lapwing.coding import code_article
from lapwing.errors import WrongCall
from lapwing.opining import code_opinions, is_scored, mark_comments, summarise
from lapwing.reading import read_page
from lapwing.records import Article, CodedArticle, DateClaim, Page, Skipped, SkipReason, SourceRef, digest
from lapwing.resolving import (
    Tables,
    find_targets,
    is_city,
    known_surfaces,
    load_tables,
    named_countries,
    people_of,
    resolve,
)
from lapwing.resources import data_digest
from lapwing.settings import Settings
from lapwing.version import __version__

ENGINES = ("learned", "rules")


class Coder:
    """Codes pages. Loads its tables once; use one for many pages. `engine` is "learned" (a small network fused with the rules) or "rules" (tables and
    frames alone: faster, and every choice can be read off a table).

    >>> coded = Coder().code_text("PARIS (AFP) — France expelled two Malian diplomats on Friday, the foreign ministry "
    ...                           "said, and recalled its ambassador from Bamako.", published=date(2024, 3, 15))
    >>> event = coded.events[0]
    >>> event.type, event.actors[0].actor.country, event.recipients[0].actor.country, str(event.period.first_day)
    ('SANCTION', 'FRA', 'MLI', '2024-03-15')
    """

    def __init__(
        self,
        *,
        engine: str = "learned",
        settings: Settings | None = None,
        tables: Tables | None = None,
        annotator: Annotator | None = None,
    ) -> None:
        if engine not in ENGINES:
            raise WrongCall(f"There is no engine '{engine}'. Choose one of: {', '.join(ENGINES)}.")
        self.settings = settings or Settings()
        self.tables = tables or load_tables()
        self._engine = engine
        self._annotator = annotator

    @property
    def annotator(self) -> Annotator:
        """What reads the events. The learned one is loaded when it is first asked for: who only reads pages needs none."""
        if self._annotator is None:
            self._annotator = _annotator(self._engine, self.tables, self.settings)
        return self._annotator

    @property
    def digest(self) -> str:
        """What coded a row: version, engine, settings and tables. A change in any of them changes it."""
        return digest(__version__, self.annotator.name, self.settings.digest, data_digest())[:8]

    def read_page(self, page: Page) -> Article | Skipped:
        """The article of a page, or why there is none."""
        return read_page(page, self.settings)

    def code_page(self, page: Page, *, published: date | None = None) -> CodedArticle | Skipped:
        """Everything that one page tells, or why it cannot be coded. `published` overrides the page's own date claims."""
        try:
            article = self.read_page(page)
            if isinstance(article, Skipped):
                return article
            if article.language is not None and article.language not in self.settings.languages:
                read = ", ".join(self.settings.languages)
                detail = f"its language is {article.language}; coded are: {read}"
                return Skipped(page.source, "pipeline", SkipReason.LANGUAGE, detail)
            return self.code_article(_published_on(article, published))
        except Exception as fault:  # one odd page among a million must not end the run; it is counted and kept
            return Skipped(page.source, "pipeline", SkipReason.FAILED, f"{type(fault).__name__}: {fault}")

    def code_article(self, article: Article) -> CodedArticle:
        """Everything that an article tells."""
        annotation = self.annotator.annotate(article)
        resolution = resolve(article, annotation, self.tables, self.settings)
        coded = code_article(article, annotation, resolution, self.settings)
        return _with_opinions(coded, self.tables) if article.comments else coded

    def code_text(self, text: str, *, published: date | None = None) -> CodedArticle:
        """Everything that a text tells. Raises WrongCall when there is no article in it."""
        coded = self.code_page(Page(text.encode("utf-8", "replace"), SourceRef("text")), published=published)
        if isinstance(coded, Skipped):
            raise WrongCall(f"The text cannot be coded: {coded.reason} ({coded.detail}).")
        return coded


def _annotator(engine: str, tables: Tables, settings: Settings) -> Annotator:
    grammar = Grammar(Names(known_surfaces(tables), is_city), settings)
    if engine == "rules":
        return RuleAnnotator(grammar)
    from lapwing.annotating.learned import (
        LearnedAnnotator,
        shipped_network,
    )  # brings onnxruntime: loaded when it is wanted

    return LearnedAnnotator(grammar, shipped_network(), settings.least_score)


def _with_opinions(coded: CodedArticle, tables: Tables) -> CodedArticle:
    """A coded article with what its readers say beside it. From the article come names, to be told when a comment uses them; nothing goes back."""
    article, day = coded.article, coded.resolution.story_date.story_date
    people = people_of(article, coded.annotation, coded.resolution)
    countries = named_countries(article, coded.annotation, tables)
    named = [
        (c, find_targets(c.text, tables, day=day, countries=countries, people=people) if is_scored(c) else ())
        for c in article.comments
    ]
    opinions, marks = code_opinions(article.id, named), mark_comments([article])
    return replace(coded, opinions=opinions, comment_marks=marks, opinion_summary=summarise(opinions, marks))


def _published_on(article: Article, published: date | None) -> Article:
    if published is None:
        return article
    claim = DateClaim(published, "caller", published.isoformat())
    return replace(article, date_claims=(claim, *article.date_claims), header_date=published)
