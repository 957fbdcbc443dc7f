#!/usr/bin/env python3
"""Fit how far to believe the exported network and the rules: a logistic regression on the development part.

    python train/fuse.py [--model train/out/model] [--part dev]

The probability that a candidate is an event of that type is a line over the network's logit, with a constant for what the rules say (they agree,
see another type, see nothing, or see it alone). Writes the weights into labels.json, and prints them with the calibration error and the
precision and recall at some thresholds.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "quality"))
from corpus import load_part, span
from lapwing.annotating import Grammar, Names
from lapwing.annotating.learned import LearnedAnnotator, Network
from lapwing.annotating.learned.decode import logit
from lapwing.resolving import is_city, known_surfaces, load_tables
from lapwing.settings import Settings
from predict import one_paragraph

ROOT = Path(__file__).parent.parent
OPINIONS = ("agree", "other", "silent", "alone")
RIDGE = 1.0  # pulls the constants together: some opinions are rare


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default=str(ROOT / "train" / "out" / "model"))
    parser.add_argument("--part", default="dev")
    options = parser.parse_args()
    folder = Path(options.model)
    grammar = Grammar(Names(known_surfaces(load_tables()), is_city), Settings())
    annotator = LearnedAnnotator(grammar, Network(folder))
    rows, right = [], []
    n_gold = 0
    for passage in load_part(options.part):
        gold = [e for s in passage["sentences"] for e in s["events"]]
        n_gold += len(gold)
        for candidate in annotator.candidates(one_paragraph(passage["text"])):
            event = candidate.event
            rows.append([logit(candidate.likely), *(float(candidate.opinion == o) for o in OPINIONS)])
            right.append(any(g["type"] == event.type and span(g["trigger"]).overlaps(event.trigger) for g in gold))
    x, y = np.array(rows), np.array(right, float)
    weights = fit(x, y)
    p = 1 / (1 + np.exp(-x @ weights))
    fusion = {"slope": round(float(weights[0]), 4)} | {
        o: round(float(w), 4) for o, w in zip(OPINIONS, weights[1:], strict=True)
    }
    print(
        fusion,
        {o: (int(x[:, 1 + k].sum()), round(float(y[x[:, 1 + k] > 0].mean()), 3)) for k, o in enumerate(OPINIONS)},
    )
    print("expected calibration error", round(calibration_error(p, y), 4), "of", len(y), "candidates")
    for threshold in np.arange(0.2, 0.85, 0.05):
        kept = p >= threshold
        precision, recall = y[kept].mean(), y[kept].sum() / n_gold
        print(
            f"{threshold:.2f} precision {precision:.3f} recall {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}"
        )
    path = folder / "labels.json"
    described = json.loads(path.read_text("utf-8"))
    described["fusion"] = fusion
    path.write_text(json.dumps(described, indent=1) + "\n", "utf-8")


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression by Newton's method. The ridge holds the constants, not the slope, to their mean."""
    weights = np.zeros(x.shape[1])
    centre = np.eye(len(OPINIONS)) - 1 / len(OPINIONS)
    ridge = np.zeros((x.shape[1], x.shape[1]))
    ridge[1:, 1:] = RIDGE * centre
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + ridge @ weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge + 1e-6 * np.eye(len(weights))
        weights -= np.linalg.solve(hessian, gradient)
    return weights


def calibration_error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    """Mean distance between score and share of right ones, over bins of equal width, weighted by their size."""
    which = np.minimum((p * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(p[which == b].mean() - y[which == b].mean()) * (which == b).mean()
            for b in range(bins)
            if (which == b).any()
        )
    )


if __name__ == "__main__":
    main()
