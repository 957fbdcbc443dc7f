"""Annotating: Article -> Annotation. Sentences, mentions, event triggers with their arguments, and quotes.

Anything with `annotate(article) -> Annotation` is an annotator. `RuleAnnotator` works by tables and frames.
"""

from __future__ import annotations

from typing import Protocol

from lapwing.annotating.grammar import Grammar
from lapwing.annotating.names import Names
from lapwing.annotating.rules import RuleAnnotator
from lapwing.records import Annotation, Article

__all__ = ["Annotator", "Grammar", "Names", "RuleAnnotator"]


class Annotator(Protocol):
    """Reads spans out of an article. `name` goes into the settings digest of every stored row."""

    name: str

    def annotate(self, article: Article) -> Annotation: ...
