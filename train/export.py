#!/usr/bin/env python3
"""Export the trained model as int8 ONNX, with tokenizer and labels, and check it against the checkpoint.

python train/export.py [--model train/out/model.pt] [--to train/out/model]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

sys.path.insert(0, str(Path(__file__).parent))
from lapwing.annotating.learned import labels
from model import Annotator
from train import ROOT, encoder_folder

OUTPUTS = ["mention", "trigger", "mode", "realis", "roles"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default=str(ROOT / "train" / "out" / "model.pt"))
    parser.add_argument("--to", default=str(ROOT / "train" / "out" / "model"))
    options = parser.parse_args()
    target = Path(options.to)
    target.mkdir(parents=True, exist_ok=True)
    model = Annotator(encoder_folder())
    model.load_state_dict(torch.load(options.model, weights_only=True, map_location="cpu"))
    model.eval()
    torch.manual_seed(0)
    ids = torch.randint(1000, 20000, (2, 24))
    mask = torch.ones_like(ids)
    seen = torch.randint(0, 5, (2, 3, 24))
    prior = torch.zeros(2, 2, 24, 24)
    inputs = {"ids": ids, "mask": mask, "seen": seen, "prior": prior}
    full = Path(options.model).with_name("full.onnx")
    axes = (
        {
            "ids": {0: "batch", 1: "length"},
            "mask": {0: "batch", 1: "length"},
            "seen": {0: "batch", 2: "length"},
            "prior": {0: "batch", 2: "length", 3: "length"},
        }
        | {name: {0: "batch", 1: "length"} for name in OUTPUTS[:-1]}
        | {"roles": {0: "batch", 2: "length", 3: "length"}}
    )
    torch.onnx.export(
        model,
        tuple(inputs.values()),
        str(full),
        input_names=list(inputs),
        output_names=OUTPUTS,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    shipped = target / "annotator.onnx"
    quantize_dynamic(str(full), str(shipped), weight_type=QuantType.QInt8, per_channel=True)
    tokenizer = json.loads((Path(encoder_folder()) / "tokenizer.json").read_text("utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    (target / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), "utf-8")
    names = {
        "mention": labels.MENTION_LABELS,
        "trigger": labels.TRIGGER_LABELS,
        "mode": labels.MODES,
        "realis": labels.REALIS,
        "roles": labels.ROLES,
    }
    digest = hashlib.sha256(shipped.read_bytes()).hexdigest()
    (target / "labels.json").write_text(json.dumps({"labels": names, "sha256": digest}, indent=1) + "\n", "utf-8")
    with torch.no_grad():
        reference = model(*inputs.values())
    for path in (full, shipped):
        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        found = session.run(OUTPUTS, {k: v.numpy() for k, v in inputs.items()})
        same = np.mean(
            [np.mean(f.argmax(-1) == r.numpy().argmax(-1)) for f, r in zip(found[:4], reference[:4], strict=True)]
        )
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, {same:.3f} of the labels as in the checkpoint")


if __name__ == "__main__":
    main()
