"""Every number that decides something, with its unit and its story."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from hashlib import blake2b

from lapwing.errors import WrongCall


@dataclass(frozen=True, slots=True)
class Settings:
    """Numbers of the pipeline. Change one by passing `Settings(name=value)` to `Coder`."""

    # A page larger than this is refused before it is parsed. The largest of 181 news pages measured had 3 MB; a page
    # of 20 MB is a dump of something else. Bytes.
    max_page_bytes: int = 20_000_000

    # A line of plain text longer than this is no paragraph written by a person (the longest paragraph seen in wire
    # text had 4,000 characters). Lines beyond it are dropped with a warning. Characters.
    max_line_chars: int = 50_000

    # Less than this is no article. A row of text may be one headline; an HTML page with so little is "Page not found" or a
    # paywall's stub. Words.
    min_text_words: int = 3
    min_html_words: int = 8

    # A page that says it is closed to readers who do not pay, and shows less than this, is a stub. Words.
    min_open_words: int = 120

    # A page with a larger share of its characters in links, and fewer words of article than this, is a front page or a list of
    # articles. Share, words.
    max_link_share: float = 0.6
    min_words_among_links: int = 60

    # Languages that are coded; pages in others are skipped with their language as the detail. To add one, pass an `annotator` for it
    # to `Coder`. ISO 639-1 codes.
    languages: tuple[str, ...] = ("en",)

    # Longest run of characters taken as one sentence; longer ones are cut at a blank, so that no rule meets a
    # sentence without end. Characters.
    max_sentence_chars: int = 1_500

    # How far from the header's day the story date is looked for, and how strongly the text must contradict the header
    # before it is believed. At 2.25 the solver moved 12 % of 588 real pages whose header was a download date, against
    # 41 % without a threshold; one clue alone is never enough. Days, log-odds, clues.
    story_date_window_days: int = 14
    story_date_margin: float = 2.25
    story_date_min_clues: int = 2

    # An event that ends this long before the story date is background to it, not news. Thirty days keep "last week"
    # and "earlier this month" in the news and put "last year" and "in 2017" behind it. Days.
    background_after_days: int = 30

    # How many characters before a group reference ("the two countries", "both sides") its members may be named.
    # Two to three sentences of wire prose.
    antecedent_chars: int = 700

    # The learned engine tells events from this score on. "balanced" lies within a point of the best F1 on the development part of the corpus; "precise" is for those who
    # would rather miss an event than read a false one. Before parties are resolved scores are calibrated: of events
    # at 0.7, about seven in ten have the right type.
    operating_point: str = "balanced"
    balanced_score: float = 0.4
    precise_score: float = 0.65

    # Rows per Parquet segment: a few MB, written in seconds. Articles.
    articles_per_segment: int = 1_000

    def __post_init__(self) -> None:
        if self.operating_point not in ("balanced", "precise"):
            raise WrongCall(f"There is no operating point '{self.operating_point}'. Choose balanced or precise.")

    @property
    def least_score(self) -> float:
        """The score of the operating point."""
        return self.precise_score if self.operating_point == "precise" else self.balanced_score

    @property
    def digest(self) -> str:
        """Eight hexadecimal digits that change when any number changes."""
        return _digest(tuple(sorted(asdict(self).items())))


@cache
def _digest(items: tuple) -> str:
    return blake2b(repr(items).encode(), digest_size=4).hexdigest()
