"""The vocabulary: every record that travels between steps. Standard library only.

All records are frozen. A `Span` is a half-open range of characters and indexes into `Article.text`, unless a
field says otherwise, so that `article.text[span.start:span.end]` is the quoted text. Unknown is `None`, and the
`Match` beside it says why. Ids are digests of content: the same input has the same id on any machine.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import blake2b


class Realis(StrEnum):
    """Whether an event happened, as the page tells it."""

    ACTUAL = "actual"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DENIED = "denied"
    BACKGROUND = "background"


class MentionKind(StrEnum):
    """What a mention names. `GROUP` holds people named by role, collectives and pronouns."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    GROUP = "group"
    PLACE = "place"
    TIME = "time"
    QUANTITY = "quantity"


class ParagraphRole(StrEnum):
    BODY = "body"
    CAPTION = "caption"
    SUBHEAD = "subhead"
    LIVE_ENTRY = "live-entry"


class SkipReason(StrEnum):
    """Why an input was not coded. The list is fixed and documented in docs/steps/reading.md."""

    EMPTY = "empty"
    NOT_TEXT = "not_text"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    BAD_RECORD = "bad_record"
    TOO_DEEP = "too_deep"
    TRUNCATED = "truncated"
    HTTP_STATUS = "http_status"
    UNSAFE = "unsafe"
    NO_ARTICLE = "no_article"
    PAYWALL = "paywall"
    LINK_LIST = "link_list"
    LANGUAGE = "language"
    NOT_FETCHED = "not_fetched"
    FAILED = "failed"


def digest(*parts: str) -> str:
    """A stable 128-bit id of the parts, as 32 hexadecimal digits."""
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters, as offsets into `Article.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters it covers.

        >>> Span(0, 5).of("Tokyo said")
        'Tokyo'
        """
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


# --- reading ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a page came from: a file, a web address or "-", and the record within it: a line or row number from 1, or in an
    archive the byte at which the record starts (`offset`)."""

    file: str
    record: int | None = None
    offset: int | None = None

    def __str__(self) -> str:
        if self.offset is not None:
            return f"{self.file}@{self.offset}"
        return self.file if self.record is None else f"{self.file}:{self.record}"


@dataclass(frozen=True, slots=True)
class Page:
    """What came in: bytes, and what the container said of them. `title`, `url` and `published_on` come from a
    structured record (a JSON Lines row, a feed's entry) and are None for a bare file. `charset` is what a server declared;
    `fetched_on` the day on which an archive or Lapwing itself fetched the page, before which it was published."""

    content: bytes
    source: SourceRef
    title: str | None = None
    url: str | None = None
    published_on: str | None = None
    published_by: str = "record"
    charset: str | None = None
    fetched_on: date | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the article. The coder takes paragraphs and nothing else: this is the fence that keeps
    readers' comments out of the events."""

    span: Span
    role: ParagraphRole = ParagraphRole.BODY
    # When a live blog's entry was written, as the page gives it (ISO 8601 where it does).
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A reader's comment. `text` is its own string, never part of `Article.text`; `source_span` indexes into the
    decoded page when the page is plain text. `order` counts from 0; `parent` is the id of the comment answered."""

    id: str
    author: str | None
    text: str
    order: int
    posted: str | None = None
    parent: str | None = None
    source_span: Span | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class DateClaim:
    """A day that some part of the page claims as its date. `source` is caller, record, feed, json-ld,
    meta, header, time, url, htmldate or crawl (when it was fetched); `evidence` is the text it was read from."""

    value: date
    source: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Article:
    """A page's article, with reader comments apart and dates as claims.

    `id` is a digest of `text`. `comments_status` is found, none, not_in_file or uncertain. `uncertain` holds lines
    between article and comments that could be either: they are kept, and never coded.
    """

    id: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    source: SourceRef
    url: str | None = None
    title: str | None = None
    comments: tuple[Comment, ...] = ()
    comments_status: str = "none"
    uncertain: tuple[str, ...] = ()
    date_claims: tuple[DateClaim, ...] = ()
    header_date: date | None = None
    agency: str | None = None
    byline: str | None = None
    dateline: str | None = None
    section: str | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A page that cannot be coded is a result, not an exception."""

    source: SourceRef
    step: str
    reason: SkipReason
    detail: str


# --- annotating ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, a described actor, a place or a time in the text. `head` is the part that names it: the personal
    name in "Defence Minister Ana Ruiz", the noun in "two Peruvian miners"."""

    span: Span
    kind: MentionKind
    head: Span
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class EventMention:
    """A trigger with its arguments as spans of mentions. `realis` is what grammar says; dates come later."""

    trigger: Span
    type: str
    mode: str | None
    realis: Realis
    score: float
    actors: tuple[Span, ...] = ()
    recipients: tuple[Span, ...] = ()
    place: Span | None = None
    time: Span | None = None
    attributed_to: Span | None = None
    contexts: tuple[tuple[str, Span], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody, without quotation marks. `cue` is the verb of speaking, `speaker` the mention who speaks, `more` the further pieces of
    a quotation that the verb interrupts ("We," he said, "will stay"), in order. Not `direct`: the reporter's words for what was said."""

    span: Span
    cue: Span | None
    speaker: Span | None
    addressee: Span | None = None
    direct: bool = True
    more: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """Something counted. `span` is the whole counted phrase, `number` the words of its number, `value` what they say; `unit` is money, percent or ordinal
    where it is one of those; `qualifier` "at least", "at most", "about", "record" and the like."""

    span: Span
    number: Span
    value: float
    unit: str | None = None
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """What was read out of an article, each in the order of the text. Sentences do not overlap."""

    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[EventMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    counts: tuple[Count, ...] = ()

    def sentence_number(self, span: Span) -> int:
        """The number of the sentence that holds a span, from 0, or -1."""
        n = bisect_right(self.sentences, span.start, key=lambda s: s.start) - 1
        return n if n >= 0 and self.sentences[n].covers(span) else -1

    def sentence_of(self, span: Span) -> Span | None:
        """The sentence that holds a span."""
        n = self.sentence_number(span)
        return self.sentences[n] if n >= 0 else None


# --- resolving -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Match:
    """Why a choice was made: a score in 0..1, a short slug, and words for a person to read."""

    score: float
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a mention stands for. `country` is ISO 3166-1 alpha-3 or a PLOVER group code (IGO, UNO, EUR, NGO, ISM, IMG,
    MNC, KOS); `sector` a PLOVER sector code. Either is None when the page does not tell. `person` is the
    usual name of who held the office that day, when the tables know it: "the Japanese foreign minister" is somebody."""

    id: str
    name: str
    country: str | None
    sector: str | None
    match: Match
    role: str | None = None
    wikidata: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is. Degrees north and east; `level` is country, city, region, or sea."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    level: str
    match: Match
    admin1: str | None = None
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """The days a time phrase stands for, both included. `precision` is day, week, month, season, year or range."""

    first_day: date
    last_day: date
    precision: str
    match: Match


@dataclass(frozen=True, slots=True)
class StoryDate:
    """The day the story is told from. `story_date` differs from `header_date` only when the text contradicts the
    header by `margin` or more and with at least two clues; `evidence` spans the clues."""

    header_date: date | None
    story_date: date | None
    margin: float
    evidence: tuple[Span, ...]
    match: Match


class FrozenMap(dict):
    """A dict that nobody can write to, and that travels between processes (a mappingproxy does not)."""

    def _refuse(self, *_: object, **__: object) -> None:
        raise TypeError("a record's map cannot be changed")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = __ior__ = _refuse  # type: ignore[assignment]

    def __reduce__(self) -> tuple:
        return FrozenMap, (dict(self),)

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self.items()))


@dataclass(frozen=True, slots=True)
class Resolution:
    """What mentions stand for, by the span of the mention. A span such as "the two countries" has several actors."""

    story_date: StoryDate
    actors_by_span: Mapping[Span, tuple[Actor, ...]] = field(default_factory=dict)
    place_by_span: Mapping[Span, Place] = field(default_factory=dict)
    period_by_span: Mapping[Span, Period] = field(default_factory=dict)
    scene: Span | None = None
    lead_time: Span | None = None

    def __post_init__(self) -> None:
        for name in ("actors_by_span", "place_by_span", "period_by_span"):
            object.__setattr__(self, name, FrozenMap(getattr(self, name)))


# --- coding ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor in an event, and the words that name it there."""

    span: Span
    actor: Actor


@dataclass(frozen=True, slots=True)
class Magnitude:
    """How many: the lowest, the best and the highest figure the page gives."""

    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event as one article tells it.

    `type` is the literal PLOVER type (a visit next week is CONSULT, planned); exporters apply PLOVER's rewriting.
    `evidence` has a span for every field that was read from the text.
    """

    id: str
    article_id: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    trigger: Span
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    place: Place | None
    period: Period | None
    realis: Realis
    quad: int
    intensity: float
    evidence: Mapping[str, tuple[Span, ...]]
    match: Match
    attributed_to: Participant | None = None
    dead: Magnitude | None = None
    injured: Magnitude | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "evidence", FrozenMap(self.evidence))

    @property
    def score(self) -> float:
        return self.match.score


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that the page puts in somebody's mouth. `span` holds the words without quotation marks, `more` the further pieces of a quotation that
    its verb interrupts. `via` is who passed them on ("according to state media"), `setting` the words for where they were said ("at a news conference"), `about` the
    actors that they name."""

    id: str
    article_id: str
    span: Span
    direct: bool
    speaker: Participant | None
    addressee: Participant | None
    cue: Span | None
    event_id: str | None
    match: Match
    more: tuple[Span, ...] = ()
    via: Participant | None = None
    setting: Span | None = None
    about: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True)
class Commitment:
    """Who undertook what towards whom, and until when. `span` is what is undertaken; `strength` is vowed, pledged, promised, committed, agreed, offered or
    plans; `deadline_span` the words of the deadline, also of one that names no day ("as soon as possible"); `event_id` the event that it is or
    names, if one was coded."""

    id: str
    article_id: str
    span: Span
    by: tuple[Participant, ...]
    to: tuple[Participant, ...]
    deadline: Period | None
    deadline_span: Span | None
    condition: Span | None
    strength: str
    event_id: str | None
    match: Match


@dataclass(frozen=True, slots=True)
class Claim:
    """A counted claim: never that many events. `span` is the counted phrase, `number` the span of the number in it. `low` and `high` bound the count: "at
    least 26" has no upper bound, "26" is both; an ordinal ("its seventh test") says which of a series, in `value`. `subject` is who is counted, when the
    phrase stands for somebody; `event_id` the event whose party or trigger the phrase is; `source` who says so."""

    id: str
    article_id: str
    span: Span
    number: Span
    value: float
    low: float | None
    high: float | None
    unit: str | None
    qualifier: str | None
    subject: tuple[Participant, ...]
    source: Participant | None
    period: Period | None
    event_id: str | None
    match: Match


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning or announced hazard. `span` is the sentence that tells it, `cue` its verb or noun; `hazard` a short slug, `hazard_span` its words; `n_areas` how
    many areas are named or counted, `points` the coordinates that are given, degrees north and east; `window` the days."""

    id: str
    article_id: str
    span: Span
    cue: Span
    issuer: Participant | None
    recipient: Participant | None
    hazard: str
    hazard_span: Span
    n_areas: int | None
    points: tuple[tuple[float, float], ...]
    window: Period | None
    match: Match


# --- opining ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody whom a reader names. `span` indexes into the comment's own text."""

    span: Span
    actor: Actor


@dataclass(frozen=True, slots=True)
class Leg:
    """One stop of an itinerary: a visit. `span` names the place, `country` is where it lies."""

    country: str
    place: Place | None
    period: Period | None
    realis: Realis
    span: Span
    event_id: str


@dataclass(frozen=True, slots=True)
class Itinerary:
    """The travels of one traveller in an article: two stops or more, in order, done and planned."""

    id: str
    article_id: str
    traveller: Participant
    legs: tuple[Leg, ...]
    match: Match


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a reader thinks of somebody, by their words in a comment; never an event. `span` is the clause, `target_span` the words that name the target
    and `cues` the words that judge it: all three index into the comment's own text, not into `Article.text`. `polarity` lies in -1..1 and is never 0:
    where nothing is judged there is no opinion."""

    id: str
    article_id: str
    comment_id: str
    span: Span
    target: Actor
    target_span: Span
    cues: tuple[Span, ...]
    polarity: float
    match: Match


@dataclass(frozen=True, slots=True)
class CommentMark:
    """Whether a comment says again what another does. `n_copies` counts the comments of one text, this one included: 1 is a comment of its own.
    `copy_of` is the first of them, as the ids of its article and comment, or None for the first itself; `reason` same_text, near_text or empty."""

    article_id: str
    comment_id: str
    n_copies: int = 1
    copy_of: tuple[str, str] | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OpinionSummary:
    """What the readers of an article think of one target. Comments of one text count once, and so does a comment that judges the target twice.
    `mean_polarity` is over the comments, in -1..1."""

    article_id: str
    target: str
    country: str | None
    n_comments: int
    n_positive: int
    n_negative: int
    mean_polarity: float


# --- everything of one article ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CodedArticle:
    """Everything that was read from one article. The last three are what its readers say, and come from their comments alone."""

    article: Article
    annotation: Annotation
    resolution: Resolution
    events: tuple[CodedEvent, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    claims: tuple[Claim, ...] = ()
    notices: tuple[Notice, ...] = ()
    itineraries: tuple[Itinerary, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    comment_marks: tuple[CommentMark, ...] = ()
    opinion_summary: tuple[OpinionSummary, ...] = ()


# --- consolidating ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """An article as one of many: when it was told, by whom, and what finds its copies. `bands` are the buckets of its text (copies.py): two articles
    with one in common are compared; `names` the capitalised words of its text, as a mask (consolidating/masks.py); `countries` those of all actors
    and places that it names."""

    article_id: str
    told_on: date | None
    outlet: str | None
    agency: str | None
    title: str | None
    bands: tuple[int, ...]
    names: int
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part, as far as reports are compared by it."""

    name: str
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a report says that it happened. `is_read` is False when the clause names no place and the story's scene stands in."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    level: str | None
    is_read: bool


@dataclass(frozen=True, slots=True)
class Report:
    """A coded event with what it takes to tell whether two tell one occurrence. `told_on` is the story date of its article; `is_day_read` False when
    the lead's day stands in for one of its clause; `words` are the stems of the content words of its sentence, as a mask; `setting` the countries that its article names."""

    id: str
    article_id: str
    type: str
    mode: str | None
    realis: Realis
    told_on: date | None
    first_day: date | None
    last_day: date | None
    is_day_read: bool
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    spot: Spot | None
    dead: Magnitude | None
    injured: Magnitude | None
    trigger: str
    words: int
    score: float
    contexts: tuple[str, ...] = ()
    setting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Articles that are one text, lightly edited: one independent source. `id` is that of the article told first."""

    id: str
    article_ids: tuple[str, ...]
    agency: str | None
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """One value that sources give for a field, in words, and the reports that give it."""

    value: str
    report_ids: tuple[str, ...]
    n_independent_sources: int


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, once, however many articles tell it. The fields are those of the account that most independent sources give; `accounts` has every
    value of every field, and `disputed` names the fields whose values exclude one another. `links` say why each report was joined. The id is that of the
    report told first, so it stays when later reports are added; `told_by` has the coded events and their articles, in the order of telling."""

    id: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    realis: Realis
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Spot | None
    first_day: date | None
    last_day: date | None
    dead: Magnitude | None
    injured: Magnitude | None
    told_by: tuple[tuple[str, str], ...]
    n_articles: int
    n_independent_sources: int
    first_report: date | None
    last_report: date | None
    accounts: Mapping[str, tuple[Account, ...]]
    disputed: tuple[str, ...]
    links: Mapping[str, Match]
    score: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "accounts", FrozenMap(self.accounts))
        object.__setattr__(self, "links", FrozenMap(self.links))

    @property
    def coded_event_ids(self) -> tuple[str, ...]:
        return tuple(report for report, _ in self.told_by)

    @property
    def article_ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(article for _, article in self.told_by))


@dataclass(frozen=True, slots=True)
class Story:
    """Articles of a few days about the same happenings. `title` is that of the article told first."""

    id: str
    title: str | None
    article_ids: tuple[str, ...]
    event_ids: tuple[str, ...]
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A commitment, or an event of a party, with what it takes to follow promises over time. `by` has countries, or names of parties without one; `what` is what is
    undertaken, or the sentence that tells the event; `strength` that of the commitment, or the event's type."""

    id: str
    article_id: str
    told_on: date | None
    by: tuple[str, ...]
    what: str
    strength: str
    realis: Realis
    deadline_first: date | None = None
    deadline_last: date | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a later event made of a promise: kept, broken or delayed. `score` is the share of the promise's words that tell it."""

    kind: str
    event_id: str
    article_id: str
    told_on: date | None
    sentence: str
    score: float


@dataclass(frozen=True, slots=True)
class Promise:
    """One commitment over time: the reports that tell it, and what became of it. `status` is kept, broken, delayed or open."""

    id: str
    commitment_ids: tuple[str, ...]
    article_ids: tuple[str, ...]
    by: tuple[str, ...]
    what: str
    strength: str
    made_on: date | None
    last_told_on: date | None
    deadline_first: date | None
    deadline_last: date | None
    status: str
    follow_ups: tuple[FollowUp, ...]


@dataclass(frozen=True, slots=True)
class Consolidation:
    """What many articles tell together, each in the order of ids."""

    copies: tuple[CopyGroup, ...]
    events: tuple[Event, ...]
    stories: tuple[Story, ...]
