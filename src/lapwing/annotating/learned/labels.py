"""The label sets of the model, shared by training and export. They ship beside the weights as labels.json."""

from __future__ import annotations

from lapwing.ontology import FACTS
from lapwing.records import MentionKind, Realis

SAY = "SAY"  # a verb of speaking: its actor is the speaker, its recipient the addressee
KINDS = [str(k) for k in MentionKind]
MENTION_LABELS = ["O", *(f"{p}-{k}" for k in KINDS for p in "BI")]
TYPES = [*FACTS, SAY]
TRIGGER_LABELS = ["O", *(f"{p}-{t}" for t in TYPES for p in "BI")]
NO_MODE = "none"
MODES = [f"{t} {m}" for t, f in FACTS.items() if f.mode_scores for m in (NO_MODE, *f.mode_scores)]
REALIS = [str(r) for r in Realis]
ROLES = ["actor", "recipient", "place", "time", "by"]
N_ROLES = len(ROLES)
