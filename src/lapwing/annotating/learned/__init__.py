"""The learned engine. `LearnedAnnotator` annotates; `Network` holds the exported weights."""

from __future__ import annotations

from lapwing.annotating.learned.annotator import LearnedAnnotator
from lapwing.annotating.learned.network import Network, shipped_network

__all__ = ["LearnedAnnotator", "Network", "shipped_network"]
