"""The learned network: sentences in, probabilities out. int8 ONNX on one thread; no torch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from lapwing.annotating.learned.features import Features, spread, tokens_over
from lapwing.errors import BrokenData

if TYPE_CHECKING:
    import numpy as np

# Sub-word tokens per batch, padding included. 256 was the fastest of 256, 1,024 and 4,096 on one core.
_TOKENS_PER_BATCH = 512
_MAX_TOKENS = 160


# The fusion before it is fitted: the network alone.
UNFITTED = {"slope": 1.0, "agree": 0.0, "other": 0.0, "silent": 0.0, "alone": 0.0}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of one sentence. T is its number of sub-word tokens, without the two marks around it.

    `offsets` are the tokens' character ranges in the sentence. Probabilities: `mention` (T, labels), `trigger` (T, labels).
    Logits: `mode` (T, labels), `realis` (T, labels), `roles` (roles, T, T), trigger token first.
    """

    offsets: tuple[tuple[int, int], ...]
    mention: np.ndarray
    trigger: np.ndarray
    mode: np.ndarray
    realis: np.ndarray
    roles: np.ndarray


class Network:
    """Exported weights. Raises BrokenData when they are not the ones that labels.json names."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        try:
            labels = (folder / "labels.json").read_bytes()
            described = json.loads(labels)
            weights = (folder / "annotator.onnx").read_bytes()
        except OSError as fault:
            raise BrokenData(
                f"The learned model is missing ({fault.strerror}: {fault.filename}). Reinstall Lapwing."
            ) from fault
        if hashlib.sha256(weights).hexdigest() != described["sha256"]:
            raise BrokenData(
                "The learned model is damaged: its digest is not the one in labels.json. Reinstall Lapwing."
            )
        self.digest: str = hashlib.sha256(labels).hexdigest()[:8]  # of the weights too: their digest is in it
        self.labels: Mapping[str, list[str]] = described["labels"]
        self.fusion: Mapping[str, float] = described.get("fusion", UNFITTED)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])

    def read(self, sentences: Sequence[str], features: Sequence[Features], starts: Sequence[int]) -> list[Reading]:
        """A reading of each sentence, in order. A sentence of over 158 tokens is read up to there. The spans of `features` are
        offsets into a text in which the sentences start at `starts`."""
        encodings = self._tokenizer.encode_batch(list(sentences))
        order = sorted(range(len(encodings)), key=lambda i: len(encodings[i].ids))
        out: dict[int, Reading] = {}
        batch: list[int] = []
        for i in order:
            longest = min(len(encodings[i].ids), _MAX_TOKENS)
            if batch and (len(batch) + 1) * longest > _TOKENS_PER_BATCH:
                out |= self._run(batch, encodings, features, starts)
                batch = []
            batch.append(i)
        if batch:
            out |= self._run(batch, encodings, features, starts)
        return [out[i] for i in range(len(encodings))]

    def _run(
        self, batch: Sequence[int], encodings: Sequence, features: Sequence[Features], starts: Sequence[int]
    ) -> dict[int, Reading]:
        import numpy as np

        lengths = [min(len(encodings[i].ids), _MAX_TOKENS) for i in batch]
        ids = np.zeros((len(batch), max(lengths)), np.int64)
        mask = np.zeros_like(ids)
        seen = np.zeros((len(batch), 3, max(lengths)), np.int64)
        prior = np.zeros((len(batch), 2, max(lengths), max(lengths)), np.float32)
        for row, (i, n) in enumerate(zip(batch, lengths, strict=True)):
            ids[row, :n] = encodings[i].ids[:n]
            mask[row, :n] = 1
            offsets = [(a + starts[i], b + starts[i]) if a < b else (0, 0) for a, b in encodings[i].offsets[:n]]
            for k, ranges in enumerate((features[i].triggers, features[i].realis, features[i].chunks)):
                seen[row, k, :n] = spread(ranges, offsets)
            for trigger_span, mention_span, role in features[i].roles:
                left, right = tokens_over([trigger_span], offsets), tokens_over([mention_span], offsets)
                prior[row, role][np.ix_(left, right)] = 1
        mention, trigger, mode, realis, roles = self._session.run(
            None, {"ids": ids, "mask": mask, "seen": seen, "prior": prior}
        )
        out = {}
        for row, (i, n) in enumerate(zip(batch, lengths, strict=True)):
            inner = slice(1, n - 1)  # without [CLS] and [SEP]
            out[i] = Reading(
                tuple(encodings[i].offsets[inner]),
                _softmax(mention[row, inner]),
                _softmax(trigger[row, inner]),
                mode[row, inner],
                realis[row, inner],
                roles[row, :, inner, inner],
            )
        return out


def _softmax(logits: np.ndarray) -> np.ndarray:
    import numpy as np

    e = np.exp(logits - logits.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


@cache
def shipped_network() -> Network:
    """The weights inside the package, loaded once. Raises BrokenData when they are missing or damaged."""
    return Network(Path(str(files("lapwing"))) / "annotating" / "learned" / "model")
